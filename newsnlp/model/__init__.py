"""The records that newsnlp takes and returns: frozen, slotted, exact.

Offsets are counted in code points of the text they belong to, half-open, and always
`text[x.start:x.end] == x.text`. Amounts are exact: `int` where they are whole, else `Decimal`
(what was written with a point) or `Fraction` (三分之一). Not found is `None`, never 0 or "".
"""

from newsnlp.model.articles import Article, Page, Segment
from newsnlp.model.document import Document
from newsnlp.model.findings import (
    Bound,
    Candidate,
    Entity,
    Evidence,
    Keyword,
    Kind,
    Number,
    Quantity,
    Quote,
    Sentence,
    Statistic,
    TimeExpression,
    Topic,
    Word,
)

__all__ = [
    "Article",
    "Bound",
    "Candidate",
    "Document",
    "Entity",
    "Evidence",
    "Keyword",
    "Kind",
    "Number",
    "Page",
    "Quantity",
    "Quote",
    "Segment",
    "Sentence",
    "Statistic",
    "TimeExpression",
    "Topic",
    "Word",
]
