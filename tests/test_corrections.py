"""Corrections: new versions, retractions and their undoing, and what a bad load leaves alone."""

import os
from pathlib import Path

import pytest
from actagraph.errors import BadGraph, BadQuestion, UnknownName
from actagraph.graph.folder import GraphFolder
from actagraph.ontology.dossier import Reading
from msgspec.structs import replace

from .test_folder import events, graph, reading

__all__ = ["graph"]
URI = "https://e.org/1"


def nquads(graph: GraphFolder) -> str:
    manifest = graph.manifest()
    return manifest.hash if manifest else ""


def test_the_older_versions_of_a_source_stay_listed_with_their_texts(graph: GraphFolder) -> None:
    for victim in ("Ann Hall", "Bo Lund", "Ann Hall"):
        report = graph.load([reading("north", victim, uri=URI), reading("south", victim)])
    assert report.replaced == ("north report",)
    listed = [one for one in graph.history() if one.uri]
    assert [(one.version, bool(one.replaced)) for one in listed] == [(1, True), (2, True), (3, False)]
    assert ["Bo Lund" in graph.text(one.sha256) for one in listed] == [False, True, False]
    assert [one.version for one in graph.sources() if one.uri] == [3]


def test_another_dossier_of_the_same_text_is_no_new_version(graph: GraphFolder) -> None:
    graph.load([reading("north", uri=URI)])
    report = graph.load([reading("north", uri=URI, day="2026-01-07")])
    assert (report.loaded, report.replaced, len(graph.history())) == (1, (), 1)


def test_the_graph_is_what_the_sources_now_say(graph: GraphFolder, tmp_path: Path) -> None:
    graph.load([reading("north", uri=URI), reading("south")])
    graph.load([reading("north", "Bo Lund", uri=URI)])
    clean = GraphFolder.create(tmp_path / "clean")
    clean.load([reading("south"), reading("north", "Bo Lund", uri=URI)])
    assert nquads(graph) == nquads(clean)


def test_a_retraction_takes_a_source_out_and_its_undoing_brings_it_back(graph: GraphFolder) -> None:
    graph.load([reading("south")])
    alone = nquads(graph)
    graph.load([reading("north", "Bo Lund")])
    both = nquads(graph)
    report = graph.retract("north report", "withdrawn by its publisher")
    assert (events(graph), nquads(graph)) == (["killing-of-ann-hall"], alone)
    assert report.claims > 0 and report.facts > 0
    listed = {one.title: one for one in graph.sources()}
    assert listed["south report"].state == ""
    assert listed["north report"].retracted == "withdrawn by its publisher"
    assert listed["north report"].state.startswith("retracted 20")
    back = graph.restore("north report")
    assert (nquads(graph), back.claims, back.facts) == (both, report.claims, report.facts)
    assert not any(one.retracted for one in graph.sources())


def test_a_retracted_source_stays_so_when_it_is_loaded_again(graph: GraphFolder) -> None:
    graph.load([reading("north", uri=URI), reading("south")])
    graph.retract("north report", "made up")
    before = nquads(graph)
    for again in (reading("north", uri=URI), reading("north", "Bo Lund", uri=URI)):
        assert graph.load([again]).retracted == ("north report: made up",)
        assert nquads(graph) == before
    assert [one.version for one in graph.sources() if one.retracted] == [2]
    graph.restore("north report")
    assert events(graph) == ["killing-of-ann-hall", "killing-of-bo-lund"]


def test_retracting_needs_a_reason_and_a_source(graph: GraphFolder) -> None:
    graph.load([reading("north")])
    with pytest.raises(BadQuestion, match="needs a reason"):
        graph.retract("north report", " ")
    with pytest.raises(UnknownName):
        graph.retract("west report", "made up")
    with pytest.raises(BadQuestion, match="is not retracted"):
        graph.restore("north report")


def test_forgetting_removes_all_versions_and_names_the_releases_that_remember(graph: GraphFolder) -> None:
    graph.load([reading("north", uri=URI)])
    graph.load([reading("north", "Bo Lund", uri=URI)])
    graph.retract("north report", "made up")
    report = graph.forget("north report")
    assert (report.claims, report.kept_in) == (0, (1, 2))
    assert not list(graph.path.glob("sources/*"))
    assert graph.keep(1) == [path for path in ("1", "2") if path] or [name[0] for name in graph.keep(1)] == []
    assert [path.name[0] for path in graph.releases.kept()] == ["3"]


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_version_that_bears_nothing_out_does_not_take_a_good_ones_place(graph: GraphFolder, by_hand: bool) -> None:
    good = reading("north", uri=URI)
    good = good if by_hand else replace(good, file=None)
    graph.load([good])
    before = nquads(graph)
    report = graph.load([replace(good, text="This page is gone."), reading("south", "Bo Lund")])
    assert [one.reason for one in report.rejected] == [
        "its text bears nothing out, so what was loaded before stays; retract or forget the source if that is right"
    ]
    assert (report.loaded, len(graph.history())) == (1, 2)
    graph.forget("south report")
    assert nquads(graph) == before


def test_what_somebody_emptied_on_purpose_is_empty(graph: GraphFolder) -> None:
    graph.load([reading("north", uri=URI)])
    dossier = replace(reading("north", uri=URI).dossier, actors=(), events=())
    graph.load([replace(reading("north", uri=URI), dossier=dossier)])
    assert (events(graph), len(graph.sources())) == ([], 1)


@pytest.mark.parametrize("damage", ["*.txt", "dossier.json"])
def test_a_damaged_source_is_mended_by_loading_it_again_or_forgotten(graph: GraphFolder, damage: str) -> None:
    graph.load([reading("north"), reading("south", "Bo Lund")])
    before = nquads(graph)
    (key,) = (one.key for one in graph.sources() if one.title == "north report")
    for mended in (True, False):
        next((graph.path / "sources" / key).glob(damage)).write_text("{")
        if mended:
            assert graph.load([reading("north")]).loaded == 1
            assert nquads(graph) == before
        else:
            graph.forget(key)
            assert events(graph) == ["killing-of-bo-lund"]


def test_a_rolled_back_graph_goes_on_from_all_sources(graph: GraphFolder) -> None:
    graph.load([reading("north")])
    graph.load([reading("south", "Bo Lund")])
    both = nquads(graph)
    assert graph.rollback(1).number == 1
    assert (events(graph), len(graph.sources())) == (["killing-of-ann-hall"], 2)
    report = graph.load([reading("north")])
    assert (report.unchanged, report.resumed, report.release[0], nquads(graph)) == (1, 1, "3", both)
    assert graph.load([reading("north")]).resumed is None
    with pytest.raises(UnknownName, match="no kept release is called '7'; did you mean 1 or 2 or 3"):
        graph.rollback(7)


def test_a_graph_keeps_as_many_releases_as_it_is_told(graph: GraphFolder) -> None:
    graph.keep(5)
    for number in range(6):
        graph.load([reading(f"paper{number}")])
    again = GraphFolder.open(graph.path)
    assert [path.name[0] for path in again.releases.kept()] == list("23456")
    assert [name[0] for name in again.keep(2)] == list("234")
    with pytest.raises(BadQuestion, match="at least 1"):
        graph.keep(0)


def test_a_damaged_retraction_does_not_stop_a_load(graph: GraphFolder) -> None:
    graph.load([reading("north")])
    graph.retract("north report", "made up")
    next(graph.path.glob("sources/*/retracted.json")).write_text("{")
    report = graph.load([reading("north"), reading("south", "Bo Lund")])
    assert "retracted.json is damaged" in report.rejected[0].reason
    assert events(graph) == ["killing-of-bo-lund"]


def test_a_forgotten_source_that_a_kill_left_may_be_loaded_again(graph: GraphFolder) -> None:
    graph.load([reading("north")])
    (key,) = (one.key for one in graph.sources())
    (graph.path / "sources" / key / "leaving").touch()
    again: Reading = reading("north")
    assert graph.load([again]).loaded == 1
    assert events(graph) == ["killing-of-ann-hall"]


def test_a_reader_without_write_access_can_roll_nothing_back(graph: GraphFolder) -> None:
    graph.load([reading("north")])
    lock = graph.path / ".lock"
    assert os.access(lock, os.R_OK)
    next(graph.path.glob("releases/*/manifest.json")).write_text("{")
    with pytest.raises(BadGraph, match="damaged"):
        graph.rollback(1)
