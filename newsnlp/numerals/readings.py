"""What was read: a numeral, and an amount while it is being read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

    from newsnlp.model import Bound, Number

Form = Literal["arabic", "chinese", "mixed", "fraction", "half", "vague", "approximate"]

# No number in the news has more digits; int() itself refuses more than 4300.
DIGIT_LIMIT = 400


class Reading(NamedTuple):
    """A numeral that was read; `end` is the offset behind it. See `Numeral` for the others."""

    end: int
    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound
    scale: int
    chain: int
    form: Form


@dataclass(slots=True)
class Amount:
    """An amount while it is read: `low` to `high`, both times 10 ** -`places`.

    `scale` is the last scale word at its end and `chain` all of them together (五百万: 10000 and
    1000000), both 1 when it does not end in one. `ceiling` is what a further part must stay
    below, 0 while none may follow; a `closed` amount never takes a further part.
    """

    end: int
    low: int
    high: int
    form: Form
    scale: int = 1
    chain: int = 1
    places: int = 0
    bound: Bound = "exact"
    ceiling: int = 0
    closed: bool = False
    spaced: bool = False

    def multiply(self, end: int, factor: int) -> None:
        """Take in scale words that are worth `factor` and reach to `end`."""
        self.end = end
        self.low *= factor
        self.high *= factor
        self.scale = factor
        self.chain *= factor
        self.ceiling = 0 if self.closed else factor
        if self.form == "arabic":
            self.form = "mixed"


def exact(value: Fraction) -> Number:
    """The simplest exact number: whole, else with a point, else the fraction itself.

    >>> from fractions import Fraction
    >>> exact(Fraction(6, 2)), exact(Fraction(1, 4)), exact(Fraction(1, 3))
    (3, Decimal('0.25'), Fraction(1, 3))
    """
    rest, places = value.denominator, 0
    if rest == 1:
        return value.numerator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return value
    places = max(twos, fives)
    # From a string: arithmetic on Decimal would round to the context's precision.
    return Decimal(f"{value.numerator * 10**places // value.denominator}E-{places}")
