"""Whatever is done in whatever order: the graph is what its sources now say, byte for byte."""

import tempfile
from contextlib import suppress
from pathlib import Path

from actagraph.errors import Contradicted
from actagraph.graph.folder import GraphFolder
from actagraph.graph.identity.ledger import Judgement
from actagraph.graph.stated_cache import FILE as CACHE
from actagraph.graph.succession import LINES
from actagraph.graph.verify import verify
from actagraph.ontology.dossier import Reading
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from .test_folder import reading

NAMES = ("north", "south", "west")
VICTIMS = ("Ann Hall", "Ann B. Hall", "Bo Lund")
DAYS = (None, "2026-01", "2026-01-07")
MEMORY = next((str(path) for path in [Path("/dev/shm")] if path.is_dir()), None)
"""Where nothing waits for a disk, if there is such a place."""
ALWAYS = 1000
"""Stores are made from the last one, however much changed: a clean build makes its own anew."""
names, numbers = st.sampled_from(NAMES), st.integers(0, 5)


class Sequences(RuleBasedStateMachine):
    """Commands on a graph, and beside it what it should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY)
        self.graph = GraphFolder.create(Path(self.folder.name) / "kg")
        self.graph.releases.most_changed = ALWAYS
        self.loaded: dict[str, Reading] = {}
        self.retracted: set[str] = set()

    @rule(name=names, victim=st.sampled_from(VICTIMS), day=st.sampled_from(DAYS))
    def load(self, name: str, victim: str, day: str | None) -> None:
        new = reading(name, victim, day, uri=f"https://e.org/{name}")
        report = self.graph.load([new])
        assert report.rejected == () and len(report.retracted) == (name in self.retracted)
        self.loaded[name] = new

    @precondition(lambda self: self.loaded)
    @rule(number=numbers)
    def load_again(self, number: int) -> None:
        report = self.graph.load([self.chosen(number)[1]])
        assert (report.loaded, report.unchanged) == (0, 1)

    @precondition(lambda self: self.loaded)
    @rule(number=numbers)
    def forget(self, number: int) -> None:
        name, _ = self.chosen(number)
        self.graph.forget(f"https://e.org/{name}")
        del self.loaded[name]
        self.retracted.discard(name)

    @precondition(lambda self: self.loaded)
    @rule(number=numbers)
    def retract(self, number: int) -> None:
        name, _ = self.chosen(number)
        self.graph.retract(f"https://e.org/{name}", "made up")
        self.retracted.add(name)

    @precondition(lambda self: self.retracted)
    @rule(number=numbers)
    def restore(self, number: int) -> None:
        name = sorted(self.retracted)[number % len(self.retracted)]
        self.graph.restore(f"https://e.org/{name}")
        self.retracted.remove(name)

    @precondition(lambda self: len(self.in_effect()) > 1)
    @rule(number=numbers, verdict=st.sampled_from(("same", "different", "unsure")), record=st.sampled_from("vk"))
    def judge(self, number: int, verdict: str, record: str) -> None:
        keys = sorted(f"{one.key}#{record}" for one in self.graph.sources() if not one.retracted)
        left, right = keys[number % len(keys)], keys[(number + 1) % len(keys)]
        with suppress(Contradicted):  # refused, and nothing is written
            self.graph.judge(Judgement(judgement=verdict, left=left, right=right, by="ana"))  # type: ignore[arg-type]

    @precondition(lambda self: (self.graph.path / "judgements.jsonl").exists())
    @rule()
    def undo_a_judgement(self) -> None:
        ledger = self.graph.path / "judgements.jsonl"
        ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:-1]))
        self.graph.load([])

    @precondition(lambda self: len(self.graph.releases.kept()) > 1)
    @rule(number=numbers)
    def roll_back_and_go_on(self, number: int) -> None:
        kept = self.graph.list_releases()
        self.graph.rollback(kept[number % len(kept)].number)
        self.graph.load([])

    @precondition(lambda self: self.loaded)
    @rule(name=st.sampled_from((CACHE, LINES)), place=st.floats(0, 1, exclude_max=True))
    def damage_what_is_kept_beside_the_graph(self, name: str, place: float) -> None:
        path = self.graph.path / name
        if data := bytearray(path.read_bytes()):
            data[int(place * len(data))] ^= 1
            path.write_bytes(data)

    @invariant()
    def it_equals_a_clean_build(self) -> None:
        manifest = self.graph.manifest()
        if manifest is None:
            return
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            clean = GraphFolder.create(Path(folder) / "kg")
            (clean.path / "judgements.jsonl").write_bytes(self.graph._ledger_bytes())
            clean.load(reversed([self.loaded[name] for name in self.in_effect()]))
            other = clean.manifest()
            assert other is not None and other.hash == manifest.hash
            assert (other.quads, other.facts, other.classes) == (manifest.quads, manifest.facts, manifest.classes)
            assert clean.records() == self.graph.records()
            assert clean.store().graphs() == self.graph.store().graphs()

    @invariant()
    def it_verifies(self) -> None:
        result = verify(self.graph)
        assert result.faults == () and not result.pending and result.sources == len(self.loaded)

    def in_effect(self) -> list[str]:
        return sorted(self.loaded.keys() - self.retracted)

    def chosen(self, number: int) -> tuple[str, Reading]:
        return sorted(self.loaded.items())[number % len(self.loaded)]

    def teardown(self) -> None:
        self.folder.cleanup()


TestSequences = Sequences.TestCase
TestSequences.settings = settings(max_examples=12, stateful_step_count=8, deadline=None)
