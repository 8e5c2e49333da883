"""What a dossier written by hand leaves out: its text, and the passages of its records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec.structs import replace

from ...errors import BadSource
from ...ontology.dossier import Dossier, Lawsuit, Passage, Provision, Record, SourceInfo, Statement
from ..news.html import is_html, read_page
from ..news.text import decode
from . import passages
from .references import references
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
            relations=tuple(self._stated(r, "") for r in self.dossier.relations),
        )

    def _instrument(self, record: Any) -> Any:
        provisions = tuple(self._provision(p) for p in record.provisions)
        whole = self._stated(replace(record, provisions=()), f"{record.label} {record.number or ''}")
        if not whole.passages:
            lines = sorted(set(chain.from_iterable(p.passages for p in provisions)))
            whole = replace(whole, passages=tuple(lines))
        return replace(whole, provisions=provisions)

    def _provision(self, record: Provision) -> Provision:
        return self._stated(record, f"{record.action} {record.condition or ''}")

    def _lawsuit(self, record: Lawsuit) -> Lawsuit:
        if record.passages:
            return record
        sides = self._mentions((*record.plaintiffs, *record.defendants))
        telling = passages.stating(record.label, sides, self.text, self.spans, listed("lawsuit_words"))
        return replace(record, passages=telling) if telling else self._stated(record, record.label)

    def _stated(self, record: R, words: str) -> R:
        if record.passages:
            return record
        named = self._mentions(ref for _, ref in references(record))
        return replace(record, passages=passages.stating(words, named, self.text, self.spans))

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
