"""The labelled fields of a line: 来源：… 作者：… 责任编辑：…, and dates with or without a label."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsnlp.lexicons.folding import fold
from newsnlp.lexicons.tables import read_table
from newsnlp.page.dates import DateSpan, find_date

__all__ = ["Fields", "read_fields"]

# Longer lines are text, whatever words stand in them.
LONGEST_FIELD_LINE = 120
LONGEST_VALUE = 60
# 文号：江政发〔2021〕3号, 浏览：663次
LONGEST_COUNT = 40
# What stands before the first label of a line of fields: a name, a share word, no clause.
LONGEST_PREFIX = 24

# Fields whose label must not go on to the left: 活动时间：, 原标题： are others.
WHOLE_LABELS = ("date", "other_date", "title")

# 发改委副主任：… is a title.
POSTS = frozenset({"主任", "责任人", "主编", "总编", "总编辑", "监制", "校长"})
NAMED = ("editor", "staff", "reporter")

# （编辑：王丽）1110308: some agencies count their reports behind the bracket.
VALUE_END = re.compile(r"[|｜]|\s{2,}|[\]】)）」]\s*(?=[\[【(（]|\d{0,8}$)")
BRACKETS = " \t\xa0\u3000[]【】()（）:：|｜/，,;；·"
SENTENCE_MARKS = re.compile(r"[，。！？；]")
# 江城在线 www.example.com 2025-12-29 14:20
ADDRESS = re.compile(r"(?:https?://)?\b[a-z0-9-]+(?:\.[a-z0-9-]+)+/?", flags=re.IGNORECASE)
COUNT = re.compile(r"[\d.,万亿+]*\s?[条次人]?|\S{2,8}\d{4}\S{1,8}号")
NO_YEAR = re.compile(r"\s*\d{1,2}[-/月]\d{1,2}日?\s*\d{1,2}[:：]\d\d\s*")


class Fields(NamedTuple):
    """What a line says about its article, label by label.

    `values` are (field, value) in order, values may be empty; `rest` are the stretches of the line
    before and after the date that no label claims.
    """

    values: tuple[tuple[str, str], ...]
    date: DateSpan | None
    before: str
    after: str

    def get(self, field: str) -> list[str]:
        """The values of `field` that are not empty."""
        return [value for name, value in self.values if name == field and value]

    def has(self, *fields: str) -> bool:
        """Whether one of `fields` has a label here, with a value or without."""
        return any(name in fields for name, _ in self.values)


@cache
def labels() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a label with its colon, and label → field."""
    fields = {row["label"]: row["field"] for row in read_table("page_labels.tsv")}
    # Nor must a label of one character (作文：); the others may touch the value before them.
    whole = "(?<![\u4e00-\u9fff])"
    # Tables of government pages space their labels: 来　　源：, 索 引 号：.
    spaced = [
        (whole if len(label) == 1 or label in POSTS or fields[label] in WHOLE_LABELS else "")
        + r"[ \u3000\xa0]{0,4}".join(map(re.escape, label))
        for label in sorted(fields, key=len, reverse=True)
    ]
    colon = r"(?:\s{0,2}于?[:：]|于|(?<=于))"
    # 只看该作者 | 倒序浏览: a bar follows a label only where the word begins with it.
    barred = rf"{whole}(?P<barred>{'|'.join(spaced)})\s{{0,2}}[/|｜丨]"
    # 编辑 王丽 校对 文浩: where a blank stands for the colon, a name has to follow.
    named = "|".join(sorted((x for x in fields if fields[x] in NAMED), key=len, reverse=True))
    name = r"[ \u3000]?[\u4e00-\u9fff]{2,4}(?:[ \u3000)）\]】]|$)"
    blank = rf"(?P<role>{named})(?:[ \u3000]|\s[-—]\s)(?={name})"
    return re.compile(rf"(?:(?P<label>{'|'.join(spaced)}){colon}|{barred}|{blank})\s*"), fields


def label_of(match: re.Match[str]) -> str:
    """The label that was found, without the blanks within."""
    return "".join((match["label"] or match["barred"] or match["role"]).split())


def read_fields(text: str) -> Fields | None:
    """The fields of a line, or None for a line that is text.

    Labels and dates are read in the folded line (來源：, ２０２５年), values are cut from the line.

    >>> read_fields("2025-12-29 14:20 来源：新华网 责任编辑：王丽").values
    (('source', '新华网'), ('editor', '王丽'))
    >>> read_fields("来源：记者从市交通局获悉，今年新增公交线路12条，覆盖全部新建小区。")
    """
    if len(text) > LONGEST_FIELD_LINE or text.endswith(("。", "。”")):
        return None
    pattern, fields = labels()
    folded = fold(text)
    found = list(pattern.finditer(folded))
    date = find_date(folded)
    first = min([m.start() for m in found[:1]] + ([date.start] if date else [len(text)]))
    if first == len(text):
        return Fields((), None, "", "") if NO_YEAR.fullmatch(text) else None
    before = text[:first]
    if len(ADDRESS.sub("", before).strip(BRACKETS)) > LONGEST_PREFIX or SENTENCE_MARKS.search(
        before
    ):
        return None
    values = tuple(labelled(text, found, fields, date))
    names = {name for name, _ in values}
    counted = names == {"count"} and not before.strip(BRACKETS) and len(text) <= LONGEST_COUNT
    # 评论：今年怎么过年 is a title.
    counted = counted and (len(label_of(found[0])) > 2 or bool(COUNT.fullmatch(values[0][1])))
    if names <= {"count", "date", "other_date"} and not dated(text, date, found, fields):
        return Fields(values, None, "", "") if counted and not SENTENCE_MARKS.search(text) else None
    end = date.end if date else len(text)
    following = [m.start() for m in found if m.start() >= end]
    after = text[end : following[0] if following else len(text)]
    return Fields(values, date, before, after if date else "")


def labelled(
    text: str, found: list[re.Match[str]], fields: dict[str, str], date: DateSpan | None
) -> list[tuple[str, str]]:
    """Each label's field with the value that stands between it and the next label or date."""
    values = []
    for i, match in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else len(text)
        if date is not None and match.end() < date.start < end:
            end = date.start
        value = text[match.end() : end]
        cut = VALUE_END.search(value)
        value = (value[: cut.start()] if cut else value).strip(BRACKETS)
        field = fields[label_of(match)]
        if date is not None and match.end() == date.start:
            # 来源：2025-12-29 has no source; 时间：2025-12-29 is the date itself.
            value = ""
        elif field == "date" and value.isalpha():
            # 发表于湖北 tells the place.
            continue
        values.append((field, value if len(value) <= LONGEST_VALUE else ""))
    return values


def dated(
    text: str, date: DateSpan | None, found: list[re.Match[str]], fields: dict[str, str]
) -> bool:
    """Whether a line without other fields is there for its date: 2025-12-29 某某网, 时间：…."""
    if date is None:
        return any(
            fields[label_of(m)] in ("date", "other_date") and NO_YEAR.match(text, m.end())
            for m in found
        )
    before, after = text[: date.start], text[date.end :]
    apart = not before or before.endswith(tuple(BRACKETS)) or bool(found)
    # 2022年3月1日起施行 is a title; 2022年3月1日 某某网 123 is not.
    apart = apart and (not after or after.startswith(tuple(BRACKETS)) or bool(found))
    rest = len(before.strip()) + len(after.strip())
    return apart and rest <= 40 and not SENTENCE_MARKS.search(text)
