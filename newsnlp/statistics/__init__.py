"""A quantity becomes a statistic: its item, change, time and period."""

from newsnlp.statistics.explaining import explain
from newsnlp.statistics.finding import find_statistics

__all__ = ["explain", "find_statistics"]
