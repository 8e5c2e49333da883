"""Speed of ``acta check`` beside pySHACL over rdflib: the same shapes on the same graph in the same run.

usage: checks.py [--quads N] [--share S] [--without-pyshacl]

Makes a graph of about N quads with the project's own assembler, damages some of its records, writes it as a
release's store on disk and checks it. pySHACL then gets the facts and the evidence in memory, and must find the same.
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
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from random import Random

from actagraph.graph.assemble import assemble
from actagraph.graph.check import check, checks
from actagraph.graph.store import Store
from actagraph.ontology.model import read
from generated import sources  # type: ignore[import-not-found]
from pyoxigraph import DefaultGraph, RdfFormat, Triple, parse, serialize

QUADS_PER_SOURCE = 740
NS = "https://w3id.org/actagraph/ns#"
Violation = tuple[str, str, str]
Measured = tuple[float, float, list[tuple[str, Violation]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, check, compare and print; 1 if the two do not find the same."""
    parser = argparse.ArgumentParser(description="Measure acta check beside pySHACL.")
    parser.add_argument("--quads", type=int, default=1_000_000, help="about how many quads the graph has")
    parser.add_argument("--share", type=float, default=0.001, help="the share of quads that are damaged")
    parser.add_argument("--without-pyshacl", action="store_true", help="leave out pySHACL, which takes long")
    options = parser.parse_args(arguments)
    print(", ".join(f"{name} {version(name)}" for name in ("actagraph", "pyoxigraph", "pyshacl", "rdflib")))
    with tempfile.TemporaryDirectory() as folder:
        quads = _make(Path(folder), options.quads, options.share)
        ours = _apart(_check, Path(folder) / "store")
        _print("acta check, all", quads, *ours)
        if options.without_pyshacl:
            return 0
        theirs = _apart(_pyshacl, Path(folder) / "graph.nq")
    _print("pySHACL, shapes", quads, *theirs)
    same = {violation for name, violation in ours[2] if name in _shapes()} == {one for _, one in theirs[2]}
    print(f"\nratio {theirs[0] / ours[0]:.1f}; the shapes find {'the same' if same else 'DIFFERENT things'}")
    return 0 if same else 1


def _make(folder: Path, quads: int, share: float) -> int:
    start = time.perf_counter()
    lines = assemble(list(sources(max(1, quads // QUADS_PER_SOURCE)))).nquads.decode().splitlines()
    draw = Random(0)
    kept = [line for each in lines if (line := _damaged(each, draw) if draw.random() < share else each)]
    nquads = "\n".join(kept).encode()
    (folder / "graph.nq").write_bytes(nquads)
    (folder / "store").mkdir()
    Store.build(folder / "store", nquads)
    print(f"{len(kept):,} quads made in {time.perf_counter() - start:.0f} s\n")
    print(f"{'':<16} {'seconds':>8} {'quads/s':>8} {'MB':>6} {'errors':>7} {'warnings':>8}")
    return len(kept)


def _damaged(line: str, draw: Random) -> str:
    """A quad left out, or with another property, status, datatype or object."""
    subject, predicate, rest = line.split(" ", 2)
    changed = {
        0: "",
        1: f"{subject} <{NS}comment> {rest}",
        2: line.replace(f"{NS}asserted>", f"{NS}rumoured>"),
        3: line.replace("XMLSchema#date>", "XMLSchema#gYear>"),
        4: line.replace("/id/person/", "/id/nobody/", 1) if "/id/person/" in predicate + rest else "",
    }
    return changed[draw.randrange(len(changed))]


def _apart(action: Callable[[Path], list[tuple[str, Violation]]], path: Path) -> Measured:
    """What an action finds, its seconds and its peak memory in MB, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_measured, action, path).result()


def _measured(action: Callable[[Path], list[tuple[str, Violation]]], path: Path) -> Measured:
    start = time.perf_counter()
    found = action(path)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found


def _check(path: Path) -> list[tuple[str, Violation]]:
    found = check(Store.open(path))
    return [(one.check, (one.severity, one.entity, one.message.partition(" (it is ")[0])) for one in found]


def _shapes() -> set[str]:
    """The names of the checks that are shapes: those listed before the check of dates."""
    names = [one.name for one in checks()]
    return set(names[: names.index("possible-date")])


def _pyshacl(path: Path) -> list[tuple[str, Violation]]:
    graphs: dict[bool, list[Triple]] = {True: [], False: []}
    for quad in parse(path.read_bytes(), format=RdfFormat.N_QUADS):
        graphs[isinstance(quad.graph_name, DefaultGraph)].append(quad.triple)
    return [found for triples in graphs.values() for found in _validated(triples)]


def _validated(triples: list[Triple]) -> list[tuple[str, Violation]]:
    from pyshacl import validate
    from rdflib import SH, Graph

    graph = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    _, results, _ = validate(graph, shacl_graph=read("shapes"))
    found = []
    for result in results.objects(None, SH.result):
        mild = results.value(result, SH.resultSeverity) != SH.Violation
        entity, message = results.value(result, SH.focusNode), results.value(result, SH.resultMessage)
        found.append(("", ("warning" if mild else "error", str(entity), str(message))))
    return found


def _print(name: str, quads: int, seconds: float, memory: float, found: list[tuple[str, Violation]]) -> None:
    count = Counter(severity for _, (severity, _, _) in found)
    speed = f"{seconds:>8.1f} {quads / seconds:>8,.0f} {memory:>6,.0f}"
    print(f"{name:<16} {speed} {count['error']:>7,} {count['warning']:>8,}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
