"""Quantities that are written without a numeral: 位居首位, 翻番."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsnlp.quantities.readings import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsnlp.model import Kind

__all__ = ["find_worded"]

# What each word says: its value, unit, kind and rule. 首位数 and 翻倍数 would be other words.
_WORDS: dict[str, tuple[int, str, Kind, str]] = {
    "首位": (1, "位", "rank", "rank"),
    "榜首": (1, "", "rank", "rank"),
    "翻番": (2, "倍", "multiple", "doubling"),
    "翻了番": (2, "倍", "multiple", "doubling"),
    "翻倍": (2, "倍", "multiple", "doubling"),
    "减半": (50, "%", "percent", "half"),
}
_PATTERN = re.compile(f"(?:{'|'.join(_WORDS)})(?!数)")
# 位居全国首位, 登上榜首; 首位 before a noun (首位获奖者) is a word of praise.
_RANKED = re.compile(r"(?:居|列|排|占|据|登上?|登顶|跃升|升至|保持|蝉联)[^，。；：！？\n]{0,14}\Z")
_REACH = 16


def find_worded(folded: str) -> Iterator[Reading]:
    """The readings of words that are quantities, in text order.

    Args:
        folded: the folded text.
    """
    for match in _PATTERN.finditer(folded):
        start, end = match.span()
        value, unit, kind, rule = _WORDS[match[0]]
        if kind == "rank" and _RANKED.search(folded, max(0, start - _REACH), start) is None:
            continue
        yield Reading(
            start, end, start, end, value, None, None, unit, kind, "exact", "chinese", 1, rule
        )
