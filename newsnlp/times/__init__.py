"""Time expressions and the periods they mean, read from the date of publication."""

from newsnlp.times.finding import TimeKind, TimeMention, extract_times, find_times
from newsnlp.times.published import iso_published, parse_published

__all__ = [
    "TimeKind",
    "TimeMention",
    "extract_times",
    "find_times",
    "iso_published",
    "parse_published",
]
