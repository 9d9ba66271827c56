"""Periods with a name: five-year plans, centuries and decades, public holidays."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from newsnlp.lexicons.tables import read_table
from newsnlp.times import periods
from newsnlp.times.digits import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsnlp.times.periods import Period

__all__ = ["decades", "holiday", "plan"]

_CENTURY: Final = re.compile(
    r"(?:(?P<name>上|本|[0-9]+|[一二三四五六七八九十]+)个?世纪)?"
    r"(?:(?P<decade>[2-9]0|[二三四五六七八九]十)年代)?(?P<part>\S+)?"
)
_DAYS_OFF: Final = re.compile("假|黄金周")


@cache
def _rows(role: str) -> Mapping[str, str]:
    return {row["word"]: row["value"] for row in read_table("times.tsv") if row["role"] == role}


@cache
def _holidays() -> Mapping[str, Mapping[int, Period | None]]:
    """Holiday → year → its days off."""
    found: dict[str, dict[int, Period | None]] = {}
    for row in read_table("times_holidays.tsv"):
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        found.setdefault(row["holiday"], {})[int(row["year"])] = periods.stretch(first, last)
    return found


def plan(text: str) -> Period | None:
    """The years of a five-year plan.

    >>> plan("“十四五”期间").iso, plan("“十四五”末").iso
    ('2021-01-01/2025-12-31', '2025')
    """
    plans = _rows("plan")
    name = next(name for name in sorted(plans, key=len, reverse=True) if name in text)
    years = plans[name]
    first, last = (periods.year(int(end)) for end in years.split("/"))
    return {"末": last, "初": first}.get(text[-1]) or periods.joined(first, last)


def decades(text: str, now: date | None) -> Period | None:
    """A century or a decade (90年代 is that of the 1900s); None for a part of one (20世纪末)."""
    match = _CENTURY.fullmatch(text)
    if match is None or match["part"] is not None:
        return None
    century = _century(match["name"], now)
    if match["decade"] is None:
        return None if century is None else _years(century * 100 - 99, century * 100)
    if match["name"] is None:
        century = 20
    decade = number(match["decade"])
    if century is None or decade is None or (match["name"] is None and decade < 50):
        return None  # 20年代 may be of either century
    start = century * 100 - 100 + decade
    return _years(start, start + 9)


def _century(name: str | None, now: date | None) -> int | None:
    if name is None:
        return None
    if name in {"上", "本"}:
        return None if now is None else (now.year + 99) // 100 - (name == "上")
    return number(name)


def _years(first: int, last: int) -> Period | None:
    return periods.joined(periods.year(first), periods.year(last))


def holiday(text: str, year: int | None, now: date | None) -> Period | None:
    """The days off of a public holiday (春节假期); None for what no table tells (春节期间).

    Args:
        text: the name of the event with its 假期, quoted or not.
        year: the year, when the text names it.
        now: the day of publication; without a year, the latest that had begun by then.
    """
    if not _DAYS_OFF.search(text):
        return None
    words = _rows("event")
    plain = text.translate({ord(mark): None for mark in '“”" '})
    name = next(
        (words[plain[:end]] for end in range(len(plain), 0, -1) if plain[:end] in words), "-"
    )
    by_year = _holidays().get(name, {})
    if year is None and now is not None:
        begun = [y for y, days in by_year.items() if days and days.first and days.first <= now]
        year = max(begun, default=None)
        if year is not None and now.year - year > 1:
            return None  # the table ends before
    return None if year is None else by_year.get(year)
