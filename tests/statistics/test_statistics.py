"""Statistics: cases as data, the parts of the room, and what must hold for any batch.

The cases were written for this project while its rules were; the gold articles judge them.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import newsnlp
from newsnlp.lexicons.tables import read_arrays, read_table
from newsnlp.model import Statistic
from newsnlp.quantities import find_readings
from newsnlp.statistics import explain, find_statistics
from newsnlp.statistics.changes import PLACES, find_cues
from newsnlp.statistics.comparison import find_basis
from newsnlp.statistics.explaining import _RULES
from newsnlp.statistics.network import shipped
from newsnlp.statistics.timing import choices, choose_time
from newsnlp.statistics.tokens import KINDS, Tokens, tokenize, unit_row
from newsnlp.statistics.vocabulary import MODEL, UNITS, make_vocabulary, vocabulary
from newsnlp.text import fold, split_sentences
from newsnlp.times import find_times, parse_published
from newsnlp.words import Segmentation, Segmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _pytest.mark import ParameterSet

    from newsnlp.quantities import Reading
    from newsnlp.statistics.changes import Cue

ROOT = Path(__file__).parents[2]
CASES = [
    json.loads(line)
    for line in (ROOT / "tests/cases/statistics.jsonl").read_text("utf-8").splitlines()
]
FIELDS = ("unit", "bound", "kind", "change", "basis", "time", "period")
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


def parameters() -> list[ParameterSet]:
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
    text = case["text"]
    found = newsnlp.extract_statistics(text, published=case["published"])
    assert [s.text for s in found] == [row["text"] for row in case["expect"]]
    for statistic, row in zip(found, case["expect"], strict=True):
        amounts = [statistic.low, statistic.high] if statistic.value is None else [statistic.value]
        assert amounts == [Fraction(part) for part in row["value"].split("..")]
        assert {name: getattr(statistic, name) for name in FIELDS} == {
            name: row[name] for name in FIELDS
        }
        assert statistic.item in row["item"]


def test_cases_cover_every_kind_bound_and_change() -> None:
    rows = [row for case in CASES for row in case["expect"]]
    assert {row["kind"] for row in rows} == set(KINDS)
    assert {row["bound"] for row in rows} == {"exact", "about", "nearly", "over", "under"}
    assert {row["change"] for row in rows} == {"up", "down", None}
    assert {row["basis"] for row in rows} == {"yoy", "mom", None}
    assert len({case["label"] for case in CASES}) == len(CASES)


# --- the words around a number ---------------------------------------------------------------


def readings_of(text: str) -> list[Reading]:
    folded = fold(text)
    return find_readings(folded, Segmenter().cut(text), find_times(text, folded, None))


def cues_of(text: str) -> list[Cue]:
    return find_cues(readings_of(text), fold(text))


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("出口增长11.4%", [("up", "before")]),
        ("出口下降11.4%", [("down", "before")]),
        ("2%的涨幅", [("up", "behind")]),
        ("覆盖率提高到85%", [("level", "before")]),
        ("涨幅达到8%", [("up", "before")]),
        ("跌幅达到8%", [("down", "before")]),
        ("分别增长10.6%、13.8%", [("up", "before"), ("up", "list")]),
        ("下降20个基点至2.2%", [("down", "before"), ("level", "before")]),
        ("从12家增长至35家", [("", ""), ("level", "before")]),
        ("比上年多2.4万吨", [("up", "before")]),
        ("较常年同期偏少7毫米", [("down", "before")]),
        ("较常年少7毫米", [("down", "before")]),
        ("新增51宗，其中意大利4宗", [("up", "before"), ("up", "part")]),
        ("新增51宗（意大利4宗）", [("up", "before"), ("up", "part")]),
        ("新增51宗，其中意大利4人", [("up", "before"), ("", "")]),
        ("新增51宗。其中意大利4宗", [("up", "before"), ("", "")]),
        ("新增51宗，累计900宗，其中意大利4宗", [("up", "before"), ("", ""), ("", "")]),
        ("新增51宗，意大利4宗", [("up", "before"), ("", "")]),
        ("降尘措施实施3项", [("", "")]),
        ("价格降5%", [("down", "before")]),
        ("下降的是出口，进口为5%", [("", "")]),
        ("学校有教师32名", [("", "")]),
        ("", []),
    ],
)
def test_change_cues(text: str, expect: list[tuple[str, str]]) -> None:
    assert [(cue.direction, cue.place) for cue in cues_of(text)] == expect


def test_a_cue_says_its_word_and_how_far_it_stands() -> None:
    (cue,) = cues_of("出口增长了约11.4%")
    assert (cue.word, cue.gap, cue.place) == ("增长", 1, "before")
    assert all(cue.place in PLACES for cue in cues_of("新增51宗，其中意大利4宗、法国3宗"))


def test_change_words_are_sorted_and_folded() -> None:
    words = [row["word"] for row in read_table("changes.tsv")]
    assert words == sorted(set(words))
    assert words == [fold(word) for word in words]
    assert {row["direction"] for row in read_table("changes.tsv")} == {"up", "down", "level"}


@pytest.mark.parametrize(
    ("text", "year", "expect"),
    [
        ("同比增长5%", None, "yoy"),
        ("环比增长5%", None, "mom"),
        ("比上年同期增长5%", None, "yoy"),
        ("较去年同期增加5%", None, "yoy"),
        ("较上年增长5%", None, "yoy"),
        ("比去年增长5%", None, "yoy"),
        ("比上月增长5%", None, "mom"),
        ("比上年末增长5%", None, None),
        ("较上期增长5%", None, None),
        ("比前一日增长5%", None, None),
        ("增长5%", None, None),
        ("5%的同比涨幅", None, "yoy"),
        ("5%的环比降幅", None, "mom"),
        ("比2012年增长5%", 2013, "yoy"),
        ("比2012年增长5%", 2020, None),
        ("比2012年增长5%", None, None),
        ("同比持平。增长5%", None, None),
        ("同比增长；出口增长5%", None, "yoy"),
        ("同比上涨，环比下降5%", None, "mom"),
        ("同比" + "好" * 200 + "增长5%", None, None),
    ],
)
def test_basis(text: str, year: int | None, expect: str | None) -> None:
    assert find_basis(readings_of(text)[-1], fold(text), year) == expect


# --- when a number holds -----------------------------------------------------------------------


def times_in_reach(text: str, number: str) -> list[str | None]:
    folded = fold(text)
    times = find_times(text, folded, None)
    (reading,) = [r for r in readings_of(text) if text[r.start : r.end] == number]
    sentence = next(s for s in split_sentences(text) if s[0] <= reading.start < s[1])
    found = choices(reading, times, [t.start for t in times], folded, sentence, "")
    return [choice.time.text if choice.time else None for choice in found]


def test_times_in_reach() -> None:
    assert times_in_reach("去年下雨。今年，建成3处。", "3处") == ["今年", "去年", None]
    assert times_in_reach("建成3处，今年投用。", "3处") == ["今年", None]
    # Not over the border of a paragraph, not behind the sentence, not from far away.
    assert times_in_reach("去年下雨。\n建成3处。", "3处") == [None]
    assert times_in_reach("建成3处。今年下雨。", "3处") == [None]
    assert times_in_reach("今年" + "好" * 5000 + "，建成3处。", "3处") == [None]
    assert times_in_reach("建成3处" + "好" * 5000 + "今年。", "3处") == [None]
    # The nearest five.
    many = "2018年、2019年、2020年、2021年、2022年、2023年。建成3处。"
    assert len(times_in_reach(many, "3处")) <= 6


def test_the_time_with_the_highest_weight_is_taken() -> None:
    text = "今年，建成3处。"
    folded = fold(text)
    times = find_times(text, folded, None)
    (reading,) = readings_of(text)
    found = choices(reading, times, [t.start for t in times], folded, (0, len(text)), "")
    table = np.zeros(1 << 16, dtype=np.float32)
    table[list(found[1].features)] = -1
    assert choose_time(table, found) == times[0]
    table = -table
    assert choose_time(table, found) is None


# --- tokens and vocabulary -----------------------------------------------------------------------

SMALL = make_vocabulary(
    {
        name: np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
        for name, words in {
            "words": ["", "0", "阵地", "网格"],
            "characters": ["员", "地"],
            "tags": ["n", "m"],
        }.items()
    }
)


def test_vocabulary() -> None:
    assert [SMALL.row(word) for word in ("阵地", "网格")] == [3, 4]
    assert [SMALL.row(word) for word in (" ", "\r\n", "\u3000")] == [1, 1, 1]
    assert [SMALL.row(word) for word in ("7", "1,234.5", "5%")] == [2, 2, 2]
    # A word that is not known takes the row of its last character.
    assert [SMALL.row(word) for word in ("网格员", "高地")] == [5, 6]
    assert [SMALL.row(word) for word in ("驿站", "\ud800", "😀")] == [SMALL.unknown] * 3
    assert SMALL.unknown == 7


def test_vocabulary_fits_the_model() -> None:
    arrays = shipped()
    assert vocabulary().unknown == len(arrays["vector"]) - 1
    assert max(vocabulary().tags.values()) < len(arrays["tag"])
    assert 0 <= unit_row("平方米") < UNITS == len(arrays["unit"])


def test_unit_rows_are_the_same_in_every_process() -> None:
    assert [unit_row(unit) for unit in ("", "个", "%")] == [0, 296, 458]


def tokens_of(*texts: str) -> tuple[Tokens, list[list[str]]]:
    folded = [fold(text) for text in texts]
    words = [Segmenter().cut(text) for text in texts]
    times = [find_times(t, f, None) for t, f in zip(texts, folded, strict=True)]
    readings = [find_readings(f, w, t) for f, w, t in zip(folded, words, times, strict=True)]
    tokens = tokenize(folded, words, readings, times, SMALL)
    shown: list[list[str]] = [[] for _ in texts]
    for doc, start, end in zip(tokens.doc, tokens.start, tokens.end, strict=True):
        shown[doc].append(texts[doc][start:end])
    return tokens, shown


def test_a_quantity_and_a_time_are_one_token_each() -> None:
    tokens, (shown,) = tokens_of("今年以来，新建阵地近1500处。")
    assert shown[0] == "今年以来"
    assert "近1500处" in shown
    assert shown[tokens.quantity[0]] == "近1500处"
    assert tokens.word[0] == tokens.word[tokens.quantity[0]] == 0
    assert tokens.special[tokens.quantity[0]] == 1 + KINDS.index("count")
    assert tokens.special[0] == 1 + len(KINDS)


def test_words_are_cut_at_the_borders_of_a_quantity() -> None:
    text = "三个人来了"
    words = Segmentation([0, 1, 3], [1, 3, 5], ["m", "n", "v"])  # 三|个人|来了
    folded = fold(text)
    readings = [replace(readings_of("三个来了")[0], start=0, end=2)]
    tokens = tokenize([folded], [words], [readings], [[]], SMALL)
    assert [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)] == [
        "三个",
        "人",
        "来了",
    ]
    assert tokens.tag[1] == SMALL.tags["n"]


def test_tokens_of_a_batch_lie_one_behind_another() -> None:
    tokens, shown = tokens_of("建成3处。", "没有数字。", "", "来了5名员工和6名网格员。")
    assert shown[1] == shown[2] == []  # nothing in them is looked at
    assert "".join(shown[3]) == "来了5名员工和6名网格员。"
    assert [shown[3][k - len(shown[0])] for k in tokens.quantity[1:]] == ["5名", "6名"]
    assert {len(getattr(tokens, name)) for name in ("word", "tag", "flags", "doc", "last")} == {
        len(shown[0]) + len(shown[3])
    }


# --- the network -------------------------------------------------------------------------------


def made_texts() -> list[str]:
    texts = [case["text"] for case in CASES] + [path.read_text("utf-8") for path in EXAMPLES]
    return texts * 4


def statistics_of(texts: Sequence[str]) -> list[list[Statistic]]:
    folded = [fold(text) for text in texts]
    words = Segmenter().cut_many(texts)
    day = parse_published("2025-12-29")
    times = [find_times(t, f, day) for t, f in zip(texts, folded, strict=True)]
    readings = [find_readings(f, w, t) for f, w, t in zip(folded, words, times, strict=True)]
    sentences = [split_sentences(text) for text in texts]
    return find_statistics(
        texts, folded, words=words, sentences=sentences, times=times, readings=readings
    )


@pytest.mark.parametrize("size", [1, 7])
def test_batches_of_any_size_give_the_same(size: int) -> None:
    texts = made_texts()
    together = statistics_of(texts)
    parts = [x for k in range(0, len(texts), size) for x in statistics_of(texts[k : k + size])]
    assert len(texts) >= 400
    # `candidates` are left out of ==, so they are compared, scores bit for bit, on their own.
    assert parts == together
    assert [[s.candidates for s in found] for found in parts] == [
        [s.candidates for s in found] for found in together
    ]


def test_no_text_and_no_number() -> None:
    assert statistics_of([]) == []
    assert statistics_of(["", "没有数字。"]) == [[], []]


def test_candidates_are_best_first_and_slice_back() -> None:
    for text, found in zip(made_texts(), statistics_of(made_texts()), strict=True):
        for statistic in found:
            scores = [c.score for c in statistic.candidates]
            assert scores == sorted(scores, reverse=True)
            assert all(text[c.start : c.end] == c.text for c in statistic.candidates)
            if statistic.item is not None:
                assert statistic.item == statistic.candidates[0].text
                assert statistic.item_start == statistic.candidates[0].start


# --- the model file ------------------------------------------------------------------------------

ARRAYS = """
vector vector_scale tag special last flags unit facet place conv_w conv_b first_w first_b
final_w final_b size head_w head_b none_w none_b state_w state_b kind_w kind_b change_w change_b
time words characters tags
"""


def test_the_model_holds_finite_arrays_of_the_right_sizes() -> None:
    arrays = read_arrays(MODEL)
    assert set(ARRAYS.split()) <= set(arrays)
    for name, array in arrays.items():
        assert array.dtype.kind in "fiu", name
        assert np.isfinite(array.astype(np.float64)).all(), name
    assert arrays["time"].shape == (1 << 16,)
    assert shipped()["kind_w"].shape[1] == len(KINDS)
    assert shipped()["state_w"].shape[1] == 2
    assert shipped()["change_w"].shape[1] == 3


def test_the_model_is_the_one_that_its_source_names() -> None:
    block = tomllib.loads((ROOT / "newsnlp/data/SOURCES.toml").read_text("utf-8"))[MODEL]
    content = (ROOT / "newsnlp/data" / MODEL).read_bytes()
    assert block["sha256"] == hashlib.sha256(content).hexdigest()


# --- explain -----------------------------------------------------------------------------------

MADE = Statistic(
    start=6,
    end=11,
    text="1500处",
    value=1500,
    low=None,
    high=None,
    unit="处",
    bound="exact",
    kind="count",
    item="友好场景",
    item_start=2,
    item_end=6,
    change=None,
    basis=None,
    time=None,
    time_start=None,
    time_end=None,
    period=None,
    speaker=None,
    rule="numeral+unit",
)


def test_explain_of_the_plainest() -> None:
    assert explain(MADE).split("\n") == [
        "“1500处” [6:11]: exactly 1500 处 (count); read as a numeral and the unit behind it",
        "item: “友好场景” [2:6]",
        "time: no words near it say when it holds",
    ]


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"value": None, "low": 10, "high": 15}, "exactly between 10 and 15 处 (count)"),
        ({"value": None}, "an amount that is not known, 处 (count)"),
        ({"value": None, "unit": ""}, "an amount that is not known (count)"),
        ({"value": Fraction(100, 3), "unit": "%"}, "exactly 100/3 % (count)"),
        ({"unit": "", "bound": "over"}, "more than 1500 (count)"),
        ({"bound": "about"}, "about 1500 处"),
        ({"bound": "nearly"}, "a little under 1500 处"),
        ({"bound": "under"}, "less than 1500 处"),
        ({"rule": "my rule"}, "read as “my rule”"),
        ({"item": None}, "item: the text names nothing that it counts"),
        ({"change": "up"}, "change: up; the number is the amount of the change"),
        ({"change": "down", "basis": "yoy"}, "change: down, year on year; the number is"),
        ({"change": "up", "basis": "mom"}, "change: up, month on month; the number is"),
        ({"basis": "yoy"}, "compared: year on year"),
        ({"basis": "mom"}, "compared: month on month"),
        (
            {"time": "去年", "time_start": 0, "time_end": 2, "period": "2024"},
            "time: “去年” [0:2] → 2024",
        ),
        (
            {"time": "去年", "time_start": 0, "time_end": 2},
            "time: “去年” [0:2], which cannot be resolved",
        ),
        ({"speaker": "张竹君"}, "said by 张竹君"),
    ],
)
def test_explain_of_each_part(changed: dict[str, Any], line: str) -> None:
    assert line in explain(replace(MADE, **changed))


def test_explain_names_what_else_was_weighed() -> None:
    (found,) = newsnlp.extract_statistics("全市新建充电桩1727个。")
    assert "; also weighed: “" in explain(found)
    unnamed = replace(found, item=None, item_start=None, item_end=None)
    assert "names nothing that it counts; also weighed: “" in explain(unnamed)


def test_explain_knows_every_rule_that_reads_quantities() -> None:
    read = {s.rule for found in statistics_of(made_texts()) for s in found}
    assert read <= set(_RULES)
