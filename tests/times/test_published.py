"""The date of publication, in the forms in which pages say it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.errors import UnreadableDate
from newsnlp.times import iso_published, parse_published

_TABLE = Path(__file__).parents[1] / "cases" / "times_published.jsonl"
CASES = [json.loads(line) for line in _TABLE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    if case["expect"] is None:
        with pytest.raises(UnreadableDate, match="expected a form like"):
            iso_published(case["text"])
    else:
        assert iso_published(case["text"]) == case["expect"]


def test_dates_pass_through() -> None:
    assert parse_published(None) is None
    assert iso_published(None) is None
    assert parse_published(date(2025, 12, 29)) == date(2025, 12, 29)
    aware = datetime(2025, 12, 29, 14, 20, tzinfo=UTC)
    assert parse_published(aware) == datetime(2025, 12, 29, 14, 20)


def test_what_pandas_puts_for_a_missing_date_is_none() -> None:
    for missing in (pd.NaT, float("nan")):
        assert parse_published(missing) is None  # type: ignore[arg-type]
        assert iso_published(missing) is None  # type: ignore[arg-type]
    assert iso_published(pd.Timestamp("2025-12-29 14:20")) == "2025-12-29T14:20"


def test_parts_of_a_second_are_left_out() -> None:
    assert iso_published(datetime(2025, 12, 29, 14, 20, 0, 5)) == "2025-12-29T14:20"


def test_other_kinds_are_refused() -> None:
    with pytest.raises(TypeError, match="expected str, date, datetime or None, got 20251229"):
        parse_published(20251229)  # type: ignore[arg-type]


@given(
    st.text() | st.from_regex(r"[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?", fullmatch=True)
)
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        iso = iso_published(text)
    except UnreadableDate:
        return
    assert iso_published(iso) == iso
