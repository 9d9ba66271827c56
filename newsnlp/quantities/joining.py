"""Neighbouring readings that belong together: ranges, compound amounts, lists with one unit."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from newsnlp.numerals import exact
from newsnlp.quantities.readings import times

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsnlp.model import Number
    from newsnlp.quantities.readings import Reading

__all__ = ["join"]

_RANGE = frozenset(("至", "到", "-", "—", "–", "~", "～", "―", "--", "——", "－", "─", " - ", " — "))
_OR = frozenset(("、", "，", ","))
# Words that may stand between the members of a list that share a unit.
_LIST = frozenset(("、", "和", "及", "与", "或", "以及", "，", "；", "/", "、和", "或者"))
# 10万元以上50万元以下, 300元以上至5万元以下: a range in the language of laws.
_FROM = re.compile(r"(?:人民币)?以上(?:、|，|,)?[至到]?")
# 5万平方米(含)至10万平方米
_INCLUDED = re.compile(r"^[（(]不?含[）)]")
_BELOW = re.compile(r"(?:人民币)?(?:以下|以内)")
# What one larger unit is worth in the smaller ones that may follow it: 1小时30分, 3年零2个月.
_WORTH = {
    ("小时", "分钟"): 60,
    ("小时", "分"): 60,
    ("分钟", "秒"): 60,
    ("分", "秒"): 60,
    ("分", "秒钟"): 60,
    ("小时", "秒"): 3600,
    ("天", "小时"): 24,
    ("周", "天"): 7,
    ("年", "个月"): 12,
    ("岁", "个月"): 12,
    ("公里", "米"): 1000,
    ("米", "厘米"): 100,
    ("吨", "公斤"): 1000,
    ("元", "角"): 10,
    ("块", "毛"): 10,
}
_NAMES = {"分": "分钟", "秒钟": "秒"}
# 1000元一年: a yearly amount is an amount.
_NO_DENOMINATOR = frozenset(("", "年"))
_PRICED_BEFORE = frozenset(("measure", "duration"))
_PRICED_BEHIND = _PRICED_BEFORE | {"count"}
# Rules whose readings stand for themselves.
_APART = frozenset(("rank", "range", "doubling"))


def join(readings: Iterable[Reading], folded: str) -> list[Reading]:
    """Merge compounds and ranges and hand the unit of a list to its members.

    Args:
        readings: in text order, not overlapping.
        folded: the folded text that they were read from.
    """
    out: list[Reading] = []
    for reading in readings:
        if out and reading.start - out[-1].tail <= _WIDEST:
            merged = _merged(out[-1], reading, folded)
            if merged is not None:
                out[-1] = merged
                continue
        out.append(reading)
    return _share_units(out, folded)


# The longest words that join two readings: 人民币以上、至.
_WIDEST = 7


def _merged(first: Reading, second: Reading, folded: str) -> Reading | None:
    between = folded[first.tail : second.start]
    if first.rule in _APART or second.rule in _APART:
        return None
    if not between:
        return _compound(first, second, between) or _price(first, second)
    between = _INCLUDED.sub("", between, count=1)
    return (
        _compound(first, second, between)
        or _price_of_one(first, second, between)
        or _range(first, second, between)
        or _legal_range(first, second, between, folded)
    )


def _compound(first: Reading, second: Reading, between: str) -> Reading | None:
    """1小时30分, 3年零2个月, 34周5天, and 1分43秒21."""
    if between not in ("", "零", "又") or first.value is None or second.value is None:
        return None
    worth = _WORTH.get((first.unit, second.unit))
    if worth is None and first.unit == "秒" and second.unit == "" and between == "":
        # Hundredths of a second, written without a unit.
        value = Fraction(first.value) + Fraction(second.value) / 10 ** (second.tail - second.number)
        return replace(first, end=second.end, tail=second.tail, value=exact(value), rule="compound")
    if worth is None:
        return None
    return replace(
        second,
        start=first.start,
        number=first.number,
        kind="duration" if first.kind == "count" or second.kind == "duration" else first.kind,
        unit=_NAMES.get(second.unit, second.unit),
        rule="compound",
        value=exact(Fraction(first.value) * worth + Fraction(second.value)),
    )


def _price(first: Reading, second: Reading) -> Reading | None:
    """1吨70元 and 65元1小时: what one of something costs, the amount with a composed unit.

    In 一笔2000万元 and 一张50元的门票 the measure word counts the money or introduces a thing.
    """
    price, thing = (first, second) if first.kind == "money" else (second, first)
    kinds = _PRICED_BEHIND if price is first else _PRICED_BEFORE
    if price.kind != "money" or thing.kind not in kinds or thing.value != 1:
        return None
    if thing.unit in _NO_DENOMINATOR or "/" in price.unit + thing.unit:
        return None
    return replace(price, unit=f"{price.unit}/{thing.unit}")


def _price_of_one(first: Reading, second: Reading, between: str) -> Reading | None:
    """一亩地稳赚上万元, 一斤卖3元: measures only, for 一家企业亏损3亿元 is no price."""
    if first.kind != "measure" or first.form != "chinese" or not between.isalpha():
        return None
    return _price(first, second) if second.kind == "money" else None


def _range(first: Reading, second: Reading, between: str) -> Reading | None:
    low, high = first.value, second.value
    if low is None or high is None:
        return None
    if first.unit and first.unit != second.unit:
        return _converted_range(first, second, between)
    if between in _OR:
        either = _either(first, second, between)
        if either is None:
            return None
        low, high = either
    elif between not in _RANGE:
        return None
    elif not second.unit and second.scale == 1 and first.kind != "percent":
        return None  # 3-2 is a score, 010-6588 a telephone number
    if not first.unit:
        low = times(low, _shared_scale(first, second) * second.factor) or low
    return _spanned(first, second, low, high) if low < high else None


def _spanned(first: Reading, second: Reading, low: Number, high: Number) -> Reading:
    return replace(
        second,
        start=first.start,
        number=first.number,
        value=None,
        low=low,
        high=high,
        rule="range",
    )


def _either(first: Reading, second: Reading, between: str) -> tuple[int, int] | None:
    """The numbers of 三、四个 and 十四、五公里; None where 、 joins two numbers of a list."""
    a, b = first.value, second.value
    if between != "、" or first.unit or not second.unit or second.scale > 1:
        return None
    if not isinstance(a, int) or not isinstance(b, int) or not 0 < b < 10:
        return None
    han = first.form != "arabic"
    if han == (second.form == "arabic"):
        return None
    if b == a + 1:
        return a, b
    ones = a % 10  # 十四、五 goes on in the ones, 14、5 does not
    return (a, a - ones + b) if 10 < a < 100 and ones and b == ones + 1 and han else None


def _shared_scale(first: Reading, second: Reading) -> int:
    """What a left number without a unit takes over: 3至5万, 三至五百万, 三百至五百万."""
    if first.value is None or second.value is None:
        return 1
    if first.scale == 1:
        return second.chain if first.value < Fraction(second.value) / second.chain else 1
    if first.scale < 10_000 <= second.scale:
        return second.scale if first.value < Fraction(second.value) / second.scale else 1
    return 1


def _converted_range(first: Reading, second: Reading, between: str) -> Reading | None:
    """6个月-1年: the lower end in the unit of the higher one."""
    worth = _WORTH.get((second.unit, first.unit))
    if worth is None or between not in _RANGE or first.value is None or second.value is None:
        return None
    low = exact(Fraction(first.value) / worth)
    return _spanned(first, second, low, second.value) if low < second.value else None


def _legal_range(first: Reading, second: Reading, between: str, folded: str) -> Reading | None:
    """10万元以上50万元以下."""
    low, high = first.value, second.value
    if low is None or high is None or low >= high or first.unit != second.unit or not first.unit:
        return None
    below = _BELOW.match(folded, second.tail)
    if below is None or _FROM.fullmatch(between) is None:
        return None
    joined = _spanned(first, second, low, high)
    return replace(joined, end=below.end(), tail=below.end())


def _lacks_point(this: Reading, after: Reading, folded: str) -> bool:
    """0.5个和0.3个百分点: 个 is the beginning of the unit behind the last member."""
    if this.unit != "个" or after.kind != "percent" or this.rule != "numeral+unit":
        return False
    whole = folded.endswith("个" + after.unit, after.start, after.tail)
    return whole and folded[this.tail : after.start] in _LIST


def _share_units(readings: list[Reading], folded: str) -> list[Reading]:
    """Give a bare number the unit of the next member of its list: 1.2、3.4和5.6亿元."""
    for i in range(len(readings) - 2, -1, -1):
        this, after = readings[i], readings[i + 1]
        if _lacks_point(this, after, folded):
            readings[i] = replace(this, unit=after.unit, kind=after.kind, rule="list")
            continue
        if this.unit or this.form != "arabic" or not after.unit or after.form == "chinese":
            continue
        if this.rule != "numeral" or folded[this.tail : after.start] not in _LIST:
            continue
        bare = this.scale == 1
        factor = (after.chain if bare else 1) * after.factor
        readings[i] = replace(
            this,
            unit=after.unit,
            kind=after.kind,
            value=times(this.value, factor),
            low=times(this.low, factor),
            high=times(this.high, factor),
            weak=False,
            scale=after.scale if bare else this.scale,
            chain=after.chain if bare else this.chain,
            rule="list",
        )
    return readings
