"""Whether a graph is sound: shapes for each record, dates, and what only several facts together show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, cast

import msgspec

from ..ontology.dates import bounds
from ..ontology.model import turtle
from .check_rules import rules
from .findings import Fault, Finding, Severity, findings, text
from .shacl import Constraint, compiled
from .store import Store, Term

__all__ = ["Check", "Finding", "check", "checks", "shape_faults"]

CONTRADICTED: Final = "contradicted-judgement"
"""The check of a graph's ledger, which is asked beside its store."""
_DATE: Final = "possible-date"
# of evidence, only what claims state and what is said of sources can be dates: the rest is most of a graph
_DATES: Final = """SELECT DISTINCT ?date WHERE {
  { ?s ?p ?date FILTER(DATATYPE(?date) = edtf:EDTF) }
  UNION { GRAPH ?g { ?claim rdf:object ?date FILTER(DATATYPE(?date) = edtf:EDTF) } }
  UNION { GRAPH ?g { ?g ?p ?date FILTER(DATATYPE(?date) = edtf:EDTF) } } }"""
_DATED: Final = (
    "SELECT DISTINCT ?entity ?p ?date WHERE { { ?entity ?p ?date } UNION { GRAPH ?g { ?entity ?p ?date } } }"
)


class Check(msgspec.Struct, frozen=True):
    """One check: the name that its findings carry, how grave they are, and what it asks."""

    name: str
    severity: Severity
    summary: str


def check(store: Store) -> list[Finding]:
    """Everything wrong with a graph, errors first; an empty list if it is sound.

    Facts and evidence are held to the SHACL shapes of the ontology, dates to EDTF, and both to
    the cross-fact rules in ``data/check-*.rq``.
    """
    across = [fault for rule in rules() for fault in rule.faults(store)]
    return findings(store, [*shape_faults(store, _constraints()), *_dates(store), *across])


def checks() -> list[Check]:
    """All checks: those of the shapes in the order of their file, then that of dates, then the rules."""
    dates = Check(_DATE, "error", "A date cannot be, or is not written in EDTF.")
    judged = Check(CONTRADICTED, "warning", "A judgement contradicts another, or what rules out that two are one.")
    return [*_shape_checks(), dates, *(Check(one.name, one.severity, one.summary) for one in rules()), judged]


def _shape_checks() -> Iterator[Check]:
    said: dict[tuple[str, Severity, str], list[str]] = {}
    for one in _constraints():
        said.setdefault((one.check, one.severity, one.title), []).append(one.message)
    for (name, severity, title), messages in said.items():
        yield Check(name, severity, f"{title}: {'; '.join(dict.fromkeys(messages))}")


def shape_faults(store: Store, constraints: Sequence[Constraint]) -> Iterator[Fault]:
    """What violates the constraints: in the default graph, and in each named graph by itself.

    A constraint is not asked where none of its targets is.
    """
    targets = sorted({target for one in constraints for target in one.targets})
    for named in (False, True):
        present = {target for target in targets if store.ask(_presence(*target, named))}
        for one in constraints:
            if present & set(one.targets):
                yield from _violations(store, one, one.evidence if named else one.facts)


def _presence(kind: str, iri: str, named: bool) -> str:
    pattern = f"?s a <{iri}>" if kind == "targetClass" else f"?s <{iri}> ?o"
    return f"ASK {{ GRAPH ?g {{ {pattern} }} }}" if named else f"ASK {{ {pattern} }}"


def _violations(store: Store, one: Constraint, query: str) -> Iterator[Fault]:
    for entity, *values in store.select(query).rows:
        yield Fault(
            check=one.check,
            severity=one.severity,
            message=one.message,
            entity=cast("Term", entity),
            predicate=one.predicate,
            value=values[0] if values else None,
            told=True,
        )


def _dates(store: Store) -> Iterator[Fault]:
    for (value,) in store.select(_DATES).rows:
        try:
            bounds(text(value))
        except ValueError as error:
            yield from _dated(store, cast("Term", value), str(error))


def _dated(store: Store, value: Term, message: str) -> Iterator[Fault]:
    for entity, predicate, _ in store.select(_DATED, {"date": value}).rows:
        yield Fault(
            check=_DATE,
            severity="error",
            message=message,
            entity=cast("Term", entity),
            predicate=text(predicate),
            value=value,
        )


@cache
def _constraints() -> tuple[Constraint, ...]:
    return tuple(compiled(turtle("shapes")))
