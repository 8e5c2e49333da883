"""How fast rosters are read, and how much of that is the YAML or JSON parser's own time.

``python benchmarks/rosters.py`` reads the files of ../shared/data that are there, and a dump of generated
entities in Wikidata's shape; ``--entities`` says of how many.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import yaml
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Reading

SHARED = Path(__file__).parents[2] / "shared" / "data"
ROSTERS = {
    "Open States, four states": SHARED / "open-states",
    "legislators": SHARED / "congress-legislators" / "legislators-current.yaml",
    "committees' members": SHARED / "congress-legislators" / "committee-membership-current.yaml",
}
DUMP = Path(__file__).parents[1] / "tests" / "data" / "wikidata" / "dump.json"


def main() -> None:
    """Print a table: records, megabytes, seconds in all, and the parser's share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=20_000)
    given = parser.parse_args()
    print(f"{'':26}{'records':>9}{'MB':>7}{'MB/s':>7}{'records/s':>11}{'parser':>8}")
    for name, path in ROSTERS.items():
        if path.exists():
            files = sorted(path.rglob("*.y*ml")) if path.is_dir() else [path]
            line(name, path, sum(one.stat().st_size for one in files), partial(composed, files))
        else:
            print(f"{name:26} left out: there is no {path}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        dump = generated(Path(folder) / "dump.json", given.entities)
        line(f"dump of {given.entities:,} entities", dump, dump.stat().st_size, lambda: decoded(dump))
        memory(dump)


def line(name: str, path: Path, size: int, parse: Callable[[], None]) -> None:
    """One row of the table, the best of three."""
    whole = min(timed(lambda: sum(isinstance(one, Reading) for one in read(path))) for _ in range(3))
    own = min(timed(parse)[0] for _ in range(3))
    seconds, records = whole
    million = size / 1e6
    speed = f"{million / seconds:7.1f}{records / seconds:11,.0f}{own / seconds:8.0%}"
    print(f"{name:26}{records:9,}{million:7.1f}{speed}")


def timed(work: Callable[[], int | None]) -> tuple[float, int]:
    """The processor's seconds for some work, and what it counted."""
    start = process_time()
    found = work()
    return process_time() - start, found or 0


def composed(files: list[Path]) -> None:
    """What libyaml needs to compose the files' nodes."""
    for path in files:
        yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


def decoded(path: Path) -> None:
    """What json needs to decode the lines."""
    with path.open(encoding="utf-8") as lines:
        for text in lines:
            if text.startswith("{"):
                json.loads(text.rstrip(",\n"))


def generated(path: Path, count: int) -> Path:
    """A dump of so many entities, made of the tests' by renumbering."""
    lines = [one.rstrip(",\n") for one in DUMP.read_text("utf-8").splitlines() if one.startswith("{")]
    with path.open("w", encoding="utf-8") as out:
        out.write("[\n")
        for number in range(count):
            text = lines[number % len(lines)]
            if number >= len(lines):
                old = json.loads(text)["id"]
                text = text.replace(f'"id":"{old}","labels"', f'"id":"Q{10**9 + number}","labels"')
            out.write(f"{text},\n")
        out.write("]\n")
    return path


def memory(path: Path) -> None:
    """Print the most memory that the reading of a dump holds."""
    tracemalloc.start()
    for _ in read(path):
        pass
    held = tracemalloc.get_traced_memory()[1]
    print(f"at most {held / 1e6:.0f} MB held for the dump of {path.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
