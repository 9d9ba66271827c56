"""Units that a header carries: 发行总额（亿元）10.00, 单位：万吨 above a table."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newsnlp.quantities.readings import times
from newsnlp.units import UnitMatch, match_unit

if TYPE_CHECKING:
    from newsnlp.quantities.readings import Reading

__all__ = ["carry_units"]

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8,
           "万亿": 10**12}  # fmt: skip
_SCALE = "|".join(sorted((scale for scale in _SCALES if scale), key=len, reverse=True))
# 单位：万吨, 单位: 亿元
_DECLARED = re.compile(rf"单位[:： ]{{1,3}}(?P<scale>{_SCALE})?(?P<unit>[^\s\d，。；、）)]{{1,8}})")
# （亿元）10.00, （万吨）： 35: a unit in brackets directly before its number.
_BRACKETED = re.compile(
    rf"[（(](?:单位[:：])?(?P<scale>{_SCALE})?(?P<unit>[^\s\d，。；、（()）]{{0,8}})"
    r"[）)][:： \t|]{0,4}\Z"
)
_REACH = 24


class _Header(NamedTuple):
    """A unit, what it multiplies with, and the stretch of the text where it holds."""

    start: int
    end: int
    unit: UnitMatch | None
    scale: int


def carry_units(readings: list[Reading], folded: str) -> list[Reading]:
    """Give bare numbers the unit of the header before them.

    Args:
        readings: in text order.
        folded: the folded text that they were read from.
    """
    blocks = _declared(readings, folded) if "单位" in folded else []
    if not blocks and "）" not in folded and ")" not in folded:
        return readings
    return [
        _carried(reading, folded, blocks) if _is_bare(reading) else reading for reading in readings
    ]


def _is_bare(reading: Reading) -> bool:
    return reading.rule == "numeral" and not reading.unit and reading.form == "arabic"


def _carried(reading: Reading, folded: str, blocks: list[_Header]) -> Reading:
    if folded[reading.start - 1 : reading.start] in ("）", ")", " ", "\t", ":", "：", "|"):
        first = max(0, reading.start - _REACH)
        match = _BRACKETED.search(folded, first, reading.start)
        header = _header(match, 0, 0) if match else None
        if header is not None:
            return _with(reading, header)
    last = bisect_right(blocks, reading.start, key=lambda block: block.start) - 1
    if last >= 0 and reading.start < blocks[last].end:
        return _with(reading, blocks[last])
    return reading


def _with(reading: Reading, header: _Header) -> Reading:
    unit = header.unit
    return replace(
        reading,
        value=times(reading.value, header.scale),
        unit=unit.text if unit else "",
        kind=unit.unit.kind if unit else reading.kind,
        scale=header.scale,
        chain=header.scale,
        weak=False,
        rule="header",
    )


def _header(match: re.Match[str], start: int, end: int) -> _Header | None:
    scale = _SCALES[match["scale"] or ""]
    if not match["unit"]:
        return _Header(start, end, None, scale) if scale > 1 else None
    unit = match_unit(match["unit"], 0)
    if unit is None or unit.end != len(match["unit"]):
        return None
    return _Header(start, end, unit, scale)


def _declared(readings: list[Reading], folded: str) -> list[_Header]:
    """The declared units, each with the lines of bare numbers that follow it."""
    bare = [reading.start for reading in readings if _is_bare(reading)]
    found = []
    floor = 0
    for match in _DECLARED.finditer(folded):
        header = _header(match, match.end(), 0)
        if header is not None:
            floor = _block_end(folded, max(floor, match.end()), bare)
            found.append(header._replace(end=floor))
    return found


def _block_end(folded: str, start: int, bare: list[int]) -> int:
    """Where the lines with bare numbers end; one line of column heads may come first."""
    end = _line_end(folded, start)
    position, heads = end + 1, True
    while position < len(folded):
        line_end = _line_end(folded, position)
        first = bisect_left(bare, position)
        if first < len(bare) and bare[first] < line_end:
            end, heads = line_end, False
        elif heads and line_end > position:
            heads = False
        else:
            break
        position = line_end + 1
    return end


def _line_end(folded: str, position: int) -> int:
    end = folded.find("\n", position)
    return len(folded) if end < 0 else end
