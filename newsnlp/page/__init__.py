"""A captured page or HTML becomes a Page."""
