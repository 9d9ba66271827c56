"""When a number holds: the time expression of its sentence or paragraph that it goes with."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsnlp.quantities import Reading
    from newsnlp.times import TimeMention

    Array = np.ndarray

__all__ = ["TIME_BITS", "Choice", "choices", "choose_time"]

# How many time expressions before the number are weighed, nearest first.
_NEAREST = 5
# The place in that order of the one behind the number.
_BEHIND = 9
# Code points between a number and its time: twice the longest paragraph of the gold articles. In
# a text without line ends every number would otherwise look back to its beginning.
_REACH = 2000
# Weights in the table that the hashed feature names share (Weinberger et al. 2009).
TIME_BITS = 16
_MASK = (1 << TIME_BITS) - 1
_COMMA = re.compile(r"[，,：:]")
_STOP = re.compile(r"[。；;！？!?]")


class Choice(NamedTuple):
    """A time expression that a number may go with (None: with none), and its feature indices."""

    time: TimeMention | None
    features: tuple[int, ...]


def choices(
    reading: Reading,
    times: Sequence[TimeMention],
    starts: Sequence[int],
    folded: str,
    sentence: tuple[int, int],
    direction: str,
) -> list[Choice]:
    """The times in reach of a quantity: before it in its paragraph, behind it in its sentence.

    Args:
        reading: the quantity.
        times: the time expressions of the text, in order.
        starts: their starts.
        folded: the folded text.
        sentence: the half-open span of the quantity's sentence.
        direction: the direction of its change cue.
    """
    earliest = max(0, reading.start - _REACH)
    paragraph = max(earliest, folded.rfind("\n", earliest, reading.start) + 1)
    latest = min(sentence[1], reading.end + _REACH)
    place = bisect_right(starts, reading.start)
    found: list[Choice] = []
    for order in range(1, _NEAREST + 1):
        if place - order < 0 or times[place - order].start < paragraph:
            break
        time = times[place - order]
        if time.end <= reading.start:
            features = _features(time, reading, folded, sentence, len(found), direction)
            found.append(Choice(time, features))
    if place < len(times) and reading.end <= times[place].start < latest:
        features = _features(times[place], reading, folded, sentence, _BEHIND, direction)
        found.append(Choice(times[place], features))
    none = (
        _index(f"none|{reading.kind}|{direction}"),
        _index(f"none|{len(found)}"),
        _index(f"none|{reading.unit}|{reading.kind}"),
    )
    near = _before(folded, reading.start, sentence[0])
    found.append(
        Choice(
            None,
            (
                *none,
                _index(f"none<{near}"),
                _index(f"none>{_behind(folded, reading.end)}"),
            ),
        )
    )
    return found


def _index(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass")) & _MASK


def _features(
    time: TimeMention,
    reading: Reading,
    folded: str,
    sentence: tuple[int, int],
    order: int,
    direction: str,
) -> tuple[int, ...]:
    base = f"{reading.kind}|{direction}"
    behind = order == _BEHIND
    low, high = (reading.end, time.start) if behind else (time.end, reading.start)
    between = folded[low:high].replace("\r", "")
    commas, stops = len(_COMMA.findall(between)), len(_STOP.findall(between))
    same = "s" if sentence[0] <= time.start < sentence[1] else "p"
    opening = "o" if time.start <= sentence[0] else "m"
    where = f"{order}{same}{min(stops, 3)}"
    words = folded[time.start : time.end]
    after = _behind(folded, time.end)
    names = (
        f"w{where}",
        f"w{where}|{time.kind}",
        f"w{where}|{base}",
        f"k{time.kind}|{same}|{reading.kind}",
        f"t{words}",
        f"t{words}|{same}",
        f"e{words[-2:]}|{same}",
        f"b{words[:2]}|{same}",
        f"a{after}|{same}",
        f"a{after[:1]}|{order}|{same}",
        f"p{_before(folded, time.start)}|{same}",
        f"c{min(commas, 4)}|{where}",
        f"o{opening}|{where}",
        f"o{opening}|{time.kind}|{same}",
        f"n{min(len(between), 12)}|{same}|{behind}",
        f"x{between}" if len(between) <= 4 else "x",
        f"u{reading.unit}|{time.kind}|{same}",
        f"d{direction}|{time.kind}|{order}|{same}",
    )
    return tuple(_index(name) for name in names)


def _before(folded: str, offset: int, floor: int = 0) -> str:
    """The two characters before an offset, line ends of both kinds alike."""
    return folded[max(floor, offset - 3) : offset].replace("\r", "")[-2:]


def _behind(folded: str, offset: int) -> str:
    """The two characters from an offset on, line ends of both kinds alike."""
    return folded[offset : offset + 3].replace("\r", "")[:2]


def choose_time(table: Array, options: Sequence[Choice]) -> TimeMention | None:
    """The time expression with the highest score, None where the number goes with none.

    Args:
        table: weights `(2**TIME_BITS,)`.
        options: what `choices` found.
    """
    # Summed in Python: in which order numpy adds depends on the processor.
    scores = [sum(table[list(option.features)].tolist()) for option in options]
    return options[int(np.argmax(scores))].time
