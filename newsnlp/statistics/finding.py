"""Quantity → Statistic for a batch of texts: is it one, what it counts, what it says.

The network decides whether a quantity states something (and is no window, slogan or introduction),
which stretch near it is the item, its kind where the unit leaves that open, and its change. The
time is chosen among the time expressions in reach; the basis of a change is read by rule.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from newsnlp.model import Candidate, Statistic
from newsnlp.statistics.changes import find_cues
from newsnlp.statistics.comparison import find_basis
from newsnlp.statistics.network import LONGEST, facets, score, shipped
from newsnlp.statistics.timing import choices, choose_time
from newsnlp.statistics.tokens import KINDS, tokenize
from newsnlp.statistics.vocabulary import vocabulary
from newsnlp.statistics.wholeness import complete

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsnlp.model import Kind
    from newsnlp.quantities import Reading
    from newsnlp.statistics.changes import Cue
    from newsnlp.statistics.network import Scores, Window
    from newsnlp.statistics.tokens import Tokens
    from newsnlp.times import TimeMention
    from newsnlp.words import Segmentation

    Array = np.ndarray

__all__ = ["CHANGES", "find_statistics"]

CHANGES: tuple[Literal["up", "down"] | None, ...] = (None, "up", "down")
# Units that leave the kind open: 1亿 of money or of people, a 级 of wind or of hospitals.
_OPEN_UNITS = frozenset(("", "级", "位", "度", "分"))
# Quantities that go through the network at once: some 20 MB of hidden states.
_CHUNK = 256
# Candidates that `explain` can show.
_SHOWN = 4
# An item is given unless none at all is this much likelier (log odds): of the statistics that
# readers marked beyond doubt one in 150 has none.
_DOUBT = 1.5
# Scores are compared to three places: what the order of a float sum changes decides nothing.
_PLACES = 3


class _Verdict(NamedTuple):
    """What the network decided about one reading, and its best items (start, end, score).

    `named` is False where the text names nothing that is counted.
    """

    states: bool
    named: bool
    kind: Kind
    change: Literal["up", "down"] | None
    items: list[tuple[int, int, float]]


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
        sentences: their sentences as half-open spans, in text order.
        times: their time expressions, in text order.
        readings: their quantities, in text order.
    """
    if not any(readings):
        return [[] for _ in texts]
    model = shipped()
    cues = [find_cues(r, f) for r, f in zip(readings, folded, strict=True)]
    verdicts = _judge(folded, words, times, readings, cues, model)
    out: list[list[Statistic]] = []
    for i, text in enumerate(texts):
        starts = [t.start for t in times[i]]
        found = []
        for reading, cue in zip(readings[i], cues[i], strict=True):
            verdict = next(verdicts)
            if not verdict.states:
                continue
            sentence = sentence_of(sentences[i], reading.start)
            options = choices(reading, times[i], starts, folded[i], sentence, cue.direction)
            time = choose_time(model["time"], options)
            candidates = _candidates(text, folded[i], words[i], reading, cue, verdict)
            found.append(_statistic(text, folded[i], reading, verdict, candidates, time))
        out.append(found)
    return out


def plain_times(times: Sequence[Sequence[TimeMention]]) -> list[list[TimeMention]]:
    """The times that are one token each: all but windows, whose number may be a duration."""
    return [[t for t in ts if t.kind != "window"] for ts in times]


def _judge(
    folded: Sequence[str],
    words: Sequence[Segmentation],
    times: Sequence[Sequence[TimeMention]],
    readings: Sequence[Sequence[Reading]],
    cues: Sequence[Sequence[Cue]],
    model: Mapping[str, Array],
) -> Iterator[_Verdict]:
    tokens = tokenize(folded, words, readings, plain_times(times), vocabulary())
    flat = [r for rs in readings for r in rs]
    own = facets(flat, [c for cs in cues for c in cs])
    for first in range(0, len(flat), _CHUNK):
        part = slice(first, first + _CHUNK)
        scores, w = score(model, tokens, flat[part], tokens.quantity[part], own[part])
        items = _best_items(scores, w, tokens)
        none = scores.none.round(_PLACES).tolist()
        states = scores.state.round(_PLACES)
        kinds = scores.kind.round(_PLACES).argmax(axis=1)
        changes = scores.change.round(_PLACES).argmax(axis=1)
        for n, reading in enumerate(flat[part]):
            yield _Verdict(
                states=bool(states[n, 1] > states[n, 0]),
                named=bool(items[n]) and items[n][0][2] > none[n] - _DOUBT,
                kind=KINDS[int(kinds[n])] if reading.unit in _OPEN_UNITS else reading.kind,
                change=CHANGES[int(changes[n])],
                items=items[n],
            )


def _best_items(scores: Scores, w: Window, tokens: Tokens) -> list[list[tuple[int, int, float]]]:
    """The best stretches of each quantity, best first, as (start, end, score) in the text."""
    flat = scores.spans.reshape(len(scores.spans), -1).round(_PLACES)
    top = np.sort(np.argpartition(-flat, _SHOWN, axis=1)[:, :_SHOWN], axis=1)
    order = np.argsort(-np.take_along_axis(flat, top, axis=1), axis=1, kind="stable")
    top = np.take_along_axis(top, order, axis=1)
    best = np.take_along_axis(flat, top, axis=1)
    first, more = np.divmod(top, LONGEST)
    rows = np.arange(len(flat))[:, None]
    begin = tokens.start[w.at[rows, first]]
    end = tokens.end[w.at[rows, np.minimum(first + more, w.at.shape[1] - 1)]]
    return [
        [(b, e, s) for b, e, s in zip(bs, es, ss, strict=True) if s > -np.inf]
        for bs, es, ss in zip(begin.tolist(), end.tolist(), best.tolist(), strict=True)
    ]


def sentence_of(sentences: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    """The sentence that begins last before an offset; an empty one where none does."""
    place = bisect_right(sentences, offset, key=lambda s: s[0]) - 1
    return sentences[place] if place >= 0 else (offset, offset)


def _candidates(
    text: str,
    folded: str,
    words: Segmentation,
    reading: Reading,
    cue: Cue,
    verdict: _Verdict,
) -> tuple[Candidate, ...]:
    """The network's items, best first, led by the whole name that the best is a part of, if any."""
    found = [Candidate(a, b, text[a:b], score, "item model") for a, b, score in verdict.items]
    if found:
        best = found[0]
        whole = complete(best.start, best.end, reading, cue, folded, words)
        if whole is not None:
            span = text[whole.start : whole.end]
            found = [c for c in found if (c.start, c.end) != (whole.start, whole.end)]
            found.insert(0, Candidate(whole.start, whole.end, span, best.score, whole.rule))
    return tuple(found)


def _year(time: TimeMention | None) -> int | None:
    """The year in which the period of a time ends, if it is known."""
    period = time.period if time else None
    last = (period or "").rpartition("/")[2][:4]
    return int(last) if last.isdigit() else None


def _statistic(
    text: str,
    folded: str,
    reading: Reading,
    verdict: _Verdict,
    candidates: tuple[Candidate, ...],
    time: TimeMention | None,
) -> Statistic:
    item = candidates[0] if candidates and verdict.named else None
    compared = verdict.change is not None or verdict.kind == "multiple"
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
        change=verdict.change,
        basis=find_basis(reading, folded, _year(time)) if compared else None,
        time=time.text if time else None,
        time_start=time.start if time else None,
        time_end=time.end if time else None,
        period=time.period if time else None,
        speaker=None,
        rule=reading.rule,
        candidates=candidates,
    )
