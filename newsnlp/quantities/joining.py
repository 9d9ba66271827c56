"""Neighbouring readings that belong together: ranges, compound amounts, lists with one unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from newsnlp.quantities.readings import tidy, times

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsnlp.quantities.readings import Reading

__all__ = ["join"]

_RANGE = frozenset(("至", "到", "-", "—", "–", "~", "～", "―", "--", "——", "－", "─", " - ", " — "))
_OR = frozenset(("、", "，", ","))
# Words that may stand between the members of a list that share a unit.
_LIST = frozenset(("、", "和", "及", "与", "或", "，", "；", "/", "、和"))
# 1小时30分, 3年零2个月: each unit with its worth in the next smaller one that may follow it.
_CLOCK = {
    ("小时", "分钟"): 60, ("小时", "分"): 60, ("分钟", "秒"): 60, ("分", "秒"): 60,
    ("分", "秒钟"): 60, ("年", "个月"): 12, ("天", "小时"): 24, ("小时", "秒"): 3600,
    ("米", "厘米"): 100, ("元", "角"): 10, ("块", "毛"): 10,
}
_CLOCK_NAMES = {"分": "分钟", "秒钟": "秒"}


def join(readings: Iterable[Reading], folded: str) -> list[Reading]:
    """Merge compounds and ranges and hand the unit of a list to its members.

    Args:
        readings: in text order, not overlapping.
        folded: the folded text that they were read from.
    """
    out: list[Reading] = []
    for reading in readings:
        if out:
            between = folded[out[-1].tail : reading.start]
            merged = _compound(out[-1], reading, between) or _range(
                out[-1], reading, between, folded
            )
            if merged is not None:
                out[-1] = merged
                continue
        out.append(reading)
    return _share_units(out, folded)


def _compound(first: Reading, second: Reading, between: str) -> Reading | None:
    if between not in ("", "零", "又") or first.value is None or second.value is None:
        return None
    worth = _CLOCK.get((first.unit, second.unit))
    if worth is None and first.unit == "秒" and second.unit == "" and between == "":
        # 1分43秒21: hundredths of a second, written without a unit.
        digits = second.tail - second.number
        value = Fraction(first.value) + Fraction(second.value) / 10**digits
        return replace(first, end=second.end, tail=second.tail, value=tidy(value), rule="compound")
    if worth is None:
        return None
    unit = _CLOCK_NAMES.get(second.unit, second.unit)
    kind = "duration" if first.kind == "count" or second.kind == "duration" else first.kind
    return replace(
        second, start=first.start, number=first.number, kind=kind, unit=unit, rule="compound",
        value=tidy(Fraction(first.value) * worth + Fraction(second.value)), bound=second.bound,
    )


def _range(first: Reading, second: Reading, between: str, folded: str) -> Reading | None:
    if first.rule in ("rank", "range", "doubling") or second.rule in ("rank", "range", "doubling"):
        return None
    a, b = first.value, second.value
    if a is None or b is None or (first.unit and first.unit != second.unit):
        return None
    if between in _OR:
        near = b == a + 1 and 0 < a < 10 and not first.unit and second.unit
        same_script = (first.form == "arabic") == (second.form == "arabic")
        if not (near and between == "、" and same_script) or second.scale > 1:
            return None
    elif between not in _RANGE:
        return None
    elif not second.unit and second.scale == 1 and first.kind != "percent":
        return None  # 3-2 is a score, 010-6588 a telephone number
    low = a
    if not first.unit:
        low = times(a, second.factor) or a  # 一至二成
        if first.scale == 1 < second.scale and a < Fraction(b) / second.scale:
            low = times(low, second.scale) or low  # 3至5万
    if low >= b:
        return None
    return replace(
        second, start=first.start, number=first.number, value=None, low=low, high=b, rule="range"
    )


def _share_units(readings: list[Reading], folded: str) -> list[Reading]:
    """Give a bare number the unit of the next member of its list, from the right: 1.2、3.4和5.6亿元."""
    for i in range(len(readings) - 2, -1, -1):
        this, after = readings[i], readings[i + 1]
        if this.unit or this.form != "arabic" or not after.unit or after.form == "chinese":
            continue
        if this.rule != "numeral" or folded[this.tail : after.start] not in _LIST:
            continue
        factor = (after.scale if this.scale == 1 else 1) * after.factor
        readings[i] = replace(
            this, unit=after.unit, kind=after.kind, value=times(this.value, factor),
            low=times(this.low, factor), high=times(this.high, factor), weak=False,
            scale=after.scale if this.scale == 1 else this.scale, rule="list",
        )
    return readings


