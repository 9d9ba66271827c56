"""Numeral + unit + bound → Quantity, and what looks like one and is none."""

from __future__ import annotations

from newsnlp.quantities.finding import extract_quantities, find_readings
from newsnlp.quantities.readings import Reading

__all__ = ["Reading", "extract_quantities", "find_readings"]
