"""Finds the words that say when, and reads what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal

from newsnlp.errors import shown
from newsnlp.model import TimeExpression
from newsnlp.text import fold
from newsnlp.times.periods import since, until
from newsnlp.times.published import parse_published
from newsnlp.times.reader import Reader
from newsnlp.times.reading import read
from newsnlp.times.scanning import scan

if TYPE_CHECKING:
    from newsnlp.times.periods import Period
    from newsnlp.times.reader import Cue
    from newsnlp.times.scanning import Expression

__all__ = ["TimeKind", "TimeMention", "extract_times", "find_times"]

TimeKind = Literal["date", "clock", "relative", "span", "window", "event", "frequency", "vague"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression, with the kind of words that it is made of.

    `kind` is `date` (with numbers of the calendar: 2025年, 12月29日, 1—6月), `clock` (a time of
    day alone: 14:20, 上午), `relative` (去年, 昨天, 目前), `span` (a named stretch: 前三季度,
    “十四五”期间, 20世纪), `window` (a number of years, days …: 近三年, 十年来, 一年前; its number
    may be read as a duration too), `event` (春节假期, 疫情期间, 大桥通车后), `frequency` (每年,
    每周五), `vague` (近日, 此次).
    """

    start: int
    end: int
    text: str
    period: str | None
    kind: TimeKind


# Which roles of atoms make which kind; the first that applies counts.
_KINDS: Final[tuple[tuple[TimeKind, frozenset[str]], ...]] = (
    ("frequency", frozenset({"frequency"})),
    ("window", frozenset({"window", "lead"})),
    ("event", frozenset({"event", "event_in_year", "clause", "entering"})),
    ("date", frozenset({"iso", "years", "year_pair", "year", "era", "months", "month"})),
    ("date", frozenset({"days", "day", "numbered"})),
    ("span", frozenset({"century", "century_word", "decade", "plan", "congress", "quarter"})),
    ("span", frozenset({"first_months", "part", "done", "season"})),
    ("relative", frozenset({"year_word", "month_word", "week", "weekend", "day_word", "weekday"})),
    ("relative", frozenset({"now", "same"})),
    ("clock", frozenset({"clock", "daypart"})),
)
_CUE_LENGTH: Final = 5  # 力争确保于
_NEAR: Final = frozenset({"前", "以前", "之前", "起", "开始"})
_COMING: Final = re.compile(r"(?:将|拟|计划|预计|力争|确保|争取|定)(?:于|在|到|至)?\Z")
_RECURRING: Final = re.compile(r"(?:每|每年|每月|每周|每天|每日|每逢|历年)的?\Z")


def extract_times(
    text: str, *, published: str | date | datetime | None = None
) -> list[TimeExpression]:
    """Every time expression in a text, in order, with the period that it means.

    Args:
        text: the article's body.
        published: when it was published; relative times are read from it, and without it their
            period is None.

    Returns:
        The expressions; offsets are code points of `text`, half-open.

    Raises:
        TypeError: `text` is not a str.
        UnreadableDate: `published` is a string that is no date.

    >>> [(t.text, t.period) for t in extract_times("截至目前，新增3处。", published="2025-12-29")]
    [('截至目前', '../2025-12-29')]
    """
    if not isinstance(text, str):
        raise TypeError(f"{type(text).__name__} {shown(text)}, expected a str")
    found = find_times(text, fold(text), parse_published(published))
    return [TimeExpression(time.start, time.end, time.text, time.period) for time in found]


def find_times(text: str, folded: str, published: date | datetime | None) -> list[TimeMention]:
    """Every time expression in a text: leftmost longest, in order, none inside another.

    Args:
        text: the article's body, from which `text` of the mentions is cut.
        folded: the same, folded one to one.
        published: when it was published, if known.
    """
    now = published.date() if isinstance(published, datetime) else published
    mentions: list[TimeMention] = []
    last: Reader | None = None
    story: date | None = None
    for found in scan(folded):
        before = folded[max(0, found.start - _CUE_LENGTH) : found.start]
        reader = Reader(now, story, _cue(before, found))
        if last is not None and before.endswith("、") and mentions[-1].end == found.start - 1:
            reader.year, reader.month = last.year, last.month  # 去年3月、4月
        period = None if _RECURRING.search(before) else _period(reader, found)
        if period is not None and period.first == period.last and found.atoms[0].role != "now":
            story = period.first
        iso = None if period is None else period.iso
        cut = text[found.start : found.end]
        mentions.append(TimeMention(found.start, found.end, cut, iso, _kind(found)))
        last = reader
    return mentions


def _period(reader: Reader, found: Expression) -> Period | None:
    """What the atoms mean, seen from the words before them."""
    if found.atoms[0].role == "frequency":
        return None
    for atom in found.atoms:
        read(reader, atom)
    period = reader.result()
    if found.prefix == "until" or (found.prefix == "to" and found.atoms[0].role == "now"):
        return until(period)
    if found.prefix == "since":
        last = found.atoms[-1]
        closed = last.role in {"suffix", "event_in_year"} or any(atom.link for atom in found.atoms)
        return period if closed else since(period)
    return period


def _cue(before: str, found: Expression) -> Cue:
    """Which way an unsaid year or month lies."""
    if _COMING.search(before):
        return "coming"
    last = found.atoms[-1]
    suffix = last.text.strip() if last.role == "suffix" else None
    return "near" if suffix in _NEAR or found.prefix == "to" else "past"


def _kind(found: Expression) -> TimeKind:
    roles = {atom.role for atom in found.atoms}
    return next((kind for kind, of_kind in _KINDS if not roles.isdisjoint(of_kind)), "vague")
