"""Says in words what was taken for a statistic, by which rule, and what else was a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsnlp.model import Statistic

__all__ = ["explain"]


def explain(statistic: Statistic) -> str:
    """In words."""
    return repr(statistic)
