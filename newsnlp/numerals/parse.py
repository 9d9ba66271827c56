"""`parse_number`: a string that is one number, exactly."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from newsnlp.errors import UnreadableNumber, shown
from newsnlp.numerals import characters
from newsnlp.numerals.grammar import read
from newsnlp.numerals.readings import DIGIT_LIMIT, Reading, exact

if TYPE_CHECKING:
    from newsnlp.model import Number

# Room for the separators and scale words of a number of DIGIT_LIMIT digits.
_LENGTH_LIMIT = 3 * DIGIT_LIMIT

_SIGN = re.compile(r"(-|负|零下)|\+")
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]{1,3})")
_SUFFIX = re.compile(characters.either(characters.SUFFIXES))
_DIGIT = characters.one_of(characters.ROW_DIGITS)
_TENTHS = re.compile(f"成([{_DIGIT}1-9半])")
_NOT_ALONE = frozenset(characters.SCALES) - {"十"}


def parse_number(text: str) -> Number:
    """The number that a string writes, in Chinese or Arabic digits or both.

    A number that goes on is read by what is written of it (十余万 → 100000). A percentage, 成 and
    折 are read as the share they are (45% → 0.45, 三成五 → 0.35, 八五折 → 0.85).

    Args:
        text: one number and nothing else; blanks around it do not matter.

    Returns:
        An `int` when it is whole, a `Decimal` when it has finitely many decimals, else a
        `Fraction`. Nothing is rounded.

    Raises:
        TypeError: `text` is no str.
        UnreadableNumber: it is no number, or has no single value (数百, 三五), or more than 400
            digits.

    >>> parse_number("四十五亿四千零四万"), parse_number("1.45万亿"), parse_number("三分之一")
    (4540040000, 1450000000000, Fraction(1, 3))
    """
    if not isinstance(text, str):
        raise TypeError(f"parse_number takes a str, not {type(text).__name__}: {shown(text)}")
    number = text.strip()
    if len(number) > _LENGTH_LIMIT:
        raise UnreadableNumber(_explained(number, 0, None))
    number = number.translate(characters.VARIANTS)
    sign = _SIGN.match(number)
    start = sign.end() if sign else 0
    reading = read(number, start) if start < len(number) else None
    value = None if reading is None else _value(number, start, reading)
    if value is None:
        raise UnreadableNumber(_explained(text.strip(), start, reading))
    return exact(-value if sign and sign[1] else value)


def _value(number: str, start: int, reading: Reading) -> Fraction | None:
    """The reading and what follows it, as one number; None when that makes none."""
    if reading.value is None or number[start:] in _NOT_ALONE:
        return None
    value = Fraction(reading.value)
    if reading.end == len(number):
        return value
    if reading.form == "fraction":
        return None
    return _with_suffix(number, reading, value)


def _with_suffix(number: str, reading: Reading, value: Fraction) -> Fraction | None:
    end = reading.end
    if number[end:] == "折":  # 八折 0.8, 八五折 and 85折 0.85
        return value / (10 if value <= 10 else 100)
    if (exponent := _EXPONENT.fullmatch(number, end)) and reading.form == "arabic":
        power = int(exponent[1])
        return value * Fraction(10) ** power if abs(power) <= DIGIT_LIMIT else None
    if tenths := _TENTHS.fullmatch(number, end):
        hundredths = 5 if tenths[1] == "半" else int(tenths[1].translate(characters.TO_ASCII))
        return value / 10 + Fraction(hundredths, 100)
    if suffix := _SUFFIX.fullmatch(number, end):
        return value * characters.SUFFIXES[suffix[0]]
    return None


def _explained(text: str, start: int, reading: Reading | None) -> str:
    """Why `text` is no number and what to give instead."""
    if len(text) > DIGIT_LIMIT:
        return f"{shown(text)} of {len(text)} characters is no number; give {DIGIT_LIMIT} at most"
    if reading is None or reading.end <= start or text[start:] in _NOT_ALONE:
        return f"{shown(text)} is no number; give one like 1,234.5, 1.3万, 三千五百 or 三分之一"
    if reading.end < len(text):
        return f"{shown(text)} is no number: {shown(text[reading.end :])} is left; give one number"
    return f"{shown(text)} is {reading.low} to {reading.high}; give a number with a single value"
