"""A query in a worker: judged, run, and written as its rows are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, cast

from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Triple, serialize

from ...errors import BadQuestion
from ...graph.store import PREFIXES
from ..guard import Judged, judge
from ..readable import is_iri
from .answering import Outgoing
from .negotiation import ROWS, TRIPLES, chosen
from .results import WRITERS, truth

if TYPE_CHECKING:
    from ...graph.store import Store
    from .settings import Settings
    from .wire import Headers, Job

_RDF = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
_TOGETHER = 64
"""Rows that are written at once."""
_REMEMBERED = 100_000
"""Triples that are kept in mind, so that none is written twice."""


def answer(store: Store, job: Job, settings: Settings, out: Outgoing) -> None:
    """Run the job's query. Raises BadQuestion, also for a format that cannot be had."""
    judged = judge(job.given["query"], settings.bounds)
    rows = judged.form in ("SELECT", "ASK")
    format = chosen(job.accept, job.given.get("format", ""), ROWS if rows else TRIPLES)
    headers: Headers = [("actagraph-volatile", "1")] if judged.volatile else []
    found = _found(store, job, judged)
    out.begin(format.content_type, headers)
    if isinstance(found, QueryBoolean):
        out.write(truth(format.name, bool(found)).encode())
        out.end(1)
    elif isinstance(found, QuerySolutions):
        _write_rows(found, format.name, settings.rows, out)
    else:
        write_triples(found, format.name, settings.rows, out)


def _found(store: Store, job: Job, judged: Judged) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The results in the dataset that the request names, or else the query."""
    asked = bool(job.default_graphs or job.named_graphs)
    default, named = (job.default_graphs, job.named_graphs) if asked else (judged.default_graphs, judged.named_graphs)
    try:
        if not asked and not judged.dataset:
            return store.results(judged.text)
        for name in (*default, *named):
            if not is_iri(name) or not store.has_graph(name):
                raise BadQuestion(f"there is no graph <{name}> here, and none is fetched")
        if len(set(default)) > 1:
            return store.merged(tuple(dict.fromkeys(default)), named).results(judged.text)
        return store.results(judged.text, tuple(dict.fromkeys(default)), named)
    except SyntaxError as error:
        raise BadQuestion(f"this query cannot be read: {error}") from error
    except (RuntimeError, ValueError, OSError) as error:
        raise BadQuestion(f"this query cannot run: {error}") from error


def _write_rows(found: QuerySolutions, format: str, most: int, out: Outgoing) -> None:
    writer = WRITERS[format]([variable.value for variable in found.variables])
    out.write(writer.opening.encode())
    count, kept = 0, list[str]()
    for row in islice(_running(found), most):
        kept.append(f"{writer.between}{writer.row(row)}" if count else writer.row(row))
        count += 1
        if len(kept) == _TOGETHER or out.late():
            out.write("".join(kept).encode())
            kept.clear()
            if out.late():
                out.send()
    out.write("".join(kept).encode())
    more = count == most and next(_running(found), None) is not None
    if not (more and out.started):
        out.write(writer.closing.encode())
    out.end(count, f"rows={count}" if more else "")


def _running(found: Iterable[Any]) -> Iterator[Any]:
    try:
        yield from found
    except (RuntimeError, ValueError, OSError) as error:
        raise BadQuestion(f"this query cannot run: {error}") from error


def write_triples(found: Iterable[Triple], format: str, most: int, out: Outgoing) -> None:
    """Write triples, each once as far as can be kept in mind, and at most so many."""
    counted, file = _Counted(found, most, out), cast("IO[bytes]", out)
    quads = RdfFormat.TRIG if format == "trig" else RdfFormat.N_QUADS
    prefixes = None if format in ("ntriples", "nquads") else PREFIXES
    if format in ("trig", "nquads"):
        serialize((Quad(*triple) for triple in counted), file, quads, prefixes=prefixes)
    else:
        serialize(counted, file, _RDF[format], prefixes=prefixes)
    out.end(counted.count, f"rows={counted.count}" if counted.more else "")


class _Counted:
    """Triples on their way out: counted, without repeats, and what is late sent."""

    def __init__(self, found: Iterable[Triple], most: int, out: Outgoing) -> None:
        self._found, self._most, self._out = found, most, out
        self._seen: set[Triple] = set()
        self.count, self.more = 0, False

    def __iter__(self) -> Iterator[Triple]:
        for triple in _running(self._found):
            if not isinstance(triple, Triple) or triple in self._seen:
                continue
            if self.count == self._most:
                self.more = True
                return
            if len(self._seen) < _REMEMBERED:
                self._seen.add(triple)
            self.count += 1
            yield triple
            if self._out.late():
                self._out.send()
