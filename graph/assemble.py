"""Sources and judgements to the graph's canonical N-Quads (docs/model.md).

The same sources and judgements give the same bytes, in whatever order they were loaded: nothing
here depends on order or on the clock, and the lines are sorted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from pyoxigraph import Literal, NamedNode

from ..ontology import terms, vocabulary
from ..ontology.dates import bounds
from ..ontology.dossier import Provision, Statement
from .assembly_nodes import AssemblyNodes
from .claims import Claim, claims
from .conflicts import can_conflict, conflicting
from .evidence_nodes import EvidenceNodes
from .identity.ledger import Judgement, Ledger
from .identity.resolve import Identity, resolve
from .inference import Fact, infer
from .inference_nodes import InferenceNodes
from .iris import DEFAULT_BASE, Naming
from .origins import origins
from .quads import bound_lines
from .references import References
from .snapshots import Admitted, digest

_DATES = frozenset((terms.date, terms.dateFiled, terms.start, terms.end))


class Assembly(msgspec.Struct, frozen=True):
    """The graph as sorted N-Quads, and how it came about.

    ``records`` gives for each record key the IRI of the thing that it is about.
    """

    nquads: bytes
    claims: int
    facts: int
    judgements: list[Judgement]
    records: dict[str, str]
    inferences: int = 0


def assemble(sources: Sequence[Admitted], ledger: Ledger | None = None, base: str = DEFAULT_BASE) -> Assembly:
    """Assemble a graph from all of its sources."""
    ledger = ledger or Ledger()
    stated = {source.key: claims(source.key, source.text, source.dossier) for source in sources}
    every = [claim for key in sorted(stated) for claim in stated[key]]
    identity = resolve(every, _said(sources), ledger)
    naming = Naming(identity, base)
    facts = _Facts(identity, naming)
    from_origins = origins({source.key: source.text for source in sources})
    evidence, whole = EvidenceNodes(naming, from_origins), AssemblyNodes(naming)
    lines: set[str] = set(whole.origins(from_origins))
    for source in sources:
        lines.update(evidence.source_lines(source.key, source.text, source.dossier))
        for claim in stated[source.key]:
            iri, made = evidence.claim_lines(source.key, source.text, source.dossier, claim)
            lines.update(made)
            facts.take(iri, claim)
    asserted = sorted(facts.lines())
    found = infer("".join(asserted).encode())
    lines.update(asserted)
    lines.update(InferenceNodes(base).lines(found, facts.asserted))
    lines.update(whole.conflicts(facts.conflicts()))
    lines.update(whole.redirects())
    lines.update(whole.judgements(_standing(ledger.judgements, identity)))
    lines.update(whole.judgements(identity.judgements))
    counts = (sum(map(len, stated.values())), len(facts.asserted), len(found.derivations))
    if sources:
        lines.update(whole.release([f"{one.key} {digest(one.text)}" for one in sources], *counts))
    records = {key: naming.iri(key) for key in identity.standing}
    return Assembly("".join(sorted(lines)).encode(), counts[0], counts[1], identity.judgements, records, counts[2])


class _Facts:
    """The default graph: what asserted claims say of canonical entities, each fact once."""

    def __init__(self, identity: Identity, naming: Naming) -> None:
        self.asserted: dict[Fact, list[str]] = defaultdict(list)
        self._identity, self._naming = identity, naming
        self._values: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))

    def take(self, iri: str, claim: Claim) -> None:
        """Add what a claim asserts."""
        if claim.status != "asserted":
            return
        subject = self._naming.iri(claim.subject)
        fact = (f"<{subject}>", f"<{claim.predicate}>", term(claim.object, self._naming))
        self.asserted[fact].append(iri)
        if can_conflict(claim.predicate) and isinstance(claim.object, Literal):
            self._values[subject, claim.predicate][claim.object.value].append(iri)
        if claim.predicate == terms.rdf_type and isinstance(claim.object, NamedNode):
            for wider in vocabulary.SUPERCLASSES.get(claim.object.value, ()):
                self.asserted[fact[0], fact[1], f"<{wider}>"].append(iri)

    def lines(self) -> Iterable[str]:
        """The default graph's lines: facts, labels, other names, bounds of dates."""
        for fact in self.asserted:
            yield " ".join((*fact, ".\n"))
        for key, label in self._naming.labels.items():
            yield f"<{self._naming.iris[key]}> <{terms.rdfs_label}> {Literal(label)} .\n"
        yield from self._other_names()
        yield from self._bounds()

    def conflicts(self) -> Iterable[tuple[str, str, list[str]]]:
        """Subject, property and claims of each conflict."""
        for (subject, predicate), values in self._values.items():
            if len(values) > 1 and (at_odds := conflicting(predicate, values)):
                yield subject, predicate, at_odds

    def _other_names(self) -> Iterable[str]:
        labels = {f"<{self._naming.iris[key]}>": str(Literal(label)) for key, label in self._naming.labels.items()}
        for subject, predicate, value in self.asserted:
            if predicate == f"<{terms.name}>" and value != labels[subject]:
                yield f"{subject} <{terms.skos_altLabel}> {value} .\n"

    def _bounds(self) -> Iterable[str]:
        spans: dict[str, list[tuple[date | None, date | None]]] = defaultdict(list)
        for (subject, predicate), values in self._values.items():
            if predicate in _DATES:
                spans[subject].extend(_span(predicate, value) for value in values)
        for subject, found in spans.items():
            yield from bound_lines(subject, found)


def _standing(judgements: Iterable[Judgement], identity: Identity) -> Iterable[Judgement]:
    """The user's judgements on records that are in the graph."""
    return (one for one in judgements if {one.left, one.right} <= identity.standing.keys())


def _span(predicate: str, value: str) -> tuple[date | None, date | None]:
    """The days that a date speaks of: a start says nothing of the end, nor an end of the start."""
    first, last = bounds(value)
    return None if predicate == terms.end else first, None if predicate == terms.start else last


def term(value: str | Literal | NamedNode, naming: Naming) -> str:
    """A claim's object as N-Quads: a key by the IRI of its thing."""
    return f"<{naming.iri(value)}>" if isinstance(value, str) else str(value)


def _said(sources: Iterable[Admitted]) -> dict[str, str]:
    """The words of each statement, and of what states each provision, by its key."""
    return {
        f"{source.key}#{local}": " ".join(source.text[start:end] for start, end in record.passages)
        for source in sources
        for local, record in References(source.dossier).records.items()
        if isinstance(record, Statement | Provision)
    }
