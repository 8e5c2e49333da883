"""Speed of ``acta check`` beside pySHACL over rdflib: the same shapes on the same graph in the same run.

usage: checks.py [--quads N] [--share S] [--without-pyshacl]

Makes a graph of about N quads with the project's own assembler, damages some of its quads, writes it as a
release's store on disk and checks it. pySHACL then gets the facts and the evidence in memory, and must find the
same. Each runs in a process of its own, and is timed from opening the graph to the last finding.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TypeVar

import msgspec
from actagraph.graph.assemble import assemble
from actagraph.graph.check import check, shape_faults
from actagraph.graph.findings import findings
from actagraph.graph.shacl import compiled
from actagraph.graph.store import Store
from actagraph.ontology.model import read, turtle
from generated import sources  # type: ignore[import-not-found]
from pyoxigraph import DefaultGraph, RdfFormat, Triple, parse, serialize

SAMPLE = 40
T = TypeVar("T")
NS = "https://w3id.org/actagraph/ns#"
Violation = tuple[str, str, str]
"""Severity, entity and message."""


class Measured(msgspec.Struct):
    """What was found, and what that took: seconds by the clock and of the processor, and the peak memory in MB."""

    found: list[Violation]
    seconds: float
    processor: float
    memory: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, check, compare and print; 1 if the two do not find the same."""
    parser = argparse.ArgumentParser(description="Measure acta check beside pySHACL.")
    parser.add_argument("--quads", type=int, default=1_000_000, help="about how many quads the graph has")
    parser.add_argument("--share", type=float, default=0.001, help="the share of quads that are damaged")
    parser.add_argument("--without-pyshacl", action="store_true", help="leave out pySHACL, which takes long")
    options = parser.parse_args(arguments)
    print(", ".join(f"{name} {version(name)}" for name in ("actagraph", "pyoxigraph", "pyshacl", "rdflib")))
    with tempfile.TemporaryDirectory() as folder:
        quads = _apart(partial(_make, Path(folder), options.quads, options.share))
        head = f"{'seconds':>7} {'CPU s':>6} {'quads/s':>8} {'MB':>6} {'errors':>6} {'warnings':>8}"
        print(f"{quads:,} quads\n\n{'':<23} {head}")
        every = _run("acta check, all", _check, Path(folder) / "store", quads)
        shapes = _run("acta check, shapes only", _shapes, Path(folder) / "store", quads)
        if not options.without_pyshacl:
            return _compare(every, shapes, _run("pySHACL, shapes", _pyshacl, Path(folder) / "graph.nq", quads))
    return 0


def _make(folder: Path, quads: int, share: float) -> int:
    each_source = assemble(list(sources(SAMPLE))).nquads.count(b"\n") / SAMPLE
    lines = assemble(list(sources(max(1, round(quads / each_source))))).nquads.decode().splitlines()
    draw = Random(0)
    kept = [line for each in lines if (line := _damaged(each, draw) if draw.random() < share else each)]
    nquads = "\n".join(kept).encode()
    (folder / "graph.nq").write_bytes(nquads)
    (folder / "store").mkdir()
    Store.build(folder / "store", nquads)
    return len(kept)


def _damaged(line: str, draw: Random) -> str:
    """A quad left out, or with another property, status, datatype or object."""
    subject, predicate, rest = line.split(" ", 2)
    changed = (
        "",
        f"{subject} <{NS}comment> {rest}",
        line.replace(f"{NS}asserted>", f"{NS}rumoured>"),
        line.replace("XMLSchema#date>", "XMLSchema#string>"),
        f"{subject} {predicate} {rest.replace('/id/person/', '/id/nobody/')}",
    )
    return draw.choice(changed)


def _run(name: str, action: Callable[[Path], list[Violation]], path: Path, quads: int) -> Measured:
    one = _apart(partial(_measured, action, path))
    count = Counter(severity for severity, _, _ in one.found)
    spent = f"{one.seconds:>7.1f} {one.processor:>6.1f} {quads / one.seconds:>8,.0f} {one.memory:>6,.0f}"
    print(f"{name:<23} {spent} {count['error']:>6,} {count['warning']:>8,}", flush=True)
    return one


def _apart(action: Callable[[], T]) -> T:
    """What an action gives, run in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(action).result()


def _measured(action: Callable[[Path], list[Violation]], path: Path) -> Measured:
    clock, processor = time.perf_counter(), time.process_time()
    found = action(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(found, time.perf_counter() - clock, time.process_time() - processor, peak)


def _check(path: Path) -> list[Violation]:
    return [(one.severity, one.entity, one.message) for one in check(Store.open(path))]


def _shapes(path: Path) -> list[Violation]:
    store = Store.open(path)
    found = findings(store, list(shape_faults(store, compiled(turtle("shapes")))))
    return [(one.severity, one.entity, one.message.partition(" (it is ")[0]) for one in found]


def _pyshacl(path: Path) -> list[Violation]:
    graphs: dict[bool, list[Triple]] = {True: [], False: []}
    for quad in parse(path.read_bytes(), format=RdfFormat.N_QUADS):
        graphs[isinstance(quad.graph_name, DefaultGraph)].append(quad.triple)
    return [found for triples in graphs.values() for found in _validated(triples)]


def _validated(triples: list[Triple]) -> list[Violation]:
    from pyshacl import validate
    from rdflib import SH, Graph

    graph = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    _, results, _ = validate(graph, shacl_graph=read("shapes"))
    found = []
    for result in results.objects(None, SH.result):
        mild = results.value(result, SH.resultSeverity) != SH.Violation
        entity, message = results.value(result, SH.focusNode), results.value(result, SH.resultMessage)
        found.append(("warning" if mild else "error", str(entity), str(message)))
    return found


def _compare(every: Measured, shapes: Measured, other: Measured) -> int:
    for name, one in (("all checks", every), ("shapes only", shapes)):
        clock, processor = other.seconds / one.seconds, other.processor / one.processor
        print(f"{name}: {clock:.1f} times as fast as pySHACL by the clock, {processor:.1f} by processor time")
    differ = set(shapes.found) ^ set(other.found)
    print("the shapes find the same" if not differ else f"DIFFERENT: {sorted(differ)[:5]}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
