"""What looks like a quantity and is none: dates, codes, addresses, words with a number inside."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsnlp.numerals import Numeral
    from newsnlp.words import Segmentation

__all__ = ["Spans", "code_spans", "crosses_word", "phrase_spans"]


class Spans:
    """Sorted stretches of a text, asked whether one of them overlaps a given stretch."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps [start, end); the stretches do not overlap each other."""
        i = bisect_right(self._starts, start) - 1
        if i >= 0 and self._ends[i] > start:
            return True
        return i + 1 < len(self._starts) and self._starts[i + 1] < end


@cache
def _phrases() -> re.Pattern[str]:
    words = sorted((row["phrase"] for row in read_table("not_quantities.tsv")), key=len)
    return re.compile("|".join(map(re.escape, reversed(words))))


# Web and mail addresses, dotted versions and IPs, plates and flight numbers, telephone numbers,
# match scores: runs of Latin letters, digits and joints that hold a digit.
_CODES = re.compile(
    r"(?:https?://|www\.)[!-~]+"
    r"|[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*@[!-~]+"
    r"|\d+(?:\.\d+){2,}"
    r"|(?<![\d.])(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|95\d{3}|123\d{2})(?![\d.万亿%个人家名元])"
    r"|[A-Za-z]+-?\d+[A-Za-z0-9-]*(?![\d.])"
)
# 联部街43号, 3号线, 12楼, 8单元: a number that names a place or line.
_ADDRESS = re.compile(
    r"(?:[a-zA-Z]?\d+|[一二三四五六七八九十]+)(?:号(?!人)|单元|栋\d|弄|号线|国道|省道|县道|频道|航班|次列车|次航班|楼(?!盘|房|宇))"
)
# 3:2, 21比19, 1：0: scores and ratios.
_SCORE = re.compile(r"(?<![\d.])\d{1,3}(?:[:：∶]|比)\d{1,3}(?![\d.%万亿])")


def phrase_spans(folded: str) -> list[tuple[int, int]]:
    """Where words of the table `not_quantities.tsv` stand."""
    return [match.span() for match in _phrases().finditer(folded)]


def code_spans(folded: str) -> list[tuple[int, int]]:
    """Where codes, addresses with numbers, and scores stand."""
    spans = [match.span() for match in _CODES.finditer(folded)]
    spans += [match.span() for match in _ADDRESS.finditer(folded)]
    spans += [match.span() for match in _SCORE.finditer(folded)]
    return merge(spans)


def merge(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The union of the stretches, sorted and apart from each other."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


# 三至四周, 一到两成: the dictionary takes 三至 for a word.
_TO = re.compile(r"[至到][一二两三四五六七八九十百千万]")
# Tags that jieba gives to words which are a number, a measure word or both.
_NUMBER_TAGS = frozenset(("m", "q", "mq", "mg", "x", "eng", "t"))
_NUMERAL_CHARS = frozenset("零〇一二三四五六七八九十百千万亿兆两俩仨几数多余来半廿卅点近上约逾过超成")


def crosses_word(numeral: Numeral, tail: int, folded: str, words: Segmentation) -> bool:
    """Whether a Chinese numeral is part of a longer word that is no number (统一, 三明, 十分).

    Args:
        numeral: the numeral.
        tail: the end of the numeral and its unit.
        folded: the folded text.
        words: its segmentation.
    """
    if numeral.form == "arabic":
        return False
    index = words.index_at(numeral.start)
    start, end = words.starts[index], words.ends[index]
    if words.tags[index] in _NUMBER_TAGS or _TO.match(folded, numeral.end):
        return False
    if start < numeral.start and not set(folded[start : numeral.start]) <= _NUMERAL_CHARS:
        return True
    return end > tail
