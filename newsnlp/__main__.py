"""`python -m newsnlp` is the command `newsnlp`."""

from newsnlp.cli import main

if __name__ == "__main__":
    main()
