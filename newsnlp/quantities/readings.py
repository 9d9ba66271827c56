"""The `Reading`: a quantity while it is being read, and the arithmetic that keeps it exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from newsnlp.numerals import exact

if TYPE_CHECKING:
    from newsnlp.model import Bound, Kind, Number
    from newsnlp.numerals import Numeral

__all__ = ["Reading", "make", "times"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity while it is being read; offsets are code points, half-open.

    Args:
        start: where the run with its touching bound words begins.
        end: where that run ends.
        number: where the numeral begins.
        tail: where numeral and unit end.
        value: the amount, None for a range or a vague number.
        low: the lowest amount it may be, when `value` is None.
        high: the highest.
        unit: the unit as it is reported, "" without one.
        kind: what kind of quantity it is.
        bound: how exact it is.
        form: how the numeral is written.
        scale: the last written multiplier (1700多万 → 10**4), which a list may share.
        rule: what read it.
        weak: it needs its context to be a quantity (a bare small number, 一名).
        factor: what the unit multiplies in (成 → 10 %).
        chain: all the multipliers at its end together (五百万 → 10**6).
    """

    start: int
    end: int
    number: int
    tail: int
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str
    kind: Kind
    bound: Bound
    form: str
    scale: int
    rule: str
    weak: bool = False
    factor: int | Fraction = 1
    chain: int = 1


def make(
    numeral: Numeral,
    *,
    tail: int,
    unit: str,
    kind: Kind,
    rule: str,
    factor: int | Fraction = 1,
    start: int | None = None,
    bound: Bound | None = None,
    weak: bool = False,
) -> Reading:
    """The reading of one numeral; without `start` it begins where the numeral does.

    Args:
        numeral: the numeral, whose amounts are multiplied by `factor`.
        tail: where numeral and unit end.
        unit: the unit as it is reported.
        kind: what kind of quantity it is.
        rule: what read it.
        factor: what the unit multiplies in.
        start: where the run begins, if before the numeral (第, ¥).
        bound: wins over the numeral's own bound.
        weak: it needs its context to be a quantity.
    """
    return Reading(
        start=numeral.start if start is None else start,
        end=tail,
        number=numeral.start,
        tail=tail,
        value=times(numeral.value, factor),
        low=times(numeral.low, factor),
        high=times(numeral.high, factor),
        unit=unit,
        kind=kind,
        bound=bound or numeral.bound,
        form=numeral.form,
        scale=numeral.scale,
        rule=rule,
        weak=weak,
        factor=factor,
        chain=numeral.chain,
    )


def times(number: Number | None, factor: int | Fraction) -> Number | None:
    """`number * factor`, exact and as plain as can be; None stays None.

    >>> times(3, 10), times(None, 10), times(Fraction(1, 3), 6)
    (30, None, 2)
    """
    if number is None or factor == 1:
        return number
    if isinstance(number, int) and isinstance(factor, int):
        return number * factor
    return exact(Fraction(number) * factor)
