"""The endpoint as its clients meet it: the SPARQL 1.1 Protocol, formats, caching, the REST API, and real clients."""

import gzip
import json
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import actagraph
import jsonschema
import pytest
from actagraph.ontology import terms
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse, parse_query_results
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from .endpoints import TOKEN, Server, served

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
ORDERS = "SELECT ?order ?label { ?order a acta:ExecutiveOrder ; rdfs:label ?label }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("endpoint") / "example.kg"
    actagraph.open(folder).load(Path(actagraph.__file__).parent / "example")
    return folder


@pytest.fixture(scope="module")
def server(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(graph, tmp_path_factory.mktemp("server")) as one:
        yield one


def sources(graph: Path) -> list[str]:
    return [one for one in actagraph.open(graph).store.graphs() if "/source/" in one]


@pytest.mark.parametrize("way", ["get", "form", "direct", "direct with charset"])
def test_a_query_can_be_sent_in_each_way(server: Server, way: str) -> None:
    answer = {
        "get": lambda: server.query(ORDERS),
        "form": lambda: server.send("POST", "/sparql", urlencode({"query": ORDERS}), content_type=FORM),
        "direct": lambda: server.send("POST", "/sparql", ORDERS, content_type=QUERY),
        "direct with charset": lambda: server.send("POST", "/sparql", ORDERS, content_type=f"{QUERY}; charset=UTF-8"),
    }[way]()
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert "Denver Executive Order 152" in answer.body.decode()


@pytest.mark.parametrize(
    ("method", "path", "body", "content_type", "status"),
    [
        ("POST", "/sparql", "query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, "", 400),
        ("POST", "/sparql", "", FORM, 400),
        ("POST", "/sparql", "ASK {}", "text/plain", 415),
        ("POST", "/sparql", "ASK {}", "", 415),
        ("POST", "/sparql", b"ASK { ?s ?p '\xe9' }", QUERY, 400),
        ("POST", "/sparql", "ASK {}".encode("utf-16"), f"{QUERY}; charset=utf-16", 415),
        ("POST", "/sparql?query=ASK%7B%7D", "ASK {}", QUERY, 400),
        ("POST", "/sparql", "query=ASK%7B%7", FORM, 400),
        ("GET", "/sparql?query=ASK%7B", None, "", 400),
        ("GET", "/sparql?query=", None, "", 400),
        ("GET", "/sparql?query=%FF", None, "", 400),
        ("GET", "/sparql?query=ASK%7B%7D&timeout=soon", None, "", 400),
        ("GET", "/sparql?query=ASK%7B%7D&format=exe", None, "", 406),
        ("POST", "/sparql", "update=CLEAR%20ALL", FORM, 403),
        ("POST", "/sparql", "CLEAR ALL", "application/sparql-update", 403),
        ("GET", "/sparql?update=CLEAR%20ALL", None, "", 403),
        ("GET", "/sparql?query=CLEAR%20ALL", None, "", 400),
        ("PUT", "/sparql", "ASK {}", QUERY, 405),
        ("DELETE", "/sparql", None, "", 405),
        ("PATCH", "/sparql?graph=urn:g", "", "", 405),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=urn:none", None, "", 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", None, "", 400),
        ("GET", "/../../etc/passwd", None, "", 404),
        ("GET", "/%2e%2e/%2e%2e/etc/passwd", None, "", 404),
        ("GET", "/questions/none", None, "", 404),
        ("GET", "/questions/parties", None, "", 400),
        ("GET", "/questions/orders-by-official?official=Nobody+at+all", None, "", 404),
        ("GET", "/questions/timeline?limit=0", None, "", 400),
        ("GET", "/entity?iri=urn:none", None, "", 404),
        ("GET", "/find", None, "", 400),
        ("POST", "/reconcile", "queries=nonsense", FORM, 400),
    ],
)
def test_what_is_wrong_gets_its_status(
    server: Server, method: str, path: str, body: str | bytes | None, content_type: str, status: int
) -> None:
    answer = server.send(method, path, body, **({"content_type": content_type} if content_type else {}))
    assert answer.status == status, answer.body
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["detail"]
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("media", ["json", "xml", "csv", "tsv", "html"])
def test_rows_come_in_each_format(server: Server, media: str) -> None:
    answer = server.query(ORDERS, format=media)
    assert answer.status == 200
    assert "Denver Executive Order 152" in answer.body.decode()
    formats = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}
    if media in formats:
        found = parse_query_results(answer.body, format=formats[media])
        assert isinstance(found, QuerySolutions)
        assert len(list(found)) == 1


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/trig", RdfFormat.TRIG),
        ("application/n-quads", RdfFormat.N_QUADS),
    ],
)
def test_graphs_come_in_each_format(server: Server, accept: str, format: RdfFormat, graph: Path) -> None:
    answer = server.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", accept)
    assert answer.headers["content-type"].startswith(accept)
    expected = {
        tuple(quad)[:3] for quad in actagraph.open(graph).store.quads() if not str(quad.graph_name).startswith("<")
    }
    assert {tuple(quad)[:3] for quad in parse(answer.body, format=format)} == expected


def test_a_dataset_is_what_the_request_says_or_else_the_query(server: Server, graph: Path) -> None:
    one, other = sources(graph)[:2]
    count = "SELECT (COUNT(*) AS ?n) {0} {{ ?s ?p ?o }}"

    def counted(query: str, *given: tuple[str, str]) -> int:
        answer = server.get(f"/sparql?{urlencode([('query', query), ('format', 'tsv'), *given])}")
        return int(answer.body.split()[1])

    both = counted(count.format(f"FROM <{one}> FROM <{other}>"))
    assert 0 < counted(count.format(f"FROM <{one}>")) < both
    assert counted(count.format(""), ("default-graph-uri", one), ("default-graph-uri", other)) == both
    assert counted(count.format(f"FROM <{other}>"), ("default-graph-uri", one)) == counted(
        count.format(f"FROM <{one}>")
    )
    assert counted(count.format(f"FROM NAMED <{one}>")) == 0
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert counted(named, ("named-graph-uri", one)) == 1


def test_a_triple_in_two_graphs_counts_once(server: Server, graph: Path) -> None:
    graphs = sources(graph)[:2]
    clauses = " ".join(f"FROM <{one}>" for one in (*graphs, *graphs))
    rows = server.query(f"SELECT ?s ?p ?o {clauses} {{ ?s ?p ?o }}", format="csv").body.split(b"\r\n")
    assert len(rows) == len(set(rows))


def test_the_same_request_is_not_answered_twice(server: Server) -> None:
    first = server.query(ORDERS)
    path = f"/sparql?{urlencode({'query': ORDERS})}"
    again = server.send("GET", path, if_none_match=first.headers["etag"])
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = server.send("GET", path, if_none_match=first.headers["etag"], accept="text/csv")
    assert other.status == 200
    assert first.headers["vary"] == "Accept, Accept-Encoding"
    assert "etag" not in server.query("SELECT (NOW() AS ?x) {}").headers


def test_head_has_the_headers_only_and_gzip_is_taken_where_offered(server: Server) -> None:
    path = f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o }'})}"
    assert server.send("HEAD", path).body == b""
    assert server.send("HEAD", path).headers["content-type"] == "application/sparql-results+json"
    request = urllib.request.Request(server.url + path, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(answer.read()) == server.get(path).body


def test_scripts_of_other_sites_may_ask_without_credentials(server: Server) -> None:
    answer = server.send("OPTIONS", "/sparql", origin="https://example.org", access_control_request_method="POST")
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "POST" in answer.headers["access-control-allow-methods"]


def test_the_service_describes_itself(server: Server) -> None:
    answer = server.get("/sparql", "text/turtle")
    store = Store()
    store.load(answer.body, format=RdfFormat.TURTLE)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert store.query(f"ASK {{ ?s a <{sd}Service> ; <{sd}endpoint> <{server.url}/sparql> ; <{sd}defaultDataset> ?d }}")
    executable = "http://www.w3.org/ns/shacl#SPARQLExecutable"
    rows = store.query(f"SELECT (COUNT(*) AS ?n) {{ ?s a <{executable}> ; <http://www.w3.org/ns/shacl#select> ?q }}")
    assert [int(row[0].value) for row in rows] == [len(actagraph.example().questions())]  # type: ignore[union-attr]
    assert server.get("/sparql", "text/html").headers["content-type"].startswith("text/html")


def test_void_counts_what_is_there(server: Server) -> None:
    store = Store()
    store.load(server.get("/.well-known/void").body, format=RdfFormat.TURTLE)
    void = "PREFIX void: <http://rdfs.org/ns/void#>"
    assert store.query(f"{void} ASK {{ ?d void:classPartition [ void:class <{terms.Person}> ; void:entities ?n ] }}")
    parts = "SELECT (SUM(?t) AS ?n) { ?x void:propertyPartition [ void:triples ?t ] }"
    assert store.query(f"{void} ASK {{ ?d void:triples ?n . {{ {parts} }} }}")


def test_a_question_is_asked_with_evidence_and_in_pages(server: Server) -> None:
    answer = server.get("/questions/orders-by-official", official="Mike Johnston", evidence="1")
    rows = answer.json["rows"]
    assert isinstance(rows, list)
    assert rows[0]["number"] == "152"
    assert rows[0]["evidence"][0]["quote"]
    page = server.get("/questions/undated", limit="2", offset="2", format="csv")
    assert len(page.body.splitlines()) == 3
    assert 'offset=4>; rel="next"' in page.headers["link"]
    assert 'offset=0>; rel="prev"' in page.headers["link"]
    assert server.get("/questions/undated", "text/markdown").body.startswith(b"| ")


def test_the_openapi_description_is_whole(server: Server) -> None:
    found = server.get("/openapi.json").json
    jsonschema.validate(found, {"type": "object", "required": ["openapi", "info", "paths"]})
    listed = server.get("/questions").json["questions"]
    assert isinstance(listed, list)
    assert {f"/questions/{one['name']}" for one in listed} <= set(found["paths"])  # type: ignore[call-overload]
    for one in listed:
        answer = server.get(f"/questions/{one['name']}", **one["example"])
        assert answer.status in (200, 404), (one["name"], answer.body)


def test_an_entity_has_a_page_for_people_and_one_for_programs(server: Server) -> None:
    hits = server.get("/find", q="Johnston").json["hits"]
    assert isinstance(hits, list)
    iri = str(hits[0]["iri"])
    page = server.get("/entity", "text/html", iri=iri)
    assert b"<blockquote>" in page.body
    assert (
        "script-src" in page.headers["content-security-policy"]
        or "default-src 'none'" in page.headers["content-security-policy"]
    )
    about = {str(quad.subject) for quad in parse(server.get("/entity", iri=iri).body, format=RdfFormat.TURTLE)}
    assert f"<{iri}>" in about
    local = iri.removeprefix("https://w3id.org/actagraph/id/")
    assert server.get(f"/id/{local}", "text/turtle").body == server.get("/entity", "text/turtle", iri=iri).body


def test_openrefine_finds_officials(server: Server) -> None:
    manifest = server.get("/reconcile").json
    assert manifest["versions"] == ["0.2"]
    queries = {"q0": {"query": "Mike Johnston", "type": "Person", "limit": 3}, "q1": {"query": "xyzzy"}}
    answer = server.send("POST", "/reconcile", urlencode({"queries": json.dumps(queries)}), content_type=FORM).json
    first = answer["q0"]["result"][0]  # type: ignore[index]
    assert first["match"] is True
    assert first["name"] == "Mike Johnston"
    assert answer["q1"] == {"result": []}


def test_hostile_names_stay_text(server: Server) -> None:
    for name in ('"<script>', "a\nb", "}} ?s", "'; DROP", "\ud7ff", "x" * 5000):
        assert server.get("/questions/orders-by-official", official=name).status == 404
        assert b"<script>" not in server.get("/find", q=name).body.replace(b"\\u003c", b"<").replace(name.encode(), b"")


def test_sparqlwrapper_asks_by_get_and_post(server: Server) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql", returnFormat=JSON)
    for method in ("GET", POST):
        client.setMethod(method)
        client.setQuery(ORDERS)
        found = client.queryAndConvert()
        assert isinstance(found, dict)
        assert len(found["results"]["bindings"]) == 1


def test_rdflib_asks_as_it_would_any_store(server: Server) -> None:
    store = SPARQLStore(f"{server.url}/sparql")
    prefixes = f"PREFIX acta: <{terms.NS}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    found = list(store.query(f"{prefixes} {ORDERS}"))
    assert "Denver Executive Order 152" in str(found)


def test_actagraph_asks_a_graph_that_is_served(server: Server) -> None:
    remote = actagraph.open(f"{server.url}/sparql")
    assert [row.number for row in remote.ask("orders-by-official", official="Mike Johnston")] == ["152"]


def test_pyoxigraph_calls_it_by_service(server: Server) -> None:
    rows = Store().query(f"SELECT * {{ SERVICE <{server.url}/sparql> {{ ?s a <{terms.ExecutiveOrder}> }} }}")
    assert len(list(rows)) == 1  # type: ignore[arg-type]


def test_curl_asks_it(server: Server) -> None:
    command = ["curl", "-sf", "--data-urlencode", f"query={ORDERS}", "-H", "Accept: text/csv", f"{server.url}/sparql"]
    assert b"Denver Executive Order 152" in subprocess.run(command, capture_output=True, check=True).stdout


def test_the_console_is_the_operators(server: Server) -> None:
    assert server.get("/console").status == 401
    assert server.send("GET", "/console", authorization="Bearer wrong").status == 401
    console = server.send("GET", "/console", authorization=f"Bearer {TOKEN}")
    assert console.json["running"] == []
    metrics = server.send("GET", "/metrics", authorization=f"Bearer {TOKEN}").body.decode()
    assert 'acta_requests_total{route="console",status="200"}' in metrics or "acta_requests_total" in metrics
    assert server.get("/health").json == {"status": "alive"}
