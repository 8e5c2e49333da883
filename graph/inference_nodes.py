"""The nodes that say how facts were concluded: inferences and the rules that made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal

from ..ontology import terms
from ..ontology.rules import rules
from .inference import Derivation, Fact, Inferred
from .iris import DEFAULT_BASE, short_hash


class InferenceNodes:
    """Writes conclusions as N-Quads: the facts, and in the graph ``inference`` what each rests on."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self._base = base

    def lines(self, found: Inferred, support: Mapping[Fact, Sequence[str]]) -> Iterable[str]:
        """The conclusions as facts, and for each the rule and what states its premises.

        ``support`` gives the claims that assert a fact, by IRI.
        """
        used = {derivation.rule for derivation in found.derivations.values()}
        for rule in (one for one in rules() if one.name in used):
            iri = self._iri("rule", rule.name)
            yield self._line(iri, terms.rdf_type, f"<{terms.InferenceRule}>")
            yield self._line(iri, terms.rdfs_label, str(Literal(rule.summary)))
            yield self._line(iri, terms.query, str(Literal(rule.query)))
        for predicate in {predicate[1:-1] for _, predicate, _ in found.derivations}:
            yield self._line(predicate, terms.inferred, f'"true"^^<{terms.xsd_boolean}>')
        for fact, derivation in found.derivations.items():
            yield " ".join((*fact, ".\n"))
            yield from self._inference(fact, derivation, found, support)
        yield from (" ".join((*fact, ".\n")) for fact in found.descriptions)

    def _inference(
        self, fact: Fact, derivation: Derivation, found: Inferred, support: Mapping[Fact, Sequence[str]]
    ) -> Iterable[str]:
        iri, (subject, predicate, value) = self._named(fact), fact
        yield self._line(iri, terms.rdf_type, f"<{terms.Inference}>")
        yield self._line(iri, terms.rdf_subject, subject)
        yield self._line(iri, terms.rdf_predicate, predicate)
        yield self._line(iri, terms.rdf_object, value)
        yield self._line(iri, terms.rule, f"<{self._iri('rule', derivation.rule)}>")
        for premise in derivation.premises:
            stating = (self._named(premise),) if premise in found.derivations else support[premise]
            yield from (self._line(iri, terms.premise, f"<{one}>") for one in stating)

    def _named(self, fact: Fact) -> str:
        return self._iri("inference", short_hash(" ".join(fact), 16))

    def _line(self, subject: str, predicate: str, value: str) -> str:
        return f"<{subject}> <{predicate}> {value} <{self._iri('graph', 'inference')}> .\n"

    def _iri(self, kind: str, local: str) -> str:
        return f"{self._base}{kind}/{local}"
