"""Measure words and units: what stands right after a number, and what it measures.

The table is `data/units.tsv`. Units are matched longest first in the folded text, so a unit is
always given in its folded form (個 → 个, ％ → %): tables can be grouped by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, cast

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsnlp.model import Kind

__all__ = ["Unit", "UnitMatch", "match_unit", "pint_unit", "unit_table"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the unit table; `pint` is None where the unit has no fixed size.

    A character of `not_before` right behind it makes it the beginning of another word.
    """

    text: str
    kind: Kind
    dimension: str
    pint: str | None
    not_before: str


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in a text: `text` is its composed form (元/平方米), `unit` its head (元)."""

    start: int
    end: int
    text: str
    unit: Unit


@cache
def unit_table() -> Mapping[str, Unit]:
    """The units by their folded form."""
    return {
        row["unit"]: Unit(
            row["unit"],
            cast("Kind", row["kind"]),
            row["dimension"],
            None if row["pint"] == "-" else row["pint"],
            "" if row["not_before"] == "-" else row["not_before"],
        )
        for row in read_table("units.tsv")
    }


@cache
def _longest() -> Mapping[str, tuple[int, ...]]:
    """First character → lengths of the units that begin with it, longest first."""
    lengths: dict[str, set[int]] = {}
    for unit in unit_table():
        lengths.setdefault(unit[0], set()).add(len(unit))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


# Units whose plain form is the measure word behind 个: 3个小时 → 小时, but 3个月 → 个月 (a 月 alone
# is a month of the calendar).
_BEHIND_GE_KEPT = frozenset({"个月"})


# 28.4mg/100ml, 5克/100毫升: a denominator with an amount of its own.
_PER_AMOUNT = re.compile(r"/\d+(?:m[lL]|毫升|g|克|千克|公斤|公里|km)")


def canonical(unit: str) -> str:
    """The form in which a unit is reported: 个百分点 → 百分点, 个月 stays.

    >>> canonical("个百分点"), canonical("个月"), canonical("个")
    ('百分点', '个月', '个')
    """
    bare = unit[1:]
    return bare if unit[0] == "个" and bare in unit_table() and unit not in _BEHIND_GE_KEPT else unit


def _simple(folded: str, position: int) -> Unit | None:
    for length in _longest().get(folded[position : position + 1], ()):
        unit = unit_table().get(folded[position : position + length])
        after = folded[position + length : position + length + 1]
        if unit is None or (after and after in unit.not_before):
            continue
        last = folded[position + length - 1]
        if last.isascii() and last.isalpha() and after.isascii() and after.isalpha():
            continue  # the g of 5generation, the m of 3min
        return unit
    return None


def match_unit(folded: str, position: int) -> UnitMatch | None:
    """The longest unit that begins at `position` of a folded text, with its denominator if any.

    Args:
        folded: the text through `newsnlp.text.fold`.
        position: code point offset where the unit must begin.

    Returns:
        The match, or None. `元/平方米`, `公斤／亩` and `立方米每秒` are one composed unit.

    >>> match_unit("3万元/平方米起", 2).text
    '元/平方米'
    >>> match_unit("1800立方米每秒", 4).text
    '立方米每秒'
    """
    unit = _simple(folded, position)
    if unit is None:
        return None
    end = position + len(unit.text)
    name = canonical(unit.text)
    amount = _PER_AMOUNT.match(folded, end)
    if amount:
        return UnitMatch(position, amount.end(), name + amount.group(), unit)
    sign = folded[end : end + 1]
    if sign in ("/", "每") and sign:
        below = _simple(folded, end + 1)
        # 增长3元每斤 is a rate; in 造成2人每年损失 the 每 begins something else.
        if below is not None and (sign == "/" or below.kind in ("measure", "duration")):
            tail = end + 1 + len(below.text)
            if not (sign == "每" and folded[tail : tail + 1].isalnum() and below.kind == "duration"
                    and unit.kind != "measure"):
                return UnitMatch(position, tail, name + sign + below.text, unit)
    return UnitMatch(position, end, name, unit)


def pint_unit(unit: str) -> str | None:
    """The pint expression of a reported unit, composed ones included; None where it has none.

    >>> pint_unit("公里/小时"), pint_unit("亩"), pint_unit("个")
    ('km/hour', '2000/3 m**2', None)
    >>> pint_unit("公斤/亩")
    '(kg) / (2000/3 m**2)'
    """
    row = unit_table().get(unit)
    if row is not None:
        return row.pint
    head, sign, below = unit.partition("/" if "/" in unit else "每")
    if not sign or head not in unit_table() or below not in unit_table():
        return None
    top, bottom = unit_table()[head].pint, unit_table()[below].pint
    return f"({top}) / ({bottom})" if top and bottom else None


def scale_of(unit: str) -> Decimal:
    """What one unit is worth in the unit it is reported in (旬 → 10 岁); 1 for the others."""
    return Decimal(10) if unit == "旬" else Decimal(1)
