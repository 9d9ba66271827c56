"""What README and docs show is what happens, and they leave nothing public out."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

import newsnlp

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]

_spec = importlib.util.spec_from_file_location("rerun", ROOT / "docs" / "rerun.py")
assert _spec is not None
assert _spec.loader is not None
rerun = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(rerun)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_give_the_output_shown(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = page.read_text("utf-8")
    assert rerun.rerun(text, page.name) == text, "run `python docs/rerun.py`"


def test_readme_shows_an_example_with_its_output() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert any("```text" in example[0] for example in rerun.EXAMPLE.finditer(readme))


def test_every_public_name_is_in_the_documents() -> None:
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    missing = [name for name in newsnlp.__all__ if not re.search(rf"\b{name}\b", text)]
    assert not missing
