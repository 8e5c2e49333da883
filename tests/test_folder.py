"""A graph in a folder: loading, forgetting, judging, and what a killed load leaves."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from actagraph.errors import Ambiguous, BadGraph, BadQuestion, BadSource, UnknownName
from actagraph.graph.folder import GraphFolder
from actagraph.graph.identity.ledger import Judgement
from actagraph.graph.verify import verify
from actagraph.ontology.dossier import BY_HAND, Actor, Dossier, Event, Participant, Reading, SourceInfo
from filelock import FileLock
from msgspec.structs import replace

ID = "https://w3id.org/actagraph/id/"


def reading(name: str, victim: str = "Ann Hall", day: str | None = None, uri: str | None = None) -> Reading:
    text = f"The {name} Gazette\n\n{victim} was killed in Springfield by a city officer, the {name} paper reports."

    def spot(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    actors = (
        Actor(id="v", kind="person", name=victim, passages=(spot(victim),)),
        Actor(id="s", kind="jurisdiction", name="Springfield", passages=(spot("Springfield"),)),
    )
    sentence = (text.index(victim), len(text))
    killing = Event(
        id="k",
        kind="killing",
        label=f"Killing of {victim}",
        place="s",
        date=day,
        passages=(sentence,),
        participants=(Participant(actor="v", role="victim"), Participant(actor="city officer", role="agent")),
    )
    info = SourceInfo(title=f"{name} report", file=f"{name}.txt", uri=uri)
    dossier = Dossier(source=info, actors=actors, events=(killing,), extractor=BY_HAND)
    return Reading(text=text, dossier=dossier, file=f"{name}.yaml")


@pytest.fixture
def graph(tmp_path: Path) -> GraphFolder:
    return GraphFolder.create(tmp_path / "kg")


def events(graph: GraphFolder) -> list[str]:
    rows = graph.store().select("SELECT ?e { ?e a acta:Incident } ORDER BY ?e").rows
    return [row[0].value.removeprefix(f"{ID}event/") for row in rows if row[0]]


def test_loading_publishes_and_loading_again_changes_nothing(graph: GraphFolder) -> None:
    first = graph.load([reading("north"), reading("south")])
    assert (first.read, first.loaded, first.unchanged, first.rejected) == (2, 2, 0, ())
    assert events(graph) == ["killing-of-ann-hall"]
    again = graph.load([reading("south"), reading("north")])
    assert (again.loaded, again.unchanged, again.release) == (0, 2, first.release)
    assert (again.claims, again.facts) == (first.claims, first.facts)


def test_incremental_and_clean_builds_are_equal(graph: GraphFolder, tmp_path: Path) -> None:
    three = [reading("north"), reading("south", "Ann B. Hall"), reading("west", day="2026-01-07")]
    for one in three:
        graph.load([one])
    clean = GraphFolder.create(tmp_path / "clean")
    clean.load(reversed(three))
    mine, theirs = graph.manifest(), clean.manifest()
    assert mine is not None and theirs is not None
    assert (mine.hash, mine.number, theirs.number) == (theirs.hash, 3, 1)


def test_what_cannot_be_used_is_reported_and_the_rest_loaded(graph: GraphFolder) -> None:
    broken = reading("south")
    broken = replace(broken, text="Another text.")
    report = graph.load([BadSource("is empty", path="a.txt"), broken, reading("north")])
    assert (report.read, report.loaded, report.unchanged) == (3, 2, 0)
    assert ("a.txt", "is empty") in {(one.path, one.reason) for one in report.rejected}
    assert {one.record for one in report.rejected if one.path == "south.yaml"} == {"v", "s", "k"}
    assert events(graph) == ["killing-of-ann-hall"]


@pytest.mark.parametrize(
    "text", ["half a pair: \ud800", "nul: \0 and bell: \a", "\ufeff\u202eright to left", "x" * 10**6]
)
def test_odd_texts_are_kept_as_they_are_or_refused(graph: GraphFolder, text: str) -> None:
    actor = Actor(id="a", kind="organization", name=text, passages=((0, len(text)),))
    odd = Reading(text=text, dossier=Dossier(source=SourceInfo(title=text[:50]), actors=(actor,)), file="odd.yaml")
    report = graph.load([odd, reading("north")])
    kept = [graph.text(one.sha256) for one in graph.sources()]
    assert (text in kept) != bool(report.rejected)
    assert events(graph) == ["killing-of-ann-hall"]


def test_a_changed_text_of_one_address_takes_the_older_ones_place(graph: GraphFolder) -> None:
    graph.load([reading("north", uri="https://e.org/1")])
    old = graph.sources()[0].sha256
    graph.load([reading("north", "Bo Lund", uri="https://e.org/1")])
    (source,) = graph.sources()
    assert events(graph) == ["killing-of-bo-lund"]
    assert "Bo Lund" in graph.text(source.sha256)
    assert "Ann Hall" in graph.text(old)
    with pytest.raises(BadGraph, match="SHA-256"):
        graph.text("0" * 64)


def test_dossiers_of_one_text_stand_side_by_side_and_only_their_own_later_ones_replace_them(graph: GraphFolder) -> None:
    by_hand = reading("north")
    drawn = Reading(text=by_hand.text, dossier=replace(by_hand.dossier, events=(), extractor="news/1"))
    second = replace(
        by_hand, dossier=replace(by_hand.dossier, actors=by_hand.dossier.actors[:1], events=()), file="b.yaml"
    )
    graph.load([by_hand, drawn, second])
    assert (len(graph.sources()), events(graph)) == (3, ["killing-of-ann-hall"])
    assert len(graph.store().select("SELECT ?o { GRAPH ?g { ?o a acta:Origin } }").rows) == 1
    newer = replace(drawn, dossier=replace(by_hand.dossier, extractor="news/2"))
    assert (graph.load([newer]).loaded, len(graph.sources())) == (1, 3)


def test_an_extraction_corrected_by_hand_stays_corrected(graph: GraphFolder) -> None:
    dossier = replace(reading("north").dossier, extractor="news/1")
    drawn = Reading(text=reading("north").text, dossier=dossier)
    corrected = replace(drawn, dossier=replace(dossier, events=()), file="north.dossier.json")
    for order in ([drawn, corrected], [corrected, drawn]):
        graph.load(order)
        assert (len(graph.sources()), events(graph)) == (1, [])
        graph.forget("north report")


def test_what_was_not_taken_is_told_once_and_as_whose_fault_it_is(graph: GraphFolder) -> None:
    given = replace(reading("south"), text="Ann Hall was there.")
    drawn = replace(given, file=None, dossier=replace(given.dossier, extractor="news/1"))
    first, again = graph.load([given, drawn]), graph.load([drawn, given])
    assert {one.record for one in first.rejected} == {one.record for one in first.unsupported} == {"v", "s", "k"}
    assert (again.unchanged, again.rejected, again.unsupported) == (2, (), ())
    assert set(again.known) == {*first.rejected, *first.unsupported}


@pytest.mark.parametrize("name", ["north.txt", "north.yaml", "north report", "https://e.org/n", "iri", "sha"])
def test_forgetting_takes_away_what_nothing_else_supports(graph: GraphFolder, name: str) -> None:
    graph.load([reading("north", day="2026-01-07", uri="https://e.org/n"), reading("south")])
    north = next(one for one in graph.sources() if one.title == "north report")
    report = graph.forget({"iri": north.iri, "sha": north.sha256[:8]}.get(name, name))
    assert report.source == north
    assert report.claims > report.facts > 0
    assert events(graph) == ["killing-of-ann-hall"]
    assert not graph.store().ask("ASK { ?e acta:date ?d }")
    assert [one.title for one in graph.sources()] == ["south report"]


def test_forgetting_all_is_as_if_nothing_had_been_loaded(graph: GraphFolder) -> None:
    graph.load([reading("north")])
    graph.forget("north.txt")
    assert (len(graph.store()), graph.sources()) == (0, [])
    assert not list(graph.path.glob("sources/*"))


def test_a_source_that_nobody_has_or_two_have(graph: GraphFolder) -> None:
    graph.load([reading("north", uri="https://e.org/1"), reading("north", uri="https://e.org/2")])
    with pytest.raises(UnknownName, match="did you mean"):
        graph.forget("nort report")
    with pytest.raises(Ambiguous):
        graph.forget("north report")


def test_a_reader_keeps_its_release(graph: GraphFolder) -> None:
    graph.load([reading("north")])
    store = graph.store()
    graph.load([reading("south", "Bo Lund")])
    assert len(store.select("SELECT ?e { ?e a acta:Incident }").rows) == 1
    assert len(events(graph)) == 2


def test_only_the_last_releases_are_kept(graph: GraphFolder) -> None:
    for number in range(5):
        graph.load([reading(f"paper{number}")])
    assert sorted(path.name[0] for path in graph.path.glob("releases/*")) == ["3", "4", "5"]


def test_a_killed_pruning_leaves_no_part_of_a_release(graph: GraphFolder) -> None:
    for number in range(3):
        graph.load([reading(f"paper{number}")])
    code = KILLED.format(
        tests=str(Path(__file__).parent), path=str(graph.path), events=("shutil.rmtree",), where=".leaving-1"
    )
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert verify(graph).faults == ()
    assert [path.name[0] for path in graph.releases.kept()] == ["2", "3", "4"]
    graph.load([])
    assert not list(graph.path.glob("releases/.*"))


def test_one_writer_at_a_time(graph: GraphFolder) -> None:
    with FileLock(graph.path / ".lock"), pytest.raises(BadGraph, match="another process is writing"):
        graph.load([reading("north")])


def test_a_user_splits_and_joins(graph: GraphFolder) -> None:
    graph.load([reading("north"), reading("south")])
    keys = sorted(f"{one.key}#k" for one in graph.sources())
    graph.judge(Judgement(judgement="different", left=keys[0], right=keys[1], by="ana"))
    two = events(graph)
    assert len(two) == 2
    assert graph.judgements()[0].by == "ana"
    assert any("judged different: not the same" in one.reasons for one in graph.judgements())
    assert graph.load([reading("north")]).unchanged == 1
    assert events(graph) == two
    (graph.path / "judgements.jsonl").unlink()
    graph.load([])
    assert events(graph) == ["killing-of-ann-hall"]
    with pytest.raises(BadQuestion, match="cannot be the same"):
        graph.judge(Judgement(judgement="same", left=keys[0], right=keys[0].replace("#k", "#v"), by="ana"))
    with pytest.raises(UnknownName, match="nope"):
        graph.judge(Judgement(judgement="same", left=f"{ID}event/nope", right=keys[0], by="ana"))


def test_folders_that_are_no_graph(tmp_path: Path) -> None:
    with pytest.raises(BadGraph, match="load sources"):
        GraphFolder.open(tmp_path / "nowhere")
    (tmp_path / "file.txt").write_text("something")
    for place in (tmp_path, tmp_path / "file.txt"):
        with pytest.raises(BadGraph):
            GraphFolder.create(place)
    with pytest.raises(BadGraph, match="base"):
        GraphFolder.create(tmp_path / "kg", base="no iri")
    GraphFolder.create(tmp_path / "kg")
    with pytest.raises(BadGraph, match="base"):
        GraphFolder.create(tmp_path / "kg", base="https://e.org/")


def test_a_changed_snapshot_is_noticed(graph: GraphFolder) -> None:
    graph.load([reading("north")])
    (source,) = graph.sources()
    next(graph.path.glob("sources/*/*.txt")).write_text("something else")
    with pytest.raises(BadGraph, match="was changed on disk"):
        graph.text(source.sha256)


def changed() -> Iterator[Reading]:
    yield reading("north", "Bo Lund", uri="https://e.org/n")
    yield from (reading(name, "Bo Lund") for name in ("south", "east", "west"))


KILLED = """
    import os, signal, sys
    sys.path.insert(0, {tests!r})
    from test_folder import GraphFolder, changed

    def killer(event, args):
        if event in {events!r} and any({where!r} in str(arg) for arg in args):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(killer)
    GraphFolder.open({path!r}).load(changed())
"""


@pytest.mark.parametrize(
    ("happenings", "where"),
    [
        (("open",), ".source.json"),
        (("os.rename",), ".dossier.json"),
        (("os.rename",), ".source.json"),
        (("open",), "judgements.jsonl"),
        (("open",), ".records.json"),
        (("os.rename",), ".building-2"),
        (("os.rename",), ".current"),
    ],
)
def test_a_killed_load_leaves_the_graph_whole(graph: GraphFolder, happenings: tuple[str, ...], where: str) -> None:
    graph.load([reading("north", uri="https://e.org/n")])
    before = graph.manifest()
    code = KILLED.format(tests=str(Path(__file__).parent), path=str(graph.path), events=happenings, where=where)
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    again = GraphFolder.open(graph.path)
    assert (again.manifest(), events(again)) == (before, ["killing-of-ann-hall"])
    assert all(again.text(one.sha256) for one in again.sources())
    again.load(changed())
    assert events(again) == ["killing-of-bo-lund"]
    assert not [*graph.path.glob("releases/.*"), *graph.path.glob("sources/*/.*")]
