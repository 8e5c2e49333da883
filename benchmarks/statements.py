"""How well it is found who says what, on gold dossiers and on hand-made attributions.

usage: statements.py [--misses]

Gold: a statement is found when the first words of the gold quotation lie in its passages. Attributions
(brat standoff): scored by the tool that comes with them, once with every statement as it is and once
with the statements of one verb of saying put together, since that corpus takes them for one.
Measures what lies beside the repository, and says what is not there.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from actagraph.loaders.news.statements import Attribution, find_statements
from actagraph.loaders.news.syntax import parse

SHARED = Path(__file__).resolve().parents[2] / "shared"
Statement = dict[str, object]


class Tally(NamedTuple):
    """Statements found rightly, in gold, and found at all; speakers named as gold names them."""

    hits: int
    gold: int
    found: int
    named: int

    def __str__(self) -> str:
        precision, recall = self.hits / max(self.found, 1), self.hits / max(self.gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        counts = f"({self.hits} of {self.gold}, {self.found} found)"
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  {counts}  speaker's name {self.named}"


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    folder = SHARED / "gold"
    if folder.is_dir():
        print("gold dossiers  ", tally(folder, misses="--misses" in arguments))
    corpus = SHARED / "data" / "polnear-train"
    if not corpus.is_dir():
        print(f"no attributions at {corpus}")
        return 0
    texts = sorted(corpus.glob("*.txt"))
    for half, part in enumerate((texts[: len(texts) // 2], texts[len(texts) // 2 :]), start=1):
        for merged in (False, True):
            print(f"attributions, half {half}, {'by verb of saying' if merged else 'each statement'}")
            print(score(part, merged=merged))
    return 0


def tally(folder: Path, *, misses: bool = False) -> Tally:
    """The counts over all gold dossiers of a folder."""
    total = Tally(0, 0, 0, 0)
    for path in sorted(folder.glob("*.dossier.json")):
        name = path.name.removesuffix(".dossier.json")
        texts = [p for p in (SHARED / "seeds" / f"{name}.txt", SHARED / "dev" / f"{name}.txt") if p.exists()]
        text = texts[0].read_text(encoding="utf-8")
        dossier = json.loads(path.read_bytes())
        total = Tally(*(a + b for a, b in zip(total, _tally(text, dossier, misses=misses), strict=True)))
    return total


def _tally(text: str, dossier: dict[str, list[dict[str, object]]], *, misses: bool) -> Tally:
    names = {a["name"]: {a["name"], *_strings(a.get("aliases"))} for a in dossier["actors"]}
    found = find_statements(parse(text))
    left = list(found)
    hits = named = 0
    for statement in dossier["statements"]:
        start = fold(str(statement["quote_start"]))
        hit = next((a for a in left if any(start in fold(text[b:e]) for b, e in a.passages)), None)
        if hit is None:
            if misses:
                print("missed:", statement["quote_start"])
            continue
        left.remove(hit)
        hits += 1
        said_by = set(fold(text[slice(*hit.speaker)]).lower().split()) if hit.speaker else set()
        meant = names.get(statement["speaker"], {statement["speaker"]})
        named += any(said_by & set(fold(str(n)).lower().split()) for n in meant)
    for extra in left if misses else ():
        print("extra:", [text[b:e] for b, e in extra.passages])
    return Tally(hits, len(dossier["statements"]), len(found), named)


def _strings(value: object) -> Iterable[str]:
    return value if isinstance(value, list) else ()


def fold(text: str) -> str:
    """A text with plain quotation marks and single spaces."""
    table = str.maketrans("’‘“”", "''\"\"")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(table)).strip()


def score(texts: Sequence[Path], *, merged: bool) -> str:
    """What the corpus' own tool prints for some of its articles."""
    with tempfile.TemporaryDirectory() as scratch:
        gold, found = Path(scratch, "gold"), Path(scratch, "found")
        gold.mkdir()
        found.mkdir()
        for path in texts:
            for each in (path, path.with_suffix(".ann")):
                (gold / each.name).symlink_to(each)
            article = parse(path.read_bytes().decode("utf-8").replace("\r\n", "\n"))
            statements = list(records(find_statements(article), merged=merged))
            (found / f"{path.stem}.json").write_text(json.dumps({"statements": statements}))
        command = [sys.executable, str(SHARED / "tools" / "score_statements.py"), str(gold), str(found)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.rstrip()


def records(found: Sequence[Attribution], *, merged: bool) -> Iterator[Statement]:
    """Attributions as statements of a dossier; those that share speaker and verb as one, if asked."""
    together: dict[object, list[Attribution]] = {}
    for number, each in enumerate(found):
        key = (each.speaker, each.cue) if merged and each.cue else number
        together.setdefault(key, []).append(each)
    for group in together.values():
        passages = sorted({passage for each in group for passage in each.passages})
        yield {"passages": passages, "speaker_mention": group[0].speaker, "direct": group[0].direct}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
