"""Numerals: how a number is written in Chinese news, and what it is worth, exactly."""

from newsnlp.numerals.find import Numeral, find_numerals
from newsnlp.numerals.parse import parse_number
from newsnlp.numerals.readings import exact

__all__ = ["Numeral", "exact", "find_numerals", "parse_number"]
