"""One-to-one folding and sentences."""

from newsnlp.text.folding import fold

__all__ = ["fold"]
