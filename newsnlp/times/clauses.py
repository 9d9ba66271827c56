"""Clauses that say when: 疫情基本控制后, 新馆开馆之初, 客机抵达时.

Only syntax tells where such a clause begins, so one counts where it opens a stretch between
commas, and where its last word can hardly be anything else: 以来, 期间 and 之初 close a clause by
themselves, 后 does before a comma (not 今后, 落后) or after a word for a change (投产后), 前 and 时
only with such a word, as both close other words too (面前, 同时).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Clause", "ends_in_deed", "find_clauses"]

_OPENS: Final = "，。；：！？\n"
# 、 and brackets stand inside a list or a note, of which the clause would be a part only
_OUTSIDE: Final = rf"{_OPENS}、（）()!?;,"
_FAR: Final = 30  # code points before 以来 and 之日起, which close even a long clause
_NEAR: Final = 16
_HEAD: Final = re.compile(rf"(?<![^{_OPENS}])[^{_OUTSIDE}]{{2,{_FAR}}}\Z")
# Each branch begins with a literal, so that the engine skips to the next such character.
_TAIL: Final = re.compile(
    "以来|之(?:日起|初|后(?=，)|前(?=，))|来(?=，)(?<=[年月天周]来)|期间(?![的行])|初期(?=，)"
    "|后(?![的续勤期来])|前(?![往来后夕景线进所])|时(?![期间段代限钟点候常刻而不])"
)
_SINGLE: Final = frozenset("后前时")
_FAR_TAILS: Final = frozenset({"以来", "之日起", "来"})
_QUOTES: Final = (("“", "”"), ("《", "》"))
# What makes 后 another word or a place: 今后, 落后, 背后.
_NOT_AFTER: Final = "今此背最先前落身往随其然午日而幕善战以之越滞靠启脑里0"
# What makes 时 another word: 同时, 有时, 小时.
_NOT_TIME: Final = "同此当届有及小不随暂"
_NUMBER: Final = re.compile(
    "[0-9]|[一两二三四五六七八九十百千万亿几半][多余]?(?:个|名|家|条|次|位|项|人|年|天|月|周|日)"
)
# What goes on a sentence rather than opening it: 并结束访问后, 这是开馆以来.
_GOES_ON: Final = re.compile("[并又要也还则而]|[现应须将把使让]将?|特别是|尤其是|这是")
# Said where somebody speaks or what somebody is, not when something holds: 会见外宾时, 他是90后.
_TELLS: Final = re.compile("是|会见|会谈|会晤|采访|发言|致辞|讲话|介绍|通话|仪式|考察时|调研时")


class Clause(NamedTuple):
    """Where a clause lies, the word that closes it, and whether its words hold a number.

    `sure` tells that it does not go on something before it: a comma follows, or a word that needs
    a whole clause (后, but not 期间: 做好春节期间的供应).
    """

    start: int
    end: int
    tail: str
    sure: bool
    counts: bool


def find_clauses(folded: str) -> Iterator[Clause]:
    """Every clause that may be a time, in order of its end.

    Args:
        folded: the text, folded one to one; offsets count its code points.

    >>> [(c.start, c.end) for c in find_clauses("大桥全线通车后，车流增加。")]
    [(0, 7)]
    """
    for close in _TAIL.finditer(folded):
        tail, low, end = close[0], close.start(), close.end()
        if tail in _SINGLE and not _closes(folded, low, tail):
            continue
        reach = _FAR if tail in _FAR_TAILS else _NEAR
        head = _HEAD.search(folded, max(0, low - reach - 1), low)
        if head is None:
            continue
        words = head[0].lstrip()
        if not 2 <= len(words) <= reach or not _stands_alone(words, tail):
            continue
        sure = folded[end : end + 1] == "，" or tail[-1] in "后初"
        yield Clause(low - len(words), end, tail, sure, _NUMBER.search(words) is not None)


def _closes(folded: str, low: int, tail: str) -> bool:
    """Whether 后, 前 or 时 closes a clause; a longer tail always does."""
    before = folded[low - 2 : low]
    if tail == "时":
        comma = folded[low + 1 : low + 2] == "，"
        return before in _last_two("turn") or (comma and before[-1:] not in _NOT_TIME)
    if before in _last_two("turn", "deed"):
        return True
    return tail == "后" and folded[low + 1 : low + 2] == "，" and before[-1:] not in _NOT_AFTER


def _stands_alone(words: str, tail: str) -> bool:
    """Whether the words before a tail open a sentence and say when something holds."""
    if _GOES_ON.match(words) is not None:
        return False
    if any(words.count(left) != words.count(right) for left, right in _QUOTES):
        return False
    if _TELLS.search(words + tail) is not None or (tail in _FAR_TAILS and "了" in words):
        return False
    return tail != "时" or _turns().search(words) is not None


def ends_in_deed(folded: str, start: int, end: int) -> bool:
    """Whether a stretch closes with a word for a change, so that a window goes on it.

    >>> ends_in_deed("新区成立三年来", 0, 4), ends_in_deed("全国三年来", 0, 2)
    (True, False)
    """
    return end - start > 2 and folded[end - 2 : end] in _last_two("turn", "deed")


@cache
def _last_two(*roles: str) -> frozenset[str]:
    """The last two characters of the words of some roles."""
    return frozenset(row["word"][-2:] for row in read_table("times.tsv") if row["role"] in roles)


@cache
def _turns() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_last_two("turn"))))
