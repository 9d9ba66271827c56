"""Finds the words of a list in a text, however long the list is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["WordMatcher"]

_SAME_RUN = re.compile(r"[A-Za-z]{2}|[0-9]{2}")


class WordMatcher:
    """Finds words in time that grows with the text and hardly with their number.

    Args:
        words: what to find, each at least one character; folded, when folded text is searched.

    >>> WordMatcher(["网格", "网格员", "员工之家"]).find("网格员工之家、网格员")
    [(0, 2), (2, 6), (7, 10)]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:2], set()).add(len(word))
        # The first two characters of a word → the lengths of the words that begin so.
        self._lengths = {head: tuple(found) for head, found in lengths.items()}
        self._pattern = _first_characters(self._words)

    def find(self, text: str) -> list[tuple[int, int]]:
        """The words in the text as half-open spans, in order; where words overlap, the longest
        counts, of equally long ones the leftmost.

        A word is not found inside a longer run of ASCII letters or digits (5G in 15G).
        """
        spans = []
        taken = bytearray(len(text))
        for start, end in sorted(
            self._candidates(text), key=lambda span: (span[0] - span[1], span)
        ):
            # What was taken is no shorter, so that it covers one of the edges if it overlaps.
            if not (taken[start] or taken[end - 1]):
                taken[start:end] = b"\x01" * (end - start)
                spans.append((start, end))
        return sorted(spans)

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        """Every place where a word stands."""
        if self._pattern is None:
            return
        words, lengths_of = self._words, self._lengths
        for match in self._pattern.finditer(text):
            start = match.start()
            for length in lengths_of.get(text[start : start + 2], ()):
                end = start + length
                # A slice at the text's end may be a shorter word, which has its own turn.
                if end <= len(text) and text[start:end] in words and _is_whole(text, start, end):
                    yield start, end
            if match[0] in words and _is_whole(text, start, start + 1):
                yield start, start + 1


def _first_characters(words: frozenset[str]) -> re.Pattern[str] | None:
    """A pattern of where a word may begin; None when there are no words."""
    if not words:
        return None
    first = "".join(sorted({word[0] for word in words}))
    if any(len(word) == 1 for word in words):
        return re.compile(f"[{re.escape(first)}]")
    second = "".join(sorted({word[1] for word in words}))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether neither edge stands between two ASCII letters or two ASCII digits."""
    return not (
        (start > 0 and _SAME_RUN.match(text, start - 1, start + 1))
        or (end < len(text) and _SAME_RUN.match(text, end - 1, end + 1))
    )
