"""The nodes that carry the evidence of one source: the source itself, its snapshot, passages and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from pyoxigraph import Literal

from ..ontology import terms
from ..ontology.dates import bounds
from ..ontology.dossier import Dossier
from .claims import Claim
from .iris import Naming, short_hash
from .quads import bound_lines
from .snapshots import digest

_SHOWN = 300


class EvidenceNodes:
    """Writes evidence as N-Quads, each source's into its own named graph."""

    def __init__(self, naming: Naming, origins: Mapping[str, str]) -> None:
        self._naming, self._origins = naming, origins
        self._digests: dict[str, str] = {}

    def source_lines(self, key: str, text: str, dossier: Dossier) -> Iterable[str]:
        """A source's node."""
        info, iri = dossier.source, self._iri("source", key)
        self._digests[key] = digest(text)
        label = info.title or info.file or info.uri or key
        plain = {
            terms.rdfs_label: label,
            terms.uri: info.uri,
            terms.title: info.title,
            terms.publisher: info.publisher,
            terms.sha256: self._digests[key],
            terms.language: info.language,
        }
        graph = f" <{iri}>"
        yield f"<{iri}> <{terms.rdf_type}> <{terms.Source}>{graph} .\n"
        yield f"<{iri}> <{terms.origin}> <{self._iri('origin', self._origins[key])}>{graph} .\n"
        for predicate, value in plain.items():
            if value:
                yield f"<{iri}> <{predicate}> {Literal(value)}{graph} .\n"
        yield from self._snapshot(iri, key, text)
        yield from self._source_dates(iri, dossier)

    def claim_lines(self, key: str, text: str, dossier: Dossier, claim: Claim) -> tuple[str, list[str]]:
        """A claim's IRI, and the lines of its node and its passages."""
        source = self._iri("source", key)
        iri, graph = self._iri("claim", claim_hash(claim)), f" <{source}>"
        facts = [
            (terms.rdf_type, f"<{terms.Claim}>"),
            (terms.source, f"<{source}>"),
            (terms.rdf_subject, f"<{self._naming.iri(claim.subject)}>"),
            (terms.rdf_predicate, f"<{claim.predicate}>"),
            (terms.rdf_object, self._term(claim.object)),
            (terms.claimStatus, f"<{terms.NS}{claim.status}>"),
        ]
        if claim.according_to is not None:
            facts.append((terms.accordingTo, self._term(claim.according_to)))
        if dossier.extractor:
            facts.append((terms.extractor, str(Literal(dossier.extractor))))
        if claim.confidence is not None:
            facts.append((terms.confidence, f'"{round(claim.confidence, 4)}"^^<{terms.xsd_decimal}>'))
        lines = []
        for start, end in claim.passages:
            passage = self._iri("passage", f"{self._digests[key][:12]}-{start}-{end}")
            facts.append((terms.passage, f"<{passage}>"))
            lines += self._passage_lines(passage, source, (start, end), text)
        lines += [f"<{iri}> <{predicate}> {value}{graph} .\n" for predicate, value in facts]
        return iri, lines

    def _snapshot(self, source: str, key: str, text: str) -> Iterable[str]:
        iri, graph = self._iri("snapshot", self._digests[key][:16]), f" <{source}>"
        yield f"<{source}> <{terms.snapshot}> <{iri}>{graph} .\n"
        yield f"<{iri}> <{terms.rdf_type}> <{terms.Snapshot}>{graph} .\n"
        yield f"<{iri}> <{terms.sha256}> {Literal(self._digests[key])}{graph} .\n"
        yield f'<{iri}> <{terms.length}> "{len(text)}"^^<{terms.xsd_integer}>{graph} .\n'

    def _passage_lines(self, iri: str, source: str, passage: tuple[int, int], text: str) -> list[str]:
        start, end = passage
        graph = f" <{source}>"
        return [
            f"<{iri}> <{terms.rdf_type}> <{terms.Passage}>{graph} .\n",
            f"<{iri}> <{terms.source}> <{source}>{graph} .\n",
            f'<{iri}> <{terms.start}> "{start}"^^<{terms.xsd_integer}>{graph} .\n',
            f'<{iri}> <{terms.end}> "{end}"^^<{terms.xsd_integer}>{graph} .\n',
            f"<{iri}> <{terms.exact}> {Literal(quotation(text, start, end))}{graph} .\n",
        ]

    def _source_dates(self, iri: str, dossier: Dossier) -> Iterable[str]:
        graph = f" <{iri}>"
        for predicate, value in (
            (terms.published, dossier.source.published),
            (terms.retrieved, dossier.source.retrieved),
        ):
            if value:
                yield f"<{iri}> <{predicate}> {Literal(value)}^^<{terms.edtf_EDTF}>{graph} .\n"
        if dossier.source.published:
            yield from bound_lines(iri, [bounds(dossier.source.published)], graph)

    def _term(self, value: object) -> str:
        return f"<{self._naming.iri(value)}>" if isinstance(value, str) else str(value)

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
