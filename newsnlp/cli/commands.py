"""The commands, their options and exit codes."""

from __future__ import annotations

import io
import json
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import newsnlp
from newsnlp.cli.printable import encodable, printable
from newsnlp.errors import NewsnlpError, NewsnlpWarning, UnreadableDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsnlp.model import Document, Page

__all__ = ["app", "main"]

STDIN = "-"
SOME_FAILED = 1

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain messages: one line in a log, and rich is not imported for them
    no_args_is_help=True,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; it ends by `SystemExit` with the exit code.

    Args:
        arguments: what stands after `newsnlp`; by default what this process was called with.
    """
    # UTF-8 wherever the output goes to a file or a pipe; a console keeps its own encoding.
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="replace", newline="\n")
    app(arguments, prog_name="newsnlp")


def show_version(wanted: bool) -> None:
    """Print the version and leave, when it was asked for."""
    if wanted:
        typer.echo(f"newsnlp {newsnlp.__version__}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Turns Chinese news into tables."""


@app.command()
def analyze(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Articles or captured pages; - is standard input."),
    ],
    title: Annotated[
        str | None, typer.Option(metavar="T", help="The headline, for a single input.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication, as in 2025-12-29.")
    ] = None,
    lexicon: Annotated[
        str | None, typer.Option(metavar="FILE", help="A table of your own words.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what stands in each FILE: its source and its statistics.

    Exit code 0: every input was analysed. 1: some could not be, the others were. 2: wrong usage.
    """
    if title is not None and len(files) > 1:
        raise usage_error("--title", f"one headline for {len(files)} inputs; give one input")
    analyzer = newsnlp.Analyzer(lexicon=None if lexicon is None else read_lexicon(lexicon))
    try:
        analyzer.analyze("", published=published)
    except UnreadableDate as error:
        raise usage_error("--published", reason(error)) from error

    write = write_json if as_json else write_tables
    failed = False
    for name in with_progress(files):
        try:
            with warnings_about(name):
                document = analyzer.analyze(read(name), title=title, published=published, id=name)
        except (NewsnlpError, OSError) as error:
            say(name, reason(error))
            failed = True
        else:
            try:
                write(document)
            except BrokenPipeError:
                raise  # the reader has seen enough; typer ends quietly
            except OSError as error:
                say("standard output", reason(error))
                raise typer.Exit(SOME_FAILED) from error
    if failed:
        raise typer.Exit(SOME_FAILED)


def usage_error(option: str, message: str) -> typer.BadParameter:
    """The exception that ends the command with exit code 2."""
    return typer.BadParameter(message, param_hint=option)


def say(about: str, message: str) -> None:
    """Write one line about an input on standard error."""
    typer.echo(f"newsnlp: {printable(about)}: {printable(message)}", err=True)


@contextmanager
def warnings_about(name: str) -> Iterator[None]:
    """Say newsnlp's warnings like its errors, in one line that names the input."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", NewsnlpWarning)
        warnings.showwarning = lambda message, *_args, **_more: say(name, str(message))
        yield


def reason(error: Exception) -> str:
    """What the exception says, without `[Errno 2]`.

    >>> reason(FileNotFoundError(2, "No such file or directory", "x.txt"))
    'No such file or directory'
    """
    said = error.strerror if isinstance(error, OSError) else None
    return said or str(error)


def read_lexicon(name: str) -> newsnlp.Lexicon:
    """The user's words in the file `name`; a file that cannot be read is wrong usage."""
    try:
        with warnings_about(name):
            return newsnlp.Lexicon.load(Path(name))
    except (NewsnlpError, OSError) as error:
        raise usage_error("--lexicon", f"{name}: {reason(error)}") from error


def read(name: str) -> Page:
    """The page in the file `name`, or on standard input."""
    return newsnlp.read_page(sys.stdin.buffer.read() if name == STDIN else Path(name))


def with_progress(files: Sequence[str]) -> Iterator[str]:
    """The files one by one, with a bar on standard error when a terminal shows nothing else."""
    if len(files) == 1 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import Progress

    # By default rich takes over sys.stdout too, and the results would land on standard error.
    console = Console(stderr=True)
    with Progress(console=console, transient=True, redirect_stdout=False) as bar:
        yield from bar.track(files, description="analysing")


def write_json(document: Document) -> None:
    """Write the document as one line of JSON, at once."""
    line = json.dumps(document.to_dict(), ensure_ascii=False)
    sys.stdout.write(encodable(line) + "\n")
    sys.stdout.flush()


def write_tables(document: Document) -> None:
    """Draw the document's tables."""
    # Here, so that `--version` and `--json` need not import rich.
    from newsnlp.cli.drawing import draw_document

    draw_document(document)
