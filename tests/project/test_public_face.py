"""What `import newsnlp` offers, and what it costs."""

from __future__ import annotations

import json
import subprocess
import sys

import newsnlp

PUBLIC = {
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
}
# Slow to import, and none of them needed to load newsnlp.
HEAVY = {"jieba", "numpy", "pandas", "pint", "pyarrow", "rich", "sklearn", "spacy", "typer"}


def test_public_names_are_these() -> None:
    assert set(newsnlp.__all__) == PUBLIC
    assert len(newsnlp.__all__) == len(PUBLIC)


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in PUBLIC - {"__version__"}:
        assert (getattr(newsnlp, name).__doc__ or "").strip(), name


def test_dir_lists_the_public_names() -> None:
    assert set(dir(newsnlp)) >= PUBLIC


def test_import_is_silent_and_light() -> None:
    probe = "import json, sys, newsnlp; json.dump(list(sys.modules), sys.stdout)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", probe], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert not HEAVY & set(json.loads(done.stdout))
