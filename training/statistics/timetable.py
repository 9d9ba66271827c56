"""Fits the table that chooses the time of a statistic: a linear model over hashed features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from newsnlp.statistics.timing import TIME_BITS

if TYPE_CHECKING:
    from newsnlp.statistics.timing import Choice

L2 = 0.5


def fit_options(
    options: list[list[Choice]], right: list[list[float]], rows: np.ndarray, held: np.ndarray
) -> np.ndarray:
    """Softmax over the choices of each of `rows`, the probability of the right ones maximised.

    Prints the F1 on `held` if there are any. Convex where one choice is right; L-BFGS from zero.
    """
    rows = np.array([n for n in rows if max(right[n]) > 0])
    flat = [
        (i, choice.features, r)
        for i, n in enumerate(rows)
        for choice, r in zip(options[n], right[n], strict=True)
    ]
    group = np.array([i for i, _, _ in flat])
    good = np.array([r for _, _, r in flat])
    line = np.concatenate([np.full(len(f), k) for k, (_, f, _) in enumerate(flat)])
    used, index = np.unique(np.concatenate([np.array(f) for _, f, _ in flat]), return_inverse=True)
    begins = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.bincount(line, weights[index], len(group))
        e = np.exp(score - np.maximum.reduceat(score, begins)[group])
        total, kept = np.bincount(group, e), np.bincount(group, e * good)
        value = float((np.log(total) - np.log(kept)).sum()) + L2 / 2 * float(weights @ weights)
        delta = e / total[group] - e * good / kept[group]
        return value, np.bincount(index, delta[line], len(used)) + L2 * weights

    found = minimize(
        loss, np.zeros(len(used)), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    table = np.zeros(1 << TIME_BITS)
    table[used] = found.x
    if len(held):
        judge(table, options, right, held)
    return table


def judge(
    table: np.ndarray, options: list[list[Choice]], right: list[list[float]], held: np.ndarray
) -> None:
    """Print the F1 of the choices for held-out readings."""
    found = wanted = hit = 0
    for n in held:
        best = int(np.argmax([table[list(c.features)].sum() for c in options[n]]))
        none_is_right = right[n][-1] > 0
        wanted += not none_is_right
        found += options[n][best].time is not None
        hit += options[n][best].time is not None and right[n][best] > 0
    print(f"time held out: F1 {2 * hit / max(1, found + wanted):.3f}", flush=True)
