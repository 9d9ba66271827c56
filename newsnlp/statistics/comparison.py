"""What a change is measured against: year on year or month on month (同比, 环比, 较上年 …).

One 同比 holds for the members of the list that follow it, across ；, so the nearest marker before
the number counts, back to the last 。; a marker behind the number only where it touches it
(2%的同比涨幅).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from newsnlp.quantities import Reading

__all__ = ["Basis", "find_basis"]

Basis = Literal["yoy", "mom"] | None

_LAST_YEAR = r"(?:上年度?|去年|上一年)"
_MARKER = re.compile(
    rf"""
      (?P<mom> 环比 | 按月
        | [比较] (?: 上个?月 | 前一?个?月 | {_LAST_YEAR}?\d{{1,2}}月份? ) (?!同期) )
    | (?P<yoy> 同比 | 按年 | 同期相比 | (?:{_LAST_YEAR}|往年)同期
        | (?:[比较]|相比|是|为|超过|低于|高于) {_LAST_YEAR} (?![末底]|\d) )
    | (?P<year> (?:[比较]|是|为|超过|低于|高于|与) (?:19|20)\d\d年 (?:同期)? (?![末底]|\d) )
    | (?P<none> [比较] (?: 上期 | 上周 | 前一?[日天] | 昨[日天] | 前值 | 此前 | 以前 | 疫情
        | 当初 | 初期 | {_LAST_YEAR}[末底] | (?:19|20)\d\d年[末底] | \d+年前 ) )
    """,
    flags=re.VERBOSE,
)
_BEHIND = re.compile(r"的?(?:(?P<yoy>同比)|(?P<mom>环比))")
_END = re.compile(r"[。！？!?\r\n]")
# A marker further back than this speaks of something else.
_REACH = 160


def find_basis(reading: Reading, folded: str, year: int | None) -> Basis:
    """The basis of the change that a quantity states.

    Args:
        reading: a quantity that is the amount or rate of a change, or a multiple.
        folded: the folded text.
        year: the year that the number is of, if known: 比2012年 is year on year in 2013 only.
    """
    behind = _BEHIND.match(folded, reading.end)
    if behind:
        return "yoy" if behind["yoy"] else "mom"
    first = max(0, reading.start - _REACH)
    for end in _END.finditer(folded, first, reading.start):
        first = end.end()
    last = None
    for match in _MARKER.finditer(folded, first, reading.start):
        last = match
    if last is None or last["none"]:
        return None
    if last["year"]:
        compared = int(re.sub(r"\D", "", last["year"])[:4])
        return "yoy" if year is not None and compared == year - 1 else None
    return "mom" if last["mom"] else "yoy"
