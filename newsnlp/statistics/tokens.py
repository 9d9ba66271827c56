"""A batch of texts as arrays of tokens, in which a quantity or a time is one token.

The words of the segmentation are cut at the borders of quantities and time expressions, so that
a word that ran across (三|个人) does not hide the noun behind a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from newsnlp.statistics.clusters import hash_word, look_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsnlp.quantities import Reading
    from newsnlp.times import TimeMention
    from newsnlp.words import Segmentation

    Array = np.ndarray

__all__ = ["PAD", "Tokens", "tokenize"]

# Empty tokens before, between and after the documents of a batch, so that a window around any
# token stays inside the arrays and never shows a neighbour document.
PAD = 48

STOP, COMMA, QUOTE, BRACKET, QUANTITY, TIME, VERB, BREAK = 1, 2, 4, 8, 16, 32, 64, 128
_FLAGS = (
    dict.fromkeys("。！？；!?;…", STOP)
    | dict.fromkeys("，,：:、", COMMA)
    | dict.fromkeys("“”‘’\"'「」『』《》", QUOTE)
    | dict.fromkeys("（）()[]【】", BRACKET)
    | dict.fromkeys("\r\n", BREAK)
)

@dataclass(frozen=True, slots=True)
class Tokens:
    """Arrays over the tokens of a batch; index 0 and the gaps between documents are padding.

    `word` and `tag` are hashes, `fine` and `coarse` the word's clusters, `last` the code point of the last character, `flags` bits of what
    a token is, `start` and `end` code point offsets in its own text, `doc` the index of its text
    (-1 for padding). `quantity[k]` is the token of the k-th reading of the batch.
    """

    word: Array
    tag: Array
    fine: Array
    coarse: Array
    first: Array
    last: Array
    flags: Array
    start: Array
    end: Array
    doc: Array
    quantity: Array


def tokenize(
    folded: Sequence[str],
    words: Sequence[Segmentation],
    readings: Sequence[Sequence[Reading]],
    times: Sequence[Sequence[TimeMention]],
) -> Tokens:
    """The token arrays of a batch; all sequences run over the same texts.

    Args:
        folded: the texts through `newsnlp.text.fold`.
        words: their segmentations.
        readings: their quantities, in text order.
        times: their time expressions, in text order.
    """
    parts = [
        _document(i, *document)
        for i, document in enumerate(zip(folded, words, readings, times, strict=True))
    ]
    offset, quantity = PAD, []
    for part, ahead in parts:
        quantity.append(ahead + offset)
        offset += len(part[0]) + PAD
    pad = [np.zeros(PAD, dtype=np.int64)] * 9 + [np.full(PAD, -1, dtype=np.int64)]
    columns = [
        np.concatenate([pad[c], *(x for part, _ in parts for x in (part[c], pad[c]))])
        for c in range(10)
    ]
    return Tokens(
        word=columns[0].astype(np.uint32), tag=columns[1].astype(np.uint32),
        fine=columns[2].astype(np.uint32), coarse=columns[3].astype(np.uint32),
        first=columns[4].astype(np.uint32), last=columns[5].astype(np.uint32),
        flags=columns[6].astype(np.uint8), start=columns[7], end=columns[8], doc=columns[9],
        quantity=np.concatenate([*quantity, np.zeros(0, dtype=np.int64)]).astype(np.int64),
    )


def _borders(length: int, starts: Sequence[int], whole: list[tuple[int, int]]) -> Array:
    """Token starts and the text's end, with the `whole` stretches as single tokens."""
    is_border = np.zeros(length + 1, dtype=bool)
    is_border[np.asarray(starts, dtype=np.int64)] = True
    is_border[0] = is_border[length] = True
    for start, end in whole:
        is_border[start + 1 : end] = False
        is_border[start] = is_border[end] = True
    return np.flatnonzero(is_border)


def _document(
    index: int,
    folded: str,
    words: Segmentation,
    readings: Sequence[Reading],
    times: Sequence[TimeMention],
) -> tuple[list[Array], Array]:
    """The columns of one document, and the token index of each of its readings."""
    taken = [(r.start, r.end) for r in readings]
    whole = taken + _free([(t.start, t.end) for t in times], taken)
    borders = _borders(len(folded), words.starts, whole)
    starts, ends = borders[:-1], borders[1:]
    bounds = borders.tolist()
    texts = [folded[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]
    kept = _word_index(words, starts, ends)
    tags = [words.tags[k] if k >= 0 else "n" for k in kept.tolist()]
    flags = np.fromiter(
        (_FLAGS.get(t[:1], 0) | (VERB if g[:1] == "v" else 0) for t, g in zip(texts, tags, strict=True)),
        dtype=np.int64, count=len(texts),
    )
    looked = np.array([look_up(t) for t in texts], dtype=np.int64).reshape(-1, 3)
    word, fine, coarse = looked[:, 0].copy(), looked[:, 1].copy(), looked[:, 2].copy()
    tag = np.fromiter((hash_word(t[:2]) for t in tags), dtype=np.int64, count=len(texts))
    first = np.fromiter((ord(t[0]) for t in texts), dtype=np.int64, count=len(texts))
    last = np.fromiter((ord(t[-1]) for t in texts), dtype=np.int64, count=len(texts))
    at = np.searchsorted(starts, [r.start for r in readings]).astype(np.int64)
    for r, k in zip(readings, at.tolist(), strict=True):
        word[k] = tag[k] = hash_word("quantity:" + r.kind)
        fine[k] = coarse[k] = 700 + len(r.kind)
        last[k] = hash_word(r.unit) & 0xFFFF
        flags[k] = QUANTITY
    for start, _ in whole[len(taken) :]:
        k = int(np.searchsorted(starts, start))
        word[k] = tag[k] = hash_word("time")
        fine[k] = coarse[k] = 720
        flags[k] = TIME
    doc = np.full(len(texts), index, dtype=np.int64)
    return [word, tag, fine, coarse, first, last, flags, starts, ends, doc], at


def _free(spans: list[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that overlap none of `taken` (few of each)."""
    return [(a, b) for a, b in spans if all(b <= c or d <= a for c, d in taken)]


def _word_index(words: Segmentation, starts: Array, ends: Array) -> Array:
    """For each token the index of the word with the same borders, -1 where it was cut."""
    word_starts = np.asarray(words.starts, dtype=np.int64)
    word_ends = np.asarray(words.ends, dtype=np.int64)
    k = np.minimum(np.searchsorted(word_starts, starts), len(word_starts) - 1)
    same = (word_starts[k] == starts) & (word_ends[k] == ends)
    return np.where(same, k, -1)
