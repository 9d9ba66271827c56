"""Makes `newsnlp/data/statistics.npz`: the model of the statistics room.

    python training/statistics/train.py ../shared --work WORK            train and write the file
    python training/statistics/train.py ../shared --work WORK --fold 0   without a fifth of the gold

In five steps, each kept in WORK, so that a run that was stopped goes on where it was:

1. word vectors from the unlabelled archive (`vectors.py`);
2. teachers: two large nets on the labelled articles: `gold/train.jsonl` of the shared folder,
   our own `articles.jsonl`, and archive articles by the standoff labels `labels.jsonl`;
3. what the teachers together say of 60,000 quantities of unlabelled archive articles;
4. the student: a small net that learns from both;
5. the time table: a linear choice over hashed features, fitted by L-BFGS.

Needs torch (2.13 was used) beside newsnlp's own dependencies; about 40 minutes on two cores.
Seeded and single-threaded: two runs on one machine give the same file.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from net import Inputs, Net, Outputs, batches, inputs
from timetable import fit_options
from torch.nn import functional as F  # noqa: N812 — torch's own convention
from vectors import Vectors, make_vectors

from examples import Batch, build, item_rewards, load, load_labels, read_archive, time_rewards
from newsnlp.statistics.finding import CHANGES
from newsnlp.statistics.network import LONGEST
from newsnlp.statistics.tokens import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

OUT = Path(__file__).resolve().parents[2] / "newsnlp" / "data" / "statistics.npz"
TEACHERS, TEACHER = 2, {"size": 64, "layers": 4, "drop": 0.3, "gated": True}
STUDENT = {"size": 40, "layers": 3, "drop": 0.1}
EPOCHS, STUDENT_EPOCHS, SMALL, LARGE, RATE = 20, 8, 48, 128, 3e-3
UNLABELLED = 60_000
# What a wrong item is worth, so that the logarithm of a reward is finite.
NO = 1e-9


class Targets:
    """What the labelled articles say, as tensors over the readings."""

    def __init__(self, batch: Batch) -> None:
        gold = batch.gold
        rewards = torch.tensor(item_rewards(batch)).flatten(1)
        marked = [g is not None for g in gold]
        none = torch.tensor([[float(g is not None and not g["item"])] for g in gold])
        self.item = torch.log(torch.cat([none, rewards], dim=1).clamp(min=NO))
        self.has_item = (self.item > np.log(NO) / 2).any(dim=1)
        self.state = torch.tensor(marked).long()
        optional = torch.tensor([bool(g and g["optional"]) for g in gold])
        self.firm = torch.tensor(marked) & ~optional
        self.decided = self.firm | ~torch.tensor(marked)
        self.marked = torch.tensor(marked)
        self.kind = torch.tensor([KINDS.index(g["kind"]) if g else 0 for g in gold])
        self.change = torch.tensor([CHANGES.index(g["change"]) if g else 0 for g in gold])
        self.named = torch.tensor([bool(g and g["item"]) for g in gold])


def hard_loss(out: Outputs, t: Targets, index: np.ndarray) -> torch.Tensor:
    """The loss against readers' labels; any right item will do."""
    log = F.log_softmax(out.item, dim=1)
    item = -torch.logsumexp(log + t.item[index], dim=1)
    parts = [
        (item, t.has_item, 1.0),
        (F.cross_entropy(out.state, t.state[index], reduction="none"), t.decided, 1.0),
        (F.cross_entropy(out.kind, t.kind[index], reduction="none"), t.marked, 0.3),
        (F.cross_entropy(out.change, t.change[index], reduction="none"), t.marked, 1.0),
    ]
    total = torch.zeros(())
    for loss, mask, weight in parts:
        m = mask[index].float()
        total = total + weight * (loss * m).sum() / m.sum().clamp(min=1)
    return total


def soft_loss(out: Outputs, told: Outputs, index: np.ndarray) -> torch.Tensor:
    """The loss against the teachers' probabilities."""
    total = torch.zeros(())
    for name, weight in (("item", 1.0), ("state", 1.0), ("kind", 0.3), ("change", 1.0)):
        log = F.log_softmax(getattr(out, name), dim=1)
        total = total - weight * (getattr(told, name)[index].float() * log).sum(dim=1).mean()
    return total


def descend(
    net: Net, epochs: int, steps: int, step_losses: Callable[[], list[torch.Tensor]], note: str
) -> None:
    """AdamW with a one-cycle learning rate; `step_losses` gives the losses of the next step."""
    weights = [p for p in net.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=RATE, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=epochs * steps, pct_start=0.1
    )
    for epoch in range(epochs):
        net.train()
        total, begun = 0.0, time.time()
        for _ in range(steps):
            loss = torch.stack(step_losses()).sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 5.0)
            optimizer.step()
            rate.step()
            total += float(loss.detach())
        spent = time.time() - begun
        print(f"{note} {epoch + 1}/{epochs} loss {total / steps:.3f} {spent:.0f} s", flush=True)


def endless(index: np.ndarray, size: int, rng: np.random.Generator) -> Callable[[], np.ndarray]:
    """A function that gives batch after batch, shuffled anew each time round."""

    def forever():
        while True:
            yield from batches(rng.permutation(index), size)

    stream = forever()
    return lambda: next(stream)


def train_teacher(seed: int, x: Inputs, t: Targets, rows: np.ndarray, vectors: Vectors) -> Net:
    """One large net on the labelled articles."""
    torch.manual_seed(seed)
    net = Net(vectors.tensor(), vectors.tag_rows, **TEACHER)
    take = endless(rows, SMALL, np.random.default_rng(seed))

    def losses() -> list[torch.Tensor]:
        index = take()
        return [hard_loss(net(x.rows(index)), t, index)]

    descend(net, EPOCHS, -(-len(rows) // SMALL), losses, f"teacher {seed}")
    return net


def train_student(
    x: Inputs, t: Targets, rows: np.ndarray, told_x: Inputs, told: Outputs, vectors: Vectors
) -> Net:
    """The small net, on the teachers' word about the archive and on the labelled articles."""
    torch.manual_seed(100)
    net = Net(vectors.tensor(), vectors.tag_rows, **STUDENT)
    rng = np.random.default_rng(100)
    soft = endless(np.arange(len(told_x.unit)), LARGE, rng)
    hard = endless(rows, SMALL, rng)

    def losses() -> list[torch.Tensor]:
        a, b = soft(), hard()
        return [soft_loss(net(told_x.rows(a)), told, a), 0.3 * hard_loss(net(x.rows(b)), t, b)]

    descend(net, STUDENT_EPOCHS, -(-len(told_x.unit) // LARGE), losses, "student")
    return net


def teach(teachers: list[Net], x: Inputs) -> Outputs:
    """The teachers' mean probabilities, in half precision."""
    runs = [net.run(x) for net in teachers]
    return Outputs(
        *(
            torch.stack([F.softmax(r, dim=1) for r in column]).mean(0).half()
            for column in zip(*runs, strict=True)
        )
    )


def unlabelled(archive: Path, known: set[str], vectors: Vectors) -> Batch:
    """Quantities of archive articles that nobody labelled, drawn at random."""
    articles = [
        a for a in read_archive(archive) if a["id"] not in known and 100 < len(a["text"]) < 2000
    ]
    random.Random(0).shuffle(articles)

    kept, found = [], 0
    for article in articles:
        kept.append(article)
        found += article["text"].count("个") + sum(c.isdigit() for c in article["text"]) // 3
        if found >= 2 * UNLABELLED:
            break
    return build(kept, vectors.vocabulary)


def figures(out: Outputs, t: Targets, rows: np.ndarray) -> str:
    """The main figures of the readings `rows`."""
    item = out.item.argmax(dim=1)
    right = t.item[rows].gather(1, item[:, None])[:, 0].exp()
    firm, state = t.firm[rows], out.state.argmax(dim=1)
    kept = state == 1
    good, bad = int((kept & firm).sum()), int((kept & ~t.marked[rows]).sum())
    change, want = out.change.argmax(dim=1)[firm], t.change[rows][firm]
    change_right = int(((change == want) & (want > 0)).sum())
    changes = max(1, int((change > 0).sum() + (want > 0).sum()))
    kind = (out.kind.argmax(dim=1)[firm] == t.kind[rows][firm]).float().mean()
    near, exact = (right[firm] > 0.1).float().mean(), (right[firm] > 0.9).float().mean()
    return (
        f"{int(firm.sum())} firm: item {near:.3f} exact {exact:.3f}"
        f" state P {good / max(1, good + bad):.3f} R {good / int(firm.sum()):.3f}"
        f" change F1 {2 * change_right / changes:.3f} kind {kind:.3f}"
    )


def kept(path: Path, make: Callable[[], Any]) -> Any:
    """What `make` gives, from the file if an earlier run left it there."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    value = make()
    path.write_bytes(pickle.dumps(value))
    return value


def main() -> None:
    """Parse the command line and run the five steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    archive = args.shared / "corpora" / "archive"
    vectors: Vectors = kept(args.work / "vectors.pkl", lambda: make_vectors(archive))
    gold = load(args.shared / "gold" / "train.jsonl")
    own = load(Path(__file__).with_name("articles.jsonl"))
    labelled: Batch = kept(
        args.work / "labelled.pkl",
        lambda: build(gold + own + load_labels(archive), vectors.vocabulary),
    )
    x, t = inputs(labelled), Targets(labelled)
    part = np.full(len(labelled.articles), -1)
    part[: len(gold)] = np.random.RandomState(0).permutation(len(gold)) % 5
    part = part[labelled.owner]
    kept_out = part == args.fold if args.fold is not None else np.zeros(len(part), dtype=bool)
    rows, held = np.flatnonzero(~kept_out), np.flatnonzero(kept_out)
    # The gold articles settle the conventions, so they are seen twice as often as the others.
    rows = np.concatenate([rows, np.flatnonzero(~kept_out & (part >= 0))])
    firm = int(t.firm.sum())
    print(f"{len(labelled.articles)} articles, {len(part)} readings, {firm} firm", flush=True)
    mark = "" if args.fold is None else f"-{args.fold}"
    teachers = [
        kept(
            args.work / f"teacher{mark}-{seed}.pkl",
            lambda seed=seed: train_teacher(seed, x, t, rows, vectors),
        )
        for seed in range(TEACHERS)
    ]
    if len(held):
        for net in teachers:
            print("teacher held out:", figures(net.run(x.rows(held)), t, held), flush=True)
        together = teach(teachers, x.rows(held))
        print(
            "teachers together:",
            figures(Outputs(*(o.float() for o in together)), t, held),
            flush=True,
        )
    known = {a["id"] for a in labelled.articles}
    told_x: Inputs = kept(
        args.work / "unlabelled.pkl", lambda: inputs(unlabelled(archive, known, vectors))
    )
    told_x = told_x.rows(np.arange(UNLABELLED))
    told: Outputs = kept(args.work / f"told{mark}.pkl", lambda: teach(teachers, told_x))
    print(f"{len(told_x.unit)} unlabelled readings", flush=True)
    student: Net = kept(
        args.work / f"student{mark}.pkl", lambda: train_student(x, t, rows, told_x, told, vectors)
    )
    if len(held):
        print("student held out:", figures(student.run(x.rows(held)), t, held), flush=True)
    # Held out, this table is better without our own articles: F1 .82, with them .81.
    ours = np.array([a["id"].startswith("own/") for a in labelled.articles])[labelled.owner]
    timed = np.intersect1d(rows, np.flatnonzero(t.firm.numpy() & ~ours))
    table = fit_options(labelled.options, time_rewards(labelled), timed, held)
    np.savez_compressed(
        args.out, **student.arrays(), **vectors.vocabulary_arrays(), time=table.astype(np.float16)
    )
    print(f"{args.out}: {args.out.stat().st_size:,} bytes; spans of {LONGEST} words")


if __name__ == "__main__":
    main()
