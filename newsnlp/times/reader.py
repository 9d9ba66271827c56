"""The state of reading a time expression, and how it fills in what is left unsaid.

Rules for what is left unsaid (`now` is the day of publication; without it such periods stay None):
- A month without a year is the latest one not after that of publication; the very next month is
  the coming one (a text of March that says 4月1日), but in December 1月 is that of the same year. A
  part of the year (上半年) is this year's once it has begun, else the nearest; a sum of months
  (前三季度) is the latest that is over.
- A day without a month is the latest such day up to publication; one that ends a stretch is the
  first after its beginning (1日至7日, read on the 3rd).
- With 前, 起 or 到 beside it, the nearest counts; after 将, 预计 and the like, the coming one.
- 截至 X and X 前 reach up to the end of X, X 以来 from its beginning to publication, X 起 from its
  beginning on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from newsnlp.times import periods

if TYPE_CHECKING:
    from datetime import date

    from newsnlp.times.periods import Period

__all__ = ["Cue", "Reader", "nearest_day", "nearest_year"]

Cue = Literal["past", "near", "coming"]


@dataclass(slots=True)
class Reader:
    """What the atoms of one expression have said so far; `period` is what they mean.

    Args:
        now: the day of publication.
        story: the last single day that the text named (当天 is that day).
        cue: which way an unsaid year or month lies.
    """

    now: date | None
    story: date | None = None
    cue: Cue = "past"
    year: int | None = None
    month: int | None = None
    period: Period | None = None
    ranges: list[tuple[str, Period | None]] = field(default_factory=list)

    def link(self, word: str) -> None:
        """Take in a word between two times: after 至 or - a stretch goes on, after 和 a list."""
        self.ranges.append(("list" if word in {"和", "与", "及"} else "to", self.period))

    def result(self) -> Period | None:
        """The period of the whole expression; None for a list with gaps."""
        period = self.period
        for kind, before in reversed(self.ranges):
            if kind == "list" and not _adjoining(before, period):
                return None
            period = periods.joined(before, period)
        return period

    def set_year(self, value: int | None) -> None:
        """The year is now said; the month is open again.

        None for one that has no number (公元前221年): no publication tells what follows it.
        """
        self.year, self.month = value, None
        self.period = None if value is None else periods.year(value)
        if value is None:
            self.now = None

    def set_month(self, value: int) -> None:
        """A month of the year that was said, or of the one that was meant."""
        if self.year is None:
            self.year = self._year_of_month(value)
        elif self.month is not None and self._is_in_next_year(self.month, value):
            self.year += 1
        self.month = value
        self.period = None if self.year is None else periods.month(self.year, value)

    def set_day(self, value: int) -> None:
        """A day of the month that was said, or of the one that was meant."""
        found: date | None
        if self.month is not None:
            found = (
                None if self.year is None else periods.calendar_day(self.year, self.month, value)
            )
        else:
            found = nearest_day(value, self.now, self.cue)
            begun = self.ranges[-1][1] if self.ranges and self.ranges[-1][0] == "to" else None
            if found and begun and begun.first and found < begun.first == begun.last:
                found = nearest_day(value, begun.first, "coming")
        self.period = None if found is None else periods.day(found)

    def set_stretch(self, first: tuple[int, int], last: tuple[int, int], *, done: bool) -> None:
        """From month and day to month and day of one year."""
        if self.year is None and self.now is not None:
            self.year = self._year_of_stretch(first[0], last[0], done=done)
        self.period = None if self.year is None else periods.within(self.year, first, last)

    def _is_in_next_year(self, previous: int, value: int) -> bool:
        """Whether a month that follows another is one of the next year."""
        if self.ranges and self.ranges[-1][0] == "to":
            return value < previous  # 12月28日至1月3日
        return (previous, value) == (12, 1)  # 12月31日、1月1日; not so 9月、3月

    def _year_of_month(self, value: int) -> int | None:
        if self.now is None:
            return None
        ahead = value - self.now.month
        if self.cue == "coming":
            return self.now.year + (ahead < 0)
        if self.cue == "near":
            return nearest_year(value, self.now)
        return self.now.year - (ahead > 1)

    def _year_of_stretch(self, first: int, last: int, *, done: bool) -> int | None:
        if self.now is None:
            return None
        this = self.now.month
        if self.cue == "coming":
            return self.now.year + (last < this)
        if done:
            return self.now.year - (last > this and self.cue == "past")
        not_begun = first > this
        last_is_nearer = this + 12 - last < first - this
        return self.now.year - (not_begun and last_is_nearer)


def nearest_year(month: int, around: date) -> int:
    """The year in which a month lies nearest to a day.

    >>> from datetime import date
    >>> nearest_year(1, date(2025, 12, 29))
    2026
    """
    ahead = month - around.month
    return around.year + (ahead < -6) - (ahead > 6)


def nearest_day(value: int, around: date | None, cue: Cue) -> date | None:
    """The day of the month with this number that the cue asks for, seen from a day.

    >>> from datetime import date
    >>> nearest_day(31, date(2025, 3, 1), "past")
    datetime.date(2025, 1, 31)
    """
    if around is None:
        return None
    days = [
        found
        for months in (-2, -1, 0, 1, 2)
        if (start := periods.shifted(around.replace(day=1), months=months)) is not None
        and (found := periods.calendar_day(start.year, start.month, value)) is not None
    ]
    if cue == "coming":
        return min((found for found in days if found >= around), default=None)
    if cue == "past":
        return max((found for found in days if found <= around), default=None)
    return min(days, key=lambda found: abs(found - around), default=None)


def _adjoining(first: Period | None, second: Period | None) -> bool:
    if first is None or second is None or first.last is None or second.first is None:
        return False
    return (second.first - first.last).days in {0, 1}
