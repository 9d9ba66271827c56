"""Text made fit for the outside: a terminal, a line of JSON."""

from __future__ import annotations

import re

__all__ = ["encodable", "printable"]

REPLACEMENT = "\ufffd"
SURROGATES = re.compile("[\ud800-\udfff]")
# Controls but tab and newline: a terminal would obey an escape sequence that a page contains.
# Also the marks that reorder a line, with which a text could be made to look like another.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def encodable(text: str) -> str:
    r"""The text with each lone surrogate, which no encoding can write, as U+FFFD.

    >>> encodable("近\ud800百人")
    '近�百人'
    """
    return SURROGATES.sub(REPLACEMENT, text)


def printable(text: str) -> str:
    r"""The text on one line, blanks drawn together, without what a terminal would obey.

    >>> printable("近百人\n\n\x1b[31m到场")
    '近百人 �[31m到场'
    """
    return CONTROLS.sub(REPLACEMENT, encodable(" ".join(text.split())))
