"""Time expressions: cases as data, and what must hold for any text."""

from __future__ import annotations

import json
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp.errors import UnreadableDate
from newsnlp.lexicons.tables import read_table
from newsnlp.text import fold
from newsnlp.times import extract_times, find_times

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases/times.jsonl").read_text("utf-8").splitlines()
]
# Everything that the grammar is about, and what it must not trip over.
_WORDS = [
    "2025",
    "12",
    "29",
    "3",
    "31",
    "0",
    "年",
    "月",
    "日",
    "号",
    "时",
    "点",
    "分",
    ":",
    "：",
    "-",
    "—",
    "至",
    "到",
    "和",
    "、",
    "，",
    "。",
    "（",
    "）",
    "二〇二五",
    "十二",
    "三十",
    "一",
    "两",
    "几",
    "半",
    "个",
    "天",
    "周",
    "今年",
    "去年",
    "年底",
    "月初",
    "上旬",
    "截至",
    "目前",
    "自",
    "以来",
    "起",
    "前",
    "后",
    "期间",
    "近",
    "未来",
    "小时",
    "世纪",
    "90年代",
    "“",
    "十四五",
    "”",
    "假期",
    "春节",
    "每年",
    "昨天",
    "当天",
    "周三",
    "上",
    "下",
    "前三季度",
    "10",
    "月",
    ".",
    ",",
    "/",
    "２",
    "億",
    "來",
    "當",
    "😀",
    "㎡",
]
PIECES = st.lists(
    st.sampled_from([*_WORDS, "\r\n", "\n", " ", "\u3000", "\ud800"]), max_size=25
).map("".join)
DAYS = st.none() | st.dates() | st.datetimes()


def parameters() -> list[object]:
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=pytest.mark.xfail(strict=True) if case.get("known_failure") else (),
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", parameters())
def test_case(case: dict[str, Any]) -> None:
    found = extract_times(case["text"], published=case["published"])
    assert [[mention.text, mention.period] for mention in found] == case["expect"]


def test_every_word_of_the_table_is_a_time_or_needs_another() -> None:
    for row in read_table("times.tsv"):
        word, role = row["word"], row["role"]
        tail = {"event": "期间", "deed": "期间", "turn": "后", "congress": "以来"}.get(role, "")
        quoted = f"“{word}”" if role == "plan" else word
        found = [extract_times(f"，{quoted}{tail}{after}") for after in ("，", "共")]
        assert [quoted + tail] in [[time.text for time in times] for times in found], word


def test_holidays_lie_in_or_next_to_their_year() -> None:
    for row in read_table("times_holidays.tsv"):
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        assert first <= last
        assert last.year == int(row["year"])
        (mention,) = extract_times(f"{row['year']}年{row['holiday']}假期")
        assert mention.period in {f"{first}/{last}", str(first)}


@given(text=PIECES | st.text(), published=DAYS)
@settings(deadline=None)
def test_mentions_slice_back_in_order(text: str, published: date | datetime | None) -> None:
    found = find_times(text, fold(text), published)
    assert found == find_times(text, fold(text), published)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@given(text=PIECES, published=DAYS)
@settings(deadline=None)
def test_periods_are_days_of_the_calendar(text: str, published: date | datetime | None) -> None:
    for mention in find_times(text, fold(text), published):
        ends = (mention.period or "..").split("/")
        days = [date.fromisoformat(f"{end}-01-01"[:10]) for end in ends if end != ".."]
        assert days == sorted(days)


@given(text=PIECES)
@settings(deadline=None)
def test_without_publication_nothing_depends_on_today(text: str) -> None:
    for mention in find_times(text, fold(text), None):
        assert mention.period is None or mention.kind in {"date", "span", "event"}


@pytest.mark.parametrize(
    ("shown", "plain"),
    [
        ("去年１２月２９日", "去年12月29日"),
        ("今年以來", "今年以来"),
        ("當地時間３月３０日", "当地时间3月30日"),
        ("近三個月來", "近三个月来"),
    ],
)
def test_traditional_and_full_width_mean_the_same(shown: str, plain: str) -> None:
    published = date(2025, 12, 29)
    (one,), (other,) = (extract_times(text, published=published) for text in (shown, plain))
    assert (one.start, one.end, one.period) == (other.start, other.end, other.period)
    assert one.text == shown


def test_line_ends_do_not_matter() -> None:
    for gap in ("\n", "\r\n"):
        found = extract_times(f"去年{gap}12月29日", published="2025-12-29")
        assert [mention.period for mention in found] == ["2024", "2025-12-29"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2025年12月", "date"),
        ("上午9时", "clock"),
        ("昨天", "relative"),
        ("前三季度", "span"),
        ("近三年", "window"),
        ("春节假期", "event"),
        ("近日", "vague"),
        ("每年12月", "frequency"),
        ("大桥通车后，", "event"),
        ("连续10年", "window"),
        ("新区成立三年来", "window"),
        ("四条地铁通车后，", "window"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    (mention,) = find_times(text, fold(text), None)
    assert mention.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "2025年12月29日",
        "2025-2026年",
        "十月三十号",
        "21世纪",
        "20世纪90年代",
        "“十四五”",
        "14:20",
        "上午9时30分",
        "近3个半月以来",
        "正月初六",
        "11、12月",
        "0—24时",
        "今晚八点半",
        "二〇二五年",
    ],
)
def test_every_number_of_a_time_lies_inside_its_span(text: str) -> None:
    (mention,) = extract_times(f"在{text}，")
    assert mention.text == text


def test_a_datetime_counts_as_its_day() -> None:
    (mention,) = extract_times("昨晚", published=datetime(2025, 1, 1, 0, 30))
    assert mention.period == "2024-12-31"


@pytest.mark.parametrize("text", [None, b"2025"])
def test_what_is_no_text(text: Any) -> None:
    with pytest.raises(TypeError, match=r"expected a str"):
        extract_times(text)


def test_unreadable_publication() -> None:
    with pytest.raises(UnreadableDate, match="expected a form like 2025-12-29"):
        extract_times("昨天", published="someday")


@pytest.mark.parametrize(
    "unit",
    [
        "年",
        "1",
        "一",
        "1月1日",
        "自",
        "十月",
        "1年",
        "“",
        "2025-",
        "前1",
        "后，",
        "时",
        "通车后",
        "每周",
    ],
)
def test_time_grows_linearly(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.perf_counter()
        find_times(text, text, date(2025, 12, 29))
        return time.perf_counter() - start

    seconds(1000)
    # Ten times the text takes ten times as long; 40 leaves room for a busy machine.
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.002)
