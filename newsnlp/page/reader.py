"""`read_page`: a page as someone copied it, or as its bytes came, becomes a Page."""

from __future__ import annotations

import itertools
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from newsnlp.errors import NewsnlpWarning, NotAnArticle
from newsnlp.model import Page, Segment
from newsnlp.page.article import Block, find_article, is_captured
from newsnlp.page.bylines import read_dateline
from newsnlp.page.credits import fields_below, find_authors, find_editor, signed_off
from newsnlp.page.decoding import Decoded, decode
from newsnlp.page.lines import Kind, Line, read_lines
from newsnlp.page.masthead import (
    FULL_TITLE,
    clean_title,
    find_channel,
    find_title,
    head_of,
    read_published,
    tail_of,
    without_column,
)
from newsnlp.page.sources import lone_person, read_source

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_page"]

LONGEST_HEADING = 40
ERROR_PAGE = 600


def read_page(source: str | bytes | os.PathLike[str], *, encoding: str | None = None) -> Page:
    r"""Read a captured page: find its article, and what the page says about it.

    A page's chrome (share bars, breadcrumbs, related reading, comments) is left out of
    `Page.body`, the editor's line too; by-lines and datelines stay. An article without any chrome
    passes through whole.

    Args:
        source: a path is a file to read; a str or bytes are the content itself.
        encoding: what bytes are in, where the caller knows; found out by default.

    Raises:
        TypeError: `source` is none of these.
        NotAnArticle: the page holds no article; the message says why.
        UndecodableText: the bytes are not text in any encoding that was tried.

    >>> page = read_page(
    ...     "首页 > 要闻 > 正文\n江城新添两条公交线路\n2025-12-29 14:20 来源：江城网\n"
    ...     "本报讯（记者王丽）江城昨天新开两条公交线路，连接老城与新区，日均可运送8000人次。\n"
    ...     "（责任编辑：文浩）\n相关阅读"
    ... )
    >>> page.title, page.source, page.published, page.authors, page.editor
    ('江城新添两条公交线路', '江城网', '2025-12-29T14:20', ('王丽',), '文浩')
    """
    decoded = read_source_text(source, encoding)
    if decoded.replaced:
        warnings.warn(
            f"{decoded.replaced} characters could not be read as {decoded.encoding} and stand as"
            " U+FFFD; name the right encoding with encoding=... if it is another",
            NewsnlpWarning,
            stacklevel=2,
        )
    return take_apart(decoded)


def read_source_text(source: str | bytes | os.PathLike[str], encoding: str | None) -> Decoded:
    """The text that `source` is, or that the file holds which it names."""
    if isinstance(source, str):
        return Decoded(source, "", 0)
    if isinstance(source, bytes):
        return decode(source, encoding)
    if isinstance(source, os.PathLike):
        return decode(Path(source).read_bytes(), encoding)
    raise TypeError(
        f"read_page takes a str or bytes (the content) or a path (a file), not"
        f" {type(source).__name__}"
    )


def take_apart(decoded: Decoded) -> Page:
    """The Page of a decoded capture."""
    lines = list(read_lines(decoded.text))
    if not lines:
        raise NotAnArticle("the page is blank; expected an article; capture the page again")
    if len(decoded.text) < ERROR_PAGE and any(line.kind is Kind.ERROR for line in lines):
        raise NotAnArticle("an error page; expected an article; capture the page again")
    captured = is_captured(lines)
    block = find_article(lines, captured)
    head, tail = head_of(lines, block.first), tail_of(lines, block.last)
    title_index = find_title(lines, head)
    if captured and opens_with_title(lines, block, title_index):
        title_index = block.first
    title = title_of(lines, head, title_index, block)
    kept, editors = kept_lines(lines, block, captured, title)
    body, segments = join(kept)
    authors = find_authors([lines[i] for i in head], kept, fields_below(lines, block))
    dateline = read_dateline(kept[0].text) if kept else None
    source = read_source(lines, head, title_index, tail, authors)
    if not authors and title_index is not None:
        person = lone_person(lines, range(title_index + 1, head.stop))
        other = read_source(lines, head, title_index, tail, (person,)) if person else None
        if person is not None and other is not None:
            authors, source = (person,), other
    return Page(
        body=body,
        title=title,
        source=source or (dateline.source if dateline else None),
        published=read_published(lines, head, title_index, tail),
        authors=authors,
        editor=find_editor(lines, head, block, editors),
        place=dateline.place if dateline else None,
        channel=find_channel(lines, title_index if title_index is not None else block.first, title),
        headings=tuple(text for text in find_headings(kept) if text != title),
        capture=decoded.text,
        segments=segments,
        encoding=decoded.encoding or None,
        replaced=decoded.replaced,
    )


def opens_with_title(lines: Sequence[Line], block: Block, index: int | None) -> bool:
    """Whether the text's first line is a title that asks, because none stands above it."""
    first, following = lines[block.first], lines[block.first + 1 : block.last + 1]
    if index is not None and len(lines[index]) >= FULL_TITLE:
        return False
    asks = first.kind is Kind.PHRASE and first.text.endswith(("？", "?", "！", "!"))
    told = bool(following) and following[0].kind is Kind.PARAGRAPH
    return asks and told and FULL_TITLE <= len(first) <= LONGEST_HEADING


def title_of(lines: Sequence[Line], head: range, index: int | None, block: Block) -> str | None:
    """The title: the page's own field, the line found for it, else a headline that opens a text."""
    for i in head:
        fields = lines[i].fields
        if fields is not None and fields.get("title"):
            return fields.get("title")[0]
    if index is not None:
        return without_column(clean_title(lines[index].text), lines) or None
    for i in reversed(head):
        fields = lines[i].fields
        if fields is not None and len(fields.before.strip()) >= FULL_TITLE:
            # The title and its fields share a line.
            return clean_title(fields.before) or None
    first, second = lines[block.first], lines[block.first + 1 : block.first + 2]
    opens = first.kind is Kind.SHORT and second and second[0].kind is Kind.PARAGRAPH
    return clean_title(first.text) if opens and len(first) <= LONGEST_HEADING else None


def kept_lines(
    lines: Sequence[Line], block: Block, captured: bool, title: str | None
) -> tuple[list[Line], list[str]]:
    """The article's lines, and the editors that are named in brackets behind its last words."""
    kept = [
        line
        for line in lines[block.first : block.last + 1]
        if not captured or line.kind is not Kind.CHROME
    ]
    if captured and len(kept) > 1 and title is not None and repeats(kept[0].text, title):
        kept.pop(0)
    length, editors = signed_off(kept[-1].text)
    kept[-1] = shortened(kept[-1], length)
    return kept, editors


def repeats(text: str, title: str) -> bool:
    """Whether a line above the text is the title again, or the summary that begins with it."""
    return text == title or text.startswith((f"【{title}】", f"摘要：{title}"))


def shortened(line: Line, length: int) -> Line:
    """The first `length` characters of a line."""
    return Line(line.start, line.start + length, line.text[:length], line.kind, line.fields)


def join(kept: Sequence[Line]) -> tuple[str, tuple[Segment, ...]]:
    """The lines joined by newlines, and where each stands in the capture."""
    segments, start = [], 0
    for line in kept:
        segments.append(Segment(start, line.start, len(line)))
        start += len(line) + 1
    return "\n".join(line.text for line in kept), tuple(segments)


def find_headings(kept: Sequence[Line]) -> tuple[str, ...]:
    """The section headings: short lines that stand before a paragraph and end like no sentence."""
    return tuple(
        line.text
        for line, following in itertools.pairwise(kept)
        if line.kind is Kind.SHORT
        and len(line) <= LONGEST_HEADING
        and following.kind is Kind.PARAGRAPH
        and any(char.isalpha() for char in line.text)
    )
