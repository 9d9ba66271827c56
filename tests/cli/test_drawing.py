"""How the amounts of the tables read."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from newsnlp.cli.drawing import amount, name_rows, number
from newsnlp.model import Entity, Statistic

NOTHING: dict[str, Any] = dict.fromkeys(
    [
        "item",
        "item_start",
        "item_end",
        "change",
        "basis",
        "time",
        "time_start",
        "time_end",
        "period",
        "speaker",
    ]
)


def statistic(**known: Any) -> Statistic:
    shape = {"start": 0, "end": 0, "text": "", "low": None, "high": None, "value": None}
    more = {"unit": "", "bound": "exact", "kind": "count", "rule": "test"}
    return Statistic(**{**shape, **more, **NOTHING, **known})


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1727, "1727"),
        (-12, "-12"),
        (1450000000000, "1450000000000"),
        (Decimal("0.22"), "0.22"),
        (Decimal("1E+4"), "10000"),
        (Fraction(100, 3), "33.3333…"),
        (Fraction(-1, 3), "-0.3333…"),
        (Fraction(1, 4), "0.25"),
        (Fraction(200), "200"),
        (Fraction(10**40 + 1, 3), "3" * 40 + ".6666…"),
    ],
)
def test_numbers_are_never_rounded_in_silence(value: Any, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ({"value": 13000, "unit": "名", "bound": "over"}, "over 13000 名"),
        ({"value": 90, "unit": "%"}, "90 %"),
        ({"low": 10, "high": 15, "unit": "%"}, "10-15 %"),
        ({"low": 100, "high": 1000, "unit": "", "bound": "about"}, "about 100-1000"),
    ],
)
def test_amount_keeps_bound_range_and_unit(known: dict[str, Any], shown: str) -> None:
    assert amount(statistic(**known)) == shown


def test_a_name_is_shown_once_with_its_mentions() -> None:
    mentions = [
        Entity(0, 3, "沈巧云", "PER", "沈巧云", "网格员", "test"),
        Entity(9, 11, "小沈", "PER", "沈巧云", None, "test"),
        Entity(20, 22, "云澜", "LOC", "云澜", None, "test"),
    ]
    assert list(name_rows(mentions)) == [
        ("PER", "沈巧云", "网格员", "2"),
        ("LOC", "云澜", "", "1"),
    ]
