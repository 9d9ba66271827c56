"""Title, source, date and channel: what stands above an article, and what is told below it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from newsnlp.lexicons.folding import fold
from newsnlp.page.cues import NOTE, Cues, bare, load_cues, without_chrome
from newsnlp.page.lines import Kind, Line, crumbs

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "clean_title",
    "find_channel",
    "find_title",
    "head_of",
    "read_published",
    "read_source",
    "tail_of",
]

LONGEST_HEAD = 40
LEAST_TITLE_SCORE = -3.5
LONGEST_TITLE = 120
SHORTEST_TITLE = 4
FULL_TITLE = 10
LONGEST_MENU_WORD = 5
LONGEST_SOURCE = 24
LONGEST_LONE_SOURCE = 16
NEAR_END = 12
NEAR_TITLE = 10

TAG = re.compile(r"^[\[【(（](?P<tag>[^\]】)）]{1,6})[\]】)）]\s*")
BULLET = re.compile(r"^[·•●■◆▪★☆\-–—]\s|^\d{1,2}[.、]")
SENTENCE = re.compile(r"[，。！？；：,!?]")
NOT_CHANNELS = frozenset({"首页", "正文", "详情", "内容"})


def head_of(lines: Sequence[Line], first: int) -> range:
    """The indexes of the lines above an article that can belong to its masthead."""
    start = max(0, first - LONGEST_HEAD)
    for i in range(first - 1, start - 1, -1):
        if lines[i].kind is Kind.TAIL and i < first - 3:
            return range(i + 1, first)
    return range(start, first)


def tail_of(lines: Sequence[Line], last: int) -> range:
    """The indexes of the lines right below an article."""
    return range(last + 1, min(len(lines), last + 1 + NEAR_END))


def without_blanks(text: str) -> str:
    """`text` for comparison: without blanks."""
    return "".join(text.split())


def clean_title(text: str) -> str:
    """`text` without the tags before it that say what kind of page it is."""
    cues = load_cues()
    while (found := TAG.match(text)) is not None and fold(found["tag"].strip()) in cues.tags:
        text = text[found.end() :]
    glued = text.removeprefix("原创")
    if glued != text and len(glued) >= FULL_TITLE and not re.match(cues.not_tagged, glued):
        text = glued
    return text.strip()


def find_title(lines: Sequence[Line], head: range) -> int | None:
    """The index of the title among the lines above the article, if one stands there.

    The nearest line above the source line is the likeliest; that it stands twice (正在阅读:…, in
    the breadcrumb, as 原标题) or below the breadcrumb speaks for a line, brevity against it.
    """
    anchor = anchor_of(lines, head)
    others = Counter(without_blanks(line.text) for line in lines[: head.stop])
    long_others = [text for text in others if len(text) > FULL_TITLE]
    best, best_score = None, LEAST_TITLE_SCORE
    # Some pages have the date above the title: there the first line below it is the likeliest.
    above, below = reversed(range(head.start, anchor)), range(anchor + 1, head.stop)
    for worth, indexes in ((4.0, above), (1.0, below)):
        for i in indexes:
            line, score = lines[i], worth
            if not can_be_title(line):
                # Nothing above the breadcrumb is the title of what stands below it.
                crumbs_passed = line.kind is Kind.CRUMB and i < anchor
                worth -= 5 if crumbs_passed else 2 if line.kind is Kind.SHORT else 0.2
                continue
            worth -= 2
            text = without_blanks(line.text)
            score -= likeness_to_menu(line)
            if len(text) >= 8 and (others[text] > 1 or repeated(text, long_others)):
                score += 6
            if below_crumbs(lines, i):
                score += 3
            if score > best_score:
                best, best_score = i, score
    return best


def likeness_to_menu(line: Line) -> float:
    """How much a line looks like a menu, a link in a list or a sub-title instead of a title."""
    text, words = line.text, line.text.split()
    likeness = max(0, FULL_TITLE - len(text)) * 1.2
    if BULLET.match(text) or "|" in text or "_" in text or text.startswith(("—", "--")):
        likeness += 8
    if len(words) > 2 and max(map(len, words)) <= LONGEST_MENU_WORD:
        likeness += 8
    return likeness


def repeated(text: str, others: list[str]) -> bool:
    """Whether another line holds `text`."""
    return any(text in other and text != other for other in others)


def anchor_of(lines: Sequence[Line], head: range) -> int:
    """Where the search for the title starts: the source or date line nearest to the article."""
    dated = (i for i in reversed(head) if is_dated(lines[i]))
    named = (i for i in reversed(head) if (f := lines[i].fields) and f.has("source", "date"))
    anchor = next(dated, None)
    anchor = next(named, head.stop) if anchor is None else anchor
    # Fields stand on neighbouring lines: go up to the first of them.
    while anchor - 1 in head and lines[anchor - 1].kind in (Kind.FIELD, Kind.SIGNED_DATE):
        anchor -= 1
    return anchor


def is_dated(line: Line) -> bool:
    """Whether a line of fields has a date."""
    return line.fields is not None and line.fields.date is not None and line.kind is not Kind.CHROME


def can_be_title(line: Line) -> bool:
    """Whether a line has the looks of a title."""
    if line.kind not in (Kind.SHORT, Kind.PHRASE, Kind.PARAGRAPH, Kind.CAPTION):
        return False
    if line.kind is Kind.PARAGRAPH and (line.text.endswith("。") or len(line) > LONGEST_TITLE):
        return False
    return SHORTEST_TITLE <= len(line) <= LONGEST_TITLE and any(c.isalpha() for c in line.text)


def below_crumbs(lines: Sequence[Line], i: int) -> bool:
    """Whether nothing but chrome stands between a breadcrumb and line `i`."""
    for j in range(i - 1, max(-1, i - 4), -1):
        if lines[j].kind is Kind.CRUMB:
            return True
        if lines[j].kind is not Kind.CHROME:
            return False
    return False


def find_channel(lines: Sequence[Line], title_index: int, title: str | None) -> tuple[str, ...]:
    """The breadcrumb above the title, home, 正文 and the title itself left out."""
    cues = load_cues()
    for i in range(min(title_index, len(lines) - 1), max(-1, title_index - LONGEST_HEAD), -1):
        if lines[i].kind is not Kind.CRUMB:
            continue
        parts = crumbs(lines[i].text, cues)
        j = i - 1
        while len(parts) == 1 and j >= 0 and lines[j].kind is Kind.CRUMB and i - j < 6:
            parts = crumbs(lines[j].text, cues) + parts
            j -= 1
            if len(parts) > 6:
                break
        named = [cues.place.sub("", part).strip(" ：:") for part in parts]
        skipped = without_blanks(title or "")
        return tuple(
            part
            for part in named
            if part
            and fold(part) not in NOT_CHANNELS
            and not fold(part).endswith("首页")
            and without_blanks(part) != skipped
        )
    return ()


def read_source(
    lines: Sequence[Line], head: range, title: int | None, tail: range, authors: Sequence[str]
) -> str | None:
    """Who published the article: the labelled source, else the name beside the date or title."""
    cues = load_cues()

    def named(i: int) -> str | None:
        fields = lines[i].fields if lines[i].kind in (Kind.FIELD, Kind.EDITOR) else None
        for value in fields.get("source") if fields is not None else ():
            source = first_name(without_chrome(value))
            if source and fold(source) not in cues.nobody:
                return source
        return None

    middle = head.stop if title is None else title + 1
    between = range(head.start if title is None else middle, head.stop)
    above = range(max(head.start, middle - NEAR_TITLE), middle)
    below = (i for i in tail if lines[i].kind is not Kind.TAIL)
    return (
        next(filter(None, map(named, reversed(between))), None)
        or lone_source(lines, between, authors)
        or beside_date(lines, between, cues, authors)
        or next(filter(None, map(named, chain(reversed(above), below))), None)
        or beside_date(lines, above, cues, authors)
    )


def first_name(value: str) -> str:
    """The first of several words, unless they are one Latin name."""
    words = value.split()
    return value if value.isascii() or not words else words[0]


def lone_source(lines: Sequence[Line], above: range, authors: Sequence[str]) -> str | None:
    """A short line between title and date (or 关注) that names the source."""
    for i in above[:4]:
        line = lines[i]
        text = without_chrome(line.text)
        if (
            line.kind is Kind.SHORT
            and 2 <= len(text) <= LONGEST_LONE_SOURCE
            and not SENTENCE.search(text)
            and not any(char.isdigit() for char in text)
            and text not in authors
            and (stands_beside_date(lines, i) or (follows_date(lines, i) and len(text) <= 8))
        ):
            return text
    return None


def follows_date(lines: Sequence[Line], i: int) -> bool:
    """Whether the line above line `i` is the date of the masthead."""
    return i > 0 and lines[i - 1].kind in (Kind.FIELD, Kind.SIGNED_DATE) and is_dated(lines[i - 1])


def stands_beside_date(lines: Sequence[Line], i: int) -> bool:
    """Whether a date or the button to follow an account stands right behind line `i`."""
    following = lines[i + 1] if i + 1 < len(lines) else None
    if following is None:
        return False
    return following.kind in (Kind.FIELD, Kind.SIGNED_DATE) or bare(fold(following.text)) in (
        "关注",
        "订阅",
        "加关注",
    )


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
    words = [NOTE.sub("", word) for word in re.split(r"[\s|｜·•,，]+", text)]
    return [
        word
        for word in words
        if 2 <= len(word) <= LONGEST_SOURCE
        and not any(char.isdigit() for char in word)
        and not SENTENCE.search(word)
        and word not in authors
        and fold(word) not in cues.nobody
        and cues.role(word) is None
    ]


def read_published(
    lines: Sequence[Line], head: range, title: int | None, tail: range
) -> str | None:
    """The date of publication: between title and text, else above the title, else below the text.

    A date of an update, or of the decree that a notice prints, counts where no other stands.
    """
    middle = head.stop if title is None else title + 1
    above = range(max(head.start, middle - NEAR_TITLE), middle)
    other = None
    for i in chain(range(middle, head.stop), reversed(above), tail):
        fields = lines[i].fields
        if fields is None or fields.date is None or lines[i].kind is Kind.CHROME:
            continue
        if not fields.has("other_date") or fields.has("date"):
            return fields.date.iso
        other = other or fields.date.iso
    return other
