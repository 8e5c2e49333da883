"""What a dossier written by hand leaves out: its text, and the passages of its records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from msgspec.structs import replace

from ...errors import BadSource
from ...ontology.dossier import Dossier, Instrument, Lawsuit, Passage, Record, Relation, SourceInfo, Statement
from ..news.html import is_html, read_page
from ..news.text import decode
from . import passages
from .references import nested, references
from .sentences import listed, sentences

R = TypeVar("R", bound=Record)
TEXTS: Final = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml"})


def source_text(path: str, info: SourceInfo, folders: Sequence[Path]) -> str:
    """The source's text, from the dossier itself or from the file that it names.

    The file is looked for beside the dossier, or beside its folder (``../seeds/x.txt``), and in
    ``folders``; never elsewhere. Raises BadSource without a text, or with one that is not that of ``sha256``.
    """
    if info.text is not None:
        text = info.text
    elif info.file is not None:
        text = _file_text(path, info.file, folders)
    else:
        raise BadSource(
            "is missing; give source.file (a text file beside the dossier) or source.text",
            path=path,
            record="source",
            field="text",
        )
    if info.sha256 and info.sha256.lower() != hashlib.sha256(text.encode()).hexdigest():
        raise BadSource(
            "is not the hash of this text: the passages would point elsewhere",
            path=path,
            record="source",
            field="sha256",
            value=info.sha256,
        )
    return text


def _file_text(path: str, name: str, folders: Sequence[Path]) -> str:
    def refuse(reason: str) -> BadSource:
        return BadSource(reason, path=path, record="source", field="file", value=name)

    if Path(name).suffix.lower() not in TEXTS:
        raise refuse(f"must be a text or HTML file ({', '.join(sorted(TEXTS))})")
    if Path(name).is_absolute():
        raise refuse("must be relative to the dossier")
    here = [Path(path).parent] if path != "-" else []
    for folder in (*here, *folders):
        found = (folder / name).resolve()
        if not found.is_relative_to(folder.resolve().parent):
            raise refuse("must lie beside the dossier or in a folder beside its own")
        if found.is_file():
            try:
                return _article(found.read_bytes())
            except (BadSource, OSError) as error:
                raise refuse(error.reason if isinstance(error, BadSource) else f"cannot be read: {error}") from error
    raise refuse("there is no such file; the name is relative to the dossier")


def _article(data: bytes) -> str:
    """The text as the loader of news stores it, so that offsets into it are the same."""
    return read_page(data).text if is_html(data) else decode(data)


def completed(dossier: Dossier, text: str) -> Dossier:
    """The dossier with passages for every record for which the text has certain ones.

    References must be ids. A record for which nothing is certain stays without passages, and
    the evidence check will name it.
    """
    return _Completion(dossier, text).run()


class _Completion:
    def __init__(self, dossier: Dossier, text: str) -> None:
        self.text, self.spans = text, sentences(text)
        found = passages.mentions(dossier.actors, text) if any(not a.passages for a in dossier.actors) else {}
        actors = (replace(a, passages=a.passages or found.get(place, ())) for place, a in enumerate(dossier.actors))
        self.dossier = replace(dossier, actors=tuple(actors))
        self.named: Mapping[str, tuple[Passage, ...]] = {a.id: a.passages for a in self.dossier.actors if a.id}

    def run(self) -> Dossier:
        return replace(
            self.dossier,
            instruments=tuple(self._instrument(i) for i in self.dossier.instruments),
            lawsuits=tuple(self._lawsuit(suit) for suit in self.dossier.lawsuits),
            events=tuple(self._stated(e, f"{e.label} {e.kind}") for e in self.dossier.events),
            statements=tuple(self._statement(s) for s in self.dossier.statements),
            relations=tuple(self._stated(r, self._unnamed(r)) for r in self.dossier.relations),
        )

    def _instrument(self, record: Instrument) -> Instrument:
        whole = self._parts(record)
        bare = self._stated(replace(record, provisions=(), sections=()), f"{record.label} {record.number or ''}")
        stated = bare.passages or tuple(sorted(set(chain.from_iterable(p.passages for p in whole.provisions))))
        return replace(whole, passages=stated)

    def _lawsuit(self, record: Lawsuit) -> Lawsuit:
        whole = self._parts(record)
        if record.passages:
            return whole
        sides = self._mentions((*record.plaintiffs, *record.defendants, *(role.actor or "" for role in record.parties)))
        telling = passages.stating(record.label, sides, self.text, self.spans, listed("lawsuit_words"))
        if not telling:
            telling = self._stated(
                replace(record, parties=(), counts=(), rulings=(), dockets=()), record.label
            ).passages
        return replace(whole, passages=telling)

    def _parts(self, record: R) -> R:
        """The record with passages for the records within it, each from its own words."""
        inner = {
            name: tuple(self._parts(self._stated(part, _words(part))) for part in parts)
            for name, parts in nested(record)
        }
        return replace(record, **inner) if inner else record

    def _stated(self, record: R, words: str) -> R:
        if record.passages:
            return record
        named = self._mentions(ref for _, ref in references(record, parts=False))
        stated = passages.stating(words, named, self.text, self.spans)
        return self._reaching(replace(record, passages=stated)) if stated else record

    def _reaching(self, record: R) -> R:
        """The record with the nearest sentence that names each actor whom its passages do not name."""
        found = set(record.passages)
        for _, ref in references(record, parts=False):
            mentions = self.named.get(ref, ())
            if mentions and not any(passages.beside(one, record.passages, self.text) for one in mentions):
                start = record.passages[0][0]
                near = min(mentions, key=lambda span: abs(span[0] - start))
                found |= {span for span in self.spans if span[0] <= near[0] < span[1]}
        return replace(record, passages=tuple(sorted(found)))

    def _unnamed(self, relation: Relation) -> str:
        """The ends of a relation that are in plain words."""
        return " ".join(ref for ref in (relation.subject, relation.object) if ref not in self.named)

    def _mentions(self, refs: Iterable[str]) -> list[tuple[Passage, ...]]:
        return [self.named[ref] for ref in dict.fromkeys(refs) if self.named.get(ref)]

    def _statement(self, record: Statement) -> Statement:
        if not record.passages and record.quote_start:
            found = passages.quoted(record.quote_start, self.text, self.spans, direct=record.direct)
            record = replace(record, passages=(found,) if found else ())
        if record.speaker_mention is None and record.passages and record.speaker:
            mentions = self.named.get(record.speaker, ())
            near = passages.nearest(record.passages[0][0], mentions, self.spans, self.text)
            record = replace(record, speaker_mention=near)
        return record


def _words(part: Record) -> str:
    """The words of a record within a record by which its sentence is known."""
    found = (getattr(part, name, None) for name in ("action", "condition", "kind", "role", "text", "office", "heading"))
    number = getattr(part, "number", None)
    return " ".join(word for word in (*found, number) if word)
