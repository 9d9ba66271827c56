"""What comes in: an article, or a page with the way back to its capture."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


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
        published: when it was published: a date, a datetime or a string in one of the usual
            forms (`2025-12-29`, `2025-12-29T14:20`); relative dates are read from it, never from
            today's.
        source: who published it.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: str | date | None = None
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

    def back(offset: int, owner: Segment) -> int:
        return owner.source_start + min(offset - owner.start, owner.length)

    def owner_of(offset: int) -> Segment:
        place = bisect_right(segments, offset, key=lambda s: s.start) - 1
        return segments[max(0, place)]

    first = back(start, owner_of(start))
    return first, first if start == end else max(first, back(end, owner_of(end - 1)))
