"""Kinds that the unit alone does not tell: 级 of winds and earthquakes, money without 元."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsnlp.model import Kind
    from newsnlp.quantities.readings import Reading

__all__ = ["settle_kind"]

# 里氏6.2级, 阵风6~7级、局地8级, 震级为5级, 风力增强到了7级; 5.4级地震, 3级左右北风.
_FORCE_BEFORE = re.compile(
    r"(?:震|里氏|风(?![险景貌格采光情味])|浪|海况|烈度)[^，。；：！？\n]{0,12}\Z"
)
_FORCE_AFTER = re.compile(
    r"(?:左右|以上|及以上|的)*(?:[东南西北偏]{1,3}(?:大|阵)?风|[大阵强暴台飓]风|风|(?:[强余浅中大]|有感|破坏性)*地?震|海浪|大浪|海况|台风)"
)
_REACH = 16
# 位居464位, 排名全国30名: a place and no persons.
_PLACE_BEFORE = re.compile(r"(?:位居|位列|排名|名列|排在)(?:世界|全球|全国|全省)?\Z")
# 两度飞天, 三度夺冠: times, not degrees.
_OCCASIONS = frozenset("两三四几")
_NO_OCCASION = re.compile(r"[电角的，。、；：左以上下多半]|\Z")


def settle_kind(reading: Reading, folded: str) -> Reading:
    """The reading with the kind that the words around it tell.

    Args:
        reading: a quantity with its unit, before its bound words are taken in.
        folded: the folded text.
    """
    check = _BY_UNIT.get(reading.unit)
    if check is not None:
        kind = check(reading, folded)
        return reading if kind is None else replace(reading, kind=kind)
    if reading.unit == "" and reading.rule == "numeral" and reading.scale >= 10_000:
        return replace(reading, kind="money") if _is_money(reading, folded) else reading
    return reading


def _level(reading: Reading, folded: str) -> Kind | None:
    """级 of a wind or an earthquake is measured; of anything else it is counted."""
    if isinstance(reading.value, Decimal) or isinstance(reading.high, Decimal):
        return "measure"
    if _FORCE_AFTER.match(folded, reading.tail):
        return "measure"
    first = max(0, reading.start - _REACH)
    return "measure" if _FORCE_BEFORE.search(folded, first, reading.start) else None


def _barrel(reading: Reading, _: str) -> Kind | None:
    """桶 by the ten thousand are barrels of oil."""
    return "measure" if reading.scale >= 10_000 else None


def _place(reading: Reading, folded: str) -> Kind | None:
    first = max(0, reading.start - _REACH)
    return "rank" if _PLACE_BEFORE.search(folded, first, reading.start) else None


def _occasion(reading: Reading, folded: str) -> Kind | None:
    few = reading.tail - reading.number == 2 and folded[reading.number] in _OCCASIONS
    return None if not few or _NO_OCCASION.match(folded, reading.tail) else "count"


_BY_UNIT: Mapping[str, Callable[[Reading, str], Kind | None]] = {
    "级": _level,
    "桶": _barrel,
    "位": _place,
    "名": _place,
    "度": _occasion,
}


@cache
def _money_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns: dict[str, list[str]] = {"before": [], "after": []}
    for row in read_table("money_nouns.tsv"):
        nouns[row["side"]].append(re.escape(row["noun"]))
    before, after = ("|".join(sorted(nouns[side], key=len, reverse=True)) for side in nouns)
    verbs = (
        r"(?:已|均|约|近|达到?|为|是|共计?|总计|累计|超过?|突?破|逾|将|可|有望|仅|总?额|了|：|:)*"
    )
    return re.compile(f"(?:{before}){verbs}\\Z"), re.compile(f"(?:的)?(?:{after})")


def _is_money(reading: Reading, folded: str) -> bool:
    before, after = _money_patterns()
    first = max(0, reading.start - _REACH)
    if before.search(folded, first, reading.start) is not None:
        return True
    return after.match(folded, reading.tail) is not None
