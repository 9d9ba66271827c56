"""The records that newsnlp returns: frozen, slotted, exact.

Offsets are counted in code points of the text they belong to, half-open, and always
`text[x.start:x.end] == x.text`. Amounts are exact: `int` where they are whole, else `Decimal`
(what was written with a point) or `Fraction` (三分之一). Not found is `None`, never 0 or "".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, fields
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "Article",
    "Bound",
    "Candidate",
    "Document",
    "Entity",
    "Evidence",
    "Keyword",
    "Kind",
    "Number",
    "Page",
    "Quantity",
    "Quote",
    "Segment",
    "Sentence",
    "Statistic",
    "TimeExpression",
    "Topic",
    "Word",
]

Number = int | Decimal | Fraction
Bound = Literal["exact", "about", "nearly", "over", "under"]
Kind = Literal["count", "money", "percent", "multiple", "measure", "duration", "age", "rank"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a derived text that was copied unchanged from its source.

    `target[start : start + length] == source[source_start : source_start + length]`.
    """

    start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Article:
    """What comes in: a text with what is known about it.

    Args:
        text: the article's body.
        id: the user's key for it; without one it is a hash of the text.
        title: the headline.
        published: when it was published, ISO 8601 (`2025-12-29` or `2025-12-29T14:20`); relative
            dates are read from it, never from today's.
        source: who published it.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A captured page, taken apart.

    `body` is the article, its paragraphs joined by newlines; `segments` lead from it back to
    `capture`, the page as it came (after decoding). `channel` is the breadcrumb path.
    `encoding` is what the bytes were read as (None when text came in), `replaced` how many
    characters could not be read and stand as U+FFFD.
    """

    body: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    place: str | None = None
    channel: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    capture: str = field(default="", repr=False)
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    encoding: str | None = None
    replaced: int = 0

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in `capture` of `body[start:end]`.

        Args:
            start: code point offset into `body`.
            end: code point offset into `body`, exclusive.

        Returns:
            The half-open span of `capture` from the first to the last character of the stretch;
            it holds more than the stretch where lines between were left out.

        Raises:
            ValueError: the offsets are not a stretch of `body`.
        """
        return source_span(self.segments, start, end, len(self.body))


def source_span(segments: Sequence[Segment], start: int, end: int, length: int) -> tuple[int, int]:
    """Map a span of a derived text of `length` code points back through its segments.

    A character that belongs to no segment (a joining newline) counts to the segment before it.
    """
    if not 0 <= start <= end <= length:
        raise ValueError(f"no stretch of the text: [{start}:{end}] of {length} characters")
    if not segments:
        return start, end

    def back(offset: int) -> int:
        owner = segments[0]
        for segment in segments:
            if segment.start > offset:
                break
            owner = segment
        return owner.source_start + min(offset - owner.start, owner.length)

    first = back(start)
    return (first, first) if start == end else (first, max(first, back(end - 1) + 1))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its closing quotation marks; blanks around it belong to none."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the segmentation; `tag` is its part of speech in jieba's (ICTCLAS) tag set."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, and the `period` they mean (ISO 8601, ends inclusive) if known."""

    start: int
    end: int
    text: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and the words that bound it.

    `value` is None for a range or a vague number, which have `low` and `high`. `unit` is the
    measure word as it stands, without 万 and 亿, composed for rates (元/平方米). `rule` names
    what read it.
    """

    start: int
    end: int
    text: str
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str
    bound: Bound
    kind: Kind
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that was weighed as the item of a statistic: the higher the score, the better."""

    start: int
    end: int
    text: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Statistic:
    """A quantity that the text states about something, and what it says about it.

    `item` is what is counted or measured, `change` (up, down) and `basis` (yoy, mom) how the
    number compares, `time` the words that say when it holds and `period` what they mean,
    `speaker` who says it when it stands in a quote. `candidates` are the items that were weighed,
    best first; they are for `newsnlp.explain` and not part of `to_dict`.
    """

    start: int
    end: int
    text: str
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str
    bound: Bound
    kind: Kind
    item: str | None
    item_start: int | None
    item_end: int | None
    change: Literal["up", "down"] | None
    basis: Literal["yoy", "mom"] | None
    time: str | None
    time_start: int | None
    time_end: int | None
    period: str | None
    speaker: str | None
    rule: str
    candidates: tuple[Candidate, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of a person, an organization or a place."""

    start: int
    end: int
    text: str
    label: Literal["PER", "ORG", "LOC"]
    name: str
    role: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech, without its quotation marks, and who said it."""

    start: int
    end: int
    text: str
    speaker: str
    speaker_start: int | None
    cue: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that speak for a topic; `field` says into which text the offsets point."""

    field: Literal["text", "title"]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What the article is about; `score` is the probability that a reader would agree."""

    id: str
    zh: str
    en: str
    score: float
    parents: tuple[str, ...]
    method: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or term that marks the article, at its first mention."""

    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Document:
    """An article and everything that was found in it.

    All offsets count code points of `text`. `words` are not part of the stored form:
    `from_dict` leaves them empty, `newsnlp.segment(doc.text)` makes them again.
    """

    doc_id: str
    text: str = field(repr=False)
    title: str | None = None
    source: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    statistics: tuple[Statistic, ...] = field(default=(), repr=False)
    entities: tuple[Entity, ...] = field(default=(), repr=False)
    quotes: tuple[Quote, ...] = field(default=(), repr=False)
    topics: tuple[Topic, ...] = field(default=(), repr=False)
    keywords: tuple[Keyword, ...] = field(default=(), repr=False)
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    words: tuple[Word, ...] = field(default=(), repr=False, compare=False)
    page: Page | None = field(default=None, repr=False, compare=False)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of `text[start:end]` in the capture the article was read from.

        Args:
            start: code point offset into `text`.
            end: code point offset into `text`, exclusive.

        Returns:
            The half-open span in `page.capture`, or in `text` itself for a plain article.

        Raises:
            ValueError: the offsets are not a stretch of `text`.
        """
        segments = () if self.page is None else self.page.segments
        return source_span(segments, start, end, len(self.text))

    def sentence_of(self, finding: _Spanned) -> Sentence | None:
        """The sentence in which a finding begins.

        Args:
            finding: anything with `start` and `end` in `text`, a `Statistic` for one.

        Returns:
            The sentence, or None when the finding stands between sentences.
        """
        place = bisect_right(self.sentences, finding.start, key=lambda s: s.start) - 1
        if place < 0 or self.sentences[place].end <= finding.start:
            return None
        return self.sentences[place]

    def to_dict(self) -> dict[str, Any]:
        """The document as plain values, ready for `json.dumps`: the stored form, a contract.

        Numbers are `int` where they are whole, else `float`; a lone surrogate becomes U+FFFD.
        """
        head = {
            "doc_id": self.doc_id,
            "title": self.title,
            "source": self.source,
            "published": self.published,
            "authors": list(self.authors),
            "editor": self.editor,
            "text": self.text,
        }
        rows = {name: [_row(x) for x in getattr(self, name)] for name in _FINDINGS}
        return {key: _plain(value) for key, value in (head | rows).items()}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Document:
        """The document that `to_dict` stored.

        Args:
            stored: the mapping, as `to_dict` or `json.loads` gives it.

        Raises:
            KeyError: a key of the stored form is missing.
        """
        text = stored["text"]
        findings = {
            name: tuple(_restore(record, row, text) for row in stored[name])
            for name, record in _FINDINGS.items()
        }
        return cls(
            doc_id=stored["doc_id"],
            text=text,
            title=stored["title"],
            source=stored["source"],
            published=stored["published"],
            authors=tuple(stored["authors"]),
            editor=stored["editor"],
            **findings,
        )


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_FINDINGS: Mapping[str, type[Any]] = {
    "statistics": Statistic,
    "entities": Entity,
    "quotes": Quote,
    "topics": Topic,
    "keywords": Keyword,
    "sentences": Sentence,
}
# What the stored form leaves out: it can be had from the text, or is for `explain` only.
_NOT_STORED = {Sentence: {"text"}, Statistic: {"candidates"}}
_AMOUNTS = {"value", "low", "high"}


@cache
def _stored_fields(record: type[Any]) -> tuple[str, ...]:
    left_out = _NOT_STORED.get(record, set())
    return tuple(f.name for f in fields(record) if f.name not in left_out)


def _row(finding: Any) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in _stored_fields(type(finding))}


def _plain(value: Any) -> Any:
    """A JSON value that says the same."""
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, Decimal | Fraction):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, dict):
        return {key: _plain(x) for key, x in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(x) for x in value]
    if isinstance(value, Evidence):
        return _plain(_row(value))
    return value


_SURROGATE = re.compile("[\ud800-\udfff]")


def _amount(value: float | None) -> Number | None:
    """The exact number behind a stored one: 0.22 → Decimal, 33.333333333333336 → 100/3."""
    if value is None or isinstance(value, int):
        return value
    written = Decimal(repr(value))
    if len(written.as_tuple().digits) < 16:
        return written
    # Shares are read as fractions with a small denominator; the nearest one that gives the same
    # float is the one that was stored.
    near = Fraction(value).limit_denominator(10_000)
    return near if float(near) == value else written


def _restore(record: type[Any], row: Mapping[str, Any], text: str) -> Any:
    values = {name: row[name] for name in _stored_fields(record)}
    for name in _AMOUNTS & values.keys():
        values[name] = _amount(values[name])
    if record is Sentence:
        values["text"] = text[values["start"] : values["end"]]
    if record is Topic:
        values["parents"] = tuple(values["parents"])
        values["evidence"] = tuple(Evidence(**e) for e in values["evidence"])
    return record(**values)
