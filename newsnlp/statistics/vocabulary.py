"""Words and tags as row numbers of the model's tables.

A word that the model does not know takes the row of its last character: in Chinese the head of a
compound comes last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from newsnlp.lexicons.tables import read_arrays

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

__all__ = ["LAST", "MODEL", "UNITS", "Vocabulary", "vocabulary"]

MODEL = "statistics.npz"
# Sizes of the tables that are addressed by a remainder: of a character's code point, of a unit's
# checksum.
LAST, UNITS = 4096, 512
_MOST_SEEN = 200_000


@dataclass(slots=True)
class Vocabulary:
    """Row numbers of words and tags; row 0 is padding, the last row is the unknown word.

    Args:
        rows: word → row.
        last: last character → row.
        tags: part of speech → row.
        unknown: the row of a word that is in neither.
    """

    rows: Mapping[str, int]
    last: Mapping[str, int]
    tags: Mapping[str, int]
    unknown: int
    _seen: dict[str, int] = field(default_factory=dict)

    def row(self, word: str) -> int:
        """The row of a folded word; blanks are one word, and so are numbers."""
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            found = self._seen[word] = self._row(word)
        return found

    def _row(self, word: str) -> int:
        key = "" if word.isspace() else "0" if is_number(word) else word
        return self.rows.get(key) or self.last.get(word[-1:]) or self.unknown


def is_number(word: str) -> bool:
    return word.isascii() and all(c in "0123456789.,%" for c in word)


def make_vocabulary(arrays: Mapping[str, np.ndarray]) -> Vocabulary:
    """The vocabulary of a model, given its arrays `words`, `characters` and `tags`.

    Words are one UTF-8 text, one word a line, as bytes.
    """
    words, characters, tags = (
        arrays[name].tobytes().decode("utf-8").split("\n")
        for name in ("words", "characters", "tags")
    )
    first = 1 + len(words)
    return Vocabulary(
        rows={word: row for row, word in enumerate(words, 1)},
        last={character: row for row, character in enumerate(characters, first)},
        tags={tag: row for row, tag in enumerate(tags, 1)},
        unknown=first + len(characters),
    )


@cache
def vocabulary() -> Vocabulary:
    """The shipped model's vocabulary."""
    return make_vocabulary(read_arrays(MODEL))
