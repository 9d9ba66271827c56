"""Makes `newsnlp/data/statistics.npz`: the weights of the statistics room.

    python training/statistics/train.py ../shared              fit on everything and write the file
    python training/statistics/train.py ../shared --validate   five-fold figures, nothing written

Data: the gold articles of the given folder (`gold/train.jsonl`) and the standoff labels beside
this file (`labels.jsonl`: offsets into articles of its `corpora/archive`). Fitting is convex but
for the latent choice among equally right items, starts from zero and uses L-BFGS, so two runs on
one machine give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from examples import Batch, build, item_rewards, load, load_labels
from fitting import SIZE, fit_classes, fit_options, fit_spans, window_rows

from newsnlp.statistics.changes import find_cues
from newsnlp.statistics.features import span_places
from newsnlp.statistics.finding import CHANGES, KINDS
from newsnlp.statistics.scoring import all_features, cue_features, span_scores
from newsnlp.statistics.timing import choices
from newsnlp.text import fold, split_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsnlp.statistics.timing import Choice

OUT = Path(__file__).resolve().parents[2] / "newsnlp" / "data" / "statistics.npz"
L2 = {"state": 1.0, "kind": 1.0, "change": 0.5, "item": 0.3, "time": 0.5}


class Problem:
    """Everything that the fits need, computed once for a batch of articles."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.owner = np.array(batch.owner)
        self.folded = [fold(article["text"]) for article in batch.articles]
        by_article: list[list[Any]] = [[] for _ in batch.articles]
        for reading, owner in zip(batch.readings, batch.owner, strict=True):
            by_article[owner].append(reading)
        self.cues = [c for rs, f in zip(by_article, self.folded, strict=True) for c in find_cues(rs, f)]
        extra = cue_features(batch.readings, self.cues)
        self.features = all_features(batch.tokens, batch.window, batch.readings, extra)
        self.rewards = item_rewards(batch)
        self.reachable = self.rewards.reshape(len(self.rewards), -1).max(axis=1) > 0
        gold = batch.gold
        self.marked = np.array([g is not None for g in gold])
        self.firm = np.array([g is not None and not g["optional"] for g in gold])
        self.state = self.marked.astype(int)
        self.kind = np.array([KINDS.index((g or {"kind": r.kind})["kind"]) for g, r in zip(gold, batch.readings, strict=True)])
        self.change = np.array([CHANGES.index(g["change"]) if g else 0 for g in gold])
        self.options, self.time = self._times()

    def _times(self) -> tuple[list[list[Choice]], list[list[float]]]:
        """The time choices of each reading, and which of them are right."""
        batch = self.batch
        sentences = [split_sentences(a["text"]) for a in batch.articles]
        options, right = [], []
        for n, (reading, owner) in enumerate(zip(batch.readings, batch.owner, strict=True)):
            mentions = batch.times[owner]
            sentence = next((s for s in sentences[owner] if s[0] <= reading.start < s[1]), (reading.start, reading.end))
            starts = [t.start for t in mentions]
            found = choices(reading, mentions, starts, self.folded[owner], sentence, self.cues[n].direction)
            want = (batch.gold[n] or {}).get("time")
            options.append(found)
            right.append([time_reward(c, want) for c in found])
        return options, right


def time_reward(choice: Choice, want: str | None) -> float:
    """1 where the choice is what the reader marked, by the scorer's measure."""
    from examples import alike, bare

    if choice.time is None or want is None:
        return float(choice.time is None and want is None)
    return float(alike(bare(choice.time.text), bare(want)) >= 0.6)


def fit(problem: Problem, rows: np.ndarray) -> dict[str, np.ndarray]:
    """All weight tables, from the readings `rows` (a mask)."""
    p = problem
    weight = np.where(p.marked & ~p.firm, 0.0, 1.0)
    tables = {
        "state": fit_classes(p.features[rows], p.state[rows], weight[rows], 2, L2["state"]),
    }
    told = rows & p.marked
    ones = np.ones(int(told.sum()))
    tables["kind"] = fit_classes(p.features[told], p.kind[told], ones, len(KINDS), L2["kind"])
    tables["change"] = fit_classes(p.features[told], p.change[told], ones, len(CHANGES), L2["change"])
    tables["time"] = fit_options(p.options, p.time, np.flatnonzero(rows & p.firm), L2["time"])
    spans = np.flatnonzero(rows & p.marked & p.reachable)
    tables["item"] = fit_spans(p.batch.tokens, p.batch.window, p.rewards, spans, L2["item"])
    return tables


def judge(problem: Problem, tables: Mapping[str, np.ndarray], rows: np.ndarray) -> dict[str, np.ndarray]:
    """Per reading of `rows`: what the tables decide, and whether the item is right."""
    p = problem
    index = np.flatnonzero(rows)
    spans = span_scores(tables["item"], p.batch.tokens, window_rows(p.batch.window, index))
    best = spans.reshape(len(index), -1).argmax(axis=1)
    reward = p.rewards[index].reshape(len(index), -1)[np.arange(len(index)), best]
    pick = [int(np.argmax([tables["time"][list(c.features)].sum() for c in p.options[n]])) for n in index]
    return {
        "state": tables["state"][p.features[index]].sum(axis=1).argmax(axis=1),
        "kind": tables["kind"][p.features[index]].sum(axis=1).argmax(axis=1),
        "change": tables["change"][p.features[index]].sum(axis=1).argmax(axis=1),
        "item": reward, "span": best,
        "time": np.array([p.time[n][k] > 0 for n, k in zip(index, pick, strict=True)]),
        "timed": np.array([p.options[n][k].time is not None for n, k in zip(index, pick, strict=True)]),
    }


def f1(right: int, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (found + gold) if found + gold else 0.0


def validate(problem: Problem, gold_articles: int) -> None:
    """Five-fold figures over the first `gold_articles` articles; all others always train."""
    p = problem
    order = np.random.RandomState(0).permutation(gold_articles) % 5
    part = np.full(len(p.batch.articles), -1)
    part[:gold_articles] = order
    part = part[p.owner]
    out: dict[str, np.ndarray] = {}
    for k in range(5):
        found = judge(p, fit(p, part != k), part == k)
        for name, values in found.items():
            out.setdefault(name, np.zeros(len(p.owner), dtype=values.dtype))[part == k] = values
    shown = part >= 0
    firm = p.firm & shown
    keep = (out["state"] == 1) & shown
    missed = sum(not g["optional"] for i, g in p.batch.missed if i < gold_articles)
    right = int((keep & firm).sum())
    spurious = int((keep & ~p.marked).sum())
    print(f"statistics   P {right / (right + spurious):.3f}  R {right / (firm.sum() + missed):.3f}  F1 {f1(right, right + spurious, firm.sum() + missed):.3f}")
    has_item = firm & np.array([g is not None and bool(g["item"]) for g in p.batch.gold])
    print(f"item         {np.mean(out['item'][has_item] > 0):.3f}  exact {np.mean(out['item'][has_item] >= 1):.3f}")
    print(f"kind         {np.mean(out['kind'][firm] == p.kind[firm]):.3f}")
    c, g = out["change"][firm], p.change[firm]
    print(f"change F1    {f1(int(((c == g) & (g > 0)).sum()), int((c > 0).sum()), int((g > 0).sum())):.3f}")
    timed = np.array([g is not None and g["time"] is not None for g in p.batch.gold])[firm]
    ok = out["time"][firm]
    print(f"time F1      {f1(int((ok & timed).sum()), int(out['timed'][firm].sum()), int(timed.sum())):.3f}")
    report(p, out, shown)


def report(p: Problem, out: dict[str, np.ndarray], shown: np.ndarray) -> None:
    """Write the wrong decisions to /tmp-like `errors.txt` beside the working folder's log."""
    lines = []
    first, last, _ = span_places(p.batch.window)
    for n in np.flatnonzero(shown):
        r, g = p.batch.readings[n], p.batch.gold[n]
        text = p.batch.articles[p.owner[n]]["text"]
        where = f"{text[max(0, r.start - 30) : r.start]}[{text[r.start : r.end]}]{text[r.end : r.end + 16]}".replace("\n", "/")
        if out["state"][n] == 1 and g is None:
            lines.append(f"SPURIOUS {where}")
        if not p.firm[n]:
            continue
        if out["state"][n] == 0:
            lines.append(f"MISSED {where}")
        if out["item"][n] <= 0 and g["item"]:
            a, m = divmod(int(out["span"][n]), p.rewards.shape[2])
            got = text[p.batch.tokens.start[p.batch.window.at[n, first[a, m]]] : p.batch.tokens.end[p.batch.window.at[n, last[a, m]]]]
            lines.append(f"ITEM {where}   GOLD {g['item']} | {', '.join(g['item_alt'])}   GOT {got}")
        if out["change"][n] != p.change[n]:
            lines.append(f"CHANGE {where} gold {g['change']} got {CHANGES[out['change'][n]]} cue {p.cues[n]}")
        if not out["time"][n]:
            lines.append(f"TIME {where} gold {g['time']} options {[c.time.text if c.time else None for c in p.options[n]]} timed {out['timed'][n]}")
        if out["kind"][n] != p.kind[n]:
            lines.append(f"KIND {where} gold {g['kind']} got {KINDS[out['kind'][n]]}")
    Path("errors.log").write_text("\n".join(sorted(lines)), "utf-8")


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    gold = load(args.shared / "gold" / "train.jsonl")
    articles = gold + load_labels(args.shared / "corpora" / "archive")
    problem = Problem(build(articles))
    print(f"{len(articles)} articles, {int(problem.marked.sum())} statistics, {int(problem.firm.sum())} of them firm", flush=True)
    if args.validate:
        validate(problem, len(gold))
        return
    tables = fit(problem, np.ones(len(problem.owner), dtype=bool))
    np.savez_compressed(args.out, **{name: table.astype(np.float16) for name, table in tables.items()})
    print(f"{args.out}: {args.out.stat().st_size:,} bytes, {SIZE:,} weights a table")


if __name__ == "__main__":
    main()
