"""The default graph: what asserted claims say of canonical entities, each fact once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from pyoxigraph import Literal

from ..ontology import terms, vocabulary
from ..ontology.dates import bounds
from .conflicts import conflicting
from .inference import Fact
from .iris import Naming
from .quads import bound_lines
from .stated import Stated

_DATES = frozenset((terms.date, terms.dateFiled, terms.start, terms.end))
_ASSERTED = f"<{terms.NS}asserted>"
_TYPE, _NAME = f"<{terms.rdf_type}>", f"<{terms.name}>"


class Facts:
    """Facts with the claims that assert them, by IRI."""

    def __init__(self, naming: Naming) -> None:
        self.asserted: dict[Fact, list[str]] = defaultdict(list)
        self._naming = naming
        self._values: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._wider = {
            f"<{cls}>": [f"<{one}>" for one in wider] for cls, wider in vocabulary.SUPERCLASSES.items() if wider
        }

    def take(self, stated: Stated) -> None:
        """Add what a source's claims assert."""
        named, claims = self._naming.terms, f"{self._naming.base}claim/"
        for row in stated.rows:
            if row.status != _ASSERTED:
                continue
            subject, iri = named[row.subject], claims + row.hash
            value = named[row.object] if row.named else row.object
            self.asserted[subject, row.predicate, value].append(iri)
            if row.value is not None:
                self._values[subject[1:-1], row.predicate[1:-1]][row.value].append(iri)
            elif row.predicate == _TYPE:
                for wider in self._wider.get(value, ()):
                    self.asserted[subject, _TYPE, wider].append(iri)

    def lines(self) -> Iterable[str]:
        """The default graph's lines: facts, labels, other names, bounds of dates."""
        naming = self._naming
        labels = {f"<{naming.iris[key]}>": str(Literal(label)) for key, label in naming.labels.items()}
        for subject, predicate, value in self.asserted:
            yield f"{subject} {predicate} {value} .\n"
            if predicate == _NAME and value != labels[subject]:
                yield f"{subject} <{terms.skos_altLabel}> {value} .\n"
        for subject, label in labels.items():
            yield f"{subject} <{terms.rdfs_label}> {label} .\n"
        yield from self._bounds()

    def conflicts(self) -> Iterable[tuple[str, str, list[str]]]:
        """Subject, property and claims of each conflict."""
        for (subject, predicate), values in self._values.items():
            if len(values) > 1 and (at_odds := conflicting(predicate, values)):
                yield subject, predicate, at_odds

    def _bounds(self) -> Iterable[str]:
        spans: dict[str, list[tuple[date | None, date | None]]] = defaultdict(list)
        for (subject, predicate), values in self._values.items():
            if predicate in _DATES:
                spans[subject].extend(_span(predicate, value) for value in values)
        for subject, found in spans.items():
            yield from bound_lines(subject, found)


def _span(predicate: str, value: str) -> tuple[date | None, date | None]:
    """The days that a date speaks of: a start says nothing of the end, nor an end of the start."""
    first, last = bounds(value)
    return None if predicate == terms.end else first, None if predicate == terms.start else last
