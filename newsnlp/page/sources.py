"""Who published an article: the labelled source, the name beside the date, the account's name."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from newsnlp.lexicons.folding import fold
from newsnlp.page.bylines import is_person, names_media
from newsnlp.page.cues import NOTE, Cues, bare, load_cues, without_chrome
from newsnlp.page.lines import SHEET, Kind, Line, crumbs, is_dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["lone_person", "read_source"]

LONGEST_SOURCE = 24
LONGEST_LONE_SOURCE = 16
SHORTEST_ACCOUNT = 3
# 海滨广电 and 江城晚报 begin like names of persons.
LONGEST_PERSON = 3
NEAR_TITLE = 14
# In lines: how far behind a name its date may stand, and how far below the text its name again.
NEAR_DATE = 4
NEAR_ACCOUNT = 6

SENTENCE = re.compile(r"[，。！？；：,!?]")
WORD_BREAK = re.compile(r"[\s|｜·•,，()（）《》〈〉【】\[\]]+")
# 3小时前, 昨天 09:30, 08-14 11:06: when an account wrote, without the year.
RECENTLY = re.compile(
    r"(?:刚刚|(?:\d{1,2}|半)\s?个?(?:秒|分|分钟|小时|钟头|天|日|周|月)前|[昨前今]天?)"
    r"(?:\s?\d{1,2}:\d\d)?|\d{1,2}[-/月.]\d{1,2}日?(?:\s?\d{1,2}:\d\d)?"
)
# 128文章, 2.3万获赞 1.1万粉丝: what an account has.
ACCOUNT_COUNT = re.compile(r"\d[\d.,]*\s?[万亿]?\s?(?:篇?文章|总?阅读|获?赞|粉丝|作品|内容)")
FOLLOW = frozenset({"关注", "订阅", "加关注", "关注ta"})
# The kind of account, on the line above its name.
ACCOUNT_KIND = re.compile(r"[\u4e00-\u9fff]{2}号")


def read_source(
    lines: Sequence[Line], head: range, title: int | None, tail: range, authors: Sequence[str]
) -> str | None:
    """Who published the article, from the likeliest place to the least."""
    cues = load_cues()

    def named(i: int) -> str | None:
        return labelled_source(lines, i, cues)

    middle = head.stop if title is None else title + 1
    between = range(head.start if title is None else middle, head.stop)
    above = range(max(head.start, middle - NEAR_TITLE), middle)
    below = (i for i in tail if lines[i].kind is not Kind.TAIL)
    return (
        next(filter(None, map(named, reversed(between))), None)
        or lone_source(lines, between, authors)
        or beside_date(lines, between, cues, authors)
        or next(filter(None, map(named, chain(reversed(above), below))), None)
        or beside_date(lines, below_crumbs(lines, above), cues, authors)
        or account(lines, chain(between, reversed(above)), tail, authors)
        or newspaper(lines, head.stop)
    )


def below_crumbs(lines: Sequence[Line], above: range) -> range:
    """The part of `above` behind its last breadcrumb: dates before it are of other articles."""
    crumbs = [i for i in above if lines[i].kind is Kind.CRUMB]
    return range(crumbs[-1] + 1, above.stop) if crumbs else above


def labelled_source(lines: Sequence[Line], i: int, cues: Cues) -> str | None:
    """The source that line `i` names behind a label; the line below may hold the value."""
    line = lines[i]
    fields = line.fields if line.kind in (Kind.FIELD, Kind.EDITOR) else None
    if fields is None or not fields.has("source"):
        return None
    values = fields.get("source")
    if not values and fields.values[-1][0] == "source" and line.text.endswith((":", "：")):
        values = [x.text for x in lines[i + 1 : i + 2] if can_be_name(x, ())]
    for value in values:
        source = first_name(without_chrome(value))
        if source and fold(source) not in cues.nobody and len(source) <= LONGEST_SOURCE * 2:
            return source
    return None


def first_name(value: str) -> str:
    """The first of several words, unless they are one Latin name."""
    words = value.split()
    return value if value.isascii() or not words else words[0]


def can_be_name(line: Line, authors: Sequence[str]) -> str | None:
    """The name that a line may be, standing alone."""
    text = without_chrome(line.text)
    good = (
        line.kind is Kind.SHORT
        and 2 <= len(text) <= LONGEST_LONE_SOURCE
        and not SENTENCE.search(text)
        and not any(char.isdigit() for char in text)
        and text not in authors
    )
    return text if good else None


def lone_source(lines: Sequence[Line], above: range, authors: Sequence[str]) -> str | None:
    """A short line between title and date (or 关注) that names the source."""
    for i in above[:4]:
        text = can_be_name(lines[i], authors)
        if text is not None and (
            stands_beside_date(lines, i)
            or (follows_date(lines, i) and len(text) <= 8 and not is_channel(text, lines, i))
        ):
            return text
    return None


def lone_person(lines: Sequence[Line], above: range) -> str | None:
    """A line beside the date that is nothing but a person's name; some accounts look like one."""
    for i in above[:4]:
        text = can_be_name(lines[i], ())
        if text is None or len(text) > LONGEST_PERSON or names_media(text):
            continue
        if is_person(text) and (stands_beside_date(lines, i) or follows_date(lines, i)):
            return text
    return None


def is_channel(text: str, lines: Sequence[Line], stop: int) -> bool:
    """Whether a breadcrumb above has `text` behind its first part."""
    cues = load_cues()
    paths = (line.text for line in lines[:stop] if line.kind is Kind.CRUMB)
    return any(text in crumbs(path, cues)[1:] for path in paths)


def newspaper(lines: Sequence[Line], stop: int) -> str | None:
    """The paper whose sheet this is: its name stands alone above the sheet's."""
    sheets = [
        i
        for i, line in enumerate(lines[:stop])
        if line.kind is Kind.CRUMB and SHEET.match(line.text)
    ]
    above = lines[: sheets[0]] if sheets else []
    names = [line.text for line in above if can_be_name(line, ()) and line.text.endswith("报")]
    return names[0] if names else None


def is_masthead_date(line: Line) -> bool:
    """Whether a line has the date of the masthead."""
    return line.kind in (Kind.FIELD, Kind.SIGNED_DATE) and is_dated(line)


def follows_date(lines: Sequence[Line], i: int) -> bool:
    """Whether the line above line `i` is the date of the masthead."""
    return i > 0 and is_masthead_date(lines[i - 1])


def stands_beside_date(lines: Sequence[Line], i: int) -> bool:
    """Whether a date or the button to follow an account stands right behind line `i`."""
    for line in lines[i + 1 : i + NEAR_DATE]:
        follow = bare(fold(line.text)) in FOLLOW
        dated = line.kind in (Kind.FIELD, Kind.SIGNED_DATE) or RECENTLY.fullmatch(fold(line.text))
        if follow or dated:
            return True
        if line.kind is not Kind.CHROME:
            return False
    return False


def can_be_followed(lines: Sequence[Line], i: int) -> bool:
    """Whether the button to follow an account stands closely behind line `i`."""
    return any(bare(fold(line.text)) in FOLLOW for line in lines[i + 1 : i + 1 + NEAR_DATE])


def stands_for_account(lines: Sequence[Line], i: int) -> bool:
    """Whether the name on line `i`, a date below it, is an account's and not a menu's word."""
    return can_be_followed(lines, i) or names_media(lines[i].text)


def account(
    lines: Sequence[Line], near: Iterable[int], tail: range, authors: Sequence[str]
) -> str | None:
    """The name of the account that published, where the page shows it as one.

    Its followers are counted below the name, its kind or a date stands beside it, or the name
    comes again right below the text.
    """
    again = {lines[i].text for i in tail[:NEAR_ACCOUNT] if lines[i].kind is Kind.SHORT}
    for i in near:
        text = can_be_name(lines[i], authors)
        if text is None or len(text) < SHORTEST_ACCOUNT:
            continue
        following = fold(lines[i + 1].text) if i + 1 < len(lines) else ""
        if (
            ACCOUNT_COUNT.match(following)
            or (
                i + 1 < len(lines)
                and is_masthead_date(lines[i + 1])
                and stands_for_account(lines, i)
            )
            or RECENTLY.fullmatch(following)
            or (i > 0 and ACCOUNT_KIND.fullmatch(fold(lines[i - 1].text)))
            or text in again
        ):
            return text
    return None


def beside_date(
    lines: Sequence[Line], above: range, cues: Cues, authors: Sequence[str]
) -> str | None:
    """The first name behind the date, or the last before it: 2025-12-29 14:20 某某网 评论."""
    for i in above:
        fields = lines[i].fields
        if fields is None or fields.date is None:
            continue
        before = names_in(fields.before, cues, authors) if not fields.values else []
        behind = names_in(fields.after, cues, authors)
        found = behind[:1] or before[-1:]
        if found:
            return found[0]
    return None


def names_in(text: str, cues: Cues, authors: Sequence[str]) -> list[str]:
    """The words of a stretch beside the date that can be a source."""
    words = [
        NOTE.sub("", word).removeprefix("来自")
        for part in text.split()
        for word in WORD_BREAK.split(NOTE.sub("", part))
    ]
    return [
        word
        for word in words
        if 2 <= len(word) <= LONGEST_SOURCE
        and not any(char.isdigit() for char in word)
        and not SENTENCE.search(word)
        and word not in authors
        and fold(word) not in cues.nobody
        and cues.role(word) is None
        and any(char.isalpha() for char in word)
    ]
