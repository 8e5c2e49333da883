"""Speed: words per second of extraction, facts per second of loading, milliseconds per question.

usage: bench.py [--sample N] [--repeat N]

Measures on the seed articles and on a sample of press releases from ``../shared``, as far as they
are there, and on the bundled example. Prints one table.
"""

from __future__ import annotations

import argparse
import platform
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import actagraph
from actagraph import KnowledgeGraph
from actagraph.errors import ActagraphError, BadSource
from actagraph.graph.folder import GraphFolder
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Reading, SourceInfo

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LIBRARIES = ("actagraph", "pyoxigraph", "spacy", "msgspec")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure extraction, loading and questions.")
    parser.add_argument("--sample", type=int, default=100, help="how many press releases to read")
    parser.add_argument("--repeat", type=int, default=5, help="how often to ask each question")
    options = parser.parse_args(arguments)
    print(", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    print(f"Python {platform.python_version()}, {_processor()}, {platform.system()} {platform.machine()}")
    print("\nfirst article, with the models still to be read:", f"{_seconds(_first_article):.2f} s")
    print(f"\n{'corpus':<20} {'articles':>8} {'words':>7} {'words/s':>8} {'facts':>6} {'facts/s':>8}")
    for name, paths in _corpora(options.sample):
        if paths:
            _measure_corpus(name, paths)
            _measure_corpus(f"{name}, fast", paths, "fast")
        else:
            print(f"{name:<20} not here: {SHARED.name}/ lies beside the repository where it is at hand")
    print(f"\n{'question on the bundled example':<32} {'ms':>6} {'rows':>5}")
    with actagraph.example() as graph:
        _measure_questions(graph, options.repeat)
    return 0


def _corpora(sample: int) -> Iterator[tuple[str, list[Path]]]:
    releases = sorted((SHARED / "data" / "press-releases").glob("*.txt"))
    yield "example", sorted((ROOT / "example").glob("*.html"))
    yield "seeds", sorted((SHARED / "seeds").glob("*.txt"))
    yield "press releases", random.Random(0).sample(releases, min(sample, len(releases)))


def _first_article() -> None:
    list(read(ROOT / "example" / "denver-order-wire.html"))


def _measure_corpus(name: str, paths: list[Path], kind: str | None = None) -> None:
    readings: list[Reading | BadSource] = []
    extraction = _seconds(lambda: readings.extend(_read(paths, kind)))
    words = sum(len(one.text.split()) for one in readings if isinstance(one, Reading))
    with tempfile.TemporaryDirectory() as folder:
        graph = GraphFolder.create(Path(folder) / "bench.kg")
        facts: list[int] = []
        loading = _seconds(lambda: facts.append(graph.load(readings).facts))
    speed = f"{words / extraction:>8,.0f} {facts[0]:>6,} {facts[0] / loading:>8,.0f}"
    print(f"{name:<20} {len(paths):>8} {words:>7,} {speed}")


def _read(paths: list[Path], kind: str | None) -> Iterator[Reading | BadSource]:
    return (one for path in paths for one in read(path, kind=kind, info=_known(path)))


def _known(path: Path) -> SourceInfo:
    """A press release tells its day in its name: 14Mar2007akaka189.txt."""
    day = re.match(r"\d{1,2}[A-Z][a-z]{2}\d{4}", path.name)
    return SourceInfo(published=f"{datetime.strptime(day[0], '%d%b%Y').date()}" if day else None)


def _measure_questions(graph: KnowledgeGraph, repeat: int) -> None:
    for name, question in sorted(graph.questions().items()):
        try:
            rows = len(graph.ask(name, **question.example).rows)
        except ActagraphError as error:
            print(f"{name:<32} {error}")
            continue
        times = [_seconds(lambda: graph.ask(name, **question.example)) for _ in range(repeat)]  # noqa: B023
        print(f"{name:<32} {1000 * median(times):>6.1f} {rows:>5}")


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _processor() -> str:
    try:
        named = re.search(r"^model name\s*: (.+)", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        named = None
    return named[1] if named else platform.processor() or "unknown processor"


if __name__ == "__main__":
    sys.exit(main())
