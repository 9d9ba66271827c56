"""newsnlp turns Chinese news into tables: statistics with what they count, and more.

    import newsnlp

    doc = newsnlp.analyze("截至目前,全市共升级暖“新”阵地1365个。", published="2025-12-29")
    doc.statistics[0].item      # '暖“新”阵地'

Names are loaded on first use, so that the import itself is light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "Analyzer": "newsnlp.analysis",
    "Article": "newsnlp.model",
    "DataFileError": "newsnlp.errors",
    "Document": "newsnlp.model",
    "Lexicon": "newsnlp.lexicons",
    "NewsnlpError": "newsnlp.errors",
    "NewsnlpWarning": "newsnlp.errors",
    "NotAnArticle": "newsnlp.errors",
    "Page": "newsnlp.model",
    "Quantity": "newsnlp.model",
    "Sentence": "newsnlp.model",
    "Statistic": "newsnlp.model",
    "TimeExpression": "newsnlp.model",
    "UndecodableText": "newsnlp.errors",
    "UnreadableDate": "newsnlp.errors",
    "UnreadableNumber": "newsnlp.errors",
    "Word": "newsnlp.model",
    "analyze": "newsnlp.analysis",
    "analyze_many": "newsnlp.analysis",
    "explain": "newsnlp.statistics",
    "extract_quantities": "newsnlp.quantities",
    "extract_statistics": "newsnlp.analysis",
    "extract_times": "newsnlp.times",
    "parse_number": "newsnlp.numerals",
    "read_page": "newsnlp.page",
    "segment": "newsnlp.words",
}

__all__ = [
    "Analyzer",
    "Article",
    "DataFileError",
    "Document",
    "Lexicon",
    "NewsnlpError",
    "NewsnlpWarning",
    "NotAnArticle",
    "Page",
    "Quantity",
    "Sentence",
    "Statistic",
    "TimeExpression",
    "UndecodableText",
    "UnreadableDate",
    "UnreadableNumber",
    "Word",
    "__version__",
    "analyze",
    "analyze_many",
    "explain",
    "extract_quantities",
    "extract_statistics",
    "extract_times",
    "parse_number",
    "read_page",
    "segment",
]

if TYPE_CHECKING:
    from newsnlp.analysis import Analyzer, analyze, analyze_many, extract_statistics
    from newsnlp.errors import (
        DataFileError,
        NewsnlpError,
        NewsnlpWarning,
        NotAnArticle,
        UndecodableText,
        UnreadableDate,
        UnreadableNumber,
    )
    from newsnlp.lexicons import Lexicon
    from newsnlp.model import (
        Article,
        Document,
        Page,
        Quantity,
        Sentence,
        Statistic,
        TimeExpression,
        Word,
    )
    from newsnlp.numerals import parse_number
    from newsnlp.page import read_page
    from newsnlp.quantities import extract_quantities
    from newsnlp.statistics import explain
    from newsnlp.times import extract_times
    from newsnlp.words import segment


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'newsnlp' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
