"""The words around a number that say it is a change: 增长5.2%, 下降0.5个百分点, 2%的涨幅."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsnlp.quantities import Reading

__all__ = ["PLACES", "Cue", "find_cues"]

# Where a cue stands: nowhere, before its number, behind it, at the list member before it, at the
# total that its number is a part of.
PLACES = ("", "before", "behind", "list", "part")


class Cue(NamedTuple):
    """The nearest change word: its direction (up, down, level, or "" for none) and its place.

    `gap` is the number of code points between it and the number; `place` is one of PLACES.
    """

    direction: str
    word: str
    gap: int
    place: str


_NONE = Cue("", "", 0, "")
_CLAUSE = re.compile(r"[，,。；;！？!?\r\n：:（）()]")
# Between the members of a list nothing but these stands: 提高2.6%和3%.
_LIST = re.compile(r"[、和及与或]?(?:分别)?")
# 新增51宗，其中意大利4例: what opens the parts of a total, and where the total is over.
_PARTS = re.compile(r"其中|包括|分别|[（(]")
_OVER = re.compile(r"[。；;！？!?\r\n]|现有|累计|现存|尚有|尚在")
# 比上年多2.4万吨, 较常年偏少7毫米: an adjective behind a comparison.
_COMPARED = re.compile(
    r"[比较][^，。；、\d]{1,16}?(?:(?P<up>多|高|快|长|大)|(?P<down>少|低|慢|短|小))[了出]?\Z"
)
# 下降20个基点至2.2%: what a change ends at.
_REACHED = re.compile(r"[，,]?(?:[至到为]|达到?)")
_REACH = 24


@cache
def _table() -> Mapping[str, tuple[str, bool]]:
    """Change word → its direction, and whether it is a noun for a rate."""
    return {r["word"]: (r["direction"], r["rate"] == "yes") for r in read_table("changes.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(map(re.escape, _table()), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _behind() -> re.Pattern[str]:
    words = [w for w, (direction, _) in _table().items() if direction != "level" and len(w) > 1]
    either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    # 从12家增长至35家: the number before 增长至 is where the change began.
    return re.compile(rf"的?(?:同比|环比|实际|名义)?({either})(?![至到为])")


def find_cues(readings: Sequence[Reading], folded: str) -> list[Cue]:
    """The change cue of each reading of a text, in order.

    Args:
        readings: the quantities of the text, in text order.
        folded: the folded text.
    """
    cues: list[Cue] = []
    total, unit, opened = _NONE, "", False
    for i, reading in enumerate(readings):
        floor = readings[i - 1].end if i else 0
        if total.direction and _OVER.search(folded, floor, reading.start):
            total = _NONE
        if total.direction and not opened:
            opened = _PARTS.search(folded, floor, reading.start) is not None
        cue = _list(cues, folded[floor : reading.start]) if i else None
        cue = cue or _before(reading, folded, floor) or _after(reading, folded)
        if cue is None and total.direction and opened and reading.unit == unit:
            cue = total._replace(place="part", gap=0)
        elif cue is not None and cue.direction in ("up", "down") and cue.place == "before":
            total, unit, opened = cue, reading.unit, False
        elif cue is not None:
            total = _NONE
        cues.append(cue or _NONE)
    return cues


def _list(cues: Sequence[Cue], between: str) -> Cue | None:
    """The cue of the member before, if this number goes on with its list."""
    if len(between) > 4:
        return None
    if _REACHED.fullmatch(between) and cues[-1].direction in ("up", "down"):
        return Cue("level", between, 0, "before")
    if _LIST.fullmatch(between) and cues[-1].direction:
        return cues[-1]._replace(place="list")
    return None


def _before(reading: Reading, folded: str, floor: int) -> Cue | None:
    first = max(floor, reading.start - _REACH)
    for match in _CLAUSE.finditer(folded, first, reading.start):
        first = match.end()
    rate = last = None
    for match in _pattern().finditer(folded, first, reading.number):
        word = match.group()
        if len(word) == 1 and reading.start - match.end() > 1:
            continue
        last = match
        if _table()[word][1]:
            rate = match
    if last is not None and _table()[last.group()][0] == "level" and rate is not None:
        last = rate
    if last is not None:
        word = last.group()
        return Cue(_table()[word][0], word, max(0, reading.start - last.end()), "before")
    compared = _COMPARED.search(folded, first, reading.start)
    if compared is None:
        return None
    return Cue(compared.lastgroup or "", compared.group()[-1], 0, "before")


def _after(reading: Reading, folded: str) -> Cue | None:
    match = _behind().match(folded, reading.end)
    if match is None:
        return None
    word = match.group(1)
    return Cue(_table()[word][0], word, 0, "behind")
