"""Word vectors from the unlabelled archive: words that stand in the same company are alike.

Each word (rjieba's words, eight times or more) becomes the vector of its two left and two right
neighbours: positive pointwise mutual information with smoothed contexts (Levy, Goldberg & Dagan
2015), 64 dimensions by truncated SVD. Takes a minute and 3 GB; seeded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import rjieba
import scipy.sparse as sp
import torch
from sklearn.utils.extmath import randomized_svd

from examples import read_archive
from newsnlp.statistics.vocabulary import Vocabulary, is_number, make_vocabulary
from newsnlp.text import fold

if TYPE_CHECKING:
    from pathlib import Path

LEAST, CONTEXTS, DIMENSIONS = 8, 4000, 64
# PPMI vectors of length one are small beside the other tables' rows.
SCALE = 4.0


@dataclass
class Vectors:
    """Words, most frequent first; rows for padding, words, last characters, unknown words."""

    words: list[str]
    characters: list[str]
    tags: list[str]
    rows: np.ndarray

    @property
    def vocabulary(self) -> Vocabulary:
        """Row numbers as the package has them."""
        return make_vocabulary(self.vocabulary_arrays())

    @property
    def tag_rows(self) -> int:
        """Parts of speech and padding."""
        return len(self.tags) + 1

    def tensor(self) -> torch.Tensor:
        """The rows as a tensor."""
        return torch.tensor(self.rows, dtype=torch.float32) * SCALE

    def vocabulary_arrays(self) -> dict[str, np.ndarray]:
        """The lists as the package reads them."""
        lists = {"words": self.words, "characters": self.characters, "tags": self.tags}
        return {k: np.frombuffer("\n".join(v).encode(), dtype=np.uint8) for k, v in lists.items()}


def make_vectors(archive: Path) -> Vectors:
    """Read the archive and make the vectors."""
    ids, words, count = _read(archive)
    size = int((count >= LEAST).sum())
    found = _vectors(ids, size)
    weight = np.sqrt(count[:size])
    by_last: dict[str, list[int]] = {}
    for row, word in enumerate(words[:size]):
        if len(word) > 1 and "\u4e00" <= word[-1] <= "\u9fff":
            by_last.setdefault(word[-1], []).append(row)
    characters = sorted(by_last)
    means = [np.average(found[by_last[c]], axis=0, weights=weight[by_last[c]]) for c in characters]
    rows = np.vstack([np.zeros(DIMENSIONS), found, means, np.zeros(DIMENSIONS)])
    tags = sorted({tag for text in _sample(archive) for _, tag in rjieba.tag(fold(text))})
    return Vectors([str(w) for w in words[:size]], characters, tags, rows.astype(np.float32))


def _sample(archive: Path) -> list[str]:
    return [a["text"] for i, a in enumerate(read_archive(archive)) if i % 20 == 0]


def _read(archive: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The archive as word ids, most frequent first, with the words and their counts.

    Blanks are the empty word, numbers the word 0, as `Vocabulary.row` has them.
    """
    ids: dict[str, int] = {}
    flat: list[int] = []
    for article in read_archive(archive):
        for word in rjieba.cut(fold(article["text"])):
            plain = "" if word.isspace() else "0" if is_number(word) else word
            flat.append(ids.setdefault(plain, len(ids)))
        flat.append(ids.setdefault("", len(ids)))
    found = np.array(flat, dtype=np.int32)
    count = np.bincount(found, minlength=len(ids))
    order = np.argsort(-count, kind="stable")
    rank = np.empty(len(ids), dtype=np.int64)
    rank[order] = np.arange(len(ids))
    return rank[found], np.array(list(ids), dtype=object)[order], count[order]


def _vectors(ids: np.ndarray, size: int) -> np.ndarray:
    """Unit vectors of the `size` most frequent words."""
    parts = []
    for offset in (-2, -1, 1, 2):
        word, context = ids[2:-2], ids[2 + offset : len(ids) - 2 + offset]
        kept = (word < size) & (context < CONTEXTS)
        ones = np.ones(int(kept.sum()), dtype=np.float32)
        shape = (size, CONTEXTS)
        parts.append(sp.coo_matrix((ones, (word[kept], context[kept])), shape=shape).tocsr())
    counts = sp.hstack(parts).tocsr().tocoo()
    words = np.bincount(counts.row, counts.data, size)
    contexts = np.bincount(counts.col, counts.data, counts.shape[1]) ** 0.75
    chance = words[counts.row] * contexts[counts.col] / contexts.sum()
    information = np.log(counts.data / chance)
    kept = information > 0
    where = (counts.row[kept], counts.col[kept])
    matrix = sp.coo_matrix((information[kept], where), shape=counts.shape).tocsr()
    left, strength, _ = randomized_svd(matrix, 2 * DIMENSIONS, n_iter=4, random_state=0)
    found = (left * np.sqrt(strength))[:, :DIMENSIONS]
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)
