"""Periods with a name: five-year plans, centuries and decades, public holidays."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from newsnlp.errors import DataFileError
from newsnlp.lexicons.tables import read_table
from newsnlp.times import periods
from newsnlp.times.digits import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsnlp.times.periods import Period

__all__ = ["congress", "decades", "holiday", "plan"]

_CENTURY: Final = re.compile(
    r"(?:(?P<name>上|本|[0-9]+|[一二三四五六七八九十]+)个?世纪)?"
    r"(?:(?P<decade>[2-9]0|[二三四五六七八九]十)年代)?(?P<part>\S+)?"
)
# Days: an earlier holiday is not the latest one, a later one not yet spoken of without its year.
_FRESH: Final = 366
_SOON: Final = 62
_DAYS_OFF: Final = re.compile("假|黄金周")


@cache
def _rows(role: str) -> Mapping[str, str]:
    return {row["word"]: row["value"] for row in read_table("times.tsv") if row["role"] == role}


@cache
def _holidays() -> Mapping[str, Mapping[int, Period]]:
    """Holiday → year → its days off."""
    found: dict[str, dict[int, Period]] = {}
    for row in read_table("times_holidays.tsv"):
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        days = periods.stretch(first, last)
        if days is None:
            raise DataFileError(
                f"times_holidays.tsv: {row['holiday']} {row['year']} ends before it begins;"
                " put the earlier day first"
            )
        found.setdefault(row["holiday"], {})[int(row["year"])] = days
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


def congress(text: str) -> Period | None:
    """The first day of a party congress, from which 以来 counts.

    >>> congress("党的十八大").iso
    '2012-11-08'
    """
    day = _rows("congress").get(text.removeprefix("党的"))
    return None if day is None else periods.day(date.fromisoformat(day))


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
        now: the day of publication; without a year, the holiday that is or was the
            latest counts, or the coming one when it begins within two months.
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
        near = [
            other
            for other, days in by_year.items()
            if days.first and -_FRESH <= (days.first - now).days <= _SOON
        ]
        year = max(near, default=None)
    return None if year is None else by_year.get(year)
