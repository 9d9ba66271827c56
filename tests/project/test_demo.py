"""`make demo` in a process that may not use the network and must not need the heavy parts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Python tells an audit hook of every use of a socket; what raises there does not happen.
PROBE = """
import json, sys

def refuse(event, _arguments):
    if event.startswith("socket.") and event != "socket.__new__":
        raise OSError(f"the network was used: {event}")

sys.addaudithook(refuse)
from newsnlp.cli import main
try:
    main(["analyze", "--json", *sys.argv[1:]])
finally:
    json.dump(sorted(sys.modules), sys.stderr)
"""


def test_demo_runs_offline_and_without_the_heavy_parts() -> None:
    examples = sorted(str(path) for path in (ROOT / "examples").glob("*.txt"))
    assert len(examples) >= 4
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROBE, *examples],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = {name.split(".")[0] for name in json.loads(done.stderr)}
    assert not loaded & {"pandas", "pyarrow", "sklearn", "spacy"}
    documents = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
    assert [document["doc_id"] for document in documents] == examples
    assert all(len(document["statistics"]) >= 10 for document in documents)
