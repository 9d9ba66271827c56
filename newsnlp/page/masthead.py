"""Title, date and channel: what stands above an article, and what is told below it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newsnlp.lexicons.folding import fold
from newsnlp.page.cues import load_cues
from newsnlp.page.dates import join_date
from newsnlp.page.lines import Kind, Line, crumbs, is_dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "clean_title",
    "find_channel",
    "find_title",
    "head_of",
    "read_published",
    "tail_of",
    "without_column",
]

LONGEST_HEAD = 40
LEAST_TITLE_SCORE = -3.5
LONGEST_TITLE = 120
SHORTEST_TITLE = 4
FULL_TITLE = 10
LONGEST_MENU_WORD = 5
NEAR_END = 12
NEAR_TITLE = 10

TAG = re.compile(r"^[\[【(（](?P<tag>[^\]】)）]{1,6})[\]】)）]\s*")
COLUMN = re.compile(r"^\[[^\[\]]{1,16}\]\s*")
BULLET = re.compile(r"^[·•●■◆▪★☆\-–—]\s|^\d{1,2}[.、]|^\[?\d{1,2}[-/:：]\d\d\]?\s")
BUTTON = re.compile(r"\s*[\[【(（](?P<word>[^\]】)）]{2,8})[\]】)）]$")
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
    button = BUTTON.search(text)
    if button is not None and cues.role(button["word"]) == "chrome":
        text = text[: button.start()]
    return text.strip()


def without_column(title: str, lines: Sequence[Line]) -> str:
    """`title` without a column's name before it, where the page has it elsewhere without.

    [午间新闻]渔民… is 渔民… where that stands alone, or behind a label: 正在播放：渔民….
    """
    found = COLUMN.match(title)
    if found is None or len(title) - found.end() < SHORTEST_TITLE:
        return title
    rest = without_blanks(title[found.end() :])
    for line in lines:
        text = without_blanks(line.text).rstrip("。")
        if text.endswith(rest) and (text == rest or text[-len(rest) - 1] in ":："):
            return title[found.end() :]
    return title


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
            text = without_blanks(clean_title(line.text))
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
    # One bar parts a column from its title: 夜读 | 把日子过成诗的人.
    likeness += 2 if text.count("|") == 1 else 0
    if BULLET.match(text) or text.count("|") > 1 or "_" in text or text.startswith(("—", "--")):
        likeness += 8
    if len(words) > 2 and max(map(len, words)) <= LONGEST_MENU_WORD:
        likeness += 8
    return likeness + (3 if line.kind is Kind.CAPTION else 0)


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


def read_published(
    lines: Sequence[Line], head: range, title: int | None, tail: range
) -> str | None:
    """The date of publication: between title and text, else above the title, else below the text.

    A date of an update, or of the decree that a notice prints, counts where no other stands.
    """
    middle = head.stop if title is None else title + 1
    above = range(max(head.start, middle - NEAR_TITLE), middle)
    near = [*range(middle, head.stop), *reversed(above)]
    # 2022, 11/14 and 10:23 on lines of their own count before a date below the text.
    pieces = (join_date([line.text for line in lines[i : i + 3]]) for i in near)
    return (
        first_date(lines, near, of_publication=True)
        or next(filter(None, pieces), None)
        or first_date(lines, tail, of_publication=True)
        or first_date(lines, [*near, *tail], of_publication=False)
    )


def first_date(
    lines: Sequence[Line], indexes: Iterable[int], *, of_publication: bool
) -> str | None:
    """The first date in the fields of these lines, of publication or else of an update."""
    for i in indexes:
        fields = lines[i].fields
        if fields is None or fields.date is None or lines[i].kind is Kind.CHROME:
            continue
        published = not fields.has("other_date") or fields.has("date")
        if published is of_publication:
            return fields.date.iso
    return None
