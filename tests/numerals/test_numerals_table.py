"""The table of numeral characters is consistent with itself."""

from __future__ import annotations

from collections import Counter

from newsnlp.lexicons.tables import read_table
from newsnlp.numerals import characters

ROWS = read_table("numerals.tsv")
VALUED = {"digit", "lone", "zero", "tens", "small", "large", "pair", "span"}


def test_one_value_for_each_form() -> None:
    counts = Counter(row["form"] for row in ROWS if row["role"] in VALUED)
    assert [form for form, count in counts.items() if count > 1] == []


def test_variants_are_read_as_forms_that_are_no_variants() -> None:
    variants = characters.values("variant", "capital")
    assert set(variants) & set(variants.values()) == set()
    assert all(len(form) == len(value) == 1 for form, value in variants.items())


def test_pairs_are_what_their_digits_say() -> None:
    for pair, (low, high) in characters.PAIRS.items():
        assert sorted(characters.DIGITS[digit] for digit in pair) == [low, high]


def test_spans_and_vague_forms_rise() -> None:
    assert all(low < high for low, high in (*characters.SPANS.values(), *characters.VAGUE.values()))
