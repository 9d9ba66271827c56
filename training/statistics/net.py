"""The network of `newsnlp.statistics.network` in torch, for training, and its way into arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 — torch's own convention

from newsnlp.statistics.finding import CHANGES
from newsnlp.statistics.network import (
    BEFORE,
    FACET_SIZE,
    FACETS,
    LONGEST,
    WIDTH,
    _allowed,
    facets,
)
from newsnlp.statistics.tokens import BREAK, KINDS, unit_row
from newsnlp.statistics.vocabulary import LAST, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from examples import Batch

RANK = 16
# Share of the words whose vector is hidden in training, so that the net learns from the shape of
# a sentence too.
HIDE = 0.1


class Inputs(NamedTuple):
    """Tensors over n windows; the columns of `network.score`."""

    word: torch.Tensor
    tag: torch.Tensor
    special: torch.Tensor
    last: torch.Tensor
    flags: torch.Tensor
    valid: torch.Tensor
    unit: torch.Tensor
    facet: torch.Tensor

    def rows(self, index: np.ndarray) -> Inputs:
        """Some of the windows."""
        return Inputs(*(x[index] for x in self))


class Outputs(NamedTuple):
    """Scores `(n, 1 + WIDTH * LONGEST)` (0: no item), and of the classes `(n, classes)`."""

    item: torch.Tensor
    state: torch.Tensor
    kind: torch.Tensor
    change: torch.Tensor


def inputs(batch: Batch) -> Inputs:
    """The tensors of a batch."""
    t, w = batch.tokens, batch.window
    columns = [torch.tensor(c[w.at]) for c in (t.word, t.tag, t.special, t.last, t.flags)]
    unit = torch.tensor([unit_row(r.unit) for r in batch.readings])
    return Inputs(
        *columns, torch.tensor(w.valid), unit, torch.tensor(facets(batch.readings, batch.cues))
    )


class Net(nn.Module):
    """Sums of table rows, residual dilated convolutions, scores.

    A gated net multiplies what a convolution adds by a sigmoid of its own: better alone, twice as
    dear, so only teachers are.
    """

    def __init__(
        self,
        vectors: torch.Tensor,
        tags: int,
        *,
        size: int,
        layers: int,
        drop: float,
        gated: bool = False,
    ) -> None:
        super().__init__()
        self.gated = gated
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.project = nn.Linear(vectors.shape[1], size, bias=False)
        self.tag, self.special = table(tags, size), table(len(KINDS) + 2, size)
        self.last, self.flags = table(LAST, size), table(256, size)
        self.unit, self.place = table(UNITS, size), table(WIDTH, size)
        self.facet = nn.ModuleList([table(FACET_SIZE, size) for _ in range(FACETS)])
        self.convolve = nn.ModuleList(
            [nn.Linear(3 * size, (1 + gated) * size) for _ in range(layers)]
        )
        self.drop = nn.Dropout(drop)
        self.as_first, self.as_last = nn.Linear(size, 1 + RANK), nn.Linear(size, 1 + RANK)
        self.length = nn.Parameter(torch.zeros(2, LONGEST))
        self.head = nn.Linear(3 * size, size)
        self.none, self.state = nn.Linear(size, 1), nn.Linear(size, 2)
        self.kind, self.change = nn.Linear(size, len(KINDS)), nn.Linear(size, len(CHANGES))
        self.register_buffer("allowed", torch.tensor(_allowed()))

    def encode(self, x: Inputs) -> torch.Tensor:
        """The hidden states `(n, WIDTH, size)`."""
        word = self.project(self.vectors(x.word))
        if self.training:
            word = word * (torch.rand(word.shape[:2]) > HIDE).unsqueeze(-1)
        own = self.unit(x.unit) + sum(t(x.facet[:, i]) for i, t in enumerate(self.facet))
        h = (
            word
            + self.tag(x.tag)
            + self.special(x.special)
            + self.last(x.last)
            + self.flags(x.flags)
        )
        h = self.drop(h) + self.place.weight + self.drop(own).unsqueeze(1)
        valid = x.valid.unsqueeze(-1)
        h = torch.relu(h) * valid
        for i, layer in enumerate(self.convolve):
            step = 2**i
            padded = F.pad(self.drop(h), (0, 0, step, step))
            sides = [padded[:, k * step : k * step + WIDTH] for k in range(3)]
            more = layer(torch.cat(sides, dim=-1))
            more = F.glu(more, dim=-1) if self.gated else torch.relu(more)
            h = (h + more) * valid
        return h

    def forward(self, x: Inputs) -> Outputs:
        """The scores of n windows."""
        h = self.encode(x)
        dropped = self.drop(h)
        first, last = self.as_first(dropped), self.as_last(dropped)
        columns = []
        lines = ((x.flags & BREAK) != 0).cumsum(dim=1)
        side = self.length[(torch.arange(WIDTH) > BEFORE).long()]
        for m in range(LONGEST):
            k = WIDTH - m
            fit = (first[:, :k, 1:] * last[:, m:, 1:]).sum(-1)
            score = first[:, :k, 0] + last[:, m:, 0] + fit + side[:k, m]
            ok = x.valid[:, :k] & x.valid[:, m:] & self.allowed[:k, m]
            ok = ok & (lines[:, :k] == lines[:, m:])
            columns.append(F.pad(score.masked_fill(~ok, -1e9), (0, m), value=-1e9))
        near = torch.cat(
            [
                h[:, BEFORE],
                h[:, BEFORE - 6 : BEFORE].mean(1),
                h[:, BEFORE + 1 : BEFORE + 5].mean(1),
            ],
            -1,
        )
        g = self.drop(torch.relu(self.head(self.drop(near))))
        item = torch.cat([self.none(g), torch.stack(columns, dim=-1).flatten(1)], dim=1)
        return Outputs(item, self.state(g), self.kind(g), self.change(g))

    @torch.no_grad()
    def run(self, x: Inputs) -> Outputs:
        """The scores of many windows, without training."""
        self.eval()
        parts = [self(x.rows(index)) for index in batches(np.arange(len(x.unit)), 256)]
        return Outputs(*(torch.cat(column) for column in zip(*parts, strict=True)))

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights as `newsnlp.statistics.network` reads them, in half precision or bytes."""
        if self.gated:
            raise ValueError("a gated net has no form in the package; train a student from it")
        vector = self.project(self.vectors.weight)
        vector[0] = 0
        scale = vector.abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
        found = {
            "tag": self.tag.weight,
            "special": self.special.weight,
            "last": self.last.weight,
            "flags": self.flags.weight,
            "unit": self.unit.weight,
            "place": self.place.weight,
            "facet": torch.stack([t.weight for t in self.facet]),
            "size": self.length,
            "conv_w": torch.stack([layer.weight.T for layer in self.convolve]),
            "conv_b": torch.stack([layer.bias for layer in self.convolve]),
        }
        for name, layer in (
            ("first", self.as_first),
            ("last", self.as_last),
            ("head", self.head),
            ("none", self.none),
            ("state", self.state),
            ("kind", self.kind),
            ("change", self.change),
        ):
            key = {"first": "first", "last": "final"}.get(name, name)
            found[f"{key}_w"], found[f"{key}_b"] = layer.weight.T, layer.bias
        arrays = {k: v.detach().numpy().astype(np.float16) for k, v in found.items()}
        arrays["vector"] = torch.round(vector / scale).detach().numpy().astype(np.int8)
        arrays["vector_scale"] = scale.detach().numpy().astype(np.float16)
        return arrays


def table(rows: int, size: int) -> nn.Embedding:
    """A table of small random rows: sums of a dozen of them should start near one."""
    found = nn.Embedding(rows, size)
    nn.init.normal_(found.weight, std=0.2)
    return found


def batches(index: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """The index in pieces."""
    for first in range(0, len(index), size):
        yield index[first : first + size]
