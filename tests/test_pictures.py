"""Pictures and timelines: each read back by what reads it, and the page tried in a real browser."""

import base64
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, cast

import actagraph
import icalendar
import networkx
import pytest
from actagraph import KnowledgeGraph
from actagraph.errors import BadQuestion
from actagraph.graph.exports import export
from actagraph.graph.exports.layout import layout
from actagraph.graph.store import Store
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from .test_exports import HOSTILE, named

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DOT = shutil.which("dot")
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
ORDER = "Denver Executive Order 152"


@pytest.fixture(scope="module")
def example() -> Iterator[KnowledgeGraph]:
    with actagraph.example() as kg:
        yield kg


def made(kg: KnowledgeGraph | Store, format: str, **part: Any) -> str:
    stream = io.BytesIO()
    if isinstance(kg, Store):
        export(kg, stream, format, **part)
    else:
        kg.export(stream, format, **part)
    return stream.getvalue().decode()


@given(NAMES)
def test_cytoscape_reads_back_any_name(label: str) -> None:
    graph = networkx.cytoscape_graph(json.loads(made(named(label), "cytoscape")))
    assert {data["label"] for _, data in graph.nodes(data=True)} == {label}
    assert graph.number_of_edges() == 1


def test_cytoscape_carries_what_the_network_has(example: KnowledgeGraph) -> None:
    found = json.loads(made(example, "cytoscape"))["elements"]
    network = example.network()
    assert {node["data"]["id"] for node in found["nodes"]} == set(network)
    edges = {edge["data"]["id"]: edge["data"] for edge in found["edges"]}
    for _, _, key, about in network.edges(keys=True, data=True):
        assert about.items() <= edges[key].items()


@pytest.mark.skipif(DOT is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("label", HOSTILE)
def test_graphviz_draws_any_name(label: str) -> None:
    text = made(named(label), "dot")
    drawn = subprocess.run([DOT or "", "-Tjson"], input=text.encode(), capture_output=True, check=True)
    found = {one["label"] for one in json.loads(drawn.stdout)["objects"]}
    assert found == {" ".join(re.sub(r"[\0\a]", "", label).split()).replace("\\", "\\\\")}


def test_gexf_tells_how_long_an_office_was_held(tmp_path: Path) -> None:
    kg = actagraph.open(tmp_path / "harbor.kg", create=True)
    kg.load(Path(__file__).parents[1] / "docs" / "harbor-suit.yaml")
    text = made(kg, "gexf")
    assert 'mode="dynamic"' in text
    graph = networkx.read_gexf(io.BytesIO(text.encode()))
    spans = {(data.get("start"), data.get("end")) for _, _, data in graph.edges(data=True) if data["kind"] == "office"}
    assert ("2024-01-01", "2026-06-14") in spans


@given(NAMES)
def test_a_calendar_reads_back_any_name(label: str) -> None:
    stated = [
        f"<urn:x:one> <{name}> {value} ."
        for name, value in (
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<https://w3id.org/actagraph/ns#Event>"),
            ("http://www.w3.org/2000/01/rdf-schema#label", str(Literal(label))),
            *((f"https://w3id.org/actagraph/ns#{end}", DAY) for end in ("earliest", "latest")),
        )
    ]
    text = made(Store.memory("\n".join(stated).encode()), "icalendar")
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    first, after = (cast(date, event.decoded(end)) for end in ("DTSTART", "DTEND"))
    assert (after - first).days == 1
    assert set(str(event["SUMMARY"])) <= set(label) | {" "}
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


DAY = '"2026-02-26"^^<http://www.w3.org/2001/XMLSchema#date>'


def test_calendar_and_timeline_have_the_same_dated_things(example: KnowledgeGraph) -> None:
    calendar = icalendar.Calendar.from_ical(made(example, "icalendar"))
    events = json.loads(made(example, "timelinejs"))["events"]
    assert {str(one["UID"]) for one in calendar.walk("VEVENT")} == {one["unique_id"] for one in events}
    days = {one["text"]["headline"]: one["start_date"] for one in events}
    assert days[ORDER] == {"year": 2026, "month": 2, "day": 26}
    assert days["Killing of Alex Pretti"] == {"year": 2026, "month": 1, "day": 24}


def test_a_drawing_takes_a_part_and_what_has_all_refuses_one(example: KnowledgeGraph) -> None:
    part = json.loads(made(example, "cytoscape", about=[ORDER], hops=1, most=5))["elements"]["nodes"]
    assert len(part) == 5 and ORDER in {node["data"]["label"] for node in part}
    with pytest.raises(BadQuestion, match="turtle always has the whole graph; a part of it can be drawn as graphml"):
        made(example, "turtle", about=[ORDER])


def test_the_layout_is_the_same_each_time_and_keeps_nodes_apart(example: KnowledgeGraph) -> None:
    network = example.network()
    places = layout(network)
    assert places == layout(network.copy()) and set(places) == set(network)
    assert len(set(places.values())) == len(places)


SCRIPT = """<script>
const wait = () => new Promise((done) => setTimeout(done, 50));
(async () => {
  await wait();
  byId("search").value = "exec 152"; byId("search").dispatchEvent(new Event("input"));
  const hits = [...byId("found").querySelectorAll("button")].map((one) => one.textContent);
  byId("found").querySelector("button").click(); await wait();
  const evidence = [...document.querySelectorAll("#detail blockquote")].map((one) => one.textContent);
  const [x, y] = onScreen(chosen); choose(null);
  for (const kind of ["pointerdown", "pointerup"])
    canvas.dispatchEvent(new PointerEvent(kind, { clientX: x, clientY: y, pointerId: 1 }));
  const clicked = chosen && chosen.label;
  byId("family-person").click();
  const persons = [...visible].filter((node) => node.family === "person").length;
  byId("since").value = "2026-02-01"; byId("undated").checked = false; refilter();
  const dated = [...visible].map((node) => node.label);
  const blocked = await fetch("http://127.0.0.1:9/").then(() => "sent", () => "refused");
  document.body.innerHTML = "<pre>" + JSON.stringify({ hits, evidence, clicked, persons, dated, blocked, status: 1 })
    .replace(/&/g, "&amp;").replace(/</g, "&lt;") + "</pre>";
})();
</script>"""

NAMED = """<script>
const coded = nodes.map((node) => btoa(unescape(encodeURIComponent(node.label))));
document.body.innerHTML = "<pre>" + JSON.stringify(coded) + "</pre>";
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_the_page_works_in_a_browser(example: KnowledgeGraph, tmp_path: Path) -> None:
    done = in_browser(made(example, "html") + SCRIPT, tmp_path)
    assert done["hits"][0].startswith(ORDER)
    assert any("152" in quote or "order" in quote for quote in done["evidence"])
    assert done["clicked"] == ORDER
    assert done["persons"] == 0
    assert ORDER in done["dated"] and "Killing of Alex Pretti" not in done["dated"]
    assert done["blocked"] == "refused"


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("label", ["</script><b onclick=x>", '"quoted" \\ & <!--', "عمدة دنفر"])
def test_a_hostile_name_is_only_text_on_the_page(label: str, tmp_path: Path) -> None:
    found = in_browser(made(named(label), "html") + NAMED, tmp_path)
    assert {base64.b64decode(one).decode() for one in found} == {label}


def test_the_page_asks_for_nothing_from_elsewhere(example: KnowledgeGraph) -> None:
    text = made(example, "html")
    assert "default-src &#x27;none&#x27;" in text or escape("default-src 'none'") in text
    markup = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"\b(src|href|action)\s*=|url\(|@import", markup)


def in_browser(page: str, folder: Path) -> Any:
    (folder / "page.html").write_text(page, encoding="utf-8")
    command = [CHROMIUM or "", "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1200,800"]
    command += ["--virtual-time-budget=8000", f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    dumped = subprocess.run([*command, (folder / "page.html").as_uri()], capture_output=True, timeout=120, check=True)
    (found,) = re.findall(r"<pre>(.*?)</pre>", dumped.stdout.decode(), flags=re.DOTALL)
    return json.loads(found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
