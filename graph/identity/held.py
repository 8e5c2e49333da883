"""What the offices of two people say about their being one person.

Nobody holds one office for two bodies, two legislative seats, or offices of two states at one time.
"At one time" is read off the bounds of dates: what a source leaves open proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import cache

import msgspec

from ...ontology.dates import bounds
from ..wording import data, fold, overlap, rows, stems, words
from .bodies import generic, state_of
from .matching import Feature

_ALIKE = 0.7
_CHAMBERS = ("house of", "senate", "assembly", " house", "congress", "legislature")
_HANDOVER = timedelta(days=31)
"""How long the dates of two offices may overlap when somebody moves from one to the other."""
_AGAIN, _GENERATION, _LIFETIME = 5, 30, 60
"""Years after which an office is rarely held again; between a career's offices; beyond any career."""


class Held(msgspec.Struct, frozen=True):
    """An office that somebody holds: its title as titles are compared, its bodies' keys and names, and dates.

    ``starts`` and ``ends`` are bounds: the last day on which it can have begun and the first on
    which it can have ended; None where no source tells. ``seen`` is a day on which news told of it as held.
    """

    title: str
    bodies: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    starts: str | None = None
    ends: str | None = None
    seen: str | None = None


class Office:
    """An office held, with what is read off it: the states that it tells of, its chamber, its telling stems, its days.

    ``chamber`` is ``state`` or ``federal`` for a seat in a legislature, empty for any other office; ``deputy``
    the words that make it the office below another: a vice president is no president.
    """

    def __init__(self, held: Held) -> None:
        self.title, self.bodies = held.title, held.bodies
        self.shown = " ".join((held.title, *map(fold, held.names)))
        self.states = frozenset(filter(None, map(state_of, (*held.names, held.title))))
        seat = any(word in name for name in map(fold, held.names) for word in _CHAMBERS)
        self.chamber = ("state" if self.states else "federal") if seat else ""
        self.title_stems = stems(held.title)
        self.deputy = _deputies().intersection(words(held.title))
        named = (word for name in held.names for word in name.split() if not generic(fold(word)))
        self.telling = self.title_stems.union(*map(stems, named))
        self.span = _day(held.starts), _day(held.ends)
        self.seen = _day(held.seen)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def pack(office: Held) -> str:
    """The office as a text, so that a profile can hold it among its values."""
    return msgspec.json.encode(office, order="deterministic").decode()


@cache
def unpack(text: str) -> Office:
    """The office that :func:`pack` wrote."""
    return Office(msgspec.json.decode(text, type=Held))


def compared_title(title: str) -> str:
    """The form in which people's titles are compared: "Sen." is "senator", and a "District Judge" a "judge"."""
    folded = fold(title)
    return _alike().get(folded) or one_title(folded)


def one_title(title: str) -> str:
    """The form that titles of one office in one body have: "Sen." and "Senators" are "senator"."""
    folded = fold(title)
    return _forms().get(folded, folded)


def features(one: Iterable[Office], other: Iterable[Office]) -> Iterator[Feature]:
    """The weightiest thing that two people's offices say, and what rules the merge out.

    +0.40 one office, +0.50 if held when news told of it, +0.25 again within five years, -0.10 again much later;
    -0.50 one title of two bodies, if one after the other -0.20 in two states and else -0.10; +0.10 other offices in one
    state or of one body, -0.25 in two states, else -0.05; -0.30 if a generation lies between them.
    """
    pairs = [(a, b) for a in one for b in other]
    if not pairs:
        return
    for a, b in pairs:
        if reason := _impossible(a, b):
            yield Feature("offices at one time", 0, reason, blocks=True)
    found = [_weigh(a, b) for a, b in pairs]
    yield max(found, key=lambda feature: feature.weight)
    if (years := between(pairs)) > _GENERATION:
        yield Feature("years between the offices", -0.3, f"{years:.0f}", blocks=years > _LIFETIME)


def same_office(one: Office, other: Office) -> bool:
    """Whether two people are told to hold one office, at whatever time."""
    if apart(one, other) or {one.chamber, other.chamber} == {"state", "federal"} or one.deputy != other.deputy:
        return False
    if one.title == other.title and (one.bodies & other.bodies or not one.bodies or not other.bodies):
        return True
    return bool(one.title_stems & other.title_stems) and overlap(one.telling, other.telling) >= _ALIKE


def apart(one: Office, other: Office) -> bool:
    """Whether two offices are in two states."""
    return bool(one.states and other.states and not one.states & other.states)


def between(pairs: Collection[tuple[Office, Office]]) -> float:
    """The years between the nearest two of the offices; 0 if any are undated and not told with dates elsewhere."""
    mine, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    gaps = []
    for a, b in pairs:
        gap = _gap(a, b)
        if gap is not None:
            gaps.append(max(0.0, gap))
        elif not (_dated_elsewhere(a, mine) or _dated_elsewhere(b, theirs)):
            return 0.0
    return min(gaps, default=0.0)


def _dated_elsewhere(office: Office, others: Iterable[Office]) -> bool:
    undated = (None, None)
    return office.span == undated and any(each.span != undated and same_office(office, each) for each in others)


def _weigh(one: Office, other: Office) -> Feature:
    gap = _gap(one, other)
    if same_office(one, other):
        if gap is None or gap <= 0:
            then = _held_then(one, other) or _held_then(other, one)
            return Feature("office", 0.5 if then else 0.4, f"{one.shown}, held when told of" if then else one.shown)
        return Feature("office", 0.25 if gap <= _AGAIN else -0.1, f"{one.shown}, {gap:.0f} years apart")
    together = bool(one.states & other.states or one.bodies & other.bodies)
    if together:
        return Feature("office", 0.1, "others in one state or of one body")
    if one.title == other.title and one.bodies and other.bodies:
        if gap is None or gap <= 0:
            return Feature("office", -0.5, "same title, different body")
        return Feature("office", -0.2 if apart(one, other) else -0.1, "same title, later of a different body")
    return Feature("office", -0.25, "in another state") if apart(one, other) else Feature("office", -0.05, "differs")


def _held_then(one: Office, other: Office) -> bool:
    """Whether the one was held on the day on which news told of the other."""
    first, last = one.span
    return bool(other.seen and first and first <= other.seen and (last is None or other.seen <= last))


def _impossible(one: Office, other: Office) -> str:
    """Why two offices cannot be one person's; empty if they can."""
    if same_office(one, other) or not _at_one_time(one, other):
        return ""
    if apart(one, other):
        return f"{min(one.states)} and {min(other.states)}"
    if one.title == other.title and bool(one.states) == bool(other.states) and _two(one.bodies, other.bodies):
        return f"{one.title} of two bodies"
    if {one.chamber, other.chamber} == {"state", "federal"}:
        return "a seat in a state's legislature and one in Congress"
    if one.title != other.title and {one.title, other.title} <= _exclusive():
        return f"{one.title} and {other.title}"
    return ""


def _two(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _at_one_time(one: Office, other: Office) -> bool:
    """Whether both are certainly held on some day, but for a handover."""
    (a, b), (c, d) = one.span, other.span
    if a is None or c is None:
        return False
    if b and d:
        return min(b, d) - max(a, c) >= _HANDOVER
    if b or d:
        first, last, day = (a, b, c) if b else (c, d, a)
        return last is not None and first <= day <= last - _HANDOVER
    return a == c


def _gap(one: Office, other: Office) -> float | None:
    """The years from the end of the one to the start of the other; 0 or less if they meet; None if unknown."""
    (a, b), (c, d) = one.span, other.span
    gaps = [(start - end).days / 365.25 for start, end in ((c, b), (a, d)) if start and end]
    return max(gaps) if gaps and (len(gaps) > 1 or max(gaps) > 0) else None


def edge(values: Iterable[str], *, last: bool) -> str | None:
    """The latest possible day of a start, or the earliest of an end, as text."""
    found = [bounds(value)[1 if last else 0] for value in values]
    return min(found).isoformat() if found else None


@cache
def _deputies() -> frozenset[str]:
    return frozenset(line for line in data("deputy-words.txt").splitlines() if not line.startswith("#"))


@cache
def _forms() -> dict[str, str]:
    return {form: title for title, forms, _ in rows(data("title-forms.tsv")) for form in forms.split("|")}


@cache
def _alike() -> dict[str, str]:
    found = {form: title for title, _, alike in rows(data("title-forms.tsv")) for form in alike.split("|") if form}
    return found | {form: found[title] for form, title in _forms().items() if title in found}


@cache
def _exclusive() -> frozenset[str]:
    return frozenset(line for line in data("exclusive-titles.txt").splitlines() if not line.startswith("#"))
