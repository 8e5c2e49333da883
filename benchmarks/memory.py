"""Memory over many documents: what one process holds after each of several passes over the same articles.

usage: memory.py [--passes N] [--sample N] [--pages N]

Extracts the press releases beside the repository again and again, each time with other names and numbers in them,
as a growing cache would show only on new words. With ``--pages``, writes that many of them into one file of JSON
lines and reads it as a stream.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from actagraph.loaders.feeds import stream
from actagraph.loaders.news.extract import extract
from actagraph.loaders.news.text import decode
from actagraph.ontology.dossier import Reading, SourceInfo

RELEASES = Path(__file__).resolve().parents[2] / "shared" / "data" / "press-releases"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what a process holds over many documents.")
    parser.add_argument("--passes", type=int, default=4, help="how often to read the articles")
    parser.add_argument("--sample", type=int, default=1493, help="how many articles to read in each pass")
    parser.add_argument("--pages", type=int, default=0, help="how many documents to write into one file and read")
    options = parser.parse_args(arguments)
    paths = sorted(RELEASES.glob("*.txt"))[: options.sample]
    texts = [decode(path.read_text("utf-8", errors="replace").encode("utf-8")) for path in paths]
    if not texts:
        print("no press releases here: they lie beside the repository where they are at hand")
        return 0
    print(f"{'documents':>9} {'words':>11} {'words/s':>8} {'MB':>6}")
    words, seconds = 0, 0.0
    for number in range(options.passes):
        more = _timed(_changed(text, number) for text in texts)
        words, seconds = words + more[0], seconds + more[1]
        _report(len(texts) * (number + 1), words, seconds)
    if options.pages:
        _one_file(texts, options.pages)
    return 0


def _timed(texts: Iterator[str]) -> tuple[int, float]:
    start, count = time.process_time(), 0
    for text in texts:
        extract(text, SourceInfo(published="2007-03-14"))
        count += len(text.split())
    return count, time.process_time() - start


def _changed(text: str, number: int) -> str:
    """The text with a third of its capitalised words changed into new ones."""
    chance = random.Random(number)
    return re.sub(r"[A-Z][a-z]{4,}", lambda word: _other(word[0], chance), text) if number else text


def _other(word: str, chance: random.Random) -> str:
    if chance.random() > 0.33:
        return word
    return word[:3] + "".join(chance.choice("aeioulnrst") for _ in word[3:])


def _one_file(texts: Sequence[str], pages: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(pages):
                text = _changed(texts[number % len(texts)][:600], number)
                file.write(json.dumps({"url": f"https://example.org/{number}", "text": text}) + "\n")
        start, words = time.process_time(), 0
        with path.open("rb") as file:
            for count, reading in enumerate(stream(path.name, file, SourceInfo()), start=1):
                words += len(reading.text.split()) if isinstance(reading, Reading) else 0
                if count % max(pages // 7, 1) == 0:
                    _report(count, words, time.process_time() - start)


def _report(documents: int, words: int, seconds: float) -> None:
    print(f"{documents:>9,} {words:>11,} {words / seconds:>8,.0f} {_held():>6,.0f}", flush=True)


def _held() -> float:
    """The megabytes that this process holds now."""
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
