"""Finds the quantities of a text: the cascade from numerals to bounded readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsnlp.model import Quantity
from newsnlp.numerals import find_numerals
from newsnlp.quantities.bounds import bind
from newsnlp.quantities.exclusions import Spans, code_spans, crosses_word, merge, phrase_spans
from newsnlp.quantities.joining import join
from newsnlp.quantities.readings import read
from newsnlp.text import fold
from newsnlp.times import find_times
from newsnlp.words import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsnlp.quantities.readings import Reading
    from newsnlp.times import TimeMention
    from newsnlp.words import Segmentation

__all__ = ["extract_quantities", "find_readings"]


def find_readings(
    folded: str, words: Segmentation, times: Sequence[TimeMention]
) -> list[Reading]:
    """Every reading of a folded text, in order; `weak` ones need their context to be quantities.

    Args:
        folded: the text through `newsnlp.text.fold`.
        words: its segmentation.
        times: its time expressions; numbers inside them are none, but for windows (近三年).
    """
    readings = join(_read_all(folded, words, times), folded)
    out: list[Reading] = []
    for reading in readings:
        out.append(bind(reading, folded, out[-1].end if out else 0))
    return out


def _read_all(
    folded: str, words: Segmentation, times: Sequence[TimeMention]
) -> Iterator[Reading]:
    dates = Spans(merge([(t.start, t.end) for t in times if t.kind != "window"]))
    phrases = Spans(phrase_spans(folded))
    codes = Spans(code_spans(folded))
    floor = 0
    for numeral in find_numerals(folded):
        if numeral.start < floor or dates.overlaps(numeral.start, numeral.end):
            continue
        reading = read(folded, numeral)
        if reading is None or reading.start < floor:
            continue
        if reading.rule != "rank":
            if phrases.overlaps(numeral.start, numeral.end):
                continue
            if codes.overlaps(reading.start, numeral.end):
                continue
            if crosses_word(numeral, reading.tail, folded, words):
                continue
        floor = reading.end
        yield reading


def extract_quantities(text: str) -> list[Quantity]:
    """Every number of a text with its unit and bound, in text order.

    Dates, ordinals, addresses, codes, names and idioms with a number inside are none.

    Args:
        text: any text; offsets count its code points.

    Raises:
        TypeError: `text` is not a str.

    >>> [(q.text, q.value, q.unit, q.bound) for q in extract_quantities("打造场景近1500处,占90%以上")]
    [('近1500处', 1500, '处', 'nearly'), ('90%以上', 90, '%', 'over')]
    """
    if not isinstance(text, str):
        raise TypeError(f"text is a {type(text).__name__}, expected a str; decode bytes first")
    folded = fold(text)
    words = Segmenter().cut(text)
    readings = find_readings(folded, words, find_times(text, folded, None))
    return [
        Quantity(
            start=r.start, end=r.end, text=text[r.start : r.end], value=r.value, low=r.low,
            high=r.high, unit=r.unit, bound=r.bound, kind=r.kind, rule=r.rule,
        )
        for r in readings
        if not r.weak
    ]
