"""The nodes that many sources make together: origins, conflicts, redirects, judgements, inferences, the release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from pyoxigraph import Literal

from ..ontology import terms
from ..ontology.rules import rules
from .identity.ledger import Judgement
from .inference import Derivation, Fact, Inferred
from .iris import Naming, short_hash


class AssemblyNodes:
    """Writes what is known of the graph as a whole as N-Quads, into the graphs ``assembly`` and ``inference``."""

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
                yield self._line(iri, terms.score, f'"{round(one.score, 4)}"^^<{terms.xsd_decimal}>')

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

    def inferred(self, found: Inferred, support: Mapping[Fact, Sequence[str]]) -> Iterable[str]:
        """The conclusions as facts, and for each the rule and what states its premises.

        ``support`` gives the claims that assert a fact, by IRI.
        """
        used = {derivation.rule for derivation in found.derivations.values()}
        for rule in (one for one in rules() if one.name in used):
            iri, graph = self._iri("rule", rule.name), "inference"
            yield self._line(iri, terms.rdf_type, f"<{terms.InferenceRule}>", graph)
            yield self._line(iri, terms.rdfs_label, str(Literal(rule.summary)), graph)
            yield self._line(iri, terms.query, str(Literal(rule.query)), graph)
        for predicate in {predicate[1:-1] for _, predicate, _ in found.derivations}:
            yield self._line(predicate, terms.inferred, f'"true"^^<{terms.xsd_boolean}>', "inference")
        for fact, derivation in found.derivations.items():
            yield " ".join((*fact, ".\n"))
            yield from self._inference(fact, derivation, found, support)
        yield from (" ".join((*fact, ".\n")) for fact in found.descriptions)

    def _inference(
        self, fact: Fact, derivation: Derivation, found: Inferred, support: Mapping[Fact, Sequence[str]]
    ) -> Iterable[str]:
        iri, (subject, predicate, value) = self._named(fact), fact
        yield self._line(iri, terms.rdf_type, f"<{terms.Inference}>", "inference")
        yield self._line(iri, terms.rdf_subject, subject, "inference")
        yield self._line(iri, terms.rdf_predicate, predicate, "inference")
        yield self._line(iri, terms.rdf_object, value, "inference")
        yield self._line(iri, terms.rule, f"<{self._iri('rule', derivation.rule)}>", "inference")
        for premise in derivation.premises:
            stating = (self._named(premise),) if premise in found.derivations else support[premise]
            yield from (self._line(iri, terms.premise, f"<{one}>", "inference") for one in stating)

    def _named(self, fact: Fact) -> str:
        return self._iri("inference", short_hash(" ".join(fact), 16))

    def _line(self, subject: str, predicate: str, value: str, graph: str = "assembly") -> str:
        return f"<{subject}> <{predicate}> {value} <{self._iri('graph', graph)}> .\n"

    def _iri(self, kind: str, local: str) -> str:
        return f"{self._naming.base}{kind}/{local}"
