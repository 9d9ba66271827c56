import json
import pickle
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnlp.lexicons import Lexicon
from newsnlp.words import Segmentation, Segmenter, segment

CASE_FILE = Path(__file__).parents[1] / "cases/words.jsonl"
CASES = [json.loads(line) for line in CASE_FILE.read_text("utf-8").splitlines()]
TEXTS = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from("一国國天的网格员“”1.%％１aA-  \r\n\u3000\x00\ud800\udc00👍。，")
)
LEXICON = Lexicon(["网格", "网格员", "员1", "“”", "a", "天 天", "國天"])


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict[str, Any], engine: str) -> None:
    lexicon = Lexicon(case["lexicon"]) if "lexicon" in case else None
    assert segment(case["text"], lexicon=lexicon, segmenter=engine) == case["expect"]


@given(TEXTS, st.sampled_from([None, LEXICON]))
def test_words_join_to_the_text(text: str, lexicon: Lexicon | None) -> None:
    assert "".join(segment(text, lexicon=lexicon)) == text
    found = Segmenter(lexicon).cut(text)
    assert found.starts == [0, *found.ends[:-1]][: len(found)]
    assert all(start < end for start, end in zip(found.starts, found.ends, strict=True))
    assert len(found.tags) == len(found)
    assert all(text[word.start : word.end] == word.text for word in found.words(text))


@settings(max_examples=30)
@given(TEXTS)
def test_words_of_jieba_join_to_the_text(text: str) -> None:
    assert "".join(segment(text, segmenter="jieba")) == text


@given(TEXTS)
def test_every_offset_has_its_word(text: str) -> None:
    found = Segmenter(LEXICON).cut(text)
    for offset in range(len(text)):
        index = found.index_at(offset)
        assert found.starts[index] <= offset < found.ends[index]


def test_offset_outside_the_text() -> None:
    for found, offset in [(Segmenter().cut("好"), 1), (Segmenter().cut("好"), -1)]:
        with pytest.raises(IndexError, match=rf"offset {offset}, expected one from 0 to below 1"):
            found.index_at(offset)
    with pytest.raises(IndexError, match="offset 0"):
        Segmentation([], [], []).index_at(0)


@given(st.lists(st.sampled_from(["哈尔滨", "网格员", "增长3.5%", "。", "下雪了"])))
def test_line_ends_of_both_kinds_give_the_same_words(lines: list[str]) -> None:
    unix, windows = segment("\n".join(lines)), segment("\r\n".join(lines))
    assert [word for word in unix if word.strip()] == [word for word in windows if word.strip()]


def test_tags() -> None:
    lexicon = Lexicon({"王小网": "PER", "格委": "ORG", "东堡": "LOC", "网格+": None})
    words = (
        Segmenter(lexicon)
        .cut("王小网到格委、东堡看网格+。1727个")
        .words("王小网到格委、东堡看网格+。1727个")
    )
    tags = {word.text: word.tag for word in words}
    assert [tags[word] for word in ("王小网", "格委", "东堡", "网格+", "。", "1727")] == [
        *("nr", "nt", "ns", "n", "x", "m")
    ]


def test_both_engines_tag_alike() -> None:
    text = "12.5%，GDP增长；刘大山说：abc 👍"
    assert Segmenter(engine="jieba").cut(text) == Segmenter().cut(text)


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_a_segmenter_pickles(engine: str) -> None:
    segmenter = Segmenter(LEXICON, engine)
    again = pickle.loads(pickle.dumps(segmenter))
    assert again == segmenter
    assert again.cut("网格员说") == segmenter.cut("网格员说")


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_eight_threads(engine: str) -> None:
    segmenter = Segmenter(Lexicon(["网格+"]), engine)
    texts = [f"第{number}天，推行网格+，新增{number}个。" * 20 for number in range(64)]
    expected = segmenter.cut_many(texts)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(segmenter.cut, texts)) == expected


def test_lexicons_do_not_mix() -> None:
    with_word, without = Segmenter(Lexicon(["格员说"])), Segmenter()
    assert with_word.cut("网格员说").ends != without.cut("网格员说").ends
    assert without.cut("网格员说") == Segmenter().cut("网格员说")


def test_a_function_as_engine() -> None:
    def by_character(text: str) -> list[tuple[str, str]]:
        return [(character, "x") for character in text]

    assert segment("好天气", segmenter=by_character) == ["好", "天", "气"]
    with pytest.raises(ValueError, match=r"join to '好', expected the text '好 '"):
        segment("好 ", segmenter=lambda text: [(text.strip(), "x")])
    with pytest.raises(ValueError, match="an empty word for '好', expected its words; leave it"):
        segment("好", segmenter=lambda text: [("", "x"), (text, "x")])
    with pytest.raises(TypeError, match=r"returned '今天', expected pairs of word and tag"):
        segment("今天", segmenter=lambda text: [text])  # type: ignore[list-item]


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="segmenter 'pkuseg', expected rjieba, jieba or"):
        Segmenter(engine="pkuseg")
    with pytest.raises(TypeError, match="bytes b'a', expected a str"):
        segment(b"a")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected several texts; use cut for one"):
        Segmenter().cut_many("一段")


LONG = ["一", "“", "\n", "1", "龘", "a", " ", "网格员", "一“", "网1"]


@pytest.mark.parametrize("pattern", LONG)
def test_a_megabyte_takes_linear_time(pattern: str) -> None:
    text = pattern * (1_000_000 // len(pattern))
    began = time.perf_counter()
    assert Segmenter(LEXICON).cut(text).ends[-1] == len(text)
    assert time.perf_counter() - began < 8


def test_jieba_takes_linear_time_without_punctuation() -> None:
    began = time.perf_counter()
    assert Segmenter(engine="jieba").cut("龘" * 50_000).ends[-1] == 50_000
    assert time.perf_counter() - began < 4  # 6 s in one piece, a minute for 200,000


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_nothing_is_printed_and_nothing_heavy_imported(engine: str) -> None:
    program = (
        "import sys; from newsnlp.words import segment;"
        f" segment('今天', segmenter='{engine}');"
        " print([name for name in ('pandas', 'sklearn', 'spacy') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("[]\n", "")
