"""What ``verify`` finds: whatever changes on disk is named, with what to do."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import actagraph
import msgspec
import pytest
from actagraph.graph.folder import GraphFolder
from actagraph.graph.release import file_hashes, read_manifest
from actagraph.graph.store import Store
from actagraph.graph.verify import Verification, verify
from actagraph.ontology.dossier import from_json, to_json
from msgspec.structs import replace

from .test_folder import reading

URI = "https://e.org/n"


@pytest.fixture
def graph(tmp_path: Path) -> GraphFolder:
    graph = GraphFolder.create(tmp_path / "kg")
    graph.load([reading("north", uri=URI), reading("south")])
    graph.load([reading("north", "Bo Lund", uri=URI)])
    return graph


def test_a_graph_as_it_was_stored_has_no_fault(graph: GraphFolder) -> None:
    manifest = graph.manifest()
    assert manifest is not None
    assert verify(graph) == Verification(sources=2, claims=manifest.claims, releases=2, faults=())
    graph.retract("south report", "made up")
    assert (verify(graph).faults, verify(graph).sources) == ((), 2)
    graph.rollback(1)
    assert (verify(graph).faults, verify(graph).pending) == ((), True)


def test_the_example_has_no_fault() -> None:
    kg = actagraph.example()
    result, manifest = kg.verify(), kg.folder.manifest()
    assert (result.faults, result.sources, result.pending) == ((), 3, False)
    assert manifest is not None and result.claims == manifest.claims > 200


def one(graph: GraphFolder, pattern: str) -> Path:
    return next(iter(sorted(graph.path.glob(pattern))))


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


DAMAGES: list[tuple[str, Callable[[bytes], bytes], str, str]] = [
    ("sources/*/*.txt", lambda text: text + b"!", "was changed on disk", "load it again or forget it"),
    ("sources/*/dossier.json", lambda _: b"{", "is damaged", "load it again or forget it"),
    ("sources/*/versions/0001.json", lambda _: b"{", "0001.json is damaged", "load it again or forget it"),
    ("releases/2-*/store/*.sst", lambda data: data[:-1] + b"x", "was changed on disk", "delete the folder"),
    ("releases/1-*/records.json", lambda data: data + b" ", "was changed on disk", "delete the folder"),
    ("releases/1-*/manifest.json", lambda _: b"{", "manifest of release 1", "delete the folder"),
    ("current", lambda _: b"7-abc\n", "release 7-abc is missing", "publish a new one"),
]


@pytest.mark.parametrize(("pattern", "change", "problem", "advice"), DAMAGES, ids=[one[0] for one in DAMAGES])
def test_what_was_changed_is_named(
    graph: GraphFolder, pattern: str, change: Callable[[bytes], bytes], problem: str, advice: str
) -> None:
    edit(one(graph, pattern), change)
    found = [str(fault) for fault in verify(graph).faults]
    assert any(problem in line and advice in line for line in found), found
    assert not any("\n" in line for line in found)


def test_a_line_of_the_ledger_that_cannot_be_read_is_named(graph: GraphFolder) -> None:
    (graph.path / "judgements.jsonl").write_text('{"judgement": "perhaps"}\n')
    (fault,) = verify(graph).faults
    assert "line 1" in fault.problem
    assert fault.advice == "mend or delete the line"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("passages", ((0, 9999),), "does not lie in the text"),
        ("passages", ((4, 9),), "less than half of its words"),
        ("place", "Narnia", "is not mentioned in the passages"),
    ],
)
def test_a_claim_that_its_text_does_not_bear_out_is_named(
    graph: GraphFolder, field: str, value: object, reason: str
) -> None:
    path = one(graph, "sources/*/dossier.json")
    dossier = from_json(path.read_bytes())
    (killing,) = dossier.events
    path.write_bytes(to_json(replace(dossier, events=(replace(killing, **{field: value}),))))
    faults = verify(graph).faults
    assert any(reason in fault.problem and " k" in fault.where for fault in faults)


def tamper(graph: GraphFolder, old: bytes, new: bytes) -> None:
    """Publish other quads in place of the current release's, with a manifest that agrees."""
    path, stream = one(graph, "releases/2-*"), BytesIO()
    graph.store().dump(stream)
    assert old in stream.getvalue()
    shutil.rmtree(path / "store")
    Store.build(path / "store", stream.getvalue().replace(old, new))
    manifest = replace(read_manifest(path), files=file_hashes(path))
    (path / "manifest.json").write_bytes(msgspec.json.encode(manifest))


def test_a_quotation_that_is_not_the_sources_is_named(graph: GraphFolder) -> None:
    tamper(graph, b'exact> "Bo Lund', b'exact> "Bo Lynd')
    first, *faults = verify(graph).faults
    assert first.problem == "its quads are not those of its hash"
    assert faults and all("are not 'Bo Lynd" in fault.problem for fault in faults)


def test_a_claim_that_no_dossier_makes_is_named(graph: GraphFolder) -> None:
    tamper(graph, b"/id/claim/", b"/id/claim/0")
    first, *problems = [fault.problem for fault in verify(graph).faults]
    assert first == "its quads are not those of its hash"
    assert len(problems) == 2 and all("claims differ from those of source" in problem for problem in problems)
