"""By-lines and datelines: who reports, for whom, from where.

A dateline opens a report (新华社北京3月4日电（记者王丽）), a by-line closes it ((文字:文浩)) or
stands alone (采写：本报记者 王丽). Both stay in the article's text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsnlp.lexicons.folding import fold
from newsnlp.lexicons.tables import read_table

__all__ = [
    "Dateline",
    "is_person",
    "names_body",
    "names_media",
    "read_byline",
    "read_closing_byline",
    "read_dateline",
    "split_names",
]

HAN = r"\u4e00-\u9fff\u3400-\u4dbf〇"
COLON = r"\s*[:：/|｜丨]?\s*"
NAME = re.compile(
    rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:[·•][{HAN}]{{1,10}}){{1,3}}|[A-Za-z][A-Za-z .]{{2,24}}"
)
NAME_RUN = rf"[{HAN}]{{2,4}}(?:[\s、，/／][{HAN}]|$)"
LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z .]{2,24}")
BETWEEN = re.compile(r"[\s、，,；;&＆/]+")
SEPARATED = tuple(" \u3000、，,;；/")
# Names of two characters are spaced to the width of three: 王　丽.
PADDED = re.compile(rf"(?<![{HAN}])([{HAN}])[ \u3000]{{1,2}}([{HAN}])(?![{HAN}])")
OPENING = re.compile(r"[（(【]\s*(?P<inside>[^（()）】\n]{2,80})[）)】]")
ENCLOSED_WORD = re.compile("[记記]者")
CLOSING = re.compile(r"[（(](?P<inside>[^（()）\n]{2,80})[）)]\s*$")

BYLINE_MARKS = " \u3000（()）【】[]□■◎●○◆▲"
SENTENCE_END = frozenset("。！？”")
# In code points: a line that is a by-line, its bracket at the end of a paragraph, and how far into
# a paragraph its dateline may reach.
LONGEST_BYLINE = 60
LONGEST_BODY = 30
CLOSING_ZONE = 100
DATELINE_ZONE = 120


class Words:
    """The words of by-lines and datelines, and the patterns made of them."""

    def __init__(self) -> None:
        rows = read_table("page_bylines.tsv")

        def words(*roles: str) -> list[str]:
            return [row["word"] for row in rows if row["role"] in roles]

        def choice(*roles: str) -> str:
            return "|".join(sorted(words(*roles), key=len, reverse=True))

        self.work = frozenset(words("work"))
        self.own = frozenset(words("own"))
        self.no_place = frozenset(words("no_place"))
        # 文 alone is part of many names and words: it needs its colon or blank.
        role = (
            rf"(?:{choice('rank')})*(?:{choice('reporter', 'writer')}"
            rf"|(?<![{HAN}])文(?=\s*[:：/|｜丨]|\s))"
        )
        self.roles = re.compile(rf"{role}{COLON}")
        self.writer = re.compile(rf"(?:{choice('writer')}|文){COLON}")
        self.other = re.compile(rf"(?:{choice('other')}){COLON}")
        self.alone = re.compile(rf"[{HAN}A-Za-z· ]{{0,10}}?{role}(?:\s*[:：/|｜丨]|\s).{{2,40}}$")
        self.touching = re.compile(rf"[{HAN}]{{0,10}}?(?:{choice('rank')})*记者(?={NAME_RUN})")
        self.dateline = re.compile(
            rf"""
            [\s【（(]{{0,2}}据?
            (?P<source>
                {choice("own")}
                |[{HAN}A-Za-z0-9·-]{{1,12}}?(?:{choice("media")})(?:[-—][{HAN}]{{2,8}}客户端)?
            )
            # 南方新闻社云岭: the place does not begin with the end of the source.
            (?:[、，\s]{{0,2}}(?P<place>(?![社网报台])[{HAN}·]{{2,8}}?))?
            (?:\s?(?P<date>\d{{1,2}}月\d{{1,2}}日))?
            \s?(?:专?电|讯|消息|报道)
            """,
            flags=re.VERBOSE,
        )

        # （某社记者王丽江城8日电）, 记者王丽／江城报导: the island's press puts all in one bracket.
        self.enclosed = re.compile(
            rf"""
            [（(〔\[【]?\s*
            (?P<source>{choice("own")}|[{HAN}]{{1,8}}?(?:{choice("media")}))?
            (?:{choice("rank")})?记者\s*(?P<names>[{HAN}、\s]{{2,20}}?)(?P<slash>\s?[／/]\s?)?
            (?P<place>[{HAN}]{{2,6}}?)??(?:\d{{1,2}}日)?(?:专?电|报导|报道)
            [）)〕\]】]?
            """,
            flags=re.VERBOSE,
        )
        self.bodies = tuple(words("body"))
        self.media = tuple(words("media"))


@cache
def load_words() -> Words:
    """The words of the packaged table."""
    return Words()


@cache
def surnames() -> frozenset[str]:
    """The common family names, of one and of two characters."""
    return frozenset(row["surname"] for row in read_table("page_surnames.tsv"))


class Dateline(NamedTuple):
    """What opens a report: its source, where from, and who reports."""

    source: str | None
    place: str | None
    authors: tuple[str, ...]


def is_person(name: str) -> bool:
    """Whether a name of two to four characters begins with a family name."""
    known, folded = surnames(), fold(name)
    return 2 <= len(name) <= 4 and (folded[0] in known or folded[:2] in known)


def split_names(text: str) -> list[str]:
    """The names in a list of names, in order; nothing if something else stands there.

    >>> split_names("王丽、文　浩 整理"), split_names("记者从市交通局获悉")
    (['王丽', '文浩'], [])
    """
    text = PADDED.sub(r"\1\2", text.strip())
    work = load_words().work
    tokens = [text] if LATIN_NAME.fullmatch(text) else BETWEEN.split(text)
    names = [token for token in tokens if token and fold(token) not in work]
    return names if all(map(NAME.fullmatch, names)) else []


def credited(text: str) -> list[str]:
    """The names behind each role word of a by-line; photographers and editors left out.

    >>> credited("记者王丽 通讯员 文浩 摄影 李冰"), credited("采写：某报记者 王丽")
    (['王丽', '文浩'], ['王丽'])
    """
    words = load_words()
    names: list[str] = []
    marks = list(words.roles.finditer(fold(text)))
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(text)
        part = text[mark.end() : end]
        if end < len(text) and words.writer.fullmatch(mark[0]) and not part.endswith(SEPARATED):
            # The outlet that the next role belongs to.
            continue
        other = words.other.search(fold(part))
        names += split_names(part[: other.start()] if other else part)
    return names


def read_byline(text: str) -> list[str]:
    """The names of a line that is nothing but a by-line, else none.

    >>> read_byline("采写：南方某报见习记者 林秋子"), read_byline("江城新闻记者 王丽 文浩")
    (['林秋子'], ['王丽', '文浩'])
    >>> read_byline("记者 走进车间，看到工人正在忙碌")
    []
    """
    inside = text.strip(BYLINE_MARKS)
    enclosed = read_enclosed(text) if len(text) <= LONGEST_BYLINE else None
    if enclosed is not None and enclosed[1] == len(text):
        return list(enclosed[0].authors)
    words, folded = load_words(), fold(inside)
    if len(inside) > LONGEST_BYLINE:
        return []
    if words.alone.match(folded) is not None:
        return credited(inside)
    # 某社记者王丽 文浩: with no mark behind the role, nothing but names of persons may follow.
    touching = words.touching.match(folded)
    names = split_names(inside[touching.end() :]) if touching else []
    return names if all(map(is_person, names)) else []


def read_closing_byline(text: str) -> list[str]:
    """The names in the brackets that close a paragraph: (文字:文浩 报道员:王丽), （王丽）.

    >>> read_closing_byline("……书写崭新篇章。(文字:文浩 报道员:王丽)")
    ['文浩', '王丽']
    >>> read_closing_byline("客流创下新高。（王丽）"), read_closing_byline("客流创下新高。（完）")
    (['王丽'], [])
    """
    found = CLOSING.search(text, max(0, len(text) - CLOSING_ZONE))
    if found is None:
        return []
    names = credited(found["inside"])
    if names or text[: found.start()].rstrip()[-1:] not in SENTENCE_END:
        return names
    signed = split_names(found["inside"])
    return signed if all(map(is_person, signed)) else []


def names_body(text: str) -> bool:
    """Whether a short line can be the name of the office that signs a notice.

    >>> names_body("江城市城市管理局"), names_body("管理局说，下月开工。")
    (True, False)
    """
    return 4 <= len(text) <= LONGEST_BODY and fold(text).endswith(load_words().bodies)


def names_media(text: str) -> bool:
    """Whether a name ends like a paper's, a site's or a station's.

    >>> names_media("江城晚报"), names_media("王丽")
    (True, False)
    """
    return fold(text).endswith(load_words().media)


def read_enclosed(text: str) -> tuple[Dateline, int] | None:
    """The dateline that keeps agency, reporter and place in one bracket, and where it ends.

    >>> read_enclosed("（島嶼社記者王麗文台北8日電）明天")
    (Dateline(source='島嶼社', place='台北', authors=('王麗文',)), 15)
    >>> read_enclosed("記者王麗／台北報導")
    (Dateline(source=None, place='台北', authors=('王麗',)), 9)
    >>> read_enclosed("江城晨报记者王丽报道 昨天")
    (Dateline(source='江城晨报', place=None, authors=('王丽',)), 10)
    """
    if not ENCLOSED_WORD.search(text, 0, DATELINE_ZONE):
        return None
    words = load_words()
    found = words.enclosed.match(fold(text))
    if found is None:
        return None
    names, place = text[slice(*found.span("names"))], text[slice(*found.span("place"))]
    if found["slash"] is None and place:
        # Nothing parts the last name from the place: a name has three characters, or two.
        run = names + place
        start = max(run.rfind("、"), run.rfind(" ")) + 1
        length = 3 if len(run) - start >= 5 else 2
        names, place = run[: start + length], run[start + length :]
    authors = split_names(names)
    if not authors or not all(map(is_person, authors)):
        return None
    own = found["source"] is None or found["source"] in words.own
    source = None if own else text[slice(*found.span("source"))]
    return Dateline(source, place or None, tuple(authors)), found.end()


def read_dateline(text: str) -> Dateline | None:
    """The dateline that opens a paragraph, if one does.

    >>> read_dateline("新华社北京3月4日电（记者王丽、文浩）春分前后，")
    Dateline(source='新华社', place='北京', authors=('王丽', '文浩'))
    >>> read_dateline("本报讯（记者王丽）昨天，")
    Dateline(source=None, place=None, authors=('王丽',))
    """
    head = text[:DATELINE_ZONE]
    enclosed = read_enclosed(head)
    if enclosed is not None:
        return enclosed[0]
    words = load_words()
    found = words.dateline.match(fold(head))
    bracket = OPENING.search(head, max(0, found.end() - 1) if found else 0)
    names: list[str] = []
    if bracket is not None and bracket.start() <= (found.end() + 2 if found else 1):
        names = credited(bracket["inside"])
    if found is None:
        return Dateline(None, None, tuple(names)) if names else None
    place = head[slice(*found.span("place"))] if found["date"] and found["place"] else ""
    place = "" if fold(place) in words.no_place else place.removesuffix("新闻").removesuffix("新聞")
    source = None if found["source"] in words.own else head[slice(*found.span("source"))]
    return Dateline(source, place or None, tuple(names))
