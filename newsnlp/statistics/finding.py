"""Quantity → Statistic for a batch of texts: is it one, what it counts, what it says.

The decisions, in this order, each with its own weight table:

1. `state`: does the quantity state something about the article's world, or is it a window, a
   slogan, an introduction (一名志愿者说)?
2. `item`: which of the stretches near it is what is counted.
3. `change`, and by rule the basis it is measured against.
4. `time`: which time expression it goes with.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from newsnlp.model import Candidate, Statistic
from newsnlp.statistics.changes import find_cues
from newsnlp.statistics.comparison import find_basis
from newsnlp.statistics.features import span_places, window
from newsnlp.statistics.scoring import class_scores, cue_features, span_scores, weights
from newsnlp.statistics.timing import choices, choose_time
from newsnlp.statistics.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsnlp.model import Kind
    from newsnlp.quantities import Reading
    from newsnlp.statistics.changes import Cue
    from newsnlp.times import TimeMention
    from newsnlp.words import Segmentation

    Array = np.ndarray

__all__ = ["CHANGES", "KINDS", "find_statistics"]

KINDS: tuple[Kind, ...] = (
    "count", "money", "percent", "multiple", "measure", "duration", "age", "rank",
)
# Units that leave the kind open: 1亿 of money or of people, a 级 of wind or of hospitals.
_OPEN_UNITS = frozenset(("", "级", "位", "度", "分"))
CHANGES: tuple[Literal["up", "down"] | None, ...] = (None, "up", "down")
# Quantities scored at once: their span features take some 25 kB each.
_CHUNK = 256
# Candidates that `explain` can show.
_SHOWN = 4


class _Verdict(NamedTuple):
    """What was decided about one reading: the classes, and its best spans (start, end, score)."""

    states: bool
    kind: Kind
    change: Literal["up", "down"] | None
    spans: list[tuple[int, int, float]]


def find_statistics(
    texts: Sequence[str],
    folded: Sequence[str],
    *,
    words: Sequence[Segmentation],
    sentences: Sequence[Sequence[tuple[int, int]]],
    times: Sequence[Sequence[TimeMention]],
    readings: Sequence[Sequence[Reading]],
) -> list[list[Statistic]]:
    """The statistics of each text of a batch, in text order.

    Args:
        texts: the texts; offsets count their code points.
        folded: the same through `newsnlp.text.fold`.
        words: their segmentations.
        sentences: their sentences as half-open spans.
        times: their time expressions.
        readings: their quantities.
    """
    tables = weights()
    cues = [find_cues(r, f) for r, f in zip(readings, folded, strict=True)]
    verdicts = _judge(folded, words, times, readings, cues, tables)
    out: list[list[Statistic]] = []
    for i, text in enumerate(texts):
        starts = [t.start for t in times[i]]
        found = []
        for reading, cue in zip(readings[i], cues[i], strict=True):
            verdict = next(verdicts)
            if not verdict.states:
                continue
            sentence = _sentence_of(sentences[i], reading.start)
            options = choices(reading, times[i], starts, folded[i], sentence, cue.direction)
            time = choose_time(tables["time"], options)
            change = verdict.change
            basis = None
            if change or reading.kind == "multiple":
                basis = find_basis(reading, folded[i], sentence)
            found.append(_statistic(text, reading, verdict, change, basis, time))
        out.append(found)
    return out


def _judge(
    folded: Sequence[str],
    words: Sequence[Segmentation],
    times: Sequence[Sequence[TimeMention]],
    readings: Sequence[Sequence[Reading]],
    cues: Sequence[Sequence[Cue]],
    tables: Mapping[str, Array],
) -> Iterator[_Verdict]:
    plain = [[t for t in ts if t.kind != "window"] for ts in times]
    tokens = tokenize(folded, words, readings, plain)
    flat = [r for rs in readings for r in rs]
    flat_cues = [c for cs in cues for c in cs]
    for first in range(0, len(flat), _CHUNK):
        part = flat[first : first + _CHUNK]
        some = replace(tokens, quantity=tokens.quantity[first : first + _CHUNK])
        w = window(some, part)
        extra = cue_features(part, flat_cues[first : first + _CHUNK])
        states = class_scores(tables["state"], some, w, part, extra)
        kinds = class_scores(tables["kind"], some, w, part, extra)
        changes = class_scores(tables["change"], some, w, part, extra)
        spans = span_scores(tables["item"], some, w)
        begin, end = some.start[w.at], some.end[w.at]
        first_place, last_place, _ = span_places(w)
        flat_spans = spans.reshape(len(part), -1)
        top = np.argpartition(flat_spans, -_SHOWN, axis=1)[:, -_SHOWN:]
        for n in range(len(part)):
            best = sorted(((float(flat_spans[n, k]), int(k)) for k in top[n]), reverse=True)
            places = [(divmod(k, spans.shape[2]), score) for score, k in best if score > -np.inf]
            yield _Verdict(
                states=bool(states[n, 1] > states[n, 0]),
                kind=KINDS[int(kinds[n].argmax())] if part[n].unit in _OPEN_UNITS else part[n].kind,
                change=CHANGES[int(changes[n].argmax())],
                spans=[
                    (int(begin[n, first_place[a, b]]), int(end[n, last_place[a, b]]), score)
                    for (a, b), score in places
                ],
            )


def _sentence_of(sentences: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    from bisect import bisect_right

    place = bisect_right(sentences, (offset, 1 << 60)) - 1
    return sentences[place] if place >= 0 else (offset, offset)


def _statistic(
    text: str,
    reading: Reading,
    verdict: _Verdict,
    change: Literal["up", "down"] | None,
    basis: Literal["yoy", "mom"] | None,
    time: TimeMention | None,
) -> Statistic:
    candidates = tuple(
        Candidate(start, end, text[start:end], score, "item model")
        for start, end, score in verdict.spans
    )
    item = candidates[0] if candidates else None
    return Statistic(
        start=reading.start,
        end=reading.end,
        text=text[reading.start : reading.end],
        value=reading.value,
        low=reading.low,
        high=reading.high,
        unit=reading.unit,
        bound=reading.bound,
        kind=verdict.kind,
        item=item.text if item else None,
        item_start=item.start if item else None,
        item_end=item.end if item else None,
        change=change,
        basis=basis,
        time=time.text if time else None,
        time_start=time.start if time else None,
        time_end=time.end if time else None,
        period=time.period if time else None,
        speaker=None,
        rule=reading.rule,
        candidates=candidates,
    )
