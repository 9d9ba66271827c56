"""Conversion between units of one dimension, through pint."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from newsnlp.errors import IncompatibleUnits, NewsnlpError
from newsnlp.units import convert


@pytest.mark.parametrize(
    ("amount", "unit", "target", "expected"),
    [
        (30, "亩", "公顷", 2.0),
        (Decimal("1.5"), "公里", "米", 1500.0),
        (Fraction(1, 2), "小时", "分钟", 30.0),
        (10, "斤", "公斤", 5.0),
        (-10, "℃", "华氏度", 14.0),
        (36, "公里/小时", "米/秒", 10.0),
        (300, "公斤/亩", "吨/公顷", 4.5),
        (90, "%", "%", 90.0),
    ],
)
def test_units_of_one_dimension(
    amount: int | Decimal | Fraction, unit: str, target: str, expected: float
) -> None:
    assert convert(amount, unit, target) == pytest.approx(expected)


def test_another_dimension_is_refused() -> None:
    with pytest.raises(IncompatibleUnits, match="亩 cannot be told in 吨"):
        convert(1, "亩", "吨")


@pytest.mark.parametrize(("unit", "target"), [("", "米"), ("米", "foo")])
def test_what_is_no_unit_is_refused(unit: str, target: str) -> None:
    with pytest.raises(IncompatibleUnits, match="is no unit that newsnlp knows"):
        convert(1, unit, target)


@pytest.mark.parametrize(("unit", "target"), [("个", "个"), ("元", "美元"), ("米", "个")])
def test_a_unit_without_a_size_is_refused(unit: str, target: str) -> None:
    with pytest.raises(NewsnlpError, match="has no fixed size"):
        convert(1, unit, target)
