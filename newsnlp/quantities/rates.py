"""Composed units whose denominator stands before the number: 每平方米3万元, 时速350公里."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsnlp.units import canonical, simple_unit

if TYPE_CHECKING:
    from newsnlp.quantities.readings import Reading

__all__ = ["compose"]

# How far before the number 每 may stand: 每人每月发放不低于1280元.
_REACH = 16
_EACH = re.compile(r"每一?")
# What may stand between 每斤 and its number: a few words, no number and no stop.
_GAP = re.compile(r"(?:一次性)?[^\W\d_〇零一二两三四五六七八九十百千万亿几半每]{0,8}")
# 每县5万元, 每生每年1000元: nouns that are no measure words.
_NOUNS = frozenset("乡县国学市所村校生省组镇")
_SPEED = re.compile(r"(?P<clock>[时秒])速[^\W\d_]{0,8}\Z")
_PER = {"时": "小时", "秒": "秒"}
# 每年, 年均 keep the plain unit: a yearly amount is an amount.
_YEAR = "年"
# 每吨由50元涨到60元, 每斤3元降至2元: the second amount is of the first one's kind.
_FROM_TO = re.compile(r"[^\W\d_]{0,4}(?:[涨升降跌增减]|提高|上调|下调|调整)[^\W\d_]{0,3}[至到为成]")


def compose(reading: Reading, folded: str, previous: Reading | None) -> tuple[Reading, int]:
    """The reading with its composed unit, and where the words of its denominator begin.

    Args:
        reading: a quantity without its bound words.
        folded: the folded text.
        previous: the quantity before it, already composed.

    Returns:
        The reading, and the offset of a 每X that touches it (每吨50元), else its own start: bound
        words stand before that (超过每吨50元).
    """
    start = reading.start
    if "/" in reading.unit or reading.kind not in ("money", "measure", "count") or not reading.unit:
        return reading, start
    floor = max(previous.tail if previous else 0, start - _REACH)
    at = folded.rfind("每", floor, start)
    if at >= 0:
        return _per(reading, folded, at, floor)
    if reading.kind == "measure" and folded.find("速", floor, start) >= 0:
        return _with_speed(reading, folded, floor), start
    if previous is not None and "/" in previous.unit and _follows(previous, reading, folded):
        return replace(reading, unit=previous.unit), start
    return reading, start


def _per(reading: Reading, folded: str, at: int, floor: int) -> tuple[Reading, int]:
    end, below = _denominator(folded, at, reading.start)
    gap = _GAP.fullmatch(folded, end, reading.start) if below else None
    if gap is None:
        return reading, reading.start
    first, names = at, [below]
    before = folded.rfind("每", floor, at)
    if before >= 0:
        middle, above = _denominator(folded, before, at)
        if above and middle == at:
            first, names = before, [above, below]
    touches = first if gap.start() == gap.end() else reading.start
    kept = [name for name in names if _divides(reading, name)]
    unit = "/".join((reading.unit, *kept))
    return replace(reading, unit=unit), touches


def _denominator(folded: str, at: int, end: int) -> tuple[int, str]:
    """What 每 at `at` stands before, and where that ends; "" where it is no unit."""
    each = _EACH.match(folded, at)
    place = each.end() if each else at + 1
    unit = simple_unit(folded, place)
    if unit is not None and unit.kind in ("count", "measure", "duration"):
        name = "月" if unit.text == "个月" else canonical(unit.text)
        return place + len(unit.text), name
    if place < end and folded[place] in _NOUNS:
        return place + 1, folded[place]
    return place, ""


def _divides(reading: Reading, below: str) -> bool:
    """Whether a unit per `below` is reported: all prices are, counts only per time (例/天)."""
    if below == _YEAR or below == reading.unit:
        return False
    unit = simple_unit(below, 0) or simple_unit("个" + below, 0)
    timed = unit is not None and unit.kind == "duration"
    return timed or reading.kind != "count"


def _with_speed(reading: Reading, folded: str, floor: int) -> Reading:
    speed = _SPEED.search(folded, floor, reading.start)
    unit = simple_unit(reading.unit, 0)
    if speed is None or unit is None or unit.dimension != "length":
        return reading
    return replace(reading, unit=f"{reading.unit}/{_PER[speed['clock']]}")


def _follows(previous: Reading, reading: Reading, folded: str) -> bool:
    head = previous.unit.partition("/")[0]
    if head != reading.unit or reading.start - previous.end > _REACH:
        return False
    return _FROM_TO.fullmatch(folded, previous.end, reading.start) is not None
