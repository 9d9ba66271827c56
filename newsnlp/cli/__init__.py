"""The command line: `newsnlp analyze FILE...`.

Results go to standard output, messages and progress to standard error. Exit codes:

    0   every input was analysed
    1   some inputs could not be, the others were; or the output could not be written to its end
    2   the command was called wrongly, nothing was analysed
"""

from newsnlp.cli.commands import main

__all__ = ["main"]
