"""The user's own words: names, slogans, terms that no dictionary knows."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, get_args

from newsnlp.errors import DataFileError, NewsnlpWarning, shown
from newsnlp.lexicons.folding import fold
from newsnlp.lexicons.matching import WordMatcher

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Lexicon", "LexiconWord", "RejectedRow"]

Label = Literal["PER", "ORG", "LOC"]
LABELS: tuple[str, ...] = get_args(Label)
MAX_LENGTH = 50  # characters; what is longer is a sentence that slipped in


class LexiconWord(NamedTuple):
    """A word of the user's as it was given, and what it names, if it is a name."""

    word: str
    label: Label | None = None


class RejectedRow(NamedTuple):
    """A row that is no word: its line (from 1), what stood in it, and why it was left out."""

    line: int
    row: str
    reason: str


class _Row(NamedTuple):
    line: int
    cells: tuple[object, ...]


@dataclass(frozen=True, init=False, eq=False, repr=False)
class Lexicon:
    """The user's words. They win over the dictionary wherever they stand in a text.

    A word may hold quotation marks, digits and blanks (暖“新”阵地, 网格+). It is found in
    half-width or full-width, simplified or traditional form alike; upper and lower case differ.
    A lexicon cannot be changed; `a | b` makes one of both.

    Args:
        words: words; pairs of word and label; or a mapping word → label. A label is PER, ORG,
            LOC, or None for a word that is no name.
        strict: raise for a bad row instead of leaving it out.

    Attributes:
        rejected: the rows that were left out and why. A `NewsnlpWarning` tells of them once.

    Raises:
        DataFileError: `strict` is set, and a row is no word.
        TypeError: `words` is not an iterable of words.

    >>> lexicon = Lexicon({"暖“新”阵地": None, "张大山": "PER"})
    >>> lexicon.label("張大山"), len(lexicon), "网格" in lexicon
    ('PER', 2, False)
    """

    rejected: tuple[RejectedRow, ...]
    _words: Mapping[str, LexiconWord]  # by folded form

    def __init__(
        self,
        words: Iterable[str | tuple[str, str | None]] | Mapping[str, str | None] = (),
        *,
        strict: bool = False,
    ) -> None:
        self._fill(_rows_of(words), "lexicon", strict)

    @classmethod
    def load(
        cls,
        source: str | Path | pd.DataFrame | Iterable[str | tuple[str, str | None]],
        *,
        strict: bool = False,
    ) -> Self:
        """Read a lexicon from a table.

        Args:
            source: the path of a UTF-8 file (a str is a path too), a data frame, or what
                `Lexicon` itself takes. A file has one word a line, its label behind a tab when
                it has one; a header row (`word`, `label`, other columns are ignored) is
                optional, lines that begin with `# ` are comments. A data frame has the column
                `word` and may have `label`.
            strict: raise for a bad row instead of leaving it out.

        Raises:
            DataFileError: the table cannot be read, or `strict` is set and a row is no word;
                the message names file and line.
            OSError: there is no such file.
        """
        if isinstance(source, str | Path):
            rows, where = _rows_of_file(Path(source)), str(source)
        elif hasattr(source, "columns"):
            rows, where = _rows_of_frame(source), "data frame"
        else:
            rows, where = _rows_of(source), "lexicon"
        lexicon = cls.__new__(cls)
        lexicon._fill(rows, where, strict)
        return lexicon

    def _fill(self, rows: Iterable[_Row], where: str, strict: bool) -> None:
        """Sort the rows into words and rejected; called once, by what makes the object."""
        words: dict[str, LexiconWord] = {}
        rejected = []
        for row in rows:
            reason = _fault(row.cells) or _add(words, row.cells)
            if reason and strict:
                raise DataFileError(f"{where}:{row.line}: {reason}; correct or remove the row")
            if reason:
                text = "\t".join(str(cell) for cell in row.cells)
                rejected.append(RejectedRow(row.line, text, reason))
        if rejected:
            first = rejected[0]
            warnings.warn(
                f"{where}: {len(rejected)} rows left out, the first in line {first.line}"
                f" ({shown(first.row)}): {first.reason}; see Lexicon.rejected",
                NewsnlpWarning,
                stacklevel=3,
            )
        self._set(words, tuple(rejected))

    def _set(self, words: Mapping[str, LexiconWord], rejected: tuple[RejectedRow, ...]) -> None:
        object.__setattr__(self, "_words", words)
        object.__setattr__(self, "rejected", rejected)

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and fold(word) in self._words

    def __iter__(self) -> Iterator[LexiconWord]:
        return iter(self._words.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lexicon):
            return NotImplemented
        return self._content == other._content

    def __hash__(self) -> int:
        return hash(self.content_hash)

    def __repr__(self) -> str:
        return f"<Lexicon of {len(self)} words, {self.content_hash[:12]}>"

    def __or__(self, other: Lexicon) -> Lexicon:
        """The words of both; where both have a word, the label of `other` counts."""
        if not isinstance(other, Lexicon):
            return NotImplemented
        both = Lexicon()
        both._set({**self._words, **other._words}, self.rejected + other.rejected)
        return both

    def __getstate__(self) -> dict[str, Any]:
        return {"_words": self._words, "rejected": self.rejected}

    def label(self, word: str) -> Label | None:
        """PER, ORG or LOC; None when the word has no label or is not in the lexicon."""
        found = self._words.get(fold(word))
        return None if found is None else found.label

    def find(self, folded_text: str) -> list[tuple[int, int, LexiconWord]]:
        """The words that stand in a text, in order, none overlapping.

        Where words overlap the longest counts, of equally long ones the leftmost. A word is not
        found inside a longer run of ASCII letters or digits (5G in 15G).

        Args:
            folded_text: what `newsnlp.text.fold` made of the text; offsets are the same.

        Returns:
            Start and end (code points, half-open) with the word that stands there.

        >>> Lexicon(["网格", "网格员"]).find("招募网格员")
        [(2, 5, LexiconWord(word='网格员', label=None))]
        """
        return [
            (start, end, self._words[folded_text[start:end]])
            for start, end in self._matcher.find(folded_text)
        ]

    @cached_property
    def _matcher(self) -> WordMatcher:
        return WordMatcher(self._words)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) of the words and labels, whatever their order, form and source."""
        lines = (f"{word}\t{label or ''}\n" for word, label in sorted(self._content.items()))
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _content(self) -> dict[str, str | None]:
        return {folded: word.label for folded, word in self._words.items()}


def _rows_of(words: object) -> Iterator[_Row]:
    """Rows of what `Lexicon` takes."""
    if isinstance(words, str | bytes) or not isinstance(words, Iterable):
        raise TypeError(
            f"{type(words).__name__} {shown(words)}, expected words, pairs of word and label or a"
            " mapping; read a file with Lexicon.load"
        )
    items = words.items() if isinstance(words, Mapping) else words
    for line, item in enumerate(items, 1):
        yield _Row(line, tuple(item) if isinstance(item, tuple | list) else (item,))


def _rows_of_frame(frame: Any) -> Iterator[_Row]:
    """Rows of a data frame; what is missing in it is None."""
    if "word" not in frame.columns:
        raise DataFileError(
            f"data frame with the columns {', '.join(map(str, frame.columns))}; expected a column"
            " word, and label if there are labels"
        )
    cells = frame[[name for name in ("word", "label") if name in frame.columns]].astype(object)
    for line, row in enumerate(cells.where(cells.notna(), None).itertuples(index=False), 1):
        yield _Row(line, tuple(row))


def _rows_of_file(path: Path) -> Iterator[_Row]:
    """Rows of a file, without its comments, blank lines and header row."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataFileError(
            f"{path}: byte {error.start} is not UTF-8; expected a UTF-8 text file, save it as one"
        ) from None
    columns: list[str] | None = None
    for line, content in enumerate(re.split("\r\n|\r|\n", text), 1):
        if not content.strip() or content.startswith("# "):
            continue
        cells = content.split("\t")
        if columns is None:
            columns = [cell.strip().lower() for cell in cells]
            if "word" in columns:
                continue
            columns = []
        if columns:  # named: 网格员 may stand in any column
            named = dict(zip(columns, cells, strict=False))
            yield _Row(line, (named.get("word"), named.get("label")))
        else:
            yield _Row(line, tuple(cells))


def _fault(cells: tuple[object, ...]) -> str | None:
    """Why the row is no word, None when it is one."""
    if not 1 <= len(cells) <= 2:
        return f"{len(cells)} cells, expected a word and at most a label"
    word, label = cells[0], cells[1] if len(cells) == 2 else None
    if word is None or (isinstance(word, str) and not word.strip()):
        return "empty"
    if not isinstance(word, str):
        return f"{type(word).__name__}, expected text"
    if len(word.strip()) > MAX_LENGTH:
        return f"{len(word.strip())} characters, expected at most {MAX_LENGTH}"
    if len(word.strip().splitlines()) > 1:
        return "a line end inside the word"
    if _label(label) not in (None, *LABELS):
        return f"label {shown(label)}, expected {', '.join(LABELS)} or none"
    return None


def _label(cell: object) -> Any:
    """The label in a cell; blank is none."""
    return (cell.strip() or None) if isinstance(cell, str) else cell


def _add(words: dict[str, LexiconWord], cells: tuple[Any, ...]) -> str | None:
    """Add the word of a faultless row; why not, when it stands there with another label."""
    word = LexiconWord(cells[0].strip(), _label(cells[1]) if len(cells) == 2 else None)
    first = words.setdefault(fold(word.word), word)
    if first.label == word.label:
        return None
    return f"already listed with {f'label {first.label}' if first.label else 'no label'}"
