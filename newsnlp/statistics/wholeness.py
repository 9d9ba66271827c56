"""Completes an item that the network cut short of its own name.

Two rules, each for what labelled articles hold too rarely for a network to learn: a name with
quotation marks inside stays whole (暖“新”阵地), and what stands alone between a change word and
its number is the item as a whole (新增街角临停泊车位90个).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsnlp.quantities import Reading
    from newsnlp.statistics.changes import Cue
    from newsnlp.words import Segmentation

__all__ = ["Whole", "complete"]

# A longer quotation is speech or a slogan, not part of a name.
_QUOTED = re.compile(r"“[^“”\s，。；！？,;!?]{1,8}”\Z")
# A word of one character before the quotation that belongs to the name: adjectives and nouns.
_MODIFIERS = ("a", "b", "n", "j", "g")
# Words alone: no number, no mark, nothing that ends a noun phrase. On 110 labelled numbers whose
# text behind 新增, 减少 … is of this form, that text was the item (or nearly so) 105 times.
_OBJECT = re.compile(r"[^\W\d的了着过在为达占约近超比均各每]{1,8}")


class Whole(NamedTuple):
    """The stretch of a completed item, and the rule that completed it."""

    start: int
    end: int
    rule: str


def complete(
    start: int, end: int, reading: Reading, cue: Cue, folded: str, words: Segmentation
) -> Whole | None:
    """The whole name that an item is a part of, None where it is whole.

    Args:
        start: the item's offset in code points.
        end: its end, exclusive.
        reading: the quantity it is the item of.
        cue: the change cue of the quantity.
        folded: the folded text.
        words: its segmentation.
    """
    item = folded[start:end]
    if item.count("“") > item.count("”") and folded.startswith("”", end):
        return Whole(start, end + 1, "quoted name")
    quoted = _quoted(start, end, folded, words)
    overlaps = quoted < reading.end and reading.start < end  # “20分钟”健身圈 of 20分钟
    if quoted != start and not overlaps:
        return Whole(quoted, end, "quoted name")
    begin = reading.start - cue.gap
    if (
        cue.place == "before"
        and cue.direction in ("up", "down")
        and len(cue.word) > 1
        and end == reading.start
        and begin < start
        and _OBJECT.fullmatch(folded, begin, end)
    ):
        return Whole(begin, end, "object of a change word")
    return None


def _quoted(start: int, end: int, folded: str, words: Segmentation) -> int:
    """Where a name begins whose quotation the item cuts, or stands right behind."""
    item = folded[start:end]
    closing = start - 1 if folded[start - 1 : start] == "”" else -1
    if item.count("”") > item.count("“"):
        closing = start + item.index("”")
    match = _QUOTED.search(folded, max(0, closing - 9), closing + 1) if closing >= 0 else None
    if match is None:
        return start
    begin = match.start()
    if begin > 0:
        before = words.index_at(begin - 1)
        one = words.ends[before] - words.starts[before] == 1
        if one and words.tags[before][:1] in _MODIFIERS:
            begin = words.starts[before]
    return begin
