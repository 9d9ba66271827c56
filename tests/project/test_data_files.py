"""The tables in `newsnlp/data`: each can be read, says what it is and where it comes from."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from newsnlp.lexicons.tables import read_arrays, read_table, read_toml

ROOT = Path(__file__).parents[2]
DATA = ROOT / "newsnlp" / "data"
SOURCES = tomllib.loads((DATA / "SOURCES.toml").read_text("utf-8"))
# Beside the tables and models: their sources, and the cards that describe a model.
FILES = sorted(
    path.name for path in DATA.iterdir() if path.name != "SOURCES.toml" and path.suffix != ".md"
)
OURS = "MIT (this project)"

READERS = {".tsv": read_table, ".toml": read_toml, ".npz": read_arrays}


def test_every_file_has_a_source_and_every_source_a_file() -> None:
    assert sorted(SOURCES) == FILES


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_source_says_where_from_when_by_whom_and_under_which_licence(name: str) -> None:
    block = SOURCES[name]
    assert set(block) >= {"source", "licence", "date", "editor"}
    assert isinstance(block["date"], date)
    assert all(str(value).strip() for value in block.values())


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_what_others_made_is_credited(name: str) -> None:
    if SOURCES[name]["licence"] != OURS:
        assert f"`{name}`" in (ROOT / "NOTICE.md").read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_file_is_read_by_the_tables_room(name: str) -> None:
    assert READERS[Path(name).suffix](name)


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".npz")])
def test_file_begins_with_what_its_columns_mean(name: str) -> None:
    raw = (DATA / name).read_bytes()
    assert raw.startswith(b"# ")
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
