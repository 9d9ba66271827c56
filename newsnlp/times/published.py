"""When an article was published, read from the forms in which pages say it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from newsnlp.errors import UnreadableDate, shown
from newsnlp.text import fold

__all__ = ["iso_published", "parse_published"]

# A time zone is dropped: the page's own wall clock says which day it was there.
_PUBLISHED: Final = re.compile(
    r"""
    (?P<year>[0-9]{4}) \s?
    (?: (?P<mark>[-/.])\s? (?P<month>[0-9]{1,2}) \s?(?P=mark)\s? (?P<day>[0-9]{1,2})
      | 年\s? (?P<month_zh>[0-9]{1,2}) \s?月\s? (?P<day_zh>[0-9]{1,2}) \s?[日号]
    )
    (?: (?: [T\s] \s? | (?<=[日号]) )
        (?P<hour>[0-9]{1,2})
        (?: [:：] (?P<minute>[0-9]{2}) (?: [:：] (?P<second>[0-9]{2}) (?:[.,][0-9]+)? )?
          | [时点] (?: (?P<minute_zh>[0-9]{1,2}) 分 (?: (?P<second_zh>[0-9]{1,2}) 秒 )? )?
        )
        (?: \s? (?: Z | (?:UTC|GMT)?[+-][0-9]{2}:?[0-9]{2} | UTC | GMT ) )?
    )?
    """,
    flags=re.VERBOSE | re.IGNORECASE | re.ASCII,
)


# A month or a year alone: an archive's date, too rough to read 昨天 or 本月 from.
_ROUGH: Final = re.compile(
    r"(?P<year>(?!0000)[0-9]{4})(?:年?|[-/.](?P<month>0?[1-9]|1[0-2])|年(?P<month_zh>0?[1-9]|1[0-2])月)",
    flags=re.ASCII,
)


def parse_published(value: str | date | datetime | None) -> date | datetime | None:
    """The date of publication, with the time of day where it is given.

    Args:
        value: a date, a datetime, None, or a string such as `2025-12-29`, `2025-12-29T14:20`,
            `2025-12-29 14:20:00+08:00`, `2020-3-30 23:37`, `2025/12/29`, `2025年12月29日 14:20`.

    Returns:
        A `datetime` (without time zone, on the clock of the place of publication) where the time
        of day is known, a `date` where it is not, None for None (and what pandas puts in place of
        a missing date) and where only the month or the year is known (`2020-07`): then no
        relative time can be read.

    Raises:
        UnreadableDate: the string is in none of these forms, or no day of the calendar.
        TypeError: the value is of another kind.

    >>> parse_published("2025年12月29日 14:20")
    datetime.datetime(2025, 12, 29, 14, 20)
    """
    if value is None or value != value:  # NaT, a datetime, and NaN equal nothing
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise TypeError(f"published: expected str, date, datetime or None, got {shown(value)}")
    written = fold(value).strip()
    match = _PUBLISHED.fullmatch(written)
    if match is None:
        if _ROUGH.fullmatch(written):
            return None
        raise _unreadable(value)
    part = match.groupdict()
    try:
        day = date(
            int(part["year"]),
            int(part["month"] or part["month_zh"]),
            int(part["day"] or part["day_zh"]),
        )
        if part["hour"] is None:
            return day
        return datetime(
            day.year,
            day.month,
            day.day,
            int(part["hour"]),
            int(part["minute"] or part["minute_zh"] or 0),
            int(part["second"] or part["second_zh"] or 0),
        )
    except ValueError:
        raise _unreadable(value) from None


def _unreadable(value: str) -> UnreadableDate:
    return UnreadableDate(
        f"published: {shown(value)} is no date; expected a form like 2025-12-29,"
        " 2025-12-29T14:20 or 2025年12月29日 14:20; pass one of these, or None if it is unknown"
    )


def iso_published(value: str | date | datetime | None) -> str | None:
    """The date of publication in ISO 8601, as exact as it was given.

    Args:
        value: whatever `parse_published` reads.

    Returns:
        `2025-12-29`, `2025-12-29T14:20`, or `2025-12-29T14:20:05` where the seconds are not zero;
        `2025-12` or `2025` where no more is known.

    Raises:
        UnreadableDate: the string is no date in a form that is read.

    >>> iso_published("2020-3-30 23:37")
    '2020-03-30T23:37'
    """
    moment = parse_published(value)
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds" if moment.second else "minutes")
    if moment is not None:
        return moment.isoformat()
    rough = _ROUGH.fullmatch(fold(value).strip()) if isinstance(value, str) else None
    if rough is None:
        return None
    month = rough["month"] or rough["month_zh"]
    return f"{rough['year']}-{int(month):02}" if month else rough["year"]
