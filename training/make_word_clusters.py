"""Makes `newsnlp/data/word_clusters.npz`: words grouped by the words that stand beside them.

    python training/make_word_clusters.py ../shared/corpora/archive

Each word of the archive (rjieba's words, eight times or more) becomes the vector of its two left
and two right neighbours: positive pointwise mutual information with smoothed contexts (Levy,
Goldberg & Dagan 2015), 120 dimensions by truncated SVD. K-means cuts the vectors into 600 fine
clusters, and these into 64 coarse ones. Takes two minutes and 3 GB; seeded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path

import numpy as np
import rjieba
import scipy.sparse as sp
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from newsnlp.text import fold

OUT = Path(__file__).resolve().parents[1] / "newsnlp" / "data" / "word_clusters.npz"
LEAST, CONTEXTS, DIMENSIONS, FINE, COARSE = 8, 4000, 120, 600, 64
NUMBER = re.compile(r"[0-9.,%]+")


def read(archive: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The archive as word ids, most frequent first, with the words and their counts."""
    ids: dict[str, int] = {}
    flat: list[int] = []
    for name in ("xwlb.jsonl.gz", "chinanews2020.jsonl.gz"):
        with gzip.open(archive / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                for word in rjieba.cut(fold(json.loads(line)["text"])):
                    key = "\n" if word.isspace() else "0" if NUMBER.fullmatch(word) else word
                    flat.append(ids.setdefault(key, len(ids)))
                flat.append(ids.setdefault("\n", len(ids)))
    found = np.array(flat, dtype=np.int32)
    count = np.bincount(found, minlength=len(ids))
    order = np.argsort(-count, kind="stable")
    rank = np.empty(len(ids), dtype=np.int64)
    rank[order] = np.arange(len(ids))
    return rank[found], np.array(list(ids))[order], count[order]


def vectors(ids: np.ndarray, size: int) -> np.ndarray:
    """Unit vectors of the `size` most frequent words."""
    parts = []
    for offset in (-2, -1, 1, 2):
        word, context = ids[2:-2], ids[2 + offset : len(ids) - 2 + offset]
        kept = (word < size) & (context < CONTEXTS)
        ones = np.ones(int(kept.sum()), dtype=np.float32)
        parts.append(sp.coo_matrix((ones, (word[kept], context[kept])), shape=(size, CONTEXTS)).tocsr())
    counts = sp.hstack(parts).tocoo()
    counts.sum_duplicates()
    words = np.bincount(counts.row, counts.data, size)
    contexts = np.bincount(counts.col, counts.data, counts.shape[1]) ** 0.75
    information = np.log(counts.data / (words[counts.row] * contexts[counts.col] / contexts.sum()))
    kept = information > 0
    matrix = sp.coo_matrix((information[kept], (counts.row[kept], counts.col[kept])), shape=counts.shape)
    left, strength, _ = randomized_svd(matrix.tocsr(), DIMENSIONS, n_iter=4, random_state=0)
    found = left * np.sqrt(strength)
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)


def main() -> None:
    """Read, cluster, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    ids, words, count = read(args.archive)
    size = int((count >= LEAST).sum())
    found = vectors(ids, size)
    weight = np.sqrt(count[:size])
    fine = MiniBatchKMeans(FINE, random_state=0, n_init=3, batch_size=8192, max_iter=60).fit(found, sample_weight=weight)
    mass = np.bincount(fine.labels_, weights=weight, minlength=FINE) + 1e-6
    coarse = KMeans(COARSE, random_state=0, n_init=5).fit(fine.cluster_centers_, sample_weight=mass)
    text = "\n".join("" if w == "\n" else w for w in words[:size]).encode()
    np.savez_compressed(
        args.out, words=np.frombuffer(text, dtype=np.uint8), fine=fine.labels_.astype(np.uint16),
        coarse=coarse.labels_[fine.labels_].astype(np.uint8),
    )
    print(f"{args.out}: {size:,} words, {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
