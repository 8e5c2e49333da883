"""Parties and caucuses through the terms of a person: what was the same from one term to the next is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from ...ontology.dossier import Actor, Affiliation, Passage
from ..casting import Cast
from .terms import Term, caucuses, parties


class Run(msgspec.Struct, frozen=True):
    """A party over one or more terms in a row; ``name`` is empty for those of none."""

    name: str
    start: str | None
    end: str | None
    stated: Passage

    def cast(self, cast: Cast) -> str | None:
        """Note the party; the id of its actor, or None."""
        return cast.add(Actor(kind="party", name=self.name, passages=(self.stated,))) if self.name else None


def runs(terms: Sequence[Term]) -> list[Run]:
    """The parties of a person, the first first."""
    every = [each for one in terms for each in one.allegiances if each.party]
    found = []
    for name, group in groupby(every, key=lambda each: parties()[each.party.value][0] if each.party else ""):
        first, *_, last = [*(kept := list(group)), kept[-1]]
        if last.party:
            found.append(Run(name, first.start, last.end, last.party.span))
    return found


def affiliations(found: Sequence[Run], terms: Sequence[Term], cast: Cast) -> Iterator[Affiliation]:
    """The parties of somebody who changed them, the last without an end; and the caucuses of other parties."""
    for place, run in enumerate(found if len(found) > 1 else ()):
        if of := run.cast(cast):
            end = None if place == len(found) - 1 else run.end
            start = None if place == 0 else run.start
            yield Affiliation(of=of, kind="party", start=start, end=end, passages=(run.stated,))
    sat = [(one.kind, each) for one in terms for each in one.allegiances]
    for (kind, caucus), group in groupby(sat, key=lambda pair: (pair[0], pair[1].caucus and pair[1].caucus.value)):
        first = next(group)[1]
        body = caucuses().get(f"{kind} {caucus}", ("",))[0]
        if body and first.caucus:
            of = cast.add(Actor(kind="organization", name=body, passages=(first.caucus.span,)))
            yield Affiliation(of=of, kind="member", start=first.start, passages=(first.caucus.span,))
