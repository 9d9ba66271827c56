"""An article and everything that was found in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from newsnlp.model.articles import Page, source_span
from newsnlp.model.findings import (
    Entity,
    Evidence,
    Keyword,
    Quote,
    Sentence,
    Statistic,
    Topic,
    Word,
)
from newsnlp.model.storing import exact_number, plain, stored_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

_FINDINGS: Mapping[str, type[Any]] = {
    "statistics": Statistic,
    "entities": Entity,
    "quotes": Quote,
    "topics": Topic,
    "keywords": Keyword,
    "sentences": Sentence,
}
# Left out of the stored form: it can be had from the text, or is for `explain` only.
_LEFT_OUT = {Sentence: ("text",), Statistic: ("candidates",)}
_STORED = {r: stored_fields(r, _LEFT_OUT.get(r, ())) for r in _FINDINGS.values()}


class _Words(Protocol):
    def words(self, text: str) -> tuple[Word, ...]: ...


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Document:
    """An article and everything that was found in it.

    All offsets count code points of `text`. `page` is the captured page it was read from, if it
    was. `page` and `words` are not part of the stored form: `from_dict` leaves them out,
    `newsnlp.segment(doc.text)` makes the words again.
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
    page: Page | None = field(default=None, repr=False, compare=False)
    segmentation: _Words | None = field(default=None, repr=False, compare=False)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of `text`, blanks and line ends too, so that they join to the text.

        They are made from `segmentation` at each access; () for a restored document.
        """
        return () if self.segmentation is None else self.segmentation.words(self.text)

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
        rows = {
            name: [{key: getattr(x, key) for key in _STORED[record]} for x in getattr(self, name)]
            for name, record in _FINDINGS.items()
        }
        return {key: plain(value) for key, value in (head | rows).items()}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Document:
        """The document that `to_dict` stored.

        Args:
            stored: the mapping, as `to_dict` or `json.loads` gives it.

        Raises:
            KeyError: a key of the stored form is missing.
        """
        text = stored["text"]
        findings: dict[str, Any] = {
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


def _restore(record: type[Any], row: Mapping[str, Any], text: str) -> Any:
    values = {name: row[name] for name in _STORED[record]}
    for name in ("value", "low", "high"):
        if name in values:
            values[name] = exact_number(values[name])
    if record is Sentence:
        values["text"] = text[values["start"] : values["end"]]
    if record is Topic:
        values["parents"] = tuple(values["parents"])
        values["evidence"] = tuple(Evidence(**e) for e in values["evidence"])
    return record(**values)
