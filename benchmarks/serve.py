"""Requests a second on point questions: acta serve beside Oxigraph's own server, and rdflib-endpoint where it is given.

The load comes from a second process: raw sockets that stay open, one request at a time on each. Every request asks
for another entity, so no server can answer from a cache. All servers have the same facts, on disk.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from urllib.request import urlopen

from actagraph.graph import assemble
from actagraph.graph.folder import GraphFolder
from actagraph.graph.release import Inputs, Releases
from actagraph.graph.store import Store
from generated import sources  # type: ignore[import-not-found]
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat
from pyoxigraph import Store as Oxigraph

_QUERY = "SELECT ?p ?o WHERE {{ <{}> ?p ?o }}"
_PART = "{ GRAPH ?g { ?s ?p ?o } }"
_MANY = f"SELECT ?s ?p ?o {{ {' UNION '.join([_PART] * 3)} }}"
_ACTA = "import sys; from actagraph.cli import main; sys.argv[0] = 'acta'; main()"
_LIMITS = "{per_client: 1000, queue: 1000, rows: 10000000, megabytes: 4000, timeout: 600}"
_RDFLIB = """
import sys, uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph()
graph.parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="critical", access_log=False)
"""


async def _client(port: int, path: str, queries: Sequence[str], until: float, taken: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    number = 0
    while time.perf_counter() < until:
        query = queries[number % len(queries)]
        number += 1
        began = time.perf_counter()
        head = f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: x\r\nAccept: application/sparql-results+json\r\n\r\n"
        writer.write(head.encode())
        await _read(reader)
        taken.append(time.perf_counter() - began)
    writer.close()


async def _read(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(head.decode())
    if b"transfer-encoding: chunked" not in head:
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        return await reader.readexactly(length)
    body = b""
    while length := int(await reader.readline(), 16):
        body += await reader.readexactly(length)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body


def load(port: int, path: str, connections: int, seconds: float, iris: Sequence[str]) -> dict[str, float]:
    """Requests a second and milliseconds, median and 99th percentile."""

    async def all_clients() -> list[float]:
        taken: list[float] = []
        until = time.perf_counter() + seconds
        step = max(len(iris) // connections, 1)
        queries = [[_QUERY.format(iri) for iri in iris[start * step :]] for start in range(connections)]
        await asyncio.gather(*(_client(port, path, own, until, taken) for own in queries))
        return taken

    taken = sorted(asyncio.run(all_clients()))
    return {
        "rate": len(taken) / seconds,
        "p50": taken[len(taken) // 2] * 1000,
        "p99": taken[int(len(taken) * 0.99)] * 1000,
    }


def stream(port: int, path: str, server: int) -> tuple[float, float, int, int]:
    """Seconds to the first byte and to the last, megabytes sent, and megabytes that the server's memory grew by."""
    before = _resident(server)
    began, first, size, most = time.perf_counter(), 0.0, 0, before
    with urlopen(f"http://127.0.0.1:{port}{path}?timeout=600&query={quote(_MANY)}", timeout=600) as answer:
        while piece := answer.read(1 << 16):
            first = first or time.perf_counter() - began
            size += len(piece)
            most = max(most, _resident(server))
    return first, time.perf_counter() - began, size >> 20, (most - before) >> 20


def _resident(process: int) -> int:
    """Bytes of memory that a server's own process holds, its workers not counted."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096


def _written(store: Path, folder: Path) -> float:
    """Seconds that the engine takes to write the same rows to a file."""
    began = time.perf_counter()
    found = Oxigraph.read_only(str(store)).query(_MANY)
    if isinstance(found, QuerySolutions):
        found.serialize(str(folder / "rows.json"), QueryResultsFormat.JSON)
    return time.perf_counter() - began


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: Sequence[str | Path], url: str) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(1200):
            try:
                urlopen(url, timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _graph(folder: Path, reports: int) -> list[str]:
    """A release of generated reports; the entities of its default graph."""
    GraphFolder.create(folder)
    releases = Releases(folder)
    releases.publish(assemble.assemble(list(sources(reports))), Inputs("benchmark", {}))
    rows = releases.store().select("SELECT DISTINCT ?s { ?s rdfs:label ?l } ORDER BY ?s").rows
    return [row[0].value for row in rows if row[0] is not None]


def _servers(folder: Path, wanted: str | None) -> Iterator[tuple[str, list[str | Path], int, str]]:
    store = next((folder / "graph.kg" / "releases").glob("*")) / "store"
    limits = folder / "limits.yml"
    limits.write_text(_LIMITS)
    port = _free_port()
    served: list[str | Path] = ["serve", folder / "graph.kg", "--port", str(port), "--config", limits, "--quiet"]
    yield "acta serve", [sys.executable, "-c", _ACTA, *served], port, "/sparql"
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    port = _free_port()
    bind = f"127.0.0.1:{port}"
    yield "oxigraph", [program, "serve-read-only", "--location", store, "--bind", bind], port, "/query"
    if wanted:
        facts = folder / "facts.nt"
        with facts.open("wb") as out:
            Store.open(store).dump_graph(out, None, RdfFormat.N_TRIPLES)
        port = _free_port()
        yield "rdflib-endpoint", [wanted, "-c", _RDFLIB, facts, str(port)], port, "/sparql"


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=500, help="how many reports to generate")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rdflib-endpoint", metavar="PYTHON", help="a Python that has rdflib-endpoint")
    parser.add_argument("--load", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.load:
        port, path, connections, iris = arguments.load
        read = Path(iris).read_text("utf-8").split("\n")
        print(json.dumps(load(int(port), path, int(connections), arguments.seconds, read)))
        return
    with TemporaryDirectory(prefix="actagraph-serve-") as scratch:
        _compare(Path(scratch), arguments)


def _compare(folder: Path, arguments: argparse.Namespace) -> None:
    iris = _graph(folder / "graph.kg", arguments.reports)
    (folder / "iris").write_text("\n".join(iris), "utf-8")
    print(f"{len(Releases(folder / 'graph.kg').store()):,} quads, {len(iris):,} entities\n")
    large: list[tuple[str, float, float, int, int]] = []
    print(f"{'server':16} {'connections':>11} {'requests/s':>10} {'p50 ms':>7} {'p99 ms':>7}")
    for name, command, port, path in _servers(folder, arguments.rdflib_endpoint):
        with _running(command, f"http://127.0.0.1:{port}{path}?query=ASK%7B%7D") as process:
            for connections in (8, 32):
                found = _asked(port, path, connections, folder / "iris", arguments.seconds)
                figures = f"{found['rate']:10,.0f} {found['p50']:7.1f} {found['p99']:7.1f}"
                print(f"{name:16} {connections:11} {figures}", flush=True)
            if name != "rdflib-endpoint":
                large.append((name, *stream(port, path, process)))
    print(f"\n{'many rows':16} {'first byte s':>12} {'last byte s':>11} {'MB':>5} {'memory + MB':>11}")
    for name, first, last, size, grown in large:
        print(f"{name:16} {first:12.3f} {last:11.1f} {size:5} {grown:11}")
    store = next((folder / "graph.kg" / "releases").glob("*")) / "store"
    print(f"{'written to disk':16} {'':12} {_written(store, folder):11.1f}")


def _asked(port: int, path: str, connections: int, iris: Path, seconds: float) -> dict[str, float]:
    asking = [sys.executable, __file__, "--seconds", str(seconds)]
    asking += ["--load", str(port), path, str(connections), str(iris)]
    done = subprocess.run(asking, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
