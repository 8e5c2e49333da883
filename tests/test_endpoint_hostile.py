"""What strangers try: each is refused or ended within its limit and a second, and nothing is contacted or read."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import IncompleteRead
from pathlib import Path
from urllib.parse import quote

import actagraph
import pytest

from .endpoints import Reply, Server, served

LIMIT = 2.0
LIMITS = "{timeout: 2, memory: 900, workers: 3, slow: 6, rows: 5000, megabytes: 4, patience: 1.5, per_client: 40}"
HOSTILE = [
    each for each in (Path(__file__).parent / "data" / "hostile.txt").read_text("utf-8").split("\n###\n") if each
]
ALL = "?a{0} ?b{0} ?c{0} ."
PRODUCT = " ".join(ALL.format(number) for number in range(6))
PATH = "(acta:partOf|!acta:partOf|^acta:partOf|^!acta:partOf)*"
BIG = "CONCAT(" + ",".join(["?x"] * 60) + ")"
COSTLY = {
    "product count": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "product order": f"SELECT * {{ {PRODUCT} }} ORDER BY ?c1 ?c2 ?c3",
    "product distinct": f"SELECT DISTINCT ?c1 ?c2 ?c3 {{ {PRODUCT} }} ORDER BY ?c3",
    "product distinct count": f"SELECT (COUNT(DISTINCT ?c1) AS ?n) {{ {PRODUCT} }}",
    "product group": f"SELECT ?c1 ?c2 ?c3 (COUNT(*) AS ?n) {{ {PRODUCT} }} GROUP BY ?c1 ?c2 ?c3",
    "product empty": f"SELECT * {{ {PRODUCT} FILTER(?c1 = 'never') FILTER(?c5 != ?c4 && ?c1 = ?c2 && ?c2 != ?c1) }}",
    "product ask": f"ASK {{ {PRODUCT} FILTER(STRLEN(CONCAT(STR(?c1), STR(?c2), STR(?c3))) > 1000000) }}",
    "product construct": f"CONSTRUCT {{ ?a1 ?b2 ?c3 }} WHERE {{ {PRODUCT} FILTER(?c1 = 'never') }}",
    "product minus": f"SELECT * {{ {PRODUCT} MINUS {{ ?a1 ?b2 ?c3 }} FILTER(?c1 = 'never') }}",
    "product optional": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"OPTIONAL {{ {ALL.format(n)} }}" for n in range(6))
    + " }",
    "product union": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"{{ {ALL.format(n)} }} UNION {{ ?c{n} ?b{n} ?a{n} }}" for n in range(5))
    + " }",
    "product subselects": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"{{ SELECT * {{ {ALL.format(n)} }} }}" for n in range(5))
    + " }",
    "product graphs": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"GRAPH ?g{n} {{ {ALL.format(n)} }}" for n in range(5))
    + " }",
    "product exists": f"SELECT (COUNT(*) AS ?n) {{ ?x ?y ?z FILTER NOT EXISTS {{ {PRODUCT} FILTER(?c1 = ?never) }} }}",
    "path all pairs": f"SELECT (COUNT(*) AS ?n) {{ ?a {PATH} ?b . ?c {PATH} ?d . ?e {PATH} ?f }}",
    "path of paths": f"SELECT (COUNT(*) AS ?n) {{ ?a ({PATH})* ?b . ?b ({PATH}/{PATH})+ ?c . ?c {PATH} ?d }}",
    "path order": f"SELECT * {{ ?a {PATH} ?b . ?c {PATH} ?d . ?e {PATH} ?f }} ORDER BY ?f",
    "path negated": "SELECT (COUNT(*) AS ?n) { ?a (!(<urn:x>|^<urn:y>))+ ?b . ?b !<urn:x>+ ?c . ?x ?y ?z }",
    "path long": "SELECT (COUNT(*) AS ?n) { ?a " + "/".join(["(!<urn:x>|^!<urn:x>)"] * 25) + " ?b }",
    "regex on a product": f"SELECT * {{ {PRODUCT} FILTER(REGEX(STR(?c1), '(a+)+$') && REGEX(STR(?c2), '(x|x)*y')) }}",
    "regex replace": f"SELECT * {{ {PRODUCT} FILTER(REPLACE(STR(?c1), '(.*)*', '$1$1$1') = 'never') }}",
    "group_concat": f"SELECT (GROUP_CONCAT(CONCAT(STR(?c1), STR(?c2)); SEPARATOR='{'x' * 500}') AS ?x) {{ {PRODUCT} }}",
    "group_concat distinct": f"SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?c1), STR(?c2))) AS ?x) {{ {PRODUCT} }}",
    "sample of a product": f"SELECT ?c1 (SAMPLE(?c2) AS ?x) (MIN(?c3) AS ?y) {{ {PRODUCT} }} GROUP BY ?c1",
    "offset": f"SELECT * {{ {PRODUCT} }} OFFSET 999999999999",
    "values product": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {'1 2 3 4 5 6 7 8 9 ' * 20} }}" for n in range(6))
    + " }",
    "bind bomb": f"SELECT (STRLEN(?y) AS ?n) {{ BIND('xxxxxxxxxx' AS ?x) BIND({BIG} AS ?y) {PRODUCT} }} ORDER BY ?c1",
    "doubling": "SELECT (STRLEN(?x40) AS ?n) { BIND('xxxxxxxxxxxxxxxx' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n},?x{n}) AS ?x{n + 1})" for n in range(40))
    + " }",
    "hashes": f"SELECT * {{ {PRODUCT} FILTER(SHA512(CONCAT(STR(?c1), STR(?c2))) = 'never') }}",
    "random": f"SELECT * {{ {PRODUCT} FILTER(RAND() > 2) }}",
    "additions": "SELECT (1" + "+1" * 1900 + " AS ?x) {}",
    "deep functions": "SELECT * { FILTER(" + "STR(" * 35 + "?x" + ")" * 35 + " = 1) }",
    "deep options": "SELECT (COUNT(*) AS ?n) {" + "?s ?p ?o OPTIONAL { " * 36 + " ?s ?p ?x " + "}" * 36 + "}",
    "deep exists": "SELECT * {" + "?s ?p ?o FILTER NOT EXISTS { " * 36 + " ?s ?p ?x " + "}" * 36 + "}",
    "many patterns": "SELECT (COUNT(*) AS ?n) {" + " ".join(ALL.format(number) for number in range(600)) + "}",
    "many unions": "SELECT (COUNT(*) AS ?n) {" + " UNION ".join("{ ?s ?p ?o . ?a ?b ?c }" for _ in range(300)) + "}",
    "much output": f"SELECT * {{ {PRODUCT} }}",
    "much graph": f"CONSTRUCT {{ ?a1 ?b2 ?c3 . ?a2 ?b3 ?c1 . ?a3 ?b1 ?c2 }} WHERE {{ {PRODUCT} }}",
}


class Listener:
    """Takes connections and counts them."""

    def __init__(self) -> None:
        self.came = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                self._socket.accept()[0].close()
            except OSError:
                return
            self.came += 1

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile")
    actagraph.open(folder / "example.kg").load(Path(actagraph.__file__).parent / "example")
    with served(folder / "example.kg", folder / "server", LIMITS) as one:
        yield one


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.close()


def ended(server: Server, query: str, **given: str) -> tuple[Reply | None, float]:
    """What a query sent as a form gets, None if it is broken off, and after how many seconds."""
    began = time.monotonic()
    body = f"query={quote(query)}" + "".join(f"&{name}={quote(value)}" for name, value in given.items())
    try:
        answer = server.send("POST", "/sparql", body, content_type="application/x-www-form-urlencoded")
    except (IncompleteRead, ConnectionError):
        return None, time.monotonic() - began
    return answer, time.monotonic() - began


def test_nothing_is_contacted_and_all_is_refused(server: Server, listener: Listener) -> None:
    for query in HOSTILE:
        answer, _ = ended(server, query.replace("PORT", str(listener.port)))
        assert answer is not None, query
        assert answer.status in (400, 403), (query, answer.body)
    time.sleep(0.1)
    assert listener.came == 0


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_no_file_and_no_address_is_read_as_a_graph(
    server: Server, listener: Listener, clause: str, tmp_path: Path
) -> None:
    canary = tmp_path / "canary.ttl"
    canary.write_text("<urn:canary> <urn:sings> 'a secret' .")
    for where in (canary.as_uri(), f"http://127.0.0.1:{listener.port}/", str(canary), "data:,x", "ftp://127.0.0.1/"):
        answer, _ = ended(server, f"SELECT * {clause} <{where}> {{ ?s ?p ?o }}")
        assert answer is not None
        assert answer.status in (400, 403)
        assert b"secret" not in answer.body
        for name in ("default-graph-uri", "named-graph-uri"):
            other = server.get("/sparql", query="SELECT * { ?s ?p ?o }", **{name: where})
            assert other.status == 400
    assert listener.came == 0


def test_costly_queries_end_within_their_limit_and_the_server_stays_quick(server: Server) -> None:
    stop, easy = threading.Event(), []

    def ask_easily() -> None:
        while not stop.is_set():
            began = time.monotonic()
            answer = server.query("ASK { ?s a acta:ExecutiveOrder }")
            easy.append((time.monotonic() - began, answer.status))
            time.sleep(0.05)

    with ThreadPoolExecutor(5) as crowd:
        watching = crowd.submit(ask_easily)
        found = dict(
            zip(
                COSTLY,
                list(ThreadPoolExecutor(4).map(lambda query: ended(server, query), COSTLY.values())),
                strict=True,
            )
        )
        stop.set()
        watching.result()
    late = {name: seconds for name, (_, seconds) in found.items() if seconds > LIMIT + 1}
    assert not late
    odd = {
        name: answer.body[:200]
        for name, (answer, _) in found.items()
        if answer and answer.status not in (200, 403, 503)
    }
    assert not odd
    answered = sorted(seconds for seconds, status in easy if status == 200)
    assert answered and {status for _, status in easy} <= {200, 503}
    assert answered[len(answered) // 2] < LIMIT


def test_a_cut_is_always_said(server: Server) -> None:
    answer, _ = ended(server, "SELECT * { ?a ?b ?c . ?d ?e ?f }", format="csv")
    assert answer is None
    cut = "SELECT ?x { ?a ?b ?c . ?d ?e ?f BIND(1 AS ?x) }"
    small = next(found for _ in range(20) if (found := ended(server, cut, format="csv")[0]) is not None)
    assert small.headers["actagraph-truncated"] == "rows=5000"
    assert small.body.count(b"\r\n") == 5001
    whole, _ = ended(server, "SELECT ?x { ?a ?b ?c . ?d ?e ?f BIND(1 AS ?x) } LIMIT 5000", format="csv")
    assert whole is not None
    assert "actagraph-truncated" not in whole.headers


def talk(server: Server, *parts: bytes, pause: float = 0.0, wait: float = 4.0) -> tuple[bytes, float]:
    """What a connection gets for these bytes, and after how many seconds it is closed or silent."""
    began = time.monotonic()
    with socket.create_connection((server.host, server.port), timeout=wait) as connection:
        received = b""
        try:
            for part in parts:
                connection.sendall(part)
                time.sleep(pause)
            while data := connection.recv(65536):
                received += data
        except (TimeoutError, ConnectionError):
            return received, time.monotonic() - began
    return received, time.monotonic() - began


HEAD = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
LAST = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
RAW = {
    "no request": b"",
    "half a line": b"GET /spar",
    "half a head": HEAD,
    "a body that does not come": POST + b"Content-Length: 50\r\n\r\nASK",
    "a chunk that does not come": POST + b"Transfer-Encoding: chunked\r\n\r\nFFFF\r\nASK",
    "a long line": b"GET /sparql?query=" + b"a" * 600_000,
    "a long header": HEAD + b"X: " + b"a" * 600_000,
    "many headers": HEAD + b"X: y\r\n" * 100_000,
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    "nonsense": b"\x00\xff\xfe" * 100 + b"\r\n\r\n",
    "another version": b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    "another method": b"EVIL / HTTP/1.1\r\nHost: x\r\n\r\n",
    "no host": b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
    "a length and chunks": POST
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    "a negative length": HEAD + b"Content-Length: -1\r\n\r\n",
    "a huge length": POST + b"Content-Length: 99999999999\r\n\r\n",
    "a split header": HEAD + b"Accept: text/csv\r\n\tX: y\r\n\rX: z\r\n\r\n",
    "a zero in a header": HEAD + b"Accept: \x00\r\n\r\n",
    "a header that ends lines": b"GET /entity?iri=urn:x%0d%0aSet-Cookie:%20a=b" + LAST,
    "a host that ends lines": b"GET /void HTTP/1.1\r\nHost: x>\t<urn:y> a <urn:z\r\nConnection: close\r\n\r\n",
    "an upgrade": HEAD + b"Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    "a path out": b"GET /../../../etc/passwd" + LAST,
    "a path out, encoded": b"GET /id/%2e%2e%2f%2e%2e%2fetc%2fpasswd" + LAST,
    "a path of bytes": b"GET /\xff\xfe" + LAST,
    "a whole address": b"GET http://127.0.0.1:1/latest/meta-data" + LAST,
    "a tunnel": b"CONNECT 127.0.0.1:22" + LAST,
    "a trace": b"TRACE / HTTP/1.1\r\nHost: x\r\nCookie: secret\r\nConnection: close\r\n\r\n",
    "many parameters": b"GET /sparql?" + b"a=b&" * 3000 + b"" + LAST,
    "a range": HEAD + b"Range: bytes=0-1,0-2,0-3\r\nConnection: close\r\n\r\n",
    "many formats": HEAD + b"Accept: " + b"a/b;q=0.1," * 2000 + b"\r\nConnection: close\r\n\r\n",
    "a bomb in gzip": POST
    + b"Content-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close\r\n\r\n\x1f\x8b\x08\x00",
}


def test_broken_requests_are_let_go(server: Server) -> None:
    with ThreadPoolExecutor(len(RAW)) as crowd:
        found = dict(zip(RAW, crowd.map(lambda raw: talk(server, raw), RAW.values()), strict=True))
    for name, (received, seconds) in found.items():
        assert received or seconds < 3.5, name
        assert not received.startswith(b"HTTP/1.1 5"), (name, received)
        assert b"Set-Cookie" not in received.partition(b"\r\n\r\n")[0], name
        assert b"secret" not in received and b"root:" not in received, name
    assert server.query("ASK {}").status == 200


def test_slow_writers_and_silent_readers_are_let_go(server: Server) -> None:
    _, seconds = talk(server, *(bytes([byte]) for byte in HEAD[:30]), pause=0.1)
    assert seconds < 4
    with socket.create_connection((server.host, server.port)) as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        query = quote("SELECT * { ?a ?b ?c . ?d ?e ?f }")
        silent.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(LIMIT + 1)
        assert server.query("ASK {}").status == 200
        assert not [pid for pid in server.workers() if working(pid)]


def working(pid: int) -> bool:
    """Whether a process has used the processor in the last tenth of a second."""
    before = used(pid)
    time.sleep(0.1)
    return used(pid) != before


def used(pid: int) -> int:
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
