"""How good the whole analysis is on gold articles and captured pages, where they lie beside us.

The gold articles are not part of this repository; `../shared` holds them and the scorers. The
floors are what the shipped model reaches, less what one article more or less can cost: they
guard against a step back, and are no estimate of the quality.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import newsnlp
from newsnlp.analysis import analyze_many

if TYPE_CHECKING:
    from types import ModuleType

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").is_file(), reason="the gold articles are not here"
)

FLOORS = {
    "statistics F1": 0.97,
    "value of matched": 0.99,
    "unit of matched": 0.99,
    "bound of matched": 0.99,
    "kind of matched": 0.98,
    "item of matched": 0.95,
    "statistics record F1": 0.93,
    "change F1": 0.88,
    "time F1": 0.77,
}
PAGE_FLOOR = 0.97
PAGE_PARTS = ("body", "title", "source", "date", "authors", "editor")


def load(name: str) -> ModuleType:
    """A script of the shared folder as a module."""
    spec = importlib.util.spec_from_file_location(name, SHARED / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    scorer = load("score")
    gold = gold_rows(SHARED / "gold/dev.jsonl")
    articles = [
        {"text": d["text"], "title": d.get("title"), "published": d["published"] or None}
        for d in gold
    ]
    counts: Counter[str] = Counter()
    for row, doc in zip(gold, analyze_many(articles), strict=True):
        score = scorer.Score()
        score.statistics(row, doc.to_dict()["statistics"])
        counts.update(score.n)
    report: dict[str, float] = scorer.report(counts)
    return report


@pytest.mark.parametrize("name", FLOORS)
def test_floor(name: str, figures: dict[str, float]) -> None:
    assert figures[name] >= FLOORS[name]


def test_pages() -> None:
    scorer = load("score_pages")
    folder = SHARED / "pages/captures"
    hits: dict[str, list[bool]] = {}
    for want in gold_rows(folder / "expected.jsonl"):
        try:
            page = newsnlp.read_page(folder / want["file"])
        except newsnlp.NotAnArticle:
            page = None
        hits.setdefault("kind", []).append((page is None) == (want["kind"] == "other"))
        if want["kind"] != "other":
            right = scorer.judge(page, want) if page else dict.fromkeys(PAGE_PARTS, False)
            for part in PAGE_PARTS:
                hits.setdefault(part, []).append(right[part])
    figures = {part: sum(right) / len(right) for part, right in hits.items()}
    assert {part: f for part, f in figures.items() if f < PAGE_FLOOR} == {}


def test_a_capture_end_to_end() -> None:
    scorer = load("score")
    page = newsnlp.read_page(SHARED / "pages/harbin-2025-12-29.txt")
    doc = newsnlp.analyze(page)
    rows = gold_rows(SHARED / "gold/dev.jsonl") + gold_rows(SHARED / "gold/train.jsonl")
    (gold,) = (row for row in rows if row["id"] == "harbin-2025-12-29")
    assert doc.text == gold["text"]
    assert doc.published is not None
    assert doc.published.startswith(gold["published"])
    wanted = [row for row in gold["statistics"] if not row["optional"]]
    assert len(wanted) == 10
    pardoned = {(row["start"], row["end"]) for row in gold["statistics"] if row["optional"]}
    found = [s for s in doc.statistics if (s.start, s.end) not in pardoned]
    assert [s.text for s in found] == [row["text"] for row in wanted]
    fields = ("start", "end", "value", "unit", "bound", "kind", "change", "basis")
    for statistic, row in zip(found, wanted, strict=True):
        assert {x: getattr(statistic, x) for x in fields} == {x: row.get(x) for x in fields}
        start, end = doc.source_span(statistic.start, statistic.end)
        assert page.capture[start:end] == statistic.text
    items = [
        (s.item, row["item"])
        for s, row in zip(found, wanted, strict=True)
        if not scorer.item_right(s.item, row, gold["text"])[1]
    ]
    assert items == []
