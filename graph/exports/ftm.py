"""FollowTheMoney entities as JSON lines: who holds which position, who sues whom, what an order binds.

``data/ftm.tsv`` says which class becomes which schema and which facts its properties, ``data/ftm-links.tsv`` which
facts are entities of their own. Both read facts, so nothing that is only alleged gets in. An entity that came
from FollowTheMoney keeps its id. https://followthemoney.tech/explorer/
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import IO, Final

from pyoxigraph import Literal, NamedNode

from ..iris import short_hash
from ..store import Store
from ..wording import data, rows, slug

_SCHEME: Final = "ftm:"
_ID: Final = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_BODIES: Final = frozenset(("PublicBody", "Organization"))
_PARTIES: Final = frozenset(("Person", "LegalEntity")) | _BODIES
_RANGES: Final = {
    "parent": _PARTIES,
    "organization": _BODIES,
    "holder": frozenset(("Person",)),
    "post": frozenset(("Position",)),
    "member": _PARTIES,
    "organizer": _PARTIES,
    "involved": _PARTIES,
    "case": frozenset(("CourtCase",)),
    "document": frozenset(("Document",)),
}
"""The schemata that a property can point at; any other property points at anything."""
_NEEDED: Final = {
    "Occupancy": ("holder", "post"),
    "Membership": ("member", "organization"),
    "CourtCaseParty": ("case", "party"),
    "Documentation": ("document", "entity"),
}
_ROLES = """SELECT DISTINCT ?case ?party ?role WHERE {
  ?case acta:partyRole ?node . ?node acta:rolePlayer ?party ; acta:roleKind/rdfs:label ?role }"""
_SOURCES = """SELECT DISTINCT ?thing ?uri WHERE {
  GRAPH ?graph { ?claim rdf:subject ?thing ; acta:source ?source . ?source acta:uri ?uri } }"""

Properties = dict[str, set[str]]


def ftm(store: Store, stream: IO[bytes]) -> None:
    """One entity a line, by their ids."""
    for entity in _Entities(store).entities():
        stream.write(json.dumps(entity, ensure_ascii=False, sort_keys=True).encode() + b"\n")


class _Entities:
    """What the facts of a graph are as entities."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._schemata: dict[str, str] = {}
        self._properties: dict[str, Properties] = defaultdict(lambda: defaultdict(set))
        self._table = list(rows(data("ftm.tsv")))
        for cls, _, schema, _, _ in self._table:
            for (thing,) in self._select(f"SELECT DISTINCT ?s WHERE {{ ?s a acta:{cls} }}"):
                self._schemata.setdefault(thing, schema)
        self._ids = dict(self._named())

    def entities(self) -> Iterator[dict[str, object]]:
        """The entities, sorted, without those that lack an end."""
        for cls, path, schema, name, value in self._table:
            for thing, given in self._select(f"SELECT DISTINCT ?s ?v WHERE {{ ?s a acta:{cls} ; {path} ?v }}"):
                if self._schemata[thing] == schema:
                    self._add(self._ids[thing], name, given, value)
        for thing, uri in self._select(_SOURCES):
            if thing in self._ids and uri.startswith(("http://", "https://")):
                self._properties[self._ids[thing]]["sourceUrl"].add(uri)
        of = {id: self._schemata[thing] for thing, id in self._ids.items()} | dict(self._links())
        for id in sorted(of):
            properties = self._properties[id]
            if all(properties.get(name) for name in _NEEDED.get(of[id], ())):
                kept = {name: sorted(values) for name, values in properties.items() if values}
                yield {"id": id, "schema": of[id], "properties": kept}

    def _named(self) -> Iterator[tuple[str, str]]:
        """Each thing with its id: that which it came with, else one made of its IRI."""
        came: dict[str, str] = {}
        for thing, identifier in self._select("SELECT ?s ?v WHERE { ?s acta:identifier ?v }"):
            id = identifier.removeprefix(_SCHEME)
            if identifier.startswith(_SCHEME) and _ID.fullmatch(id):
                came[thing] = min(id, came.get(thing, id))
        taken: set[str] = set()
        for thing in sorted(self._schemata):
            id = came.get(thing, "")
            if not id or id in taken:
                id = f"acta-{slug(thing.rpartition('/id/')[2].replace('/', ' '))}-{short_hash(thing, 8)}"
            taken.add(id)
            yield thing, id

    def _add(self, id: str, name: str, given: str, value: str) -> None:
        if value == "ref":
            if given in self._ids and self._fits(name, given):
                self._properties[id][name].add(self._ids[given])
        elif value != "date" or _DATE.fullmatch(given):
            self._properties[id][name].add(given)

    def _fits(self, name: str, thing: str) -> bool:
        return name not in _RANGES or self._schemata[thing] in _RANGES[name]

    def _links(self) -> Iterator[tuple[str, str]]:
        """The facts that are entities of their own: their ids and schemata."""
        for path, schema, source, target, role in rows(data("ftm-links.tsv")):
            for one, other in self._select(f"SELECT DISTINCT ?s ?v WHERE {{ ?s {path} ?v }}"):
                yield from self._link(schema, (source, one), (target, other), role)
        for case, party, role in self._select(_ROLES):
            yield from self._link("CourtCaseParty", ("case", case), ("party", party), role)

    def _link(
        self, schema: str, source: tuple[str, str], target: tuple[str, str], role: str
    ) -> Iterator[tuple[str, str]]:
        ends = (source, target)
        if not all(thing in self._ids and self._fits(name, thing) for name, thing in ends):
            return
        id = f"acta-{schema.lower()}-{short_hash(' '.join((source[1], target[1], role)), 16)}"
        for name, thing in ends:
            self._properties[id][name].add(self._ids[thing])
        self._properties[id]["role"].add(role)
        yield id, schema

    def _select(self, query: str) -> Iterator[tuple[str, ...]]:
        for row in self._store.select(query).rows:
            if all(isinstance(term, NamedNode | Literal) for term in row):
                yield tuple(term.value for term in row if term is not None)
