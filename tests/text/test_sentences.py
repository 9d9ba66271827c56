import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.text import sentences, split_sentences

CASE_FILE = Path(__file__).parents[1] / "cases/sentences.jsonl"
CASES = [
    pytest.param(case, id=case["label"], marks=pytest.mark.xfail if case.get("xfail") else ())
    for case in map(json.loads, CASE_FILE.read_text("utf-8").splitlines())
]
NEWSLIKE = st.text(
    st.sampled_from(
        '一天a1。！？；…!?;.．”“"’‘」「』『）（)(》《的等，,: \n\r\u3000\u2028\u200b\ud800'
    )
)


@pytest.mark.parametrize("case", CASES)
def test_cases(case: dict[str, Any]) -> None:
    assert [sentence.text for sentence in sentences(case["text"])] == case["expect"]


@given(NEWSLIKE | st.text())
def test_spans_hold_every_character_that_is_no_blank_once(text: str) -> None:
    spans = split_sentences(text)
    position = 0
    for start, end in spans:
        assert not text[position:start].strip().strip("\u200b\ufeff \u3000\u2028\n\r")
        assert position <= start < end <= len(text)
        sentence = text[start:end]
        assert sentence == sentence.strip()
        assert len(sentence.splitlines()) == 1
        position = end
    assert not text[position:].strip().strip("\u200b\ufeff \u3000\u2028\n\r")


@given(NEWSLIKE)
def test_records_slice_back(text: str) -> None:
    assert all(text[s.start : s.end] == s.text for s in sentences(text))


@given(NEWSLIKE, NEWSLIKE)
def test_lines_are_independent(first: str, second: str) -> None:
    both = split_sentences(first + "\n" + second)
    shift = len(first) + 1
    moved = [(start + shift, end + shift) for start, end in split_sentences(second)]
    assert both == split_sentences(first) + moved


@pytest.mark.parametrize(
    "pattern",
    [
        "一",
        "“",
        '"',
        "。",
        "!",
        ".",
        "\n",
        "《a",
        "（",
        "(",
        "。”",
        "！”的",
        "“a！”的",
        "一“。",
        'a."',
        " ",
    ],
)
def test_a_megabyte_takes_linear_time(pattern: str) -> None:
    text = "a“" + pattern * (1_000_000 // len(pattern))
    began = time.perf_counter()
    split_sentences(text)
    assert time.perf_counter() - began < 5
