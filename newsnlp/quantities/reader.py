"""Reads one numeral with its unit.

The order of the attempts in `read` is the order of their certainty: a rank (第), a fraction or
percentage, a half, a number with a unit, a multiple (翻一番), a bare number.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from newsnlp.numerals import exact
from newsnlp.numerals.characters import TO_ASCII
from newsnlp.quantities.ranks import read_ordinal, read_top
from newsnlp.quantities.readings import Reading, make
from newsnlp.units import canonical, match_unit, simple_unit

if TYPE_CHECKING:
    from newsnlp.model import Bound, Kind
    from newsnlp.numerals import Numeral
    from newsnlp.units import UnitMatch

__all__ = ["read"]

_CURRENCY = {"$": "美元", "¥": "元", "€": "欧元", "£": "英镑"}
# The kinds of units that a number may go on behind: 3年半, 9亩多, but not 3个多.
_OPEN_KINDS = frozenset(("duration", "measure", "age", "multiple"))
# 三成多, 30块多: units of other kinds that may go on too.
_OPEN_UNITS = frozenset("成块")
_HALF_TAIL = re.compile(r"半(?![年月天日周个小])")
# 两层半, 一只半; 三个半场 and 两条半截裤 count halves of their own.
_HALF_OF_ONE = re.compile(r"半(?=\Z|[^\w]|[的了多高])")
_OPEN_TAIL = re.compile(r"[多余](?![种样项个名位家条元])")
# 七成三, 6块8, 一斤二: a digit behind the unit counts its tenths, where no word goes on from it.
_TENTHS = re.compile(r"([1-9一二三四五六七八九])(?=\Z|[^\w.%℃°]|[的了左以上下])")
_TENTHED = frozenset("成块毛斤")
# 翻了近四番
_DOUBLES = re.compile(r"翻了?(?P<nearly>将近|接近|近)?\Z")
# 3个多月, 两个半小时, 半个多世纪, 一分多钟: the open word or the half stands inside the unit.
_SPLIT = re.compile(
    r"个(?P<more>多?半|多)(?P<unit>月|小时|钟头|星期|世纪|百分点|学期|季度|工作日)"
    r"|(?P<clock>[分秒])多钟"
)
# What may stand between a number and its unit: one blank behind digits (5 公里), the quotation
# mark of “0”元, the plus of 1000+, 整 in 一整天.
_GAP = re.compile(r"(?:\+(?![0-9])|”(?=元)|整(?=[天年夜月周个])|(?<=[0-9]) (?=\S))")
# 一半多, 三分之一多: the share goes on.
_SHARE_OPEN = re.compile(r"多(?![数种少])")
# 上半年, 北半球: a half that is part of a word.
_HALF_BEFORE = frozenset("大小多上下前后东西南北夜对一参折各")
# 半场, 半页: counted things that have halves; 半个 of anything else is a manner of speaking.
_HALVED = frozenset(("周", "页", "场", "个月", "圈"))
_GLUE_AFTER = re.compile(r"[A-Za-z_]")
_NUMBERED = frozenset("号路线")
# 翻五番 is 32 times; beyond that it is no news.
_MOST_DOUBLINGS = 64


def read(folded: str, numeral: Numeral) -> Reading | None:
    """The reading of one numeral, or None where it is no quantity by its own looks.

    Args:
        folded: the text through `newsnlp.text.fold`.
        numeral: a numeral of that text.
    """
    if numeral.glued:
        return None
    before = folded[numeral.start - 1 : numeral.start]
    if before == "第":
        return read_ordinal(folded, numeral)
    if before == "前" and (top := read_top(folded, numeral)) is not None:
        return top
    if numeral.form == "fraction":
        return _share(folded, numeral)
    split = _SPLIT.match(folded, numeral.end)
    if split is not None:
        return _split(numeral, split)
    if numeral.form == "half":
        return _half(folded, numeral, before)
    return _counted(folded, numeral, before)


def _counted(folded: str, numeral: Numeral, before: str) -> Reading | None:
    """A number with a unit, or a bare one."""
    gap = _GAP.match(folded, numeral.end)
    unit = match_unit(folded, gap.end() if gap else numeral.end)
    plus: Bound | None = "over" if gap and gap[0] == "+" else None
    if unit is None or _is_no_unit(numeral, unit):
        end = gap.end() if plus and gap else numeral.end
        return _bare(folded, numeral, before, end, plus)
    if unit.unit.text == "番":
        return _doubled(folded, numeral, unit)
    return _with_unit(folded, numeral, unit, before, plus)


def _is_no_unit(numeral: Numeral, unit: UnitMatch) -> bool:
    """Whether the unit does not go with the number: 20成 and 一百折 are parts of other words."""
    return unit.unit.text in ("成", "折") and (numeral.value is None or numeral.value > 100)


def _share(folded: str, numeral: Numeral) -> Reading | None:
    """三分之一 as a percentage, 四分之三英里 as a measure; not 120/80毫米汞柱, two values."""
    over_one = numeral.value is not None and numeral.value > 1
    if over_one and "/" in folded[numeral.start : numeral.end]:
        return None
    unit = simple_unit(folded, numeral.end)
    if unit is not None and unit.kind in ("measure", "duration"):
        tail = numeral.end + len(unit.text)
        name = canonical(unit.text)
        return make(numeral, tail=tail, unit=name, kind=unit.kind, rule="fraction+unit")
    more = _SHARE_OPEN.match(folded, numeral.end)
    return make(
        numeral,
        tail=more.end() if more else numeral.end,
        unit="%",
        kind="percent",
        rule="fraction",
        factor=100,
        bound="over" if more else None,
    )


def _half(folded: str, numeral: Numeral, before: str) -> Reading | None:
    """半年, 半数 and 过半."""
    if before in _HALF_BEFORE or folded.startswith("夜", numeral.end):
        return None
    if folded.startswith("数", numeral.end):
        return make(
            numeral, tail=numeral.end + 1, unit="%", kind="percent", rule="half", factor=100
        )
    unit = match_unit(folded, numeral.end)
    if unit is not None and (unit.unit.kind in ("duration", "measure") or unit.text in _HALVED):
        kind = "measure" if unit.unit.kind == "count" else unit.unit.kind
        more = _OPEN_TAIL.match(folded, unit.end)
        return make(
            numeral,
            tail=more.end() if more else unit.end,
            unit=unit.text,
            kind=kind,
            rule="half+unit",
            bound="over" if more else None,
        )
    if before == "过":
        return make(numeral, tail=numeral.end, unit="%", kind="percent", rule="half", factor=100)
    return None


def _split(numeral: Numeral, split: re.Match[str]) -> Reading:
    """3个多月, 两个半小时, 半个多世纪."""
    name = split["unit"] or f"{split['clock']}钟"
    more = split["more"] or "多"
    reading = make(
        numeral,
        tail=split.end(),
        unit="个月" if name == "月" else name,
        kind="percent" if name == "百分点" else "duration",
        rule="numeral+unit",
        bound="over" if "多" in more else None,
    )
    return _plus(reading, Fraction(1, 2)) if "半" in more else reading


def _plus(reading: Reading, more: int | Fraction) -> Reading:
    if reading.value is None:
        return reading
    return replace(reading, value=exact(Fraction(reading.value) + more))


def _with_unit(
    folded: str, numeral: Numeral, unit: UnitMatch, before: str, bound: Bound | None
) -> Reading:
    tail, half = unit.end, False
    text, kind = unit.unit.text, unit.unit.kind
    follows = folded[tail : tail + 1]
    if kind == "count" and _HALF_OF_ONE.match(folded, tail):
        tail, half = tail + 1, True
    tenths = _TENTHS.match(folded, tail) if text in _TENTHED and numeral.value else None
    if tenths is not None:
        tail = tenths.end()
    if follows and follows in "半多余" and (kind in _OPEN_KINDS or text in _OPEN_UNITS):
        half = _HALF_TAIL.match(folded, tail) is not None
        if half:
            tail += 1
        elif _OPEN_TAIL.match(folded, tail):
            tail, bound = tail + 1, "over"
    name, factor = _reported(unit, kind)
    reading = make(
        numeral,
        tail=tail,
        unit=name,
        kind=kind,
        rule="numeral+unit",
        factor=factor,
        start=numeral.start - 1 if before and before in _CURRENCY else None,
        bound=bound,
    )
    if tenths is not None:
        if text == "块":
            reading = replace(reading, kind="money")
        return _plus(reading, Fraction(int(tenths[1].translate(TO_ASCII)) * factor, 10))
    return _plus(reading, Fraction(factor, 2)) if half else reading


def _reported(unit: UnitMatch, kind: Kind) -> tuple[str, int]:
    """The unit as it is reported, and what one of the text's is worth in it."""
    if unit.unit.text == "成":
        return "%", 10
    if kind == "age":
        return "岁" if unit.unit.text == "旬" else unit.text, 10 if unit.unit.text == "旬" else 1
    return unit.text, 1


def _doubled(folded: str, numeral: Numeral, unit: UnitMatch) -> Reading | None:
    """翻一番 is twice as much, 翻两番 four times."""
    times_two = numeral.value
    if not isinstance(times_two, int) or not 0 < times_two <= _MOST_DOUBLINGS:
        return None
    verb = _DOUBLES.search(folded, max(0, numeral.start - 4), numeral.start)
    if verb is None:
        return None
    more = _SHARE_OPEN.match(folded, unit.end)
    nearly: Bound | None = "nearly" if verb["nearly"] else None
    reading = make(
        numeral,
        tail=more.end() if more else unit.end,
        unit="倍",
        kind="multiple",
        rule="doubling",
        start=verb.start(),
        bound="over" if more else nearly,
    )
    return replace(reading, number=verb.start(), value=2**times_two, scale=1, chain=1)


def _bare(
    folded: str, numeral: Numeral, before: str, end: int, bound: Bound | None
) -> Reading | None:
    """A number without a unit; a small one needs its context to be a quantity."""
    if before and before in _CURRENCY:
        return make(
            numeral,
            tail=end,
            unit=_CURRENCY[before],
            kind="money",
            rule="currency+numeral",
            start=numeral.start - 1,
            bound=bound,
        )
    after = folded[end : end + 1]
    if numeral.scale == 1 and (after in _NUMBERED or _GLUE_AFTER.match(after)) and after:
        return None
    big = numeral.scale >= 10_000 or numeral.form == "vague" or bound is not None
    return make(numeral, tail=end, unit="", kind="count", rule="numeral", weak=not big, bound=bound)
