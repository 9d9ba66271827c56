"""A batch of texts as arrays of tokens, in which a quantity or a time is one token.

The words of the segmentation are cut at the borders of quantities and time expressions, so that
a word that ran across (三|个人) does not hide the noun behind a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from newsnlp.statistics.vocabulary import LAST, UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsnlp.model import Kind
    from newsnlp.quantities import Reading
    from newsnlp.statistics.vocabulary import Vocabulary
    from newsnlp.times import TimeMention
    from newsnlp.words import Segmentation

    Array = np.ndarray

__all__ = ["KINDS", "Tokens", "tokenize", "unit_row"]

KINDS: tuple[Kind, ...] = (
    "count",
    "money",
    "percent",
    "multiple",
    "measure",
    "duration",
    "age",
    "rank",
)
# Rows of the table of special tokens: 0 for a word, 1 … 8 for a quantity by its kind, 9 a time.
_TIME = len(KINDS) + 1

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
    """Arrays over the tokens of a batch, documents one behind another.

    `word`, `tag`, `special` and `last` are rows of the model's tables, `flags` bits of what a
    token is, `start` and `end` code point offsets in its own text, `doc` the index of its text.
    `quantity[k]` is the token of the k-th reading of the batch.
    """

    word: Array
    tag: Array
    special: Array
    last: Array
    flags: Array
    start: Array
    end: Array
    doc: Array
    quantity: Array


def unit_row(unit: str) -> int:
    """The row of a unit in the model's table; the same in every process and version of Python."""
    return crc32(unit.encode("utf-8", "surrogatepass")) % UNITS


def tokenize(
    folded: Sequence[str],
    words: Sequence[Segmentation],
    readings: Sequence[Sequence[Reading]],
    times: Sequence[Sequence[TimeMention]],
    vocabulary: Vocabulary,
) -> Tokens:
    """The token arrays of a batch; the sequences run over the same texts.

    Args:
        folded: the texts through `newsnlp.text.fold`.
        words: their segmentations.
        readings: their quantities, in text order.
        times: their time expressions, in text order.
        vocabulary: row numbers of words and tags.
    """
    columns: list[list[Array]] = [[] for _ in range(8)]  # the columns of Tokens but the last
    quantity: list[Array] = []
    offset = 0
    documents = zip(folded, words, readings, times, strict=True)
    for doc, (text, cut, own, when) in enumerate(documents):
        if not own:
            continue  # nothing in it is looked at
        part, at = _document(text, cut, own, when, vocabulary)
        quantity.append(at + offset)
        offset += len(part[0])
        for column, values in zip(columns, [*part, np.full(len(part[0]), doc)], strict=True):
            column.append(values)
    joined = [np.concatenate([*c, np.zeros(0, dtype=np.int64)]).astype(np.int64) for c in columns]
    quantities = np.concatenate([*quantity, np.zeros(0)]).astype(np.int64)
    word, tag, special, last, flags, start, end, owner = joined
    return Tokens(word, tag, special, last, flags, start, end, owner, quantities)


def _document(
    folded: str,
    words: Segmentation,
    readings: Sequence[Reading],
    times: Sequence[TimeMention],
    vocabulary: Vocabulary,
) -> tuple[list[Array], Array]:
    """The columns of one document but `doc`, and the token index of each of its readings."""
    taken = [(r.start, r.end) for r in readings]
    free = _free([(t.start, t.end) for t in times], taken)
    borders = _borders(folded, words.starts, taken + free)
    starts, ends = borders[:-1], borders[1:]
    cuts = borders.tolist()
    texts = [folded[a:b] for a, b in pairwise(cuts)]
    tags = _tags(words, starts, ends)
    tag_rows = vocabulary.tags
    flags = [
        _FLAGS.get(t[0], 0) | (VERB if g[:1] == "v" else 0)
        for t, g in zip(texts, tags, strict=True)
    ]
    tag = np.array([tag_rows.get(g, 0) for g in tags], dtype=np.int64)
    last = np.array([ord(t[-1]) % LAST for t in texts], dtype=np.int64)
    flag = np.array(flags, dtype=np.int64)
    special = np.zeros(len(texts), dtype=np.int64)
    at = np.searchsorted(starts, [r.start for r in readings]).astype(np.int64)
    special[at] = [1 + KINDS.index(r.kind) for r in readings]
    flag[at] = QUANTITY
    when = np.searchsorted(starts, [start for start, _ in free]).astype(np.int64)
    special[when] = _TIME
    flag[when] = TIME
    tag[at] = tag[when] = 0
    rows = [0 if s else vocabulary.row(t) for t, s in zip(texts, special.tolist(), strict=True)]
    word = np.array(rows, dtype=np.int64)
    return [word, tag, special, last, flag, starts, ends], at


# 办结率达97.6%: the dictionary takes 率达 for a word and cuts the rate in two.
_RATE_REACHES = re.compile(r"(?<=[率量数额值])[达超约近为](?=[0-9])")


def _borders(folded: str, starts: Sequence[int], whole: list[tuple[int, int]]) -> Array:
    """Token starts and the text's end, with the `whole` stretches as single tokens."""
    length = len(folded)
    is_border = np.zeros(length + 1, dtype=bool)
    is_border[np.asarray(starts, dtype=np.int64)] = True
    is_border[[match.start() for match in _RATE_REACHES.finditer(folded)]] = True
    is_border[[0, length]] = True
    for start, end in whole:
        is_border[start + 1 : end] = False
        is_border[[start, end]] = True
    return np.flatnonzero(is_border)


def _free(spans: list[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that overlap none of `taken`; both are in order."""
    out, k = [], 0
    for start, end in spans:
        while k < len(taken) and taken[k][1] <= start:
            k += 1
        if k == len(taken) or end <= taken[k][0]:
            out.append((start, end))
    return out


def _tags(words: Segmentation, starts: Array, ends: Array) -> list[str]:
    """The part of speech of each token; a piece of a word that was cut counts as a noun."""
    word_starts = np.asarray(words.starts, dtype=np.int64)
    word_ends = np.asarray(words.ends, dtype=np.int64)
    k = np.minimum(np.searchsorted(word_starts, starts), len(word_starts) - 1)
    same = (word_starts[k] == starts) & (word_ends[k] == ends)
    tags = words.tags
    return [tags[i] if ok else "n" for i, ok in zip(k.tolist(), same.tolist(), strict=True)]
