"""The shipped linear models: sums of hashed-feature weights, nothing but numpy.

`data/statistics.npz` is made by `training/statistics`; its arrays are described in the model card
`data/statistics.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from newsnlp.lexicons.tables import read_arrays
from newsnlp.statistics.features import (
    BITS,
    border_features,
    context_features,
    span_features,
    span_places,
)
from newsnlp.statistics.clusters import hash_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsnlp.quantities import Reading
    from newsnlp.statistics.changes import Cue
    from newsnlp.statistics.features import Window
    from newsnlp.statistics.tokens import Tokens

    Array = np.ndarray

__all__ = ["all_features", "class_scores", "cue_features", "span_scores", "weights"]

MODEL = "statistics.npz"


def weights() -> Mapping[str, Array]:
    """The shipped weight tables by the name of the decision."""
    return read_arrays(MODEL)


def span_scores(table: Array, tokens: Tokens, w: Window) -> Array:
    """How well each span near a quantity would do as its item, in log odds.

    Args:
        table: weights `(2**BITS,)`.
        tokens: the batch.
        w: windows of n quantities.

    Returns:
        `(n, WINDOW, LONGEST)`, -inf where there is no span; see `features.span_places`.
    """
    first_features, last_features = border_features(tokens, w)
    as_first = table[first_features].sum(axis=-1, dtype=np.float32)
    as_last = table[last_features].sum(axis=-1, dtype=np.float32)
    first, last, valid = span_places(w)
    scores = as_first[:, first] + as_last[:, last]
    scores += table[span_features(tokens, w)].sum(axis=-1, dtype=np.float32)
    return np.where(valid, scores, -np.inf)


def cue_features(readings: Sequence[Reading], cues: Sequence[Cue]) -> Array:
    """Features of the change cues of n quantities: an index array `(n, n_features)`."""
    rows = [
        (
            f"cue|{c.direction}|{c.place}|{min(c.gap, 6)}",
            f"cue|{c.word}|{min(c.gap, 2)}",
            f"cue|{c.direction}|{r.kind}|{c.place}",
            f"cue|{c.word}|{r.kind}",
        )
        for r, c in zip(readings, cues, strict=True)
    ]
    mask = (1 << BITS) - 1
    indices = [[hash_word(name) & mask for name in row] for row in rows]
    return np.array(indices, dtype=np.int64).reshape(len(rows), 4)


def all_features(tokens: Tokens, w: Window, readings: Sequence[Reading], extra: Array) -> Array:
    """The features that the decisions about a quantity itself are made from."""
    return np.concatenate([context_features(tokens, w, readings).astype(np.int64), extra], axis=1)


def class_scores(
    table: Array, tokens: Tokens, w: Window, readings: Sequence[Reading], extra: Array
) -> Array:
    """Scores of each class of a decision about each quantity: `(n, n_classes)`.

    Args:
        table: weights `(2**BITS, n_classes)`.
        tokens: the batch.
        w: windows of n quantities.
        readings: the n quantities.
        extra: more feature indices `(n, m)`, from `cue_features`.
    """
    found = table[all_features(tokens, w, readings, extra)]
    return np.asarray(found.sum(axis=1, dtype=np.float32))
