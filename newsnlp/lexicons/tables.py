"""Opens the tables and models that ship in `newsnlp/data`; nothing else reads that folder.

A table is a TSV file: comment lines (`# …`) that say what the columns mean and how to add a
line, one header row of column names, then one fact a row. TOML holds what has structure.
Models are `.npz` archives of plain arrays, read without pickle.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from newsnlp.errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    import numpy as np

__all__ = ["parse_tsv", "read_arrays", "read_table", "read_toml"]


def data_file(name: str) -> Traversable:
    """The packaged file `newsnlp/data/NAME`."""
    return files("newsnlp") / "data" / name


def parse_tsv(text: str, where: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a TSV text as (line number from 1, column → cell), comments and blanks left out.

    Args:
        text: the content of the file.
        where: its name, for messages.

    Raises:
        DataFileError: a row has another number of cells than the header row.
    """
    columns: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if columns is None:
            columns = cells
        elif len(cells) != len(columns):
            raise DataFileError(
                f"{where}:{number}: {len(cells)} cells, expected {len(columns)}"
                f" ({', '.join(columns)}); separate them by one tab each"
            )
        else:
            yield number, dict(zip(columns, cells, strict=True))


@cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the packaged table `newsnlp/data/NAME`, each a mapping column → cell.

    Raises:
        DataFileError: a row is malformed, or stands twice.
    """
    seen: dict[tuple[str, ...], int] = {}
    rows = []
    for number, row in parse_tsv(data_file(name).read_text("utf-8"), name):
        first = seen.setdefault(tuple(row.values()), number)
        if first != number:
            raise DataFileError(f"{name}:{number}: the same row stands in line {first}; remove one")
        rows.append(row)
    return tuple(rows)


@cache
def read_toml(name: str) -> Mapping[str, Any]:
    """The packaged TOML file `newsnlp/data/NAME`."""
    return tomllib.loads(data_file(name).read_text("utf-8"))


@cache
def read_arrays(name: str) -> Mapping[str, np.ndarray]:
    """The arrays of the packaged model `newsnlp/data/NAME` (an `.npz` without pickle)."""
    import numpy as np

    with data_file(name).open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
        arrays = {key: archive[key] for key in archive.files}
    for array in arrays.values():
        array.flags.writeable = False  # shared by whoever reads it, in every thread
    return arrays
