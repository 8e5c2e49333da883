"""How sure extraction is and how often it is right: confidences counted on gold dossiers, and a reliability table.

usage: confidence.py [--write]

Every record that is extracted from the articles with gold dossiers is right or wrong, by the scorer that comes with
them; ``unseen.tsv`` adds what was judged by hand on press releases that no rule was written with. The confidence of a
record is the share of right ones among those on the same ground, drawn towards the share of its kind, and that towards
0.8. The table printed is of held-out articles: for each article, the shares come from the others and from the press
releases. ``--write`` stores the shares of all for the loader.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from actagraph.loaders.news.extract import Extraction, explained
from actagraph.loaders.news.facts import KINDS
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Reading, Record, to_json

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORER = SHARED / "tools" / "score_dossier.py"
TABLE = Path(__file__).resolve().parents[1] / "loaders" / "news" / "data" / "confidence.tsv"
JUDGED = Path(__file__).resolve().with_name("unseen.tsv")
UNSEEN = 0.8
WEIGHT = 6.0
BANDS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)

Judged = tuple[str, bool]


def main(arguments: list[str]) -> int:
    """Judge, count and print."""
    found = sorted((SHARED / "gold").glob("*.dossier.json"))
    if not found or not SCORER.is_file():
        print(f"no gold dossiers here: {SHARED.name}/ lies beside the repository where it is at hand")
        return 0
    articles = [list(_judged(gold, _scorer())) for gold in found]
    print(_reliability(articles))
    if "--write" in arguments:
        TABLE.write_text(_table(_rates(sum(articles, [])), sum(articles, [])), "utf-8")
    return 0


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_dossier", SCORER)
    if spec is None or spec.loader is None:
        raise ImportError(str(SCORER))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _judged(gold: Path, scorer: ModuleType) -> Iterator[Judged]:
    """The ground of each record extracted from one article, and whether the gold dossier has the record."""
    name = gold.name.removesuffix(".dossier.json")
    article = next(path for part in ("seeds", "dev") if (path := SHARED / part / f"{name}.txt").is_file())
    (reading,) = (one for one in read(article) if isinstance(one, Reading))
    extraction = explained(reading.text, reading.dossier.source)
    total = scorer.Score()
    extra: list[tuple[str, Any]] = []
    total.add = _recording(total.add, extra)
    data = json.loads(to_json(extraction.dossier))
    scorer.score(json.loads(gold.read_text("utf-8")), data, reading.text, total)
    wrong = {category: [item for kind, item in extra if kind == category] for category, _ in extra}
    yield from _verdicts(extraction, data, wrong)


def _recording(add: Any, extra: list[tuple[str, Any]]) -> Any:
    """The scorer's own function, noting which of the found items match nothing."""

    def noted(category: str, gold: Sequence[Any], found: Sequence[Any], matches: Any, show: Any = str) -> Any:
        linked = add(category, gold, found, matches, show)
        hit = set(linked.values())
        extra.extend((category, item) for n, item in enumerate(found) if n not in hit)
        return linked

    return noted


def _verdicts(extraction: Extraction, data: Mapping[str, Any], wrong: Mapping[str, list[Any]]) -> Iterator[Judged]:
    dossier = extraction.dossier
    for bucket in ("actors", "instruments", "lawsuits", "events", "statements"):
        records: Sequence[Record] = getattr(dossier, bucket)
        for record, item in zip(records, data.get(bucket, []), strict=True):
            yield extraction.ground(record), not any(item is other for other in wrong.get(bucket, []))
    for actor in dossier.actors:
        for held in actor.offices:
            item = (actor.name, held.title, held.of)
            yield extraction.ground(held), item not in wrong.get("offices", [])
    for instrument, item in zip(dossier.instruments, data.get("instruments", []), strict=True):
        for provision, part in zip(instrument.provisions, item.get("provisions", []), strict=True):
            yield extraction.ground(provision), not any(part is other for other in wrong.get("provisions", []))


def _rates(judged: Sequence[Judged]) -> dict[str, float]:
    """The share of right ones by ground, and by kind for grounds that were not met; both drawn to what is unseen."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for ground, right, told in [*((ground, int(right), 1) for ground, right in judged), *_unseen()]:
        for key in (ground, ground.split(":")[0]):
            counts[key][0] += right
            counts[key][1] += told
    kind = {k: (r + WEIGHT * UNSEEN) / (n + WEIGHT) for k, (r, n) in counts.items() if ":" not in k}
    own = {k: (r + WEIGHT * kind[k.split(":")[0]]) / (n + WEIGHT) for k, (r, n) in counts.items() if ":" in k}
    return dict.fromkeys(KINDS, UNSEEN) | kind | own


def _unseen() -> Iterator[tuple[str, int, int]]:
    """Ground, right ones and all that were judged by hand."""
    for line in JUDGED.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            ground, right, told = line.split("\t")
            yield ground, int(right), int(told)


def _reliability(articles: Sequence[Sequence[Judged]]) -> str:
    """Confidence against the share that is right, each article judged by the others."""
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for n, article in enumerate(articles):
        rates = _rates([one for m, other in enumerate(articles) if m != n for one in other])
        for ground, right in article:
            sure = rates.get(ground, rates.get(ground.split(":")[0], UNSEEN))
            bands[max(k for k, low in enumerate(BANDS) if sure >= low)].append((sure, right))
    lines = ["confidence    records  mean confidence  right"]
    for k in sorted(bands):
        told = bands[k]
        mean, share = sum(s for s, _ in told) / len(told), sum(r for _, r in told) / len(told)
        lines.append(f"{BANDS[k]:.2f}-{min(BANDS[k + 1], 1):.2f} {len(told):10} {mean:16.3f} {share:6.3f}")
    everything = [one for told in bands.values() for one in told]
    off = sum((s - r) ** 2 for s, r in everything) / len(everything)
    return "\n".join([*lines, f"all {len(everything):15} Brier score {off:.3f}"])


def _table(rates: Mapping[str, float], judged: Sequence[Judged]) -> str:
    lines = ["# made by benchmarks/confidence.py: ground, confidence, right ones, all that were counted"]
    counted = [*((ground, int(right), 1) for ground, right in judged), *_unseen()]
    for ground in sorted(rates):
        told = [(right, n) for one, right, n in counted if ground in (one, one.split(":")[0])]
        lines.append(f"{ground}\t{rates[ground]:.2f}\t{sum(r for r, _ in told)}\t{sum(n for _, n in told)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
