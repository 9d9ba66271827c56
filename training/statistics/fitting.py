"""Fits the linear models by L-BFGS: deterministic, no learning rate, two runs give the same bits."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from newsnlp.statistics.features import BITS, LONGEST, WINDOW, border_features, span_features, span_places

SIZE = 1 << BITS


def compact(*features: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """The indices that occur at all, and the features renumbered to them."""
    used = np.unique(np.concatenate([f.ravel() for f in features]))
    return used, [np.searchsorted(used, f).astype(np.int32) for f in features]


def fit_classes(features: np.ndarray, target: np.ndarray, weight: np.ndarray, classes: int, l2: float) -> np.ndarray:
    """Multinomial logistic regression: `(2**BITS, classes)` weights."""
    used, (index,) = compact(features)
    shape = (len(used), classes)
    onehot = np.eye(classes)[target]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.reshape(shape)
        score = table[index].sum(axis=1)
        logp = score - logsumexp(score, axis=1, keepdims=True)
        value = -(weight[:, None] * onehot * logp).sum() + l2 / 2 * (flat @ flat)
        delta = weight[:, None] * (np.exp(logp) - onehot)
        gradient = np.stack(
            [np.bincount(index.ravel(), np.repeat(delta[:, c], index.shape[1]), len(used)) for c in range(classes)], axis=1
        )
        return value, (gradient + l2 * table).ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    table = np.zeros((SIZE, classes), dtype=np.float32)
    table[used] = found.x.reshape(shape)
    return table


def fit_options(options, right: list[list[float]], rows: np.ndarray, l2: float) -> np.ndarray:
    """Softmax over the options of each of `rows`, the probability of the right ones maximised."""
    rows = np.array([n for n in rows if max(right[n]) > 0])
    ragged = [(i, c.features, r) for i, n in enumerate(rows) for c, r in zip(options[n], right[n], strict=True)]
    group = np.array([i for i, _, _ in ragged])
    good = np.array([r for _, _, r in ragged])
    line = np.concatenate([np.full(len(f), k) for k, (_, f, _) in enumerate(ragged)])
    feature = np.concatenate([np.array(f) for _, f, _ in ragged])
    used, (index,) = compact(feature)

    def loss(table: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.bincount(line, table[index], len(group))
        top = np.maximum.reduceat(score, np.flatnonzero(np.r_[True, group[1:] != group[:-1]]))
        e = np.exp(score - top[group])
        total, kept = np.bincount(group, e), np.bincount(group, e * good)
        value = float((np.log(total) - np.log(kept)).sum()) + l2 / 2 * float(table @ table)
        delta = e / total[group] - e * good / kept[group]
        return value, np.bincount(index, delta[line], len(used)) + l2 * table

    found = minimize(loss, np.zeros(len(used)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    table = np.zeros(SIZE, dtype=np.float32)
    table[used] = found.x
    return table


def fit_spans(tokens, window, rewards: np.ndarray, rows: np.ndarray, l2: float, rounds: int = 80) -> np.ndarray:
    """Softmax over spans, the probability of the right ones (weighted by reward) maximised.

    `rows` are the readings that have a right span in reach.
    """
    part = window_rows(window, rows)
    first_features, last_features = border_features(tokens, part)
    spans = span_features(tokens, part)
    first, last, valid = span_places(part)
    used, (f1, f2, f3) = compact(first_features, last_features, spans)
    right = rewards[rows]
    n = len(rows)
    best = np.where(right > 0, np.log(np.maximum(right, 1e-9)), -np.inf)

    def loss(table: np.ndarray) -> tuple[float, np.ndarray]:
        small = table.astype(np.float32)
        as_first, as_last = small[f1].sum(-1), small[f2].sum(-1)
        score = as_first[:, first] + as_last[:, last] + small[f3].sum(-1)
        score = np.where(valid, score, -np.inf).reshape(n, -1).astype(np.float64)
        total = logsumexp(score, axis=1)
        good = logsumexp(score + best.reshape(n, -1), axis=1)
        value = float((total - good).sum()) + l2 / 2 * float(table @ table)
        delta = np.exp(score - total[:, None]) - np.exp(score + best.reshape(n, -1) - good[:, None])
        delta = delta.reshape(n, WINDOW, LONGEST)
        gradient = scatter(f3, delta, len(used))
        gradient += scatter(f1, regroup(delta, first), len(used))
        gradient += scatter(f2, regroup(delta, last), len(used))
        return value, gradient + l2 * table

    found = minimize(loss, np.zeros(len(used)), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    table = np.zeros(SIZE, dtype=np.float32)
    table[used] = found.x
    return table


def scatter(index: np.ndarray, delta: np.ndarray, size: int) -> np.ndarray:
    """The gradient of the weights, from that of the sums: index `(..., f)`, delta `(...)`."""
    return np.bincount(index.ravel(), np.repeat(delta.ravel(), index.shape[-1]), size)


def regroup(delta: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Sum the spans' gradient by the border they share: `(n, WINDOW)`."""
    n = len(delta)
    rows = np.arange(n)[:, None, None] * WINDOW + place[None, :, :]
    return np.bincount(rows.ravel(), delta.ravel(), n * WINDOW).reshape(n, WINDOW)


def window_rows(window, rows: np.ndarray):
    """The windows of some readings only."""
    from dataclasses import replace

    return replace(window, at=window.at[rows], valid=window.valid[rows], quantity=window.quantity[rows], kind=window.kind[rows], unit=window.unit[rows])
