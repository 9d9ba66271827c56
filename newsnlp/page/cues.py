"""What single lines of a page are known by: the tables `page_cues.tsv` and `page_labels.tsv`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsnlp.lexicons.folding import fold
from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NOTE", "Cues", "bare", "load_cues", "without_chrome"]

# In code points.
LONGEST_CUE_LINE = 60
LONGEST_HOLDING_LINE = 40
LONGEST_CONTAINING_LINE = 200

MARKS = (
    r"\s:：,，、|｜丨/\[\]【】()（）{}<>＜＞《》〈〉「」“”\"'·•●■★☆▪►▶→»›+＋*=~\-—–_…。.!！?？#&@^"
    r"\ue000-\uf8ff"
)
BEFORE = "[【(（▲* "
SEPARATORS = re.compile(rf"[{MARKS}]+")
NUMBERS_AROUND = re.compile(r"^\d+(?=\D)|(?<=\D)\d+$")
# Around a value's ends the marks are gone: 某报(江城.
NOTE = re.compile(r"[\[【(（][^\]】)）]{1,8}[\]】)）]?$")
COUNTER = re.compile(r"^[\d.,万+]+(?:条|人|次|个|篇|万|赞|阅)?$|^[A-Za-z]$")


def bare(text: str) -> str:
    """`text` without marks and blanks, and without the numbers around it.

    >>> bare("【 相关阅读 】(18)")
    '相关阅读'
    """
    return NUMBERS_AROUND.sub("", SEPARATORS.sub("", text))


def alternation(phrases: Iterable[str]) -> str:
    """A regular expression that matches the longest of `phrases`; one that never does if none."""
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) or r"(?!)"


class Cues:
    """The lookups that the tables give, made once."""

    def __init__(self) -> None:
        rows = read_table("page_cues.tsv")

        def phrases(how: str, role: str | None = None) -> dict[str, str]:
            return {
                row["phrase"]: row["role"]
                for row in rows
                if row["how"] == how and role in (None, row["role"])
            }

        self.furniture = frozenset(phrases("token", "chrome"))
        self.tags = frozenset(phrases("token", "tag"))
        self.nobody = frozenset(phrases("token", "nobody"))
        self.not_tagged = alternation(phrases("after"))
        self.lines = {bare(phrase): role for phrase, role in phrases("line").items()}
        self.prefixes = phrases("prefix")
        self.contained = phrases("contains")
        self.held = phrases("within")
        self.within = re.compile(alternation(self.held))
        self.openings = phrases("opening")
        self.opening = re.compile(alternation(self.openings))
        self.prefix = re.compile(alternation(self.prefixes))
        self.contains = re.compile(alternation(self.contained))
        self.glued = re.compile(rf"(?:{alternation(phrases('suffix'))})$")
        self.place = re.compile(rf"(?:{alternation(phrases('crumb'))})\s*[:：]?")

    def role(self, line: str) -> str | None:
        """The role of a line that is one of the cues, else None.

        >>> Cues().role("分享到：微信 微博"), Cues().role("相关阅读"), Cues().role("他说。")
        ('chrome', 'aside', None)
        """
        if len(line) > LONGEST_CONTAINING_LINE:
            return None
        text = fold(line)
        found = self.contains.search(text)
        if found is not None:
            return self.contained[found[0]]
        opened = self.opening.match(text.lstrip(BEFORE))
        if opened is not None:
            return self.openings[opened[0]]
        if len(text) > LONGEST_CUE_LINE:
            return None
        role = self.lines.get(bare(text))
        if role is not None:
            return role
        tokens = [token for token in SEPARATORS.split(text) if token]
        words = [token for token in tokens if not COUNTER.match(token)]
        if words and all(self.is_furniture(word) for word in words):
            return "chrome"
        if text.endswith("。"):
            # A sentence that begins like a cue is a sentence.
            return None
        held = self.within.search(text) if len(text) <= LONGEST_HOLDING_LINE else None
        if held is not None:
            return self.held[held[0]]
        # ▲ itself marks a caption, and may stand before another cue: ▲图为….
        starts = self.prefix.match(text.lstrip(BEFORE)) or self.prefix.match(text)
        return None if starts is None else self.prefixes[starts[0]]

    def is_furniture(self, word: str) -> bool:
        """Whether a word, a counter at its end aside, belongs to the page and not to an article."""
        return word in self.furniture or word.rstrip("0123456789") in self.furniture


@cache
def load_cues() -> Cues:
    """The cues of the packaged tables."""
    return Cues()


def without_chrome(value: str) -> str:
    """A field's value without the share words, counters and notes behind it.

    >>> without_chrome("某报 举报"), without_chrome("某某网参与互动"), without_chrome("某站[整理]")
    ('某报', '某某网', '某站')
    """
    cues, tokens = load_cues(), value.split()
    while tokens and (cues.role(tokens[-1]) == "chrome" or tokens[-1].isdigit()):
        tokens.pop()
    return NOTE.sub("", cues.glued.sub("", " ".join(tokens))).strip(" ，,;；·|")
