"""By-lines and datelines: who reports, for whom, from where.

A dateline opens a report (新华社北京3月4日电（记者王丽）), a by-line closes it ((文字:文浩)) or stands
alone (采写：本报记者 王丽). Both stay in the article's text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsnlp.lexicons.tables import read_table

__all__ = ["Dateline", "is_byline", "read_byline", "read_dateline", "split_names"]

HAN = r"\u4e00-\u9fff\u3400-\u4dbf〇"
ROLE = (
    r"(?:特约|见习|实习|首席|资深|驻站|职工|全媒体|融媒体?|文字|跟班|本报|本网|本台|本刊)*"
    r"(?:评论员|通讯员|报道员|特派员|实习生|记者|撰稿|撰文|采写|执笔|文字|作者|采访|编译"
    r"|(?<![\u4e00-\u9fff])文(?=\s*[:：/|｜丨]|\s))"
)
# After these the outlet may stand before the next role: 采写：某报记者 王丽.
BY = re.compile(r"(?:采写|执笔|撰文|撰稿|文字|作者|文)\s*[:：/|｜丨]?\s*")
# Words that stand beside names in a by-line and are none.
WORK = frozenset(
    "整合 整理 综合 编译 报道 文 图 文图 图文 摄 摄影 摄影报道 综合报道 文并图 讯 电 发自 发".split()
)
PHOTO = re.compile(
    r"(?:摄影记者|摄影|图片|视频|摄像|制图|图|编辑|校对|剪辑|审核)\s*[:：/|｜丨]?\s*"
)
NAME = re.compile(
    rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:[·•][{HAN}]{{1,10}}){{1,3}}|[A-Za-z][A-Za-z .]{{2,24}}"
)
BETWEEN = re.compile(r"[\s、，,；;&＆/]+")
PADDED = re.compile(rf"(?<![{HAN}])([{HAN}])[ \u3000]{{1,2}}([{HAN}])(?![{HAN}])")

ROLES = re.compile(rf"{ROLE}\s*[:：/|｜丨]?\s*")
OPENING = re.compile(rf"[（(【]\s*(?P<inside>[^（()）】\n]{{2,80}})[）)】]")
CLOSING = re.compile(r"[（(](?P<inside>[^（()）\n]{2,80})[）)]\s*$")
ALONE = re.compile(
    rf"(?:[{HAN}A-Za-z]{{0,10}}?)(?P<label>{ROLE})(?P<colon>\s*[:：/|｜丨]\s*|\s+)(?P<names>.{{2,40}})$"
)
SENTENCE_END = frozenset("。！？”")
LONGEST_BYLINE = 60
DATELINE_ZONE = 120

MEDIA = r"(?:社|报社|日报|晚报|早报|时报|商报|晨报|都市报|周刊|周报|报|之家|电视台|广播电台|电台|卫视|台|客户端|新闻|在线|网)"
DATELINE = re.compile(
    rf"""
    [\s【（(]{{0,2}}据?
    (?P<source>本[报网台站社刊]|[{HAN}A-Za-z0-9·-]{{1,12}}?{MEDIA}(?:[-—][{HAN}]{{2,8}}客户端)?)
    (?:[、，\s]{{0,2}}(?P<place>(?![社网报台])[{HAN}·]{{2,8}}?))?
    (?:\s?(?P<date>\d{{1,2}}月\d{{1,2}}日))?
    \s?(?P<verb>专?电|讯|消息|报道)
    """,
    flags=re.VERBOSE,
)
OWN = frozenset("本报 本网 本台 本社 本刊 本站".split())
NO_PLACE = frozenset("新闻 客户端 快讯 独家 记者 最新 综合 微信 公司".split())


class Dateline(NamedTuple):
    """What opens a report: its source, where from, and who reports."""

    source: str | None
    place: str | None
    authors: tuple[str, ...]


def split_names(text: str) -> list[str]:
    """The names in a list of names, in order; nothing if something else stands there.

    >>> split_names("王丽、文　浩 整理"), split_names("记者从市交通局获悉")
    (['王丽', '文浩'], [])
    """
    text = PADDED.sub(r"\1\2", text.strip())
    whole = re.fullmatch(r"[A-Za-z][A-Za-z .]{2,24}", text)
    tokens = [text] if whole else [token for token in BETWEEN.split(text) if token not in WORK]
    names = [token for token in tokens if token]
    return names if all(NAME.fullmatch(name) for name in names) else []


def credited(text: str) -> list[str]:
    """The names behind each role word of a by-line's text; photographers and editors left out.

    >>> credited("记者王丽 通讯员 文浩 摄影 李冰")
    ['王丽', '文浩']
    """
    names: list[str] = []
    marks = list(ROLES.finditer(text))
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(text)
        part = text[mark.end() : end]
        if (
            end < len(text)
            and BY.fullmatch(mark[0])
            and not part.endswith(tuple(" \u3000、，,;；/"))
        ):
            continue
        other = PHOTO.search(part)
        names += split_names(part[: other.start()] if other else part)
    return names


def is_byline(text: str) -> bool:
    """Whether a line is nothing but a by-line: 采写：本报记者 王丽, 某某新闻记者 王丽 文浩."""
    return len(text) <= LONGEST_BYLINE and bool(read_byline(text))


def read_byline(text: str) -> list[str]:
    """The names of a line that is nothing but a by-line, else none.

    >>> read_byline("采写：南方某报见习记者 林秋子")
    ['林秋子']
    >>> read_byline("记者 走进车间，看到工人正在忙碌")
    []
    """
    inside = text.strip().strip("（()）【】[]").strip()
    found = ALONE.match(inside)
    if found is None or len(inside) > LONGEST_BYLINE:
        return []
    return credited(inside)


@cache
def surnames() -> frozenset[str]:
    """The common family names, of one and of two characters."""
    return frozenset(row["surname"] for row in read_table("page_surnames.tsv"))


def is_person(name: str) -> bool:
    """Whether a name of two to four characters begins with a family name."""
    return 2 <= len(name) <= 4 and (name[0] in surnames() or name[:2] in surnames())


def read_closing_byline(text: str) -> list[str]:
    """The names in the brackets that close a paragraph: (文字:文浩 报道员:王丽), （王丽）.

    >>> read_closing_byline("……书写崭新篇章。(文字:文浩 报道员:王丽)")
    ['文浩', '王丽']
    """
    found = CLOSING.search(text, max(0, len(text) - 100))
    if found is None:
        return []
    names = credited(found["inside"])
    if names or text[: found.start()].rstrip()[-1:] not in SENTENCE_END:
        return names
    bare = split_names(found["inside"])
    return bare if all(map(is_person, bare)) else []


def read_dateline(text: str) -> Dateline | None:
    """The dateline that opens a paragraph, if one does.

    >>> read_dateline("新华社北京3月4日电（记者王丽、文浩）春分前后，")
    Dateline(source='新华社', place='北京', authors=('王丽', '文浩'))
    >>> read_dateline("本报讯（记者王丽）昨天，")
    Dateline(source=None, place=None, authors=('王丽',))
    """
    head = text[:DATELINE_ZONE]
    found = DATELINE.match(head)
    bracket = OPENING.search(head)
    names: list[str] = []
    if bracket is not None and (
        bracket.start() <= 1 or found and bracket.start() <= found.end() + 2
    ):
        names = credited(bracket["inside"])
    if found is None:
        return Dateline(None, None, tuple(names)) if names else None
    place = found["place"]
    if place is not None:
        place = place.removesuffix("新闻")
        if place in NO_PLACE or found["date"] is None:
            place = None
    source = found["source"]
    return Dateline(None if source in OWN else source, place, tuple(names))
