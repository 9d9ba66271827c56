"""One-to-one folding and sentences."""

from newsnlp.lexicons.folding import fold  # made where the word tables are folded with it too
from newsnlp.text.sentences import sentences, split_sentences

__all__ = ["fold", "sentences", "split_sentences"]
