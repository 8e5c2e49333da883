"""How time and memory grow with the graph: making it, adding one article, asking each question.

    python benchmarks/scale.py                              0.1 and 1 million quads, some minutes
    python benchmarks/scale.py --quads 1000000 10000000     an hour or so, and 12 GB of memory

Each size is measured in a process of its own, on generated reports: as in the news, few cities have most of
them (:mod:`generated`). *make* is from the sources on disk to a published release, nothing kept; *bulk* is
pyoxigraph's ``bulk_load`` of the same N-Quads into a new store on disk. *add* is storing one more report and
publishing, the median of some. Questions are asked of entities of average degree: cities with the mean number of
reports, their officials, agencies, orders and lawsuits; names are given as IRIs, and the graph's names have been read.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import Any

import actagraph
from actagraph.graph.folder import GraphFolder
from actagraph.graph.snapshots import Notes
from actagraph.graph.store import Place, Store
from actagraph.queries.catalogue import questions
from generated import sources  # type: ignore[import-not-found]
from msgspec.structs import replace
from pyoxigraph import RdfFormat
from pyoxigraph import Store as Oxigraph

PER_SOURCE = 1200
"""About the quads that a generated report makes."""
ADDED, CITIES, REPEAT = 5, 5, 5
_BY_CITY = (
    "SELECT ?city (COUNT(?i) AS ?n) { ?i acta:jurisdiction ?city ; acta:number ?x } GROUP BY ?city ORDER BY ?city"
)
_AROUND = """SELECT ?order ?official ?agency ?lawsuit ?person ?event ?source {
  VALUES ?city { <CITY> }
  ?order acta:jurisdiction ?city ; acta:issuedBy ?official ; acta:respondsTo ?event .
  ?lawsuit acta:challenges ?order . ?agency acta:partOf ?city ; a acta:Agency . ?event acta:victim ?person .
  GRAPH ?source { ?claim a acta:Claim ; rdf:subject ?order }
} LIMIT 1"""
_AS = {"of": "city", "place": "city", "party": "city", "bearer": "agency", "actor": "official"}
_ORDERS = ("subject", "about", "challenged")
"""Parameters for which the order is asked of; what a report has under another name is in ``_AS``."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure graphs of several sizes.")
    parser.add_argument("--quads", type=int, nargs="+", default=[100_000, 1_000_000], help="sizes of graphs")
    parser.add_argument("--memory", type=int, default=3_000_000, help="quads up to which to ask in memory too")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.one, options.memory)))
        return 0
    found = [_apart(quads, options.memory) for quads in options.quads]
    print("\n".join(_speeds(found)))
    print("\n".join(_answers(found)))
    return 0


def measured(quads: int, memory: int) -> dict[str, Any]:
    """One size: seconds, megabytes, and milliseconds of each question by place."""
    with TemporaryDirectory() as place:
        folder = GraphFolder.create(Path(place) / "g.kg")
        count = max(10, quads // PER_SOURCE)
        for source in sources(count):
            folder.snapshots.write(source, Notes(given=source.key))
        make = _seconds(folder.publish)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found: dict[str, Any] = {
            "quads": len(folder.store()),
            "make": make,
            "peak": peak,
            "bulk": _bulk(folder.store(), Path(place)),
        }
        found["add"] = median(_seconds(adding) for adding in _additions(folder, count))
        found["added peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found["disk"] = _asked(folder.path, "disk")
        found["memory"] = _asked(folder.path, "memory") if quads <= memory else {}
        return found


def _apart(quads: int, memory: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", str(quads), "--memory", str(memory)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def _bulk(store: Store, place: Path) -> float:
    """The seconds in which Oxigraph loads the graph from a file."""
    with (place / "all.nq").open("wb") as stream:
        store.dump(stream)
    fresh = Oxigraph(str(place / "bulk"))
    return _seconds(lambda: fresh.bulk_load(path=str(place / "all.nq"), format=RdfFormat.N_QUADS))


def _additions(folder: GraphFolder, count: int) -> Iterator[Callable[[], object]]:
    """What adds one more report, each time another."""
    for number, source in enumerate(sources(ADDED, seed=1)):
        more = replace(source, key=f"more-{count + number}")

        def add(more: Any = more) -> None:
            folder.snapshots.write(more, Notes(given=more.key))
            folder.publish()

        yield add


def _asked(path: Path, place: Place) -> dict[str, float]:
    """The median milliseconds of each question."""
    graph = actagraph.open(path, store=place)
    entities = list(_entities(graph.store))
    graph.find("x")
    found = {}
    for name, question in questions().items():
        given = [_parameters(question.parameters, each) for each in entities]
        times = [_seconds(lambda: graph.ask(name, **one).rows) for one in given for _ in range(REPEAT)]  # noqa: B023
        found[name] = 1000 * median(times)
    return found


def _entities(store: Store) -> Iterator[dict[str, str]]:
    """For some cities of average degree, what one report on each tells of, by IRI."""
    counts = [(city.value, int(n.value)) for city, n in store.select(_BY_CITY).rows if city and n]
    average = mean(n for _, n in counts)
    for city, _ in sorted(counts, key=lambda one: (abs(one[1] - average), one[0]))[:CITIES]:
        rows = store.select(_AROUND.replace("CITY", city))
        for row in rows.rows:
            yield {"city": city, **{name: term.value for name, term in zip(rows.variables, row, strict=True) if term}}


def _parameters(wanted: Mapping[str, Any], entities: Mapping[str, str]) -> dict[str, str]:
    """The first entity that a question asks about, as a person would give it: the others are left out."""
    named = {name: "order" if name in _ORDERS else _AS.get(name, name) for name in wanted}
    found = [(name, entities[own]) for name, own in named.items() if own in entities and wanted[name].type == "entity"]
    return dict(found[:1])


def _speeds(found: list[dict[str, Any]]) -> Iterator[str]:
    yield f"{'quads':>12} {'make, s':>8} {'bulk, s':>8} {'bulk/make':>9} {'add, s':>7} {'to least':>8} {'peak, MB':>8}"
    for one in found:
        ratios = f"{one['bulk'] / one['make']:>9.2f} {one['add']:>7.2f} {one['add'] / found[0]['add']:>8.1f}"
        yield f"{one['quads']:>12,} {one['make']:>8.1f} {one['bulk']:>8.1f} {ratios} {one['peak']:>8,.0f}"


def _answers(found: list[dict[str, Any]]) -> Iterator[str]:
    columns = [(place, one) for place in ("disk", "memory") for one in found if one[place]]
    yield f"\n{'ms, and times the least':<22}" + "".join(f"{place:>8} {one['quads']:>10,}" for place, one in columns)
    for name in found[0]["disk"]:
        cells = (
            f"{one[place][name]:>11.1f} {one[place][name] / found[0][place][name]:>7.1f}" for place, one in columns
        )
        yield f"{name:<22}" + "".join(cells)


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
