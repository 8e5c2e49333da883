"""A user's judgements kept in the ledger: what contradicts a new one, and what undoing takes away.

The ledger holds one judgement a line; a judgement's number is its place among the lines, counted
from 1. Undoing deletes the line, so that the graph is again what it was without it.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import msgspec

from ..errors import BadQuestion, Contradicted
from .assemble import Assembly
from .identity.ledger import Judgement, Ledger, Verdict, read_ledger
from .identity.matching import JUDGED

_SHOWN = 3


class JudgeReport(msgspec.Struct, frozen=True, kw_only=True):
    """What judging or undoing did.

    ``number`` is that of the judgement written or undone, ``withdrawn`` are earlier ones that gave
    way to it; ``release`` is the release made, empty if none was made yet.
    """

    number: int
    judgement: Judgement
    release: str = ""
    withdrawn: tuple[Judgement, ...] = ()


class Contest(msgspec.Struct, frozen=True):
    """Two judgements that cannot both have effect, or one that a rule would never make, and why."""

    judgement: Judgement
    number: int
    reason: str
    other: int | None = None


class Lines:
    """The ledger's lines as they were written."""

    def __init__(self, data: bytes) -> None:
        self.ledger = read_ledger(data)
        self._lines = [line for line in data.splitlines() if line.strip()]

    def __len__(self) -> int:
        return len(self._lines)

    def bytes(self) -> bytes:
        """The lines as a file."""
        return b"".join(line + b"\n" for line in self._lines)

    def add(self, judgement: Judgement) -> int:
        """Write a judgement behind the others; its number."""
        self._lines.append(msgspec.json.encode(judgement))
        self.ledger = read_ledger(self.bytes())
        return len(self)

    def drop(self, numbers: Iterable[int]) -> tuple[Judgement, ...]:
        """Delete judgements by their numbers. Raises BadQuestion if there is no such number."""
        gone = sorted(set(numbers))
        for number in gone:
            if not 1 <= number <= len(self):
                known = f"they are numbered 1 to {len(self)}" if self._lines else "there are none"
                raise BadQuestion(f"no judgement of a user has the number {number}; {known}")
        dropped = tuple(self.ledger.judgements[number - 1] for number in gone)
        self._lines = [line for number, line in enumerate(self._lines, 1) if number not in gone]
        self.ledger = read_ledger(self.bytes())
        return dropped


def judgement(verdict: Verdict, left: str, right: str, reason: str = "", by: str | None = None) -> Judgement:
    """A user's judgement, made now; ``by`` is by default the name under which the program runs."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    reasons = (reason,) if reason else ()
    return Judgement(judgement=verdict, left=left, right=right, by=by or _user(), reasons=reasons, when=when)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def contradicting(ledger: Ledger, new: Judgement, records: Mapping[str, str]) -> list[int]:
    """The numbers of the judgements that a new one contradicts.

    ``same`` contradicts each ``different`` between what now counts as the one thing and as the
    other; ``different`` contradicts the judgements by which a user joined the two records.
    """
    if new.judgement == "same":
        left, right = (_with(key, records, ledger) for key in (new.left, new.right))
        return [number for number, one in ledger.numbered("different") if _between(one, left, right)]
    return ledger.path(new.left, new.right) if new.judgement == "different" else []


def told(ledger: Ledger, new: Judgement, numbers: Iterable[int]) -> Contradicted:
    """The error that names the judgements in the way."""
    found = list(numbers)
    shown = "; ".join(f"judgement {number}, {_said(ledger.judgements[number - 1])}" for number in found[:_SHOWN])
    what = "hold them apart" if new.judgement == "same" else "hold them together"
    what = what.replace("hold", "holds") if len(found) == 1 else what
    return Contradicted(
        f"{shown}: {what}; undo what is wrong (--undo {found[0]}), or judge against it (--force)", found
    )


def _said(one: Judgement) -> str:
    when, why = (f", {one.when}" if one.when else ""), (f" ({'; '.join(one.reasons)})" if one.reasons else "")
    return f"{one.judgement} by {one.by}{when}{why}"


def blocked(new: Judgement, before: Mapping[str, str], after: Assembly) -> str:
    """What a rule holds against a join, as the assembly with it shows; empty if nothing."""
    for one in after.judgements:
        if _holds_apart(one) and {one.left, one.right} == {new.left, new.right}:
            return one.reasons[-1]
    ends = {before.get(new.left), before.get(new.right)}
    lost = sorted(
        key for key, iri in before.items() if iri in ends and after.records.get(key) != after.records[new.left]
    )
    return f"{', '.join(lost[:_SHOWN])} would no longer be the same as {new.left}" if lost else ""


def standing(ledger: Ledger, rules: Iterable[Judgement]) -> list[Contest]:
    """The contradictions that stand: between a user's judgements, and of rules to what a user joined."""
    pairs = {frozenset((one.left, one.right)): number for number, one in ledger.numbered("same")}
    found = []
    for number, one in ledger.numbered("different"):
        if path := ledger.path(one.left, one.right):
            found.append(Contest(one, number, "cannot both be followed", path[0]))
    for one in rules:
        joined = pairs.get(frozenset((one.left, one.right)))
        if joined is not None and _holds_apart(one):
            found.append(Contest(ledger.judgements[joined - 1], joined, one.reasons[-1]))
    return found


def _holds_apart(one: Judgement) -> bool:
    """Whether a rule's judgement is of what cannot be, and not of what a user judged."""
    return one.judgement == "different" and not one.reasons[-1].startswith(JUDGED)


def _with(key: str, records: Mapping[str, str], ledger: Ledger) -> set[str]:
    """A record and all that count as the same, by the current release or by a judgement not yet in it."""
    iri = records.get(key)
    together = {other for other, found in records.items() if found == iri} if iri else set()
    return {each for other in (*together, key) for each in ledger.joined(other)}


def _between(one: Judgement, left: set[str], right: set[str]) -> bool:
    return one.left in left and one.right in right or one.left in right and one.right in left
