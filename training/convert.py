"""Turn parsed news and a treebank into spaCy's training format.

usage: python training/convert.py POLNEAR.jsonl.gz [TREEBANK.conllu.gz] OUT.spacy

The news corpus carries CoreNLP's Penn tags, entities and basic dependencies (Universal
Dependencies 1); the treebank's version 2 labels are mapped onto those, so that one parser
learns from both. One paragraph is one training document, as in extraction.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

ENTITIES = {
    "PERSON": "PERSON",
    "ORGANIZATION": "ORG",
    "LOCATION": "PLACE",
    "CITY": "PLACE",
    "STATE_OR_PROVINCE": "PLACE",
    "COUNTRY": "PLACE",
    "MISC": "MISC",
}
UD1 = {
    "obj": "dobj",
    "obl": "nmod",
    "obl:tmod": "nmod:tmod",
    "obl:npmod": "nmod:npmod",
    "obl:unmarked": "nmod:npmod",
    "obl:agent": "nmod",
    "nsubj:pass": "nsubjpass",
    "csubj:pass": "csubjpass",
    "aux:pass": "auxpass",
    "fixed": "mwe",
    "flat": "compound",
    "nmod:unmarked": "nmod:npmod",
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
    "advcl:relcl": "advcl",
}


def paragraphs(text: str, sentences: list[list[Any]]) -> Iterator[list[list[Any]]]:
    """Sentences grouped by the paragraph (line) of the text they stand in."""
    group: list[list[Any]] = []
    last = 0
    for sentence in sentences:
        start = sentence[0][0]
        if group and "\n" in text[last:start]:
            yield group
            group = []
        group.append(sentence)
        last = sentence[-1][1]
    if group:
        yield group


def news_doc(vocab: Any, text: str, group: list[list[Any]]) -> Doc:
    """One paragraph of the parsed news corpus as a spaCy document."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    tags, heads, deps, ents = [], [], [], []
    for sentence in group:
        base = len(words)
        for i, (start, end, _lemma, tag, entity, head, relation) in enumerate(sentence):
            label = ENTITIES.get(entity, "")
            same = i > 0 and label and ENTITIES.get(sentence[i - 1][4]) == label
            words.append(text[start:end])
            spaces.append(text[end : end + 1].isspace())
            tags.append(tag)
            heads.append(base + head - 1 if head else base + i)
            deps.append("ROOT" if not head else relation)
            starts.append(i == 0)
            ents.append((f"I-{label}" if same else f"B-{label}") if label else "O")
    return Doc(vocab, words=words, spaces=spaces, tags=tags, heads=heads, deps=deps, sent_starts=starts, ents=ents)


def news(vocab: Any, path: Path) -> Iterator[Doc]:
    """The parsed news corpus, paragraph by paragraph."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            for group in paragraphs(article["text"], article["sentences"]):
                yield news_doc(vocab, article["text"], group)


def treebank(vocab: Any, path: Path) -> Iterator[Doc]:
    """The treebank's sentences with version 1 labels; entities are left unannotated."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for block in lines.read().split("\n\n"):
            rows = [r.split("\t") for r in block.splitlines() if r and not r.startswith("#")]
            rows = [r for r in rows if r[0].isdigit()]
            if not rows or any(not r[6].isdigit() for r in rows):
                continue
            words = [r[1] for r in rows]
            heads = [int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)]
            deps = ["ROOT" if r[6] == "0" else UD1.get(r[7], r[7]) for r in rows]
            yield Doc(
                vocab,
                words=words,
                spaces=["SpaceAfter=No" not in r[9] for r in rows],
                tags=[r[4] for r in rows],
                heads=heads,
                deps=deps,
                sent_starts=[i == 0 for i in range(len(rows))],
            )


def main(paths: list[Path]) -> None:
    """Write every document of the inputs to the last path."""
    *inputs, out = paths
    vocab = spacy.blank("en").vocab
    bin_ = DocBin(attrs=["TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"])
    for path in inputs:
        read = news if path.name.endswith(".jsonl.gz") else treebank
        for doc in read(vocab, path):
            bin_.add(doc)
    bin_.to_disk(out)
    sys.stdout.write(f"{len(bin_)} documents in {out}\n")


if __name__ == "__main__":
    main([Path(p) for p in sys.argv[1:]])
