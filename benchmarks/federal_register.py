"""How well provisions are read from the full texts of executive orders, and effects from disposition notes.

    python benchmarks/federal_register.py FOLDER            what the verdicts in benchmarks/federal_register say
    python benchmarks/federal_register.py FOLDER --sample   the sample as TSV, to be judged by hand

FOLDER holds ``fulltext/*.xml`` and ``documents/*.json`` as the Federal Register gives them. The sample is
drawn with a fixed seed, from orders that the rules were not written with.
"""

from __future__ import annotations

import csv
import math
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from actagraph.errors import BadSource
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Instrument, Provision

HERE = Path(__file__).parent / "federal_register"
SEED, ORDERS, PER_ORDER = 20261124, 15, 10
SEEN = frozenset(
    (
        "13145",
        "13170",
        "13188",
        "13254",
        "13256",
        "13267",
        "13310",
        "13355",
        "13366",
        "13388",
        "13397",
        "13445",
        "13466",
        "13479",
        "13508",
        "13520",
        "13530",
        "13546",
        "13550",
        "13553",
        "13555",
        "13602",
        "13622",
        "13673",
        "13693",
        "13780",
        "13800",
        "13839",
        "13841",
        "13851",
        "13885",
        "13888",
        "13890",
        "13891",
        "13953",
        "13958",
    )
)
"""The orders that the rules were written or amended with."""


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return middle - half, middle + half


def order(path: Path) -> tuple[Instrument, str]:
    """The order that a file of full text holds, and its text."""
    for found in read(path):
        if isinstance(found, BadSource):
            raise found
        return found.dossier.instruments[0], found.text
    raise ValueError(path)


def sample(folder: Path) -> Iterator[tuple[str, Provision, str]]:
    """Ten provisions of each of fifteen orders, with the texts."""
    paths = [path for path in sorted((folder / "fulltext").glob("*.xml")) if path.stem.removeprefix("EO_") not in SEEN]
    chosen = random.Random(SEED)
    chosen.shuffle(paths)
    drawn = 0
    for path in paths:
        found, text = order(path)
        if len(found.provisions) < PER_ORDER:
            continue
        picked = sorted(chosen.sample(range(len(found.provisions)), PER_ORDER))
        yield from ((path.stem, found.provisions[number], text) for number in picked)
        drawn += 1
        if drawn == ORDERS:
            return


def key(name: str, one: Provision) -> tuple[str, ...]:
    """What a verdict is on: the order, section and place, the modality and the bearer."""
    return name, one.section or "", str(one.passages[-1][0]), one.modality, one.bearer or ""


def main() -> None:
    """Print the sample, or the shares that the verdicts give."""
    folder = Path(sys.argv[1])
    if "--sample" in sys.argv:
        for name, one, text in sample(folder):
            said = " … ".join(" ".join(text[start:end].split()) for start, end in one.passages)
            print("\t".join((*key(name, one), one.action[:90], said[:700])))
        return
    provisions(folder)
    edges()


def provisions(folder: Path) -> None:
    """Print how many of the provisions that the loader finds today were judged right."""
    with (HERE / "provisions.tsv").open(encoding="utf-8", newline="") as file:
        verdicts = [(tuple(row[:5]), row[5]) for row in csv.reader(file, delimiter="\t") if row[0] != "order"]
    names = {row[0] for row, _ in verdicts}
    now = {key(path, one) for path in sorted(names) for one in order(folder / "fulltext" / f"{path}.xml")[0].provisions}
    right = sum(verdict == "right" for _, verdict in verdicts)
    low, high = wilson(right, len(verdicts))
    share = f"{right} of {len(verdicts)}: {right / len(verdicts):.2f} ({low:.2f}-{high:.2f})"
    changed = sum(row not in now for row, _ in verdicts)
    print(f"provisions: modality and bearer right {share}; {changed} of these are found otherwise now")
    recall()


def recall() -> None:
    """Print the share of provisions that a reader finds in whole orders and the loader too."""
    with (HERE / "recall.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row[0] != "order"]
    there, found = sum(int(row[1]) for row in rows), sum(int(row[2]) for row in rows)
    low, high = wilson(found, there)
    print(f"provisions: found {found} of {there} in {len(rows)} orders: {found / there:.2f} ({low:.2f}-{high:.2f})")


def edges() -> None:
    """Print how the sampled disposition notes were judged."""
    with (HERE / "effects.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row[0] != "order"]
    right, wrong, missed = (sum(row[4] == verdict for row in rows) for verdict in ("right", "wrong", "missed"))
    low, high = wilson(right, right + wrong)
    print(f"effects: right {right} of {right + wrong}: {right / (right + wrong):.2f} ({low:.2f}-{high:.2f})")
    low, high = wilson(right, right + missed)
    print(f"effects: found {right} of {right + missed}: {right / (right + missed):.2f} ({low:.2f}-{high:.2f})")


if __name__ == "__main__":
    main()
