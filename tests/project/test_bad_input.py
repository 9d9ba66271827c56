"""What is not what it should be is refused in newsnlp's own words, and missing is not wrong."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from newsnlp import Analyzer, Article, Document, analyze, analyze_many

TEXT = "全市新增停车位70个。"


@pytest.mark.parametrize("name", ["id", "title", "source"])
def test_what_is_known_of_an_article_is_text(name: str) -> None:
    with pytest.raises(TypeError, match=f"the article's {name} is a int, expected a str"):
        analyze(Article(TEXT, **{name: 5}))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["id", "title", "source", "published"])
@pytest.mark.parametrize("missing", [None, float("nan"), pd.NaT, pd.NA], ids=str)
def test_what_is_missing_in_a_row_is_not_known(name: str, missing: Any) -> None:
    assert analyze({"text": TEXT, name: missing}) == analyze(TEXT)


@pytest.mark.parametrize("articles", [None, 3])
def test_many_articles_are_an_iterable(articles: Any) -> None:
    with pytest.raises(TypeError, match="expected an iterable of articles"):
        analyze_many(articles)


@pytest.mark.parametrize("workers", [None, 1.5, "2"])
def test_workers_are_counted(workers: Any) -> None:
    with pytest.raises(TypeError, match="expected an int"):
        analyze_many([TEXT], workers=workers)


def test_a_lexicon_is_a_lexicon() -> None:
    with pytest.raises(TypeError, match=r"lexicon is a list, expected a newsnlp\.Lexicon"):
        Analyzer(lexicon=["停车位"])  # type: ignore[arg-type]


def test_workers_need_settings_that_can_be_sent() -> None:
    analyzer = Analyzer(segmenter=lambda text: [(character, "n") for character in text])
    assert analyzer.analyze(TEXT).words
    with pytest.raises(TypeError, match=r"cannot be sent to other processes .* or workers=1"):
        analyzer.analyze_many([TEXT], workers=2)


def test_a_number_beyond_the_largest_float_is_stored() -> None:
    doc = analyze(f"占比三分之{'1' * 399}。{TEXT}")
    assert len(doc.statistics) == 2
    stored = json.loads(json.dumps(doc.to_dict(), allow_nan=False))
    assert Document.from_dict(stored).statistics[1] == doc.statistics[1]
