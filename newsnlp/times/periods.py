"""Stretches of calendar days and their ISO 8601 form; arithmetic right at month and year ends."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = [
    "Period",
    "after",
    "calendar_day",
    "day",
    "joined",
    "month",
    "months",
    "shifted",
    "since",
    "stretch",
    "until",
    "week",
    "weekend",
    "within",
    "year",
]


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; None where that end is open or unknown.

    `iso` is how it is written: a calendar unit as itself (2025-11), a stretch by its two ends.
    """

    first: date | None
    last: date | None
    iso: str


def day(value: date) -> Period:
    """One day.

    >>> day(date(2025, 12, 29)).iso
    '2025-12-29'
    """
    return Period(value, value, value.isoformat())


def month(year_number: int, number: int) -> Period | None:
    """A month of a year, None when the calendar has none such (month 13)."""
    try:
        first = date(year_number, number, 1)
    except ValueError:
        return None
    last = first.replace(day=monthrange(year_number, number)[1])
    return Period(first, last, first.isoformat()[:7])


def year(number: int) -> Period | None:
    """A year, None outside 1 to 9999."""
    if not date.min.year <= number <= date.max.year:
        return None
    return Period(date(number, 1, 1), date(number, 12, 31), f"{number:04}")


def stretch(first: date, last: date) -> Period | None:
    """From day to day, one day as itself; None when it ends before it begins."""
    if last < first:
        return None
    if first == last:
        return day(first)
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}")


def until(end: Period | None) -> Period | None:
    """Everything up to the end of a period: `../2025-06-30`."""
    if end is None or end.last is None:
        return None
    return Period(None, end.last, f"../{end.last.isoformat()}")


def since(start: Period | None, now: date | None = None) -> Period | None:
    """From the beginning of a period up to `now`, or open: `2025-11-01/..`."""
    if start is None or start.first is None:
        return None
    if now is not None:
        return stretch(start.first, now)
    return Period(start.first, None, f"{start.first.isoformat()}/..")


def joined(first: Period | None, last: Period | None) -> Period | None:
    """From the beginning of the first period to the end of the last."""
    if first is None or last is None or first.first is None or last.last is None:
        return None
    return first if first == last else stretch(first.first, last.last)


def week(value: date) -> Period | None:
    """Monday to Sunday around a day."""
    monday = shifted(value, days=-value.weekday())
    return None if monday is None else _to(monday, shifted(monday, days=6))


def weekend(value: date) -> Period | None:
    """Saturday and Sunday of the week of a day."""
    saturday = shifted(value, days=5 - value.weekday())
    return None if saturday is None else _to(saturday, shifted(saturday, days=1))


def _to(first: date, last: date | None) -> Period | None:
    return None if last is None else stretch(first, last)


def shifted(value: date, *, years: int = 0, months: int = 0, days: int = 0) -> date | None:
    """The day so many years, months and days away; None where the calendar ends.

    A day that the month does not have becomes its last one: a year before 29 February is the 28th.

    >>> shifted(date(2024, 2, 29), years=-1)
    datetime.date(2023, 2, 28)
    """
    count = value.year * 12 + value.month - 1 + years * 12 + months
    number, index = divmod(count, 12)
    try:
        last = monthrange(number, index + 1)[1]
        moved = value.replace(year=number, month=index + 1, day=min(value.day, last))
        return moved + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def calendar_day(year_number: int, month_number: int, number: int) -> date | None:
    """The day of the calendar, None when there is none such (30 February)."""
    try:
        return date(year_number, month_number, number)
    except ValueError:
        return None


def within(year_number: int, start: tuple[int, int], end: tuple[int, int]) -> Period | None:
    """From month and day to month and day of one year; a day past the month's end is its last.

    >>> within(2025, (6, 21), (6, 31)).iso
    '2025-06-21/2025-06-30'
    """
    first, last = month(year_number, start[0]), month(year_number, end[0])
    if first is None or last is None or first.first is None or last.last is None:
        return None
    if start == (1, 1) and end == (12, 31):
        return year(year_number)
    if start[0] == end[0] and start[1] == 1 and end[1] >= last.last.day:
        return first
    return stretch(
        first.first.replace(day=start[1]), last.last.replace(day=min(end[1], last.last.day))
    )


def months(year_number: int, number: int, count: int) -> Period | None:
    """So many months from a month on, into the next year where need be."""
    first = month(year_number, number)
    if first is None or first.first is None:
        return None
    final = shifted(first.first, months=count - 1)
    return None if final is None else joined(first, month(final.year, final.month))


def after(period: Period | None) -> Period | None:
    """From the last day of a period on: `2020-12-31/..`."""
    if period is None or period.last is None:
        return None
    return Period(period.last, None, f"{period.last.isoformat()}/..")
