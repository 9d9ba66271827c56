"""Measure words and units: what stands right after a number, and what it measures.

The table is `data/units.tsv`. Units are matched longest first in the folded text, so a unit is
always given in its folded form (個 → 个, ％ → %): tables can be grouped by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from newsnlp.errors import IncompatibleUnits
from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsnlp.model import Kind, Number

__all__ = [
    "Unit",
    "UnitMatch",
    "canonical",
    "convert",
    "match_unit",
    "pint_unit",
    "simple_unit",
    "unit_table",
]


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the unit table.

    Args:
        text: the unit as it stands in a folded text.
        kind: the kind of a quantity with this unit.
        dimension: what is measured; units of one dimension can be converted.
        pint: the unit in pint's notation, None where it has no fixed size.
        not_before: a character of these right behind it makes it the beginning of another word.
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
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """First character → lengths of the units that begin with it, longest first."""
    lengths: dict[str, set[int]] = {}
    for unit in unit_table():
        lengths.setdefault(unit[0], set()).add(len(unit))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


# 个 stays in 3个月: a 月 alone is a month of the calendar.
_WITH_GE = "个月"
# 28.4mg/100ml, 5克/100毫升: a denominator with an amount of its own.
_PER_AMOUNT = re.compile(r"/[0-9]{1,6}+(?:m[lL]|毫升|g|克|千克|公斤|公里|km)")
# 17888件(次), 3台（套）: two measure words at once. A blank or a number would begin a remark.
_OR_UNIT = re.compile(r"[（(]([^\W\d_]{1,3})[）)]")


def canonical(unit: str) -> str:
    """The form in which a unit is reported: 个百分点 → 百分点, 个月 stays.

    Args:
        unit: a unit of the table.

    >>> canonical("个百分点"), canonical("个月"), canonical("个")
    ('百分点', '个月', '个')
    """
    bare = unit[1:]
    return bare if unit[0] == "个" and unit != _WITH_GE and bare in unit_table() else unit


def simple_unit(folded: str, position: int) -> Unit | None:
    """The longest unit of the table that begins at `position`, None when none does.

    Args:
        folded: the text through `newsnlp.text.fold`.
        position: code point offset where the unit must begin.

    >>> simple_unit("3个小时", 1).text, simple_unit("10万人口", 3)
    ('个小时', None)
    """
    table = unit_table()
    for length in _lengths().get(folded[position : position + 1], ()):
        unit = table.get(folded[position : position + length])
        if unit is not None and not _goes_on(folded, position + length, unit):
            return unit
    return None


def _goes_on(folded: str, end: int, unit: Unit) -> bool:
    """Whether what looks like a unit begins a longer word (人口, the g of 5generation)."""
    after = folded[end : end + 1]
    if not after:
        return False
    if after in unit.not_before:
        return True
    return (
        after.isascii() and after.isalpha() and unit.text[-1].isascii() and unit.text[-1].isalpha()
    )


def match_unit(folded: str, position: int) -> UnitMatch | None:
    """The longest unit that begins at `position` of a folded text, with its denominators if any.

    Args:
        folded: the text through `newsnlp.text.fold`.
        position: code point offset where the unit must begin.

    Returns:
        The match, or None. `元/平方米`, `元/人/月` and `立方米每秒` are one composed unit.

    >>> match_unit("3万元/平方米起", 2).text
    '元/平方米'
    >>> match_unit("1800立方米每秒", 4).text
    '立方米每秒'
    >>> match_unit("1.7万件(次)", 4).text
    '件(次)'
    """
    unit = simple_unit(folded, position)
    if unit is None:
        return None
    end, name = position + len(unit.text), canonical(unit.text)
    if folded[end : end + 1] in _BEHIND:
        end, name = _composed(folded, end, name, unit)
    return UnitMatch(position, end, name, unit)


# What may go on behind a unit; most units are followed by something else.
_BEHIND = frozenset("/·每(（")


def _composed(folded: str, end: int, name: str, unit: Unit) -> tuple[int, str]:
    """The end and the name of a unit with what is composed behind it."""
    other = _OR_UNIT.match(folded, end)
    if other is not None and _is_count(other[1]):
        return other.end(), name + other[0]
    amount = _PER_AMOUNT.match(folded, end)
    if amount is not None:
        return amount.end(), name + amount[0]
    for _ in range(3):  # 元/人/月 is as deep as units go
        sign = folded[end : end + 1]
        below = simple_unit(folded, end + 1) if sign and sign in "/·每" else None
        # 元/人·月 has a point behind a slash only: 3人·日 is no rate.
        if below is None or (sign == "·" and "/" not in name):
            break
        tail = end + 1 + len(below.text)
        if sign == "每" and not _is_rate(folded, tail, unit, below):
            break
        end, name = tail, name + sign + below.text
    return end, name


def _is_count(text: str) -> bool:
    unit = unit_table().get(text)
    return unit is not None and unit.kind == "count"


def _is_rate(folded: str, tail: int, unit: Unit, below: Unit) -> bool:
    """Whether 每 joins two units (立方米每秒), and does not begin anew (造成2人每年损失)."""
    if below.kind == "measure":
        return True
    ends = not folded[tail : tail + 1].isalnum()
    return below.kind == "duration" and (ends or unit.kind == "measure")


def pint_unit(unit: str) -> str | None:
    """The pint expression of a reported unit, composed ones included; None where it has none.

    Args:
        unit: the unit of a quantity.

    >>> pint_unit("公里/小时"), pint_unit("亩"), pint_unit("个")
    ('km/hour', '2000/3 m**2', None)
    >>> pint_unit("公斤/亩")
    '(kg) / (2000/3 m**2)'
    """
    row = unit_table().get(unit)
    if row is not None:
        return row.pint
    head, *below = re.split("[/每]", unit)
    rows = [unit_table().get(part) for part in (head, *below)]
    parts = [row.pint for row in rows if row is not None and row.pint]
    return " / ".join(f"({part})" for part in parts) if below and len(parts) == len(rows) else None


@cache
def _registry() -> Any:
    from pint import UnitRegistry  # takes a quarter of a second: loaded by who converts

    return UnitRegistry()


def convert(amount: Number, unit: str, target: str) -> float:
    """An amount in another unit of the same dimension.

    Args:
        amount: in `unit`.
        unit: a reported unit, composed ones included: `Quantity.unit`, `Statistic.unit`.
        target: the unit that is wanted, of the same table: 公顷, 吨, 公里/小时.

    Raises:
        IncompatibleUnits: the two measure different things, or one has no fixed size (个, 元).

    >>> round(convert(30, "亩", "公顷"), 6), round(convert(18, "℃", "华氏度"), 6)
    (2.0, 64.4)
    """
    here, there = pint_unit(unit), pint_unit(target)
    for name in (unit, target):
        if re.split("[/每]", name)[0] not in unit_table():
            raise IncompatibleUnits(
                f"{name!r} is no unit that newsnlp knows, such as 亩 or 公里/小时"
            )
    if here is None or there is None:
        sizeless = unit if here is None else target
        raise IncompatibleUnits(f"{sizeless!r} has no fixed size, so nothing can be told in it")
    from pint import DimensionalityError

    registry = _registry()
    try:
        if "deg" in here or "deg" in there:  # scales with an offset cannot be multiplied
            return float(registry.Quantity(float(amount), here).to(there).magnitude)
        size = registry.parse_expression(here) / registry.parse_expression(there)
        return float(amount) * float(size.to("dimensionless").magnitude)
    except DimensionalityError as error:
        raise IncompatibleUnits(f"{unit} cannot be told in {target}: {error}") from None
