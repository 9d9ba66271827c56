"""A page as lines, each with what it looks like: a paragraph, a heading, a field, chrome."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from newsnlp.lexicons.folding import fold
from newsnlp.page.bylines import read_byline, read_dateline
from newsnlp.page.cues import Cues, load_cues
from newsnlp.page.fields import Fields, read_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SHEET", "Kind", "Line", "crumbs", "ends_sentence", "is_dated", "read_lines"]

# Where `str.splitlines` breaks: a capture keeps what the page had, U+2028 included.
LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# Blanks for the eye that `str.isspace` does not know, and the glyphs of icon fonts.
BLANK = r"\s\ufeff\u200b-\u200f\u2060\ue000-\uf8ff"
AROUND = re.compile(rf"[{BLANK}]*(?P<text>(?:.*[^{BLANK}])?)", flags=re.DOTALL)

# A list cuts its titles with …, so that mark ends no sentence here.
ENDS = tuple("。！？!?；：:")
CLOSERS = "”’」』）)】》\"'"
COMMAS = re.compile(r"[，。；]|,(?!\d)")
CRUMB_MARK = re.compile(r"\s*(?:[>＞»›→]|&gt;|(?<=\s)/(?=\s))+\s*")
# A newspaper's sheet: 第03版：要闻, A12版 体育.
SHEET = re.compile(r"第?\s?[A-Z]{0,2}\d{1,3}\s?版[\s:：·]*(?P<name>[\u4e00-\u9fff]{0,8})")
CAPTION_END = re.compile(
    r"(?:(?:供图|视频截图|资料图片?|网络配?图|截图|组图)(?:\s?\S{1,8})?|[\s（(]图|[^拍\W]摄影?|\s摄影?|\s摄影报道)"
    r"[）)]?$"
)
SIGNED_DATE = re.compile(r"[（(]?(?:\d{4}|二[〇○零]..)年.{1,2}月.{1,3}日[）)]?")

# 他说。(完), ……新篇章。（王丽 文浩）
NOTE_AT_END = re.compile(r"[（(][^（()）]{1,36}[)）]$")
# The button behind the last paragraph is copied with it, and touches it.
READ_MORE = re.compile(r"\s?返回\S{2,6}[，,]\s?查看更多$")

DATELINE_WORD = re.compile("日[电電]|日[讯訊]|日消息")

PARAGRAPH = 30
LONG_PARAGRAPH = 80
LONGEST_TITLE = 50
SENTENCE = 8
DATELINE_ZONE = 40
LONGEST_CRUMB = 120
LONGEST_CHANNEL = 16
LONGEST_CAPTION = 80
LONGEST_READ_MORE = 16
LONGEST_NOTE = 40


class Kind(Enum):
    """What a line is, as far as it can be told from the line alone."""

    PARAGRAPH = auto()  # sentences
    PHRASE = auto()  # ends like a sentence, and may be a title: 谁来守护？ 他这样说：
    SHORT = auto()  # a heading, a title, a link, a line of verse
    CAPTION = auto()  # of a picture
    BYLINE = auto()  # who wrote it, standing alone
    SIGNED_DATE = auto()  # 2025年12月29日 alone: under a notice, or of an entry in a list
    CHROME = auto()  # the page's, and the article may go on after it
    FIELD = auto()  # source, date, author
    EDITOR = auto()
    CRUMB = auto()  # where the page stands: 首页 > 新闻 > 正文
    START = auto()  # 正文：what follows is the article
    ASIDE = auto()  # what follows is not
    TAIL = auto()  # only comments and the foot of the page follow
    ERROR = auto()


ROLES = {
    "chrome": Kind.CHROME,
    "aside": Kind.ASIDE,
    "start": Kind.START,
    "tail": Kind.TAIL,
    "error": Kind.ERROR,
    "caption": Kind.CAPTION,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `start`, `end` are its text's place in the capture."""

    start: int
    end: int
    text: str
    kind: Kind
    fields: Fields | None = None

    def __len__(self) -> int:
        return self.end - self.start


def read_lines(capture: str) -> Iterator[Line]:
    r"""The lines of `capture` that are not blank, without the blanks around them.

    >>> [(x.text, x.kind.name) for x in read_lines("首页 > 要闻\r\n\r\n他来了。")]
    [('首页 > 要闻', 'CRUMB'), ('他来了。', 'PHRASE')]
    """
    cues = load_cues()
    known: dict[str, tuple[Kind, Fields | None]] = {}
    for found in LINE.finditer(capture):
        raw = found[0]
        text = raw.strip()
        if not text:
            continue
        if not (text[0].isalnum() and text[-1].isalnum()) or text[0] > "\ud7ff":
            text = trimmed(text)
            if not text:
                continue
        more = READ_MORE.search(text, max(0, len(text) - LONGEST_READ_MORE))
        if more is not None and more.start() > 0:
            text = text[: more.start()]
        if text not in known:
            known[text] = classify(text, cues)
        start = found.start() + raw.index(text)
        yield Line(start, start + len(text), text, *known[text])


def trimmed(text: str) -> str:
    """`text` without the blanks around it."""
    left, right = 0, len(text)
    while left < right and is_blank(text[left]):
        left += 1
    while right > left and is_blank(text[right - 1]):
        right -= 1
    return text[left:right]


def is_blank(char: str) -> bool:
    """Whether a character shows nothing, or only an icon."""
    return (
        char.isspace()
        or char in "\ufeff\u2060"
        or "\u200b" <= char <= "\u200f"
        or ("\ue000" <= char <= "\uf8ff")
    )


def classify(text: str, cues: Cues) -> tuple[Kind, Fields | None]:
    """What a line is, and its fields if it has some.

    The order matters: a cue is known whatever it looks like, a line of fields may hold marks that
    breadcrumbs have, and only what is none of these is judged by its looks.
    """
    role = cues.role(text)
    folded = fold(text)
    fields = read_fields(text)
    told = told_of_page(role, fields)
    if told is not None:
        return told
    if fields is not None and text.startswith(("（", "(")) and fields.date is None:
        # （来源：某视频） is about what stands above it, （作者：某某） closes an article.
        return (Kind.BYLINE if fields.has("author", "reporter") else Kind.CAPTION), fields
    if fields is not None and (
        fields.has("source", "author", "title")
        or (fields.date is not None and not fields.has("caption", "photo"))
        or not fields.has("reporter", "caption", "photo")
    ):
        alone = fields.date is not None and SIGNED_DATE.fullmatch(folded) is not None
        return Kind.SIGNED_DATE if alone else Kind.FIELD, fields
    if crumbs(text, cues):
        return Kind.CRUMB, None
    if len(text) <= LONGEST_CAPTION and CAPTION_END.search(folded, max(0, len(text) - 24)):
        return Kind.CAPTION, None
    if fields is not None and fields.has("caption", "photo") and not fields.has("reporter"):
        return Kind.CAPTION, None
    if read_byline(text):
        return Kind.BYLINE, fields
    if SIGNED_DATE.fullmatch(folded):
        return Kind.SIGNED_DATE, None
    return looks(text), None


def told_of_page(role: str | None, fields: Fields | None) -> tuple[Kind, Fields | None] | None:
    """What a line is that a cue or the editor's label tells, else None."""
    if fields is None:
        return None if role is None else (ROLES[role], None)
    if fields.date is None and {name for name, _ in fields.values} == {"count"}:
        return ROLES[role or "chrome"], fields
    if fields.has("editor", "staff"):
        return Kind.EDITOR, fields
    if role == "chrome" and fields.date is not None and fields.has("date"):
        return Kind.FIELD, fields
    if role is not None and not fields.has("source", "author", "title"):
        return ROLES[role], fields if role == "chrome" else None
    return None


def ending(text: str) -> str:
    """The last characters of a line without the note, quotation marks and brackets that close it.

    >>> ending("他说：“好。”（完）")
    '他说：“好。'
    """
    end = text[-LONGEST_NOTE:]
    return (NOTE_AT_END.sub("", end) or end).rstrip(CLOSERS)


def ends_sentence(text: str) -> bool:
    """Whether a line ends like a sentence."""
    return ending(text).endswith(ENDS)


def looks(text: str) -> Kind:
    """Paragraph, phrase or short line, by length and punctuation."""
    length, end = len(text), ending(text)
    commas = len(COMMAS.findall(text, 0, 400))
    if end.endswith("。") and length >= SENTENCE:
        return Kind.PARAGRAPH
    ends = end.endswith(ENDS)
    # Titles have commas, question marks and up to some 40 characters.
    if commas and (length >= LONG_PARAGRAPH or (length >= PARAGRAPH and (commas > 1 or ends))):
        return Kind.PARAGRAPH if length >= LONGEST_TITLE or "。" in text else Kind.PHRASE
    if DATELINE_WORD.search(text, 0, DATELINE_ZONE):
        # 某社江城3月4日电 通讯：… alone opens a report, though it ends like no sentence.
        dateline = read_dateline(text)
        ends = ends or (dateline is not None and dateline.place is not None)
    if ends or (text[-1] in CLOSERS and text.startswith(("（", "(", "【"))):
        return Kind.PHRASE
    return Kind.SHORT


def is_dated(line: Line) -> bool:
    """Whether a line of fields has a date."""
    return line.fields is not None and line.fields.date is not None and line.kind is not Kind.CHROME


def crumbs(text: str, cues: Cues) -> list[str]:
    """The parts of a breadcrumb line; empty if the line is none.

    >>> crumbs("您的位置：首页 > 地方 > 正文", load_cues())
    ['首页', '地方', '正文']
    """
    if len(text) > LONGEST_CRUMB:
        return []
    sheet = SHEET.fullmatch(text)
    if sheet is not None:
        return [sheet["name"] or text]
    place = cues.place.match(fold(text))
    rest = text[place.end() :] if place else text
    marks = CRUMB_MARK.findall(rest)
    parts = [part.strip() for part in CRUMB_MARK.split(rest) if part.strip()]
    if place is not None and marks and parts:
        return parts
    if not marks or not parts or any(len(part) > LONGEST_CHANNEL for part in parts[:-1]):
        return []
    framed = parts[0].endswith("首页") or parts[-1] in ("正文", "详情", "内容")
    begins = rest.startswith((">", "＞", "»")) and len(parts) == 1 and len(rest) <= LONGEST_CHANNEL
    chained = len(parts) >= 2 and (len(parts) >= 3 or len(rest) <= 2 * LONGEST_CHANNEL)
    slashed = all("/" in mark for mark in marks)
    arrowed = all("→" in mark for mark in marks)
    if slashed or arrowed:
        return parts if framed and len(parts) >= 2 else []
    return parts if begins or chained or (framed and len(parts) >= 2) else []
