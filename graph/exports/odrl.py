"""ODRL 2.2: each instrument with provisions as a policy, under the profile ``ontology/odrl-profile.ttl``.

The queries ``data/odrl-*.rq`` say what becomes of what; https://www.w3.org/TR/odrl-model/ says what a policy
is. They read facts, so nothing that is only alleged gets in. IRIs are those of the graph with a tail, such
as ``/rule``: they stay, and there are no blank nodes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from importlib.resources import files
from typing import IO, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ...ontology import terms
from ..store import PREFIXES, Store
from .deadlines import day_of
from .odrl_json import document
from .rdf import stable

ODRL: Final = "http://www.w3.org/ns/odrl/2/"
PROFILE: Final = "https://w3id.org/actagraph/odrl"
NAMESPACES: Final = {
    **{name: PREFIXES[name] for name in ("acta", "edtf", "rdfs", "skos", "xsd")},
    "acta-odrl": f"{PROFILE}#",
    "dcterms": "http://purl.org/dc/terms/",
    "odrl": ODRL,
    "prov": "http://www.w3.org/ns/prov#",
}
_QUERIES: Final = (
    "policies",
    "issued",
    "rules",
    "targets",
    "actions",
    "parties",
    "constraints",
    "force",
    "force-constraints",
    "evidence",
    "held",
    "issuers",
    "force-evidence",
)
_DERIVED: Final = NamedNode(NAMESPACES["prov"] + "wasDerivedFrom")
_SOURCE: Final = NamedNode(NAMESPACES["dcterms"] + "source")
_RIGHT: Final = NamedNode(ODRL + "rightOperand")
_DEADLINE: Final = NamedNode(f"{PROFILE}#deadline")
_FUNCTIONS: Final = {ODRL + "assigner", ODRL + "assignee", f"{PROFILE}#beneficiary", f"{PROFILE}#onBehalfOf"}
_ROLES: Final = {
    "assigner": "all who issued it",
    "assignee": "all whom it binds or permits",
    "beneficiary": "all whom it protects or serves",
    "onBehalfOf": "all whose act it is",
}
_BATCH: Final = 500
_DESCRIPTION: Final = """
CONSTRUCT { ?node ?property ?value } WHERE {
  VALUES ?node { %s }
  VALUES ?property {
    rdf:type rdfs:label acta:exact acta:start acta:end acta:source
    acta:title acta:publisher acta:published acta:uri acta:sha256
  }
  GRAPH ?graph { ?node ?property ?value }
}"""


def odrl(store: Store, stream: IO[bytes]) -> None:
    """The policies as one JSON-LD document, rules within their policies."""
    stream.write(document(policies(store), NAMESPACES))


def odrl_turtle(store: Store, stream: IO[bytes]) -> None:
    """The policies as Turtle, subjects in alphabetical order."""
    stream.write(stable(serialize(policies(store), format=RdfFormat.TURTLE, prefixes=NAMESPACES)))


def policies(store: Store) -> list[Triple]:
    """All triples of the export, sorted: policies, rules, parties, and the passages that state them."""
    found = {triple for name in _QUERIES for triple in store.construct(_query(name))}
    found |= set(_dated(found))
    found = set(_collected(found))
    for link in (_DERIVED, _SOURCE):
        cited = {triple.object for triple in found if triple.predicate == link}
        found |= set(_described(store, sorted(map(str, cited))))
    return sorted(found, key=str)


def _query(name: str) -> str:
    return files("actagraph.graph").joinpath("data", f"odrl-{name}.rq").read_text("utf-8")


def _collected(triples: Iterable[Triple]) -> Iterator[Triple]:
    """A rule has one party of each function: several become the members of a collection of the rule's own."""
    parties: defaultdict[tuple[NamedNode, NamedNode], list[NamedNode]] = defaultdict(list)
    for one in triples:
        if one.predicate.value in _FUNCTIONS:
            parties[one.subject, one.predicate].append(one.object)  # type: ignore[index,arg-type]
        else:
            yield one
    for (rule, function), members in parties.items():
        if len(members) == 1:
            yield Triple(rule, function, members[0])
        else:
            yield from _collection(rule, function, members)


def _collection(rule: NamedNode, function: NamedNode, members: list[NamedNode]) -> Iterator[Triple]:
    role = re.split("[/#]", function.value)[-1]
    whole = NamedNode(f"{rule.value}/{role}")
    yield Triple(rule, function, whole)
    yield Triple(whole, NamedNode(terms.rdf_type), NamedNode(ODRL + "PartyCollection"))
    yield Triple(whole, NamedNode(ODRL + "uid"), whole)
    yield Triple(whole, NamedNode(terms.rdfs_label), Literal(_ROLES[role]))
    for member in members:
        yield Triple(member, NamedNode(ODRL + "partOf"), whole)


def _described(store: Store, nodes: list[str]) -> Iterator[Triple]:
    """What is told of passages and of sources: quotation and offsets, title and hash."""
    for first in range(0, len(nodes), _BATCH):
        yield from store.construct(_DESCRIPTION % " ".join(nodes[first : first + _BATCH]))


def _dated(triples: Collection[Triple]) -> Iterator[Triple]:
    """Beside each deadline whose words are a day, a constraint of ODRL's own on the day of the action."""
    deadlines: dict[object, list[Triple]] = {one.subject: [] for one in triples if one.object == _DEADLINE}
    for one in triples:
        for node in (one.subject, one.object):
            if node in deadlines:
                deadlines[node].append(one)
    for constraint, said in deadlines.items():
        words = next(one.object for one in said if one.predicate == _RIGHT)
        if isinstance(constraint, NamedNode) and isinstance(words, Literal):
            yield from _day_constraint(constraint, words.value, said)


def _day_constraint(constraint: NamedNode, words: str, said: Iterable[Triple]) -> Iterator[Triple]:
    if (found := day_of(words)) is None:
        return
    day, excluded = found
    other = NamedNode(f"{constraint.value}-day")
    replaced: dict[object, NamedNode | Literal] = {
        ODRL + "leftOperand": NamedNode(ODRL + "dateTime"),
        ODRL + "operator": NamedNode(ODRL + ("lt" if excluded else "lteq")),
        ODRL + "rightOperand": Literal(day.isoformat(), datatype=NamedNode(terms.xsd_date)),
        ODRL + "uid": other,
        ODRL + "constraint": other,
    }
    for one in said:
        subject = other if one.subject == constraint else one.subject
        yield Triple(subject, one.predicate, replaced.get(one.predicate.value, one.object))
