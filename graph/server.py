"""A SPARQL 1.1 server that takes data: where it does, what it takes, and the requests that it gets."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import msgspec
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions

from ..errors import BadGraph
from .http import Client, Credentials, Refused
from .results import read_results, truth
from .wording import data, rows

_UPDATE, _QUERY, _FORM = (
    "application/sparql-update",
    "application/sparql-query",
    "application/x-www-form-urlencoded",
)
_NOTHING = "INSERT DATA {}"
_UNREADABLE = (400, 405, 406, 415, 422, 500, 501)
"""What a server answers to a request of a kind that it does not take there."""


class Addresses(msgspec.Struct, frozen=True, kw_only=True):
    """Where a server answers queries, and takes updates or whole graphs; None where it does not."""

    query: str
    update: str | None = None
    store: str | None = None


class Server:
    """A server by its address; make one with :meth:`find`."""

    def __init__(self, addresses: Addresses, client: Client) -> None:
        self.addresses, self._client = addresses, client

    @classmethod
    def find(
        cls, url: str, credentials: Credentials | None = None, *, update: str | None = None, store: str | None = None
    ) -> Server:
        """The server behind an address: its root, or where it takes queries, updates or graphs.

        ``update`` and ``store`` say where, if it is none of the known places. An update is preferred.
        Raises BadGraph if nobody answers or nothing is taken, with what to do.
        """
        client = Client(credentials)
        refused: BadGraph | None = None
        tried = list(_candidates(url, update, store))
        for takes in (_takes_update, _takes_graphs):
            for addresses in tried:
                try:
                    if takes(client, addresses):
                        return cls(addresses if takes is _takes_update else _without_update(addresses), client)
                except Refused as error:
                    refused = refused or error
        raise refused or BadGraph(f"{url} takes neither updates nor graphs; name the places with --update or --store")

    def update(self, text: str) -> None:
        """Run an update, of one or several operations. Raises BadGraph."""
        self._client.send("POST", self.addresses.update or "", text.encode(), f"{_UPDATE}; charset=utf-8")

    def put(self, graph: str | None, triples: bytes) -> None:
        """Replace a named graph, or without a name the default graph, by N-Triples. Raises BadGraph."""
        self._client.send("PUT", self._graph(graph), triples, "application/n-triples")

    def delete(self, graph: str) -> None:
        """Remove a named graph, which may not be there. Raises BadGraph."""
        try:
            self._client.send("DELETE", self._graph(graph))
        except Refused as error:
            if error.status != 404:
                raise

    def ask(self, query: str) -> bool:
        """Whether an ASK query holds. Raises BadGraph."""
        return truth(self._results(query)) is True

    def select(self, query: str) -> list[tuple[str, ...]]:
        """The values of a SELECT query's rows, as text. Raises BadGraph."""
        found = self._results(query)
        if not isinstance(found, QuerySolutions):
            raise BadGraph(f"{self.addresses.query} does not answer with rows")
        return [tuple(getattr(term, "value", "") for term in row) for row in found]

    def _results(self, query: str) -> QuerySolutions | QueryBoolean:
        form, accept = urlencode({"query": query}).encode(), "application/sparql-results+json"
        body, media_type = self._client.send("POST", self.addresses.query, form, _FORM, accept)
        return read_results(body, QueryResultsFormat.from_media_type(media_type), self.addresses.query)

    def _graph(self, graph: str | None) -> str:
        return f"{self.addresses.store}?{'default' if graph is None else urlencode({'graph': graph})}"


def _candidates(url: str, update: str | None, store: str | None) -> Iterator[Addresses]:
    """Where a server may answer: as told, then as each known server does."""
    if update or store:
        yield Addresses(query=url, update=update, store=store)
        return
    plain = url.rstrip("/")
    ends = sorted({end for row in rows(data("servers.tsv")) for end in row[1:] if end}, key=len, reverse=True)
    base = next((plain.removesuffix(end) for end in ends if plain.endswith(end)), plain)
    for _, query, *writing in rows(data("servers.tsv")):
        yield Addresses(query=base + query, update=base + writing[0], store=base + writing[1])
    if base == plain:
        yield Addresses(query=plain, update=plain, store=plain)


def _takes_update(client: Client, addresses: Addresses) -> bool:
    return addresses.update is not None and _takes(client, "POST", addresses.update, _NOTHING.encode(), _UPDATE)


def _takes_graphs(client: Client, addresses: Addresses) -> bool:
    if addresses.store is None:
        return False
    return _takes(client, "GET", f"{addresses.store}?default", b"", "") and _takes(
        client, "POST", addresses.query, b"ASK {}", _QUERY
    )


def _takes(client: Client, method: str, url: str, body: bytes, content_type: str) -> bool:
    """Whether a place takes a harmless request. Raises Refused if it wants other credentials."""
    try:
        client.send(method, url, body, content_type)
    except Refused as error:
        if error.status == 404 or error.status in _UNREADABLE:
            return False
        raise
    return True


def _without_update(addresses: Addresses) -> Addresses:
    return msgspec.structs.replace(addresses, update=None)
