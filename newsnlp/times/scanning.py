"""Walks over a folded text and takes time expressions apart into their atoms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from newsnlp.times.patterns import grammar
from newsnlp.times.reading import Atom

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from newsnlp.times.patterns import Grammar

__all__ = ["Expression", "scan"]

Prefix = Literal["until", "since", "from", "to"]

# An atom without a link goes on after a coarser one only: 2025年|12月, but 2024年 and 今年 apart.
_RANKS: Final = {
    **dict.fromkeys(("century", "century_word"), 0),
    **dict.fromkeys(("years", "year", "year_word", "era", "plan"), 1),
    **dict.fromkeys(("months", "quarter", "first_months", "part", "done", "season", "event"), 2),
    **dict.fromkeys(("month", "month_word", "week", "weekend"), 3),
    **dict.fromkeys(("iso", "days", "day", "numbered", "day_word", "same", "weekday"), 4),
    **dict.fromkeys(("daypart",), 5),
    **dict.fromkeys(("clock",), 6),
}
# These look back at the character that they go on after.
_ANYWHERE: Final = frozenset(
    {"day_in_month", "days_in_month", "edge", "xun", "half_month", "night", "note", "hour"}
    | {"season_in_year", "event_in_year", "suffix"}
)
_CLOSED: Final = 9  # the rank of words after which nothing goes on but a suffix (目前)
_WORD_ROLES: Final = {"year": "year_word", "month": "month_word", "day": "day_word"}
_PREFIX_LENGTH: Final = 7  # 截止到北京时间
_PREFIX_ENDS: Final = frozenset("至止到从自间")
_SINCE: Final = frozenset({"以来", "起", "开始", "至今"})


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: `prefix` are the words before its `atoms`, which begin at `core`."""

    start: int
    core: int
    end: int
    prefix: Prefix | None
    atoms: tuple[Atom, ...]


def scan(folded: str) -> Iterator[Expression]:
    """Every time expression, leftmost first, none inside another.

    Args:
        folded: the text, folded one to one; offsets count its code points.
    """
    patterns = grammar()
    end = 0
    for hit in patterns.trigger.finditer(folded):
        core = hit.start()
        if core < end:
            continue
        first = patterns.first.match(folded, core)
        if first is None:
            continue
        if first.lastgroup == "clause":
            found = _clause(patterns, folded, first)
        else:
            found = _expression(patterns, folded, first, floor=end)
        if found is not None:
            end = found.end
            yield found


def _expression(patterns: Grammar, folded: str, first: re.Match[str], floor: int) -> Expression:
    """The expression whose first atom is `first`; its prefix does not reach before `floor`."""
    atoms, end = _atoms(patterns, folded, first)
    core = first.start()
    start, prefix = core, None
    if core > floor and folded[core - 1] in _PREFIX_ENDS:
        words = patterns.prefix.search(folded, max(floor, core - _PREFIX_LENGTH), core)
        if words is not None and _belongs(words, atoms):
            start, prefix = words.start(), _prefix(words)
    return Expression(start, core, end, prefix, tuple(atoms))


def _clause(patterns: Grammar, folded: str, clause: re.Match[str]) -> Expression | None:
    """自…以来; None where only a time stands between (自4月以来), which is read as one."""
    core = clause.start() + len(clause["since"])
    inner = patterns.first.match(folded, core)
    atoms: list[Atom] = []
    if inner is not None and inner.lastgroup != "clause":
        atoms, end = _atoms(patterns, folded, inner)
        if end >= clause.end():
            return None
    atoms = [*atoms, Atom("suffix", "以来")] if atoms else [Atom("vague", clause[0])]
    return Expression(clause.start(), core, clause.end(), None, tuple(atoms))


def _atoms(patterns: Grammar, folded: str, first: re.Match[str]) -> tuple[list[Atom], int]:
    """The atoms from `first` on, and where they end."""
    atoms = [_atom(patterns, first, None)]
    rank = _RANKS.get(atoms[0].role, _CLOSED)
    end = first.end()
    while (match := patterns.following.match(folded, end)) is not None:
        atom = _atom(patterns, match, match["link"])
        if atom.role not in _ANYWHERE:
            own = _RANKS.get(atom.role, _CLOSED)
            if atom.link is None and (own <= rank or own == _CLOSED):
                break
            rank = own
        atoms.append(atom)
        end = match.end()
    return atoms, end


def _atom(patterns: Grammar, match: re.Match[str], link: str | None) -> Atom:
    role = match.lastgroup or ""
    text = match[role]
    if role != "word":
        return Atom(role, text, link=link)
    kind, value = patterns.words[text]
    return Atom(_WORD_ROLES.get(kind, kind), text, value, link)


def _belongs(words: re.Match[str], atoms: list[Atom]) -> bool:
    """从 counts where it says since when, not from which value (从2018年的3家增加到5家)."""
    if words["from"] is None:
        return True
    last = atoms[-1]
    since = last.role == "suffix" and last.text.strip() in _SINCE
    return since or any(atom.link is not None for atom in atoms)


def _prefix(words: re.Match[str]) -> Prefix | None:
    for name in ("until", "since", "from", "to"):
        if words[name] is not None:
            return name
    return None
