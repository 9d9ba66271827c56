"""parse_number on cases as data, on rendered numbers, and on what is none."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.errors import UnreadableNumber
from newsnlp.numerals import exact, parse_number

if TYPE_CHECKING:
    from newsnlp.model import Number

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "numerals.jsonl")
    .read_text("utf-8")
    .splitlines()
]
ALPHABET = (
    "0123456789,，.．-−负零〇一二两三五七九十百千万亿兆廿半几数多余来点分之又/% 　"
    "壹贰拾佰萬億成折打eEkM"
)
WHOLE = st.integers(min_value=0, max_value=10**16)


def in_chinese(number: int, digits: str = "零一二三四五六七八九", scales: str = "千百十") -> str:
    """The number as it is read aloud: 10203 → 一万零二百零三."""
    for size, name in (
        (10**8, "亿"),
        (10**4, "万"),
        *zip((1000, 100, 10), scales, strict=True),
    ):
        if number >= size:
            count, rest = divmod(number, size)
            written = in_chinese(count, digits, scales) + name
            if not rest:
                return written
            gap = digits[0] if rest < size // 10 else ""
            return written + gap + in_chinese(rest, digits, scales)
    return digits[number]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['label']}: {case['text'][:12]}")
def test_case(case: dict[str, Any]) -> None:
    if case["expect"] is None:
        with pytest.raises(UnreadableNumber) as caught:
            parse_number(case["text"])
        assert "\n" not in str(caught.value)
    else:
        assert parse_number(case["text"]) == Fraction(case["expect"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [("1.3万", int), ("1.30", Decimal), ("百分之九十", Decimal), ("1/3", Fraction), ("4/2", int)],
)
def test_simplest_exact_type(text: str, kind: type[Number]) -> None:
    assert type(parse_number(text)) is kind


@pytest.mark.parametrize("value", [None, 3, b"3", ["3"]])
def test_no_text(value: Any) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        parse_number(value)


@given(WHOLE)
def test_reads_what_is_written_in_chinese(number: int) -> None:
    assert parse_number(in_chinese(number)) == number


@given(WHOLE)
def test_reads_traditional_and_capital_forms_alike(number: int) -> None:
    traditional = in_chinese(number).replace("万", "萬").replace("亿", "億")
    capitals = in_chinese(number, "零壹贰叁肆伍陆柒捌玖", "仟佰拾")
    assert parse_number(traditional) == parse_number(capitals) == number


@given(st.integers(), st.sampled_from(["{}", "{:,}"]))
def test_reads_digits_of_both_widths(number: int, form: str) -> None:
    written = form.format(number)
    wide = written.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789,-"})
    assert parse_number(written) == parse_number(wide) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_reads_decimals_exactly(number: Decimal) -> None:
    assert parse_number(f"{number:f}") == number
    assert parse_number(f"{number:f}亿") == Fraction(number) * 10**8


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_reads_fractions_exactly(above: int, below: int) -> None:
    assert parse_number(f"{in_chinese(below)}分之{in_chinese(above)}") == Fraction(above, below)


@given(st.fractions())
def test_exact_keeps_the_value(value: Fraction) -> None:
    assert Fraction(exact(value)) == value


@given(st.text(alphabet=ALPHABET, max_size=30) | st.text())
def test_only_a_number_or_unreadable(text: str) -> None:
    try:
        value = parse_number(text)
    except UnreadableNumber:
        return
    assert isinstance(value, int | Decimal | Fraction)
    assert parse_number(text) == value


@pytest.mark.parametrize("unit", ["1", "一", "万", "零", "1,", "三百", " ", "百分之", "负", "-"])
def test_a_megabyte_is_refused_at_once(unit: str) -> None:
    start = time.perf_counter()
    with pytest.raises(UnreadableNumber):
        parse_number(unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - start < 1


def test_digit_limit() -> None:
    assert parse_number("9" * 400) == 10**400 - 1
    with pytest.raises(UnreadableNumber, match="400"):
        parse_number("9" * 401)
