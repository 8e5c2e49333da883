"""The nodes that many sources make together: origins, conflicts, redirects, judgements, the release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from pyoxigraph import Literal

from ..ontology import terms
from .identity.ledger import Judgement
from .iris import Naming, short_hash
from .quads import decimal


class AssemblyNodes:
    """Writes what is known of the graph as a whole as N-Quads, into the graph ``assembly``."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    def origins(self, origins: Mapping[str, str]) -> Iterable[str]:
        """The origins of sources."""
        for origin in set(origins.values()):
            yield self._line(self._iri("origin", origin), terms.rdf_type, f"<{terms.Origin}>")

    def conflicts(self, conflicts: Iterable[tuple[str, str, list[str]]]) -> Iterable[str]:
        """Subject, property and claims of each conflict."""
        for subject, predicate, claims in conflicts:
            iri = self._iri("conflict", short_hash(f"{subject} {predicate}", 16))
            yield self._line(iri, terms.rdf_type, f"<{terms.Conflict}>")
            yield self._line(iri, terms.subject, f"<{subject}>")
            yield self._line(iri, terms.predicate, f"<{predicate}>")
            yield from (self._line(iri, terms.claim, f"<{claim}>") for claim in claims)

    def redirects(self) -> Iterable[str]:
        """Where older IRIs lead."""
        for old, new in self._naming.redirects.items():
            yield self._line(old, terms.redirectsTo, f"<{new}>")

    def judgements(self, judgements: Iterable[Judgement]) -> Iterable[str]:
        """What was decided on which records are about the same thing, by whom and why."""
        for one in judgements:
            iri = self._iri("judgement", short_hash(f"{one.left} {one.right} {one.judgement} {one.by}", 16))
            yield self._line(iri, terms.rdf_type, f"<{terms.Judgement}>")
            yield self._line(iri, terms.identityVerdict, f"<{terms.NS}{one.judgement}>")
            yield self._line(iri, terms.judgedBy, str(Literal(one.by)))
            yield from (self._line(iri, terms.judged, f"<{self._naming.iri(key)}>") for key in {one.left, one.right})
            yield from (self._line(iri, terms.reason, str(Literal(reason))) for reason in one.reasons)
            if one.score is not None:
                yield self._line(iri, terms.score, decimal(one.score))

    def release(self, sources: Sequence[str], claims: int, facts: int, inferences: int) -> Iterable[str]:
        """What the graph is made of; ``sources`` names each by its key and its text's hash."""
        iri = self._iri("release", short_hash("\n".join(sorted(sources)), 16))
        yield self._line(iri, terms.rdf_type, f"<{terms.Release}>")
        yield self._line(iri, terms.madeBy, str(Literal(f"actagraph {version('actagraph')}")))
        counts = {
            terms.sourceCount: len(sources),
            terms.claimCount: claims,
            terms.factCount: facts,
            terms.inferenceCount: inferences,
        }
        for predicate, count in counts.items():
            yield self._line(iri, predicate, f'"{count}"^^<{terms.xsd_integer}>')

    def _line(self, subject: str, predicate: str, value: str) -> str:
        return f"<{subject}> <{predicate}> {value} <{self._iri('graph', 'assembly')}> .\n"

    def _iri(self, kind: str, local: str) -> str:
        return f"{self._naming.base}{kind}/{local}"
