"""What held on a day: a graph without what its dates rule out for that day (docs/model.md, "Time").

Rules conclude anew from the facts that are left, so that no conclusion rests on a fact that is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ..ontology import terms
from ..ontology.vocabulary import INFERRED
from .force_on import without_force
from .inference import Fact, Inferred, infer
from .inference_nodes import InferenceNodes
from .quad_table import Table, iri
from .store import Store

_PERIODS = (terms.Tenure, terms.Affiliation)
_PARTS = (
    *(terms.hasProvision, terms.hasSection, terms.hasRuling, terms.partyRole, terms.claimForRelief),
    *(terms.hasDocket, terms.hasEntry, terms.filing, terms.hasForceChange),
)
"""From a whole to what is there only with it."""


def held(store: Store, day: date, base: str) -> bytes:
    """The graph as it held on a day, as N-Quads.

    Gone are what is dated later, with its parts and what is said about it, tenures and affiliations
    that were over, and provisions without force. What has no date stays. Claims of what is dated
    later go too; those of what was over stay, for conclusions rest on them.
    """
    table = Table(store)
    view = _View(table, day)
    facts = {fact for fact in table.facts if not view.later.intersection(fact) and not _concluded(fact, table)}
    found = infer("".join(f"{' '.join(fact)} .\n" for fact in facts).encode())
    kept = _without(found, view.over.union(_changes_after(found, day)))
    lines = {f"{' '.join(fact)} .\n" for fact in facts if not view.over.intersection(fact)}
    lines.update(InferenceNodes(base).lines(kept, table.support))
    lines.update(table.evidence(without=view.later, besides=f"{base}graph/inference"))
    return "".join(sorted(lines)).encode()


class _View:
    """What is gone on a day: ``later`` with all that belongs to it, ``over`` before it."""

    def __init__(self, table: Table, day: date) -> None:
        self._table, self._day = table, day
        self.over = set(self._over())
        self.later = set(self._later()) | without_force(table, day)
        while more := set(self._dependent()) - self.later:
            self.later |= more
        self.over -= self.later

    def _later(self) -> Iterator[str]:
        """What began, happened or was issued after the day."""
        dated = (*self._table.days(terms.earliest), *self._table.days(terms.dateEstablished))
        yield from (thing for thing, (first, _) in dated if first > self._day and not self._changes_force(thing))
        yield from (tenure for tenure, called in self._called("elect") if called >= self._day)

    def _over(self) -> Iterator[str]:
        """Tenures and affiliations that ended before the day."""
        periods = {thing for cls in _PERIODS for thing in self._table.of_class(cls)}
        yield from (
            thing for thing, (_, last) in self._table.days(terms.latest) if thing in periods and last < self._day
        )
        yield from (tenure for tenure, called in self._called("former") if called <= self._day)

    def _called(self, status: str) -> Iterator[tuple[str, date]]:
        """Tenures without a bound that sources call former, or elect, with the day by which a dated one does."""
        bounded = {thing for thing, _ in self._table.days(terms.latest if status == "former" else terms.earliest)}
        choose = min if status == "former" else max
        for tenure, value in self._table.pairs(terms.tenureStatus):
            days = self._table.published((tenure, iri(terms.tenureStatus), value))
            if value == f'"{status}"' and tenure not in bounded and days:
                yield tenure, choose(days)

    def _dependent(self) -> Iterator[str]:
        """Parts whose wholes are all gone, and statements about what is gone."""
        wholes = defaultdict(set)
        for predicate in _PARTS:
            for whole, part in self._table.pairs(predicate):
                wholes[part].add(whole)
        yield from (part for part, of in wholes.items() if of <= self.later)
        yield from (said for said, about in self._table.pairs(terms.about) if about in self.later)

    def _changes_force(self, thing: str) -> bool:
        return thing in self._table.of_class(terms.ForceChange)


def _concluded(fact: Fact, table: Table) -> bool:
    """Whether a rule made the fact: under an inferred property, or about a change of force."""
    return fact[1][1:-1] in INFERRED or fact[0] in table.of_class(terms.ForceChange)


def _changes_after(found: Inferred, day: date) -> Iterator[str]:
    """The changes of force that come after the day."""
    changes = {fact[0] for fact in found.derivations if fact[1] == iri(terms.forceOf)}
    for thing, predicate, value in found.descriptions:
        if predicate == iri(terms.earliest) and thing in changes and date.fromisoformat(value[1:11]) > day:
            yield thing


def _without(found: Inferred, gone: set[str]) -> Inferred:
    derivations = {fact: how for fact, how in found.derivations.items() if not gone.intersection(fact)}
    return Inferred(derivations, frozenset(fact for fact in found.descriptions if not gone.intersection(fact)))
