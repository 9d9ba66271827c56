"""Articles as training examples: quantities of a text paired with what readers said of them."""

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
from newsnlp.statistics.changes import Cue, find_cues
from newsnlp.statistics.finding import plain_times, sentence_of
from newsnlp.statistics.network import LONGEST, WIDTH, Window, window
from newsnlp.statistics.timing import Choice, choices
from newsnlp.statistics.tokens import Tokens, tokenize
from newsnlp.text import fold, split_sentences
from newsnlp.times import find_times, parse_published
from newsnlp.words import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsnlp.statistics.vocabulary import Vocabulary

ARCHIVES = ("xwlb.jsonl.gz", "chinanews2020.jsonl.gz")
MARKS = "“”\"'‘’《》()（）,，、。:： \u3000"


@dataclass
class Batch:
    """The readings of some articles, their windows, and the gold record of each reading or None."""

    articles: list[dict[str, Any]]
    readings: list[Reading]
    cues: list[Cue]
    owner: np.ndarray
    gold: list[dict[str, Any] | None]
    missed: list[tuple[int, dict[str, Any]]]
    options: list[list[Choice]]
    tokens: Tokens
    window: Window


def load(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_archive(archive: Path) -> Iterator[dict[str, Any]]:
    """Every article of the archive, its text as `plain_text` gives it."""
    for name in ARCHIVES:
        with gzip.open(archive / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                yield article | {"text": plain_text(article["text"])}


def plain_text(text: str) -> str:
    """An archive text with stripped lines and no blank ones: what the offsets count in."""
    text = text.replace("\r\n", "\n")
    return re.sub(r"[ \t\u3000]*\n[ \t\u3000\n]*", "\n", text).strip()


def load_labels(archive: Path) -> list[dict[str, Any]]:
    """The archive articles that `labels.jsonl` labels, as gold articles.

    The label file holds offsets only; the texts are read from the archive.
    """
    labels = {row["id"]: row for row in load(Path(__file__).with_name("labels.jsonl"))}
    found = {a["id"]: a for a in read_archive(archive) if a["id"] in labels}
    return [labelled(found[key], row) for key, row in labels.items()]


def labelled(article: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """A gold article out of an archive article and its standoff labels."""
    text = article["text"]

    def cut(span: list[int] | None) -> str | None:
        return None if span is None else text[span[0] : span[1]]

    statistics = [
        {
            "start": s["span"][0],
            "end": s["span"][1],
            "text": cut(s["span"]),
            "kind": s["kind"],
            "item": cut(s["item"]),
            "item_alt": [cut(x) for x in s["alt"]],
            "change": s["change"],
            "basis": s["basis"],
            "time": cut(s["time"]),
            "optional": s["optional"],
        }
        for s in row["statistics"]
    ]
    return article | {"statistics": statistics}


def build(articles: list[dict[str, Any]], vocabulary: Vocabulary) -> Batch:
    """Analyse the texts and pair every reading with its gold statistic (if any is given)."""
    segmenter = Segmenter()
    texts = [article["text"] for article in articles]
    folded = [fold(text) for text in texts]
    words = segmenter.cut_many(texts)
    times = [
        find_times(text, f, parse_published(article["published"] or None))
        for text, f, article in zip(texts, folded, articles, strict=True)
    ]
    found = [find_readings(f, w, t) for f, w, t in zip(folded, words, times, strict=True)]
    cues = [find_cues(r, f) for r, f in zip(found, folded, strict=True)]
    tokens = tokenize(folded, words, found, plain_times(times), vocabulary)
    gold, missed, options = [], [], []
    for i, own in enumerate(found):
        pairs, lost = pair(own, articles[i].get("statistics", []))
        gold += pairs
        missed += [(i, g) for g in lost]
        sentences = split_sentences(texts[i])
        starts = [t.start for t in times[i]]
        for reading, cue in zip(own, cues[i], strict=True):
            sentence = sentence_of(sentences, reading.start)
            options.append(choices(reading, times[i], starts, folded[i], sentence, cue.direction))
    return Batch(
        articles,
        [r for rs in found for r in rs],
        [c for cs in cues for c in cs],
        np.repeat(np.arange(len(found)), [len(rs) for rs in found]),
        gold,
        missed,
        options,
        tokens,
        window(tokens, tokens.quantity),
    )


def overlap(a: Reading, b: dict[str, Any]) -> float:
    """Intersection over union of two spans."""
    both = min(a.end, b["end"]) - max(a.start, b["start"])
    return both / (max(a.end, b["end"]) - min(a.start, b["start"])) if both > 0 else 0.0


def pair(
    readings: list[Reading], gold: list[dict[str, Any]]
) -> tuple[list[dict[str, Any] | None], list[dict[str, Any]]]:
    """The gold record of each reading (spans share 0.4 of their union), and the gold left over."""
    ranked = sorted(
        (
            (overlap(r, g), -i, -j)
            for i, r in enumerate(readings)
            for j, g in enumerate(gold)
            if overlap(r, g) >= 0.4
        ),
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


def reward(text: str, wanted: Sequence[str]) -> float:
    """1 for the item, 0.5 for an alternative, 0.2 for nearly the words of either, else 0.

    The item comes first in `wanted`. Alternatives are as right, but users want the narrower name
    (规模以上工业增加值 before 工业增加值), so they are worth less.
    """
    best = 0.0
    for want in wanted:
        if text == want:
            return 1.0 if want is wanted[0] else 0.5
        common = sum((Counter(text) & Counter(want)).values())
        if 2 * common >= 0.75 * (len(text) + len(want)) and alike(text, want) >= 0.75:
            best = 0.2
    return best


def item_rewards(batch: Batch) -> np.ndarray:
    """The reward of every stretch as the item of every reading: `(n, WIDTH, LONGEST)`.

    Readings without a gold item have none anywhere.
    """
    at, valid = batch.window.at, batch.window.valid
    out = np.zeros((len(at), WIDTH, LONGEST), dtype=np.float32)
    starts, ends = batch.tokens.start[at], batch.tokens.end[at]
    for i, gold in enumerate(batch.gold):
        if gold is None or not gold["item"]:
            continue
        text = batch.articles[batch.owner[i]]["text"]
        wanted = [bare(x) for x in [gold["item"], *gold["item_alt"]]]
        longest = 2 * max(map(len, wanted)) + 12
        known: dict[str, float] = {}
        for k in range(WIDTH):
            for m in range(min(LONGEST, WIDTH - k)):
                if not (valid[i, k] and valid[i, k + m]) or ends[i, k + m] - starts[i, k] > longest:
                    break
                stretch = bare(text[starts[i, k] : ends[i, k + m]])
                if stretch not in known:
                    known[stretch] = reward(stretch, wanted) if stretch else 0.0
                out[i, k, m] = known[stretch]
    return out


def time_rewards(batch: Batch) -> list[list[float]]:
    """For every reading, which of its time choices are right by the scorer's measure."""
    out = []
    for gold, options in zip(batch.gold, batch.options, strict=True):
        want = (gold or {}).get("time")
        out.append(
            [
                float(want is None)
                if c.time is None
                else float(want is not None and alike(bare(c.time.text), bare(want)) >= 0.6)
                for c in options
            ]
        )
    return out
