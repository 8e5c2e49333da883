"""A release's store made from the last one: when it is, that it is the same, and what it must not keep."""

from pathlib import Path

import pytest
from actagraph.graph.folder import GraphFolder
from actagraph.graph.parts import content
from actagraph.graph.succession import LINES
from actagraph.graph.verify import verify

from .test_folder import reading

NAMES = ("north", "south", "west", "up north", "down south", "out west")


@pytest.fixture
def graph(tmp_path: Path) -> GraphFolder:
    graph = GraphFolder.create(tmp_path / "kg")
    graph.releases.most_changed = 1000
    graph.load([reading(name) for name in NAMES])
    return graph


def linked(graph: GraphFolder) -> bool:
    """Whether the current store shares table files with another."""
    path = graph.releases.current()
    assert path is not None
    return any(file.stat().st_nlink > 1 for file in path.glob("store/*.sst"))


def holds(path: Path, words: bytes) -> bool:
    return any(words in file.read_bytes() for file in path.rglob("*") if file.is_file())


def test_a_load_of_one_more_changes_a_copy_of_the_store(graph: GraphFolder) -> None:
    graph.load([reading("east", "Cy Dent")])
    assert linked(graph) and verify(graph).faults == ()
    manifest = graph.manifest()
    assert manifest is not None and content(graph.store(), graph.base).hash == manifest.hash
    assert len(graph.store()) == manifest.quads


def test_a_store_that_changed_much_is_made_anew(graph: GraphFolder) -> None:
    graph.releases.most_changed = 0.01
    graph.load([reading("east", "Cy Dent")])
    assert not linked(graph) and verify(graph).faults == ()


@pytest.mark.parametrize("pattern", [LINES, "releases/1-*/store/*.sst", "releases/1-*/parts.json"])
def test_what_is_damaged_is_not_built_upon(graph: GraphFolder, pattern: str) -> None:
    path = max(graph.path.glob(pattern), key=lambda file: file.stat().st_size)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    graph.load([reading("east", "Cy Dent")])
    assert not linked(graph)
    assert {fault.where.split("/")[1] for fault in verify(graph).faults} <= {graph.releases.kept()[0].name}


def test_what_is_forgotten_is_in_no_file_of_the_new_release(graph: GraphFolder) -> None:
    graph.load([reading("east", "Quentin Unusual")])
    east = next(one.key for one in graph.sources() if one.title == "east report")
    graph.retract(east, "made up")
    assert linked(graph) and east in graph.releases.leftover()
    report = graph.forget(east)
    path = graph.releases.current()
    assert path is not None and not holds(path, b"Unusual") and not holds(graph.path / "sources", b"Unusual")
    assert not any(b"Unusual" in (graph.path / name).read_bytes() for name in (LINES, "stated.db"))
    assert report.kept_in == (2, 3)
