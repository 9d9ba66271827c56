"""Sentences of Chinese news, as offsets.

A sentence ends at 。！？；… with the quotation marks and brackets that close behind it, and at
every line's end. Three things keep a mark from ending one:

- it stands inside a title 《你好，之华！》 or a parenthesis that holds no full stop （图1；图2）;
- the clause goes on behind it: a comma follows, or a word like 的 (“你是谁？”的问题,
  苹果、梨……等水果);
- it closes a quotation that began in the middle of a clause (以“加油！”为口号). Not so after
  。” since only speech is quoted with its full stop (“好。”然后走了 are two sentences).

ASCII marks end a sentence only where no ASCII text goes on (a.cn/?q=1 stays whole), and the
ASCII full stop only between a Chinese character and a blank, so that 3.5 and U.S. stay whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsnlp.model import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["sentences", "split_sentences"]

# The line ends of str.splitlines.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARK = re.compile(
    r"《[^《》]*》|（[^（）。]*）|\([^()。]*\)"  # nothing ends inside these
    r"|(?P<stop>[。！？；…!?;.．]+)(?P<closers>[”’」』\"）》】〉〕)\]]*)"
)
_HARD_STOP = re.compile("[。！？；…]")
_WORD = re.compile(r"\w")
_LIST_NUMBER = re.compile(r"\s*[(（]?第?[一二三四五六七八九十百甲乙丙丁]{1,4}[)）]?")
_INVISIBLE = "\u200b\ufeff"  # zero-width space, byte order mark: blank, though not to str.strip

_OPENER = {"”": "“", "’": "‘", "」": "「", "』": "『", '"': '"'}
_NEVER_FIRST = frozenset("，、：。；！？,:的")
_SELDOM_FIRST = frozenset("—等之是和与及或")


def split_sentences(text: str) -> list[tuple[int, int]]:
    r"""The sentences of the text as half-open spans (code points), in order.

    Every character that is no blank belongs to exactly one of them, the blanks around a
    sentence to none. No sentence spans lines.

    >>> split_sentences("他说：“好。”然后走了。增长3.5%！\n一. 总则")
    [(0, 7), (7, 12), (12, 19), (20, 25)]
    """
    spans = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in _ends(text, start, line.end()):
            span = _without_blanks(text, start, end)
            if span is not None:
                spans.append(span)
            start = end
    return spans


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of the text as records.

    >>> [sentence.text for sentence in sentences("雪停了；路通了。")]
    ['雪停了；', '路通了。']
    """
    return tuple(Sentence(start, end, text[start:end]) for start, end in split_sentences(text))


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the blanks at its edges, None when it holds only blanks."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return (start, end) if start < end else None


def _ends(text: str, start: int, line_end: int) -> Iterator[int]:
    """The ends of the sentences in the line `text[start:line_end]`."""
    counted = searched = start
    in_quotes = has_word = False
    for match in _MARK.finditer(text, start, line_end):
        if match["stop"] is None:
            continue
        stop_end = match.end("stop")
        # A straight quotation mark closes when an odd number of them stands before it.
        in_quotes ^= text.count('"', counted, stop_end) % 2 == 1
        counted = stop_end
        # Marks alone are no sentence: “……我不知道。”
        has_word = has_word or _WORD.search(text, searched, match.start()) is not None
        end = stop_end + _closing_length(match["closers"], in_quotes)
        if (
            has_word
            and _is_end(text, start, match.span("stop"), end, line_end)
            and not _quoted_in_clause(text, searched, match.span("stop"), end)
        ):
            yield end
            start, has_word = end, False
        searched = end
    yield line_end


def _closing_length(closers: str, in_quotes: bool) -> int:
    """How many of the marks behind a stop belong to it: all up to a straight quote that opens."""
    for index, mark in enumerate(closers):
        if mark == '"':
            if not in_quotes:
                return index
            in_quotes = False
    return len(closers)


def _is_end(text: str, start: int, stop: tuple[int, int], end: int, line_end: int) -> bool:
    """Whether a sentence from `start` ends at `end`, behind the stop and what closes after it."""
    stop_start, stop_end = stop
    marks = text[stop_start:stop_end]
    following = text[end] if end < line_end else ""
    if following in _NEVER_FIRST:
        return False
    if _HARD_STOP.search(marks) is None and not _ends_softly(text, start, stop, following):
        return False
    if "。" in marks:
        return True
    return following not in _SELDOM_FIRST or (end == stop_end and "…" not in marks)


def _ends_softly(text: str, start: int, stop: tuple[int, int], following: str) -> bool:
    """Whether ASCII marks end a sentence: not before ASCII text, a dot only after Chinese."""
    stop_start, stop_end = stop
    if following.isascii() and following not in "([\"'" and not following.isspace():
        return following == ""
    if text[stop_start:stop_end] not in (".", "．"):
        return True
    before = text[stop_start - 1]
    after_stop = text[stop_end : stop_end + 1]
    return (
        not before.isascii()
        and (after_stop in _OPENER or not after_stop.strip())
        and _LIST_NUMBER.fullmatch(text, start, stop_start) is None
    )


def _quoted_in_clause(text: str, start: int, stop: tuple[int, int], end: int) -> bool:
    """Whether a quotation closes at `end` that a word leads into without a mark between.

    Args:
        text: the text.
        start: the start of the sentence or the end of the stop before this one.
        stop: the span of the stop.
        end: the end of the marks that close behind it.
    """
    stop_start, stop_end = stop
    opener = _OPENER.get(text[end - 1]) if end > stop_end else None
    if opener is None or "。" in text[stop_start:stop_end]:
        return False
    opened = text.rfind(opener, start, stop_start)
    return opened > start and text[opened - 1].isalnum()
