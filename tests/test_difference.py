"""What changed between two releases, told in facts."""

from pathlib import Path

import actagraph
import pytest
from actagraph.errors import BadQuestion, UnknownName
from actagraph.graph.folder import GraphFolder
from actagraph.graph.identity.ledger import Judgement
from actagraph.ontology.dossier import Reading
from msgspec.structs import replace

from .test_folder import reading


@pytest.fixture
def kg(tmp_path: Path) -> actagraph.KnowledgeGraph:
    GraphFolder.create(tmp_path / "kg").load([reading("north", uri="https://e.org/n"), reading("south")])
    return actagraph.open(tmp_path / "kg")


def told(kg: actagraph.KnowledgeGraph, *kinds: str) -> set[tuple[str, ...]]:
    return {tuple(str(value) for value in row if value is not None) for row in kg.diff() if row.change in kinds}


def test_a_new_source_brings_facts_and_a_release_is_like_itself(kg: actagraph.KnowledgeGraph) -> None:
    kg.folder.load([reading("west", "Bo Lund")])
    found = kg.diff(1, 2)
    assert {row.change for row in found} == {"added", "source added"}
    assert ("added", "Killing of Bo Lund", "victim", "Bo Lund") in told(kg, "added")
    assert not [row for row in found if "Ann Hall" in map(str, row)]
    assert [str(row.about) for row in found if row.change == "source added"] == ["west report"]
    assert len(kg.diff(2, 2)) == 0
    assert {row.change for row in kg.diff(2, 1)} == {"removed", "source removed"}


def test_only_the_most_specific_class_is_told(kg: actagraph.KnowledgeGraph) -> None:
    kg.folder.load([reading("west", "Bo Lund")])
    kinds = {row[2] for row in told(kg, "added")}
    assert "type" in kinds and not kinds & {"label", "earliest", "latest"}
    assert ("added", "Killing of Bo Lund", "type", "incident") in told(kg, "added")
    assert ("added", "Killing of Bo Lund", "type", "event") not in told(kg, "added")


def test_the_value_of_a_property_that_has_one_is_changed(kg: actagraph.KnowledgeGraph) -> None:
    dated = [reading(name, day=day, uri="https://e.org/n") for name, day in (("north", "2026-01-07"),) * 2]
    kg.folder.load(dated[:1])
    assert ("added", "Killing of Ann Hall", "date", "2026-01-07") in told(kg, "added")
    kg.folder.load([reading("north", day="2026-01-08", uri="https://e.org/n")])
    assert told(kg, "added", "removed", "changed") == {
        ("changed", "Killing of Ann Hall", "date", "2026-01-07", "2026-01-08")
    }
    assert [str(row.about) for row in kg.diff() if row.change == "source changed"] == ["north report"]


def test_a_split_and_a_merge_are_told_as_that(kg: actagraph.KnowledgeGraph) -> None:
    keys = sorted(f"{one.key}#k" for one in kg.sources())
    kg.folder.judge(Judgement(judgement="different", left=keys[0], right=keys[1], by="ana"))
    assert {row[:2] for row in told(kg, "split")} == {("split", "Killing of Ann Hall"), ("split", "city officer")}
    assert not told(kg, "added", "removed", "merged")
    (kg.folder.path / "judgements.jsonl").unlink()
    kg.folder.load([])
    assert {row[0] for row in told(kg, "merged", "added", "removed", "split")} == {"merged"}


def alleged(status: str) -> Reading:
    found = reading("north", uri="https://e.org/n")
    (killing,) = found.dossier.events
    stated = replace(killing, claim=status)
    return replace(found, dossier=replace(found.dossier, events=(stated,)))


def test_a_claim_of_another_status_is_told_with_both(tmp_path: Path) -> None:
    folder = GraphFolder.create(tmp_path / "kg")
    folder.load([alleged("alleged")])
    folder.load([alleged("asserted")])
    kg = actagraph.open(tmp_path / "kg")
    assert ("status", "Killing of Ann Hall", "victim", "Ann Hall", "alleged", "asserted") in told(kg, "status")
    assert ("added", "Killing of Ann Hall", "victim", "Ann Hall") in told(kg, "added")
    (number,) = [n for n, row in enumerate(kg.diff()) if row.change == "status" and str(row.property) == "victim"]
    assert {one.status for one in kg.diff().evidence(number)} == {"alleged", "asserted"}


def test_the_evidence_is_of_the_release_that_has_the_fact(kg: actagraph.KnowledgeGraph) -> None:
    kg.folder.load([reading("north", "Bo Lund", uri="https://e.org/n")])
    kg.forget("south report")
    found = kg.diff(1, 3)
    quotes = {
        row.change: {one.quote for one in found.evidence(number)}
        for number, row in enumerate(found)
        if str(row.property) == "victim"
    }
    assert all("Ann Hall" in quote for quote in quotes["removed"])
    assert all("Bo Lund" in quote for quote in quotes["added"])
    assert quotes["removed"] and quotes["added"]


def test_releases_that_are_not_kept_cannot_be_compared(kg: actagraph.KnowledgeGraph) -> None:
    with pytest.raises(BadQuestion, match="no release before 1"):
        kg.diff()
    with pytest.raises(UnknownName, match="no kept release is called '4'"):
        kg.diff(4, 1)
