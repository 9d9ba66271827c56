"""How exact a number is: the words around it that bound it (table `data/bounds.tsv`)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, cast

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsnlp.model import Bound
    from newsnlp.quantities.readings import Reading

__all__ = ["bind"]

# 约有1000名, 近为…: a verb between the bound word and the number leaves the word outside the text.
_VERBS = r"(?:有|为|达到|达|在|是|占|占到|只有|需|需要|共|共有|能|可|可达|用时|历时|仅)"
# What may stand between 至少, 最多 and their number: a few words, no number and no stop.
_NEAR = r"[^\d，。；：！？、,;:!?\s]{0,6}?"
# 城内, 年内部: 内 that begins another word.
_NEI = re.compile(r"内(?![地部容外科存需饰陆阁线])")
# 超 and 近 at the end of another word: 高超, 附近, 最近.
_WORD_END = {
    "近": frozenset("附最临靠将接逼邻走亲相远就新"),
    "超": frozenset("高中西英赶反"),
    "约": frozenset("条契合签预公节违履制纽大邀简特集"),
    "逾": frozenset(),
}


@cache
def _phrases() -> tuple[Mapping[str, Bound], Mapping[str, Bound], Mapping[str, Bound]]:
    touching: dict[str, Bound] = {}
    near: dict[str, Bound] = {}
    after: dict[str, Bound] = {}
    for row in read_table("bounds.tsv"):
        bound = cast("Bound", row["bound"])
        if row["side"] == "after":
            after[row["phrase"]] = bound
        else:
            touching[row["phrase"]] = bound
            if row["reach"] == "near":
                near[row["phrase"]] = bound
    return touching, near, after


def _any(phrases: Mapping[str, Bound]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


@cache
def _before_pattern() -> re.Pattern[str]:
    """A bound word (and perhaps a verb) that ends where the number begins."""
    touching, near, _ = _phrases()
    return re.compile(
        f"(?P<touch>{_any(touching)})(?P<verb>{_VERBS}?)$|(?P<near>{_any(near)}){_NEAR}$"
    )


@cache
def _after_pattern() -> re.Pattern[str]:
    return re.compile(_any(_phrases()[2]))


# 约占…医院的40%, 接近去年总量的1/4, 大约是种玉米的10倍: the bound word stands before the base.
_SHARE = re.compile(
    r"(?:(?P<about>大?约(?:占|为|是|相当于))|(?P<nearly>接近))"
    r"[^，。；、：！？,;:!?\n]{1,20}的$"
)


def bind(reading: Reading, folded: str, floor: int) -> Reading:
    """The reading with its bound; its span grows over the bound words that touch it.

    Args:
        reading: a quantity without its bound.
        folded: the folded text.
        floor: where the quantity before it ends: no bound word is looked for before that.
    """
    return _after(_before(reading, folded, floor), folded)


def _before(reading: Reading, folded: str, floor: int) -> Reading:
    first = max(floor, reading.start - 12)
    match = _before_pattern().search(folded, first, reading.start)
    if match is None:
        return _before_base(reading, folded)
    word = match["touch"] or match["near"]
    before = folded[match.start() - 1 : match.start()]
    if before in _WORD_END.get(word, ()) and before:
        return reading
    if word == "过" and folded[reading.number] not in "百千万亿半" and reading.unit != "%":
        return reading
    touching, near, _ = _phrases()
    bound = touching.get(word) or near[word]
    if bound == "exact":
        return reading
    if match["near"] is not None or match["verb"]:
        return replace(reading, bound=bound)
    return replace(reading, start=match.start(), bound=bound)


def _before_base(reading: Reading, folded: str) -> Reading:
    if reading.kind not in ("percent", "multiple"):
        return reading
    match = _SHARE.search(folded, max(0, reading.start - 26), reading.start)
    return replace(reading, bound=cast("Bound", match.lastgroup)) if match else reading


def _after(reading: Reading, folded: str) -> Reading:
    match = _after_pattern().match(folded, reading.end)
    if match is None:
        return reading
    word = match.group()
    if word == "内" and (
        reading.kind not in ("duration", "measure") or not _NEI.match(folded, reading.end)
    ):
        return reading
    bound = _phrases()[2][word]
    if word in ("上下", "之上", "之下", "许") and reading.kind == "count" and not reading.unit:
        return reading
    if word == "许" and folded[match.end() : match.end() + 1] in ("多", "可", "诺", "久"):
        return reading
    return replace(reading, end=match.end(), bound=bound)
