"""A text → its words, the user's lexicon before the dictionary."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from newsnlp.errors import shown
from newsnlp.model import Word
from newsnlp.text import fold
from newsnlp.words.engines import ENGINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsnlp.lexicons import Lexicon
    from newsnlp.words.engines import Tagger

__all__ = ["Segmentation", "Segmenter", "segment"]

_SURROGATE = re.compile("[\ud800-\udfff]")  # the engines read valid text only
_TAGS = {"PER": "nr", "ORG": "nt", "LOC": "ns", None: "n"}


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The words of a text, kept as parallel lists.

    Blanks, line ends and punctuation are words too (tag x), so that the words joined are the
    text: `ends[i] == starts[i + 1]`.

    Args:
        starts: offset of each word (code points).
        ends: its end, exclusive.
        tags: its part of speech in jieba's (ICTCLAS) tag set.
    """

    starts: list[int]
    ends: list[int]
    tags: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def texts(self, text: str) -> list[str]:
        """The words as strings, given the text that was cut."""
        return [text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]

    def words(self, text: str) -> tuple[Word, ...]:
        """The words as records, given the text that was cut."""
        rows = zip(self.starts, self.ends, self.tags, strict=True)
        return tuple(Word(start, end, text[start:end], tag) for start, end, tag in rows)

    def index_at(self, offset: int) -> int:
        """The index of the word that holds the character at `offset`.

        Raises:
            IndexError: there is no such character.
        """
        if not self.ends or not 0 <= offset < self.ends[-1]:
            length = self.ends[-1] if self.ends else 0
            raise IndexError(f"offset {offset}, expected one from 0 to below {length}")
        return bisect_right(self.starts, offset) - 1


@dataclass(frozen=True, slots=True)
class Segmenter:
    """Cuts texts into words. It holds settings only, so it can be shared and pickled.

    Args:
        lexicon: words that win over the dictionary wherever they stand.
        engine: `rjieba`, `jieba`, or a function from a text to its (word, tag) pairs. The
            function gets the text folded (half-width, simplified); the words that it returns,
            joined, must be that text, and none of them empty.

    Raises:
        ValueError: no engine has this name.

    >>> text = "升级暖“新”阵地1365个"
    >>> Segmenter().cut(text).texts(text)
    ['升级', '暖', '“', '新', '”', '阵地', '1365', '个']
    """

    lexicon: Lexicon | None = None
    engine: str | Tagger = "rjieba"

    def __post_init__(self) -> None:
        if not callable(self.engine) and self.engine not in ENGINES:
            raise ValueError(
                f"segmenter {shown(self.engine)}, expected {', '.join(ENGINES)} or a function from"
                " a text to (word, tag) pairs"
            )

    def cut(self, text: str) -> Segmentation:
        """The words of a text.

        Raises:
            TypeError: `text` is not a str, or the engine, a function of the user's, did not return
                (word, tag) pairs.
            ValueError: the words that it returned are not those of the text, or one is empty.
        """
        if not isinstance(text, str):
            raise TypeError(f"{type(text).__name__} {shown(text)}, expected a str")
        pairs = list(self._pairs(fold(text)))
        ends = list(accumulate(len(word) for word, _ in pairs))
        return Segmentation([0, *ends[:-1]] if ends else [], ends, [tag for _, tag in pairs])

    def cut_many(self, texts: Iterable[str]) -> list[Segmentation]:
        """The words of each text.

        Raises:
            TypeError: `texts` is a single str, or holds something else than str.
        """
        if isinstance(texts, str):
            raise TypeError(f"str {shown(texts)}, expected several texts; use cut for one")
        return [self.cut(text) for text in texts]

    def _pairs(self, folded: str) -> Iterable[tuple[str, str]]:
        """(word, tag) of every word of a folded text."""
        tagger = self.engine if callable(self.engine) else ENGINES[self.engine]()
        readable = _SURROGATE.sub("\ufffd", folded)
        if not self.lexicon:
            return _tagged(tagger, readable)
        return self._pairs_with_lexicon(tagger, folded, readable)

    def _pairs_with_lexicon(
        self, tagger: Tagger, folded: str, readable: str
    ) -> Iterator[tuple[str, str]]:
        """The user's words, and the engine's words between them."""
        position = 0
        for start, end, entry in self.lexicon.find(folded) if self.lexicon else ():
            yield from _tagged(tagger, readable[position:start])
            yield folded[start:end], _TAGS[entry.label]
            position = end
        yield from _tagged(tagger, readable[position:])


def _tagged(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    """The engine's words of a stretch, checked: every offset depends on them."""
    pairs = list(tagger(text)) if text else []
    if pairs and isinstance(pairs[0], str):
        raise TypeError(
            f"the segmenter returned {shown(pairs[0])}, expected pairs of word and tag; return"
            " (word, 'x') where there are no tags"
        )
    words = [word for word, _ in pairs]
    joined = "".join(words)
    if not all(words):
        raise ValueError(
            f"the segmenter returned an empty word for {shown(text)}, expected its words;"
            " leave it out"
        )
    if joined != text:
        raise ValueError(
            f"the segmenter's words join to {shown(joined)}, expected the text {shown(text)};"
            " return every character, blanks too"
        )
    return pairs


def segment(
    text: str, *, lexicon: Lexicon | None = None, segmenter: str | Tagger = "rjieba"
) -> list[str]:
    """The words of a text; joined they are the text.

    Args:
        text: any text; blanks and line ends are words too.
        lexicon: words that win over the dictionary.
        segmenter: `rjieba`, `jieba` or a function, see `Segmenter`.

    >>> segment("升級暖“新”陣地１７２７個")
    ['升級', '暖', '“', '新', '”', '陣地', '１７２７', '個']
    """
    return Segmenter(lexicon, segmenter).cut(text).texts(text)
