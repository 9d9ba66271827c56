"""Word clusters: words that stand in the same company (企业 医院 学校; 增长 下降 回落) are one.

The table is `data/word_clusters.npz`, made by `training/make_word_clusters.py`. A word that it does
not hold gets the cluster of the known words with the same last character: in Chinese the head of
a compound comes last.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from newsnlp.lexicons.tables import read_arrays

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["hash_word", "look_up"]

_NONE = (0, 0)


@cache
def _known() -> Mapping[str, tuple[int, int]]:
    """Word → (fine, coarse cluster), both from 1."""
    arrays = read_arrays("word_clusters.npz")
    words = arrays["words"].tobytes().decode("utf-8").split("\n")
    pairs = zip((arrays["fine"] + 1).tolist(), (arrays["coarse"].astype(int) + 1).tolist(), strict=True)
    return dict(zip(words, pairs, strict=True))


@cache
def _by_last() -> Mapping[str, tuple[int, int]]:
    """Last character → the cluster of most of the frequent words that end with it."""
    votes: dict[str, Counter[tuple[int, int]]] = {}
    for word, cluster in _known().items():
        if len(word) > 1:
            votes.setdefault(word[-1], Counter())[cluster] += 1
    return {last: counter.most_common(1)[0][0] for last, counter in votes.items()}


_seen: dict[str, tuple[int, int, int]] = {}
_MOST_SEEN = 200_000


def hash_word(word: str) -> int:
    """A stable 32-bit hash of a word; the same in every process and version of Python."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def look_up(word: str) -> tuple[int, int, int]:
    """A word's hash, fine cluster and coarse cluster (0 where it has none)."""
    found = _seen.get(word)
    if found is None:
        if len(_seen) >= _MOST_SEEN:
            _seen.clear()
        cluster = _known().get(word) or _by_last().get(word[-1:], _NONE)
        found = _seen[word] = (hash_word(word), *cluster)
    return found
