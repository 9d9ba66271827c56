"""The parts of the page reader: lines, fields, by-lines, dates; and what always holds."""

from __future__ import annotations

import time
import warnings
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.errors import NewsnlpError, NotAnArticle
from newsnlp.lexicons.tables import data_file, read_table
from newsnlp.page import read_page
from newsnlp.page.bylines import read_dateline, split_names
from newsnlp.page.cues import load_cues
from newsnlp.page.dates import find_date
from newsnlp.page.fields import read_fields
from newsnlp.page.lines import Kind, read_lines

TABLES = ["page_bylines.tsv", "page_cues.tsv", "page_labels.tsv", "page_surnames.tsv"]


def kind_of(text: str) -> Kind:
    (line,) = read_lines(text)
    return line.kind


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_sorted_and_unique(name: str) -> None:
    text = data_file(name).read_text("utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
    assert rows == sorted(set(rows))
    assert len(read_table(name)) == len(rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("分享到： 微信 微博 QQ空间", Kind.CHROME),
        ("【打印本页】【关闭窗口】", Kind.CHROME),
        ("推荐99", Kind.CHROME),
        ("相关阅读 >", Kind.ASIDE),
        ("延伸 · 推荐", Kind.ASIDE),
        ("Copyright © 2019 某网 版权所有", Kind.TAIL),
        ("免责声明：本文仅供参考，不作为任何依据。", Kind.TAIL),
        ("首页 > 新闻 > 正文", Kind.CRUMB),
        ("第03版：要闻", Kind.CRUMB),
        ("2025-12-29 14:20 来源：江城网", Kind.FIELD),
        ("江城网 2025-12-29 14:20", Kind.FIELD),
        ("[ 责编:彭立 ]", Kind.EDITOR),
        ("编辑 彭立 校对 王丽", Kind.EDITOR),
        ("采写：江城报记者 王丽", Kind.BYLINE),
        ("□ 本报记者 王丽 文浩", Kind.BYLINE),
        ("图为通车仪式现场。（王丽摄）", Kind.CAPTION),
        ("本报记者 王丽 摄", Kind.CAPTION),
        ("谁来守护夜归人？", Kind.PHRASE),
        ("“网格”撬动大变局", Kind.SHORT),
        # Not what they begin like.
        ("分享到他人的喜悦，才是真正的喜悦，她这样告诉记者。", Kind.PARAGRAPH),
        ("据统计，当天共有3000人参与了活动，比去年多一倍。", Kind.PARAGRAPH),
        ("2025年3月1日起施行", Kind.SHORT),
        ("美国未经授权在当地采取军事行动，引发多方批评。", Kind.PARAGRAPH),
    ],
)
def test_what_a_line_is(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2020年03月30日 23:37", "2020-03-30T23:37"),
        ("2020-03-30 23:37:05", "2020-03-30T23:37"),
        ("时间:2022/4/9", "2022-04-09"),
        ("2022年9月16日 星期五 8:05", "2022-09-16T08:05"),
        ("2019-09-3007:42", "2019-09-30T07:42"),
        ("2023 10/12 08:30:22", "2023-10-12T08:30"),
        ("2022年3月4日下午3:20", "2022-03-04T15:20"),
        ("09-30 22:46", None),
        ("3小时前", None),
        ("2022-13-40", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    found = find_date(text)
    assert (found and found.iso) == iso


def test_fields_of_one_line() -> None:
    fields = read_fields("2020-11-23 10:22 出处：某科技 作者：王丽 编辑：文浩 人气： 538 次")
    assert fields is not None
    assert fields.values[:3] == (("source", "某科技"), ("author", "王丽"), ("editor", "文浩"))
    assert read_fields("“图片来源：网络”几个字引起了他的注意，他找到作者。") is None


@pytest.mark.parametrize(
    ("text", "source", "place", "authors"),
    [
        ("新华社北京3月4日电（记者王丽、文浩）春分", "新华社", "北京", ("王丽", "文浩")),
        ("中新社香港4月1日电 (记者 王丽)", "中新社", "香港", ("王丽",)),
        ("本报讯（记者 王丽 通讯员 文浩）", None, None, ("王丽", "文浩")),
        ("央视网消息（新闻联播）：", "央视网", None, ()),
        ("江城报北京3月4日电（记者王丽 摄影 文浩）", "江城报", "北京", ("王丽",)),
    ],
)
def test_datelines(text: str, source: str | None, place: str | None, authors: tuple[str]) -> None:
    assert read_dateline(text) == (source, place, authors)


def test_no_dateline() -> None:
    assert read_dateline("他在新闻里看到了这座城市。") is None
    assert split_names("从市交通局获悉") == []


ALPHABET = st.sampled_from(
    [
        *"新华社来源：记者责任编辑2025-12-29 （）()【】|>/。，！？“”亿％㎡😀",
        *"\n\r\u3000\ufeff\u200b\u2028\x85\ud800",
        *("相关阅读", "首页 > 要闻", "来源：", "2025-12-29 14:20", "他说，今天下雨了。", "\r\n"),
    ]
)


@given(st.lists(ALPHABET, max_size=120).map("".join) | st.text(max_size=200))
def test_any_text_is_a_page_or_none(text: str) -> None:
    try:
        page = read_page(text)
    except NotAnArticle:
        return
    assert page == read_page(text)
    assert page.capture == text
    for part in page.segments:
        stretch = text[part.source_start : part.source_start + part.length]
        assert page.body[part.start : part.start + part.length] == stretch
    assert [part.source_start for part in page.segments] == sorted(
        part.source_start for part in page.segments
    )


SENTENCES = [
    "他说，今天下雨了。",
    "江城新桥通车，两岸居民出行更方便了。",
    "“谁来守护夜归人？”她问。",
]


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n\r\n"]),
)
def test_a_bare_article_passes_whole(lines: list[str], newline: str) -> None:
    assert read_page(newline.join(lines)).body.split("\n") == lines


@given(st.binary(max_size=300))
def test_bytes_never_raise_anything_else(data: bytes) -> None:
    with warnings.catch_warnings(), suppress(NewsnlpError):
        warnings.simplefilter("ignore")
        read_page(data)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "“",
        "\n",
        "> ",
        "来源：",
        "（记者",
        "标题\n",
        "他说，今天下雨了。\n",
        "2025-12-29 ",
    ],
)
def test_a_megabyte_takes_seconds(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    with suppress(NotAnArticle):
        read_page(text)
    assert time.perf_counter() - start < 10


def test_cues_do_not_name_a_site() -> None:
    names = ("网易", "新浪", "搜狐", "凤凰", "澎湃", "央视", "人民网", "新华", "百度", "头条号")
    assert not [c for c in load_cues().lines if any(name in c for name in names)]
