"""find_numerals on cases as data, and what must hold in any text."""

from __future__ import annotations

import json
import time
from dataclasses import FrozenInstanceError
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.numerals import find_numerals, patterns
from newsnlp.numerals.amounts import read_amount
from newsnlp.numerals.grammar import read

if TYPE_CHECKING:
    from newsnlp.model import Number

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "numerals_found.jsonl")
    .read_text("utf-8")
    .splitlines()
]
ALPHABET = (
    "0123456789,，./-%℃ 　\n负零〇○下一二两三五七八九十百千万亿兆廿半几数以计多余来点分之又上成"
    "人年个约C_Fk瓦米刻壹贰拾佰陆" + "“”亿％㎡😀\r\n"
)
TEXTS = st.text(alphabet=ALPHABET, max_size=60) | st.text()


def number(value: str | Number | None) -> Fraction | None:
    return None if value is None else Fraction(value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = list(find_numerals(text))
    assert [text[n.start : n.end] for n in found] == [row["text"] for row in case["expect"]]
    for numeral, row in zip(found, case["expect"], strict=True):
        for name in ("value", "low", "high"):
            assert number(getattr(numeral, name)) == number(row.get(name)), row
        for name in ("bound", "scale", "chain", "form", "glued"):
            assert getattr(numeral, name) == row.get(name, getattr(numeral, name)), row
        assert numeral.bound == row.get("bound", "exact")


@given(TEXTS)
def test_in_order_apart_and_valued(text: str) -> None:
    end = 0
    for numeral in find_numerals(text):
        assert end <= numeral.start < numeral.end <= len(text)
        assert (numeral.value is None) == (numeral.low is not None) == (numeral.high is not None)
        if numeral.low is not None:
            assert numeral.high is not None
            assert numeral.low < numeral.high
        assert "\n" not in text[numeral.start : numeral.end]
        end = numeral.end


@given(TEXTS)
def test_deterministic(text: str) -> None:
    assert list(find_numerals(text)) == list(find_numerals(text))


@given(TEXTS)
def test_short_way_reads_what_the_grammar_reads(text: str) -> None:
    for start in range(len(text)):
        if patterns.PLAIN.match(text, start) and (start == 0 or not text[start - 1].isdecimal()):
            reading, amount = read(text, start), read_amount(text, start)
            assert reading is not None
            assert amount is not None
            assert reading[:2] == (amount.end, amount.low)
            assert (reading.scale, reading.chain, reading.form) == (1, 1, amount.form)


def test_frozen() -> None:
    (numeral,) = find_numerals("3人")
    with pytest.raises(FrozenInstanceError):
        numeral.value = 4  # type: ignore[misc]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "万",
        "〇",
        "1,",
        "1,234,",
        "1.",
        "一万",
        "7 万 ",
        "百分之",
        "三又二分之",
        "1/",
        "-",
    ],
)
def test_time_grows_with_length(unit: str) -> None:
    start = time.perf_counter()
    for _ in find_numerals(unit * (200_000 // len(unit))):
        pass
    assert time.perf_counter() - start < 5
