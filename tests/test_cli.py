"""The command line: what it prints, where, and with which exit status."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from actagraph.cli.app import run

SPRINGFIELD = Path(__file__).parent / "data" / "springfield.yaml"
Said = tuple[int, str, str]
Acta = Callable[..., Said]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = tmp_path_factory.mktemp("graph") / "springfield.kg"
    assert run(["load", str(SPRINGFIELD), "-g", str(graph)]) == 0
    return graph


@pytest.fixture
def acta(loaded: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Acta:
    monkeypatch.setenv("ACTA_GRAPH", str(loaded))

    def said(*arguments: object) -> Said:
        capsys.readouterr()
        status = run([str(each) for each in arguments])
        return status, *capsys.readouterr()

    return said


def test_load_reports_and_loading_again_changes_nothing(acta: Acta, tmp_path: Path) -> None:
    graph = tmp_path / "new.kg"
    status, out, err = acta("load", SPRINGFIELD, "-g", graph)
    assert (status, err) == (0, "")
    assert "1 source loaded, 0 unchanged; read as dossiers (1)\n" in out
    assert "0 sources loaded, 1 unchanged" in acta("load", SPRINGFIELD, "-g", graph)[1]


def test_load_names_what_it_rejects_and_loads_the_rest(acta: Acta, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_text("")
    (bad / "wrong.yaml").write_text("source: {text: Some text.}\nactors: [{kind: wizard, name: Merlin}]")
    status, out, err = acta("load", SPRINGFIELD, bad, bad / "springfeld.yaml", "-g", tmp_path / "new.kg")
    assert status == 1
    assert "2 sources loaded, 0 unchanged; 3 rejections" in out
    assert len(err.splitlines()) == 3
    assert "empty.txt: the file is empty" in err
    assert "wizard" in err
    assert "there is no such file" in err


def test_load_reports_to_programs(acta: Acta, tmp_path: Path) -> None:
    status, out, _ = acta("load", SPRINGFIELD, "nowhere.txt", "-g", tmp_path / "new.kg", "--format", "json")
    report = json.loads(out)
    assert status == 1
    assert (report["read"], report["loaded"]) == (2, 1)
    assert report["rejected"][0]["path"] == "nowhere.txt"


def test_what_is_known_of_a_source_goes_before_what_the_file_says(acta: Acta) -> None:
    given = ("--publisher", "The Herald", "--published", "2026-03-04", "--title", "T", "--uri", "https://example.org/t")
    source = json.loads(acta("extract", SPRINGFIELD, *given)[1])["source"]
    assert (source["publisher"], source["published"], source["title"]) == ("The Herald", "2026-03-04", "T")
    assert source["uri"] == "https://example.org/t"


def test_extract_prints_a_dossier_and_makes_no_graph(
    acta: Acta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, _ = acta("extract", SPRINGFIELD)
    assert status == 0
    assert json.loads(out)["instruments"][0]["number"] == "12"
    assert list(tmp_path.iterdir()) == []


def test_extract_reads_standard_input(acta: Acta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SPRINGFIELD.read_bytes())))
    assert json.loads(acta("extract", "-", "--as", "dossiers")[1])["events"][0]["kind"] == "shooting"


def test_extract_of_a_folder_is_one_line_each(acta: Acta, tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_bytes(SPRINGFIELD.read_bytes())
    (tmp_path / "three.yaml").write_text("[")
    status, out, err = acta("extract", tmp_path)
    assert status == 1
    assert [json.loads(line)["actors"][0]["name"] for line in out.splitlines()] == ["Jane Roe", "Jane Roe"]
    assert "three.yaml" in err


def test_ask_gives_json_to_a_pipe_and_a_table_when_told(acta: Acta) -> None:
    asked = ("ask", "orders-by-official", "official=mayor of Springfield")
    assert json.loads(acta(*asked)[1])["rows"][0]["order"]["label"] == "Springfield Executive Order 12"
    table = acta(*asked, "--format", "table")[1]
    assert "Official" in table
    assert "\x1b" not in table
    [row] = csv.DictReader(io.StringIO(acta(*asked, "--format", "csv")[1]))
    assert row["official"] == "Jane Roe"
    assert acta(*asked, "--format", "markdown")[1].startswith("| Official |")


def test_ask_quotes_the_passages(acta: Acta) -> None:
    asked = ("ask", "orders-by-official", "official=Jane Roe", "--evidence")
    table = acta(*asked, "--format", "table")[1]
    assert "“Mayor Jane Roe of Springfield signed Executive Order 12" in table
    assert "Springfield Gazette, Mayor answers shooting with order, 2026-03-03 · characters 0-144 · 1 origin" in table
    assert json.loads(acta(*asked)[1])["rows"][0]["evidence"][0]["start"] == 0


def test_an_empty_answer_says_so(acta: Acta) -> None:
    status, out, err = acta("ask", "rulings", "--format", "table")
    assert (status, out) == (0, "")
    assert "no answer" in err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["ask", "orders-by-offical", "official=Jane Roe"], "did you mean orders-by-official"),
        (["ask", "orders-by-official", "offical=Jane Roe"], "did you mean official"),
        (["ask", "orders-by-official", "official=Jan Roe"], "did you mean Jane Roe"),
        (["ask", "orders-by-official", "official=Jane"], "Jane Poe (person)"),
        (["ask", "zzz"], "no question is called 'zzz'; acta questions lists them"),
        (["ask", "orders-by-official", "Jane Roe"], "write parameters as name=value, not 'Jane Roe'"),
        (["ask", "order-provisions"], "order-provisions needs order"),
        (["questions", "unicorn"], "no question speaks of 'unicorn'"),
        (["find", "Zebulon Quux"], "no entity is called 'Zebulon Quux'"),
        (["find", "Jane", "--kind", "persn"], "did you mean person"),
        (["sparql", "SELECT * { ?s ?p }"], "this query cannot be read"),
        (["sparql", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], "SERVICE is refused"),
        (["sparql", "nowhere.rq"], "nowhere.rq is neither a query nor a file of one"),
        (["export", "graph.xls"], "does not end in an extension of an export format"),
        (["export", "-", "--format", "gexff"], "did you mean gexf"),
        (["export", "-"], "say which format"),
        (["forget", "Mayor answers"], "did you mean Mayor answers shooting with order"),
        (["load", "x.txt", "--published", "2026-02-31"], "'2026-02-31' is no date"),
        (["load", "x.txt", "--as", "dosiers"], "did you mean dossiers"),
        (["load"], "Missing argument 'FILE...'; see acta load --help"),
        (["load", "one.txt", "two.txt", "--uri", "https://example.org/"], "--uri and --title name one source"),
        (["extract", str(SPRINGFIELD.parent), "--title", "T"], "--uri and --title name one source"),
        (["load", ""], "the name of a file is empty"),
        (["extract", ""], "the name of a file is empty"),
        (["sparql", ""], "the query is empty"),
        (["lod", "x.txt"], "Did you mean 'load'"),
        (["ask", "rulings", "--evidnce"], "No such option"),
        (["ask", "rulings", "--format", "xml"], "'xml' is not one of"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_misuse_is_one_line_that_helps_and_status_2(acta: Acta, arguments: list[str], complaint: str) -> None:
    status, out, err = acta(*arguments)
    assert (status, out) == (2, "")
    assert complaint in err
    assert len(err.splitlines()) == 1


def test_a_missing_graph_is_status_1(acta: Acta, tmp_path: Path) -> None:
    status, out, err = acta("sources", "--graph", tmp_path / "nowhere.kg")
    assert (status, out) == (1, "")
    assert "there is no graph at" in err
    assert "load sources to make one" in err


def test_questions_lists_all_and_explains_a_few(acta: Acta) -> None:
    assert {"question", "answers", "parameters", "example"} == set(json.loads(acta("questions")[1])[0])
    few = acta("questions", "order-provisions", "--format", "table")[1]
    assert "order-provisions order [modality]" in few
    assert "$ acta ask order-provisions order=" in few


def test_find_lists_the_best_first(acta: Acta) -> None:
    found = json.loads(acta("find", "Jane Roe", "--limit", "2", "--kind", "person")[1])
    assert found[0]["label"] == "Jane Roe"
    assert found[0]["detail"] == "Mayor of Springfield"


def test_show_groups_facts_with_origins_and_passages(acta: Acta) -> None:
    out = acta("show", "Executive Order 12", "--format", "table")[1]
    assert out.startswith("Springfield Executive Order 12 (executive order)")
    assert "issued by\n  Jane Roe · 1 origin\n    “Mayor Jane Roe of Springfield signed" in out
    assert "characters 0-144" in acta("show", "Executive Order 12", "--format", "table", "--evidence")[1]
    assert json.loads(acta("show", "Executive Order 12")[1])["rows"][0]["evidence"]


def test_timeline_is_in_order_of_time(acta: Acta) -> None:
    rows = json.loads(acta("timeline", "Springfield")[1])["rows"]
    dates = [row["date"] for row in rows]
    assert dates == sorted(dates)
    assert len(json.loads(acta("timeline", "Springfield", "--period", "2026-03-01")[1])["rows"]) < len(rows)


def test_sparql_takes_text_file_and_input(acta: Acta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "# orders\nSELECT ?label { ?order a acta:ExecutiveOrder ; rdfs:label ?label }"
    (tmp_path / "query.rq").write_text(query)
    monkeypatch.setattr("sys.stdin", io.StringIO(query))
    answers = [acta("sparql", given, "--format", "csv")[1] for given in (query, tmp_path / "query.rq", "-")]
    assert answers == ["label\nSpringfield Executive Order 12\n"] * 3


def test_sparql_forms(acta: Acta) -> None:
    prologue = "PREFIX ask: <http://example.org/#select> "
    assert acta("sparql", prologue + "ASK { ?s a acta:Person }")[1] == "true\n"
    triples = acta("sparql", prologue + "CONSTRUCT { ?s a ask:One } WHERE { ?s a acta:Lawsuit, acta:Person }")[1]
    assert triples == ""
    assert acta("sparql", "DESCRIBE <https://w3id.org/actagraph/id/person/jane-roe>")[1].endswith(" .\n")


def test_export_to_a_file_says_what_is_left_out(acta: Acta, tmp_path: Path) -> None:
    status, out, err = acta("export", tmp_path / "graph.ttl")
    assert (status, out) == (0, "")
    assert "leaves out claims" in err
    assert "Executive Order 12" in (tmp_path / "graph.ttl").read_text()


def test_check_and_sources_and_forget(acta: Acta, tmp_path: Path) -> None:
    graph = tmp_path / "new.kg"
    acta("load", SPRINGFIELD, "-g", graph)
    assert acta("check", "-g", graph, "--format", "json")[0] == 0
    [source] = json.loads(acta("sources", "-g", graph)[1])
    assert source["publisher"] == "Springfield Gazette"
    assert "is forgotten" in acta("forget", source["title"], "-g", graph)[1]
    assert json.loads(acta("sources", "-g", graph)[1]) == []


def test_check_fails_on_what_it_is_told_to(acta: Acta, tmp_path: Path) -> None:
    (tmp_path / "unsigned.yaml").write_text(SPRINGFIELD.read_text().replace("issuer: Jane Roe", "status: signed"))
    acta("load", tmp_path / "unsigned.yaml", "-g", tmp_path / "new.kg")
    findings = json.loads(acta("check", "-g", tmp_path / "new.kg")[1])
    assert [(one["check"], one["severity"]) for one in findings] == [("instrument-issued-by-min-count", "warning")]
    statuses = [
        acta("check", "-g", tmp_path / "new.kg", "--fail-on", least)[0] for least in ("error", "warning", "never")
    ]
    assert statuses == [0, 1, 0]


def test_the_checks_are_listed_with_severity_and_summary(acta: Acta) -> None:
    listed = {one["check"]: one for one in json.loads(acta("check", "--list")[1])}
    assert listed["tenure-holder"]["severity"] == "error"
    assert listed["both-sides"] == {
        "check": "both-sides",
        "severity": "warning",
        "summary": "An actor is on both sides of a lawsuit.",
    }


def test_nothing_in_a_source_steers_the_terminal(acta: Acta, tmp_path: Path) -> None:
    text = SPRINGFIELD.read_text().replace("Gazette", "Gazette[/]")
    text = text.replace("Mayor answers shooting with order", r'"\e[2J\u202e shooting"')
    (tmp_path / "evil.yaml").write_text(text)
    acta("load", tmp_path / "evil.yaml", "-g", tmp_path / "new.kg")
    out = acta("sources", "-g", tmp_path / "new.kg", "--format", "table")[1]
    assert "[2J shooting" in out
    assert "Gazette[/]" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
