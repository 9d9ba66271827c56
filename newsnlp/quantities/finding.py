"""Finds the quantities of a text: the cascade from numerals to bounded readings."""

from __future__ import annotations

import re
from dataclasses import replace
from heapq import merge
from typing import TYPE_CHECKING

from newsnlp.model import Quantity
from newsnlp.numerals import find_numerals
from newsnlp.quantities.bounds import bind
from newsnlp.quantities.exclusions import Spans, crosses_word, is_named, name_spans
from newsnlp.quantities.headers import carry_units
from newsnlp.quantities.joining import join
from newsnlp.quantities.kinds import settle_kind
from newsnlp.quantities.rates import compose
from newsnlp.quantities.reader import read
from newsnlp.quantities.worded import find_worded
from newsnlp.text import fold
from newsnlp.times import find_times
from newsnlp.words import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsnlp.quantities.readings import Reading
    from newsnlp.times import TimeMention
    from newsnlp.words import Segmentation

__all__ = ["extract_quantities", "find_readings"]


def find_readings(folded: str, words: Segmentation, times: Sequence[TimeMention]) -> list[Reading]:
    """Every reading of a folded text, in order; `weak` ones need their context to be quantities.

    Args:
        folded: the text through `newsnlp.text.fold`.
        words: its segmentation.
        times: its time expressions; numbers inside them are none, but for windows (近三年).
    """
    numbers = _read_all(folded, words, times)
    single = merge(numbers, find_worded(folded), key=lambda reading: reading.start)
    joined = carry_units(join(single, folded), folded)
    out: list[Reading] = []
    previous: Reading | None = None
    for reading in joined:
        previous, at = compose(settle_kind(reading, folded), folded, previous)
        floor = out[-1].end if out else 0
        out.append(bind(previous, folded, at=at, floor=floor))
    return out


def _read_all(folded: str, words: Segmentation, times: Sequence[TimeMention]) -> Iterator[Reading]:
    """The readings of single numerals that are no part of a time, a name or a longer word."""
    dates = Spans((t.start, t.end) for t in times if t.kind != "window")
    names = Spans(name_spans(folded))
    floor = 0
    for numeral in find_numerals(folded):
        if numeral.start < floor or dates.overlaps(numeral.start, numeral.end):
            continue
        if numeral.glued and numeral.start == floor + 1:
            numeral = replace(numeral, glued=False)  # 6个月-1年, 0.1mm-9.9mm: a range
        reading = read(folded, numeral)
        if reading is None or reading.start < floor:
            continue
        if reading.rule not in _SELF_EVIDENT:
            if names.hold(reading.start, numeral.end):
                continue
            if is_named(settle_kind(reading, folded), numeral, folded):
                continue
            if crosses_word(numeral, reading, folded, words):
                continue
        floor = reading.tail
        yield reading


# Rules that look at the words around the number themselves.
_SELF_EVIDENT = frozenset(("rank", "doubling"))


def extract_quantities(text: str) -> list[Quantity]:
    """Every number of a text with its unit and bound, in text order.

    Dates, ordinals, addresses, codes, names and idioms with a number inside are none.

    Args:
        text: any text; offsets count its code points.

    Raises:
        TypeError: `text` is not a str.

    >>> found = extract_quantities("打造场景近1500处,占90%以上")
    >>> [(q.text, q.value, q.unit, q.bound) for q in found]
    [('近1500处', 1500, '处', 'nearly'), ('90%以上', 90, '%', 'over')]
    """
    if not isinstance(text, str):
        raise TypeError(f"text is a {type(text).__name__}, expected a str; decode bytes first")
    folded = fold(text)
    words = Segmenter().cut(text)
    readings = find_readings(folded, words, find_times(text, folded, None))
    return [
        Quantity(
            start=r.start,
            end=r.end,
            text=text[r.start : r.end],
            value=r.value,
            low=r.low,
            high=r.high,
            unit=r.unit,
            bound=r.bound,
            kind=r.kind,
            rule=r.rule,
        )
        for r in readings
        if not (r.weak and r.bound == "exact") and not _introduces(r, folded)
    ]


# 仅剩一家, 造成一人死亡: 一 with a measure word that counts.
_COUNTS_BEFORE = re.compile(r"(?:仅|只|仅有|只有|唯一|另|共|剩|致|造成|各|每|增|增加|新增)\Z")
_COUNTS_AFTER = re.compile(r"死|受伤|遇难|失踪|[重轻]伤|获救|失联|被困|感染|确诊")


def _introduces(reading: Reading, folded: str) -> bool:
    """Whether 一 with a measure word introduces a thing (一名志愿者说) and counts nothing."""
    if reading.kind != "count" or reading.value != 1 or reading.form != "chinese":
        return False
    if reading.rule != "numeral+unit" or reading.bound != "exact":
        return False
    first = max(0, reading.start - 3)
    return not (
        _COUNTS_BEFORE.search(folded, first, reading.start)
        or _COUNTS_AFTER.match(folded, reading.end)
    )
