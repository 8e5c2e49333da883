"""How many of the facts asserted from press releases are right, judged by hand.

usage: judged.py [--sample SEED COUNT]

Prints, for each round of ``judged.tsv``, the share of right ones with its Wilson interval (95 %), and how many of the
right and of the wrong ones are still extracted. ``--sample`` draws facts at random from 300 releases that the seed
picks, none of them judged before, and prints each as a row to be judged, with its words and passage below it.
A row of ``judged.tsv`` is: round, release, kind, fingerprint of the fact, offsets, verdict, why it is wrong.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from actagraph.loaders.news.explain import explanation
from actagraph.loaders.news.facts import Fact, facts
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Reading

RELEASES = Path(__file__).resolve().parents[2] / "shared" / "data" / "press-releases"
TABLE = Path(__file__).resolve().with_name("judged.tsv")
READ = 300
Z = 1.959964


class Judged(NamedTuple):
    """One fact and its verdict; ``mark`` is a fingerprint of its kind, words and first passage."""

    round: str
    release: str
    kind: str
    mark: str
    offsets: str
    verdict: str
    reason: str = ""

    @property
    def right(self) -> bool:
        """Whether the fact was judged right."""
        return self.verdict == "right"


def main(arguments: Sequence[str]) -> int:
    """Print the precision of each round, or draw facts to be judged."""
    if not RELEASES.is_dir():
        print(f"no press releases at {RELEASES.name}/: only what was judged is told")
    if arguments[:1] == ["--sample"]:
        print("\n".join(drawn(int(arguments[1]), int(arguments[2]))))
        return 0
    rows = judged()
    standing = still([row.release for row in rows]) if RELEASES.is_dir() else None
    for each in sorted({row.round for row in rows}):
        print(told(each, [row for row in rows if row.round == each], standing))
    return 0


def judged() -> list[Judged]:
    """The rows of the table."""
    lines = TABLE.read_text("utf-8").splitlines()
    return [Judged(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def told(number: str, rows: Sequence[Judged], standing: set[str] | None) -> str:
    """One line: the precision of a round, its interval, and what still stands of it."""
    right = [row for row in rows if row.right]
    low, high = wilson(len(right), len(rows))
    line = f"round {number}: {len(right)} of {len(rows)} right, {len(right) / len(rows):.3f} ({low:.3f}-{high:.3f})"
    if standing is None:
        return line
    wrong = [row for row in rows if not row.right]
    kept, gone = (sum(row.mark in standing for row in part) for part in (right, wrong))
    return f"{line}; extracted now: {kept} of {len(right)} right ones, {gone} of {len(wrong)} wrong ones"


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The Wilson score interval of a share (95 %)."""
    share, bend = hits / n, Z * Z / n
    middle, half = share + bend / 2, Z * sqrt(share * (1 - share) / n + bend / (4 * n))
    return (middle - half) / (1 + bend), (middle + half) / (1 + bend)


def still(releases: Sequence[str]) -> set[str]:
    """The fingerprints of all facts asserted now from some releases."""
    return {fingerprint(name, fact) for name in sorted(set(releases)) for _, fact in asserted(RELEASES / name)}


def asserted(path: Path) -> Iterator[tuple[Reading, Fact]]:
    """The facts that one release states."""
    for reading in read(path):
        if isinstance(reading, Reading):
            yield from ((reading, fact) for fact in facts(explanation(reading)) if fact.claim == "asserted")


def fingerprint(release: str, fact: Fact) -> str:
    """A short hash of where a fact is told and in what words."""
    told_as = "|".join([release, fact.kind, fact.text, str(fact.passages[:1])])
    return hashlib.sha256(told_as.encode()).hexdigest()[:16]


def drawn(seed: int, count: int) -> Iterator[str]:
    """Facts at random, as rows whose verdict is open, each with its words and its passage."""
    before = {row.release for row in judged()} if TABLE.exists() else set()
    paths = [path for path in sorted(RELEASES.glob("*.txt")) if path.name not in before]
    chance = random.Random(seed)
    chance.shuffle(paths)
    found = [(path.name, *one) for path in paths[:READ] for one in asserted(path)]
    for release, reading, fact in chance.sample(found, count):
        first, last = fact.passages[0][0], fact.passages[-1][1]
        yield "\t".join([str(seed), release, fact.kind, fingerprint(release, fact), f"{first}-{last}", "?", ""])
        yield f"    {fact.text} <{fact.ground}>"
        around = reading.text[max(0, first - 110) : first] + "[" + reading.text[first:last][:330] + "]"
        yield "    " + " ".join((around + reading.text[last : last + 80]).split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
