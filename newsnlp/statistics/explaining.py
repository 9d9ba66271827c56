"""Says in words what was taken for a statistic, by which rule, and what else was a candidate."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from newsnlp.errors import shown
from newsnlp.model import Statistic

if TYPE_CHECKING:
    from newsnlp.model import Number

__all__ = ["explain"]

_RULES = {
    "numeral+unit": "a numeral and the unit behind it",
    "numeral": "a numeral without a unit",
    "rank": "第 and a numeral, behind words that rank",
    "fraction": "a fraction, given in percent",
    "fraction+unit": "a fraction of a unit",
    "half": "半, given in percent",
    "half+unit": "半 and a unit",
    "range": "two numerals with one unit",
    "list": "a member of a list; its unit stands behind a later member",
    "compound": "a compound amount, given in its smallest unit",
    "doubling": "翻 … 番, given in times",
    "currency+numeral": "a currency sign and a numeral",
    "header": "a numeral; its unit stands in a header before it",
}
_BOUNDS = {
    "exact": "exactly",
    "about": "about",
    "nearly": "a little under",
    "over": "more than",
    "under": "less than",
}


def explain(statistic: Statistic) -> str:
    """What was taken for a statistic, by which rule, and which other candidates lost.

    Args:
        statistic: one of `Document.statistics`. One that was restored from its stored form has
            no candidates to tell of.

    Raises:
        TypeError: it is none.

    Returns:
        A few lines of English, the words of the article as they stand.

    >>> import newsnlp
    >>> (found,) = newsnlp.extract_statistics("打造健身场景近900处")
    >>> print(explain(found).splitlines()[0])
    “近900处” [6:11]: a little under 900 处 (count); read as a numeral and the unit behind it
    """
    s = statistic
    if not isinstance(s, Statistic):
        raise TypeError(f"explain takes a Statistic of Document.statistics, got {shown(s)}")
    how = _RULES.get(s.rule, f"“{s.rule}”")
    lines = [
        f"“{s.text}” [{s.start}:{s.end}]: {_amount(s)} ({s.kind}); read as {how}",
        _item(s),
    ]
    if s.change is not None:
        against = {"yoy": ", year on year", "mom": ", month on month"}.get(s.basis or "", "")
        lines.append(f"change: {s.change}{against}; the number is the amount of the change")
    elif s.basis is not None:
        lines.append(f"compared: {'year on year' if s.basis == 'yoy' else 'month on month'}")
    if s.time is None:
        lines.append("time: no words near it say when it holds")
    else:
        period = f" → {s.period}" if s.period else ", which cannot be resolved"
        lines.append(f"time: “{s.time}” [{s.time_start}:{s.time_end}]{period}")
    if s.speaker is not None:
        lines.append(f"said by {s.speaker}")
    return "\n".join(lines)


def _amount(s: Statistic) -> str:
    bound = _BOUNDS[s.bound]
    if s.value is not None:
        return f"{bound} {_plain(s.value)} {s.unit}".rstrip()
    if s.low is not None and s.high is not None:
        return f"{bound} between {_plain(s.low)} and {_plain(s.high)} {s.unit}".rstrip()
    return f"an amount that is not known, {s.unit}".rstrip(", ")


def _plain(number: Number) -> str:
    return (
        f"{number.numerator}/{number.denominator}" if isinstance(number, Fraction) else str(number)
    )


def _item(s: Statistic) -> str:
    others = [c for c in s.candidates if (c.start, c.end) != (s.item_start, s.item_end)]
    lost = "; also weighed: " + ", ".join(
        f"“{c.text}” ({c.score - s.candidates[0].score:+.1f})" for c in others
    )
    if s.item is None:
        return "item: the text names nothing that it counts" + (lost if others else "")
    return f"item: “{s.item}” [{s.item_start}:{s.item_end}]" + (lost if others else "")
