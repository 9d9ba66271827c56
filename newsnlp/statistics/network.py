"""The statistics model: a small convolutional network over the words around a quantity.

Each word is the sum of table rows (word vector, part of speech, last character, place relative to
the quantity …), so that the first layer is a lookup. Dilated convolutions with residual sums
spread what stands around; at the end every word is scored as first and as last word of the item,
and the quantity's own place decides what kind of statement it is, if any. Plain numpy; trained by
`training/statistics`, see the model card `docs/models.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from newsnlp.lexicons.tables import read_arrays
from newsnlp.statistics.changes import PLACES
from newsnlp.statistics.tokens import BREAK, KINDS, unit_row
from newsnlp.statistics.vocabulary import MODEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsnlp.quantities import Reading
    from newsnlp.statistics.changes import Cue
    from newsnlp.statistics.tokens import Tokens

    Array = np.ndarray

__all__ = [
    "AFTER",
    "BEFORE",
    "FACETS",
    "FACET_SIZE",
    "LONGEST",
    "WIDTH",
    "Scores",
    "Window",
    "facets",
    "score",
    "window",
]

BEFORE, AFTER, LONGEST = 48, 16, 12
WIDTH = BEFORE + 1 + AFTER
# How many values each facet of a quantity may take at most.
FACETS, FACET_SIZE = 9, 16

_FORMS = ("arabic", "chinese", "mixed", "fraction", "half", "vague", "approximate")
_RULES = (
    "numeral+unit",
    "fraction",
    "half",
    "half+unit",
    "rank",
    "numeral",
    "range",
    "list",
    "compound",
    "doubling",
    "currency+numeral",
    "fraction+unit",
    "header",
)
_BOUNDS = ("exact", "about", "nearly", "over", "under")
_DIRECTIONS = ("", "up", "down", "level")


@dataclass(frozen=True, slots=True)
class Window:
    """The tokens around each of n quantities, in text order: the quantity stands at BEFORE.

    `at` are token indices `(n, WIDTH)`, `valid` says which of them belong to the same text.
    """

    at: Array
    valid: Array


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of n quantities, in log odds up to a constant.

    `spans[i, k, m]` is the stretch of m + 1 tokens from window place k as the item, -inf where it
    is none: `(n, WIDTH, LONGEST)`; `none` is the score of having no item, `(n,)`. The others are
    `(n, classes)`.
    """

    spans: Array
    none: Array
    state: Array
    kind: Array
    change: Array


def window(tokens: Tokens, quantity: Array) -> Window:
    """The windows of the quantities at the given tokens."""
    at = quantity[:, None] + np.arange(-BEFORE, AFTER + 1)[None, :]
    inside = (at >= 0) & (at < len(tokens.doc))
    at = np.where(inside, at, quantity[:, None])
    return Window(at, inside & (tokens.doc[at] == tokens.doc[quantity][:, None]))


def facets(readings: Sequence[Reading], cues: Sequence[Cue]) -> Array:
    """What is known of each quantity itself, as small numbers `(n, FACETS)`."""
    rows = [
        (
            KINDS.index(r.kind),
            _place(_FORMS, r.form),
            _size(r),
            _place(_RULES, r.rule),
            int(r.weak),
            _place(_BOUNDS, r.bound),
            _place(_DIRECTIONS, c.direction),
            PLACES.index(c.place),
            min(c.gap, 5),
        )
        for r, c in zip(readings, cues, strict=True)
    ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), FACETS)


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _size(reading: Reading) -> int:
    """A coarse class of the amount: 1 and 2 apart, few, tens, thousands, like a year, many."""
    value = reading.value
    if value is None:
        return 0
    if value in (1, 2):
        return int(value)
    if 1900 <= value <= 2100:
        return 6
    return 3 if value < 11 else 4 if value < 100 else 5 if value < 10_000 else 7


@cache
def shipped() -> Mapping[str, Array]:
    """The shipped model's arrays in single precision, words and vectors unpacked."""
    arrays = dict(read_arrays(MODEL))
    scale = arrays.pop("vector_scale").astype(np.float32)
    arrays["vector"] = arrays["vector"].astype(np.float32) * scale
    return {
        name: a.astype(np.float32) if a.dtype == np.float16 else a for name, a in arrays.items()
    }


def score(
    model: Mapping[str, Array],
    tokens: Tokens,
    readings: Sequence[Reading],
    quantity: Array,
    own: Array,
) -> tuple[Scores, Window]:
    """Run the network on n quantities.

    Args:
        model: the arrays, as `shipped` gives them.
        tokens: the batch.
        readings: the n quantities.
        quantity: their tokens `(n,)`.
        own: their facets `(n, FACETS)`.
    """
    w = window(tokens, quantity)
    hidden = _encode(model, tokens, w, readings, own)
    spans = _spans(model, hidden, tokens, w)
    near = np.concatenate(
        [
            hidden[:, BEFORE],
            hidden[:, BEFORE - 6 : BEFORE].mean(axis=1),
            hidden[:, BEFORE + 1 : BEFORE + 5].mean(axis=1),
        ],
        axis=1,
    )
    # A product of its own for each quantity: the rows of one big product depend, in their last
    # bits, on how many there are.
    head = np.maximum(near[:, None] @ model["head_w"] + model["head_b"], 0)
    names = ("none", "state", "kind", "change")
    none, *classes = (head @ model[f"{x}_w"] + model[f"{x}_b"] for x in names)
    return Scores(spans, none[:, 0, 0], *(c[:, 0] for c in classes)), w


def _encode(
    model: Mapping[str, Array],
    tokens: Tokens,
    w: Window,
    readings: Sequence[Reading],
    own: Array,
) -> Array:
    """The hidden state of each window place: `(n, WIDTH, size)`."""
    x: Array = model["vector"][tokens.word[w.at]]
    for table, column in (
        ("tag", tokens.tag),
        ("special", tokens.special),
        ("last", tokens.last),
        ("flags", tokens.flags),
    ):
        x += model[table][column[w.at]]
    x += model["place"]
    units = model["unit"][[unit_row(r.unit) for r in readings]]
    x += (units + model["facet"][np.arange(FACETS)[None, :], own].sum(axis=1))[:, None, :]
    valid = w.valid[:, :, None].astype(np.float32)
    x = np.maximum(x, 0) * valid
    for layer, (weight, bias) in enumerate(zip(model["conv_w"], model["conv_b"], strict=True)):
        x = (x + np.maximum(_convolve(x, weight, 2**layer) + bias, 0)) * valid
    return x


def _convolve(x: Array, weight: Array, step: int) -> Array:
    """A convolution over three places `step` apart: x `(n, WIDTH, a)`, weight `(3 a, b)`."""
    n, width, size = x.shape
    padded = np.zeros((n, width + 2 * step, size), dtype=x.dtype)
    padded[:, step : step + width] = x
    # One product a side: no copy of the three beside each other, and small enough that a BLAS
    # starts no threads for it.
    left, middle, right = weight.reshape(3, size, -1)
    out: Array = padded[:, :width] @ left
    out += x @ middle
    out += padded[:, 2 * step :] @ right
    return out


@cache
def _allowed() -> Array:
    """Which stretches of the window hold no part of the quantity: `(WIDTH, LONGEST)`."""
    first = np.arange(WIDTH)[:, None]
    last = first + np.arange(LONGEST)[None, :]
    return np.asarray((last < WIDTH) & ~((first <= BEFORE) & (last >= BEFORE)))


def _spans(model: Mapping[str, Array], hidden: Array, tokens: Tokens, w: Window) -> Array:
    n = len(hidden)
    as_first = hidden @ model["first_w"] + model["first_b"]
    as_last = hidden @ model["final_w"] + model["final_b"]
    out = np.full((n, WIDTH, LONGEST), -np.inf, dtype=np.float32)
    lines = ((tokens.flags[w.at] & BREAK) != 0).cumsum(axis=1)  # no item runs over a line end
    side = model["size"][(np.arange(WIDTH) > BEFORE).astype(int)]
    for m in range(LONGEST):
        k = WIDTH - m
        # Column 0 is the border's own score, the others the two halves of how well they fit.
        fit = (as_first[:, :k, 1:] * as_last[:, m:, 1:]).sum(axis=2)
        ok = w.valid[:, :k] & w.valid[:, m:] & _allowed()[:k, m]
        ok &= lines[:, :k] == lines[:, m:]
        found = as_first[:, :k, 0] + as_last[:, m:, 0] + fit + side[:k, m]
        out[:, :k, m] = np.where(ok, found, -np.inf)
    return out
