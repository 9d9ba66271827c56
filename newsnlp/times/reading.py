"""What a time expression means: its atoms are read one by one into a period of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsnlp.times import periods, windows
from newsnlp.times.digits import all_numbers, number
from newsnlp.times.named import congress, decades, holiday, plan
from newsnlp.times.reader import nearest_day, nearest_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsnlp.times.reader import Reader

__all__ = ["Atom", "read"]

_PART_OF_MONTH: Final = {
    **dict.fromkeys("初上", (1, 10)),
    "中": (11, 20),
    **dict.fromkeys("底末下", (21, 31)),
}
_WEEKDAYS: Final = {name: index for index, name in enumerate("一二三四五六日")} | {"天": 6}
_SEASONS: Final = {"春": 3, "夏": 6, "秋": 9, "冬": 12}


@dataclass(frozen=True, slots=True)
class Atom:
    """A part of a time expression.

    `role` says what kind of part, `value` is that of its table row, `link` the word that ties it
    to the part before (至, 和).
    """

    role: str
    text: str
    value: str = "-"
    link: str | None = None


def read(reader: Reader, atom: Atom) -> None:
    """Take in the next atom of an expression."""
    if atom.link is not None:
        reader.link(atom.link)
    _READERS[atom.role](reader, atom)


def _ends(text: str) -> tuple[int, int]:
    """First and last number of 1—6月 or 11、12月; for a list with gaps (0, 0), which is no date."""
    values = all_numbers(text)
    gaps = "、" in text or "和" in text
    if gaps and values != list(range(values[0], values[0] + len(values))):
        return 0, 0
    return values[0], values[-1]


def _read_iso(reader: Reader, atom: Atom) -> None:
    year, month, day = all_numbers(atom.text)
    reader.year, reader.month = year, month
    reader.set_day(day)


def _read_years(reader: Reader, atom: Atom) -> None:
    first, last = all_numbers(atom.text)
    if last < 100:
        last += first - first % 100 + (100 if last < first % 100 else 0)  # 2024—25年, 1999—02年
    if atom.text.endswith(("季", "学年", "财年")):
        reader.set_year(None)  # a season, or a school year, runs from one year into the next
        return
    reader.set_year(last)
    reader.period = periods.joined(periods.year(first), reader.period)


def _read_year(reader: Reader, atom: Atom) -> None:
    """2025年, 二〇二五年; 2025雪季 and 2025学年 are no year of the calendar."""
    reader.set_year(number(atom.text.partition("年")[0]))


def _read_era(reader: Reader, atom: Atom) -> None:
    """公元960年; ISO 8601 has no agreed form for a year before it."""
    reader.set_year(None if "前" in atom.text else all_numbers(atom.text)[0])


def _read_months(reader: Reader, atom: Atom) -> None:
    first, last = _ends(atom.text)
    reader.set_stretch((first, 1), (last, 31), done=True)


def _read_month(reader: Reader, atom: Atom) -> None:
    value = number(atom.text.partition("月")[0])
    if value is not None:
        reader.set_month(value)


def _read_days(reader: Reader, atom: Atom) -> None:
    first, last = _ends(atom.text)
    reader.set_day(first)
    reader.link("至")
    reader.set_day(last)


def _read_day(reader: Reader, atom: Atom) -> None:
    value = number(atom.text.strip().rstrip("日号"))
    if value is not None:
        reader.set_day(value)


def _read_first_months(reader: Reader, atom: Atom) -> None:
    last = number(atom.text[1:].partition("月")[0].removesuffix("个"))
    reader.set_stretch((1, 1), (last or 13, 31), done=True)


def _read_quarter(reader: Reader, atom: Atom) -> None:
    value = int(atom.text[0])
    reader.set_stretch((value * 3 - 2, 1), (value * 3, 31), done=False)


def _read_weekday(reader: Reader, atom: Atom) -> None:
    if reader.now is None:
        return
    named = atom.text.removesuffix(atom.text[-1]).rstrip("周星期礼拜个")
    index = _WEEKDAYS[atom.text[-1]]
    ahead = index - reader.now.weekday()
    if named:
        ahead += 7 * (named.count("下") - named.count("上"))
    elif reader.cue == "coming":
        ahead %= 7
    else:
        ahead = -(-ahead % 7)
    found = periods.shifted(reader.now, days=ahead)
    reader.period = None if found is None else periods.day(found)


def _read_edge(reader: Reader, atom: Atom) -> None:
    """年底 is December, 月底 the last third of the month."""
    mark = atom.text.strip()[-1]
    if reader.month is None:
        month = {"初": 1, "底": 12, "末": 12}.get(mark)
        reader.period = (reader.year and month and periods.month(reader.year, month)) or None
        return
    _read_part_of_month(reader, Atom(atom.role, mark))


def _read_part_of_month(reader: Reader, atom: Atom) -> None:
    if reader.month is None or reader.year is None:
        return
    mark = atom.text.strip()[0]
    first, last = _PART_OF_MONTH[mark]
    if atom.text.endswith("半月"):
        first, last = (1, 15) if mark == "上" else (16, 31)
    reader.period = periods.within(reader.year, (reader.month, first), (reader.month, last))


def _read_season(reader: Reader, atom: Atom) -> None:
    month = _SEASONS[atom.text[-1] if atom.text.startswith("今") else atom.text.strip()[0]]
    year = reader.year
    if year is None and reader.now is not None:
        year = reader.now.year - (month == 12 and reader.now.month < 3)  # 今冬 in January
    reader.period = None if year is None else periods.months(year, month, 3)


def _read_note(reader: Reader, atom: Atom) -> None:
    """今天（9月12日）: the date in the note is the more exact one."""
    values = all_numbers(atom.text)
    base = reader.period
    if len(values) == 1 and base is not None:
        found = nearest_day(values[0], base.first, "near")
        reader.month = None
        reader.period = None if found is None else periods.day(found)
    elif values:
        reader.month = None
        if len(values) == 3:
            reader.year = values[0]
        elif base is not None and base.first is not None and base.first == base.last:
            reader.year = nearest_year(values[-2], base.first)  # 下周四（1月1日）
        if len(values) > 1:
            reader.set_month(values[-2])
        reader.set_day(values[-1])


def _read_shifted(unit: str) -> Callable[[Reader, Atom], None]:
    """Readers of 去年, 上月, 昨天 …: the unit so many units from the day of publication."""

    def read(reader: Reader, atom: Atom) -> None:
        offset = int(atom.value)
        base = reader.story if unit == "same" else reader.now
        if base is None:
            return
        step = {"year": "years", "month": "months"}.get(unit, "days")
        found = periods.shifted(base, **{step: offset * 7 if unit.startswith("week") else offset})
        if found is None:
            return
        if unit == "year":
            reader.set_year(found.year)
        elif unit == "month":
            reader.year, reader.month = found.year, None
            reader.set_month(found.month)
        elif unit == "week":
            reader.period = periods.week(found)
        elif unit == "weekend":
            reader.period = periods.weekend(found)
        else:
            reader.year, reader.month = found.year, found.month
            reader.period = periods.day(found)

    return read


def _read_part(*, done: bool) -> Callable[[Reader, Atom], None]:
    """Readers of 上半年, 前三季度, 年底: from month and day to month and day."""

    def read(reader: Reader, atom: Atom) -> None:
        first, last = ((int(end[:2]), int(end[3:])) for end in atom.value.split("/"))
        if atom.text[0] in "年岁全" and reader.year is None and reader.now is not None:
            reader.year = reader.now.year
        reader.set_stretch(first, last, done=done)

    return read


def _read_now(reader: Reader, atom: Atom) -> None:
    today = None if reader.now is None else periods.day(reader.now)
    reader.period = periods.until(today) if atom.value == ".." else today


def _read_window(reader: Reader, atom: Atom) -> None:
    reader.period = windows.read(atom.text, reader.now)


def _read_plan(reader: Reader, atom: Atom) -> None:
    reader.period = plan(atom.text)


def _read_congress(reader: Reader, atom: Atom) -> None:
    reader.period = congress(atom.text)


def _read_decades(reader: Reader, atom: Atom) -> None:
    reader.period = decades(atom.text, reader.now)


def _read_event(reader: Reader, atom: Atom) -> None:
    if atom.text.endswith("以来") and reader.now is not None and reader.year is not None:
        reader.period = periods.since(reader.period, reader.now)  # 2021年开通以来
    else:
        reader.period = holiday(atom.text, reader.year, reader.now)


def _read_suffix(reader: Reader, atom: Atom) -> None:
    period = reader.result()
    word = atom.text.strip()
    if word in {"以来", "至今"}:
        period = None if reader.now is None else periods.since(period, reader.now)
    elif word in {"起", "开始", "之日起"}:
        period = periods.since(period)
    elif word.endswith("后") and word != "前后":
        period = periods.after(period)
    elif word in {"前", "以前", "之前", "前夕"}:
        period = periods.until(period)
    elif word == "同期":
        period = None
    reader.ranges.clear()
    reader.period = period


def _read_nothing(reader: Reader, atom: Atom) -> None:
    """A time of day says nothing about the day."""


def _read_press(reader: Reader, atom: Atom) -> None:
    """截至发稿 is the day of publication, 截至收盘 that of some exchange."""
    if "发稿" in atom.text and reader.now is not None:
        reader.period = periods.until(periods.day(reader.now))


def _read_vague(reader: Reader, atom: Atom) -> None:
    del atom
    reader.period = None


_READERS: Final[Mapping[str, Callable[[Reader, Atom], None]]] = {
    "iso": _read_iso,
    "years": _read_years,
    "year": _read_year,
    "era": _read_era,
    "window": _read_window,
    "lead": _read_window,
    "months": _read_months,
    "month": _read_month,
    "days": _read_days,
    "days_in_month": _read_days,
    "day": _read_day,
    "numbered": _read_day,
    "day_in_month": _read_day,
    "clock": _read_nothing,
    "daypart": _read_nothing,
    "night": _read_nothing,
    "century": _read_decades,
    "century_word": _read_decades,
    "decade": _read_decades,
    "quarter": _read_quarter,
    "first_months": _read_first_months,
    "weekday": _read_weekday,
    "edge": _read_edge,
    "xun": _read_part_of_month,
    "half_month": _read_part_of_month,
    "season": _read_season,
    "season_in_year": _read_season,
    "note": _read_note,
    "suffix": _read_suffix,
    "plan": _read_plan,
    "event": _read_event,
    "event_in_year": _read_event,
    "part": _read_part(done=False),
    "done": _read_part(done=True),
    "now": _read_now,
    **{role: _read_shifted(role) for role in ("week", "weekend", "same")},
    "year_word": _read_shifted("year"),
    "month_word": _read_shifted("month"),
    "day_word": _read_shifted("day"),
    "lunar": _read_vague,
    "congress": _read_congress,
    "hour": _read_nothing,
    "vague": _read_vague,
    "clause": _read_vague,
    "frequency": _read_vague,
    "nth_week": _read_vague,
    "this_moment": _read_nothing,
    "press": _read_press,
    "year_pair": _read_years,
    "entering": _read_vague,
}
