"""The date of a page as mastheads write it, as exact as it stands there."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DateSpan", "find_date", "join_date"]

DATE = re.compile(
    r"""
    # 21-11-08 17:20: without its century a date needs the time of day behind it.
    (?<!\d)(?P<year>(?:19|20)\d\d|(?<!-)[012]\d(?=-\d\d-\d\d[ ]?\d\d:\d\d))
    (?:[ ]?[-/.年][ ]?|[ ](?=\d\d?/))(?P<month>\d{1,2})
    [ ]?[-/.月][ ]?(?P<day>\d{1,2})[ ]?日?
    (?:[\s(（,，]{0,3}(?:星期|周)[一二三四五六日天][)）]?)?
    # 2019-09-3007:42 is how a copied page joins day and time.
    (?:[\sT|]{0,4}(?P<half>[上下]午)?(?P<hour>\d{1,2})[:：](?P<minute>\d\d)(?:[:：]\d\d)?(?!\d))?
    """,
    flags=re.VERBOSE,
)


YEAR = re.compile(r"(?:19|20)\d\d[-/.年]?")
MONTH_DAY = re.compile(r"\d{1,2}\s?[-/.月]\s?\d{1,2}日?")
CLOCK = re.compile(r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?")


class DateSpan(NamedTuple):
    """Where a date stands in a line, and its ISO form (`2025-12-29` or `2025-12-29T14:20`)."""

    start: int
    end: int
    iso: str


def find_date(text: str) -> DateSpan | None:
    """The first date with a year in `text`; seconds are not kept.

    >>> find_date("时间：2022/4/9 8:05:31")
    DateSpan(start=3, end=19, iso='2022-04-09T08:05')
    """
    for found in DATE.finditer(text):
        try:
            year = int(found["year"])
            century = 2000 if year < 100 else 0
            day = date(century + year, int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        hour, minute = found["hour"], found["minute"]
        if hour is None:
            return DateSpan(found.start(), found.end(), day.isoformat())
        hours = int(hour) + (12 if found["half"] == "下午" and int(hour) < 12 else 0)
        if hours < 24 and int(minute) < 60:
            clock = f"T{hours:02}:{minute}"
            return DateSpan(found.start(), found.end(), day.isoformat() + clock)
    return None


def join_date(pieces: Sequence[str]) -> str | None:
    """The date whose year, day and time of day stand on lines of their own.

    >>> join_date(["2022", "11/ 14", "10:23:47"]), join_date(["2022", "第3期", "2022"])
    ('2022-11-14T10:23', None)
    """
    if len(pieces) < 2 or not (YEAR.fullmatch(pieces[0]) and MONTH_DAY.fullmatch(pieces[1])):
        return None
    clock = [x for x in pieces[2:3] if CLOCK.fullmatch(x)]
    day = "".join(pieces[1].split()).replace("月", "-").replace("/", "-").replace(".", "-")
    found = find_date(" ".join([f"{pieces[0][:4]}-{day.removesuffix('日')}", *clock]))
    return None if found is None else found.iso
