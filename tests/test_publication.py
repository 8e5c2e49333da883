"""Publishing to real servers: whole, only what changed, at once, and safe to interrupt."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import actagraph
import msgspec
import pytest
from actagraph.errors import BadGraph, BadQuestion
from actagraph.graph.folder import GraphFolder
from actagraph.graph.http import Client, Credentials
from actagraph.graph.publication import REGISTRY, publish
from actagraph.graph.remote import Endpoint
from actagraph.graph.server import Server
from actagraph.graph.store import Store
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from .conftest import ID
from .servers import DBA, KINDS, serving
from .test_folder import reading

EVERYTHING = f"""
SELECT ?g ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{ID}") || STRSTARTS(STR(?g), "urn:")) }}
"""


@pytest.fixture(scope="module", params=KINDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(request.param, tmp_path_factory.mktemp(request.param)) as url:
        yield Server.find(url, DBA)


@pytest.fixture
def graph(tmp_path: Path) -> GraphFolder:
    graph = GraphFolder.create(tmp_path / "kg")
    graph.load([reading("north", uri="https://e.org/n"), reading("south")])
    return graph


def held(server: Server) -> set[tuple[str, ...]]:
    """What the server answers from: the facts, and the named graphs but the registry."""
    endpoint = Endpoint(server.addresses.query)
    facts = {("", *map(str, row)) for row in endpoint.select("SELECT ?s ?p ?o { ?s ?p ?o }").rows}
    rows = endpoint.select(EVERYTHING).rows
    named = {tuple(map(str, row)) for row in rows if str(row[0]) not in (f"<{REGISTRY}>", f"<{ID}graph/facts>")}
    return facts | named


def stored(store: Store) -> set[tuple[str, ...]]:
    lines = (quad for quad in store.quads())
    return {
        ("" if str(quad.graph_name) == "DEFAULT" else str(quad.graph_name), *map(str, quad.triple)) for quad in lines
    }


def sent(graph: GraphFolder, server: Server, dry_run: bool = False) -> tuple[int, int]:
    manifest = graph.manifest()
    assert manifest is not None
    done = publish(graph.store(), manifest.release, graph.base, server, overwrite=True, dry_run=dry_run)
    return done.graphs, done.removed


def test_a_server_has_just_the_release(graph: GraphFolder, server: Server) -> None:
    sent(graph, server)
    assert held(server) == stored(graph.store())
    assert sent(graph, server) == (0, 0)


def test_only_what_changed_is_sent_and_what_went_goes(graph: GraphFolder, server: Server) -> None:
    sent(graph, server)
    graph.load([reading("west", "Bo Lund")])
    changed = 4  # facts, assembly and inferences as a whole, and the new source
    assert sent(graph, server, dry_run=True)[0] == changed
    assert "Bo Lund" not in str(held(server))
    assert sent(graph, server)[0] == changed
    assert held(server) == stored(graph.store())
    graph.forget("north report")
    assert sent(graph, server)[1] == 1
    assert held(server) == stored(graph.store())


def test_other_peoples_graphs_stay(graph: GraphFolder, server: Server) -> None:
    server.update("INSERT DATA { GRAPH <https://e.org/other> { <https://e.org/a> <https://e.org/p> 1 } }")
    sent(graph, server)
    assert server.ask("ASK { GRAPH <https://e.org/other> { <https://e.org/a> ?p 1 } }")


@pytest.mark.parametrize("kind", KINDS)
def test_data_of_others_in_the_default_graph_is_not_replaced(kind: str, graph: GraphFolder, tmp_path: Path) -> None:
    (folder := tmp_path / "server").mkdir()
    with serving(kind, folder) as url:
        server = Server.find(url, DBA)
        if kind == "virtuoso":  # its default graph is all graphs: the facts get a named one
            assert publish(graph.store(), "1-a", graph.base, server).graphs > 0
            return
        server.update("INSERT DATA { <https://e.org/a> <https://e.org/p> 1 }")
        with pytest.raises(BadGraph, match="--overwrite replaces it"):
            publish(graph.store(), "1-a", graph.base, server)
        assert server.ask("ASK { <https://e.org/a> ?p 1 }") and not server.ask("ASK { GRAPH ?g { ?s ?p ?o } }")
        publish(graph.store(), "1-a", graph.base, server, overwrite=True)
        assert held(server) == stored(graph.store())


@pytest.mark.parametrize(
    "text", ['"', "\\", "\\u0041", "\\\\n", "\n\r\t", "é\u2028\U0001f600", "a\x7fb", "<>{}^`|", "'''"]
)
def test_odd_texts_arrive_as_they_are(text: str, server: Server) -> None:
    quads = [Quad(NamedNode(f"{ID}a"), NamedNode(f"{ID}p"), Literal(text), NamedNode(f"{ID}source/odd"))]
    store = Store.memory(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    publish(store, f"9-{text!r}".replace("\\", "").replace('"', ""), ID, server, overwrite=True)
    assert held(server) == stored(store)


def test_graph_by_graph_where_no_update_is_taken(graph: GraphFolder, server: Server) -> None:
    addresses = msgspec.structs.replace(server.addresses, update=None)
    one_by_one = Server(addresses, server._client)
    sent(graph, one_by_one)
    assert held(server) == stored(graph.store())
    graph.load([reading("west", "Bo Lund")])
    graph.forget("north report")
    assert sent(graph, one_by_one)[1] == 1
    assert held(server) == stored(graph.store())
    manifest = graph.manifest()
    assert manifest is not None
    assert not publish(graph.store(), manifest.release, graph.base, one_by_one, overwrite=True).at_once


def test_a_server_that_takes_no_update_is_found_by_its_graph_store(tmp_path: Path) -> None:
    with serving("oxigraph", tmp_path) as url:
        server = Server.find(f"{url}/query", store=f"{url}/store")
        assert server.addresses.update is None
        assert Server.find(f"{url}/store").addresses == Server.find(url).addresses
        with pytest.raises(BadGraph, match="takes neither updates nor graphs"):
            Server.find(f"{url}/nowhere")


def test_credentials_are_asked_for(tmp_path: Path) -> None:
    with serving("virtuoso", tmp_path) as url:
        with pytest.raises(BadGraph, match="set ACTA_USER and ACTA_PASSWORD, or ACTA_TOKEN"):
            Server.find(url)
        with pytest.raises(BadGraph, match="check them"):
            Server.find(url, Credentials(user="dba", password="wrong"))


@contextmanager
def listening(wanted: str) -> Iterator[str]:
    """A server that lets in who shows this authorization, and asks others for a password."""

    class Guard(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            welcome = self.headers["Authorization"] == wanted
            self.send_response(204 if welcome else 401)
            self.send_header("WWW-Authenticate", 'Basic realm="graph"')
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    guard = ThreadingHTTPServer(("127.0.0.1", 0), Guard)
    thread = Thread(target=guard.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{guard.server_port}"
    guard.shutdown()
    thread.join()
    guard.server_close()


@pytest.mark.parametrize(
    ("environment", "header"),
    [({"ACTA_TOKEN": "abc"}, "Bearer abc"), ({"ACTA_USER": "ana", "ACTA_PASSWORD": "b:c"}, "Basic YW5hOmI6Yw==")],
)
def test_tokens_and_passwords_come_from_the_environment(environment: dict[str, str], header: str) -> None:
    with listening(header) as url:
        Client(Credentials.of(environment)).send("POST", url, b"x")
        with pytest.raises(BadGraph, match="401"):
            Client(Credentials.of({})).send("POST", url, b"x")


@pytest.mark.parametrize("url", ["127.0.0.1:7878", "ftp://e.org/", "http://ana:secret@127.0.0.1/", ""])
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(BadQuestion) as caught:
        Server.find(url)
    assert "secret" not in str(caught.value)


def test_nobody_there_is_said(graph: GraphFolder) -> None:
    with pytest.raises(BadGraph, match="does not answer"):
        actagraph.open(graph.path).publish("http://127.0.0.1:1")


def watching(server: Server, done: Event) -> set[tuple[str, str]]:
    """What a reader sees of the release's name and of its number of claims, again and again."""
    query = f"""SELECT ?release (COUNT(?claim) AS ?claims) {{
        GRAPH <{REGISTRY}> {{ <{REGISTRY}> <http://purl.org/dc/terms/identifier> ?release }}
        GRAPH ?g {{ ?claim a <https://w3id.org/actagraph/ns#Claim> }} }} GROUP BY ?release"""
    seen: set[tuple[str, str]] = set()
    while not done.is_set():
        seen |= {(row[0], row[1]) for row in server.select(query)}
    return seen


def test_a_reader_sees_one_release_or_the_other(graph: GraphFolder, tmp_path: Path) -> None:
    (folder := tmp_path / "server").mkdir()
    with serving("oxigraph", folder) as url:
        server, seen, done = Server.find(url), set[tuple[str, str]](), Event()
        sent(graph, server)
        reader = Thread(target=lambda: seen.update(watching(server, done)))
        reader.start()
        for number in range(6):
            graph.load([reading(f"paper{number}", f"Ann {'ABCDEF'[number]}. Hall") for number in range(number, 6)])
            sent(graph, server)
            graph.forget(f"paper{number} report")
            sent(graph, server)
        done.set()
        reader.join()
    claims: dict[str, set[str]] = {}
    for release, count in seen:
        claims.setdefault(release, set()).add(count)
    assert all(len(counts) == 1 for counts in claims.values()), claims


KILLED = """
    import os, signal, sys
    from actagraph.graph.folder import GraphFolder
    from actagraph.graph.http import Client
    from actagraph.graph.publication import publish
    from actagraph.graph.server import Server
    from tests.servers import DBA

    requests, send = 0, Client.send
    def counting(self, method, *rest):
        global requests
        requests += 1
        if requests == {after}:
            os.kill(os.getpid(), signal.SIGKILL)
        return send(self, method, *rest)
    Client.send = counting
    graph = GraphFolder.open({path!r})
    publish(graph.store(), graph.manifest().release, graph.base, Server.find({url!r}, DBA), overwrite=True)
"""


@pytest.mark.parametrize("kind", KINDS)
def test_an_interrupted_publication_leaves_one_release_and_the_next_completes_it(
    kind: str, graph: GraphFolder, tmp_path: Path
) -> None:
    (folder := tmp_path / "server").mkdir()
    with serving(kind, folder) as url:
        server = Server.find(url, DBA)
        sent(graph, server)
        for after in range(3, 9):
            before = held(server)
            graph.load([reading(f"paper{after}", "Bo Lund")])
            code = textwrap.dedent(KILLED).format(after=after, path=str(graph.path), url=url)
            run = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, check=False, cwd=Path(__file__).parents[1]
            )
            assert run.returncode == -signal.SIGKILL, run.stderr.decode()
            left = {quad for quad in held(server) if "urn:actagraph:" not in quad[0]}
            assert left in (before, stored(graph.store()))
            sent(graph, server)
            assert held(server) == stored(graph.store())


def test_the_command_says_what_it_did(
    graph: GraphFolder, tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    (folder := tmp_path / "server").mkdir()
    with serving("oxigraph", folder) as url:
        status, out, _ = run("publish", url, "-g", graph.path, "--dry-run")
        assert status == 0 and "has no release; release 1-" in out and "replace it in one update" in out
        status, out, _ = run("publish", url, "-g", graph.path)
        assert "now has release 1-" in out and f"--graph {url}/query" in out
        assert "already" in run("publish", url, "-g", graph.path)[1]
        assert "Ann Hall" in run("find", "Ann Hall", "-g", f"{url}/query")[1]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    from actagraph.cli.app import run as command

    def said(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        return command([str(each) for each in arguments]), *capsys.readouterr()

    return said
