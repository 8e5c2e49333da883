"""Sending a release to a SPARQL server, whose old release is replaced at the end and at once.

What is new is sent in pieces into graphs under ``urn:actagraph:staging/``, with other predicates, so
that no question finds it; then one update removes what has changed or gone, moves the new there, and
clears up. A graph whose triples are the same in both releases is not sent. A server that takes no
updates gets its graphs one by one by the Graph Store Protocol, and a reader may meanwhile see some
of the old and some of the new.

``urn:actagraph:published`` on the server tells which release it has and of which graphs. If a
publication is interrupted, the server has the old release or the new one, and the next publication
clears up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from typing import Final

import msgspec
from pyoxigraph import RdfFormat

from ..errors import BadGraph
from .server import Server
from .store import Store

REGISTRY: Final = "urn:actagraph:published"
"""The graph, and the thing in it, that tells what a server has."""

RELEASE: Final = "http://purl.org/dc/terms/identifier"
DEFAULT_GRAPH: Final = "http://www.w3.org/ns/sparql-service-description#defaultGraph"
_NAMED: Final = "http://www.w3.org/ns/sparql-service-description#namedGraph"
_PLAN, _STAGING, _STAGED = "urn:actagraph:plan", "urn:actagraph:staging/", "urn:actagraph:staged/"
_STAGE, _TO, _DROP = "urn:actagraph:stage", "urn:actagraph:to", "urn:actagraph:drop"
_DEFAULT, _UNDER_WAY = "default", "under way"
_MOST_LINES, _MOST_BYTES = 1000, 500_000
"""Triples and bytes of one request while data is staged."""

_CLEAR = (
    f"DELETE {{ GRAPH ?t {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{_PLAN}> {{ <{_PLAN}> <{_STAGE}> ?t }} "
    f"GRAPH ?t {{ ?s ?p ?o }} }}",
    f"CLEAR SILENT GRAPH <{_PLAN}>",
)
_REMOVE = (
    f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{_PLAN}> {{ <{_PLAN}> <{_DROP}> ?g }} "
    f"GRAPH ?g {{ ?s ?p ?o }} }}"
)
_MOVE = (
    f"INSERT {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{_PLAN}> {{ ?t <{_TO}> ?g }} "
    f'GRAPH ?t {{ ?s ?q ?o }} BIND(IRI(STRAFTER(STR(?q), "{_STAGED}")) AS ?p) }}'
)
_MOVE_DEFAULT = (
    f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{_STAGING}{_DEFAULT}> {{ ?s ?q ?o }} "
    f'BIND(IRI(STRAFTER(STR(?q), "{_STAGED}")) AS ?p) }}'
)

Progress = Callable[[int, int], None]


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What a publication did, or with ``dry_run`` would do.

    ``before`` is the release that the server had. ``triples`` were sent in ``graphs`` graphs,
    ``removed`` are graphs that went. ``url`` is where the server answers queries. ``at_once`` is
    whether one update replaced the old release, or else the graphs were replaced one by one.
    """

    url: str
    release: str
    before: str | None
    triples: int
    graphs: int
    removed: int
    at_once: bool
    dry_run: bool = False


class _Held(msgspec.Struct, frozen=True):
    """What a server has: a release, the graph of its facts if it is a named one, and each graph's hash."""

    release: str | None = None
    facts: str | None = None
    graphs: dict[str, str] = {}


class _Graph(msgspec.Struct, frozen=True):
    """One graph of a release: its name here and there (None is the default graph), and its hash."""

    here: str | None
    there: str | None
    digest: str
    triples: int


def publish(
    store: Store,
    release: str,
    base: str,
    server: Server,
    *,
    dry_run: bool = False,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Published:
    """Make a release what a server answers from.

    Args:
        store: the release's quads.
        release: its name.
        base: the base of the graph's IRIs, under which a server without a default graph of its own keeps the facts.
        server: where to.
        dry_run: only find out what would be sent.
        overwrite: replace a default graph that no publication put there.
        progress: called with the triples sent so far, and those to send.

    Raises:
        BadGraph: the server does not answer, refuses, or has other data in its default graph.
    """
    sending = _Sending(store, server, progress)
    held = sending.held()
    facts = held.facts if held.release or dry_run else sending.facts_graph(base)
    if not (held.release or facts or overwrite or dry_run) and server.ask("ASK { ?s ?p ?o }"):
        where = server.addresses.query
        raise BadGraph(f"the default graph of {where} holds data of others; --overwrite replaces it")
    graphs = sending.graphs(facts)
    new = [graph for graph in graphs if held.graphs.get(graph.there or _DEFAULT) != graph.digest]
    gone = sorted(held.graphs.keys() - {graph.there or _DEFAULT for graph in graphs})
    at_once = server.addresses.update is not None
    if not dry_run and (new or gone or held.release != release):
        registry = _registry(release, facts, graphs)
        send = sending.at_once if at_once else sending.one_by_one
        send(new, gone, registry)
        if (has := sending.held().release) != release:
            raise BadGraph(f"{server.addresses.query} took it all and has release {has}; look into the server's log")
    return Published(
        url=server.addresses.query,
        release=release,
        before=held.release,
        triples=sum(graph.triples for graph in new),
        graphs=len(new),
        removed=len(gone),
        at_once=at_once,
        dry_run=dry_run,
    )


class _Sending:
    """The requests of one publication."""

    def __init__(self, store: Store, server: Server, progress: Progress | None) -> None:
        self._store, self._server = store, server
        self._progress = progress or (lambda sent, total: None)
        self._sent = self._total = 0

    def held(self) -> _Held:
        """What the server has."""
        found = self._server.select(f"SELECT ?s ?p ?o {{ GRAPH <{REGISTRY}> {{ ?s ?p ?o }} }}")
        about = {predicate: value for subject, predicate, value in found if subject == REGISTRY}
        named = {value for subject, predicate, value in found if predicate == _NAMED}
        hashes = {subject: value for subject, predicate, value in found if predicate == RELEASE and subject != REGISTRY}
        graphs = {name.removeprefix(f"{REGISTRY}/"): hashes.get(name, "") for name in named}
        return _Held(about.get(RELEASE), about.get(DEFAULT_GRAPH), graphs)

    def facts_graph(self, base: str) -> str | None:
        """The named graph for the facts where the default graph is the union of all graphs, else None."""
        probe, ask = f"<{_PLAN}> <{_STAGE}> <{_STAGING}probe> .", f"ASK {{ <{_PLAN}> <{_STAGE}> <{_STAGING}probe> }}"
        if self._server.addresses.update is None:
            self._server.put(_PLAN, probe.encode())
            union = self._server.ask(ask)
            self._server.delete(_PLAN)
        else:
            self._server.update(f"INSERT DATA {{ GRAPH <{_PLAN}> {{ {probe} }} }}")
            union = self._server.ask(ask)
            self._server.update(" ;\n".join(_CLEAR))
        return f"{base}graph/facts" if union else None

    def graphs(self, facts: str | None) -> list[_Graph]:
        """The graphs of the release, with what they are called on the server."""
        return [self._graph(name, name or facts) for name in (None, *self._store.graphs())]

    def at_once(self, new: list[_Graph], gone: list[str], registry: bytes) -> None:
        """Stage what is new, then replace the old in one update."""
        self._total = sum(graph.triples for graph in new) + registry.count(b"\n")
        in_default = any(graph.there is None for graph in new)
        staged = [graph.there for graph in new if graph.there is not None]
        leaving = {*gone, *staged, REGISTRY} - {_DEFAULT}
        default = (f"CLEAR SILENT GRAPH <{_STAGING}{_DEFAULT}>",)
        self._server.update(" ;\n".join((*_CLEAR, *default)))
        plan = [f"<{_PLAN}> <{_DROP}> <{name}> ." for name in sorted(leaving)]
        for name in [*staged, REGISTRY]:
            plan.append(f"<{_PLAN}> <{_STAGE}> <{_STAGING}{name}> . <{_STAGING}{name}> <{_TO}> <{name}> .")
        self._insert(_PLAN, iter(plan))
        for graph in new:
            self._insert(f"{_STAGING}{graph.there or _DEFAULT}", map(_staged, self._lines(graph.here)))
        self._insert(f"{_STAGING}{REGISTRY}", map(_staged, registry.splitlines()))
        swap = ("CLEAR DEFAULT", _MOVE_DEFAULT, *default) if in_default else ()
        self._server.update(" ;\n".join((_REMOVE, _MOVE, *swap, *_CLEAR)))

    def one_by_one(self, new: list[_Graph], gone: list[str], registry: bytes) -> None:
        """Replace graph by graph; until the end the registry knows no hashes, so an interrupted one is sent anew."""
        self._total = sum(graph.triples for graph in new)
        held = self.held()
        names = {graph.there or _DEFAULT: "" for graph in new} | dict.fromkeys(held.graphs, "")
        self._server.put(REGISTRY, _entries(held.release or _UNDER_WAY, held.facts, names))
        for graph in new:
            lines = list(self._lines(graph.here))
            self._server.put(graph.there, b"\n".join(lines) + b"\n")
            self._count(len(lines))
        for name in gone:
            self._server.delete(name)
        self._server.put(REGISTRY, registry)

    def _insert(self, graph: str, lines: Iterator[str]) -> None:
        for piece in _pieces(lines):
            self._server.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n" + "\n".join(piece) + "\n} }")
            if graph != _PLAN:
                self._count(len(piece))

    def _count(self, sent: int) -> None:
        self._sent += sent
        self._progress(self._sent, self._total)

    def _graph(self, here: str | None, there: str | None) -> _Graph:
        lines = list(self._lines(here))
        return _Graph(here, there, hashlib.sha256(b"\n".join(sorted(lines))).hexdigest(), len(lines))

    def _lines(self, graph: str | None) -> Iterator[bytes]:
        stream = BytesIO()
        self._store.dump_graph(stream, graph, RdfFormat.N_TRIPLES)
        return iter(stream.getvalue().splitlines())


def _registry(release: str, facts: str | None, graphs: list[_Graph]) -> bytes:
    return _entries(release, facts, {graph.there or _DEFAULT: graph.digest for graph in graphs})


def _entries(release: str, facts: str | None, graphs: dict[str, str]) -> bytes:
    """The registry as N-Triples."""
    lines = [f'<{REGISTRY}> <{RELEASE}> "{release}" .']
    if facts is not None:
        lines.append(f"<{REGISTRY}> <{DEFAULT_GRAPH}> <{facts}> .")
    for name, digest in sorted(graphs.items()):
        node = f"{REGISTRY}/{_DEFAULT}" if name == _DEFAULT else name
        lines += [f"<{REGISTRY}> <{_NAMED}> <{node}> .", f'<{node}> <{RELEASE}> "{digest}" .']
    return "".join(f"{line}\n" for line in lines).encode()


def _staged(line: bytes) -> str:
    """A line of N-Triples with a predicate that no question asks for."""
    subject, predicate, rest = line.decode().split(" ", 2)
    return f"{subject} <{_STAGED}{predicate[1:]} {rest}"


def _pieces(lines: Iterator[str]) -> Iterator[list[str]]:
    """The lines in pieces that a server takes in one request."""
    piece: list[str] = []
    size = 0
    for line in chain(lines, [""]):
        if piece and (not line or len(piece) == _MOST_LINES or size + len(line) > _MOST_BYTES):
            yield piece
            piece, size = [], 0
        if line:
            piece.append(line)
            size += len(line)
