"""The nodes that say how facts were concluded: inferences and the rules that made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal

from ..ontology import terms
from ..ontology.rules import rules
from .inference import Fact, Inferred
from .iris import DEFAULT_BASE, short_hash


class InferenceNodes:
    """Writes conclusions as N-Quads: the facts, and in the graph ``inference`` what each rests on."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self._base = base

    def lines(self, found: Inferred, support: Mapping[Fact, Sequence[str]]) -> Iterable[str]:
        """The conclusions as facts, and for each the rule and what states its premises: some lines, sorted, at a time.

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
        named = {fact: self._iri("inference", short_hash(" ".join(fact), 16)) for fact in found.derivations}
        for fact, derivation in found.derivations.items():
            yield " ".join((*fact, ".\n"))
            stating = [
                one
                for premise in derivation.premises
                for one in ((named[premise],) if premise in named else support[premise])
            ]
            yield self._inference(named[fact], fact, derivation.rule, stating)
        yield from (" ".join((*fact, ".\n")) for fact in found.descriptions)

    def _inference(self, iri: str, fact: Fact, rule: str, stating: Iterable[str]) -> str:
        """The sorted lines of one inference."""
        subject, predicate, value = fact
        start, end = f"<{iri}> <", f" <{self._iri('graph', 'inference')}> .\n"
        lines = [
            f"{start}{terms.rdf_type}> <{terms.Inference}>{end}",
            f"{start}{terms.rdf_subject}> {subject}{end}",
            f"{start}{terms.rdf_predicate}> {predicate}{end}",
            f"{start}{terms.rdf_object}> {value}{end}",
            f"{start}{terms.rule}> <{self._iri('rule', rule)}>{end}",
        ]
        lines += [f"{start}{terms.premise}> <{one}>{end}" for one in set(stating)]
        return "".join(sorted(lines))

    def _line(self, subject: str, predicate: str, value: str) -> str:
        return f"<{subject}> <{predicate}> {value} <{self._iri('graph', 'inference')}> .\n"

    def _iri(self, kind: str, local: str) -> str:
        return f"{self._base}{kind}/{local}"
