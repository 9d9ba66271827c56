"""The word tables and shipped models, and the only code that opens them; the user's lexicon."""

from newsnlp.lexicons.user import Lexicon, LexiconWord, RejectedRow

__all__ = ["Lexicon", "LexiconWord", "RejectedRow"]
