"""Kills commands at random moments, and looks at what they leave.

usage: python benchmarks/kills.py [--times 500] [--seed 0] [--folder FOLDER]

Each command runs in a process of its own on a copy of one small graph, and gets SIGKILL: every other time at a
moment drawn from the time that it takes, otherwise at one of the files, folders and connections that it opens,
renames or removes. Then the graph must open, hold byte for byte the N-Quads from before or after the command, and
verify; the command, run again, must bring it to the state after and leave nothing half done. ``publish`` sends to
Oxigraph's server, which must answer from the one release or the other. Prints a table; the exit status is 1 if any
kill did harm.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from actagraph.errors import BadQuestion, UnknownName  # noqa: E402
from actagraph.graph.folder import GraphFolder  # noqa: E402
from actagraph.graph.identity.ledger import Judgement  # noqa: E402
from actagraph.graph.publication import REGISTRY, publish  # noqa: E402
from actagraph.graph.remote import Endpoint  # noqa: E402
from actagraph.graph.server import Server  # noqa: E402
from actagraph.graph.verify import verify  # noqa: E402

from tests.servers import oxigraph  # noqa: E402
from tests.test_folder import reading  # noqa: E402

Command = Callable[[GraphFolder, str], object]
NORTH, SOUTH = "north report", "south report"
EVENTS = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "urllib.Request")
"""What Python tells of the files and connections that a command touches."""
_BY_CLOCK = 0.5
"""The part of the kills that come at a moment and not at an event."""
CHANGED = 1000
"""Stores are made from the last one, however much changed, as in a large graph."""
QUADS = "SELECT ?g ?s ?p ?o WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def load(graph: GraphFolder, _: str) -> None:
    """Two new sources, and a new version of one that is there."""
    new = [reading(name, "Cy Dent") for name in ("east", "far east")]
    graph.load([reading("north", "Bo Lund", uri="https://e.org/n"), *new])


def merge(graph: GraphFolder, _: str) -> None:
    """A user's judgement on two events."""
    left, right = sorted(f"{one.key}#k" for one in graph.sources() if one.title in (NORTH, SOUTH))
    if not any(one.by == "ana" for one in graph.judgements()):
        graph.judge(Judgement(judgement="different", left=left, right=right, by="ana"))
    graph.load([])


def forget(graph: GraphFolder, _: str) -> None:
    """Remove a source, unless the killed command already has."""
    try:
        graph.forget(NORTH)
    except UnknownName:
        graph.load([])


def restore(graph: GraphFolder, _: str) -> None:
    """Undo a retraction, unless the killed command already has."""
    try:
        graph.restore("west report")
    except BadQuestion:
        graph.load([])


COMMANDS: dict[str, Command] = {
    "load": load,
    "merge": merge,
    "forget": forget,
    "retract": lambda graph, _: graph.retract(SOUTH, "made up"),
    "restore": restore,
    "rollback": lambda graph, _: graph.rollback(1),
    "publish": lambda graph, url: send(graph, url),
}


def send(graph: GraphFolder, url: str) -> None:
    """The current release to a server."""
    manifest = graph.manifest()
    assert manifest is not None
    publish(graph.store(), manifest.release, graph.base, Server.find(url), overwrite=True)


def work(command: str, path: str, url: str, begun: str, event: int | None) -> None:
    """Run a command in a process of its own, which tells when it begins, and dies at an event if told to."""
    graph, count = GraphFolder.open(path), 0
    graph.releases.most_changed = CHANGED

    def watch(name: str, _: object) -> None:
        nonlocal count
        if name in EVENTS:
            count += 1
            if count == event:
                os.kill(os.getpid(), signal.SIGKILL)

    Path(begun).touch()
    sys.addaudithook(watch)
    COMMANDS[command](graph, url)
    Path(begun).write_text(str(count))


def prepared(folder: Path) -> Path:
    """A graph with a few sources, one of them retracted, and two releases, as many as it keeps."""
    graph = GraphFolder.create(folder)
    graph.keep(2)
    names = ("north", "south", "west", "up north", "down south", "out west")
    graph.load([reading(name, uri="https://e.org/n" if name == "north" else None) for name in names])
    graph.retract("west report", "made up")
    return folder


def nquads(path: Path) -> bytes:
    """The current release as sorted N-Quads."""
    stream = BytesIO()
    GraphFolder.open(path).store().dump(stream)
    return b"".join(sorted(stream.getvalue().splitlines(keepends=True)))


def served(url: str) -> bytes:
    """What a server answers from, sorted."""
    rows = Endpoint(f"{url}/query").select(QUADS).rows
    return "\n".join(sorted(" ".join(map(str, row)) for row in rows if _is_ours(str(row[0])))).encode()


def _is_ours(graph: str) -> bool:
    return not graph.startswith("<urn:actagraph:") and graph != f"<{REGISTRY}>"


class Trials:
    """Kills of each command on copies of one graph."""

    def __init__(self, folder: Path, url: str, seed: int) -> None:
        self._folder, self._url, self._random = folder, url, random.Random(seed)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["actagraph.graph.folder", "actagraph.graph.publication", "rapidfuzz"])
        self._base = prepared(folder / "base")
        self._known = {command: self._measured(command) for command in COMMANDS}

    def kill(self, command: str) -> str:
        """Kill a command once; ``before``, ``after`` or ``finished``, or what is wrong."""
        before, after, seconds, events = self._known[command]
        path = self._copy()
        moment, event = self._random.uniform(0, seconds), self._random.randint(1, events)
        by_clock = self._random.random() < _BY_CLOCK
        exit_code, _ = self._run(command, path, moment if by_clock else None, None if by_clock else event)
        state = self._state(command, path)
        if state not in (before, after):
            return "neither the state before nor after"
        if wrong := self._wrong(path):
            return wrong
        self._run(command, path)
        if self._state(command, path) != after:
            return "not finished by running it again"
        left = [*path.glob("releases/.*"), *path.glob("sources/**/.*"), *path.glob("sources/*/leaving")]
        if left or (wrong := self._wrong(path)):
            return wrong or f"left {left[0].name}"
        return "finished" if exit_code == 0 else "before" if state == before else "after"

    def _measured(self, command: str) -> tuple[bytes, bytes, float, int]:
        path = self._copy()
        before = self._state(command, path)
        self._run(command, path)
        after, took = self._state(command, path), []
        for _ in range(3):
            took.append(self._run(command, self._copy())[1])
        return before, after, min(took), int((self._folder / "begun").read_text())

    def _copy(self) -> Path:
        path = self._folder / "trial"
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self._base, path)
        earlier = GraphFolder.open(path).release(1)
        publish(earlier.store, "1", GraphFolder.open(path).base, Server.find(self._url), overwrite=True)
        return path

    def _run(
        self, command: str, path: Path, moment: float | None = None, event: int | None = None
    ) -> tuple[int | None, float]:
        """Run a command, perhaps killing it at a moment or event; exit code, and seconds that it took."""
        begun = self._folder / "begun"
        begun.unlink(missing_ok=True)
        process = self._context.Process(target=work, args=(command, str(path), self._url, str(begun), event))
        process.start()
        while not begun.exists() and process.is_alive():
            time.sleep(0.0005)
        begin = time.monotonic()
        if moment is not None:
            time.sleep(moment)
            process.kill()
        process.join()
        return process.exitcode, time.monotonic() - begin

    def _state(self, command: str, path: Path) -> bytes:
        return served(self._url) if command == "publish" else nquads(path)

    def _wrong(self, path: Path) -> str:
        faults = verify(GraphFolder.open(path)).faults
        return f"does not verify: {faults[0]}" if faults else ""


def main() -> int:
    """Kill, and print what was found."""
    parser = argparse.ArgumentParser(description="Kill commands at random moments and look at what they leave.")
    parser.add_argument("--times", type=int, default=500, help="how many kills in all (500)")
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    times, seed = (given := parser.parse_args()).times, given.seed
    found: dict[str, Counter[str]] = {command: Counter() for command in COMMANDS}
    with tempfile.TemporaryDirectory() as folder, oxigraph(Path(folder)) as url:
        trials = Trials(Path(folder), url, seed)
        for number in range(times):
            command = list(COMMANDS)[number % len(COMMANDS)]
            found[command][trials.kill(command)] += 1
    print(f"{'command':10}{'kills':>7}{'before':>8}{'after':>7}{'too late':>10}{'harm':>6}")
    harmed = 0
    for command, counts in found.items():
        harm = {what: count for what, count in counts.items() if what not in ("before", "after", "finished")}
        harmed += sum(harm.values())
        columns = f"{counts['before']:>8}{counts['after']:>7}{counts['finished']:>10}{sum(harm.values()):>6}"
        print(f"{command:10}{counts.total():>7}{columns}", *(f"\n  {count} × {what}" for what, count in harm.items()))
    return int(harmed > 0)


if __name__ == "__main__":
    sys.exit(main())
