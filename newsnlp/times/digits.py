"""The small numbers of dates: 12, 十二, 二〇二五."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["all_numbers", "number"]

_DIGITS: Final = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "○": 0,
    "两": 2,
}
_ARABIC: Final = re.compile(r"[0-9]+")


def number(text: str) -> int | None:
    """The number below 1,000 (or year in digits) that a string is, None when it is none.

    >>> number("二十九"), number("二〇二五"), number("12")
    (29, 2025, 12)
    """
    text = text.strip()
    if text.isascii():
        return int(text) if text.isdigit() else None
    total, digit, placed = 0, None, False
    for char in text:
        if char in "百十":
            total += (1 if digit is None else digit) * (100 if char == "百" else 10)
            digit, placed = None, True
        elif char not in _DIGITS:
            return None
        elif digit is None:
            digit = _DIGITS[char]
        elif placed:
            return None
        else:
            digit = digit * 10 + _DIGITS[char]
    return total + (digit or 0)


def all_numbers(text: str) -> list[int]:
    """Every run of Arabic digits in a string.

    >>> all_numbers("2025-12-29")
    [2025, 12, 29]
    """
    return [int(digits) for digits in _ARABIC.findall(text)]
