"""`newsnlp analyze`: what goes to standard output, what to standard error, and the exit codes."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from newsnlp.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
CAPTURE = EXAMPLES / "community-capture.txt"
BULLETIN = EXAMPLES / "economy-bulletin.txt"
# Chrome without an article: what a list page leaves when it is copied.
LIST_PAGE = "首页\n国内\n国际\n财经\n体育\n登录\n注册\n关于我们\n版权声明\n"


def run(*arguments: object) -> int:
    """Run the command in this process and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def json_lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.split("\n")[:-1]]


@pytest.fixture(autouse=True)
def plain_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """80 columns and no colours, whatever the developer's terminal asks for."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Any:
    def give(content: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))

    return give


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyze", "--json", CAPTURE, BULLETIN) == 0
    first, second = json_lines(capsys.readouterr().out)
    assert first["doc_id"] == str(CAPTURE)
    assert second["doc_id"] == str(BULLETIN)
    for document in (first, second):
        assert document["statistics"]
        for found in document["statistics"]:
            assert document["text"][found["start"] : found["end"]] == found["text"]


def test_page_gives_title_source_date_and_people(capsys: pytest.CaptureFixture[str]) -> None:
    run("analyze", "--json", CAPTURE)
    (document,) = json_lines(capsys.readouterr().out)
    assert document["title"] == "一条巷子里的“大管家”——云澜市以网格化服务托起民生小事"
    assert document["source"] == "云澜日报"
    assert document["published"] == "2025-11-18T09:42"
    assert document["authors"] == ["顾晓岚", "方骏"]
    assert document["editor"] == "祁雨"
    assert "相关阅读" not in document["text"]


def test_title_and_published_win_over_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    run("analyze", "--json", "--title", "另一个标题", "--published", "2024年5月6日", CAPTURE)
    (document,) = json_lines(capsys.readouterr().out)
    assert document["title"] == "另一个标题"
    assert document["published"] == "2024-05-06"


def test_reads_standard_input(capsys: pytest.CaptureFixture[str], stdin: Any) -> None:
    stdin("截至目前，全区建成驿站63处，总投资约480万元，日均服务超过1500人次。".encode())
    assert run("analyze", "--json", "-") == 0
    (document,) = json_lines(capsys.readouterr().out)
    assert [s["value"] for s in document["statistics"]] == [63, 4800000, 1500]


def test_lone_surrogate_becomes_the_replacement_character(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # What Python makes of an argument that is not UTF-8.
    assert run("analyze", "--json", "--title", "标题\udce4", CAPTURE) == 0
    assert json_lines(capsys.readouterr().out)[0]["title"] == "标题�"


def test_missing_file_is_one_line_and_the_others_are_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("analyze", "--json", "no-such.txt", EXAMPLES, CAPTURE) == 1
    captured = capsys.readouterr()
    assert len(json_lines(captured.out)) == 1
    assert captured.err.splitlines() == [
        "newsnlp: no-such.txt: No such file or directory",
        f"newsnlp: {EXAMPLES}: Is a directory",
    ]


def test_page_without_an_article_is_one_line_and_the_others_are_done(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "list.txt"
    page.write_text(LIST_PAGE, "utf-8")
    assert run("analyze", "--json", page, CAPTURE) == 1
    captured = capsys.readouterr()
    assert len(json_lines(captured.out)) == 1
    (line,) = captured.err.splitlines()
    assert line.startswith(f"newsnlp: {page}: ")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no file"),
        pytest.param(["--published", "昨天"], id="no date"),
        pytest.param(["--title", "标题", CAPTURE], id="one title for two files"),
        pytest.param(["--lexicon", "no-such.tsv"], id="no lexicon"),
        pytest.param(["--no-such-option"], id="unknown option"),
    ],
)
def test_wrong_usage_analyses_nothing(
    arguments: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    files = [CAPTURE] if arguments else []
    assert run("analyze", *arguments, *files) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert captured.err.splitlines()[-1].startswith("Error: ")


def test_lexicon_adds_words_and_tells_of_bad_rows(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, stdin: Any
) -> None:
    lexicon = tmp_path / "words.tsv"
    lexicon.write_text("word\tlabel\n银杏志愿服务队\tORG\n好人\tNOBODY\n", "utf-8")
    assert run("analyze", "--json", "--lexicon", lexicon, CAPTURE) == 0
    captured = capsys.readouterr()
    assert len(json_lines(captured.out)) == 1
    (line,) = captured.err.splitlines()
    assert line.startswith(f"newsnlp: {lexicon}: ")


def test_tables_fit_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyze", CAPTURE, BULLETIN) == 0
    output = capsys.readouterr().out
    assert max(map(cell_len, output.splitlines())) <= 80
    for shown in ("云澜日报", "顾晓岚 方骏", "statistics", "over 8600 名", "up yoy"):
        assert shown in output


def test_tables_leave_out_what_was_not_found(
    capsys: pytest.CaptureFixture[str], stdin: Any
) -> None:
    stdin("清晨的河边很安静，雾气慢慢散开，老人们在树下打着太极拳。".encode())
    assert run("analyze", "-") == 0
    output = capsys.readouterr().out
    for heading in ("statistics", "quotes", "published"):
        assert heading not in output


def test_a_terminal_gets_no_escape_sequences_from_the_text(
    capsys: pytest.CaptureFixture[str], stdin: Any
) -> None:
    stdin("全市[bold]共有\x1b[31m网格员8600余名，比去年增加两成，老百姓都说好。".encode())
    run("analyze", "--title", "\x1b]0;title\x07", "-")
    assert "\x1b" not in capsys.readouterr().out


# Below, what only a process of its own shows.

COMMAND = [sys.executable, "-W", "error", "-m", "newsnlp"]


def test_version_is_quick_to_load() -> None:
    probe = "import sys, newsnlp.cli; newsnlp.cli.main(['--version'])\n"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", probe],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("newsnlp 0.")
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert not loaded & {"numpy", "pandas", "rich", "rjieba", "sklearn", "spacy"}


def test_output_is_utf_8_in_any_locale(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(
        [*COMMAND, "analyze", str(CAPTURE)], capture_output=True, check=True, env=environment
    )
    assert "云澜日报" in done.stdout.decode("utf-8")
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_in_a_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "analyze", "--json", CAPTURE],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "newsnlp: standard output: No space left on device\n"


def test_reader_that_goes_away_is_no_traceback() -> None:
    # More than a pipe holds (64 KiB), so that the writer meets the closed end.
    files = [str(CAPTURE)] * 12
    with subprocess.Popen(
        [*COMMAND, "analyze", "--json", *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(timeout=30)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
def test_progress_bar_stands_on_a_terminal_only(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    output = tmp_path / "out.jsonl"
    with output.open("wb") as stdout:
        process = subprocess.Popen(
            [*COMMAND, "analyze", "--json", str(CAPTURE), str(BULLETIN)],
            stdout=stdout,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm"},
        )
        os.close(theirs)
        shown = b""
        while select.select([ours], [], [], 30)[0]:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not chunk:
                break
            shown += chunk
        os.close(ours)
        assert process.wait(timeout=30) == 0
    assert b"analysing" in shown
    assert len(json_lines(output.read_text("utf-8"))) == 2
