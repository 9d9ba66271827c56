import pickle
import time
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.errors import DataFileError, NewsnlpWarning
from newsnlp.lexicons import Lexicon
from newsnlp.lexicons.matching import WordMatcher
from newsnlp.text import fold

WORDS = st.text(st.sampled_from("甲乙丙aB1“ ") | st.characters(), min_size=1, max_size=8)


def reasons(lexicon: Lexicon) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in lexicon.rejected]


@pytest.mark.parametrize(
    "source",
    [
        {"网格+": None, "张大山": "PER"},
        [("网格+", None), ("张大山", "PER")],
        [("网格+",), ("张大山", "PER")],
        pd.DataFrame({"label": [None, "PER"], "word": ["网格+", "张大山"], "note": [1, 2]}),
    ],
)
def test_sources(source: Any) -> None:
    lexicon = Lexicon.load(source)
    assert list(lexicon) == [("网格+", None), ("张大山", "PER")]
    assert "網格＋" in lexicon
    assert 3 not in lexicon
    assert (lexicon.label("張大山"), lexicon.label("网格+"), lexicon.label("无")) == (
        "PER",
        None,
        None,
    )


@pytest.mark.parametrize(
    "content",
    [
        "网格+\n张大山\tPER\n",
        "\ufeff# words of our town\r\nword\tlabel\r\n网格+\t\r\n\r\n 张大山 \tPER",
        "label\tword\tnote\n\t网格+\tx\nPER\t张大山\ty\n",
        "网格+\t\n张大山\tPER\n张大山\tPER\n",
    ],
)
def test_files(tmp_path: Path, content: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_bytes(content.encode("utf-8"))
    assert list(Lexicon.load(path)) == [("网格+", None), ("张大山", "PER")]
    assert Lexicon.load(str(path)) == Lexicon.load(path)


def test_a_hash_sign_begins_a_comment_only_before_a_blank(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("# comment\n#话题#\n", "utf-8")
    assert list(Lexicon.load(path)) == [("#话题#", None)]


def test_bad_rows_are_told_never_dropped_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(
        f"好词\tPER\n\tORG\n{'长' * 51}\n甲\u2028乙\n丙\tFAC\n好詞\n丁\tPER\tx\n", "utf-8"
    )
    with pytest.warns(
        NewsnlpWarning, match=r"words\.tsv: 6 rows left out, the first in line 2"
    ) as told:
        lexicon = Lexicon.load(path)
    assert len(told) == 1
    assert told[0].filename == __file__
    assert list(lexicon) == [("好词", "PER")]
    assert reasons(lexicon) == [
        (2, "empty"),
        (3, "51 characters, expected at most 50"),
        (4, "a line end inside the word"),
        (5, "label 'FAC', expected PER, ORG, LOC or none"),
        (6, "already listed with label PER"),
        (7, "3 cells, expected a word and at most a label"),
    ]
    assert lexicon.rejected[3].row == "丙\tFAC"
    with pytest.raises(DataFileError, match=r"words\.tsv:2: empty; correct or remove the row"):
        Lexicon.load(path, strict=True)


def test_bad_rows_of_a_frame_and_a_list() -> None:
    frame = pd.DataFrame({"word": ["甲", None, 5], "label": ["PER", "PER", float("nan")]})
    with pytest.warns(NewsnlpWarning, match="data frame: 2 rows left out"):
        assert reasons(Lexicon.load(frame)) == [(2, "empty"), (3, "int, expected text")]
    with pytest.warns(NewsnlpWarning, match="lexicon: 1 rows left out") as told:
        assert reasons(Lexicon(["甲", ("甲", "LOC")])) == [(2, "already listed with no label")]
    assert told[0].filename == __file__
    with pytest.raises(DataFileError, match="lexicon:1: empty"):
        Lexicon([" "], strict=True)


def test_what_is_no_lexicon(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"str 'a\.tsv', expected words.*Lexicon\.load"):
        Lexicon("a.tsv")
    with pytest.raises(TypeError, match="int 3, expected words"):
        Lexicon.load(3)  # type: ignore[arg-type]
    with pytest.raises(DataFileError, match="columns term, kind; expected a column word"):
        Lexicon.load(pd.DataFrame({"term": [], "kind": []}))
    with pytest.raises(FileNotFoundError):
        Lexicon.load(tmp_path / "none.tsv")
    path = tmp_path / "gbk.tsv"
    path.write_bytes("网格".encode("gbk"))
    with pytest.raises(DataFileError, match=r"gbk\.tsv: byte 0 is not UTF-8"):
        Lexicon.load(path)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Lexicon(["甲"]).rejected = ()  # type: ignore[misc]


def test_merging_the_right_one_wins() -> None:
    left, right = Lexicon({"甲乙": "PER", "丙": None}), Lexicon({"甲乙": "LOC", "丁": "ORG"})
    assert left | right == Lexicon({"甲乙": "LOC", "丙": None, "丁": "ORG"})
    assert left.label("甲乙") == "PER"
    with pytest.raises(TypeError):
        left | ["甲"]  # type: ignore[operator]


@given(st.dictionaries(WORDS, st.sampled_from([None, "PER", "ORG"])), st.randoms())
@pytest.mark.filterwarnings("ignore::newsnlp.errors.NewsnlpWarning")
def test_content_counts_not_order(words: dict[str, str | None], random: Random) -> None:
    lexicon = Lexicon(words)
    shuffled = [(entry.word, entry.label) for entry in lexicon]
    random.shuffle(shuffled)
    again = Lexicon(shuffled)
    assert again == lexicon
    assert hash(again) == hash(lexicon)
    assert again.content_hash == lexicon.content_hash
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon
    assert Lexicon() | lexicon == lexicon


def test_content_hash_is_of_the_folded_words_and_labels() -> None:
    assert Lexicon({"网格+": None, "张大山": "PER"}).content_hash == (
        Lexicon([("張大山", "PER"), ("網格＋", None)]).content_hash
    )
    assert Lexicon({"网格+": "LOC"}) != Lexicon({"网格+": None})
    assert Lexicon(["网格"]) != ["网格"]


@given(st.lists(WORDS), st.text(st.sampled_from("甲乙丙aB1“ "), max_size=30) | st.text())
@pytest.mark.filterwarnings("ignore::newsnlp.errors.NewsnlpWarning")
def test_found_words_are_words_in_order(words: list[str], text: str) -> None:
    lexicon, folded = Lexicon(words), fold(text)
    position = 0
    for start, end, entry in lexicon.find(folded):
        assert position <= start < end
        assert fold(entry.word) == folded[start:end]
        position = end


@given(
    st.lists(st.text(st.sampled_from("甲乙丙“"), min_size=1, max_size=4)),
    st.text(st.sampled_from("甲乙丙“"), max_size=20),
)
def test_longest_then_leftmost(words: list[str], text: str) -> None:
    places = [
        (start, start + len(word))
        for word in set(words)
        for start in range(len(text))
        if text.startswith(word, start)
    ]
    expected: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
        if all(end <= other_start or other_end <= start for other_start, other_end in expected):
            expected.append((start, end))
    assert WordMatcher(words).find(text) == sorted(expected)


def test_a_word_that_begins_a_longer_one_at_the_end_of_the_text() -> None:
    assert WordMatcher(["网格", "网格员"]).find("建网格") == [(1, 3)]
    assert WordMatcher(["网", "网格员"]).find("建网") == [(1, 2)]
    assert WordMatcher(["网格", "网格员"]).find("网格") == [(0, 2)]


def test_a_hundred_thousand_words_in_linear_time() -> None:
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 330)]
    lexicon = Lexicon(a + b + "词" for a in characters for b in characters)
    text = fold("".join(a + b + "词语" for a in characters for b in characters[:300]))
    began = time.perf_counter()
    assert len(lexicon.find(text)) == len(text) // 4
    assert time.perf_counter() - began < 5
