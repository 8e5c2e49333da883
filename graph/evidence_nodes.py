"""The nodes that carry the evidence of one source: the source itself, its snapshot, passages and claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
from pyoxigraph import Literal

from ..ontology import terms
from ..ontology.dates import bounds
from ..ontology.dossier import Passage
from .claims import Claim
from .iris import Naming, short_hash
from .quads import bound_lines, decimal

if TYPE_CHECKING:
    from .stated import Row, Stated

_SHOWN = 300


class EvidenceNodes:
    """Writes evidence as N-Quads, each source's into its own named graph."""

    def __init__(self, naming: Naming, origins: Mapping[str, str]) -> None:
        self._naming, self._origins = naming, origins

    def lines(self, stated: Stated, text: str) -> set[str]:
        """All of a source's named graph; ``text`` is the source's."""
        source = self._iri("source", stated.key)
        graph = f" <{source}> .\n"
        lines = set(self._source(source, stated, graph))
        lines.update(self._snapshot(source, stated.sha256, len(text), graph))
        shown = f"<{terms.extractor}> {Literal(stated.extractor)}" if stated.extractor else ""
        passages: dict[Passage, str] = {}
        for row in stated.rows:
            lines.update(self._claim(row, source, graph, shown))
            passages.update(dict.fromkeys(row.passages, ""))
            iri = self._iri("claim", row.hash)
            lines.update(f"<{iri}> <{terms.passage}> <{self._passage(stated, one)}>{graph}" for one in row.passages)
        for one in passages:
            lines.update(self._quoted(self._passage(stated, one), source, one, text, graph))
        return lines

    def claim(self, row: Row) -> str:
        """The IRI of a claim."""
        return self._iri("claim", row.hash)

    def _source(self, source: str, stated: Stated, graph: str) -> Iterator[str]:
        info = stated.info
        plain = {
            terms.rdfs_label: info.title or info.file or info.uri or stated.key,
            terms.uri: info.uri,
            terms.title: info.title,
            terms.publisher: info.publisher,
            terms.sha256: stated.sha256,
            terms.language: info.language,
        }
        yield f"<{source}> <{terms.rdf_type}> <{terms.Source}>{graph}"
        yield f"<{source}> <{terms.origin}> <{self._iri('origin', self._origins[stated.key])}>{graph}"
        yield from (f"<{source}> <{predicate}> {Literal(value)}{graph}" for predicate, value in plain.items() if value)
        for predicate, date in ((terms.published, info.published), (terms.retrieved, info.retrieved)):
            if date:
                yield f"<{source}> <{predicate}> {Literal(date)}^^<{terms.edtf_EDTF}>{graph}"
        if info.published:
            yield from bound_lines(source, [bounds(info.published)], f" <{source}>")

    def _claim(self, row: Row, source: str, graph: str, extractor: str) -> Iterator[str]:
        iri, terms_ = f"<{self._iri('claim', row.hash)}>", self._naming.terms
        yield f"{iri} <{terms.rdf_type}> <{terms.Claim}>{graph}"
        yield f"{iri} <{terms.source}> <{source}>{graph}"
        yield f"{iri} <{terms.rdf_subject}> {terms_[row.subject]}{graph}"
        yield f"{iri} <{terms.rdf_predicate}> {row.predicate}{graph}"
        yield f"{iri} <{terms.rdf_object}> {terms_[row.object] if row.named else row.object}{graph}"
        yield f"{iri} <{terms.claimStatus}> {row.status}{graph}"
        if row.according_to is not None:
            said_by = terms_[row.according_to] if row.by_record else row.according_to
            yield f"{iri} <{terms.accordingTo}> {said_by}{graph}"
        if extractor:
            yield f"{iri} {extractor}{graph}"
        if row.confidence is not None:
            yield f"{iri} <{terms.confidence}> {decimal(row.confidence)}{graph}"

    def _snapshot(self, source: str, sha256: str, length: int, graph: str) -> Iterator[str]:
        iri = self._iri("snapshot", sha256[:16])
        yield f"<{source}> <{terms.snapshot}> <{iri}>{graph}"
        yield f"<{iri}> <{terms.rdf_type}> <{terms.Snapshot}>{graph}"
        yield f"<{iri}> <{terms.sha256}> {Literal(sha256)}{graph}"
        yield f'<{iri}> <{terms.length}> "{length}"^^<{terms.xsd_integer}>{graph}'

    def _quoted(self, iri: str, source: str, passage: Passage, text: str, graph: str) -> Iterator[str]:
        start, end = passage
        yield f"<{iri}> <{terms.rdf_type}> <{terms.Passage}>{graph}"
        yield f"<{iri}> <{terms.source}> <{source}>{graph}"
        yield f'<{iri}> <{terms.start}> "{start}"^^<{terms.xsd_integer}>{graph}'
        yield f'<{iri}> <{terms.end}> "{end}"^^<{terms.xsd_integer}>{graph}'
        yield f"<{iri}> <{terms.exact}> {Literal(quotation(text, start, end))}{graph}"

    def _passage(self, stated: Stated, passage: Passage) -> str:
        return self._iri("passage", f"{stated.sha256[:12]}-{passage[0]}-{passage[1]}")

    def _iri(self, kind: str, local: str) -> str:
        return f"{self._naming.base}{kind}/{local}"


def quotation(text: str, start: int, end: int) -> str:
    """What a passage's node quotes: its text, cut to 300 code points."""
    exact = text[start:end]
    return exact if len(exact) <= _SHOWN else f"{exact[: _SHOWN - 1]}…"


def claim_hash(claim: Claim) -> str:
    """Of what the source says, not of what it was found to be about: a merge leaves claims their IRIs."""
    parts = (claim.subject, claim.predicate, str(claim.object), claim.passages, claim.status, str(claim.according_to))
    return short_hash(msgspec.json.encode(parts).decode(), 16)
