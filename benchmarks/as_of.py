"""Measures views of a graph as of a day: making them, and opening them again.

    python benchmarks/as_of.py                          100 and 1,000 generated sources
    python benchmarks/as_of.py --sources 5000

A view is made when it is first asked for and then opened from the graph's cache. ``publish`` is the time that the
release itself takes, for comparison. The day is the middle of the days on which the sources were published.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from actagraph.graph.as_of import as_of
from actagraph.graph.folder import GraphFolder
from actagraph.graph.snapshots import Notes
from actagraph.graph.store import Store
from generated import sources  # type: ignore[import-not-found]

VIEWS = {"known": (False, True), "held": (True, False), "both": (True, True)}


def timed(make: Callable[[], Store]) -> tuple[float, Store]:
    """The seconds that something takes, and what it gives."""
    began = time.perf_counter()
    store = make()
    return time.perf_counter() - began, store


def row(folder: GraphFolder, name: str, day: date) -> str:
    """One line of the table: the view's quads, the seconds to make it and the milliseconds to open it again."""
    held, known = (day if wanted else None for wanted in VIEWS[name])
    made, store = timed(lambda: as_of(folder, held, known))
    again, _ = timed(lambda: as_of(folder, held, known))
    return f"{name:<8} {len(store):>10,} {made:>9.1f} {1000 * again:>9.0f}"


def _published(folder: GraphFolder) -> Store:
    folder.load([])
    return folder.store()


def measured(count: int) -> Iterator[str]:
    """The table for a graph of so many sources."""
    with TemporaryDirectory() as place:
        folder = GraphFolder.create(Path(place) / "g.kg")
        days = []
        for source in sources(count):
            folder.snapshots.write(source, Notes(given=source.key))
            days.append(source.dossier.source.published)
        published, store = timed(lambda: _published(folder))
        yield f"{'publish':<8} {len(store):>10,} {published:>9.1f}"
        day = date.fromisoformat(sorted(filter(None, days))[len(days) // 2])
        yield from (row(folder, name, day) for name in VIEWS)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure views as of a day.")
    parser.add_argument("--sources", type=int, action="append", help="how many sources the graph has")
    for count in parser.parse_args().sources or [100, 1000]:
        print(f"{count:,} sources\n{'':8} {'quads':>10} {'make, s':>9} {'open, ms':>9}")
        for line in measured(count):
            print(line, flush=True)


if __name__ == "__main__":
    main()
