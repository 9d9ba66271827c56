"""Walks over a folded text and takes time expressions apart into their atoms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from newsnlp.times.clauses import ends_in_deed, find_clauses
from newsnlp.times.patterns import grammar
from newsnlp.times.reading import Atom

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from newsnlp.times.clauses import Clause
    from newsnlp.times.patterns import Grammar

__all__ = ["Expression", "scan"]

Prefix = Literal["until", "since", "from", "to"]

# An atom without a link goes on after a coarser one only: 2025年|12月, but 2024年 and 今年 apart.
_RANKS: Final = {
    **dict.fromkeys(("century", "century_word"), 0),
    **dict.fromkeys(("years", "year", "year_word", "era", "plan", "frequency"), 1),
    **dict.fromkeys(("months", "quarter", "first_months", "part", "done", "season", "event"), 2),
    **dict.fromkeys(("month", "month_word", "week", "weekend"), 3),
    **dict.fromkeys(("iso", "days", "day", "numbered", "day_word", "same", "weekday"), 4),
    **dict.fromkeys(("daypart",), 5),
    **dict.fromkeys(("clock",), 6),
}
# These look back at the character that they go on after.
_ANYWHERE: Final = frozenset(
    {"day_in_month", "days_in_month", "edge", "xun", "half_month", "night", "note", "hour"}
    | {"season_in_year", "event_in_year", "suffix", "nth_week", "this_moment"}
)
_CLOSED: Final = 9  # the rank of words after which nothing goes on but a suffix (目前)
_WORD_ROLES: Final = {"year": "year_word", "month": "month_word", "day": "day_word"}
_PREFIX_LENGTH: Final = 7  # 截止到北京时间
_PREFIX_ENDS: Final = frozenset("至止到从自间")
_SINCE: Final = frozenset({"以来", "起", "开始", "至今"})
# What a clause may hold and still be one time: 此次降准后, 每周辅导前; a date stands for itself.
_NO_DATE: Final = frozenset({"vague", "event", "clause", "frequency"})


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
    found = list(_expressions(folded))
    first, floor = 0, 0
    for clause in find_clauses(folded):
        if clause.start < floor:
            continue
        while first < len(found) and found[first].end <= clause.start:
            yield found[first]
            first += 1
        behind = first
        while behind < len(found) and found[behind].start < clause.end:
            behind += 1
        whole = _whole(folded, clause, found[first:behind])
        if whole is not None:
            yield whole
            first, floor = behind, clause.end
    yield from found[first:]


def _whole(folded: str, clause: Clause, inner: list[Expression]) -> Expression | None:
    """The clause as one expression; None where the times inside it say more by themselves."""
    start, end = clause.start, clause.end
    text = folded[start:end]
    role = "window" if clause.counts else "clause"
    atoms: tuple[Atom, ...] = (Atom(role, text),)
    if not inner:
        return None if clause.tail == "来" else Expression(start, start, end, None, atoms)
    last = inner[-1]
    if inner[0].start < start or last.end > end:
        return None
    roles = set().union(*map(_roles, inner))
    if last.end == end:
        if roles == {"window"} and ends_in_deed(folded, start, last.start):
            return Expression(start, last.core, end, None, last.atoms)
        if not clause.sure or not roles <= _NO_DATE:
            return None
    elif clause.tail in {"以来", "之日起"}:
        if not roles <= _NO_DATE:
            dated = next(one for one in inner if not _roles(one) <= _NO_DATE)
            atoms = (*dated.atoms, Atom("suffix", clause.tail))
    elif not roles <= _NO_DATE:
        return None
    return Expression(start, start, end, None, atoms)


def _roles(found: Expression) -> set[str]:
    return {atom.role for atom in found.atoms}


def _expressions(folded: str) -> Iterator[Expression]:
    """The expressions that are made of words of time."""
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
    """自…以来, 自…之日起; None where only a time stands between (自4月以来), which is one time."""
    core = clause.start() + len(clause["since"])
    inner = patterns.first.match(folded, core)
    atoms: list[Atom] = []
    if inner is not None and inner.lastgroup != "clause":
        atoms, end = _atoms(patterns, folded, inner)
        if end >= clause.end():
            return None
    tail = "以来" if clause[0].endswith("以来") else "之日起"
    atoms = [*atoms, Atom("suffix", tail)] if atoms else [Atom("clause", clause[0])]
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
