"""Quantities: cases as data, and what must hold for any text.

The cases were written for this project while its rules were; the gold articles judge them.
"""

from __future__ import annotations

import json
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp.lexicons.tables import read_table
from newsnlp.quantities import extract_quantities, find_readings
from newsnlp.text import fold
from newsnlp.times import find_times
from newsnlp.words import Segmenter

if TYPE_CHECKING:
    from newsnlp.quantities.readings import Reading

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases/quantities.jsonl")
    .read_text("utf-8")
    .splitlines()
]
# What the rules are about, and what they must not trip over.
WORDS = """
1 2 12 3.5 2025 1,234 0 07 -3 一 两 三 十 百 千 万 亿 几
数 半 多 余 来 零 第 前 % ％ ‰ 成 折 倍 番 翻 个 名
人 家 元 元/吨 公里 小时 年 月 天 周 个月 级 届 次 期 度 岁 号
位 首位 榜首 件(次) 每 每天 每人 时速 近 约 超 破 过 不超过 至少 以上 以下 左右
内 （含） (人民币) 至 到 - — ~ 、 ， 。 和 : ： ( ) （ ）
“ ” 《 》 分之 点 $ ¥ + / · 单位：万吨 （亿元） 增长 由 涨到 地震 票房
统一 三明市 一带一路 十分 万一 C 5G km A-1 😀 億 萬 個 兩 １ ２ ㎡ ²
"""
PIECES = [*WORDS.split(), "\ud800"]
TEXTS = (
    st.lists(st.sampled_from([*PIECES, " ", "\n", "\r\n", "\u3000", "\t"]), max_size=25).map(
        "".join
    )
    | st.text()
)
KINDS = {"count", "money", "percent", "multiple", "measure", "duration", "age", "rank"}
BOUNDS = {"exact", "about", "nearly", "over", "under"}


def readings(text: str) -> list[Reading]:
    folded = fold(text)
    return find_readings(folded, Segmenter().cut(text), find_times(text, folded, None))


def amounts(shown: str) -> list[Fraction]:
    """`3..5` is a range, `10321/100` an exact amount."""
    return [Fraction(part) for part in shown.split("..")]


def parameters() -> list[Any]:
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
    found = extract_quantities(case["text"])
    assert [q.text for q in found] == [row["text"] for row in case["expect"]]
    for quantity, row in zip(found, case["expect"], strict=True):
        values = [quantity.low, quantity.high] if quantity.value is None else [quantity.value]
        assert values == amounts(row["value"])
        assert (quantity.unit, quantity.bound, quantity.kind) == (
            row["unit"],
            row["bound"],
            row["kind"],
        )


@given(TEXTS)
@settings(deadline=None)
def test_in_order_apart_and_sliced_back(text: str) -> None:
    found = extract_quantities(text)
    assert found == extract_quantities(text)
    end = 0
    for quantity in found:
        assert end <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.kind in KINDS
        assert quantity.bound in BOUNDS
        end = quantity.end


@given(TEXTS)
@settings(deadline=None)
def test_amounts_are_exact_and_plain(text: str) -> None:
    end = 0
    for reading in readings(text):
        assert end <= reading.start <= reading.number < reading.tail <= reading.end
        end = reading.end
        amount, low, high = reading.value, reading.low, reading.high
        assert (amount is None) == (low is not None) == (high is not None)
        if low is not None:
            assert high is not None
            assert low < high
        for number in (amount, low, high):
            if isinstance(number, Decimal | Fraction):
                assert number != int(number)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(deadline=None)
def test_full_width_text_has_the_same_quantities(text: str) -> None:
    wide = text.translate({code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)})
    shape = [(q.start, q.end, q.value, q.low, q.high, q.unit) for q in extract_quantities(text)]
    assert [
        (q.start, q.end, q.value, q.low, q.high, q.unit) for q in extract_quantities(wide)
    ] == shape


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("總投資約3.5億元，惠及兩萬個家庭", "总投资约3.5亿元，惠及两万个家庭"),
        ("時速達到350公里", "时速达到350公里"),
        ("躋身前十，位居世界首位", "跻身前十，位居世界首位"),
        ("單位：萬噸\n小麥 12.5", "单位：万吨\n小麦 12.5"),
        ("發生裏氏6.2級地震", "发生里氏6.2级地震"),
    ],
)
def test_traditional_text_has_the_same_quantities(traditional: str, simplified: str) -> None:
    one, other = extract_quantities(traditional), extract_quantities(simplified)
    assert one
    assert [(q.start, q.end, q.value, q.unit, q.kind, q.bound) for q in one] == [
        (q.start, q.end, q.value, q.unit, q.kind, q.bound) for q in other
    ]


def test_line_ends_do_not_matter() -> None:
    lines = ["单位：万吨", "品种 产量", "小麦 12.5", "玉米 30", "", "1.加强领导", "新增3处"]
    found = [
        [(q.text, q.value, q.unit) for q in extract_quantities(end.join(lines))]
        for end in ("\n", "\r\n")
    ]
    assert found[0] == found[1]
    assert found[0] == [("12.5", 125000, "吨"), ("30", 300000, "吨"), ("3处", 3, "处")]


def test_header_holds_to_the_end_of_its_table() -> None:
    text = "单位：亿元\n收入 12\n支出 9\n以上为初步数\n12 家单位参加\n合计 30"
    assert [(q.text, q.unit) for q in extract_quantities(text)] == [
        ("12", "元"),
        ("9", "元"),
        ("12 家", "家"),
    ]


def test_not_text() -> None:
    with pytest.raises(TypeError, match="text is a bytes, expected a str"):
        extract_quantities(b"3")  # type: ignore[arg-type]


def test_empty() -> None:
    assert extract_quantities("") == []
    assert extract_quantities(" \r\n") == []


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "“",
        "\n",
        "号",
        "第",
        "%",
        "1、",
        "每",
        "1-",
        "A1",
        "·",
        "(1)",
        "单位：吨\n",
        "单位：吨 1\n",
        "万",
        "3至",
        "1 ",
        "约",
        "https://",
        "1.",
        "a@",
        "半",
        "1亿",
        "第1、",
        "一元",
    ],
)
def test_time_grows_linearly(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        words = Segmenter(engine=lambda folded: [(folded, "x")]).cut(text)
        start = time.perf_counter()
        find_readings(text, words, ())
        return time.perf_counter() - start

    seconds(1000)
    # Ten times the text takes ten times as long; 40 leaves room for a busy machine.
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.005)


TABLES = {
    "bounds.tsv": ("side", "bound", "phrase"),
    "money_nouns.tsv": ("side", "noun"),
    "not_quantities.tsv": ("where", "kind", "phrase"),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_folded_and_sorted(name: str) -> None:
    rows = [tuple(row[column] for column in TABLES[name]) for row in read_table(name)]
    assert [row[-1] for row in rows] == [fold(row[-1]) for row in rows]
    order = (
        sorted(rows, key=lambda row: (row[0] != "before", *row))
        if name == "bounds.tsv"
        else sorted(rows)
    )
    assert rows == order


@pytest.mark.parametrize(
    "row",
    [row for row in read_table("not_quantities.tsv") if row["where"] == "inside"],
    ids=lambda row: row["phrase"],
)
def test_no_quantity_lies_inside_a_phrase(row: dict[str, str]) -> None:
    text = f"推进{row['phrase']}，"
    assert not [r for r in readings(text) if r.start >= 2 and r.end <= len(text) - 1]
