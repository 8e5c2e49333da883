"""JSON-LD: the asserted facts as objects with short names."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import IO, Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ..store import PREFIXES, Store
from .rdf import asserted

_PLAIN = {PREFIXES["xsd"] + "string", PREFIXES["xsd"] + "boolean", PREFIXES["rdf"] + "langString"}
_TYPE = PREFIXES["rdf"] + "type"
_LOCAL = re.compile(r".*[/#]([A-Za-z]\w*)")


def jsonld(store: Store, stream: IO[bytes]) -> None:
    """One JSON-LD document: a context, and the entities in the order of their IRIs."""
    import rdflib

    facts = asserted(store)
    graph = rdflib.Graph()
    graph.parse(data=serialize(facts, format=RdfFormat.N_TRIPLES) or b"", format="nt")
    names = context(facts)
    document = json.loads(graph.serialize(format="json-ld", context=names, use_native_types=True))
    entities = document.get("@graph", [document])
    ordered = {
        "@context": names,
        "@graph": sorted((_ordered(one) for one in entities if one.get("id")), key=lambda one: str(one["id"])),
    }
    stream.write(json.dumps(ordered, ensure_ascii=False, indent=1).encode() + b"\n")


def context(facts: Iterable[Triple]) -> dict[str, Any]:
    """The context: short names of the properties in use, with the type of their values where it is always one."""
    types: defaultdict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.predicate.value != _TYPE:
            types[fact.predicate.value].add(_type(fact.object))
    terms: dict[str, Any] = {"id": "@id", "type": "@type", "@vocab": PREFIXES["acta"], **PREFIXES}
    for predicate in sorted(types):
        local = _LOCAL.fullmatch(predicate)
        if local and local[1] not in terms:
            [kind, *more] = types[predicate]
            terms[local[1]] = predicate if more or not kind else {"@id": predicate, "@type": kind}
    return terms


def _type(value: object) -> str:
    if isinstance(value, NamedNode):
        return "@id"
    datatype = value.datatype.value if isinstance(value, Literal) else ""
    return "" if datatype in _PLAIN else datatype


def _ordered(entity: dict[str, Any]) -> dict[str, Any]:
    """Identity and label first, then the properties by name; several values in order."""
    first = [key for key in ("id", "type", "label") if key in entity]
    keys = [*first, *sorted(entity.keys() - set(first))]
    return {key: _sorted(entity[key]) for key in keys}


def _sorted(value: Any) -> Any:
    return sorted(value, key=lambda one: json.dumps(one, sort_keys=True)) if isinstance(value, list) else value
