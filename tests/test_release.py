"""Releases: published whole, named by what they hold, the last few kept."""

from pathlib import Path

import msgspec
import pytest
from actagraph.errors import BadGraph
from actagraph.graph.assemble import Assembly
from actagraph.graph.identity.ledger import Judgement
from actagraph.graph.release import KEPT, Releases

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
    first = releases.publish(assembly("a"), sources=1, inputs="i")
    second = releases.publish(assembly("a", "b"), sources=2, inputs="j")
    third = releases.publish(assembly("a"), sources=1, inputs="i")
    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert first.hash == third.hash != second.hash
    assert second.release == f"2-{second.hash[:12]}"
    assert releases.manifest() == third


def test_a_release_holds_its_quads_records_and_judgements(releases: Releases) -> None:
    made = assembly("a", "b")
    manifest = releases.publish(made, sources=1, inputs="i")
    assert len(releases.store()) == manifest.quads == 2
    assert releases.records() == made.records
    assert releases.judgements() == made.judgements


def test_the_last_few_are_kept(releases: Releases, tmp_path: Path) -> None:
    names = [releases.publish(assembly(str(number)), sources=1, inputs="i").release for number in range(KEPT + 2)]
    assert {path.name for path in (tmp_path / "releases").iterdir()} == set(names[-KEPT:])


def test_what_a_killed_writer_left_is_cleared(releases: Releases, tmp_path: Path) -> None:
    manifest = releases.publish(assembly("a"), sources=1, inputs="i")
    (tmp_path / "releases" / ".building-9-x").mkdir()
    releases.clear_unfinished()
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [manifest.release]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"release": 3}'])
def test_a_damaged_manifest_is_a_bad_graph(releases: Releases, tmp_path: Path, damage: bytes) -> None:
    manifest = releases.publish(assembly("a"), sources=1, inputs="i")
    (tmp_path / "releases" / manifest.release / "manifest.json").write_bytes(damage)
    with pytest.raises(BadGraph, match="damaged"):
        releases.manifest()


def test_a_lost_release_says_what_to_do(releases: Releases, tmp_path: Path) -> None:
    (tmp_path / "current").write_text("7-abc\n")
    with pytest.raises(BadGraph, match="publish a new one"):
        releases.store()


def test_the_manifest_holds_no_clock(releases: Releases, tmp_path: Path) -> None:
    one = releases.publish(assembly("a"), sources=1, inputs="i")
    (tmp_path / "other").mkdir()
    other = Releases(tmp_path / "other").publish(assembly("a"), sources=1, inputs="i")
    assert msgspec.json.encode(one) == msgspec.json.encode(other)
