"""What users judge: merging, splitting, undoing, reviewing, and judgements that cannot all be followed."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import actagraph
import pytest
from actagraph import KnowledgeGraph
from actagraph.cli.app import run
from actagraph.errors import BadQuestion, Contradicted
from actagraph.graph.folder import GraphFolder
from actagraph.graph.identity.ledger import Judgement
from actagraph.ontology.dossier import Actor, Dossier, OfficeHeld, Reading, SourceInfo
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Fields = dict[str, str]
Said = tuple[int, str, str]
PEOPLE = (
    ("north", "Ann Hall", None),
    ("south", "Ann B. Hall", None),
    ("east", "Anna Hall", "Reno"),
    ("west", "Hall", "Reno"),
    ("mid", "Jim Hall", "Ames"),
)


def told(source: str, name: str, of: str | None, title: str = "Mayor", **identifiers: str) -> Reading:
    text = f"{source} tells of {title} {name} of {of} {' '.join(identifiers.values())}."
    spot = (text.index(name), text.index(name) + len(name))
    offices = (OfficeHeld(title=title, of=of, passages=((0, len(text)),)),) if of else ()
    who = Actor(id="p", kind="person", name=name, offices=offices, identifiers=identifiers, passages=(spot,))
    return Reading(text=text, dossier=Dossier(source=SourceInfo(title=source, file=source), actors=(who,)), file=source)


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    GraphFolder.create(tmp_path / "kg").load(told(*one) for one in PEOPLE)
    return actagraph.open(tmp_path / "kg")


def key(graph: KnowledgeGraph, source: str) -> str:
    return next(f"{one.key}#p" for one in graph.sources() if one.title == source)


def nquads(graph: KnowledgeGraph) -> bytes:
    stream = StringIO()
    quads = sorted(str(quad) for quad in graph.store.quads())
    stream.write("\n".join(quads))
    return stream.getvalue().encode()


def one(graph: KnowledgeGraph, *sources: str) -> bool:
    records = graph.folder.records()
    return len({records[key(graph, source)] for source in sources}) == 1


def test_what_a_user_joins_is_one_and_comes_apart_again(graph: KnowledgeGraph) -> None:
    assert one(graph, "north", "south") and not one(graph, "north", "mid")
    report = graph.merge("Jim Hall", "Ann Hall", reason="the city's website", by="ana")
    assert one(graph, "north", "south", "mid")
    assert (report.number, report.judgement.by, report.judgement.reasons) == (1, "ana", ("the city's website",))
    assert graph.undo(1).judgement == report.judgement
    assert not one(graph, "north", "mid")
    with pytest.raises(BadQuestion, match="there are none"):
        graph.undo(1)


def test_a_split_names_records_by_what_their_sources_call_them(graph: KnowledgeGraph) -> None:
    graph.split("Ann Hall", "Ann B. Hall", reason="two people")
    assert not one(graph, "north", "south")
    with pytest.raises(BadQuestion, match="is one entity"):
        graph.merge("Ann Hall", "ann hall")


def test_a_join_against_another_judgement_is_refused_and_names_it(graph: KnowledgeGraph) -> None:
    graph.split(key(graph, "north"), key(graph, "south"), by="ana")
    with pytest.raises(Contradicted, match="judgement 1, different by ana.* holds them apart") as refused:
        graph.merge(key(graph, "south"), key(graph, "north"))
    assert refused.value.numbers == (1,)
    report = graph.merge(key(graph, "south"), key(graph, "north"), force=True)
    assert [gone.by for gone in report.withdrawn] == ["ana"]
    assert one(graph, "north", "south")
    with pytest.raises(Contradicted, match="judgement 1, same"):
        graph.split(key(graph, "north"), key(graph, "south"))


def test_a_join_through_others_is_refused_too(graph: KnowledgeGraph) -> None:
    graph.split(key(graph, "mid"), key(graph, "south"))
    with pytest.raises(Contradicted, match="judgement 1"):
        graph.merge(key(graph, "north"), key(graph, "mid"))


@pytest.mark.parametrize("force", [False, True])
def test_a_join_of_what_cannot_be_one_is_refused_unless_forced(tmp_path: Path, force: bool) -> None:
    both = told("a", "Ann Hall", None, wikidata="Q1"), told("b", "Ann Hall", None, wikidata="Q2")
    GraphFolder.create(tmp_path / "kg").load(both)
    graph = actagraph.open(tmp_path / "kg")
    if force:
        graph.merge(key(graph, "a"), key(graph, "b"), force=True)
        assert one(graph, "a", "b")
        assert any("wikidata differs" in finding.message for finding in graph.check())
    else:
        before = nquads(graph)
        with pytest.raises(Contradicted, match="wikidata differs"):
            graph.merge(key(graph, "a"), key(graph, "b"))
        assert (nquads(graph), graph.judgements(by="people")) == (before, [])


def test_contradictions_written_by_hand_are_reported(graph: KnowledgeGraph) -> None:
    ends = {"left": key(graph, "north"), "right": key(graph, "south"), "by": "ana"}
    lines = (json.dumps({"judgement": verdict, **ends}) for verdict in ("same", "different"))
    (graph.path / "judgements.jsonl").write_text("\n".join(lines))
    graph.load()
    assert [finding.message for finding in graph.check() if "judgement" in finding.message] == [
        "judgement 2 (different, by ana): judgement 1 (same): cannot both be followed"
    ]


PAIRS = st.tuples(*(st.sampled_from([name for name, *_ in PEOPLE]),) * 2).filter(lambda pair: pair[0] != pair[1])


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pair=PAIRS, verdict=st.sampled_from(["same", "different", "unsure"]), first=PAIRS)
def test_undoing_gives_back_every_byte(
    graph: KnowledgeGraph, pair: tuple[str, str], verdict: str, first: tuple[str, str]
) -> None:
    folder = graph.folder
    judged = [Judgement(judgement="same", left=key(graph, first[0]), right=key(graph, first[1]), by="ana")]
    judged += [Judgement(judgement=verdict, left=key(graph, pair[0]), right=key(graph, pair[1]), by="bo")]  # type: ignore[arg-type]
    numbers = []
    before = [(graph.path / "current").read_text().partition("-")[2]]
    for each in judged:
        numbers.append(folder.judge(each, force=True).number)
        before.append((graph.path / "current").read_text().partition("-")[2])
    if numbers[1] == 2:
        folder.undo(2)
        assert (graph.path / "current").read_text().partition("-")[2] == before[1]
    folder.undo(1)
    assert (graph.path / "current").read_text().partition("-")[2] == before[0]


@pytest.fixture
def acta(
    graph: KnowledgeGraph, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    monkeypatch.setenv("ACTA_GRAPH", str(graph.path))
    monkeypatch.setenv("ACTA_USER", "ana")

    def said(*arguments: str, answers: str = "") -> Said:
        monkeypatch.setattr("sys.stdin", StringIO(answers))
        capsys.readouterr()
        return run(arguments), *capsys.readouterr()

    return said


def test_judging_from_a_shell(acta: Callable[..., Said], graph: KnowledgeGraph) -> None:
    north, mid = key(graph, "north"), key(graph, "mid")
    assert acta("merge", north, mid, "--reason", "a website")[0] == 0
    status, out, _ = acta("judgements", "--by", "people", "--format", "json")
    (found,) = json.loads(out)
    assert (status, found["number"], found["by"], found["reasons"]) == (0, 1, "ana", "a website")
    assert found["one_passages"].startswith("north tells of")
    status, _, err = acta("split", mid, north)
    assert (status, "--force" in err) == (2, True)
    assert acta("judgements", "--undo", "1")[0] == 0
    assert acta("judgements", "--by", "people", "--format", "json")[1] == "[]\n"
    assert (
        "name (same name but for a middle name): +0.77"
        in acta("judgements", "--verdict", "same", "--format", "table")[1]
    )


def test_review_shows_what_is_open_and_keeps_the_answers(acta: Callable[..., Said], graph: KnowledgeGraph) -> None:
    graph.folder.load([told("x", "Mary Smith", "Ames", "Sheriff"), told("y", "Mary Smith", "Reno", "Treasurer")])
    pairs = actagraph.open(graph.path).unsure("person")
    assert pairs
    status, out, err = acta("review", "--kind", "person", "--limit", "2", answers="maybe\ns\nq\n")
    assert status == 0
    assert "1 of " in out and "passage" in out
    assert "'maybe' is no answer" in err and "1 judgement kept" in err
    kept = actagraph.open(graph.path).judgements(by="people")
    assert [(one.judgement, one.left.key, one.right.key) for one in kept] == [
        ("same", pairs[0].left.key, pairs[0].right.key)
    ]
    assert len(actagraph.open(graph.path).unsure("person")) < len(pairs)


def test_review_of_nothing_open_says_so(acta: Callable[..., Said]) -> None:
    assert "nothing is left open" in acta("review", "--kind", "court")[2]
