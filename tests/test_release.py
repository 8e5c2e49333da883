"""Releases: published whole, named by what they hold, the last few kept."""

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from actagraph.errors import BadGraph, UnknownName
from actagraph.graph.assemble import Assembly
from actagraph.graph.identity.ledger import Judgement
from actagraph.graph.release import KEPT, Inputs, Releases, file_hashes, read_inputs
from actagraph.ontology import terms
from msgspec.structs import replace

INPUTS = Inputs("i", {"x": "1"})
FACT = '<https://e.org/{0}> <https://e.org/p> "{0}" .\n'


def assembly(*names: str) -> Assembly:
    lines = "".join(sorted(FACT.format(name) for name in names))
    judged = [Judgement(judgement="same", left="x#a", right="y#a", by="rule:person", score=0.8, reasons=("name",))]
    return Assembly(lines.encode(), 1, len(names), judged, {"x#a": "https://e.org/a", "y#a": "https://e.org/a"})


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path)


def test_before_the_first_release_there_is_an_empty_store(releases: Releases) -> None:
    assert (releases.current(), releases.manifest(), len(releases.store())) == (None, None, 0)


def test_a_release_is_named_by_number_and_content(releases: Releases) -> None:
    first = releases.publish(assembly("a"), INPUTS)
    second = releases.publish(assembly("a", "b"), INPUTS)
    third = releases.publish(assembly("a"), INPUTS)
    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert first.hash == third.hash != second.hash
    assert second.release == f"2-{second.hash[:12]}"
    assert releases.manifest() == third


def test_a_release_holds_its_quads_records_and_judgements(releases: Releases) -> None:
    made = assembly("a", "b")
    manifest = releases.publish(made, INPUTS)
    assert len(releases.store()) == manifest.quads == 2
    assert releases.records() == made.records
    assert releases.judgements() == made.judgements


def test_the_last_few_are_kept(releases: Releases, tmp_path: Path) -> None:
    names = [releases.publish(assembly(str(number)), INPUTS).release for number in range(KEPT + 2)]
    assert {path.name for path in (tmp_path / "releases").iterdir()} == set(names[-KEPT:])


def test_what_a_killed_writer_left_is_cleared(releases: Releases, tmp_path: Path) -> None:
    manifest = releases.publish(assembly("a"), INPUTS)
    for name in (".building-9-x", ".leaving-1-y"):
        (tmp_path / "releases" / name).mkdir()
    releases.clear_unfinished()
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [manifest.release]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"release": 3}'])
def test_a_damaged_manifest_is_a_bad_graph(releases: Releases, tmp_path: Path, damage: bytes) -> None:
    manifest = releases.publish(assembly("a"), INPUTS)
    (tmp_path / "releases" / manifest.release / "manifest.json").write_bytes(damage)
    with pytest.raises(BadGraph, match="damaged"):
        releases.manifest()


def test_a_lost_release_says_what_to_do(releases: Releases, tmp_path: Path) -> None:
    (tmp_path / "current").write_text("7-abc\n")
    with pytest.raises(BadGraph, match="publish a new one"):
        releases.store()


def test_the_manifest_tells_what_a_release_holds_and_was_made_from(releases: Releases, tmp_path: Path) -> None:
    typed = f"<https://e.org/a> <{terms.rdf_type}> <{terms.Person}> .\n"
    manifest = releases.publish(Assembly(typed.encode(), 1, 1, [], {}), INPUTS)
    path = tmp_path / "releases" / manifest.release
    assert (manifest.classes, manifest.sources) == ({terms.Person: 1}, 1)
    assert (manifest.actagraph, manifest.ontology) == (version("actagraph"), "0.1.0")
    assert datetime.fromisoformat(manifest.published).tzinfo is UTC
    assert read_inputs(path) == INPUTS
    assert file_hashes(path) == manifest.files and "inputs.json" in manifest.files


def test_only_the_manifest_knows_the_clock(releases: Releases, tmp_path: Path) -> None:
    one = releases.publish(assembly("a"), INPUTS)
    (tmp_path / "other").mkdir()
    other = Releases(tmp_path / "other").publish(assembly("a"), INPUTS)
    assert one.hash == other.hash and replace(one, published="", files={}) == replace(other, published="", files={})


def test_an_older_release_is_made_current_and_numbers_go_on(releases: Releases) -> None:
    made = [releases.publish(assembly(name), INPUTS) for name in "ab"]
    assert (releases.make_current(1), releases.rolled_back()) == (made[0], True)
    third = releases.publish(assembly("c"), INPUTS)
    assert (third.number, releases.rolled_back(), releases.manifest()) == (3, False, third)
    with pytest.raises(UnknownName, match="1 or 2 or 3"):
        releases.make_current(9)


def test_the_current_release_is_never_pruned(releases: Releases) -> None:
    for name in "abc":
        releases.publish(assembly(name), INPUTS)
    releases.make_current(1)
    releases.keep = 1
    assert [path[0] for path in releases.prune()] == ["2"]
    assert [path.name[0] for path in releases.kept()] == ["1", "3"]


def test_a_release_that_never_became_current_is_cleared(releases: Releases, tmp_path: Path) -> None:
    for name in "abc":
        releases.publish(assembly(name), INPUTS)
    (tmp_path / "current").write_text((tmp_path / "releases").glob("2-*").__next__().name + "\n")
    releases.clear_unfinished()
    assert [path.name[0] for path in releases.kept()] == ["1", "2"]
    releases.make_current(1)
    releases.clear_unfinished()
    assert [path.name[0] for path in releases.kept()] == ["1", "2"]
