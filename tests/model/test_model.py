"""The records: frozen, exact, with a stored form that is a contract."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp import errors, model
from newsnlp.model import (
    Article,
    Candidate,
    Document,
    Entity,
    Evidence,
    Keyword,
    Page,
    Quantity,
    Quote,
    Segment,
    Sentence,
    Statistic,
    TimeExpression,
    Topic,
    Word,
)
from newsnlp.words import Segmenter

TEXTS = st.text(st.characters(exclude_categories=()), max_size=20) | st.text(
    st.sampled_from("增长5%“”\r\n\u3000\x00\ud800\udc00😀\u202e"), max_size=20
)
WORDS = st.none() | TEXTS
# What can be read from a text: whole numbers, numbers with a point, shares.
NUMBERS = st.none() | st.sampled_from(
    [
        0,
        -20,
        1727,
        10**30,
        Decimal("0.22"),
        Decimal("7.5"),
        Decimal("-1.25"),
        Fraction(1, 3),
        Fraction(100, 3),
        Fraction(200, 7),
    ]
)


def spanned(record: type[Any], text: str, **columns: st.SearchStrategy[Any]) -> Any:
    """Records whose `text` is the stretch of `text` that their offsets name."""
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(sorted)
    return spans.flatmap(
        lambda s: st.builds(
            record,
            start=st.just(s[0]),
            end=st.just(s[1]),
            text=st.just(text[s[0] : s[1]]),
            **columns,
        )
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXTS)
    offset = st.none() | st.integers(0, len(text))
    scores = st.floats(allow_nan=False, allow_infinity=False)
    evidence = spanned(Evidence, text, field=st.sampled_from(["text", "title"]))
    rows: dict[str, Any] = {
        "statistics": spanned(
            Statistic,
            text,
            value=NUMBERS,
            low=NUMBERS,
            high=NUMBERS,
            unit=TEXTS,
            item=WORDS,
            item_start=offset,
            item_end=offset,
            time=WORDS,
            time_start=offset,
            time_end=offset,
            period=WORDS,
            speaker=WORDS,
            rule=TEXTS,
            candidates=st.just(()),
        ),
        "entities": spanned(Entity, text, name=TEXTS, role=WORDS, rule=TEXTS),
        "quotes": spanned(Quote, text, speaker=TEXTS, speaker_start=offset, cue=WORDS, rule=TEXTS),
        "topics": st.builds(
            Topic,
            id=TEXTS,
            zh=TEXTS,
            en=TEXTS,
            score=scores,
            parents=st.lists(TEXTS, max_size=2).map(tuple),
            method=TEXTS,
            evidence=st.lists(evidence, max_size=2).map(tuple),
        ),
        "keywords": spanned(Keyword, text, score=scores),
        "sentences": spanned(Sentence, text),
    }
    own: dict[str, Any] = {
        name: tuple(draw(st.lists(row, max_size=2))) for name, row in rows.items()
    }
    own |= {name: draw(WORDS) for name in ("title", "source", "published", "editor")}
    own["authors"] = tuple(draw(st.lists(TEXTS, max_size=2)))
    return Document(doc_id=draw(TEXTS), text=text, **own)


def readable(value: Any) -> Any:
    """`value` with U+FFFD for each lone surrogate in it."""
    if isinstance(value, str):
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, tuple):
        return tuple(map(readable, value))
    if hasattr(type(value), "__dataclass_fields__"):
        own = {f.name: readable(getattr(value, f.name)) for f in fields(value)}
        return replace(value, **own)
    return value


@given(documents())
def test_stored_and_restored(doc: Document) -> None:
    stored = json.loads(json.dumps(doc.to_dict(), allow_nan=False).encode("utf-8"))
    again = Document.from_dict(stored)
    assert again == readable(doc)
    assert again.to_dict() == doc.to_dict() == stored
    for one, other in zip(doc.statistics, again.statistics, strict=True):
        for name in ("value", "low", "high"):
            assert type(getattr(one, name)) is type(getattr(other, name))


@given(documents())
def test_the_stored_form_is_utf_8_of_plain_values(doc: Document) -> None:
    json.dumps(doc.to_dict(), ensure_ascii=False).encode("utf-8")


HEAD = "doc_id title source published authors editor text"
ROWS = {
    "statistics": "start end text value low high unit bound kind item item_start item_end change"
    " basis time time_start time_end period speaker rule",
    "entities": "start end text label name role rule",
    "quotes": "start end text speaker speaker_start cue rule",
    "topics": "id zh en score parents method evidence",
    "keywords": "start end text score",
    "sentences": "start end",
}


def row(record: type[Any]) -> Any:
    """A record with something in every field."""
    values = dict.fromkeys((f.name for f in fields(record)), "一")
    given = {"start": 0, "end": 1, "text": "一", "value": 1, "low": 1, "high": 1, "candidates": ()}
    return record(**(values | {name: x for name, x in given.items() if name in values}))


def test_the_stored_form_has_the_keys_of_the_contract_in_order() -> None:
    topic = Topic("一", "一", "一", 0.5, ("一",), "一", (Evidence("title", 0, 1, "一"),))
    found: dict[str, Any] = {
        "statistics": (row(Statistic),),
        "entities": (row(Entity),),
        "quotes": (row(Quote),),
        "topics": (topic,),
        "keywords": (row(Keyword),),
        "sentences": (row(Sentence),),
    }
    stored = Document("id", "一", **found).to_dict()
    assert list(stored) == [*HEAD.split(), *ROWS]
    assert {name: list(stored[name][0]) for name in ROWS} == {
        name: keys.split() for name, keys in ROWS.items()
    }
    assert list(stored["topics"][0]["evidence"][0]) == ["field", "start", "end", "text"]


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        (13000, 13000),
        (Decimal("0.22"), 0.22),
        (Decimal("13000.0"), 13000),
        (Fraction(100, 3), 33.333333333333336),
        (Fraction(4, 2), 2),
        (10**12, 10**12),
        (None, None),
    ],
)
def test_numbers_are_plain_outside(number: Any, plain: float | None) -> None:
    found = replace(row(Statistic), value=number)
    stored = Document("id", "一", statistics=(found,)).to_dict()["statistics"][0]["value"]
    assert stored == plain
    assert type(stored) is type(plain)


def test_a_missing_key_is_named() -> None:
    stored = Document("id", "一").to_dict()
    del stored["quotes"]
    with pytest.raises(KeyError, match="quotes"):
        Document.from_dict(stored)


# --- the way back to the capture -----------------------------------------------------------------

#          0123456789…          the body leaves the advertisement and the blanks out
CAPTURE = "  升级阵地。\n广告\n  共3处。"
PAGE = Page(
    body="升级阵地。\n共3处。",
    capture=CAPTURE,
    segments=(Segment(0, 2, 5), Segment(6, 13, 4)),
)


def test_source_span_of_a_page() -> None:
    for start in range(len(PAGE.body)):
        first, last = PAGE.source_span(start, start + 1)
        if PAGE.body[start] != "\n":
            assert CAPTURE[first:last] == PAGE.body[start]
    first, last = PAGE.source_span(0, len(PAGE.body))
    assert CAPTURE[first:last] == "升级阵地。\n广告\n  共3处。"
    first, last = PAGE.source_span(7, 9)
    assert CAPTURE[first:last] == "3处"


def test_a_joining_newline_counts_to_the_segment_before_it() -> None:
    first, last = PAGE.source_span(5, 6)
    assert (first, CAPTURE[first:last].strip("\n")) == (7, "")
    first, last = PAGE.source_span(4, 6)
    assert CAPTURE[first:last].strip("\n") == "。"


@given(st.integers(0, 10), st.integers(0, 10))
def test_source_spans_lie_in_the_capture_in_order(one: int, other: int) -> None:
    start, end = sorted((one, other))
    first, last = PAGE.source_span(start, end)
    assert 0 <= first <= last <= len(CAPTURE)
    # No character of the stretch is lost on the way.
    assert len(PAGE.body[start:end].strip("\n")) <= last - first


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 11), (11, 11)])
def test_what_is_no_stretch_of_the_text(start: int, end: int) -> None:
    for holder in (PAGE, Document("id", PAGE.body, page=PAGE), Document("id", PAGE.body)):
        with pytest.raises(ValueError, match=rf"\[{start}:{end}\] of 10 characters"):
            holder.source_span(start, end)


def test_source_span_of_a_document() -> None:
    assert Document("id", PAGE.body, page=PAGE).source_span(7, 9) == (14, 16)
    assert Document("id", PAGE.body).source_span(7, 9) == (7, 9)
    assert Document("id", "").source_span(0, 0) == (0, 0)
    assert Page("", capture="广告").source_span(0, 0) == (0, 0)


# --- a document's parts ------------------------------------------------------------------------


def test_sentence_of() -> None:
    text = "路通了。 \n共3处。"
    first, second = Sentence(0, 4, "路通了。"), Sentence(6, 10, "共3处。")
    doc = Document("id", text, sentences=(first, second))
    at = [doc.sentence_of(Word(k, k + 1, text[k], "x")) for k in range(len(text))]
    assert at == [first] * 4 + [None] * 2 + [second] * 4
    assert Document("id", text).sentence_of(first) is None


@given(TEXTS)
@settings(deadline=None)  # the first text waits for the dictionary
def test_words_join_to_the_text(text: str) -> None:
    doc = Document("id", text, segmentation=Segmenter().cut(text))
    assert "".join(word.text for word in doc.words) == text
    assert all(text[word.start : word.end] == word.text for word in doc.words)


def test_a_restored_document_has_no_words_and_no_page() -> None:
    doc = Document("id", "增长", segmentation=Segmenter().cut("增长"), page=Page("增长"))
    again = Document.from_dict(doc.to_dict())
    assert again == doc
    assert (again.words, again.page) == ((), None)


RECORDS = [
    Article("一", id="7"),
    PAGE,
    Segment(0, 2, 5),
    Document("id", "一", statistics=(row(Statistic),), page=PAGE),
    *map(row, [Candidate, Entity, Keyword, Quantity, Quote, Sentence]),
    *map(row, [Statistic, TimeExpression, Word, Evidence]),
    Topic("一", "一", "一", 0.5, (), "一", ()),
]


def test_every_record_is_tried() -> None:
    # The others of the room's names are unions and literals.
    kinds = {x for name in model.__all__ if isinstance(x := getattr(model, name), type)}
    assert kinds == {type(record) for record in RECORDS}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_records_are_frozen_slotted_and_pickle(record: Any) -> None:
    assert pickle.loads(pickle.dumps(record)) == record
    assert not hasattr(record, "__dict__")
    name = fields(record)[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, None)
    assert replace(record) == record
    assert hash(replace(record)) == hash(record)


# --- errors ------------------------------------------------------------------------------------

ERRORS = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_errors_pickle(error: type[Exception]) -> None:
    again = pickle.loads(pickle.dumps(error("published: 'x' is no date")))
    assert type(again) is error
    assert str(again) == "published: 'x' is no date"


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_errors_are_of_the_tree_in_the_docstring(error: type[Exception]) -> None:
    assert errors.__doc__ is not None
    assert error.__name__ in errors.__doc__
    if error is not errors.NewsnlpWarning:
        assert issubclass(error, errors.NewsnlpError)
    if error not in (errors.NewsnlpWarning, errors.NewsnlpError):
        assert issubclass(error, ValueError)
