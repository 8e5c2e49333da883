"""ODRL as JSON-LD: the short names of ``data/odrl-terms.tsv``, and what belongs to a policy within it."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from ..store import PREFIXES

_OWNED: Final = ("obligation", "permission", "prohibition", "action", "constraint", "acta-odrl:forceChange")
_LISTS: Final = frozenset(_OWNED) - {"action"}
_TYPE: Final = PREFIXES["rdf"] + "type"
_STRING: Final = PREFIXES["xsd"] + "string"
_NATIVE: Final[Mapping[str, Callable[[str], int]]] = {
    PREFIXES["xsd"] + "integer": int,
    PREFIXES["xsd"] + "boolean": "true".__eq__,
}
"""Datatypes that JSON has: a number or a truth value is one of JSON's own."""

About = Mapping[str, Mapping[str, list[NamedNode | Literal]]]
"""Values by subject and predicate."""


class Term(msgspec.Struct, frozen=True):
    """A short name: of a class or individual, or of a property with the type of its values."""

    name: str
    iri: str
    type: str


def document(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """One JSON-LD document: a context, and what no policy owns in the order of its IRIs, policies first."""
    about: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for one in triples:
        about[one.subject.value][one.predicate.value].append(one.object)  # type: ignore[union-attr]
    writer = _Writer(about, prefixes)
    found = {"@context": context(prefixes), "@graph": writer.roots()}
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"


def context(prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The context: prefixes, and the terms with the type of their values."""
    found: dict[str, Any] = {"id": "@id", "type": "@type", **prefixes}
    for term in terms():
        found[term.name] = {"@id": term.iri, "@type": term.type} if term.type else term.iri
    return {name: value for name, value in found.items() if name != value}


@cache
def terms() -> tuple[Term, ...]:
    """The terms, in the order in which an object shows them."""
    lines = files("actagraph.graph").joinpath("data", "odrl-terms.tsv").read_text("utf-8").splitlines()
    return tuple(Term(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


class _Writer:
    def __init__(self, about: About, prefixes: Mapping[str, str]) -> None:
        self._about, self._prefixes = about, prefixes
        self._terms = [(term, self._expanded(term.iri)) for term in terms()]
        self._names = {iri: term.name for term, iri in self._terms}
        self._types = {iri: self._expanded(term.type) for term, iri in self._terms}
        self._owned = {iri for term, iri in self._terms if term.name in _OWNED}

    def roots(self) -> list[dict[str, Any]]:
        """What no other object holds, policies first."""
        held = {
            value.value
            for facts in self._about.values()
            for predicate in self._owned & facts.keys()
            for value in facts[predicate]
        }
        policy = self._expanded("odrl:profile")
        subjects = sorted(self._about.keys() - held, key=lambda iri: (policy not in self._about[iri], iri))
        return [self._object(iri) for iri in subjects]

    def _object(self, iri: str) -> dict[str, Any]:
        facts, found = self._about[iri], dict[str, Any](id=iri)
        if _TYPE in facts:
            found["type"] = _one(sorted(map(self._name, facts[_TYPE])))
        for term, predicate in self._terms:
            if predicate in facts:
                values = [self._value(predicate, value) for value in facts[predicate]]
                found[term.name] = values if term.name in _LISTS else _one(values)
        return found

    def _value(self, predicate: str, value: NamedNode | Literal) -> Any:
        if predicate in self._owned:
            return self._object(value.value)
        kind = self._types[predicate]
        if isinstance(value, NamedNode):
            return {"@id": value.value} if kind == "" else self._name(value) if kind == "@vocab" else value.value
        datatype = value.datatype.value
        if datatype in _NATIVE and not kind:
            return _NATIVE[datatype](value.value)
        return (
            value.value
            if datatype == (kind or _STRING)
            else {"@value": value.value, "@type": self._name(value.datatype)}
        )

    def _name(self, term: NamedNode | Literal) -> str:
        """A class, operator or operand by its short name, else with its prefix."""
        iri = term.value
        if iri in self._names:
            return self._names[iri]
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def _expanded(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return self._prefixes[prefix] + local if colon else name


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
