"""The files around the code agree with it and with each other."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import newsnlp

ROOT = Path(__file__).parents[2]


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_version_stands_in_changelog_and_citation() -> None:
    version = re.escape(newsnlp.__version__)
    assert re.search(rf"^## {version}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert re.search(rf"^version: {version}$", citation, re.MULTILINE)


def test_changelog_fragments_have_a_known_kind() -> None:
    folder = ROOT / "changelog.d"
    kinds = set(re.findall(r"^\| `(\w+)`", (folder / "README.md").read_text("utf-8"), re.MULTILINE))
    assert kinds
    for fragment in folder.glob("*.md"):
        if fragment.name != "README.md":
            assert fragment.suffixes[-2].lstrip(".") in kinds, fragment.name
            assert fragment.read_text("utf-8").strip(), fragment.name


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    # A folder right under the root, of the kinds that people work in.
    somebodys = re.compile(rb"(?<![\w./~-])/(?:work|home|Users|root)/\w")
    for path in tracked_files():
        if path.is_file():
            assert not somebodys.search(path.read_bytes()), path


def test_links_between_the_documents_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("changelog.d/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
