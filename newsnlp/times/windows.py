"""Windows of time seen from the day of publication: 近三年, 十年来, 两个月前, 未来五年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsnlp.times import periods
from newsnlp.times.digits import number

if TYPE_CHECKING:
    from datetime import date

    from newsnlp.times.periods import Period

__all__ = ["read"]

_WINDOW: Final = re.compile(
    r"(?P<lead>最近|近|过去|未来|今后|接下来)?的?"
    r"(?P<amount>[0-9]+|[一二两三四五六七八九十百]+|半)个?(?P<unit>年|月|季度|周|星期|天|日|小时)"
    r"(?P<tail>以来|来|间|内|里|之内|以前|之前|前|以后|之后|后|期间|时间内|时间里)?"
)
_PAST: Final = frozenset({"最近", "近", "过去"})
_AHEAD: Final = frozenset({"未来", "今后", "接下来"})
_BEFORE: Final = frozenset({"前", "以前", "之前"})


def read(text: str, now: date | None) -> Period | None:
    """The period of a window; None for a vague one, or one that is not seen from `now`.

    >>> from datetime import date
    >>> read("近三年", date(2025, 12, 29)).iso, read("10年前", date(2025, 12, 29)).iso
    ('2022-12-29/2025-12-29', '2015')
    """
    match = _WINDOW.fullmatch(text)
    if match is None or now is None:
        return None
    step = _step(match["amount"], match["unit"])
    if step is None:
        return None
    lead, tail = match["lead"], match["tail"]
    if lead in _PAST or (lead is None and tail in {"来", "以来"}):
        start = periods.shifted(now, **{key: -value for key, value in step.items()})
        return None if start is None else periods.stretch(start, now)
    if lead in _AHEAD:
        end = periods.shifted(now, **step)
        return None if end is None else periods.stretch(now, end)
    if tail in _BEFORE:
        return _unit_before(now, step)
    return None


def _step(amount: str, unit: str) -> dict[str, int] | None:
    """How far that is, as arguments of `shifted`."""
    if amount == "半":
        return {"months": 6} if unit == "年" else None
    count = number(amount)
    if count is None:
        return None
    if unit == "小时":
        return None if count % 24 else {"days": count // 24}
    name, size = {
        "年": ("years", 1),
        "季度": ("months", 3),
        "月": ("months", 1),
        "周": ("days", 7),
        "星期": ("days", 7),
    }.get(unit, ("days", 1))
    return {name: count * size}


def _unit_before(now: date, step: dict[str, int]) -> Period | None:
    """三年前 is a year, 两个月前 a month, 三天前 a day."""
    found = periods.shifted(now, **{key: -value for key, value in step.items()})
    if found is None:
        return None
    if "years" in step:
        return periods.year(found.year)
    return periods.month(found.year, found.month) if "months" in step else periods.day(found)
