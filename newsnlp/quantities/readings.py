"""One number with its unit: the `Reading`, and how it is read off a numeral.

The order of the attempts in `read` is the order of their certainty: a rank or ordinal (第), a
fraction or percentage, a multiple (翻一番), a half, a number with a unit, a bare number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from newsnlp.units import match_unit, scale_of

if TYPE_CHECKING:
    from newsnlp.model import Bound, Kind, Number
    from newsnlp.numerals import Numeral
    from newsnlp.units import UnitMatch

__all__ = ["Reading", "read", "tidy"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity while it is being read.

    `start` and `end` are the run with its touching bound words, `number` is where the numeral
    begins, `tail` where numeral and unit end. `scale` is the last written multiplier (5.6亿 →
    10**8), `factor` what the unit multiplies in (成 → 10 %), `form` the numeral's form; `weak` marks a reading that needs its context to be one.
    """

    start: int
    end: int
    number: int
    tail: int
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str
    kind: Kind
    bound: Bound
    form: str
    scale: int
    rule: str
    weak: bool = False
    factor: Fraction = Fraction(1)


def tidy(number: Number) -> Number:
    """The plainest exact type: int where whole, else Decimal where finite, else Fraction.

    >>> tidy(Fraction(9, 2)), tidy(Decimal("3.0")), tidy(Fraction(1, 3))
    (Decimal('4.5'), 3, Fraction(1, 3))
    """
    if isinstance(number, int):
        return number
    if number == int(number):
        return int(number)
    if isinstance(number, Decimal):
        return number
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(number.numerator) / Decimal(number.denominator) if rest == 1 else number


def times(number: Number | None, factor: int | Decimal | Fraction) -> Number | None:
    """`number * factor`, exact and tidy; None stays None."""
    return None if number is None else tidy(Fraction(number) * Fraction(factor))


# 排名第3, 位居世界第一, 列第7: the words before 第N that make it a rank and not the name of a thing.
_RANKED = re.compile(
    r"(?:排名?|排在|位居|位列|居于?|列|名列|跃居|升至|升到|跃升至|跻身|稳居|高居|占据|获得?|夺得|取得"
    r"|成为|继续保持|保持|连续\w{1,4}年|世界|全球|全国|国内|亚洲|欧洲|全省|全市|行业|同类|总分|名次|暂列|并列)"
    r"[\w（）()]{0,6}第$|第\d+[名位]?[、和及]第$"
)
# 第二大经济体, 第四高的国家, and the members of a list of ranks: 第3、第7.
_MOST = re.compile(r"(?:大(?!队|道|街|厦|会|学)|高(?!中|速|级|院)|多|长(?!征|江)|强|[、和及]第)")
_RANK_UNIT = re.compile(r"[名位]")
# The thing that 第N names, where it is no rank: 第3届, 第一批, 第二季度.
_ORDINAL_HEAD = re.compile(r"[届批次个季期章条款代轮任集版号组场阶部例家颗艘架台座辆项张种类天年周]|财险|产业|者|方|线|步")
_CURRENCY = {"$": "美元", "¥": "元", "€": "欧元", "£": "英镑"}
_HALF_TAIL = re.compile(r"半(?![年月天日周个小])")
_OPEN_TAIL = re.compile(r"[多余](?=$|[^种样项个名位家条])")
# 3个多月, 两个半小时: the open word or the half stands between 个 and the unit.
_SPLIT = re.compile(r"个([多半]|多?半)(月|小时|钟头|星期|世纪|百分点|学期|季度)")
_HALF_OF = re.compile(r"半(?:数|成)?")
# 大半, 上半年, 北半球: a half that is part of a word.
_HALF_BEFORE = frozenset("大小多上下前后东西南北夜对一参过折各")
_NOT_CHENG = frozenset("为立功员本果长绩都就分语千交效品因活败")
_GLUE_AFTER = re.compile(r"[A-Za-z_]")


def read(folded: str, numeral: Numeral) -> Reading | None:
    """The reading of one numeral, or None where it is no quantity by its own looks.

    Args:
        folded: the text through `newsnlp.text.fold`.
        numeral: a numeral of that text.
    """
    if numeral.glued:
        return None
    if folded[numeral.start - 1 : numeral.start] == "第":
        return _rank(folded, numeral)
    if numeral.form == "fraction":
        return _share(folded, numeral)
    if numeral.form == "half":
        return _half(folded, numeral)
    unit_at = numeral.end
    if folded[unit_at : unit_at + 1] == " " and folded[numeral.end - 1].isascii():
        unit_at += 1
    split = _SPLIT.match(folded, numeral.end)
    if split:
        return _split(numeral, split)
    unit = match_unit(folded, unit_at)
    if unit is None or _no_unit(folded, numeral, unit):
        return _bare(folded, numeral)
    if unit.unit.text == "番":
        return _doubled(folded, numeral, unit)
    return _with_unit(folded, numeral, unit)


def _make(
    numeral: Numeral,
    *,
    tail: int,
    unit: str,
    kind: Kind,
    rule: str,
    factor: int | Decimal | Fraction = 1,
    start: int | None = None,
    bound: Bound | None = None,
    weak: bool = False,
) -> Reading:
    first = numeral.start if start is None else start
    return Reading(
        start=first,
        end=tail,
        number=numeral.start,
        tail=tail,
        value=times(numeral.value, factor),
        low=times(numeral.low, factor),
        high=times(numeral.high, factor),
        unit=unit,
        kind=kind,
        bound=bound or numeral.bound,
        form=numeral.form,
        scale=numeral.scale,
        rule=rule,
        weak=weak,
        factor=Fraction(factor),
    )


def _rank(folded: str, numeral: Numeral) -> Reading | None:
    before = folded[max(0, numeral.start - 16) : numeral.start]
    if not _RANKED.search(before) and not _MOST.match(folded, numeral.end):
        return None
    tail = numeral.end
    unit = ""
    if _RANK_UNIT.match(folded, tail):
        unit, tail = folded[tail], tail + 1
    elif _ORDINAL_HEAD.match(folded, tail):
        return None
    return _make(numeral, tail=tail, unit=unit, kind="rank", rule="rank", start=numeral.start - 1)


def _share(folded: str, numeral: Numeral) -> Reading | None:
    unit = match_unit(folded, numeral.end)
    if unit is not None and unit.unit.kind in ("measure", "duration"):
        return _make(
            numeral, tail=unit.end, unit=unit.text, kind=unit.unit.kind, rule="fraction+unit"
        )
    return _make(numeral, tail=numeral.end, unit="%", kind="percent", rule="fraction", factor=100)


def _half(folded: str, numeral: Numeral) -> Reading | None:
    if folded[numeral.start - 1 : numeral.start] in _HALF_BEFORE - {"过"}:
        return None
    match = _HALF_OF.match(folded, numeral.start)
    if match and match.group() == "半数":
        return _make(numeral, tail=match.end(), unit="%", kind="percent", rule="half", factor=100)
    unit = match_unit(folded, numeral.end)
    if unit is not None and unit.unit.kind in ("duration", "measure") or (
        unit is not None and unit.text in ("周", "页", "场", "个月", "圈")
    ):
        kind = "measure" if unit.unit.kind == "count" else unit.unit.kind
        return _make(numeral, tail=unit.end, unit=unit.text, kind=kind, rule="half+unit")
    if folded[numeral.start - 1 : numeral.start] == "过":
        return _make(numeral, tail=numeral.end, unit="%", kind="percent", rule="half", factor=100)
    return None


def _split(numeral: Numeral, split: re.Match[str]) -> Reading:
    word = split.group(2)
    unit = "个月" if word == "月" else word
    kind: Kind = "percent" if word == "百分点" else "duration"
    more = Fraction(1, 2) if "半" in split.group(1) else 0
    bound: Bound | None = "over" if "多" in split.group(1) else None
    reading = _make(numeral, tail=split.end(), unit=unit, kind=kind, rule="numeral+unit", bound=bound)
    return _plus(reading, more)


def _plus(reading: Reading, more: Fraction | int) -> Reading:
    if not more or reading.value is None:
        return reading
    from dataclasses import replace

    return replace(reading, value=tidy(Fraction(reading.value) + more))


def _no_unit(folded: str, numeral: Numeral, unit: UnitMatch) -> bool:
    """Characters that look like a unit and are the beginning of another word (三成立, 三折腾)."""
    if unit.unit.text == "成":
        return numeral.form == "arabic" or folded[unit.end : unit.end + 1] in _NOT_CHENG
    return unit.unit.text == "折" and folded[unit.end : unit.end + 1] in ("腾", "射", "磨")


def _with_unit(folded: str, numeral: Numeral, unit: UnitMatch) -> Reading:
    tail, more, bound = unit.end, Fraction(0), None
    kind = unit.unit.kind
    if kind in ("duration", "measure", "age", "multiple"):
        if _HALF_TAIL.match(folded, tail):
            tail, more = tail + 1, Fraction(1, 2)
        elif _OPEN_TAIL.match(folded, tail):
            tail, bound = tail + 1, "over"
    name, factor = unit.text, Fraction(scale_of(unit.unit.text))
    if unit.unit.text in ("成", "‰"):
        name, factor = ("%", Fraction(10)) if unit.unit.text == "成" else (name, Fraction(1))
    elif kind == "age":
        name = "岁" if unit.unit.text == "旬" else name
    start = numeral.start
    sign = folded[start - 1 : start]
    if sign in _CURRENCY and sign:
        start -= 1
    reading = _make(
        numeral, tail=tail, unit=name, kind=kind, rule="numeral+unit", factor=factor, start=start,
        bound="over" if bound else None,
    )
    return _plus(reading, more * factor)


def _doubled(folded: str, numeral: Numeral, unit: UnitMatch) -> Reading | None:
    for verb in ("翻了", "翻"):
        start = numeral.start - len(verb)
        if start >= 0 and folded.startswith(verb, start) and isinstance(numeral.value, int):
            return Reading(
                start, unit.end, start, unit.end, 2**min(numeral.value, 64), None, None, "倍",
                "multiple", "exact", numeral.form, 1, "doubling",
            )
    return None


def _bare(folded: str, numeral: Numeral) -> Reading | None:
    start = numeral.start
    sign = folded[start - 1 : start]
    if sign in _CURRENCY and sign:
        return _make(
            numeral, tail=numeral.end, unit=_CURRENCY[sign], kind="money", rule="currency+numeral",
            start=start - 1,
        )
    after = folded[numeral.end : numeral.end + 1]
    if _GLUE_AFTER.match(after) and numeral.scale == 1:
        return None
    if folded[numeral.end : numeral.end + 1] in ("号", "路", "线") and numeral.scale == 1:
        return None
    big = numeral.scale >= 10_000 or numeral.form == "vague"
    return _make(
        numeral, tail=numeral.end, unit="", kind="count", rule="numeral", weak=not big
    )
