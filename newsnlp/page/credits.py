"""Authors and editors: from the page's fields, by-lines, datelines and signatures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsnlp.lexicons.folding import fold
from newsnlp.page.bylines import (
    CLOSING_ZONE,
    credited,
    is_person,
    names_media,
    read_byline,
    read_closing_byline,
    read_dateline,
    split_names,
)
from newsnlp.page.cues import load_cues, without_chrome
from newsnlp.page.fields import Fields, read_fields
from newsnlp.page.lines import Kind, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsnlp.page.article import Block

__all__ = ["fields_below", "find_authors", "find_editor", "signed_off"]

# In lines: how far into an article a by-line may stand, and how far below it fields and editor.
NEAR_ENDS = 3
FARTHEST_FIELDS = 12
FARTHEST_EDITOR = 40
LONGEST_NAME = 3

SIGNED = (Kind.FIELD, Kind.EDITOR, Kind.BYLINE)
POSTS = ("教授", "研究员", "主任", "院长", "所长", "会长", "理事", "委员", "书记", "学者", "博士")
STAFF_CODE = re.compile(r"[\s_]*[(（\[]?[A-Z]{1,5}\d{1,8}[)）\]]?$|[_\s]+\d+$")
CLOSING = re.compile(r"[（(\[【](?P<inside>[^（()）\[\]【】]{2,80})[）)\]】]\s*\d{0,8}$")


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Names in order, each once."""
    return tuple(dict.fromkeys(names))


def fields_below(lines: Sequence[Line], block: Block) -> list[Line]:
    """The lines of fields right below an article."""
    below = []
    for line in lines[block.last + 1 : block.last + 1 + FARTHEST_FIELDS]:
        if line.kind not in (*SIGNED, Kind.CHROME):
            break
        below.append(line)
    return below


def signed_off(text: str) -> tuple[int, list[str]]:
    """Where a line's own text ends, and the editors named in brackets behind it.

    >>> signed_off("花开了。（责任编辑：彭立）"), signed_off("花开了。（完）")
    ((4, ['彭立']), (7, []))
    """
    bracket = CLOSING.search(text, max(0, len(text) - CLOSING_ZONE))
    fields = read_fields(bracket["inside"]) if bracket else None
    if bracket is None or fields is None or not fields.has("editor"):
        return len(text), []
    end = len(text[: bracket.start()].rstrip())
    # A by-line that names the editor too is the article's.
    stays = end == 0 or fields.has("reporter", "author")
    return len(text) if stays else end, fields.get("editor")


def find_authors(
    head: Sequence[Line], kept: Sequence[Line], below: Sequence[Line]
) -> tuple[str, ...]:
    """Who wrote it: the page's field, the by-line above, the dateline, the by-line at the end."""
    nobody = load_cues().nobody
    names: list[str] = []
    for line in (*head, *kept[:NEAR_ENDS], *kept[NEAR_ENDS:][-NEAR_ENDS:], *below):
        signed = read_byline(line.text) if line.kind is Kind.BYLINE else []
        if not signed and line.fields is not None and line.kind in SIGNED:
            signed = names_in_fields(line.fields)
        names += signed
    for line in kept[:NEAR_ENDS]:
        dateline = read_dateline(line.text)
        names += dateline.authors if dateline else ()
    for line in kept[-2:]:
        names += read_closing_byline(line.text)
    named = [name for name in names if fold(name) not in nobody]
    # （作者：某大学教授） tells the post of the author whom the masthead names.
    tells_post = any(map(is_person, named))
    return unique(x for x in named if not (tells_post and fold(x).endswith(POSTS)))


def names_in_fields(fields: Fields) -> list[str]:
    """The authors that a line of fields names."""
    if not fields.values:
        # 原创 王丽 某某周刊 2025-12-29 14:20: the last is the source.
        words = " ".join(fields.before.split()[:-1])
        return [name for name in split_names(words) if is_person(name)]
    names: list[str] = []
    for value in fields.get("author") + fields.get("reporter"):
        value = without_chrome(value)
        names += credited(value) or split_names(value) or leading_name(value)
    return names or behind_source(fields)


def behind_source(fields: Fields) -> list[str]:
    """The author that stands behind the source with no label: 来源：某某网 王丽."""
    words = [without_chrome(value).split() for value in fields.get("source")]
    pairs = [pair for pair in words if len(pair) == 2 and not names_media(pair[1])]
    return [name for _, name in pairs if len(name) <= LONGEST_NAME and is_person(name)]


def leading_name(value: str) -> list[str]:
    """The name before its owner's post, 王丽，某大学教授, or the whole value, a body's name."""
    first = split_names(re.split("[，,]", value)[0])
    return first if first or not value else [value]


def find_editor(lines: Sequence[Line], head: range, block: Block, cut: Sequence[str]) -> str | None:
    """The editors, joined by 、: named at the end of the text, below it, or in the masthead."""
    names = editors_in(cut)
    found = False
    for i in (*head, *range(block.last + 1, min(len(lines), block.last + 1 + FARTHEST_EDITOR))):
        line = lines[i]
        if line.kind is not Kind.EDITOR or line.fields is None:
            if found and i > block.last:
                break
            continue
        names += editors_in(line.fields.get("editor"))
        found = i > block.last
    return "、".join(unique(names)) or None


def editors_in(values: Sequence[str]) -> list[str]:
    """The names in the values of editors' fields, without staff codes."""
    names = []
    for value in values:
        name = STAFF_CODE.sub("", without_chrome(value)).strip()
        names += split_names(name) or ([name] if name else [])
    return [name for name in names if fold(name) not in load_cues().nobody]
