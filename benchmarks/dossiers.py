"""How much of what news articles state is extracted, and how much of it is right, on gold dossiers.

usage: dossiers.py [--fast] [--misses]

Extracts every article that has a gold dossier beside the repository and has the scorer that comes with
them compare the two. The rules were written with these articles in sight: on others, expect less.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Reading, to_json

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORER = SHARED / "tools" / "score_dossier.py"


def main(arguments: list[str]) -> int:
    """Extract and score."""
    kind = "fast" if "--fast" in arguments else None
    arguments = [one for one in arguments if one != "--fast"]
    found = sorted((SHARED / "gold").glob("*.dossier.json"))
    if not found or not SCORER.is_file():
        print(f"no gold dossiers here: {SHARED.name}/ lies beside the repository where it is at hand")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        triples = [str(part) for gold in found for part in (gold, *_extracted(gold, Path(folder), kind))]
        return subprocess.run([sys.executable, str(SCORER), *triples, *arguments], check=False).returncode


def _extracted(gold: Path, folder: Path, kind: str | None) -> tuple[Path, Path]:
    """The dossier extracted from the gold dossier's article, and the text that its passages point into."""
    name = gold.name.removesuffix(".dossier.json")
    article = next(path for part in ("seeds", "dev") if (path := SHARED / part / f"{name}.txt").is_file())
    (reading,) = (one for one in read(article, kind=kind) if isinstance(one, Reading))
    dossier, text = folder / f"{name}.json", folder / f"{name}.txt"
    dossier.write_bytes(to_json(reading.dossier))
    text.write_text(reading.text, "utf-8", newline="")
    return dossier, text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
