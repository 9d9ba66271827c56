"""Finds the words that say when, and reads what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal

from newsnlp.model import TimeExpression
from newsnlp.text import fold
from newsnlp.times.patterns import grammar
from newsnlp.times.periods import since, until
from newsnlp.times.published import parse_published
from newsnlp.times.reading import Atom, Reader

if TYPE_CHECKING:
    from newsnlp.times.patterns import Grammar
    from newsnlp.times.periods import Period
    from newsnlp.times.reading import Cue

__all__ = ["TimeKind", "TimeMention", "extract_times", "find_times"]

TimeKind = Literal["date", "clock", "relative", "span", "window", "event", "vague"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression, with the kind of words that it is made of.

    `kind` is `date` (with numbers of the calendar: 2025年, 12月29日, 1—6月), `clock` (a time of
    day alone: 14:20, 上午), `relative` (去年, 昨天, 目前), `span` (a named stretch: 前三季度,
    “十四五”期间, 20世纪), `window` (a number of years, days …: 近三年, 十年来, 一年前; its number
    may be read as a duration too), `event` (春节假期, 疫情期间), `vague` (近日, 此次).
    """

    start: int
    end: int
    text: str
    period: str | None
    kind: TimeKind


# An atom without a link goes on after a coarser one only: 2025年|12月, but 2024年 and 今年 apart.
_RANKS: Final = {
    "century": 0, "years": 1, "year": 1, "year_word": 1, "plan": 1,
    "months": 2, "quarter": 2, "first_months": 2, "part": 2, "done": 2, "season": 2, "event": 2,
    "month": 3, "month_word": 3, "week": 3, "weekend": 3,
    "iso": 4, "days": 4, "day": 4, "numbered": 4, "day_word": 4, "same": 4, "weekday": 4,
    "daypart": 5, "clock": 6,
}  # fmt: skip
_KINDS: Final[tuple[tuple[TimeKind, frozenset[str]], ...]] = (
    ("window", frozenset({"window", "lead"})),
    ("event", frozenset({"event", "event_in_year"})),
    (
        "date",
        frozenset({"iso", "years", "year", "months", "month", "days", "day", "numbered"}),
    ),
    (
        "span",
        frozenset(
            {"century", "decade", "plan", "quarter", "first_months", "part", "done", "season"}
        ),
    ),
    ("relative", frozenset({"year_word", "month_word", "week", "weekend", "day_word", "weekday"})),
    ("relative", frozenset({"now", "same"})),
    ("clock", frozenset({"clock", "daypart"})),
)
_WORD_ROLES: Final = {"year": "year_word", "month": "month_word", "day": "day_word"}
_PREFIX_LENGTH: Final = 7  # 截止到北京时间
_PREFIX_ENDS: Final = frozenset("至止到从自间")
_SINCE: Final = frozenset({"以来", "起", "开始", "至今"})
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
        UnreadableDate: `published` is a string that is no date.

    >>> [(t.text, t.period) for t in extract_times("截至目前，今年新增3处。", published="2025-12-29")]
    [('截至目前', '../2025-12-29'), ('今年', '2025')]
    """
    found = find_times(text, fold(text), parse_published(published))
    return [TimeExpression(time.start, time.end, time.text, time.period) for time in found]


def find_times(text: str, folded: str, published: date | datetime | None) -> list[TimeMention]:
    """Every time expression in a text: leftmost longest, in order, none inside another.

    Args:
        text: the article's body, from which `text` of the mentions is cut.
        folded: the same, folded one to one.
        published: when it was published, if known.
    """
    patterns = grammar()
    now = published.date() if isinstance(published, datetime) else published
    mentions: list[TimeMention] = []
    story: date | None = None
    end = 0
    for hit in patterns.trigger.finditer(folded):
        if hit.start() < end:
            continue
        first = patterns.first.match(folded, hit.start())
        if first is None:
            continue
        atoms, stop = _atoms(patterns, folded, first)
        prefix = _prefix(patterns, folded, end, hit.start(), atoms)
        period = _period(folded, hit.start(), prefix, atoms, now, story)
        if period is not None and period.first is not None and period.first == period.last:
            story = period.first
        start = hit.start() if prefix is None else prefix.start()
        iso = None if period is None else period.iso
        mentions.append(TimeMention(start, stop, text[start:stop], iso, _kind(atoms)))
        end = stop
    return mentions


def _atoms(
    patterns: Grammar, folded: str, first: re.Match[str]
) -> tuple[list[tuple[str | None, Atom]], int]:
    """The atoms of the expression that begins with `first`, each with the link before it."""
    atoms = [(None, _atom(patterns, first))]
    rank = _RANKS.get(atoms[0][1].role, 9)
    end = first.end()
    while (match := patterns.following.match(folded, end)) is not None:
        atom = _atom(patterns, match)
        link = match["link"]
        own = _RANKS.get(atom.role)
        if own is not None and link is None and own <= rank:
            break
        rank = rank if own is None else own
        atoms.append((link, atom))
        end = match.end()
    return atoms, end


def _atom(patterns: Grammar, match: re.Match[str]) -> Atom:
    role = match.lastgroup or ""
    text = match[role]
    if role != "word":
        return Atom(role, text)
    kind, value = patterns.words[text]
    return Atom(_WORD_ROLES.get(kind, kind), text, value)


def _prefix(
    patterns: Grammar, folded: str, floor: int, start: int, atoms: list[tuple[str | None, Atom]]
) -> re.Match[str] | None:
    """The words before the first atom that belong to the expression (截至, 自, 从, 到)."""
    if start == floor or folded[start - 1] not in _PREFIX_ENDS:
        return None
    match = patterns.prefix.search(folded, max(floor, start - _PREFIX_LENGTH), start)
    if match is not None and match["since"] == "从":
        last = atoms[-1][1]
        stretch = any(link is not None for link, _ in atoms)
        if not stretch and not (last.role == "suffix" and last.text.strip() in _SINCE):
            return None  # 从2018年的3家增加到5家
    return match


def _period(
    folded: str,
    start: int,
    prefix: re.Match[str] | None,
    atoms: list[tuple[str | None, Atom]],
    now: date | None,
    story: date | None,
) -> Period | None:
    """What the atoms mean, seen from the words before them."""
    before = folded[max(0, start - _PREFIX_LENGTH) : start]
    if _RECURRING.search(before):
        return None
    reader = Reader(now, story, _cue(before, prefix, atoms))
    for link, atom in atoms:
        if link is not None:
            reader.link(link)
        reader.read(atom)
    period = reader.result()
    if prefix is None:
        return period
    if prefix["until"]:
        return until(period)
    last = atoms[-1][1]
    if prefix["since"] in {"自", "自从"} and last.role != "suffix":
        return since(period)
    return period


def _cue(before: str, prefix: re.Match[str] | None, atoms: list[tuple[str | None, Atom]]) -> Cue:
    """Which way an unsaid year or month lies."""
    if _COMING.search(before):
        return "coming"
    last = atoms[-1][1]
    if last.role == "suffix" and last.text.strip() in _NEAR:
        return "near"
    return "near" if prefix is not None and prefix["to"] else "past"


def _kind(atoms: list[tuple[str | None, Atom]]) -> TimeKind:
    roles = {atom.role for _, atom in atoms}
    return next((kind for kind, of_kind in _KINDS if not roles.isdisjoint(of_kind)), "vague")
