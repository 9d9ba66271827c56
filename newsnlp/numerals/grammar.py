"""The grammar of numerals: how far a numeral reaches, and what it is worth.

`read` is the only reader; `parse_number` and `find_numerals` both stand on it. A numeral is

    numeral  = word | amount | amount 分之 amount | whole 又 amount 分之 amount | digits / digits
    amount   = first scales? (section scales?)* (open scales?)?
    first    = 1,234.5 | section | section 点 digits | digits in a row | 几 数 | bare 百 千 万 亿
    section  = (D 千)? (D 百)? (D 十)? D?          D: a digit, two neighbours (三四), 12
    scales   = 万 亿 兆, up to three together      open: 多 余 来 几

Amounts are kept as whole numbers times a power of ten, so nothing is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsnlp.numerals import characters as c
from newsnlp.numerals import patterns as p

if TYPE_CHECKING:
    from newsnlp.model import Bound, Number

Form = Literal["arabic", "chinese", "mixed", "fraction", "half", "vague", "approximate"]

# No number in the news has more digits; int() itself refuses more than 4300.
DIGIT_LIMIT = 400


class Reading(NamedTuple):
    """A numeral that was read; `end` is the offset behind it. See `Numeral` for the others."""

    end: int
    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound
    scale: int
    chain: int
    form: Form


@dataclass(slots=True)
class Amount:
    """An amount while it is read: `low` to `high`, both times 10 ** -`places`.

    `scale` is the last scale word at its end and `chain` all of them together (五百万: 10000 and
    1000000), both 1 when it does not end in one. `ceiling` is what a further part must stay
    below, 0 while none may follow; a `closed` amount never takes a further part.
    """

    end: int
    low: int
    high: int
    form: Form
    scale: int = 1
    chain: int = 1
    places: int = 0
    bound: Bound = "exact"
    ceiling: int = 0
    closed: bool = False
    spaced: bool = False

    def multiply(self, end: int, factor: int) -> None:
        """Take in scale words that are worth `factor` and reach to `end`."""
        self.end = end
        self.low *= factor
        self.high *= factor
        self.scale = factor
        self.chain *= factor
        self.ceiling = 0 if self.closed else factor
        if self.form == "arabic":
            self.form = "mixed"


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


def exact(value: Fraction) -> Number:
    """The simplest exact number: whole, else with a point, else the fraction itself.

    >>> exact(Fraction(6, 2)), exact(Fraction(1, 4)), exact(Fraction(1, 3))
    (3, Decimal('0.25'), Fraction(1, 3))
    """
    rest, places = value.denominator, 0
    if rest == 1:
        return value.numerator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return value
    places = max(twos, fives)
    # From a string: arithmetic on Decimal would round to the context's precision.
    return Decimal(f"{value.numerator * 10**places // value.denominator}E-{places}")


def read(text: str, start: int) -> Reading | None:
    """The longest numeral of a folded text that starts at `start`, its sign left out.

    Args:
        text: folded text.
        start: code point offset.

    Returns:
        None when no numeral starts there, or one of more than `DIGIT_LIMIT` digits.
    """
    if text[start] in c.WORD_STARTS:
        word = p.WORD.match(text, start)
        if word is not None:
            return _read_word(word[0], word.end())
    slash = p.SLASH.match(text, start)
    if slash is not None:
        return _fraction(slash.end(), Fraction(int(slash[1]), int(slash[2])))
    amount = _read_amount(text, start)
    if amount is None:
        return None
    return _read_fraction(text, amount) or _finished(amount)


def _read_word(word: str, end: int) -> Reading:
    """成千上万, 一半, 半: words whose worth stands in the table."""
    if word in c.SPANS:
        low, high = c.SPANS[word]
        return Reading(end, None, low, high, "exact", 1, 1, "vague")
    if word in c.SHARES:
        return _fraction(end, c.SHARES[word])
    return Reading(end, exact(c.HALVES[word]), None, None, "exact", 1, 1, "half")


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
    inner = p.SLASH.match(text, end + 1)
    if inner is not None:
        return _fraction(inner.end(), amount.low + Fraction(int(inner[1]), int(inner[2])))
    below = _read_amount(text, end + 1)
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
    above = _read_amount(text, below.end + 2)
    if above is None:
        return None
    unit = below.low * 10**above.places
    low, high = exact(Fraction(above.low, unit)), exact(Fraction(above.high, unit))
    reading = _finished(above)
    value = None if reading.value is None else low
    bounds = (None, None) if value is not None else (low, high)
    return Reading(above.end, value, *bounds, above.bound, 1, 1, "fraction")


def _read_amount(text: str, start: int) -> Amount | None:
    """What stands for one count: 1.3万余, 三万五千, 二十几万, 几百."""
    amount = _read_first(text, start)
    if amount is None:
        return None
    _read_large(text, amount)
    while amount.ceiling and _read_part(text, amount):
        pass
    _read_open(text, amount)
    return amount


def _read_first(text: str, start: int) -> Amount | None:
    """The first part of an amount, up to its first 万 or 亿."""
    character = text[start : start + 1]
    if "0" <= character <= "9":
        return _read_literal(text, start)
    if character in c.VAGUE:
        return _read_vague(text, start)
    section = _read_section(text, start)
    if section is not None:
        amount = _from_section(section)
    elif character in c.LONE:
        amount = Amount(start + 1, c.LONE[character], c.LONE[character], "chinese")
    else:
        return _read_row(text, start) or _read_bare(text, start)
    return _read_point(text, amount)


def _from_section(section: Section) -> Amount:
    amount = Amount(section.end, section.low, section.high, "chinese", section.chain, section.chain)
    if section.arabic:
        amount.form = "mixed"
    if section.low != section.high:
        amount.form, amount.closed = "approximate", True
    return amount


def _read_literal(text: str, start: int) -> Amount | None:
    """1,234.5 and what makes it a section: 3千5百, 1.5千."""
    match = p.LITERAL.match(text, start)
    if match is None:
        return None
    whole, decimals = match["whole"], match["decimals"] or ""
    end = match.end()
    if len(whole) + len(decimals) > DIGIT_LIMIT:
        return None
    small = p.SMALL.match(text, end)
    # 2025十大新闻, 2026百强: a scale does not count hundreds of itself.
    if small is not None and len(whole) <= 2 and not decimals:
        section = _read_section(text, start)
        if section is not None and section.end > end:
            amount = _from_section(section)
            amount.form, amount.spaced = "mixed", small.start(1) > end
            return amount
    digits = whole.replace(",", "").replace("，", "") + decimals
    value = int(digits)
    amount = Amount(end, value, value, "arabic", places=len(decimals), closed=bool(decimals))
    if small is not None and decimals and small[1] != "十":
        amount.multiply(small.end(), c.SMALL[small[1]])
    return amount


def _read_vague(text: str, start: int) -> Amount | None:
    """几, 几十, 数百: a digit nobody counted, and its scale."""
    match = p.VAGUE.match(text, start)
    if match is None:
        return None
    low, high = c.VAGUE[text[start]]
    amount = Amount(match.end(), low, high, "vague", closed=True)
    if match[1]:
        amount.multiply(match.end(), c.SMALL[match[1]])
    return amount


def _read_section(text: str, start: int) -> Section | None:
    """四千零五, 三百五, 3千5百, 十七八, 廿五."""
    match = p.SECTION.match(text, start)
    if match is None or match.end() == start:
        return None
    thousands, hundreds, tens, ten, twenty, zero, ones = match.groups()
    low = high = step = 0
    places = ((thousands, 1000), (hundreds, 100), (tens or ("一" if ten else None), 10))
    for digits, scale in places:
        if digits:
            lowest, highest = _digits(digits)
            low, high, step = low + lowest * scale, high + highest * scale, scale
    if twenty:
        low, high, step = low + c.TENS[twenty], high + c.TENS[twenty], 10
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


def _digits(digits: str) -> tuple[int, int]:
    """The lowest and highest number that 三, 三四 or 12 may mean."""
    if digits in c.PAIRS:
        return c.PAIRS[digits]
    value = int(digits.translate(c.TO_ASCII))
    return value, value


def _ones(text: str, end: int, ones: str, zero: str, step: int) -> tuple[int, int] | None:
    """What digits in the ones' place count behind `step`; None when they do not belong there."""
    low, high = _digits(ones)
    arabic = ones[0] < "一"
    if not step:
        return low, high
    if arabic and (step == 10 or high >= step):  # 三十5, 三百2025
        return None
    if zero or step == 10 or (arabic and len(ones) > 1):
        return low, high
    if p.LARGE.match(text, end) or not _may_be_colloquial(text, end - len(ones), ones):
        return None
    return low * step // 10, high * step // 10


def _may_be_colloquial(text: str, start: int, ones: str) -> bool:
    """Whether a digit may count the next lower place: 三百五 is 350."""
    return ones != "一" or p.COLLOQUIAL_ONE.match(text, start) is not None


def _read_point(text: str, amount: Amount) -> Amount:
    """三点一四: the decimals behind 点."""
    match = None if amount.closed else p.POINT.match(text, amount.end)
    if match is not None and len(match[1]) <= DIGIT_LIMIT:
        places = len(match[1])
        decimals = int(match[1].translate(c.TO_ASCII))
        value = amount.low * 10**places + decimals
        return Amount(match.end(), value, value, amount.form, places=places, closed=True)
    return amount


def _read_row(text: str, start: int) -> Amount | None:
    """二〇二五, 一二三, 零: digits in a row, each in its place."""
    match = p.ROW.match(text, start)
    if match is None or len(match[0]) > DIGIT_LIMIT:
        return None
    row, end = match[0], match.end()
    # 九一八三百人: the last digit opens the next number.
    if len(row) > 1 and (p.SMALL.match(text, end) or (len(row) == 2 and p.LARGE.match(text, end))):
        row, end = row[:-1], end - 1
    low, high = _digits(row)
    if low != high:
        return Amount(end, low, high, "approximate", closed=True)
    amount = Amount(end, low, high, "chinese")
    return _read_point(text, amount) if row in c.ZEROS else amount


def _read_bare(text: str, start: int) -> Amount | None:
    """百, 千万, 亿: a scale that counts one of itself."""
    match = p.BARE.match(text, start)
    if match is None:
        return None
    unit = c.SMALL.get(match[0], 1)
    return Amount(match.end(), unit, unit, "chinese", unit, unit, closed=True)


def _large(text: str, end: int) -> tuple[int, int, int] | None:
    """Start, end and worth of the 万, 亿, 万亿 behind a part."""
    match = p.LARGE.match(text, end)
    if match is None:
        return None
    factors = [c.LARGE[character] for character in match[1]]
    size = 1
    while size < len(factors) and factors[size - 1] <= factors[size]:  # 万亿, never 亿万
        size += 1
    return match.start(1), match.start(1) + size, prod(factors[:size])


def _read_large(text: str, amount: Amount) -> None:
    large = _large(text, amount.end)
    if large is not None:
        start, end, factor = large
        amount.spaced = amount.spaced or start > amount.end
        amount.multiply(end, factor)


def _read_part(text: str, amount: Amount) -> bool:
    """A further section with its scale: the 5千 of 3万5千. False when none belongs there."""
    start = amount.end
    if amount.spaced and p.BLANK.match(text, start):
        start += 1
    section = _read_section(text, start)
    if section is None:
        return False
    if section.digit and amount.form == "mixed" and not section.arabic:  # 3万一平米
        return False
    large = _large(text, section.end)
    if large is not None:
        return _add_scaled(amount, section, large[1], large[2])
    if start > amount.end and section.chain == 1:  # 7 万 5: two numbers
        return False
    return _add_last(text, amount, section)


def _add_scaled(amount: Amount, section: Section, end: int, factor: int) -> bool:
    if section.high * factor < amount.ceiling:  # 五亿 + 三千 万
        low, high = section.low * factor, section.high * factor
        amount.low, amount.high = amount.low + low, amount.high + high
    elif amount.high < factor and section.high < amount.ceiling:  # (三万 + 五千) 亿
        amount.low = (amount.low + section.low) * factor
        amount.high = (amount.high + section.high) * factor
    else:
        return False
    _extend(amount, section, end)
    amount.scale, amount.chain = factor, section.chain * factor
    amount.ceiling = factor if section.low == section.high else 0
    return True


def _add_last(text: str, amount: Amount, section: Section) -> bool:
    low, high = section.low, section.high
    if section.digit:  # 一万三
        digit = text[section.end - 1 : section.end]
        if not _may_be_colloquial(text, section.end - 1, digit):
            return False
        low = high = low * amount.ceiling // 10
    if high >= amount.ceiling:
        return False
    amount.low, amount.high = amount.low + low, amount.high + high
    _extend(amount, section, section.end)
    amount.scale = amount.chain = section.chain
    amount.ceiling = 0
    return True


def _extend(amount: Amount, section: Section, end: int) -> None:
    amount.end = end
    if section.low != section.high:
        amount.form, amount.closed = "approximate", True
    elif section.arabic != (amount.form == "arabic"):
        amount.form = "mixed"


def _read_open(text: str, amount: Amount) -> None:
    """3000多, 十余万, 二十来: the number goes on, over or about what is written."""
    match = p.OPEN.match(text, amount.end)
    if match is None:
        return
    sort = match[1]
    if amount.chain == 1:
        # Without a scale only tens go on: 30多, but 5多 and 2025多 are nothing.
        tens = amount.form == "arabic" and not amount.places and amount.low >= 10
        if not tens or (sort != "余" and amount.low % 10):
            return
    amount.bound = "about" if c.OPEN[sort] == "about" else "over"
    amount.end, amount.closed = match.end(), True
    _read_large(text, amount)
