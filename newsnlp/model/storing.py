"""Records as plain values and back: the stored form behind `Document.to_dict`."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from newsnlp.model.findings import Number

_SURROGATE = re.compile("[\ud800-\udfff]")


def stored_fields(record: type[Any], left_out: Collection[str] = ()) -> tuple[str, ...]:
    """The names of a record's fields, in order, without those that are not stored."""
    return tuple(f.name for f in fields(record) if f.name not in left_out)


def plain(value: Any) -> Any:
    """A JSON value that says the same: whole numbers as int, others as float.

    A number beyond the largest float is cut to its whole part; a lone surrogate, which UTF-8
    cannot hold, becomes U+FFFD.

    >>> plain((Decimal("0.22"), Fraction(100, 3), Decimal("13000.0")))
    [0.22, 33.333333333333336, 13000]
    >>> plain(Fraction(10**400, 3)) == 10**400 // 3
    True
    """
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, Decimal | Fraction):
        whole = int(value)
        # JSON has no infinity, and a float of this size holds nothing behind the point anyway.
        return whole if value == whole or abs(whole) > sys.float_info.max else float(value)
    if isinstance(value, dict):
        return {key: plain(x) for key, x in value.items()}
    if isinstance(value, tuple | list):
        return [plain(x) for x in value]
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in stored_fields(type(value))}
    return value


def exact_number(value: float | None) -> Number | None:
    """The exact number behind a stored one.

    A float that shows sixteen digits or more stands for a share; shares are read as fractions with
    a small denominator, and the nearest such fraction that gives the same float is taken.

    >>> exact_number(0.22), exact_number(33.333333333333336), exact_number(None)
    (Decimal('0.22'), Fraction(100, 3), None)
    """
    if value is None or isinstance(value, int):
        return value
    written = Decimal(repr(value))
    if len(written.as_tuple().digits) < 16:
        return written
    near = Fraction(value).limit_denominator(10_000)
    return near if float(near) == value else written
