"""What is found in a text: frozen, slotted, exact records."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Number = int | Decimal | Fraction
Bound = Literal["exact", "about", "nearly", "over", "under"]
Kind = Literal["count", "money", "percent", "multiple", "measure", "duration", "age", "rank"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its closing quotation marks; blanks around it belong to none."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the segmentation; `tag` is its part of speech in jieba's (ICTCLAS) tag set."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, and the `period` they mean (ISO 8601, ends inclusive) if known."""

    start: int
    end: int
    text: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and the words that bound it.

    `value` is None for a range or a vague number, which have `low` and `high`. `unit` is the
    measure word as it stands, without 万 and 亿, composed for rates (元/平方米). `rule` names
    what read it.
    """

    start: int
    end: int
    text: str
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str
    bound: Bound
    kind: Kind
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that was weighed as the item of a statistic: the higher the score, the better."""

    start: int
    end: int
    text: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Statistic:
    """A quantity that the text states about something, and what it says about it.

    `item` is what is counted or measured, `change` (up, down) and `basis` (yoy, mom) how the
    number compares, `time` the words that say when it holds and `period` what they mean,
    `speaker` who says it when it stands in a quote. `candidates` are the items that were weighed,
    best first; they are for `newsnlp.explain` and not part of `to_dict`.
    """

    start: int
    end: int
    text: str
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str
    bound: Bound
    kind: Kind
    item: str | None
    item_start: int | None
    item_end: int | None
    change: Literal["up", "down"] | None
    basis: Literal["yoy", "mom"] | None
    time: str | None
    time_start: int | None
    time_end: int | None
    period: str | None
    speaker: str | None
    rule: str
    candidates: tuple[Candidate, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of a person, an organization or a place."""

    start: int
    end: int
    text: str
    label: Literal["PER", "ORG", "LOC"]
    name: str
    role: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech, without its quotation marks, and who said it."""

    start: int
    end: int
    text: str
    speaker: str
    speaker_start: int | None
    cue: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that speak for a topic; `field` says into which text the offsets point."""

    field: Literal["text", "title"]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What the article is about; `score` is the probability that a reader would agree."""

    id: str
    zh: str
    en: str
    score: float
    parents: tuple[str, ...]
    method: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or term that marks the article, at its first mention."""

    start: int
    end: int
    text: str
    score: float
