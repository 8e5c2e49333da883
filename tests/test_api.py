"""The Python API: open, load, ask, find, look at, draw, export, forget; and light to import."""

import subprocess
import sys
from pathlib import Path

import actagraph
import pytest
from actagraph import BadGraph, BadQuestion, KnowledgeGraph, UnknownName
from actagraph.ontology.dossier import Reading

NOTE = Path(__file__).parents[1] / "example" / "immigration-lawsuit.yaml"
CASE = "Department of Justice v. Colorado and Denver"
HEAVY = ("rdflib", "networkx", "owlready2", "spacy", "pandas", "trafilatura", "SPARQLWrapper", "pyshacl", "rich")


@pytest.fixture
def kg(tmp_path: Path) -> KnowledgeGraph:
    kg = actagraph.open(tmp_path / "note.kg")
    kg.load(NOTE)
    return kg


def loaded_by(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint(*(name for name in {HEAVY} if name in sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout.split()
    )


def test_importing_is_light() -> None:
    assert loaded_by("import actagraph; actagraph.open; actagraph.__version__") == set()


def test_asking_is_light() -> None:
    code = "from actagraph.graph.store import Store; from actagraph.queries.ask import ask"
    assert loaded_by(f"{code}; ask(Store.memory(), 'incidents', {{'period': '2026'}})") == set()


def test_everything_that_is_promised_is_there() -> None:
    assert all(hasattr(actagraph, name) for name in actagraph.__all__)
    assert actagraph.__version__.count(".") == 2


def test_a_load_says_what_it_did_and_twice_changes_nothing(kg: KnowledgeGraph) -> None:
    seen: list[object] = []
    report = kg.load(NOTE, progress=seen.append)
    assert (report.read, report.loaded, report.unchanged, report.rejected) == (1, 0, 1, ())
    assert len(seen) == 1 and isinstance(seen[0], Reading)


def test_what_cannot_be_read_is_reported_and_the_rest_loaded(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    report = actagraph.open(tmp_path / "a.kg").load(tmp_path / "empty.txt", tmp_path / "none.txt", NOTE)
    assert report.loaded == 1
    assert [Path(each.path or "").name for each in report.rejected] == ["empty.txt", "none.txt"]


def test_asking_follows_a_load_and_a_forget(tmp_path: Path) -> None:
    kg = actagraph.open(tmp_path / "a.kg")
    with pytest.raises(BadGraph, match="there is no graph at"):
        kg.ask("lawsuits-by-party")
    kg.load(NOTE)
    assert {str(row.lawsuit) for row in kg.ask("lawsuits-by-party", party="the Justice Department")} == {CASE}
    kg.forget(kg.sources()[0].iri)
    assert len(kg.ask("lawsuits-by-party")) == 0


def test_an_answer_quotes_the_source(kg: KnowledgeGraph) -> None:
    answer = kg.ask("lawsuits-by-party", party="Denver")
    quotes = [passage.quote for passage in answer.evidence(0)]
    assert any(quote.startswith("The Department of Justice sued Colorado and Denver") for quote in quotes)


def test_an_entity_knows_its_names_facts_and_dates(kg: KnowledgeGraph) -> None:
    case = kg.entity(CASE)
    assert (case.label, case.kind) == (CASE, "lawsuit")
    assert {str(row.property) for row in case.facts} >= {"plaintiff", "defendant", "date filed", "challenges"}
    assert case.facts.evidence(0)
    assert [(row.date, str(row.relation)) for row in case.timeline()] == [("2025-05-02", "date filed")]
    assert len(case.timeline("since 2026")) == 0
    assert kg.entity(case.iri).names == case.names
    assert kg.entity(kg.find("department")[0]).timeline()[0].what.iri == case.iri


def test_timelines_of_places_and_parties(kg: KnowledgeGraph) -> None:
    assert [str(row.what) for row in kg.timeline("Denver")] == [CASE]
    assert [str(row.relation) for row in kg.timeline("Department of Justice", "May 2025")] == ["plaintiff"]


def test_the_network_around_a_name(kg: KnowledgeGraph) -> None:
    graph = kg.network("Colorado", hops=1)
    assert {data["label"] for _, data in graph.nodes(data=True)} == {"Colorado", CASE}
    assert len(kg.network()) > len(graph)
    with pytest.raises(UnknownName, match="no entity is called 'Colorodo'; did you mean Colorado"):
        kg.network("Colorodo")


def test_find_export_sparql_and_check(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert kg.find("colorodo")[0].label == "Colorado"
    kg.export(tmp_path / "out.nq")
    assert (tmp_path / "out.nq").read_text("utf-8").count("\n") == len(kg.store)
    assert kg.sparql("SELECT (COUNT(?case) AS ?n) WHERE { ?case a acta:Lawsuit }")[0].n == 1
    assert [finding for finding in kg.check() if finding.severity == "error"] == []


def test_questions_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "cases.rq").write_text("#+ summary: x\n#+ columns: {c: C}\nSELECT ?c { ?c a acta:Lawsuit }", "utf-8")
    kg = actagraph.open(tmp_path / "a.kg", questions=tmp_path)
    kg.load(NOTE)
    assert [str(row.c) for row in kg.ask("cases")] == [CASE]
    assert "cases" in kg.questions()


def test_what_is_known_of_a_source_is_said_with_it(tmp_path: Path) -> None:
    kg = actagraph.open(tmp_path / "a.kg")
    kg.load(NOTE, info={"publisher": "Example Wire"})
    assert kg.sources()[0].publisher == "Example Wire"
    with pytest.raises(BadQuestion, match="unknown field `author`"):
        kg.load(NOTE, info={"author": "x"})


def test_opening_what_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadGraph, match="there is no graph"):
        actagraph.open(tmp_path / "none.kg", create=False)
    assert not (tmp_path / "none.kg").exists()


def test_a_closed_graph_says_so(kg: KnowledgeGraph) -> None:
    with kg as same:
        assert same is kg
    with pytest.raises(BadGraph, match="has been closed"):
        kg.ask("incidents")


def test_the_example_is_deleted_when_it_is_no_longer_used() -> None:
    kg = actagraph.example()
    folder = kg.path.parent
    assert kg.ask("orders-by-official", official="Mike Johnston")
    del kg
    assert not folder.exists()


def test_where_a_release_is_read_changes_no_answer(kg: KnowledgeGraph) -> None:
    asked = "SELECT ?thing ?class { ?thing a ?class } ORDER BY ?thing ?class"
    graphs = [actagraph.open(kg.path, store="memory"), actagraph.open(kg.path, store="disk"), kg]
    one, other, default = ([tuple(map(str, row)) for row in graph.sparql(asked)] for graph in graphs)
    assert one == other == default != []
    with pytest.raises(BadQuestion, match='"memory" or "disk"'):
        actagraph.open(kg.path, store="tape")  # type: ignore[arg-type]
