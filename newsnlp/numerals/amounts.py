"""Amounts: what stands for one count, from its first part to its last 万 or 亿.

    amount  = first scales? (section scales?)* (open scales?)?
    first   = 1,234.5 | section | section 点 digits | digits in a row | 几 数 | bare 百 千 万 亿
    section = (D 千)? (D 百)? (D 十)? D?          D: a digit, two neighbours (三四), 12
    scales  = 万 亿 兆, up to three together      open: 多 余 来 几

Amounts are kept as whole numbers times a power of ten, so nothing is rounded.
"""

from __future__ import annotations

from math import prod

from newsnlp.numerals import characters, patterns
from newsnlp.numerals.readings import DIGIT_LIMIT, Amount
from newsnlp.numerals.sections import Section, digits_worth, may_be_colloquial, read_section


def read_amount(text: str, start: int) -> Amount | None:
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
    if character in characters.VAGUE:
        return _read_vague(text, start)
    section = read_section(text, start)
    if section is not None:
        amount = _from_section(section)
    elif character in characters.LONE:
        amount = Amount(
            start + 1, characters.LONE[character], characters.LONE[character], "chinese"
        )
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
    match = patterns.LITERAL.match(text, start)
    if match is None:
        return None
    whole, decimals = match["whole"], match["decimals"] or ""
    end = match.end()
    if len(whole) + len(decimals) > DIGIT_LIMIT:
        return None
    small = patterns.SMALL.match(text, end)
    # 2025十大新闻, 2026百强: a scale does not count hundreds of itself.
    if small is not None and len(whole) <= 2 and not decimals:
        section = read_section(text, start)
        if section is not None and section.end > end:
            amount = _from_section(section)
            amount.form, amount.spaced = "mixed", small.start(1) > end
            return amount
    digits = whole.replace(",", "").replace("，", "") + decimals
    value = int(digits)
    amount = Amount(end, value, value, "arabic", places=len(decimals), closed=bool(decimals))
    if small is not None and decimals and small[1] != "十":
        amount.multiply(small.end(), characters.SMALL[small[1]])
    return amount


def _read_vague(text: str, start: int) -> Amount | None:
    """几, 几十, 数百: a digit nobody counted, and its scale."""
    match = patterns.VAGUE.match(text, start)
    if match is None:
        return None
    low, high = characters.VAGUE[text[start]]
    amount = Amount(match.end(), low, high, "vague", closed=True)
    if match[1]:
        amount.multiply(match.end(), characters.SMALL[match[1]])
    return amount


def _read_row(text: str, start: int) -> Amount | None:
    """二〇二五, 一二三, 零: digits in a row, each in its place."""
    match = patterns.ROW.match(text, start)
    if match is None or len(match[0]) > DIGIT_LIMIT:
        return None
    row, end = match[0], match.end()
    if len(row) > 1 and _ends_early(text, row, end):
        row, end = row[:-1], end - 1
    low, high = digits_worth(row)
    if low != high:
        return Amount(end, low, high, "approximate", closed=True)
    amount = Amount(end, low, high, "chinese")
    return _read_point(text, amount) if row in characters.ZEROS else amount


def _ends_early(text: str, row: str, end: int) -> bool:
    """Whether the last digit of a row is none of it: 九一八三百人, 二二万, 唯一一个."""
    if patterns.SMALL.match(text, end):
        return True
    return len(row) == 2 and (row[0] == row[1] or patterns.LARGE.match(text, end) is not None)


def _read_bare(text: str, start: int) -> Amount | None:
    """百, 千万, 亿: a scale that counts one of itself."""
    match = patterns.BARE.match(text, start)
    if match is None:
        return None
    unit = characters.SMALL.get(match[0], 1)
    return Amount(match.end(), unit, unit, "chinese", unit, unit, closed=True)


def _read_point(text: str, amount: Amount) -> Amount:
    """三点一四: the decimals behind 点."""
    match = None if amount.closed else patterns.POINT.match(text, amount.end)
    if match is not None and len(match[1]) <= DIGIT_LIMIT:
        places = len(match[1])
        decimals = int(match[1].translate(characters.TO_ASCII))
        value = amount.low * 10**places + decimals
        return Amount(match.end(), value, value, amount.form, places=places, closed=True)
    return amount


def _large(text: str, end: int) -> tuple[int, int, int] | None:
    """Start, end and worth of the 万, 亿, 万亿 behind a part."""
    match = patterns.LARGE.match(text, end)
    if match is None:
        return None
    factors = [characters.LARGE[character] for character in match[1]]
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
    if amount.spaced and patterns.BLANK.match(text, start):
        start += 1
    section = read_section(text, start)
    if section is None:
        return False
    if section.digit and amount.form == "mixed" and not section.arabic:  # 3万一平米
        return False
    large = _large(text, section.end)
    if large is not None:
        return _add_scaled(text, amount, section, large[1], large[2])
    if start > amount.end and section.chain == 1:  # 7 万 5: two numbers
        return False
    return _add_last(text, amount, section)


def _add_scaled(text: str, amount: Amount, section: Section, end: int, factor: int) -> bool:
    if section.high * factor < amount.ceiling:  # 五亿 + 三千 万
        low, high = section.low * factor, section.high * factor
        amount.low, amount.high = amount.low + low, amount.high + high
    elif amount.high < factor == characters.LARGE[text[end - 1]] and section.high < amount.ceiling:
        # (三万 + 五千) 亿, but 五亿三千万亿 is nothing
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
        if not may_be_colloquial(text, section.end - 1, digit):
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
    match = patterns.OPEN.match(text, amount.end)
    if match is None:
        return
    sort = match[1]
    if amount.chain == 1:
        # Without a scale only tens go on: 30多, but 5多 and 2025多 are nothing.
        tens = amount.form == "arabic" and not amount.places and amount.low >= 10
        if not tens or (sort != "余" and amount.low % 10):
            return
    amount.bound = "about" if characters.OPEN[sort] == "about" else "over"
    amount.end, amount.closed = match.end(), True
    _read_large(text, amount)
