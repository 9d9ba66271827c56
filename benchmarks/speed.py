"""How fast newsnlp is: beside jieba in one run, from a cold start, and as texts grow.

    python benchmarks/speed.py [--articles N] [--json]

Texts are the articles of ../shared/corpora/archive where that exists, else those of examples/,
repeated. Everything runs in one process on one core (set OPENBLAS_NUM_THREADS=1 to be sure); the
figures of a pair come from alternating runs, so the ratio holds when the machine's speed drifts.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
ARCHIVE = ROOT.parent / "shared" / "corpora" / "archive" / "chinanews2020.jsonl.gz"
RUNS = 5
GROWING = {
    "digits": "1234567890",
    "一": "一",
    "“": "“",
    "newlines": "\n",
    "numbers": "增长5.2%，其中1.3万个，",
}


def texts(count: int) -> list[str]:
    """That many articles."""
    if ARCHIVE.exists():
        with gzip.open(ARCHIVE, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in itertools.islice(lines, count)]
    own = [p.read_text("utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))]
    return list(itertools.islice(itertools.cycle(own), count))


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def against_jieba(articles: list[str]) -> dict[str, float]:
    """Microseconds a character of analyze_many and of jieba.lcut, medians of alternating runs."""
    import jieba

    import newsnlp

    jieba.setLogLevel(60)

    def ours() -> int:
        return sum(len(doc.statistics) for doc in newsnlp.analyze_many(articles))

    def theirs() -> None:
        for text in articles:
            jieba.lcut(text)

    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
    characters = sum(map(len, articles))
    return {
        "characters": characters,
        "analyze_many_us_per_character": statistics.median(a for a, _ in pairs) / characters * 1e6,
        "jieba_lcut_us_per_character": statistics.median(b for _, b in pairs) / characters * 1e6,
        "ratio": statistics.median(a / b for a, b in pairs),
        "ratio_min": min(a / b for a, b in pairs),
        "ratio_max": max(a / b for a, b in pairs),
    }


def peak_memory(articles: list[str]) -> dict[str, float]:
    """Megabytes at the peak so far, after the articles and after them again: flat if equal."""
    import newsnlp

    unit = 2**20 if sys.platform == "darwin" else 2**10
    figures = {}
    for name in ("peak_memory_mb", "peak_memory_again_mb"):
        for _ in newsnlp.analyze_many(articles):
            pass
        figures[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return figures


def cold(code: str) -> float:
    """Wall seconds of some code in a fresh process, without the start of Python; least of RUNS."""

    def run(source: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", source], check=True, capture_output=True)
        return time.perf_counter() - begun

    return min(run(code) for _ in range(RUNS)) - min(run("pass") for _ in range(RUNS))


def exponents() -> dict[str, float]:
    """The fitted exponent of time against length, for texts of one repeated string."""
    import newsnlp

    found = {}
    for name, unit in GROWING.items():
        points = []
        for size in (62_500, 125_000, 250_000, 500_000, 1_000_000):
            text = unit * (size // len(unit))
            points.append(
                (math.log(len(text)), math.log(seconds(lambda t=text: newsnlp.analyze(t))))
            )
        xs, ys = zip(*points, strict=True)
        found[name] = statistics.linear_regression(xs, ys).slope
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles = texts(args.articles)
    figures: dict[str, float] = {
        "import_s": cold("import newsnlp"),
        "import_and_first_analyze_s": cold(
            "import newsnlp; newsnlp.analyze('全市新增停车位70个。')"
        ),
        **peak_memory(articles),  # before jieba loads its dictionary
        **against_jieba(articles),
        **{f"exponent of {name}": value for name, value in exponents().items()},
    }
    if args.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        print("\n".join(f"{name:34} {value:,.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
