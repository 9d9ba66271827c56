"""The words around a number that say it is a change: 增长5.2%, 下降0.5个百分点, 2%的涨幅."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsnlp.quantities import Reading

__all__ = ["Cue", "find_cues"]


class Cue(NamedTuple):
    """The nearest change word: its direction (up, down, level, or "" for none) and its place.

    `gap` is the number of code points between it and the number; `place` is "before", "behind"
    or "list" (taken over from the list member before).
    """

    direction: str
    word: str
    gap: int
    place: str


_NONE = Cue("", "", 0, "")
_CLAUSE = re.compile(r"[，,。；;！？!?\r\n：:]")
# Between the members of a list nothing but these stands: 提高2.6%和3%.
_LIST = re.compile(r"[、和及与或到至]?(?:分别)?")


@cache
def _table() -> Mapping[str, str]:
    return {row["word"]: row["direction"] for row in read_table("changes.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(map(re.escape, _table()), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _behind() -> re.Pattern[str]:
    nouns = [w for w, d in _table().items() if d != "level" and len(w) > 1]
    words = sorted(map(re.escape, nouns), key=len, reverse=True)
    return re.compile(rf"的?(?:同比|环比|实际|名义)?({'|'.join(words)})")


def find_cues(readings: Sequence[Reading], folded: str) -> list[Cue]:
    """The change cue of each reading of a text, in order.

    Args:
        readings: the quantities of the text, in text order.
        folded: the folded text.
    """
    cues: list[Cue] = []
    for i, reading in enumerate(readings):
        floor = readings[i - 1].end if i else 0
        between = folded[floor : reading.start]
        if i and len(between) <= 4 and _LIST.fullmatch(between) and cues[-1].direction:
            cues.append(cues[-1]._replace(place="list"))
            continue
        cues.append(_before(reading, folded, floor) or _after(reading, folded) or _NONE)
    return cues


def _before(reading: Reading, folded: str, floor: int) -> Cue | None:
    first = max(floor, reading.start - 24)
    for match in _CLAUSE.finditer(folded, first, reading.start):
        first = match.end()
    last = None
    for match in _pattern().finditer(folded, first, reading.number):
        last = match
    if last is None:
        return None
    word = last.group()
    return Cue(_table()[word], word, reading.start - last.end(), "before")


def _after(reading: Reading, folded: str) -> Cue | None:
    match = _behind().match(folded, reading.end)
    if match is None:
        return None
    return Cue(_table()[match.group(1)], match.group(1), 0, "behind")
