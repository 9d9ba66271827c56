"""The numeral characters of `data/numerals.tsv`, in the shapes that the grammar needs."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


def values(*roles: str) -> Mapping[str, str]:
    """Forms → value of the rows that have one of the roles."""
    return {row["form"]: row["value"] for row in read_table("numerals.tsv") if row["role"] in roles}


def whole(*roles: str) -> Mapping[str, int]:
    """Forms → value of the rows that have one of the roles, as whole numbers."""
    return {form: int(value) for form, value in values(*roles).items()}


def ranges(*roles: str) -> Mapping[str, tuple[int, int]]:
    """Forms → (lowest, highest) of the rows that have one of the roles."""
    split = {form: value.split("-") for form, value in values(*roles).items()}
    return {form: (int(low), int(high)) for form, (low, high) in split.items()}


def either(forms: Mapping[str, object]) -> str:
    """A pattern that matches any of the forms, the longest first."""
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))


def one_of(forms: Mapping[str, object]) -> str:
    """The inside of a character class for forms of one character."""
    return re.escape("".join(forms))


DIGITS = whole("digit", "zero", "row_zero", "lone")
ROW_DIGITS = whole("digit")
LONE = whole("lone")
ZEROS = whole("zero")
ROW_ZEROS = whole("row_zero")
TENS = whole("tens")
SMALL = whole("small")
LARGE = whole("large")
SCALES = {**SMALL, **LARGE}
PAIRS = ranges("pair")
SPANS = ranges("span")
VAGUE = ranges("vague")
SHARES = {form: Fraction(value) for form, value in values("share").items()}
HALVES = {form: Fraction(value) for form, value in values("half").items()}
SUFFIXES = {form: Fraction(value) for form, value in values("suffix").items()}
OPEN = values("open")
WORD_STARTS = frozenset(form[0] for form in (*SPANS, *SHARES, *HALVES))

# Every digit, zero and 0-9 as the ASCII digit that it stands for.
TO_ASCII = str.maketrans({form: str(value) for form, value in DIGITS.items()})
# What is read as another character: anywhere, and in a run of capitals only.
CAPITALS = str.maketrans(dict(values("capital")))
VARIANTS = str.maketrans({**values("variant"), **values("capital")})


def only_before(form: str) -> str:
    """A pattern of the words that `form` without a scale must stand before (数 in 数年)."""
    return "|".join(map(re.escape, values("only_before")[form].split()))


def not_before(form: str) -> str:
    """A lookahead that keeps `form` from being a numeral inside another word (千 in 千瓦)."""
    words = values("not_before").get(form, "").split()
    return f"(?!{'|'.join(map(re.escape, words))})" if words else ""


def not_after(form: str) -> str:
    """A lookbehind that keeps `form` from being a prefix inside another word (上 in 网上)."""
    return f"(?<![{''.join(values('not_after')[form].split())}])"


def guarded(forms: Mapping[str, object]) -> str:
    """A pattern that matches any of the forms where it is not part of another word."""
    return "|".join(re.escape(form) + not_before(form) for form in forms)
