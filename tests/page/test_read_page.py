"""`read_page` on captures written for this project, in other layouts than it was built on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsnlp.errors import NewsnlpWarning, NotAnArticle, UndecodableText
from newsnlp.page import read_page

CASES = Path(__file__).parent.parent / "cases" / "page_captures.jsonl"
SHARED = Path(__file__).parents[3] / "shared"

ROWS = [json.loads(row) for row in CASES.read_text("utf-8").splitlines()]
ARTICLES = [row for row in ROWS if row["expect"]["kind"] == "article"]
OTHERS = [row for row in ROWS if row["expect"]["kind"] == "other"]

REPORT = (
    "江城新桥通车\n来源：江城日报 2025-12-29 14:20\n"
    "江城新桥29日通车，双向六车道，全长1.8公里，两岸居民出行时间缩短了一半。\n"
    "市交通局的人说，首周禁止货车通行，公交车从元旦起走新桥。\n（责任编辑：彭立）\n"
)


def by_label(row: dict[str, Any]) -> str:
    return str(row["label"])


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("row", ARTICLES, ids=by_label)
def test_article(row: dict[str, Any]) -> None:
    page, want = read_page(row["text"]), row["expect"]
    for field in ("title", "source", "published", "editor", "place"):
        assert getattr(page, field) == want.get(field, getattr(page, field)), field
    for field in ("authors", "channel"):
        assert list(getattr(page, field)) == want.get(field, list(getattr(page, field))), field
    assert page.body.startswith(want.get("first", ""))
    assert page.body.endswith(want.get("last", ""))
    if want.get("whole"):
        assert page.body == "\n".join(lines_of(row["text"]))


@pytest.mark.parametrize("row", OTHERS, ids=by_label)
def test_page_without_article(row: dict[str, Any]) -> None:
    with pytest.raises(NotAnArticle, match="expected"):
        read_page(row["text"])


@pytest.mark.parametrize("row", ARTICLES, ids=by_label)
def test_line_ends_make_no_difference(row: dict[str, Any]) -> None:
    unix, dos = read_page(row["text"]), read_page(row["text"].replace("\n", "\r\n"))
    for field in ("body", "title", "source", "published", "authors", "editor", "headings"):
        assert getattr(unix, field) == getattr(dos, field)
    assert "\r\n" in dos.capture


@pytest.mark.parametrize("row", ARTICLES, ids=by_label)
def test_every_line_leads_back_to_the_capture(row: dict[str, Any]) -> None:
    page = read_page(row["text"].replace("\n", "\r\n\u3000\u3000"))
    start = 0
    for line in page.body.split("\n"):
        first, last = page.source_span(start, start + len(line))
        assert page.capture[first:last] == line
        start += len(line) + 1


def test_a_path_is_a_file_and_a_str_is_content(tmp_path: Path) -> None:
    file = tmp_path / "capture.txt"
    file.write_text(REPORT, "utf-8")
    assert read_page(file).title == "江城新桥通车"
    assert read_page(str(file)).body == str(file)
    with pytest.raises(FileNotFoundError):
        read_page(tmp_path / "missing.txt")


def test_a_path_in_the_text_opens_nothing() -> None:
    assert read_page("/etc/passwd").body == "/etc/passwd"
    assert read_page(b"/etc/passwd").body == "/etc/passwd"


@pytest.mark.parametrize("source", [None, 12, ["一"], bytearray(b"x")])
def test_other_types_are_refused(source: Any) -> None:
    with pytest.raises(TypeError, match=type(source).__name__):
        read_page(source)


@pytest.mark.parametrize("blank", ["", " \n\u3000\r\n", "\ufeff", b""])
def test_a_blank_page(blank: str | bytes) -> None:
    with pytest.raises(NotAnArticle, match="blank"):
        read_page(blank)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("gb2312", "gb18030"),
        ("gb18030", "gb18030"),
        ("big5", "big5"),
    ],
)
def test_bytes_are_read_as_what_they_are(codec: str, name: str) -> None:
    text = REPORT
    if codec == "big5":
        pairs = zip(
            "桥报来双图长两民时间缩单说车从编辑责",
            "橋報來雙圖長兩民時間縮單說車從編輯責",
            strict=True,
        )
        text = REPORT.translate({ord(simple): full for simple, full in pairs})
        text = text.encode("big5", "ignore").decode("big5")
    page = read_page(text.encode(codec))
    assert (page.encoding, page.replaced) == (name, 0)
    assert page.capture == text
    assert page.published == "2025-12-29T14:20"


def test_a_declared_charset_is_believed() -> None:
    data = ("<meta charset='big5'>\n" + "新聞" * 3).encode("big5")
    assert read_page(data).encoding == "big5"


def test_replaced_characters_are_counted_and_reported() -> None:
    data = REPORT.encode("utf-8")
    cut = data.index("六".encode())
    with pytest.warns(NewsnlpWarning, match="1 characters"):
        page = read_page(data[: cut + 1] + data[cut + 3 :])
    assert page.encoding == "utf-8"
    assert page.replaced == page.capture.count("\ufffd") == 1


def test_a_replacement_character_of_the_page_is_no_loss() -> None:
    page = read_page(REPORT.replace("六", "\ufffd").encode())
    assert page.replaced == 0


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 8, b"\x89PNG\r\n\x1a\n\xff\xd8" * 40])
def test_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(UndecodableText, match="bytes"):
        read_page(data)


def test_the_encoding_that_the_caller_names() -> None:
    assert read_page("今天有雨。".encode("gbk"), encoding="GBK").body == "今天有雨。"
    with pytest.raises(UndecodableText, match="not the name"):
        read_page(b"x", encoding="klingon")
    with pytest.raises(UndecodableText, match="are not"):
        read_page("今天有雨。".encode(), encoding="ascii")


def test_the_editor_in_brackets_behind_the_last_words() -> None:
    page = read_page("新华社北京3月4日电 春天来了。\n花开了。（责任编辑：彭立）")
    assert (page.body, page.editor) == ("新华社北京3月4日电 春天来了。\n花开了。", "彭立")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared captures are not here")
def test_the_page_it_began_with() -> None:
    page = read_page(SHARED / "pages" / "harbin-2025-12-29.txt")
    gold = json.loads((SHARED / "gold" / "dev.jsonl").read_text("utf-8").splitlines()[0])
    assert page.body.split("\n") == lines_of(gold["text"])
    assert (page.title, page.source) == (gold["title"], gold["source"])
    assert page.published == "2025-12-29T14:20"
    assert len(page.authors) == 2
    assert len(page.headings) == 3
    assert page.editor is not None
    assert "地方频道-黑龙江" in page.channel


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared captures are not here")
def test_the_shared_captures() -> None:
    """The rules were built on these pages: this guards them, it measures nothing."""
    folder = SHARED / "pages" / "captures"
    rows = [json.loads(x) for x in (folder / "expected.jsonl").read_text("utf-8").splitlines()]
    right = 0
    for row in rows:
        try:
            page = read_page(folder / row["file"])
        except NotAnArticle:
            right += row["kind"] == "other"
            continue
        right += row["kind"] == "article" and (
            page.title is not None and "".join(page.title.split()) == "".join(row["title"].split())
        )
    assert right >= 0.97 * len(rows)
