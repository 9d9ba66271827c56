"""Makes `newsnlp/data/traditional.tsv` from OpenCC's traditional-to-simplified character table.

Run from the repository root: `python training/make_traditional.py`
"""

from __future__ import annotations

from pathlib import Path

import opencc

TARGET = Path(__file__).parents[1] / "newsnlp" / "data" / "traditional.tsv"

# The blocks that hold Chinese characters of the basic plane: radicals, extension A, the main
# block, compatibility forms. Rarer characters (other planes) stay as they are: no news word
# needs them, and one of them alone would double the memory of the folded text.
BLOCKS = (range(0x2E80, 0x3000), range(0x3400, 0xA000), range(0xF900, 0xFB00))

# Characters of the simplified standard GB 2312 are kept, since there they are words of their
# own (乾隆 is not 干隆) — but for these, which today stand almost only in traditional text.
SELDOM_IN_SIMPLIFIED = frozenset("後於徵麽麴")

HEADER = """\
# Traditional characters and the simplified character each is read as. Characters that are also
# in use in simplified text (乾 著 藉) are not among them.
# made by training/make_traditional.py, do not edit
traditional\tsimplified
"""


def in_simplified_use(character: str) -> bool:
    """Whether the character belongs to the simplified standard GB 2312."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return character not in SELDOM_IN_SIMPLIFIED


def pairs() -> list[tuple[str, str]]:
    """The (traditional, simplified) pairs of the table, in code point order."""
    simplify = opencc.OpenCC("t2s").convert
    found = []
    for code in (code for block in BLOCKS for code in block):
        character = chr(code)
        simplified = simplify(character)
        one_to_one = len(simplified) == 1 and ord(simplified) <= 0xFFFF
        if one_to_one and simplified != character and not in_simplified_use(character):
            found.append((character, simplified))
    # A few chains (薴 → 苧 → 苎) are followed to their end, so that folding twice changes nothing.
    table = dict(found)
    return [(traditional, table.get(simplified, simplified)) for traditional, simplified in found]


def main() -> None:
    """Write the table."""
    rows = "".join(f"{traditional}\t{simplified}\n" for traditional, simplified in pairs())
    TARGET.write_text(HEADER + rows, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
