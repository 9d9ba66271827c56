"""The patterns of the grammar: what may stand where in a numeral, without what it is worth.

None nests one unbounded repetition in another, and long rows are taken whole (`++`), so that a
megabyte of digits costs time in proportion.
"""

from __future__ import annotations

import re

from newsnlp.numerals import characters as c

_HAN = c.one_of(c.ROW_DIGITS)
_LONE = c.one_of(c.LONE)
_ZERO = c.one_of(c.ZEROS)
_PAIR = c.either(c.PAIRS)
_SMALL = c.guarded(c.SMALL)
_LARGE = c.guarded(c.LARGE)
_ROW_ZERO = c.one_of(c.ROW_ZEROS)
_BLANK = r"[\x20\t\u00a0\u3000]"

# A blank may stand between 0-9 and a scale (7 万 5 千), never inside Chinese digits.
_BEFORE_SCALE = f"(?: {_PAIR} | [{_HAN}{_LONE}] | (?<![0-9.,])[0-9]{{1,2}}+{_BLANK}? )"
# A digit in the ones' place ends there: no row of digits (二〇二五), no scale out of order.
_ONES_END = f"(?! [{_ZERO}{_ROW_ZERO}{_HAN}] | {_SMALL} )"
# 三千米 is 3000 米, but 3千米 and 二十千米 are so many 千米.
_THOUSAND = f"千 (?: {c.not_before('千')} | (?<=[{_HAN}{_LONE}]千)(?=米) )"

SECTION = re.compile(
    rf"""
    (?: [{_ZERO}]{{0,2}} (?P<thousands> {_BEFORE_SCALE} ) {_THOUSAND} )?
    (?: [{_ZERO}]{{0,2}} (?P<hundreds> {_BEFORE_SCALE} ) 百{c.not_before("百")} )?
    (?: [{_ZERO}]{{0,2}}
        (?: (?P<tens> {_PAIR} | [{_HAN}] | (?<![0-9.,])[0-9]{_BLANK}?(?=十) )? (?P<ten> 十 )
          | (?P<twenty> [{c.one_of(c.TENS)}] ) ) )?
    (?: (?P<zero> [{_ZERO}]{{0,2}} )
        (?P<ones> (?:{_PAIR}) {_ONES_END} | [{_HAN}] {_ONES_END} | 两 (?={_LARGE})
          | [0-9]{{1,8}}+ (?![.,，]?[0-9]) ) )?
    """,
    flags=re.VERBOSE,
)
# Thousands are separated by commas of one kind in groups of three; else it is a list (1,2,3).
# Two points or more make a date, a version or an address: no number at all (2025.12.29).
LITERAL = re.compile(
    r"""
    (?P<whole> (?<![0-9][,，]) [1-9][0-9]{0,2}+
               (?: (?:,[0-9]{3})++ (?!,?[0-9]) | (?:，[0-9]{3})++ (?!，?[0-9]) )
             | [0-9]++ )
    (?: \. (?P<decimals> [0-9]++ ) )?+ (?! \.[0-9] )
    """,
    flags=re.VERBOSE,
)
ROW = re.compile(f"[{_ZERO}{_HAN}][{_ZERO}{_HAN}{_ROW_ZERO}]*+")
# 刻, 十: a clock time (八点三十分, 十点一刻).
POINT = re.compile(f"点([{_ZERO}{_HAN}]++)(?!{_SMALL}|刻)")
SMALL = re.compile(f"{_BLANK}?({_SMALL})")
LARGE = re.compile(f"(?:(?<=[0-9]){_BLANK})?((?:{_LARGE}){{1,3}})")
# 超千米 is over 1000 米: a bound word is followed by a number.
BARE = re.compile(
    f"百{c.not_before('百')}|千(?:{c.not_before('千')}|(?<=[超逾破过近]千)(?=米))|(?=[万亿])"
)
VAGUE = re.compile(
    f"(?:几{c.not_before('几')}|数(?={_SMALL}|{_LARGE}|千米|{c.only_before('数')}))"
    f"({_SMALL}|千(?=米))?"
)
OPEN = re.compile(f"({c.guarded(c.OPEN)})(?:(?<=几)(?:{_SMALL}))?")
SLASH = re.compile(r"(?<![0-9/.])([0-9]{1,4}+)/([1-9][0-9]{0,3}+)(?![0-9/]|\.[0-9])")
WORD = re.compile(c.either({**c.SPANS, **c.SHARES, **c.HALVES}))
# 三万一 = 31000, but 三万一个 is 30000 each.
COLLOQUIAL_ONE = re.compile(f"一{c.not_before('一')}")
BLANK = re.compile(_BLANK)
# A number that the grammar cannot make longer, whatever stands behind it.
PLAIN = re.compile(
    f"(?:[0-9]{{1,9}}+|[{_HAN}])"
    f"(?![.,，]?[0-9]|{_BLANK}?[{c.one_of(c.SCALES)}]|[{_ZERO}{_ROW_ZERO}{_HAN}{_LONE}]"
    f"|[/分又点{c.one_of({**c.HALVES, **c.OPEN})}])"
)
# What is passed over as a whole where no numeral could be read.
UNREADABLE = re.compile(f"[0-9]++(?:[.][0-9]++)*+|[{_ZERO}{_HAN}]++|.", flags=re.DOTALL)
