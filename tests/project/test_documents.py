"""What README and docs show is what happens, and they leave nothing public out."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

import newsnlp

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]

# A block of Python, and the block of its output when one follows.
EXAMPLE = re.compile(
    r"^```python\n(.*?)^```\n(?:\n*```text\n(.*?)^```\n)?", re.DOTALL | re.MULTILINE
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_give_the_output_shown(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}  # the blocks of a page are one session
    for code, shown in EXAMPLE.findall(page.read_text("utf-8")):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, page.name, "exec"), names)
        assert printed.getvalue() == shown, code


def test_readme_shows_an_example_with_its_output() -> None:
    examples = EXAMPLE.findall((ROOT / "README.md").read_text("utf-8"))
    assert any(shown for _, shown in examples)


def test_every_public_name_is_in_the_documents() -> None:
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    missing = [name for name in newsnlp.__all__ if not re.search(rf"\b{name}\b", text)]
    assert not missing
