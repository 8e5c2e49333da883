"""Wikidata: entities, dumps and results as dossiers; the client against an endpoint that runs here."""

import gzip
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import Request, urlopen

import pytest
from actagraph.cli.app import run
from actagraph.errors import BadGraph, BadQuestion, BadSource
from actagraph.graph.evidence import admit
from actagraph.graph.folder import GraphFolder
from actagraph.loaders.reading import read
from actagraph.loaders.wikidata.client import Wikidata
from actagraph.loaders.wikidata.positions import title_and_body
from actagraph.loaders.wikidata.times import edtf
from actagraph.ontology.dates import bounds
from actagraph.ontology.dossier import Actor, Reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .servers import oxigraph

DATA = Path(__file__).parent / "data" / "wikidata"
DUMP = DATA / "dump.json"
AGENT = "actagraph's tests (tests@example.org)"


def actors(path: Path) -> dict[str, Actor]:
    """The item that each source is about, by its name; what cannot be used fails the test."""
    found = list(read(path))
    assert all(isinstance(one, Reading) and not admit(one)[1] for one in found), found
    return {one.dossier.actors[0].name: one.dossier.actors[0] for one in found if isinstance(one, Reading)}


def held(actor: Actor) -> list[tuple[str | None, ...]]:
    return [(one.title, one.of, one.start, one.end, one.status, one.represents) for one in actor.offices]


def test_offices_of_a_dump_with_their_dates_and_without_what_is_deprecated() -> None:
    found = actors(DUMP)
    assert held(found["Barack Obama"]) == [
        ("President", "united-states", "2009-01-20", "2017-01-20", None, None),
        ("Senator", "u-s-senate", "2005-01-03", "2008-11-16", None, "Illinois"),
    ]
    assert held(found["George W. Bush"]) == [("President", "united-states", "2001", None, "former", None)]
    assert held(found["Donald Trump"]) == [("President", "united-states", "2025-01-20", None, None, None)]
    assert found["Barack Obama"].identifiers == {"wikidata": "Q76", "bioguide": "O000167"}


def test_bodies_of_a_dump_by_their_classes() -> None:
    found = actors(DUMP)
    assert "A poem" not in found and "President of the United States" not in found
    department = found["United States Department of Homeland Security"]
    assert (department.kind, department.part_of, department.established) == ("agency", "Q30", "2002-11")
    assert department.aliases == ("Department of Homeland Security",)
    assert found["Supreme Court of the United States"].kind == "court"
    assert found["Illinois"].kind == "jurisdiction"


def test_no_private_fact_is_in_the_record() -> None:
    for one in read(DUMP):
        assert isinstance(one, Reading)
        assert "P569" not in one.text and "1961" not in one.text


def test_a_packed_dump_is_the_same(tmp_path: Path) -> None:
    packed = tmp_path / "dump.json.gz"
    packed.write_bytes(gzip.compress(DUMP.read_bytes()))
    assert actors(packed) == actors(DUMP)


def test_entities_by_their_ids_are_read_as_those_of_a_dump(tmp_path: Path) -> None:
    every = [json.loads(line.rstrip(",\n")) for line in DUMP.read_text("utf-8").splitlines()[1:-1]]
    path = tmp_path / "entities.json"
    path.write_text(json.dumps({"entities": {one["id"]: one for one in every}}, indent=1))
    assert held(actors(path)["Barack Obama"]) == held(actors(DUMP)["Barack Obama"])


def test_what_has_no_label_in_the_file_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "part.json"
    path.write_text("".join(DUMP.read_text("utf-8").splitlines(keepends=True)[1]))
    (told,) = read(path, kind="wikidata")
    assert isinstance(told, BadSource) and "have no label in this file" in told.reason


def test_a_broken_line_costs_one_line(tmp_path: Path) -> None:
    lines = DUMP.read_text("utf-8").splitlines(keepends=True)
    path = tmp_path / "broken.json"
    path.write_text("".join((*lines[:2], '{"type":"item","id":\n', *lines[2:])))
    good = [one for one in read(path) if isinstance(one, Reading)]
    (bad,) = (one for one in read(path) if isinstance(one, BadSource))
    assert len(good) == len(actors(DUMP)) and bad.record == "line 3"


def test_presidents_of_wikidata_are_those_of_the_roster(tmp_path: Path) -> None:
    roster = Path(__file__).parents[2] / "shared" / "data" / "congress-legislators" / "executive.yaml"
    if not roster.exists():
        pytest.skip("needs ../shared/data/congress-legislators")
    graph = GraphFolder.create(tmp_path / "acta.kg")
    report = graph.load(one for path in (roster, DUMP) for one in read(path))
    assert not report.rejected and not report.unsupported
    people = {key: iri for key, iri in graph.records().items() if "/person/" in iri}
    assert len(set(people.values())) == 80
    assert sum(iri.endswith("/george-w-bush") for iri in people.values()) == 3


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_to_an_entity_crashes(tmp_path: Path, data: st.DataObject) -> None:
    text = DUMP.read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    put = data.draw(st.sampled_from(["", "null", "[]", '{"a":1}', '"', "7", "\\", "é"]))
    path = tmp_path / "damaged.json"
    path.write_text(text[:start] + put + text[start + data.draw(st.integers(0, 60)) :])
    for one in read(path, kind="wikidata"):
        assert isinstance(one, Reading) or one.reason


@pytest.mark.parametrize(
    ("time", "precision", "meant"),
    [
        ("+2019-01-08T00:00:00Z", 11, "2019-01-08"),
        ("+2019-01-00T00:00:00Z", 10, "2019-01"),
        ("+2019-00-00T00:00:00Z", 9, "2019"),
        ("+2010-00-00T00:00:00Z", 8, "201X"),
        ("+1900-00-00T00:00:00Z", 7, "19XX"),
        ("2001-01-01T00:00:00Z", None, "2001"),
        ("2009-01-20T00:00:00Z", None, "2009-01-20"),
        ("-0043-03-15T00:00:00Z", 11, None),
        ("+13798000000-00-00T00:00:00Z", 3, None),
        ("yesterday", 11, None),
    ],
)
def test_times_are_as_precise_as_they_say(time: str, precision: int | None, meant: str | None) -> None:
    assert edtf(time, precision) == meant
    assert meant is None or bounds(meant)


@pytest.mark.parametrize(
    ("label", "title", "body"),
    [
        ("Governor of Colorado", "Governor", "Colorado"),
        ("mayor of Denver", "Mayor", "Denver"),
        ("President of the United States", "President", "United States"),
        ("United States Secretary of State", "Secretary of State", "United States"),
        ("Secretary of State of Colorado", "Secretary of State", "Colorado"),
        ("Minnesota Attorney General", "Attorney General", "Minnesota"),
        ("member of the Minnesota Senate", "Senator", "Minnesota Senate"),
        ("member of the New Jersey General Assembly", "Assembly Member", "New Jersey General Assembly"),
        ("United States representative", "Representative", "U.S. House of Representatives"),
        ("White House Chief of Staff", "White House Chief of Staff", None),
        ("treasurer", "Treasurer", None),
    ],
)
def test_the_label_of_a_position_tells_title_and_body(label: str, title: str, body: str | None) -> None:
    assert title_and_body(label) == (title, body)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("wikidata")) as url:
        body = (DATA / "items.ttl").read_bytes()
        with urlopen(Request(f"{url}/store?default", body, {"Content-Type": "text/turtle"}, method="PUT")):
            yield f"{url}/query"


def test_officials_are_asked_for_in_pages_and_read(endpoint: str, tmp_path: Path) -> None:
    client = Wikidata(agent=AGENT, cache=tmp_path / "cache", endpoint=endpoint, page=1, pause=0)
    path = tmp_path / "presidents.json"
    path.write_text(json.dumps(client.ask("officials", ["Q11696"])))
    found = actors(path)
    assert held(found["Barack Obama"]) == [("President", "Q30", "2009-01-20", "2017-01-20", None, None)]
    assert held(found["George W. Bush"]) == [("President", "Q30", "2001", None, "former", None)]
    assert len(list((tmp_path / "cache").glob("*.json"))) == 3


def test_bodies_are_asked_for_by_the_command(endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "agencies.json"
    asked = ["wikidata", "bodies", "Q327333", "--agent", AGENT, "--endpoint", endpoint, "-o", str(out)]
    assert run([*asked, "--cache", str(tmp_path)]) == 0
    assert "1 row written" in capsys.readouterr().out
    department = actors(out)["United States Department of Homeland Security"]
    assert (department.kind, department.established) == ("agency", "2002-11-25")


def test_what_was_answered_is_not_asked_again(endpoint: str, tmp_path: Path) -> None:
    asked = Wikidata(agent=AGENT, cache=tmp_path, endpoint=endpoint, pause=0).ask("officials", ["Q11696"])
    kept = next(tmp_path.glob("*.json"))
    kept.write_text(kept.read_text("utf-8").replace("Barack Obama", "Somebody"))
    again = Wikidata(agent=AGENT, cache=tmp_path, endpoint=endpoint, pause=0).ask("officials", ["Q11696"])
    assert again != asked and "Somebody" in json.dumps(again)


class _Busy(BaseHTTPRequestHandler):
    """A server that is busy twice, then answers, and notes who asks."""

    asked: list[str] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append(self.headers["User-Agent"])
        busy = len(self.asked) < 3
        self.send_response(429 if busy else 200)
        self.send_header("Retry-After", "7")
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        self.wfile.write(b"" if busy else b'{"head": {"vars": []}, "results": {"bindings": []}}')

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_a_busy_server_is_asked_again_when_it_says(tmp_path: Path) -> None:
    _Busy.asked, waited = [], list[float]()
    with HTTPServer(("127.0.0.1", 0), _Busy) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/sparql"
        client = Wikidata(agent=AGENT, cache=tmp_path, endpoint=url, pause=1, sleep=waited.append)
        assert client.ask("officials", ["Q11696"])["results"] == {"bindings": []}
        server.shutdown()
        thread.join()
    assert waited == [7, 7, 1]
    assert len(_Busy.asked) == 3 and all(AGENT in agent for agent in _Busy.asked)


def test_who_asks_must_say_how_to_reach_them(tmp_path: Path) -> None:
    with pytest.raises(BadQuestion, match="tells nobody how to reach you"):
        Wikidata(agent="somebody", cache=tmp_path)
    with pytest.raises(BadQuestion, match="no id of an item"):
        Wikidata(agent=AGENT, cache=tmp_path).ask("officials", ["Q1 } DROP"])
    with pytest.raises(BadGraph, match="does not answer"):
        Wikidata(agent=AGENT, cache=tmp_path, endpoint="http://127.0.0.1:9/", timeout=2).ask("bodies", ["Q1"])
