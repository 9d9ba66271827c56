"""Runs the Python blocks of README.md and docs/*.md and writes their output below them.

    python docs/rerun.py

Run it after a change of results; the tests fail while a page shows another output than it gives.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

# A block of Python and, where it prints something, the block of text right after it.
EXAMPLE = re.compile(
    r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n.*?^```\n)?", flags=re.DOTALL | re.MULTILINE
)


def rerun(page: str, name: str) -> str:
    """The page with the output that its Python blocks give now; they are one session.

    Args:
        page: the Markdown text.
        name: its file name, for tracebacks.
    """
    session: dict[str, Any] = {}

    def with_output(example: re.Match[str]) -> str:
        code = example["code"]
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, name, "exec"), session)
        output = printed.getvalue()
        shown = f"\n```text\n{output}```\n" if output else ""
        return f"```python\n{code}```\n{shown}"

    return EXAMPLE.sub(with_output, page)


def main() -> None:
    """Rewrite the pages in place."""
    os.chdir(ROOT)  # the examples name files from here
    for path in PAGES:
        path.write_text(rerun(path.read_text("utf-8"), path.name), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
