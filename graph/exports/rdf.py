"""RDF: canonical N-Quads and TriG with everything, Turtle with the asserted facts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import IO

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from ..store import PREFIXES, Store

_PREFIX_NAME = re.compile(r"[a-z][a-z0-9-]*")


def nquads(store: Store, stream: IO[bytes]) -> None:
    """All quads as canonical N-Quads lines in the order of their bytes."""
    lines = (serialize([quad], format=RdfFormat.N_QUADS) or b"" for quad in store.quads())
    stream.writelines(sorted(lines))


def trig(store: Store, stream: IO[bytes]) -> None:
    """All quads as TriG: asserted facts first, then each source's graph."""
    quads = sorted(store.quads(), key=_graph_first)
    stream.write(stable(serialize(quads, format=RdfFormat.TRIG, prefixes=_prefixes(asserted(store)))))


def turtle(store: Store, stream: IO[bytes]) -> None:
    """The asserted facts as Turtle, subjects in alphabetical order."""
    facts = asserted(store)
    stream.write(stable(serialize(facts, format=RdfFormat.TURTLE, prefixes=_prefixes(facts))))


def asserted(store: Store) -> list[Triple]:
    """The triples of the default graph, sorted."""
    return sorted((quad.triple for quad in store.quads() if quad.graph_name == DefaultGraph()), key=str)


def _graph_first(quad: Quad) -> tuple[str, str]:
    graph = quad.graph_name
    return (graph.value if isinstance(graph, NamedNode) else "", str(quad.triple))


def _prefixes(facts: Iterable[Triple]) -> dict[str, str]:
    """The usual prefixes, and one for each kind of entity under the base: ``person:mike-johnston``."""
    subjects = {fact.subject.value for fact in facts if isinstance(fact.subject, NamedNode)}
    base = os.path.commonprefix(sorted(subjects)).rpartition("/")[0] + "/"
    names = {iri.removeprefix(base).partition("/")[0] for iri in subjects}
    own = {name: f"{base}{name}/" for name in names if _PREFIX_NAME.fullmatch(name) and name not in PREFIXES}
    return {**PREFIXES, **own}


def stable(text: bytes | None) -> bytes:
    """Prefixes in alphabetical order; the serialiser writes them in any."""
    lines = (text or b"").splitlines(keepends=True)
    count = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(sorted(lines[:count]) + lines[count:])
