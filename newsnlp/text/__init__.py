"""One-to-one folding and sentences."""
