"""`find_numerals`: every numeral of a text, with what stands directly before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsnlp.numerals import characters, patterns
from newsnlp.numerals.grammar import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsnlp.model import Bound, Number
    from newsnlp.numerals.readings import Form, Reading


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in a text; offsets are code points, half-open.

    Args:
        start: where it starts, its sign included (-3.5, 零下10) and 上 (上千).
        end: where it ends, 多 余 来 几 included (3000多万).
        value: what it is worth, None when it is vague or one of several numbers.
        low: the lowest number it may mean, when `value` is None.
        high: the highest.
        bound: `over` for 多 余 几 and 上, `about` for 来, else `exact`.
        scale: the last scale at its end, which a list may share: 10**4 for 1700多万, 10**12 for
            1.45万亿, 1000 for 三千; 1 when it does not end in one.
        chain: all the scales at its end together: 10**6 for 五百万, where `scale` is 10**4.
        form: how it is written.
        glued: a Latin letter, `_` or a hyphenated name stands directly before it (C919, 歼-20).
    """

    start: int
    end: int
    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound
    scale: int
    chain: int
    form: Form
    glued: bool


_PREFIXES = frozenset("-负零上数")
_BELOW_ZERO = "零下"
_STARTS = re.compile(
    "[-负上0-9"
    + characters.one_of(
        {
            **characters.DIGITS,
            **characters.TENS,
            **characters.SCALES,
            **characters.HALVES,
            **characters.VAGUE,
        }
    )
    + "".join(sorted(characters.WORD_STARTS))
    + "]"
)
_MANY = re.compile(f"{characters.not_after('上')}上(?=[百千万亿](?!分)|十[万亿])")
_UNCOUNTED = re.compile(f"{characters.not_after('数')}数")
_NEGATIVE = re.compile(f"{characters.not_after('负')}(?<![0-9])负")
# What a hyphen joins to: 10-15, F-16, 歼-20, 3%-5%.
_JOINED = re.compile(r"[^\W_]|[_)）\]%℃°-]")
_BEFORE_MINUS = re.compile(f"[{''.join(characters.values('sign_after')['-'].split())}]")
_AFTER_MINUS = re.compile(r"[%℃°度]|摄氏")
_LATIN = re.compile(r"[A-Za-z_]")
_CAPITAL = characters.one_of(characters.values("capital"))
_CAPITAL_SCALE = characters.one_of(
    {form: 0 for form, value in characters.values("capital").items() if value in characters.SMALL}
)
_CAPITAL_RUN = re.compile(f"[{_CAPITAL}][零〇万亿{_CAPITAL}]++")
_CAPITAL_COUNT = re.compile(f"[{_CAPITAL}][{_CAPITAL_SCALE}]")


def find_numerals(folded: str) -> Iterator[Numeral]:
    """Every numeral of a folded text, in text order, none inside another.

    Characters that are numerals only by their looks (一 in 一些) are found too; which numerals
    count something is for the caller to say.

    Args:
        folded: text in simplified, half-width characters (`newsnlp.text.fold`).

    Yields:
        Numerals, each as long as the grammar lets it be.

    >>> [folded[n.start : n.end] for folded in ["气温降至-3.5度，近1.3万余人"]
    ...  for n in find_numerals(folded)]
    ['-3.5', '1.3万余']
    """
    text = _plain_capitals(folded)
    position, last_end = 0, -1
    search = _STARTS.search
    while (match := search(text, position)) is not None:
        start = match.start()
        # 三十两 is a weight, 一年零两个月 goes on behind its zero.
        weight = start == last_end and text[start] == "两" and text[start - 1] != "零"
        numeral = None if weight else _numeral(text, start)
        if numeral is not None:
            yield numeral
            position = last_end = numeral.end
        else:
            position = _passed_over(text, start)


def _plain_capitals(text: str) -> str:
    """The text with 叁佰 as 三百, where capitals are numerals and not words (登陆, 收拾)."""

    def plain(run: re.Match[str]) -> str:
        return run[0].translate(characters.CAPITALS) if _CAPITAL_COUNT.search(run[0]) else run[0]

    return _CAPITAL_RUN.sub(plain, text)


def _passed_over(text: str, start: int) -> int:
    """Where to go on when no numeral starts at `start`: behind the whole row of digits."""
    row = patterns.UNREADABLE.match(text, start)
    return row.end() if row is not None else start + 1


def _numeral(text: str, start: int) -> Numeral | None:
    """The numeral at `start`, which may be its sign or prefix."""
    character = text[start]
    if character not in _PREFIXES:
        reading = read(text, start)
        return None if reading is None else _placed(text, start, reading)
    if character == "-":
        return _with_minus(text, start)
    if character == "负":
        return _negated(text, start, 1) if _NEGATIVE.match(text, start) else None
    if character == "零" and text.startswith(_BELOW_ZERO, start):
        return _negated(text, start, len(_BELOW_ZERO))
    if character == "上":
        return _many(text, start)
    if character == "数" and not _UNCOUNTED.match(text, start):
        return None
    reading = read(text, start)
    return None if reading is None else _placed(text, start, reading)


def _placed(text: str, start: int, reading: Reading) -> Numeral:
    before = text[start - 1] if start else " "
    return Numeral(start, *reading, glued=before <= "z" and _is_glued(text, start))


def _is_glued(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if before == "-":
        before = text[start - 2 : start - 1]
        return _LATIN.match(before) is not None or before.isalpha()
    return _LATIN.match(before) is not None


def _negated(text: str, start: int, length: int) -> Numeral | None:
    """The numeral behind a sign of `length` characters, below zero."""
    reading = read(text, start + length) if start + length < len(text) else None
    if reading is None or reading.form == "half":
        return None
    value, low, high = reading.value, reading.low, reading.high
    if value is not None:
        reading = reading._replace(value=-value)
    elif low is not None and high is not None:
        reading = reading._replace(low=-high, high=-low)
    return Numeral(start, *reading, glued=False)


def _with_minus(text: str, start: int) -> Numeral | None:
    """-3.5 where the hyphen is a minus sign; else None, and the digits follow by themselves."""
    if not "0" <= text[start + 1 : start + 2] <= "9":
        return None
    numeral = _negated(text, start, 1)
    before = text[start - 1 : start] if start else ""
    if numeral is None or not _JOINED.match(before) or _BEFORE_MINUS.match(before):
        return numeral
    ideograph = before > "\u2fff" and before.isalpha()
    if (ideograph or before == "-") and _AFTER_MINUS.match(text, numeral.end):
        return numeral
    return None


def _many(text: str, start: int) -> Numeral | None:
    """上千, 上百万: more than what follows."""
    if not _MANY.match(text, start):
        return None
    reading = read(text, start + 1)
    if reading is None or reading.value is None:
        return None
    return Numeral(start, *reading._replace(bound="over"), glued=False)
