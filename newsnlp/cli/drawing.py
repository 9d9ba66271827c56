"""Draws a document as tables on a terminal, 80 columns wide or more."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsnlp.cli.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsnlp.model import Document, Entity, Number, Statistic, Topic

__all__ = ["draw_document"]

DECIMALS = 4
PERIOD_WIDTH = len("2025-01-01/2025-09-30")


def draw_document(document: Document) -> None:
    """Draw what was found in the document on standard output; what was not found has no table."""
    console = Console(highlight=False)
    console.rule(Text(printable(document.doc_id)))
    draw_head(console, document)
    draw(
        console,
        "statistics",
        ("text", "value", "kind", "item", "change", "time"),
        map(statistic_row, document.statistics),
        # A folded date is hard to read, and there is one in most rows.
        widths={"time": PERIOD_WIDTH},
    )
    draw(console, "names", ("", "name", "role", "mentions"), name_rows(document.entities))
    draw(
        console,
        "quotes",
        ("speaker", "quote"),
        ((quote.speaker, quote.text) for quote in document.quotes),
    )
    draw(console, "topics", ("topic", "", "score", "evidence"), map(topic_row, document.topics))
    if document.keywords:
        words = " ".join(printable(keyword.text) for keyword in document.keywords)
        console.print(Text(f"keywords  {words}"))
        console.print()


def draw_head(console: Console, document: Document) -> None:
    """Draw what is known about the article: headline, source, date, people behind it."""
    known = {
        "title": document.title,
        "source": document.source,
        "published": document.published,
        "authors": " ".join(document.authors),
        "editor": document.editor,
    }
    grid = Table.grid(padding=(0, 2))
    for name, value in known.items():
        if value:
            grid.add_row(name, Text(printable(value)))
    if grid.row_count:
        console.print(grid)
    console.print()


def draw(
    console: Console,
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Draw a table; without rows, nothing. `widths` fixes columns, in terminal cells."""
    # The head's rule, and one blank between the columns.
    table = Table(
        title=title, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False, padding=0
    )
    for column in columns:
        # Chinese has no blanks to break a line at: a long cell is folded, never cut off.
        table.add_column(column, overflow="fold", width=widths.get(column))
    for row in rows:
        # `Text` takes square brackets as they are; a plain string would be read as markup.
        table.add_row(*(Text("\n".join(map(printable, cell.splitlines()))) for cell in row))
    if table.row_count:
        console.print(table)
        console.print()


def statistic_row(statistic: Statistic) -> tuple[str, ...]:
    """The cells of a statistic: the words, what they mean, and what they are about."""
    return (
        statistic.text,
        amount(statistic),
        statistic.kind,
        statistic.item or "",
        " ".join(filter(None, (statistic.change, statistic.basis))),
        "\n".join(filter(None, (statistic.time, statistic.period))),
    )


def amount(statistic: Statistic) -> str:
    """Bound, value or range, and unit: `over 13000 名`, `10-15 %`."""
    bound = "" if statistic.bound == "exact" else statistic.bound
    if statistic.value is not None:
        value = number(statistic.value)
    else:
        value = "-".join(number(end) for end in (statistic.low, statistic.high) if end is not None)
    return " ".join(filter(None, (bound, value, statistic.unit)))


def number(value: Number) -> str:
    """The number in digits; one without end is cut, and says so.

    >>> number(Fraction(100, 3))
    '33.3333…'
    """
    if isinstance(value, Fraction):
        # In whole numbers: a Decimal would round what has more than 28 digits.
        whole, rest = divmod(int(abs(value) * 10**DECIMALS), 10**DECIMALS)
        cut = f"{'-' if value < 0 else ''}{whole}.{rest:0{DECIMALS}}".rstrip("0").rstrip(".")
        return cut if Fraction(cut) == value else f"{cut}…"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def name_rows(entities: Sequence[Entity]) -> Iterator[tuple[str, ...]]:
    """One row for each name, in the order of first mention."""
    mentions = Counter((entity.label, entity.name) for entity in entities)
    roles: dict[tuple[str, str], str] = {}
    for entity in entities:
        if entity.role:
            roles.setdefault((entity.label, entity.name), entity.role)
    for (label, name), count in mentions.items():
        yield label, name, roles.get((label, name), ""), str(count)


def topic_row(topic: Topic) -> tuple[str, ...]:
    """The cells of a topic; each word of its evidence once."""
    evidence = dict.fromkeys(evidence.text for evidence in topic.evidence)
    return topic.id, topic.zh, f"{topic.score:.2f}", " ".join(evidence)
