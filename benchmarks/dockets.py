"""How well the entries of dockets are told to be rulings, by verdicts that people gave.

``python benchmarks/dockets.py FOLDER`` reads the juriscraper examples in ``FOLDER`` (``district``, ``appellate``,
``scotus``) and scores the loader against ``docket-rulings.tsv``: precision over the entries that it takes for rulings,
recall over those and a sample of the others in which a word of decision stands. ``--draw`` prints the entries that the
fixed seed draws, with what the loader makes of them, for a person to judge; ``--misses`` those that come out wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from actagraph.loaders.dockets.rulings import rulings

VERDICTS = Path(__file__).parent / "docket-rulings.tsv"
SEED, SIZE = 2026, 100
_WORD = re.compile(r"\border|grant|denied|denying|judgment|dismiss|opinion|ruling|vacat|affirm|decision|sustain", re.I)


class Line(NamedTuple):
    """An entry of a docket, by the file and its place there."""

    file: str
    place: int
    text: str


def lines(folder: Path) -> Iterator[Line]:
    """Every entry once, of the parsed dockets."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*/*.json")):
        if ".compare." in path.name:
            continue
        for place, entry in enumerate(json.loads(path.read_text("utf-8")).get("docket_entries", ())):
            if entry["description"] not in seen:
                seen.add(entry["description"])
                yield Line(path.name, place, entry["description"])


def drawn(folder: Path) -> tuple[list[Line], list[Line], int, int]:
    """The sample of entries taken for rulings and that of others with a word of decision, and of how many each is."""
    every = list(lines(folder))
    taken = [one for one in every if rulings(one.text)]
    others = [one for one in every if not rulings(one.text) and _WORD.search(one.text)]
    pick = random.Random(SEED)
    return pick.sample(taken, SIZE), pick.sample(others, SIZE), len(taken), len(others)


def told(text: str) -> str:
    """What the loader makes of an entry: kinds and dispositions, or a hyphen for no ruling."""
    return ", ".join(f"{one.kind}:{one.disposition or ''}" for one in rulings(text)) or "-"


def verdicts() -> dict[tuple[str, int], str]:
    """What a person says that an entry records, by file and place."""
    rows = (line.split("\t") for line in VERDICTS.read_text("utf-8").splitlines()[1:])
    return {(file, int(place)): verdict for file, place, verdict, *_ in rows}


def report(folder: Path, misses: bool) -> None:
    """Precision and recall, with what the sample stands for."""
    known = verdicts()
    every = {(one.file, one.place): one for one in lines(folder)}
    found = {key: told(every[key].text) for key in known if key in every}
    taken = [key for key, made in found.items() if made != "-"]
    right = [key for key in taken if known[key] != "-"]
    exact = [key for key in taken if found[key] == known[key]]
    left = [key for key, made in found.items() if made == "-"]
    missed = [key for key in left if known[key] != "-"]
    all_taken = sum(bool(rulings(one.text)) for one in every.values())
    all_left = sum(not rulings(one.text) and bool(_WORD.search(one.text)) for one in every.values())
    truly, lost = len(right) / len(taken) * all_taken, len(missed) / len(left) * all_left
    print(f"{len(every):,} entries, {all_taken} taken for rulings, {all_left} others with a word of decision")
    print(f"precision: a ruling {len(right)}/{len(taken)} = {len(right) / len(taken):.2f}")
    print(f"           and kind and disposition as well {len(exact)}/{len(taken)} = {len(exact) / len(taken):.2f}")
    print(f"recall:    {len(missed)} of {len(left)} others are rulings, so about {truly / (truly + lost):.2f}")
    for key in found if misses else ():
        if found[key] != known[key]:
            print(f"{key}: {found[key]} should be {known[key]}\n    {' '.join(every[key].text.split())[:400]}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", action="store_true")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    if not given.draw:
        report(given.folder, given.misses)
        return
    taken, others, *_ = drawn(given.folder)
    for one in (*taken, *others):
        print(f"{one.file}\t{one.place}\t{told(one.text)}\t{' '.join(one.text.split())[:420]}")


if __name__ == "__main__":
    main()
