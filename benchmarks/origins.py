"""Measures how well and how fast copies of one story are found (``graph/origins.py``).

    python benchmarks/origins.py                          1,000, 10,000 and 50,000 generated texts
    python benchmarks/origins.py --texts 1000 --texts 5000

Generated texts tell which are copies. Of the press releases beside the repository, if they are there, the pairs
in ``press-release-pairs.tsv`` were read and labelled by hand; and copies of 300 are made as newsrooms make them.
"""

from __future__ import annotations

import argparse
import csv
import re
import resource
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from actagraph.graph.origins import origins
from newsroom import reprint, texts  # type: ignore[import-not-found]

RELEASES = Path(__file__).parent.parent.parent / "shared" / "data" / "press-releases"
PAIRS = Path(__file__).parent / "press-release-pairs.tsv"
COPIED = 300


def pairwise(found: Mapping[str, str], true: Mapping[str, str]) -> tuple[float, float, int, int]:
    """Precision and recall over pairs of texts, the number of pairs that are copies, and of origins."""
    both = Counter((found[key], true[key]) for key in found)
    same, claimed, wanted = (_pairs(each) for each in (both, Counter(found.values()), Counter(true.values())))
    return same / max(1, claimed), same / max(1, wanted), wanted, len(set(found.values()))


def _pairs(groups: Counter[object] | Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(size * (size - 1) // 2 for size in groups.values())


def generated(count: int) -> str:
    """One line of the table."""
    made = {f"{number:06}": pair for number, pair in enumerate(texts(count))}
    given = {key: text for key, (_, text) in made.items()}
    began = time.process_time()
    found = origins(given)
    took = time.process_time() - began
    precision, recall, wanted, groups = pairwise(found, {key: label for key, (label, _) in made.items()})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{count:>7,} {took:>8.1f} {1000 * took / count:>8.2f} {peak:>6} {wanted:>8,} {groups:>8,}" + (
        f"{precision:>10.4f} {recall:>7.4f}"
    )


def labelled(releases: Mapping[str, str]) -> str:
    """How the pairs that were labelled by hand come out among all releases."""
    began = time.process_time()
    found = origins(releases)
    took = time.process_time() - began
    rows = list(csv.DictReader(PAIRS.read_text("utf-8").splitlines(), delimiter="\t"))
    wrong = [row for row in rows if (found[row["one"]] == found[row["other"]]) != (row["origin"] == "same")]
    same = sum(row["origin"] == "same" for row in rows)
    listed = "".join(f"\n  {row['one']} {row['other']}: {row['origin']}, {row['why']}" for row in wrong)
    groups = len(set(found.values()))
    return f"{len(releases):,} releases, {groups:,} origins, {took:.1f} s; of {same} pairs of one origin and " + (
        f"{len(rows) - same} of two, {len(wrong)} wrong{listed}"
    )


def reprinted(releases: Mapping[str, str]) -> str:
    """How many of the copies made of releases are of the origin of what they copy."""
    chosen = sorted(key for key, text in releases.items() if len(text.split()) > 150)[:COPIED]
    copies = {f"{key} copy {n}": reprint(_sentences(releases[key]), f"{key} {n}") for key in chosen for n in range(3)}
    found = origins({**releases, **copies})
    hit = sum(found[key] == found[key.partition(" copy ")[0]] for key in copies)
    return f"{len(copies)} copies made of {len(chosen)} releases: recall {hit / len(copies):.3f}"


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?”\"])\s+", " ".join(text.split()))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, action="append", help="how many generated texts")
    counts = parser.parse_args().texts or [1000, 10_000, 50_000]
    print("  texts    CPU s  ms/text     MB    pairs  origins precision  recall")
    for count in counts:
        print(generated(count), flush=True)
    if RELEASES.is_dir():
        releases = {path.stem: path.read_text("utf-8", errors="replace") for path in sorted(RELEASES.glob("*.txt"))}
        print(labelled(releases))
        print(reprinted(releases))
    else:
        print("the press releases are not there; generated texts only")


if __name__ == "__main__":
    main()
