"""Gold articles as training examples: quantities of a text paired with what readers said of them."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from newsnlp.quantities import Reading, find_readings
from newsnlp.statistics.features import span_places, window
from newsnlp.statistics.tokens import Tokens, tokenize
from newsnlp.text import fold
from newsnlp.times import find_times, parse_published
from newsnlp.words import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsnlp.statistics.features import Window
    from newsnlp.times import TimeMention

MARKS = "“”\"'‘’《》()（）,，、。:： \u3000"


@dataclass
class Batch:
    """The readings of some articles, their features' ground, and the gold record of each or None."""

    articles: list[dict[str, Any]]
    readings: list[Reading]
    owner: list[int]
    gold: list[dict[str, Any] | None]
    missed: list[tuple[int, dict[str, Any]]]
    tokens: Tokens
    window: Window
    times: list[list[TimeMention]]


def load(path: Path) -> list[dict[str, Any]]:
    """The articles of a gold file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def load_labels(archive: Path) -> list[dict[str, Any]]:
    """The archive articles that `labels.jsonl` labels, as gold articles.

    The label file holds offsets only; the texts are read from the archive (none without it).
    """
    path = Path(__file__).with_name("labels.jsonl")
    if not path.exists():
        return []
    labels = {row["id"]: row for row in load(path)}
    found = {}
    for name in ("xwlb.jsonl.gz", "chinanews2020.jsonl.gz"):
        with gzip.open(archive / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if article["id"] in labels:
                    found[article["id"]] = article
    return [labelled(found[key] | {"text": plain_text(found[key]["text"])}, row) for key, row in labels.items()]


def plain_text(text: str) -> str:
    """An archive text with its lines stripped and blank lines left out: what the offsets count in."""
    text = text.replace("\r\n", "\n")
    return re.sub(r"[ \t\u3000]*\n[ \t\u3000\n]*", "\n", text).strip()


def labelled(article: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """A gold article out of an archive article and its standoff labels."""
    text = article["text"]
    cut = lambda span: None if span is None else text[span[0] : span[1]]
    statistics = [
        {
            "start": s["span"][0], "end": s["span"][1], "text": cut(s["span"]), "kind": s["kind"],
            "item": cut(s["item"]), "item_alt": [cut(x) for x in s["alt"]], "change": s["change"],
            "basis": s["basis"], "time": cut(s["time"]), "optional": s["optional"],
        }
        for s in row["statistics"]
    ]
    return article | {"statistics": statistics}


def build(articles: list[dict[str, Any]]) -> Batch:
    """Analyse the texts and pair every reading with its gold statistic."""
    segmenter = Segmenter()
    texts = [article["text"] for article in articles]
    folded = [fold(text) for text in texts]
    words = segmenter.cut_many(texts)
    times = [
        find_times(text, f, parse_published((article["published"] if len(article["published"]) > 7 else None) or None))
        for text, f, article in zip(texts, folded, articles, strict=True)
    ]
    found = [find_readings(f, w, t) for f, w, t in zip(folded, words, times, strict=True)]
    plain = [[t for t in ts if t.kind != "window"] for ts in times]
    tokens = tokenize(folded, words, found, plain)
    readings, owner, gold, missed = [], [], [], []
    for i, (article, own) in enumerate(zip(articles, found, strict=True)):
        pairs, lost = pair(own, article["statistics"])
        readings += own
        owner += [i] * len(own)
        gold += pairs
        missed += [(i, g) for g in lost]
    return Batch(articles, readings, owner, gold, missed, tokens, window(tokens, readings), times)


def overlap(a: Reading, b: dict[str, Any]) -> float:
    """Intersection over union of two spans."""
    both = min(a.end, b["end"]) - max(a.start, b["start"])
    return both / (max(a.end, b["end"]) - min(a.start, b["start"])) if both > 0 else 0.0


def pair(
    readings: list[Reading], gold: list[dict[str, Any]]
) -> tuple[list[dict[str, Any] | None], list[dict[str, Any]]]:
    """The gold record of each reading (spans share 0.4 of their union), and the gold that is left."""
    ranked = sorted(
        ((overlap(r, g), -i, -j) for i, r in enumerate(readings) for j, g in enumerate(gold) if overlap(r, g) >= 0.4),
        reverse=True,
    )
    mine: dict[int, int] = {}
    for _, i, j in ranked:
        if -i not in mine and -j not in mine.values():
            mine[-i] = -j
    pairs = [gold[mine[i]] if i in mine else None for i in range(len(readings))]
    return pairs, [g for j, g in enumerate(gold) if j not in mine.values()]


def bare(text: str) -> str:
    """A string without the marks that the scorer ignores."""
    return "".join(c for c in text if c not in MARKS)


def alike(a: str, b: str) -> float:
    """F1 of the longest common subsequence."""
    if not a or not b:
        return float(a == b)
    row = [0] * (len(b) + 1)
    for x in a:
        last = row[:]
        for j, y in enumerate(b):
            row[j + 1] = last[j] + 1 if x == y else max(last[j + 1], row[j])
    return 2 * row[-1] / (len(a) + len(b))


def reward(text: str, wanted: Iterable[str]) -> float:
    """1 for the item or an alternative, 0.4 for nearly the same words, else 0."""
    best = 0.0
    for want in wanted:
        if text == want:
            return 1.0
        common = sum((Counter(text) & Counter(want)).values())
        if 2 * common >= 0.75 * (len(text) + len(want)) and alike(text, want) >= 0.75:
            best = 0.4
    return best


def item_rewards(batch: Batch) -> np.ndarray:
    """The reward of every span as the item of every reading: `(n, WINDOW, LONGEST)`."""
    first, last, valid = span_places(batch.window)
    out = np.zeros(valid.shape, dtype=np.float32)
    starts, ends = batch.tokens.start[batch.window.at], batch.tokens.end[batch.window.at]
    for n, gold in enumerate(batch.gold):
        if gold is None or not gold["item"]:
            continue
        text = batch.articles[batch.owner[n]]["text"]
        wanted = [bare(x) for x in [gold["item"], *gold["item_alt"]]]
        known: dict[str, float] = {}
        for k, m in zip(*np.nonzero(valid[n]), strict=True):
            span = bare(text[starts[n, first[k, m]] : ends[n, last[k, m]]])
            if span not in known:
                known[span] = reward(span, wanted) if span else 0.0
            out[n, k, m] = known[span]
    return out


def item_rewards_at(batch: Batch, at: np.ndarray, valid: np.ndarray, longest: int) -> np.ndarray:
    """The reward of every span of window places as the item of every reading.

    Args:
        at: tokens of the windows `(n, width)`, in text order.
        valid: which of them belong to the text.
        longest: tokens in the longest span.

    Returns:
        `(n, width, longest)`: the span from place k over m + 1 tokens.
    """
    n, width = at.shape
    out = np.zeros((n, width, longest), dtype=np.float32)
    starts, ends = batch.tokens.start[at], batch.tokens.end[at]
    for i, gold in enumerate(batch.gold):
        if gold is None or not gold["item"]:
            continue
        text = batch.articles[batch.owner[i]]["text"]
        wanted = [bare(x) for x in [gold["item"], *gold["item_alt"]]]
        longest_wanted = max(map(len, wanted)) * 2 + 12
        known: dict[str, float] = {}
        for k in range(width):
            if not valid[i, k]:
                continue
            for m in range(longest):
                if k + m >= width or not valid[i, k + m] or ends[i, k + m] - starts[i, k] > longest_wanted:
                    break
                span = bare(text[starts[i, k] : ends[i, k + m]])
                if span not in known:
                    known[span] = reward(span, wanted) if span else 0.0
                out[i, k, m] = known[span]
    return out
