"""Units: how they are matched, composed and converted, and what the table promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.lexicons.tables import read_table
from newsnlp.text import fold
from newsnlp.units import canonical, match_unit, pint_unit, simple_unit, unit_table

KINDS = {"count", "money", "percent", "multiple", "measure", "duration", "age"}
ROWS = read_table("units.tsv")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("个百分点", "百分点"),
        ("个月", "个月"),
        ("个小时", "小时"),
        ("平方公里", "平方公里"),
        ("元/平方米", "元/平方米"),
        ("元/人/月", "元/人/月"),
        ("元/人·月", "元/人·月"),
        ("立方米每秒", "立方米每秒"),
        ("公斤/亩", "公斤/亩"),
        ("mg/100ml", "mg/100ml"),
        ("件(次)", "件(次)"),
        ("台（套）", "台（套）"),
        ("人民币", "人民币"),
        ("元(人民币)", "元"),
        ("元/", "元"),
        ("人·日", "人"),
        ("人每年损失", "人"),
        ("吨每天", "吨每天"),
        ("标箱", "标箱"),
        ("瓦时", "瓦时"),
        ("Ω", "Ω"),
        ("kg", "kg"),
        ("km/h", "km/h"),
    ],
)
def test_match(text: str, unit: str) -> None:
    match = match_unit(text, 0)
    assert match is not None
    assert match.text == unit


@pytest.mark.parametrize(
    "text", ["人口", "generation", "群众", "台湾", "大关", "克服", "元旦", "年级", "片区", "", "吗"]
)
def test_beginnings_of_other_words_are_no_units(text: str) -> None:
    assert match_unit(text, 0) is None


def test_position_behind_the_text() -> None:
    assert match_unit("3个", 2) is None
    assert simple_unit("", 0) is None


@given(
    st.text(alphabet="个人元/每(（)）·台套月小时平方米km年吨天秒%mlg1 0", max_size=20),
    st.integers(0, 20),
)
def test_match_lies_in_the_text(text: str, position: int) -> None:
    match = match_unit(text, position)
    if match is not None:
        assert match.start == position < match.end <= len(text)
        assert text.startswith(match.unit.text, position)


def test_table_is_folded_sorted_and_unique() -> None:
    units = [row["unit"] for row in ROWS]
    assert len(units) == len(set(units))
    assert [fold(unit) for unit in units] == units
    keys = [(row["kind"], row["dimension"], row["unit"]) for row in ROWS]
    assert keys == sorted(keys)
    assert {row["kind"] for row in ROWS} <= KINDS


def test_every_unit_is_matched_whole() -> None:
    for unit in unit_table():
        match = match_unit(unit, 0)
        assert match is not None
        assert (match.end, match.text) == (len(unit), canonical(unit))


def test_no_unit_names_a_follower_twice() -> None:
    for unit in unit_table().values():
        assert len(set(unit.not_before)) == len(unit.not_before)


def test_pint_reads_every_size() -> None:
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    for unit in unit_table().values():
        if unit.pint is not None:
            registry.parse_expression(unit.pint)


def test_units_of_one_dimension_convert() -> None:
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    for dimension in ("length", "mass", "area", "volume", "time", "energy", "power"):
        sizes = [u.pint for u in unit_table().values() if u.dimension == dimension and u.pint]
        first = registry.parse_expression(sizes[0])
        for size in sizes:
            assert registry.parse_expression(size).check(first.dimensionality), size


@pytest.mark.parametrize(
    ("unit", "expression"),
    [
        ("亩", "2000/3 m**2"),
        ("公里/小时", "km/hour"),
        ("立方米每秒", "(m**3) / (s)"),
        ("公斤/亩", "(kg) / (2000/3 m**2)"),
        ("元/人/月", None),
        ("个", None),
        ("", None),
        ("不是单位", None),
    ],
)
def test_pint_unit(unit: str, expression: str | None) -> None:
    assert pint_unit(unit) == expression
