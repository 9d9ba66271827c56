"""Sections: the part of an amount below ten thousand, with 千, 百 and 十."""

from __future__ import annotations

from typing import NamedTuple

from newsnlp.numerals import characters, patterns


class Section(NamedTuple):
    """A number below ten thousand: `low` and `high` differ in 三四百.

    `chain` is the scale at its end (三百: 100), else 1. `digit` is true for one digit that stands
    alone, which counts the next lower place behind a scale (一万三 = 13000).
    """

    end: int
    low: int
    high: int
    chain: int
    digit: bool
    arabic: bool


def read_section(text: str, start: int) -> Section | None:
    """四千零五, 三百五, 3千5百, 十七八, 廿五."""
    match = patterns.SECTION.match(text, start)
    if match is None or match.end() == start:
        return None
    thousands, hundreds, tens, ten, twenty, zero, ones = match.groups()
    low = high = step = 0
    places = ((thousands, 1000), (hundreds, 100), (tens or ("一" if ten else None), 10))
    for digits, scale in places:
        if digits:
            lowest, highest = digits_worth(digits)
            low, high, step = low + lowest * scale, high + highest * scale, scale
    if twenty:
        low, high, step = low + characters.TENS[twenty], high + characters.TENS[twenty], 10
    arabic = bool(thousands and thousands[0] < "一") or bool(hundreds and hundreds[0] < "一")
    end = match.start("zero") if ones else match.end()
    if not ones:
        return Section(end, low, high, step, digit=False, arabic=arabic)
    counted = _ones(text, match.end(), ones, zero, step)
    if counted is None:
        return Section(end, low, high, step, digit=False, arabic=arabic) if step else None
    alone = not step and not zero and len(ones) == 1
    arabic = arabic or ones[0] < "一"
    return Section(match.end(), low + counted[0], high + counted[1], 1, digit=alone, arabic=arabic)


def digits_worth(digits: str) -> tuple[int, int]:
    """The lowest and highest number that 三, 三四 or 12 may mean."""
    if digits in characters.PAIRS:
        return characters.PAIRS[digits]
    value = int(digits.translate(characters.TO_ASCII))
    return value, value


def _ones(text: str, end: int, ones: str, zero: str, step: int) -> tuple[int, int] | None:
    """What digits in the ones' place count behind `step`; None when they do not belong there."""
    low, high = digits_worth(ones)
    arabic = ones[0] < "一"
    if not step:
        return low, high
    if arabic and (step == 10 or high >= step):  # 三十5, 三百2025
        return None
    if zero or step == 10 or (arabic and len(ones) > 1):
        return low, high
    if patterns.LARGE.match(text, end) or not may_be_colloquial(text, end - len(ones), ones):
        return None
    return low * step // 10, high * step // 10


def may_be_colloquial(text: str, start: int, ones: str) -> bool:
    """Whether a digit may count the next lower place: 三百五 is 350."""
    return ones != "一" or patterns.COLLOQUIAL_ONE.match(text, start) is not None
