"""What follows from a graph's facts by the rules of the ontology, each conclusion with its premises.

Rules are asked until nothing new follows, after the first round only of what the last one concluded
(semi-naive evaluation). Of several ways to a conclusion the one in the fewest rounds is kept, and of
these the first in order, so that the same facts always give the same inferences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

import msgspec
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat
from pyoxigraph import Store as Oxigraph

from ..ontology.rules import NEW, Pattern, Rule, rules
from ..ontology.vocabulary import INFERRED

Fact = tuple[str, str, str]
"""Subject, predicate and object as N-Triples terms."""


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
        self._read = frozenset(predicate for rule in using if rule.recursive for predicate in rule.reads)
        self._derivations: dict[Fact, Derivation] = {}
        self._descriptions: set[Fact] = set()

    def run(self) -> Inferred:
        found = self._round((rule, rule.select) for rule in self._rules if not rule.recursive)
        while found:
            self._derivations |= found
            self._add(found)
            new = {fact[1] for fact in found}
            found = self._round((rule, query) for rule in self._rules for of, query in rule.deltas if of in new)
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
        conclusions, premises = _Patterns(rule.conclusions, names), _Patterns(rule.premises, names)
        inferred = [pattern[1][1:-1] in INFERRED or pattern[1][0] == "?" for pattern in rule.conclusions]
        for row in answers:
            terms = [term and str(term) for term in row]
            derivation = Derivation(rule.name, tuple(filter(None, premises.of(terms))))
            for fact, concluded in zip(conclusions.of(terms), inferred, strict=True):
                if fact and concluded:
                    yield fact, derivation
                elif fact:
                    self._descriptions.add(fact)

    def _add(self, found: Mapping[Fact, Derivation]) -> None:
        """Make the new facts that rules ask for known, and alone in the graph of new ones."""
        read = [" ".join(fact) for fact in found if fact[1] in self._read]
        self._store.remove_graph(NamedNode(NEW))
        lines = (f"{triple} .\n{triple} <{NEW}> .\n" for triple in read)
        self._store.bulk_load("".join(lines).encode(), format=RdfFormat.N_QUADS)


class _Patterns:
    """Triple patterns to be filled with the terms of rows; unfilled where a variable is not bound."""

    def __init__(self, patterns: Sequence[Pattern], names: Sequence[str]) -> None:
        constants = [term for pattern in patterns for term in pattern if term[0] != "?"]
        places = {term: place for place, term in enumerate((*names, *constants))}
        self._constants: list[str | None] = [*constants]
        self._places = [itemgetter(*(places[term] for term in pattern)) for pattern in patterns]

    def of(self, terms: list[str | None]) -> list[Fact | None]:
        filled = [place(terms + self._constants) for place in self._places]
        return [None if None in one else one for one in filled] if None in terms else filled
