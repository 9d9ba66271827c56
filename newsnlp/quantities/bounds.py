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

# 约有1000名, 约为2.5个月: a verb between the bound word and the number leaves the word outside.
_VERBS = r"(?:有|为|达到|达|在|是|占到|占|只有|需要|需|共有|共|能|可达|可|用时|历时|仅)"
# What may stand between 至少, 不超过 and their number: a few words, no number and no stop.
_NEAR = r"[^\d，。；：！？、,;:!?\s]{0,6}"
# How far before a number its bound word may begin: the longest phrase and what may follow it.
_REACH = 14
# 城内, 年内部, 10年内燃机: 内 that begins another word.
_NEI = re.compile(r"内(?![地部容外科存需饰陆阁线燃涝循销])")
# 条约, 赶超: characters before 近, 约 … that make them the end of another word.
_WORD_END = {
    "近": frozenset("附最临靠将接逼邻走亲相远就新拉贴"),
    "超": frozenset("高中西英赶反"),
    "约": frozenset("条契合签预公节违履制纽大邀简特集"),
    "破": frozenset("突打攻冲爆侦识撕看告戳击点"),
    "不下": frozenset("落放容装坐搁留住"),
    "过": frozenset("通经透渡路错见难走度越飞跨"),
}
# 近几年, 近三日: the last few, where no verb says that they were spent (历时近三年).
_TIME_SPAN = frozenset(("年", "天", "日", "周", "个月", "星期", "个星期"))
_SPENT = re.compile(r"(?:历时|耗时|用时|经过|持续|长达|[了达为续时])\Z")
# 8天（含当日）以上, 1万亿元(人民币)左右, 一年期以上: what may stand before the bound word.
_REMARK = re.compile(r"期|人民币|[（(][^（）()\n]{1,12}[）)]")
# 约占全区商户的36%, 接近去年总数的1/5, 大约是旧机器的6倍: the bound word stands before the base.
_SHARE = re.compile(
    r"(?:(?P<about>大?约(?:占|为|是|相当于))|(?P<nearly>接近))[^，。；、：！？,;:!?\n]{1,20}的\Z"
    r"|(?P<under>不到)[^，。；、：！？,;:!?\n\d]{1,20}的\Z"
)
_SHARE_REACH = 26
_XU_BEFORE_WORD = frozenset("多可诺久")
_VAGUE_AFTER = frozenset(("上下", "之上", "之下", "许"))


@cache
def _phrases(side: str) -> Mapping[str, Bound]:
    """The phrases on one side of a number and what they mean."""
    rows = read_table("bounds.tsv")
    return {row["phrase"]: cast("Bound", row["bound"]) for row in rows if row["side"] == side}


@cache
def _reaching(*reaches: str) -> frozenset[str]:
    """The phrases that reach so far."""
    return frozenset(row["phrase"] for row in read_table("bounds.tsv") if row["reach"] in reaches)


def _any(phrases: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=lambda phrase: (-len(phrase), phrase)))


@cache
def _before_pattern() -> re.Pattern[str]:
    """A bound word, perhaps a verb, that ends where the number begins."""
    touch = frozenset(_phrases("before")) - _reaching("apart")
    near = _reaching("near", "apart")
    return re.compile(
        f"(?P<touch>{_any(touch)})(?P<verb>{_VERBS}?)\\Z|(?P<near>{_any(near)}){_NEAR}\\Z"
    )


@cache
def _after_pattern() -> re.Pattern[str]:
    return re.compile(_any(frozenset(_phrases("after"))))


# 最低零下2度, 最高38℃: what was measured, not a limit (最高补贴50万元).
_EXTREMES = frozenset(("最高", "最低"))
_DEGREES = frozenset(("度", "℃", "摄氏度", "华氏度", "℉", "°C"))


def bind(reading: Reading, folded: str, *, at: int, floor: int) -> Reading:
    """The reading with its bound; its span grows over the bound words that touch it.

    Args:
        reading: a quantity without its bound.
        folded: the folded text.
        at: where the bound words before it end: its start, or that of a 每X before it.
        floor: where the quantity before it ends: no bound word is looked for before that.
    """
    if reading.kind == "rank":
        return reading  # 逼近第二大城市: a rank is a place, not an amount
    return _after(_before(reading, folded, at, floor), folded)


def _before(reading: Reading, folded: str, at: int, floor: int) -> Reading:
    match = _before_pattern().search(folded, max(floor, at - _REACH), at)
    if match is None:
        return _before_base(reading, folded)
    word = match["touch"] or match["near"]
    bound = _phrases("before")[word]
    if bound == "exact" or not _is_bound_word(reading, folded, match.start(), word):
        return reading
    if match["near"] is not None or match["verb"] or at != reading.start:
        return replace(reading, bound=bound)
    return replace(reading, start=match.start(), bound=bound)


def _is_bound_word(reading: Reading, folded: str, start: int, word: str) -> bool:
    """Whether a bound word is one where it stands, and no part of another word."""
    if start and folded[start - 1] in _WORD_END.get(word, ()):
        return False
    if word in _EXTREMES and reading.unit in _DEGREES:
        return False
    if len(word) > 1 or not start:
        return True
    if word == "近" and reading.unit in _TIME_SPAN:
        spent = _SPENT.search(folded, max(0, start - 2), start) is not None
        return spent or reading.form != "vague"
    if word == "过":
        return folded[reading.number] in "百千万亿半" or reading.unit == "%"
    if word == "破":
        big = reading.value is not None and not -100 < reading.value < 100
        return big or reading.unit == "%" or reading.form == "vague"
    return True


def _before_base(reading: Reading, folded: str) -> Reading:
    if reading.kind not in ("percent", "multiple"):
        return reading
    match = _SHARE.search(folded, max(0, reading.start - _SHARE_REACH), reading.start)
    return replace(reading, bound=cast("Bound", match.lastgroup)) if match else reading


def _after(reading: Reading, folded: str) -> Reading:
    match = _after_pattern().match(folded, reading.end)
    if match is not None:
        bound = _bound_behind(reading, folded, match)
        return reading if bound is None else replace(reading, end=match.end(), bound=bound)
    remark = _REMARK.match(folded, reading.end) if reading.unit else None
    match = _after_pattern().match(folded, remark.end()) if remark else None
    if match is None or match.group() == "内":
        return reading
    bound = _bound_behind(reading, folded, match)
    return reading if bound is None else replace(reading, bound=bound)


def _bound_behind(reading: Reading, folded: str, match: re.Match[str]) -> Bound | None:
    word = match.group()
    if word == "内" and (
        reading.kind not in ("duration", "measure") or not _NEI.match(folded, match.start())
    ):
        return None
    if word in _VAGUE_AFTER and reading.kind == "count" and not reading.unit:
        return None
    if word == "许" and folded[match.end() : match.end() + 1] in _XU_BEFORE_WORD:
        return None
    return _phrases("after")[word]
