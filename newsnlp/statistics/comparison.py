"""What a change is measured against: year on year or month on month (同比, 环比, 较上年 …).

One 同比 holds for the members of the list that follow it, so the nearest marker before the number
in its sentence counts; a marker behind it counts only when it touches (2%的同比涨幅).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from newsnlp.quantities import Reading

__all__ = ["Basis", "find_basis"]

Basis = Literal["yoy", "mom"] | None

_YEAR = r"(?:(?:19|20)\d\d年?|上年|去年|前年|往年|上一年|上年度)"
_MARKER = re.compile(
    rf"(?P<yoy>同比|按年|年同比|(?:[比较]|相比|是|为|超过|低于|高于)(?:{_YEAR})(?:同期)?(?!末|底|\d{{1,2}}月)|{_YEAR}同期|同期相比)"
    r"|(?P<mom>环比|按月|[比较](?:上个?月|上月|前一?个?月|(?:去年)?\d{1,2}月份?)(?!同期))"
    r"|(?P<none>[比较]上期|[比较](?:上周|前一?[日天]|昨[日天]|前值|疫情前|此前|以前|当初|初期|"
    + _YEAR
    + "[末底]))"
)
_BEHIND = re.compile(r"的?(?P<yoy>同比)|的?(?P<mom>环比)")
_CLAUSE_LIMIT = 120


def find_basis(reading: Reading, folded: str, sentence: tuple[int, int]) -> Basis:
    """The basis of the change that a quantity states.

    Args:
        reading: a quantity that is the amount or rate of a change, or a multiple.
        folded: the folded text.
        sentence: the half-open span of its sentence.
    """
    behind = _BEHIND.match(folded, reading.end, sentence[1])
    if behind:
        return "yoy" if behind["yoy"] else "mom"
    last = None
    first = max(sentence[0], reading.start - _CLAUSE_LIMIT)
    for match in _MARKER.finditer(folded, first, reading.start):
        last = match
    if last is None or last["none"]:
        return None
    return "yoy" if last["yoy"] else "mom"
