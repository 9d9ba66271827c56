"""Exceptions and the one warning category of newsnlp.

    Exception
    └── NewsnlpError                what newsnlp raises on purpose
        ├── NotAnArticle            (ValueError) a page that holds no article
        ├── UndecodableText         (ValueError) bytes that are in no encoding that was tried
        ├── UnreadableDate          (ValueError) a publication date that is none
        ├── UnreadableNumber        (ValueError) a string that is no number
        ├── DataFileError           (ValueError) a bad row in a table or lexicon
        └── IncompatibleUnits       (ValueError) units that measure different things
    Warning
    └── NewsnlpWarning              (UserWarning) something was left out or replaced

A `TypeError` (not a `NewsnlpError`) says that the argument is not of a kind newsnlp takes.
Every message tells what came, what was expected and what to do, in one line.
"""

from __future__ import annotations

__all__ = [
    "DataFileError",
    "IncompatibleUnits",
    "NewsnlpError",
    "NewsnlpWarning",
    "NotAnArticle",
    "UndecodableText",
    "UnreadableDate",
    "UnreadableNumber",
]


class NewsnlpError(Exception):
    """Base of every exception that newsnlp raises on purpose."""


class NotAnArticle(NewsnlpError, ValueError):
    """The page holds no article: a list, a home page, an error page."""


class UndecodableText(NewsnlpError, ValueError):
    """The bytes are text in none of the encodings that were tried."""


class UnreadableDate(NewsnlpError, ValueError):
    """The publication date is not a date in any of the usual forms."""


class UnreadableNumber(NewsnlpError, ValueError):
    """The string is not a number."""


class DataFileError(NewsnlpError, ValueError):
    """A table or lexicon holds a row that cannot be used; the message names file and line."""


class IncompatibleUnits(NewsnlpError, ValueError):
    """The units measure different things, or one of them has no fixed size."""


class NewsnlpWarning(UserWarning):
    """Something was left out or replaced, and the result is still good."""


def shown(value: object, limit: int = 40) -> str:
    """`repr(value)` cut to `limit` characters, for messages.

    >>> shown("一" * 100, limit=10)
    "'一一一一一一一一一…"
    """
    text = repr(value)
    return text if len(text) <= limit else text[:limit] + "…"
