"""The word tables and shipped models, and the only code that opens them."""
