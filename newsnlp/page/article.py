"""Where in a page's lines the article stands.

Lines that no article holds (a source line, 相关阅读, the copyright) cut the page into blocks. In
each block the best stretch is the one with the greatest sum, where paragraphs count for and link-
like lines against; the block with the most connected text is the article, unless it is a
page's rest: what follows 相关阅读 or an editor's line has to be many times longer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsnlp.errors import NotAnArticle
from newsnlp.page.bylines import names_body, read_dateline
from newsnlp.page.lines import Kind, Line, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Block", "find_article", "is_captured"]

BREAKS = frozenset(
    {Kind.FIELD, Kind.EDITOR, Kind.CRUMB, Kind.START, Kind.ASIDE, Kind.TAIL, Kind.ERROR}
)
# How much a line says that this is a page and not the bare article.
EVIDENCE = {Kind.CRUMB: 2, Kind.TAIL: 2, Kind.CHROME: 1, Kind.START: 1, Kind.ASIDE: 1}
CAPTURED = 2
NAVIGATION_RUN = 8
NAVIGATION_WORD = 8

# The worth of a line to the stretch it may belong to. A title that asks counts as a phrase, so a
# list of titles has to sum up below zero; verse between two paragraphs has to stay above.
LONGEST_COUNTED = 120
PHRASE_WORTH = 4.0
NOTE_WORTH = 0.5
WORTH = {Kind.BYLINE: 6.0, Kind.SIGNED_DATE: 6.0, Kind.CAPTION: -1.0, Kind.SHORT: -2.0}
CHROME_WORTH = -0.5

# A by-line or a picture's caption above the first paragraph belongs to the masthead.
OPENING = frozenset({Kind.PARAGRAPH, Kind.PHRASE})
BRACKETS = ("（", "(", "[", "【")

UNHEADED_FACTOR = 0.6
ASIDE_FACTOR = 0.5
TAIL_FACTOR = 0.2
LEAST_TEXT = 30
LEAST_TEXT_DATED = 45
LEAST_TEXT_UNHEADED = 150
LEAST_TEXT_PAGED = 300
ENDED_TEXT = 60
FARTHEST_HEADING = 25
NEAR = 12
VERSE_SHARE = 0.5
LONGEST_PROSE = 3
LIST_LINES = 12
LIST_TITLE = 16
LIST_ENTRIES = 4
LIST_DATES = 8
LEAST_EXCERPTS = 3
ENTRY_SHARE = 0.5


# The foot of a list: 上一页 1 2 3 4 5 下一页.
PAGES = re.compile(
    r"(?:\b\d{1,4}\b[\s.…]{1,5}){4,16}\d{0,4}\s{0,3}下一?页|上一页\s(?:\d{1,4}\s){4}"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` to `last` (inclusive) of a page, between two lines that no article holds.

    `text` counts the characters of its paragraphs; `score` weighs them by where the block stands.
    """

    first: int
    last: int
    text: int
    score: float
    headed: bool


def is_captured(lines: Sequence[Line]) -> bool:
    r"""Whether lines are a page with its chrome, not a bare article.

    >>> from newsnlp.page.lines import read_lines
    >>> is_captured(list(read_lines("首页 > 要闻\\n标题\\n他来了。")))
    True
    """
    points, run, menu = int(any(is_masthead(line) for line in lines)), 0, True
    for line in lines:
        points += EVIDENCE.get(line.kind, 0)
        if line.kind is Kind.PARAGRAPH:
            # A menu stands above the text; a list of names may stand under it.
            menu = False
        run = run + 1 if menu and line.kind is Kind.SHORT and len(line) < NAVIGATION_WORD else 0
        if points >= CAPTURED or run >= NAVIGATION_RUN:
            return True
    return False


def find_article(lines: Sequence[Line], captured: bool) -> Block:
    """The block of the article.

    Args:
        lines: the page's lines, at least one.
        captured: whether the page has chrome; without it no line of a block is left out.

    Raises:
        NotAnArticle: there is none; the message says why.
    """
    try:
        return best_block(lines, captured)
    except NotAnArticle:
        told = [with_told_caption(line) for line in lines]
        best = max(cut_into_blocks(told, captured), key=lambda block: block.score, default=None)
        # An article of pictures has its text in their captions.
        if best is None or best.text < LEAST_TEXT or not has_masthead(lines, best):
            raise
        return best


def with_told_caption(line: Line) -> Line:
    """`line`, as a paragraph if it is a caption that tells something in a sentence."""
    tells = line.kind is Kind.CAPTION and len(line) >= LEAST_TEXT and "。" in line.text
    kind = Kind.PARAGRAPH if tells else line.kind
    return Line(line.start, line.end, line.text, kind, line.fields)


def best_block(lines: Sequence[Line], captured: bool) -> Block:
    """The block with the most connected text; `find_article` says what is raised."""
    blocks = cut_into_blocks(lines, captured)
    best = max(blocks, key=lambda block: block.score, default=None)
    if not captured and best is not None and not only_titles(lines):
        return best
    sourced = best is not None and has_source(lines, best)
    least = LEAST_TEXT if sourced else LEAST_TEXT_DATED
    if best is None or best.text < (least if best.headed else LEAST_TEXT_UNHEADED):
        raise NotAnArticle(
            f"a page of {len(lines)} lines without connected text"
            f" (the longest has {best.text if best else 0} characters): a list, a home page or an"
            " error page; expected one article; capture the page of the article itself"
        )
    entries = sum(block.text >= ENTRY_SHARE * best.text for block in blocks)
    excerpts = not best.headed and are_excerpts(lines[best.first : best.last + 1])
    paged = best.text < LEAST_TEXT_PAGED and any(PAGES.search(line.text) for line in lines)
    dates = sum(map(is_masthead, lines)) if best.text < LEAST_TEXT_UNHEADED else 0
    if not sourced and (entries > LIST_ENTRIES or excerpts or paged or dates >= LIST_DATES):
        raise NotAnArticle(
            f"a list of entries with summaries, {entries} of about the same length; expected one"
            " article; capture the page of the article itself"
        )
    return best


def are_excerpts(lines: Sequence[Line]) -> bool:
    """Whether most paragraphs are cut off in mid-sentence, as in a list of articles."""
    paragraphs = [line for line in lines if line.kind is Kind.PARAGRAPH]
    cut = sum(not ends_sentence(line.text) for line in paragraphs)
    return len(paragraphs) >= LEAST_EXCERPTS and cut > len(paragraphs) / 2


def only_titles(lines: Sequence[Line]) -> bool:
    """Whether lines are many titles and no sentence; shorter ones may be verse."""
    mean = sum(map(len, lines)) / len(lines)
    return (
        len(lines) >= LIST_LINES
        and mean >= LIST_TITLE
        and not any(line.kind in OPENING for line in lines)
    )


def has_source(lines: Sequence[Line], block: Block) -> bool:
    """Whether a source or an author is named above a block; in some lists every entry has one."""
    named = [
        i
        for i, line in enumerate(lines)
        if line.fields is not None and line.fields.has("source", "author")
    ]
    near = any(0 < block.first - i < FARTHEST_HEADING for i in named)
    return near and len(named) <= LIST_ENTRIES


def has_masthead(lines: Sequence[Line], block: Block) -> bool:
    """Whether a source and a date stand in one line right above a block."""
    above = lines[max(0, block.first - NEAR) : block.first]
    return any(
        line.fields is not None and line.fields.date is not None and line.fields.has("source")
        for line in above
    )


def cut_into_blocks(lines: Sequence[Line], captured: bool) -> list[Block]:
    """The blocks between the lines that no article holds, each narrowed to its best stretch."""
    blocks: list[Block] = []
    cuts = [i for i in range(len(lines)) if breaks(lines, i, captured)]
    factor, heading, seen_text = 1.0, -FARTHEST_HEADING, 0
    for before, cut in zip([-1, *cuts], [*cuts, len(lines)], strict=True):
        if before >= 0:
            factor = factor_behind(lines[before], factor, seen_text)
            heading = before if heads_article(lines[before]) else heading
        closed_by = lines[cut].kind if cut < len(lines) else None
        stretch = narrow(lines, before + 1, cut, closed_by, captured)
        if stretch is not None:
            first, last, text = stretch
            headed = first - heading < FARTHEST_HEADING and factor > TAIL_FACTOR
            score = text * factor * (1.0 if headed else UNHEADED_FACTOR)
            blocks.append(Block(first, last, text, score, headed))
            seen_text = max(seen_text, text)
    return blocks


def factor_behind(line: Line, factor: float, seen_text: int) -> float:
    """What the text behind a line that cuts is worth, against text anywhere on the page."""
    # With a date it is a masthead: 2025-12-29 来源：某网 责任编辑：王丽.
    dated = line.fields is not None and line.fields.date is not None
    ended = line.kind is Kind.TAIL or (line.kind is Kind.EDITOR and not dated)
    if (ended and seen_text >= ENDED_TEXT) or factor <= TAIL_FACTOR:
        return TAIL_FACTOR
    return ASIDE_FACTOR if line.kind is Kind.ASIDE else 1.0


def heads_article(line: Line) -> bool:
    """Whether a line belongs to a masthead: a breadcrumb, a source, a date of publication."""
    return line.kind in (Kind.CRUMB, Kind.FIELD, Kind.EDITOR, Kind.SIGNED_DATE)


def breaks(lines: Sequence[Line], i: int, captured: bool) -> bool:
    """Whether line `i` cuts the page: no article goes on across it."""
    kind = lines[i].kind
    following = lines[i + 1].kind if i + 1 < len(lines) else None
    if kind is Kind.SIGNED_DATE:
        # The date under a notice, or above a stage of a chronicle; an entry's date in a list
        # stands between a summary and the next title.
        signs = following is None or following in BREAKS or following is Kind.CHROME
        if i > 0 and following is not Kind.PARAGRAPH and names_body(lines[i - 1].text):
            return False
        signed = i > 0 and lines[i - 1].kind is not Kind.CHROME and signs
        if captured:
            return not signed and following is not Kind.PARAGRAPH
    if captured:
        return kind in BREAKS
    # A bare article keeps what it says of itself, but for the source line above its text and the
    # editor's line at its ends.
    above, below = has_text(lines[max(0, i - NEAR) : i]), has_text(lines[i + 1 : i + 1 + NEAR])
    heads = is_masthead(lines[i]) or (
        kind is Kind.FIELD and any(map(is_masthead, lines[max(0, i - 1) : i + 2]))
    )
    return (heads and not above) or (kind is Kind.EDITOR and not (above and below))


def is_masthead(line: Line) -> bool:
    """Whether a line of fields has the date."""
    dated = line.fields is not None and line.fields.date is not None
    return dated and line.kind in (Kind.FIELD, Kind.SIGNED_DATE)


def has_text(lines: Sequence[Line]) -> bool:
    """Whether a sentence stands in these lines."""
    return any(line.kind in OPENING for line in lines)


def worth(line: Line) -> float:
    """What a line adds to the stretch that holds it."""
    if line.kind is Kind.PARAGRAPH:
        return float(min(len(line), LONGEST_COUNTED))
    if line.kind is Kind.PHRASE:
        return PHRASE_WORTH
    noted = line.fields is not None and line.text.startswith(BRACKETS)
    if line.kind is Kind.CAPTION and noted:
        # （资料来源：某报） under a text belongs to it.
        return NOTE_WORTH
    return WORTH.get(line.kind, CHROME_WORTH)


def narrow(
    lines: Sequence[Line], start: int, stop: int, closed_by: Kind | None, captured: bool
) -> tuple[int, int, int] | None:
    """First and last line of the best stretch of `lines[start:stop]`, and its text's length."""
    total = best = 0.0
    first = candidate = start
    last = start - 1
    for i in range(start, stop):
        if total <= 0:
            total, candidate = 0.0, i
            if not can_open(lines, i, stop):
                continue
        total += worth(lines[i])
        if total > best:
            best, first, last = total, candidate, i
    if start >= stop:
        return None
    if not captured:
        first, last = start, stop - 1
    elif last < first:
        return None
    elif closed_by is Kind.EDITOR and is_verse(lines[first:stop]):
        # In verse no line looks like an end, but the editor's line stands behind it.
        worded = (i for i in range(first, stop) if not is_mark(lines[i]))
        last = max(i for i in worded if lines[i].kind is not Kind.CHROME)
    first, last = trimmed(lines, first, last) if captured else (first, last)
    text = sum(len(lines[i]) for i in range(first, last + 1) if lines[i].kind is Kind.PARAGRAPH)
    return first, last, text


def behind_lead(lines: Sequence[Line], first: int, last: int) -> int:
    """Where the text begins, past a lead that the author's post and keywords part from it."""
    for i in range(first + 1, min(first + NEAR, last)):
        if lines[i].kind is Kind.BYLINE:
            parted = sum(line.kind is Kind.SHORT for line in lines[first:i])
            told = sum(line.kind is Kind.PARAGRAPH for line in lines[first:i])
            return i + 1 if parted > told and lines[i + 1].kind in OPENING else first
    return first


def can_open(lines: Sequence[Line], i: int, stop: int) -> bool:
    """Whether an article can begin with line `i`: with a sentence, or with its dateline.

    A phrase that stands alone between links is one of them, and a bracket is a note.
    """
    line = lines[i]
    if line.kind is not Kind.PHRASE:
        return line.kind is Kind.PARAGRAPH
    if line.text.startswith(BRACKETS):
        return False
    goes_on = i + 1 < stop and lines[i + 1].kind in OPENING
    return goes_on or read_dateline(line.text) is not None


def trimmed(lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    """A stretch without the lead above it, and without a phrase that promises more: 参考资料：."""
    first = behind_lead(lines, first, last)
    while last > first and lines[last].kind is Kind.PHRASE and lines[last].text[-1] in "：:":
        last -= 1
    return first, last


def is_verse(lines: Sequence[Line]) -> bool:
    """Whether so many lines are short and end like no sentence that the text must be written so."""
    verses = [line for line in lines if line.kind is Kind.SHORT]
    prose = sum(len(line) for line in lines if line.kind is Kind.PARAGRAPH)
    return len(verses) >= VERSE_SHARE * len(lines) and prose <= LONGEST_PROSE * sum(
        map(len, verses)
    )


def is_mark(line: Line) -> bool:
    """Whether a line holds no word: 0, +1, ***."""
    return not any(char.isalpha() for char in line.text)
