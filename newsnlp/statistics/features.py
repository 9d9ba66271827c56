"""Hashed features of a quantity in its context, computed for a whole batch at once.

Three families, each an array of indices into one weight table:

- `context_features`: the quantity itself and the words around it, for what is decided about the
  quantity (is it a statistic, does it state a change, …): `(n, n_features)`.
- `border_features`: every token near a quantity as the first and as the last token of its item:
  `(n, WINDOW, n_features)` each. Before the quantity WINDOW_BEFORE tokens, behind it WINDOW_AFTER.
- `span_features`: pairs of borders: `(n, WINDOW, LONGEST, n_features)`.

Feature hashing after Weinberger et al. 2009 (without signs: the table is sparse enough).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from newsnlp.statistics.clusters import hash_word
from newsnlp.statistics.tokens import BRACKET, BREAK, COMMA, QUANTITY, QUOTE, STOP, TIME, VERB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsnlp.quantities import Reading
    from newsnlp.statistics.tokens import Tokens

    Array = np.ndarray

__all__ = ["BITS", "LONGEST", "WINDOW", "Window", "border_features", "context_features", "span_features", "window"]

BITS = 19
WINDOW_BEFORE, WINDOW_AFTER = 40, 14
WINDOW = WINDOW_BEFORE + WINDOW_AFTER
LONGEST = 12
_MASK = np.uint32((1 << BITS) - 1)
_DE = hash_word("的")
_PART = hash_word("其中")


def mix(salt: int, *parts: Array) -> Array:
    """One table index from several integer arrays (broadcast) and the feature's own salt."""
    h = np.uint32((salt * 0x9E3779B1 + 0x7F4A7C15) & 0xFFFFFFFF)
    with np.errstate(over="ignore"):
        for part in parts:
            h = (h ^ part.astype(np.uint32)) * np.uint32(0x85EBCA6B)
            h ^= h >> np.uint32(13)
        h = h * np.uint32(0xC2B2AE35)
        return (h ^ (h >> np.uint32(16))) & _MASK


@dataclass(frozen=True, slots=True)
class Window:
    """The tokens around each quantity: `at[n, k]` is the token at window place k.

    Places 0 … WINDOW_BEFORE-1 run away from the quantity to the left, the others to the right.
    `valid` is False for padding and other documents; `side` is 0 before, 1 behind.
    """

    at: Array
    valid: Array
    side: Array
    distance: Array
    quantity: Array
    kind: Array
    unit: Array


def window(tokens: Tokens, readings: Sequence[Reading]) -> Window:
    """The window of each of the batch's readings (in the order of `tokens.quantity`)."""
    q = tokens.quantity[:, None]
    offsets = np.concatenate([-np.arange(1, WINDOW_BEFORE + 1), np.arange(1, WINDOW_AFTER + 1)])
    at = q + offsets[None, :]
    valid = tokens.doc[at] == tokens.doc[q]
    side = (offsets > 0).astype(np.uint32)[None, :]
    kind = np.array([hash_word(r.kind) for r in readings], dtype=np.uint32)
    unit = np.array([hash_word(r.unit) for r in readings], dtype=np.uint32)
    return Window(at, valid, side, np.abs(offsets)[None, :], q, kind[:, None], unit[:, None])


def _bucket(counts: Array) -> Array:
    """0 1 2 3 4 6 9 13 20 …: near distances exactly, far ones roughly."""
    return np.searchsorted(np.array([1, 2, 3, 4, 6, 9, 13, 20, 30]), counts, side="right")


def _between(tokens: Tokens, w: Window, flag: int) -> Array:
    """How many tokens with `flag` stand strictly between each window place and the quantity."""
    total = np.concatenate([[0], np.cumsum((tokens.flags & flag) != 0)])
    low = np.minimum(w.at, w.quantity) + 1
    high = np.maximum(w.at, w.quantity)
    return total[high] - total[low]


def _path(tokens: Tokens, w: Window, column: Array, reach: int) -> Array:
    """A hash of the tokens strictly between a window place and the quantity, 0 when too many."""
    h = np.zeros(w.at.shape, dtype=np.uint32)
    step = np.where(w.side == 0, 1, -1)
    with np.errstate(over="ignore"):
        for k in range(1, reach + 1):
            inner = w.distance > k
            h = np.where(inner, (h * np.uint32(31) + column[w.at + k * step]), h)
    return np.where(w.distance <= reach + 1, h + np.uint32(1), np.uint32(0))


def _path_shape(tokens: Tokens, w: Window) -> Array:
    """What stands between a window place and the quantity, counted and capped, as one number."""
    shape = np.zeros(w.at.shape, dtype=np.int64)
    for flag, cap in ((COMMA, 3), (STOP, 2), (QUANTITY, 3), (VERB, 3), (BREAK, 1), (QUOTE | BRACKET, 1)):
        shape = shape * (cap + 1) + np.minimum(_between(tokens, w, flag), cap)
    return shape


def border_features(tokens: Tokens, w: Window) -> tuple[Array, Array]:
    """Features of every window place as the first, and as the last token of the item.

    Returns:
        Two index arrays `(n, WINDOW, n_features)`.
    """
    a, t = tokens.word, tokens.tag
    at, side, kind, unit = w.at, w.side, w.kind, w.unit
    far = _bucket(w.distance)
    shape = _path_shape(tokens, w)
    c, f = tokens.coarse, tokens.fine
    words, tags = _path(tokens, w, a, 3), _path(tokens, w, t, 4)
    groups, broad = _path(tokens, w, f, 3), _path(tokens, w, c, 5)
    c0, c_1, c_2, c1, c2 = c[at], c[at - 1], c[at - 2], c[at + 1], c[at + 2]
    f0, f_1, f1 = f[at], f[at - 1], f[at + 1]
    a0, a_1, a_2, a1, a2 = a[at], a[at - 1], a[at - 2], a[at + 1], a[at + 2]
    t0, t_1, t_2, t1, t2 = t[at], t[at - 1], t[at - 2], t[at + 1], t[at + 2]
    first = [
        mix(1, side, a_1), mix(2, side, a0), mix(3, side, t_1, t0), mix(4, a_1, a0),
        mix(5, side, a_2, a_1), mix(6, side, t_2, t_1, t0, t1), mix(7, side, kind, t_1, t0),
        mix(8, side, kind, a_1), mix(9, side, kind, far), mix(10, side, t0, far),
        mix(11, side, kind, shape), mix(12, side, t0, shape), mix(13, side, kind, words),
        mix(14, side, tags, t0), mix(15, side, tokens.flags[at - 1], kind), mix(16, a_2, a_1, a0),
        mix(17, side, tokens.first[at], t_1),
        mix(18, side, f_1, kind), mix(19, side, f0), mix(20, side, c_1, c0, kind), mix(21, f_1, f0), mix(22, side, c_2, c_1, c0),
        mix(23, side, c_1, c0, c1), mix(24, side, broad, c0), mix(25, side, groups, kind), mix(26, side, c0, shape),
        mix(27, side, c_1, c0, broad),
    ]
    last = [
        mix(31, side, a0), mix(32, a0, unit), mix(33, side, a0, kind), mix(34, side, t0, t1),
        mix(35, side, a1), mix(36, a0, a1), mix(37, side, a1, a2), mix(38, side, t0, t1, t2),
        mix(39, tokens.last[at], unit), mix(40, side, tokens.last[at], kind),
        mix(41, side, kind, far), mix(42, side, kind, shape), mix(43, side, kind, words),
        mix(44, side, tags, t0, kind), mix(45, side, words, unit), mix(46, side, t0, shape),
        mix(47, side, t0, far, unit), mix(48, side, kind, t0, a1), mix(49, side, tags, t0, t[w.quantity + 1]),
        mix(50, side, kind, words, a[w.quantity + 1]),
        mix(51, side, f0, kind), mix(52, f0, unit), mix(53, side, f1, kind), mix(54, side, f0, f1), mix(55, side, c0, c1, kind),
        mix(56, side, c0, c1, c2), mix(57, side, broad, c0, kind), mix(58, side, groups, kind), mix(59, side, c0, shape, kind),
        mix(60, side, c0, c1, broad), mix(30, side, broad, c[w.quantity + 1], kind),
    ]
    return np.stack(first, axis=-1), np.stack(last, axis=-1)


def span_places(w: Window) -> tuple[Array, Array, Array]:
    """First and last window places of the spans, and which are spans at all: `(n, WINDOW, LONGEST)`.

    A span is anchored at its border nearest to the quantity: before it at its last token, behind
    it at its first.
    """
    near = np.arange(WINDOW)[:, None]
    far = near + np.arange(LONGEST)[None, :]
    limit = np.where(near < WINDOW_BEFORE, WINDOW_BEFORE, WINDOW)
    inside = far < limit
    far = np.where(inside, far, near)
    before = near < WINDOW_BEFORE
    first = np.where(before, far, near)
    last = np.where(before, near, far)
    valid = inside[None, :, :] & w.valid[:, first] & w.valid[:, last]
    return first, last, valid


def span_features(tokens: Tokens, w: Window) -> Array:
    """Features of every span as the item: an index array `(n, WINDOW, LONGEST, n_features)`."""
    first, last, _ = span_places(w)
    a, t, c, f = tokens.word, tokens.tag, tokens.coarse, tokens.fine
    start, end = w.at[:, first], w.at[:, last]
    side = np.broadcast_to(w.side[:, first], start.shape)
    size = end - start
    kind, unit = w.kind[:, :, None], w.unit[:, :, None]

    def inside(mask: Array) -> Array:
        total = np.concatenate([[0], np.cumsum(mask)])
        return np.minimum(total[end + 1] - total[start], 2)

    de = inside(a == np.uint32(_DE))
    marks = inside((tokens.flags & (COMMA | STOP | BREAK)) != 0)
    verbs = inside((tokens.flags & VERB) != 0)
    other = inside((tokens.flags & (QUANTITY | TIME)) != 0)
    quotes = inside((tokens.flags & QUOTE) != 0)
    content = ((de * 3 + marks) * 3 + verbs) * 3 + other
    near = np.where(side == 0, w.at[:, first] * 0 + np.arange(WINDOW)[None, :, None], 0)
    features = [
        mix(61, side, size, kind), mix(62, side, size, content), mix(63, side, t[start], t[end], size),
        mix(64, side, t[start - 1], t[end + 1], kind), mix(65, a[start - 1], a[end + 1]),
        mix(66, side, quotes, tokens.flags[start - 1], tokens.flags[end + 1]),
        mix(67, a[start], a[end]), mix(68, side, content, kind, np.minimum(near, 6)),
        mix(69, side, a[start - 1], t[end], kind),
        mix(70, c[start], c[end], size), mix(71, side, c[start - 1], c[end + 1], kind), mix(72, side, f[start - 1], c[end], kind),
        mix(73, side, c[start], c[start + 1], c[end - 1], c[end]), mix(74, f[start], f[end]),
    ]
    return np.stack([np.broadcast_to(f, start.shape) for f in features], axis=-1)


def context_features(tokens: Tokens, w: Window, readings: Sequence[Reading]) -> Array:
    """Features of each quantity and the words around it: an index array `(n, n_features)`."""
    a, t, q = tokens.word, tokens.tag, w.quantity[:, 0]
    kind, unit = w.kind[:, 0], w.unit[:, 0]
    form = np.array([hash_word(r.form) for r in readings], dtype=np.uint32)
    rule = np.array([hash_word(r.rule + ("?" if r.weak else "")) for r in readings], dtype=np.uint32)
    bound = np.array([hash_word(r.bound) for r in readings], dtype=np.uint32)
    size = np.array([_size(r) for r in readings], dtype=np.uint32)
    looks = mix(100, form, size, unit)
    features = [
        mix(101, kind), mix(102, unit), mix(103, form, size), mix(104, unit, form, size), mix(105, rule, size),
        mix(106, bound, kind), mix(107, looks, a[q + 1]), mix(108, looks, a[q - 1]), mix(109, rule, t[q - 1], t[q + 1]),
        mix(110, looks, t[q + 1], t[q - 1]), mix(111, rule, tokens.flags[q - 1], tokens.flags[q + 1]),
        mix(112, rule, form, t[q + 1], t[q + 2]),
    ]
    for salt, k in enumerate((-5, -4, -3, -2, -1, 1, 2, 3)):
        features += [mix(120 + salt, a[q + k]), mix(140 + salt, a[q + k], kind), mix(160 + salt, t[q + k], unit)]
    for salt, (j, k) in enumerate(((-2, -1), (-1, 1), (1, 2), (-3, -2))):
        features += [mix(180 + salt, a[q + j], a[q + k]), mix(190 + salt, a[q + j], a[q + k], kind),
                     mix(200 + salt, t[q + j], t[q + k], kind)]
    c, f = tokens.coarse, tokens.fine
    for salt, k in enumerate((-4, -3, -2, -1, 1, 2, 3)):
        features += [mix(240 + salt, f[q + k], kind), mix(250 + salt, c[q + k], unit), mix(260 + salt, c[q + k], looks)]
    features += [mix(270, c[q - 2], c[q - 1], kind), mix(271, c[q - 1], c[q + 1], kind), mix(272, c[q + 1], c[q + 2], kind), mix(273, c[q - 2], c[q - 1], c[q + 1])]
    features.append(mix(220, a[q - 3], a[q - 2], a[q - 1]))
    features += [mix(230, kind, bag) for bag in _clause(tokens, q)]
    return np.stack(features, axis=-1)


def _size(reading: Reading) -> int:
    """1, 2, few, a year-like number, many …: a coarse class of the amount."""
    value = reading.value
    if value is None:
        return 9
    if value == 1 or value == 2:
        return int(value)
    if value < 11:
        return 3
    return 4 if value < 1900 or value > 2100 or reading.scale > 1 else 5


def _clause(tokens: Tokens, q: Array) -> list[Array]:
    """The words between the last comma or stop and the quantity, up to eight, others 0."""
    alive = np.ones(q.shape, dtype=bool)
    out = []
    for k in range(1, 9):
        at = q - k
        alive &= (tokens.flags[at] & (COMMA | STOP | BREAK)) == 0
        out.append(np.where(alive, tokens.word[at], np.uint32(0)))
    return out
