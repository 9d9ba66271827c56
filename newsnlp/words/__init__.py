"""Words: segmentation and parts of speech, with the user's lexicon."""

from newsnlp.words.segmenter import Segmentation, Segmenter, segment

__all__ = ["Segmentation", "Segmenter", "segment"]
