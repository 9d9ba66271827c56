"""A captured page or HTML becomes a Page."""

from newsnlp.page.reader import read_page

__all__ = ["read_page"]
