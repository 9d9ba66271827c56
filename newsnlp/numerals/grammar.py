"""The grammar of numerals: how far a numeral reaches, and what it is worth.

`read` is the only reader; `parse_number` and `find_numerals` both stand on it. A numeral is

    numeral = word | amount | amount 分之 amount | whole 又 amount 分之 amount | digits / digits
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from newsnlp.numerals import characters, patterns
from newsnlp.numerals.amounts import read_amount
from newsnlp.numerals.readings import Amount, Reading, exact

if TYPE_CHECKING:
    from newsnlp.model import Number


def read(text: str, start: int) -> Reading | None:
    """The longest numeral of a folded text that starts at `start`, its sign left out.

    Args:
        text: folded text.
        start: code point offset.

    Returns:
        None when no numeral starts there, or one of more than `DIGIT_LIMIT` digits.
    """
    plain = patterns.PLAIN.match(text, start)
    if plain is not None:
        return _read_plain(plain[0], plain.end())
    if text[start] in characters.WORD_STARTS:
        word = patterns.WORD.match(text, start)
        if word is not None:
            return _read_word(word[0], word.end())
    slash = patterns.SLASH.match(text, start)
    if slash is not None:
        return _fraction(slash.end(), Fraction(int(slash[1]), int(slash[2])))
    amount = read_amount(text, start)
    if amount is None:
        return None
    return _read_fraction(text, amount) or _finished(amount)


def _read_plain(digits: str, end: int) -> Reading:
    """Digits that nothing can follow: three numerals in four, read the short way."""
    if digits in characters.ROW_DIGITS:
        return Reading(end, characters.ROW_DIGITS[digits], None, None, "exact", 1, 1, "chinese")
    return Reading(end, int(digits), None, None, "exact", 1, 1, "arabic")


def _read_word(word: str, end: int) -> Reading:
    """成千上万, 一半, 半: words whose worth stands in the table."""
    if word in characters.SPANS:
        low, high = characters.SPANS[word]
        return Reading(end, None, low, high, "exact", 1, 1, "vague")
    if word in characters.SHARES:
        return _fraction(end, characters.SHARES[word])
    return Reading(end, exact(characters.HALVES[word]), None, None, "exact", 1, 1, "half")


def _fraction(end: int, value: Fraction) -> Reading:
    return Reading(end, exact(value), None, None, "exact", 1, 1, "fraction")


def _finished(amount: Amount) -> Reading:
    low, high = _divided(amount.low, amount.places), _divided(amount.high, amount.places)
    one = amount.low == amount.high
    return Reading(
        end=amount.end,
        value=low if one else None,
        low=None if one else low,
        high=None if one else high,
        bound=amount.bound,
        scale=amount.scale,
        chain=amount.chain,
        form=amount.form,
    )


def _divided(value: int, places: int) -> Number:
    return exact(Fraction(value, 10**places)) if places else value


def _read_fraction(text: str, amount: Amount) -> Reading | None:
    """百分之三点五, 三又二分之一: the amount goes on as a fraction, or None."""
    end = amount.end
    follows = text[end : end + 1]
    if follows not in ("分", "又") or not _is_whole(amount):
        return None
    if follows == "分":
        return _read_numerator(text, amount)
    inner = patterns.SLASH.match(text, end + 1)
    if inner is not None:
        return _fraction(inner.end(), amount.low + Fraction(int(inner[1]), int(inner[2])))
    below = read_amount(text, end + 1)
    part = _read_numerator(text, below) if below is not None and _is_whole(below) else None
    if part is None or part.value is None:
        return None
    return _fraction(part.end, amount.low + Fraction(part.value))


def _is_whole(amount: Amount) -> bool:
    return amount.low == amount.high and not amount.places and amount.bound == "exact"


def _read_numerator(text: str, below: Amount) -> Reading | None:
    """分之 and the amount behind it, over `below`."""
    if not below.low or not text.startswith("分之", below.end):
        return None
    above = read_amount(text, below.end + 2)
    if above is None:
        return None
    unit = below.low * 10**above.places
    low, high = exact(Fraction(above.low, unit)), exact(Fraction(above.high, unit))
    if above.low == above.high:
        return Reading(above.end, low, None, None, above.bound, 1, 1, "fraction")
    return Reading(above.end, None, low, high, above.bound, 1, 1, "fraction")
