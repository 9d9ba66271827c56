import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.lexicons.tables import data_file, read_table
from newsnlp.text import fold

ROOT = Path(__file__).parents[2]
CASES = [
    json.loads(line)
    for line in (ROOT / "tests/cases/folding.jsonl").read_text("utf-8").splitlines()
]
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict[str, Any]) -> None:
    assert fold(case["text"]) == case["expect"]


@given(ANY_TEXT)
def test_one_to_one_and_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert [fold(character) for character in text] == list(folded)


def test_every_row_of_the_table_is_final() -> None:
    for row in read_table("traditional.tsv"):
        assert fold(row["traditional"]) == row["simplified"] == fold(row["simplified"])


def test_no_character_of_the_simplified_standard_folds_but_the_named_ones() -> None:
    standard = {
        bytes([high, low]).decode("gb2312", "ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    } - {""}
    assert {character for character in standard if fold(character) != character} == set(
        "後於徵麽麴"
    )


def test_table_is_what_the_script_makes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("opencc")
    spec = importlib.util.spec_from_file_location(
        "make_traditional", ROOT / "training/make_traditional.py"
    )
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "TARGET", tmp_path / "traditional.tsv")
    script.main()
    assert (tmp_path / "traditional.tsv").read_bytes() == data_file("traditional.tsv").read_bytes()
