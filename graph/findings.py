"""Faults as findings: each with the words for what it is about and a passage to look at.

Labels and passages are looked up for many faults at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

import msgspec
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from ..ontology import terms
from ..ontology.vocabulary import LABELS
from .store import Store, Term

Severity = Literal["error", "warning"]

_BATCH: Final = 500
_LABELS: Final = (
    "VALUES ?entity { #IRIS# } { ?entity rdfs:label ?label } UNION { GRAPH ?g { ?entity rdfs:label ?label } }"
)
_FACTS: Final = """VALUES ?claim { #IRIS# }
  GRAPH ?g { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"""
_STATED: Final = """VALUES ?s { #IRIS# }
  GRAPH ?g { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; acta:passage ?passage .
             ?passage acta:exact ?exact }"""
_OWN: Final = """VALUES ?s { #IRIS# }
  GRAPH ?g { { ?s acta:exact ?exact } UNION { ?s acta:passage ?passage . ?passage acta:exact ?exact } }"""

_Fact: TypeAlias = tuple[str, str, str]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, or that an analyst may want to look up.

    ``check`` names the check that found it. ``passage`` quotes a source that states the fact at fault,
    or else speaks of the entity, where there is one.
    """

    check: str
    severity: Severity
    label: str
    message: str
    entity: str
    passage: str | None = None


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found, before it is put into words; ``told`` if the message is to tell the value."""

    check: str
    severity: Severity
    message: str
    entity: Term
    predicate: str | None = None
    value: Term | None = None
    told: bool = False


def findings(store: Store, faults: Sequence[Fault]) -> list[Finding]:
    """The faults put into words, errors first, each once."""
    shown = [fault.value for fault in faults if fault.told and fault.value is not None]
    labels = _Labels(store, [*(fault.entity for fault in faults), *shown])
    passages = _Passages(store, (fault.entity for fault in faults))
    found = {
        Finding(
            check=fault.check,
            severity=fault.severity,
            label=labels.of(fault.entity),
            message=_message(fault, labels),
            entity=text(fault.entity),
            passage=passages.of(fault),
        )
        for fault in faults
    }
    return sorted(found, key=lambda one: (one.severity, one.label, one.message, one.entity, one.check))


def text(term: object) -> str:
    """The IRI or the text of a term."""
    return term.value if isinstance(term, NamedNode | RdfLiteral) else str(term)


def _message(fault: Fault, labels: _Labels) -> str:
    told = fault.told and fault.value is not None and fault.value != fault.entity
    return f"{fault.message} (it is {labels.of(fault.value)})" if told else fault.message


class _Labels:
    """What to call a term in a message."""

    def __init__(self, store: Store, named: Iterable[object]) -> None:
        self._known = {**LABELS, terms.rdf_type: "is a"}
        self._read(store, named)
        unknown = [term for term in named if isinstance(term, NamedNode) and term.value not in self._known]
        facts = {text(claim): fact for claim, *fact in _rows(store, "?claim ?s ?p ?o", _FACTS, unknown)}
        self._read(store, (term for fact in facts.values() for term in fact))
        for claim, fact in facts.items():
            self._known[claim] = " · ".join(self.of(term) for term in fact)

    def of(self, term: object) -> str:
        """The label of an entity or term; of a claim, the fact that it states; else the term's own text."""
        return self._known.get(text(term)) or text(term)

    def _read(self, store: Store, named: Iterable[object]) -> None:
        for entity, label in _rows(store, "?entity ?label", _LABELS, named):
            self._known[text(entity)] = text(label)


class _Passages:
    """The first passage, in the order of letters, that states a fact or speaks of an entity."""

    def __init__(self, store: Store, entities: Iterable[Term]) -> None:
        wanted = list(entities)
        self._facts: dict[_Fact, str] = {}
        self._entities: dict[str, str] = {}
        for entity, exact in _rows(store, "?s (MIN(?exact) AS ?first)", _OWN, wanted, "GROUP BY ?s"):
            self._entities[text(entity)] = text(exact)
        for *fact, exact in _rows(store, "?s ?p ?o (MIN(?exact) AS ?first)", _STATED, wanted, "GROUP BY ?s ?p ?o"):
            stated, said = (text(fact[0]), text(fact[1]), text(fact[2])), text(exact)
            self._facts[stated] = said
            self._entities[stated[0]] = min(said, self._entities.get(stated[0], said))

    def of(self, fault: Fault) -> str | None:
        """The passage to look at for a fault, if there is any."""
        fact = (text(fault.entity), fault.predicate or "", text(fault.value))
        return self._facts.get(fact) or self._entities.get(fact[0])


def _rows(
    store: Store, columns: str, pattern: str, named: Iterable[object], grouped: str = ""
) -> Iterator[tuple[Term | None, ...]]:
    iris = sorted({str(term) for term in named if isinstance(term, NamedNode)})
    for batch in (iris[first : first + _BATCH] for first in range(0, len(iris), _BATCH)):
        where = pattern.replace("#IRIS#", " ".join(batch))
        yield from store.select(f"SELECT {columns} WHERE {{ {where} }} {grouped}").rows
