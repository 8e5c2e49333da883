"""What follows from a graph's facts by the rules of the ontology, each conclusion with its premises.

Rules are asked until nothing new follows, after the first round only of what the last one concluded
(semi-naive evaluation). Of several ways to a conclusion the one in the fewest rounds is kept, and of
these the first in order, so that the same facts always give the same inferences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat
from pyoxigraph import Store as Oxigraph

from ..ontology.rules import NEW, Pattern, Rule, rules
from ..ontology.vocabulary import INFERRED

Fact = tuple[str, str, str]
"""Subject, predicate and object as N-Triples terms."""

_NEW = NamedNode(NEW)


class Derivation(msgspec.Struct, frozen=True, order=True):
    """How a fact was concluded: the rule's name and the facts that it rests on."""

    rule: str
    premises: tuple[Fact, ...]


class Inferred(msgspec.Struct, frozen=True):
    """What follows: conclusions of inferred properties with their derivations, and what describes new nodes."""

    derivations: dict[Fact, Derivation]
    descriptions: frozenset[Fact]


def infer(nquads: bytes, using: Iterable[Rule] | None = None) -> Inferred:
    """What follows from the facts in the default graph of some N-Quads.

    Args:
        nquads: facts; quads of named graphs are no facts and are not looked at.
        using: the rules; those of the ontology where None.
    """
    store = Oxigraph()
    store.bulk_load(nquads, format=RdfFormat.N_QUADS)
    return _Inference(store, tuple(rules() if using is None else using)).run()


class _Inference:
    def __init__(self, store: Oxigraph, using: tuple[Rule, ...]) -> None:
        self._store, self._rules = store, using
        self._derivations: dict[Fact, Derivation] = {}
        self._descriptions: set[Fact] = set()

    def run(self) -> Inferred:
        found = self._round((rule, rule.select) for rule in self._rules if not rule.recursive)
        while found:
            self._derivations |= found
            self._add(found)
            found = self._round((rule, query) for rule in self._rules for query in rule.deltas)
        return Inferred(self._derivations, frozenset(self._descriptions))

    def _round(self, asked: Iterable[tuple[Rule, str]]) -> dict[Fact, Derivation]:
        found: dict[Fact, Derivation] = {}
        for rule, query in asked:
            for fact, derivation in self._concluded(rule, query):
                if fact not in self._derivations and (fact not in found or derivation < found[fact]):
                    found[fact] = derivation
        return found

    def _concluded(self, rule: Rule, query: str) -> Iterator[tuple[Fact, Derivation]]:
        answers = self._store.query(query)
        assert isinstance(answers, QuerySolutions)
        names = [f"?{variable.value}" for variable in answers.variables]
        for row in answers:
            bound = {name: str(term) for name, term in zip(names, row, strict=True) if term is not None}
            premises = tuple(filter(None, (_fact(pattern, bound) for pattern in rule.premises)))
            derivation = Derivation(rule.name, premises)
            for pattern in rule.conclusions:
                if fact := _fact(pattern, bound):
                    if fact[1][1:-1] in INFERRED:
                        yield fact, derivation
                    else:
                        self._descriptions.add(fact)

    def _add(self, found: Mapping[Fact, Derivation]) -> None:
        """Make the new facts known, and alone in the graph of new ones."""
        self._store.remove_graph(_NEW)
        self._store.extend(
            Quad(NamedNode(s[1:-1]), NamedNode(p[1:-1]), NamedNode(o[1:-1]), graph)
            for s, p, o in found  # all lead from IRIs to IRIs
            for graph in (DefaultGraph(), _NEW)
        )


def _fact(pattern: Pattern, bound: Mapping[str, str]) -> Fact | None:
    """The triple that a pattern gives; None where a variable is not bound."""
    subject, predicate, value = (bound.get(term) if term[0] == "?" else term for term in pattern)
    return (subject, predicate, value) if subject and predicate and value else None
