"""`read_page` on layouts written before it ran on them, and on the same pages laid out anew.

What the rules got right at first sight is no longer measured here: they were mended on these pages.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsnlp.errors import NotAnArticle
from newsnlp.page import read_page

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent.parent / "cases" / "page_layouts.jsonl"

ROWS = [json.loads(row) for row in CASES.read_text("utf-8").splitlines()]

LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "as it is": "\n".join,
    "blank lines doubled": "\n\n".join,
    "blank lines removed": lambda lines: "\n".join(x for x in lines if x.strip()),
    "carriage returns": "\r\n".join,
    "indented by spaces": lambda lines: "\n".join("    " + x for x in lines),
    "between tabs": lambda lines: "\n".join(f"\t{x}\t" for x in lines),
    "indented by ideographic spaces": lambda lines: "\n".join(f"\u3000\u3000{x}" for x in lines),
}


def case(row: dict[str, Any], layout: str) -> Any:
    known = row.get("known_failure")
    marks = [] if known is None else [pytest.mark.xfail(strict=True, reason=known)]
    return pytest.param(row, layout, marks=marks, id=f"{row['label']}, {layout}")


def layouts_of(index: int) -> list[str]:
    """Each page as it is, and every third of the other layouts in turn."""
    first, *others = LAYOUTS
    return [first, *others[index % 3 :: 3]]


def without_blanks(text: str | None) -> str:
    return "".join((text or "").split())


@pytest.mark.parametrize(
    ("row", "layout"), [case(row, name) for i, row in enumerate(ROWS) for name in layouts_of(i)]
)
def test_layout(row: dict[str, Any], layout: str) -> None:
    text, want = LAYOUTS[layout](row["text"].split("\n")), row["expect"]
    if want["kind"] == "other":
        with pytest.raises(NotAnArticle):
            read_page(text)
        return
    page = read_page(text)
    got = {
        "title": without_blanks(page.title),
        "source": page.source,
        "published": (page.published or "")[:16] or None,
        "authors": sorted(page.authors),
        "editor": page.editor,
        "first": without_blanks(page.body)[: len(want["first"])],
        "last": without_blanks(page.body)[-len(want["last"]) :],
    }
    right = {**want, "title": without_blanks(want["title"]), "authors": sorted(want["authors"])}
    assert got == {field: right[field] for field in got}
