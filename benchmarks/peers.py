"""Compares newsnlp with other packages that find numbers in Chinese text.

    make bench-peers                                    sets up both environments and runs this
    python benchmarks/peers.py --peers-python PYTHON    prints a Markdown table for each text

The texts: the captured page in `examples/`, annotated by hand in `peers-gold.tsv`, and, where gold
articles lie beside the repository (`../shared/gold/dev.jsonl`), the first of them and all of them.

The peers live in an environment of their own (PYTHON), since they pin old versions of what others
need. One that is not installed there is left out with a note. They are scored generously: a value
counts as right when any finding on the statistic has it (a share as 0.9 or 90, a range when both
of its ends are found), a unit when the words found hold it.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import io
import json
import subprocess
import sys
import time
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "community-capture.txt"
EXAMPLE_GOLD = Path(__file__).with_name("peers-gold.tsv")
SHARED_GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"


@dataclass(frozen=True)
class Finding:
    """What a package found: `values` holds one number, or the two ends of a range."""

    start: int
    end: int
    values: tuple[float, ...]
    unit: str | None = None
    bound: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class Expected(Finding):
    """A statistic of the gold; `items` are all wordings that are right."""

    items: tuple[str, ...] = ()
    optional: bool = False


# --- the packages: a function each, from a text to what it finds there


def recognizers(text: str) -> Iterator[Finding]:
    """Microsoft's Recognizers-Text: numbers, percentages, ages, currencies, dimensions."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
    )

    models: tuple[Callable[..., Any], ...] = (
        recognize_number,
        recognize_percentage,
        recognize_age,
        recognize_currency,
        recognize_dimension,
    )
    for recognize in models:
        for found in recognize(text, "zh-cn"):
            value = found.resolution.get("value")
            if value is not None:
                has_unit = "unit" in found.resolution or found.type_name == "percentage"
                unit = found.text if has_unit else None
                yield Finding(found.start, found.end + 1, (float(value.rstrip("%")),), unit)


def jionlp(text: str) -> Iterator[Finding]:
    """JioNLP: amounts of money only; it has no extractor for other quantities."""
    import jionlp

    for found in jionlp.ner.extract_money(text, with_parsing=True):
        number = found["detail"]["num"]
        values = tuple(map(float, number if isinstance(number, list) else [number]))
        bound = "about" if found["detail"]["definition"] == "blur" else "exact"
        yield Finding(*found["offset"], values, found["text"], bound)


def chinese2digits(text: str) -> Iterator[Finding]:
    """chinese2digits: numbers without units.

    It gives no offsets, so each is looked up; one that it gives in another form (without its
    sign or blanks) may not be found again and is left out.
    """
    from chinese2digits import takeNumberFromString

    found = takeNumberFromString(text)
    end = 0
    for number, digits in zip(found["CHNumberStringList"], found["digitsStringList"], strict=True):
        start = text.find(number, end)
        if start >= 0:
            end = start + len(number)
            yield Finding(start, end, (float(digits),))


def quantulum3(text: str) -> Iterator[Finding]:
    """quantulum3: made for English."""
    from quantulum3 import parser

    for found in parser.parse(text):
        yield Finding(*found.span, (found.value,), found.unit.name)


def newsnlp(text: str) -> Iterator[Finding]:
    """This package."""
    import newsnlp

    for found in newsnlp.extract_statistics(text):
        ends = (found.value,) if found.value is not None else (found.low, found.high)
        values = tuple(float(end) for end in ends if end is not None)
        yield Finding(found.start, found.end, values, found.unit, found.bound, found.item)


# Name on the package index, and the function. cn2an is not among them: it reads a number that is
# already cut out, or rewrites the whole text, and says neither where a number stood nor its unit.
PEERS: dict[str, Callable[[str], Iterator[Finding]]] = {
    "recognizers-text-suite": recognizers,
    "jionlp": jionlp,
    "chinese2digits": chinese2digits,
    "quantulum3": quantulum3,
}
OURS = {"newsnlp": newsnlp}


@dataclass(frozen=True)
class Outcome:
    """What a package found in each of the texts, in how many seconds; or why it did not."""

    name: str
    version: str
    findings: list[list[Finding]]
    seconds: float = 0.0
    note: str = ""


def run_packages(
    packages: Mapping[str, Callable[[str], Iterator[Finding]]], texts: Sequence[str]
) -> list[Outcome]:
    """Run packages of this environment; what one prints or warns of is swallowed."""
    outcomes = []
    for name, find in packages.items():
        try:
            version = importlib.metadata.version(name)
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                list(find(texts[0]))  # loads what is loaded on first use
                begin = time.perf_counter()
                findings = [list(find(text)) for text in texts]
                seconds = time.perf_counter() - begin
        except Exception as error:  # whatever a peer raises is its result, not ours
            outcomes.append(Outcome(name, "", [], note=f"{type(error).__name__}: {error}"))
        else:
            outcomes.append(Outcome(name, version, findings, seconds))
    return outcomes


def run_peers(python: Path, texts: Sequence[str]) -> list[Outcome]:
    """Run the peers in the environment of another Python, through this same file."""
    done = subprocess.run(
        [str(python), __file__, "--as-peer"],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return [
        Outcome(
            row["name"],
            row["version"],
            [[Finding(**found) for found in findings] for findings in row["findings"]],
            row["seconds"],
            row["note"],
        )
        for row in json.loads(done.stdout)
    ]


# --- the gold


def example_gold() -> tuple[str, list[Expected]]:
    """The body of the captured page in `examples/` and its statistics from `peers-gold.tsv`."""
    import newsnlp

    text = newsnlp.read_page(EXAMPLE).body
    rows = [line.split("\t") for line in EXAMPLE_GOLD.read_text("utf-8").splitlines()]
    expected = []
    end = 0
    for surface, low, high, unit, bound, items in [r for r in rows if not r[0].startswith("#")][1:]:
        start = text.index(surface, end)
        end = start + len(surface)
        values = tuple(float(value) for value in (low, high) if value != "-")
        names = tuple(items.split("|"))
        expected.append(Expected(start, end, values, unit, bound, names[0], names))
    return text, expected


def shared_gold() -> Iterator[tuple[str, list[Expected]]]:
    """The gold articles beside the repository; none where there are none."""
    if not SHARED_GOLD.exists():
        return
    for line in SHARED_GOLD.read_text("utf-8").splitlines():
        article = json.loads(line)
        yield article["text"], [from_gold(row) for row in article["statistics"]]


def from_gold(row: dict[str, Any]) -> Expected:
    """A row of a gold article as what is expected."""
    ends = (row["low"], row["high"]) if row["value"] is None else (row["value"],)
    values = tuple(float(value) for value in ends if value is not None)
    items = tuple(item for item in (row["item"], *row["item_alt"]) if item)
    place = (row["start"], row["end"])
    return Expected(*place, values, row["unit"], row["bound"], row["item"], items, row["optional"])


# --- the score


@dataclass
class Score:
    """How many statistics of the gold were found, and how much of them is right."""

    expected: int = 0
    found: int = 0
    value: int = 0
    unit: int = 0
    bound: int = 0
    item: int = 0
    false: int = 0


def score(expected: list[Expected], findings: list[Finding], total: Score) -> None:
    """Add the score of one text to `total`."""
    for want in (want for want in expected if not want.optional):
        hits = [f for f in findings if f.start < want.end and f.end > want.start]
        right = [f for f in hits if any(same(x, y, want) for x in f.values for y in want.values)]
        read = [x for f in hits for x in f.values]
        total.expected += 1
        total.found += bool(hits)
        total.value += all(any(same(x, y, want) for x in read) for y in want.values)
        total.unit += any(f.unit is not None and (want.unit or "") in f.unit for f in right)
        total.bound += any(f.bound == want.bound for f in right)
        total.item += any(
            f.item is not None and bare(f.item) in map(bare, want.items) for f in right
        )
    total.false += len(
        merged(
            [f for f in findings if not any(f.start < w.end and f.end > w.start for w in expected)]
        )
    )


def same(found: float, wanted: float, want: Expected) -> bool:
    """Whether two values agree; a share may be given as 0.9 or 90."""
    forms = (found, found * 100) if want.unit == "%" else (found,)
    return any(abs(form - wanted) <= 1e-4 * max(1.0, abs(wanted)) for form in forms)


def bare(item: str) -> str:
    """An item without quotation marks and blanks."""
    return "".join(character for character in item if character.isalnum())


def merged(findings: list[Finding]) -> list[tuple[int, int]]:
    """The places of findings; those that overlap (a number, and it with its unit) are one."""
    places: list[tuple[int, int]] = []
    for found in sorted(findings, key=lambda f: (f.start, f.end)):
        if places and found.start < places[-1][1]:
            places[-1] = (places[-1][0], max(places[-1][1], found.end))
        else:
            places.append((found.start, found.end))
    return places


# --- the report

COLUMNS = ("found", "value", "unit", "bound", "item", "false")


def table(title: str, articles: Sequence[tuple[str, list[Expected]]], python: Path | None) -> str:
    """A Markdown table of every package's score on the articles."""
    texts = [text for text, _ in articles]
    outcomes = run_packages(OURS, texts) + (run_peers(python, texts) if python else [])
    characters = sum(map(len, texts))
    expected = sum(not want.optional for _, wants in articles for want in wants)
    lines = [
        f"## {title}",
        "",
        f"Texts: {len(texts)}, characters: {characters:,}, statistics: {expected}.",
        "",
        f"| package | {' | '.join(COLUMNS)} | µs per character |",
        "|---|" + "---:|" * (len(COLUMNS) + 1),
    ]
    for outcome in outcomes:
        if outcome.note:
            lines.append(f"| {outcome.name} | left out: {outcome.note.splitlines()[0]} |")
            continue
        total = Score()
        for (_, wants), findings in zip(articles, outcome.findings, strict=True):
            score(wants, findings, total)
        cells = [str(getattr(total, column)) for column in COLUMNS]
        speed = f"{outcome.seconds / characters * 1e6:.1f}"
        lines.append(f"| {outcome.name} {outcome.version} | {' | '.join(cells)} | {speed} |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables; with `--as-peer`, run the peers of this environment on standard input."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers-python", type=Path, help="the Python that has the peers installed")
    parser.add_argument("--as-peer", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.as_peer:
        outcomes = run_packages(PEERS, json.load(sys.stdin))
        json.dump([asdict(outcome) for outcome in outcomes], sys.stdout)
        return
    tables = [("The captured page in examples/", [example_gold()])]
    if shared := list(shared_gold()):
        tables.append(("The first gold article", shared[:1]))
        tables.append(("All gold articles", shared))
    print("\n\n".join(table(title, gold, arguments.peers_python) for title, gold in tables))


if __name__ == "__main__":
    main()
