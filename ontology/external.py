"""Whether each term of another vocabulary that the ontology names exists there, by the lists in ``vocabularies``.

Some IRIs are no terms: this project's own, and documents, such as a licence, that a property of documents leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from .findings import Finding
from .vocabularies import OWN, Vocabulary, short, vocabularies

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

UNKNOWN_TERM: Final = "unknown-term"
UNKNOWN_VOCABULARY: Final = "unknown-vocabulary"

_OF_DOCUMENTS: Final = frozenset(
    {
        "http://purl.org/dc/terms/license",
        "http://purl.org/dc/terms/source",
        "http://www.w3.org/2000/01/rdf-schema#seeAlso",
        "http://www.w3.org/2002/07/owl#imports",
        "http://www.w3.org/2002/07/owl#priorVersion",
    }
)
"""Properties that lead to documents, not to terms."""


def unknown(store: Store) -> Iterator[Finding]:
    """The terms in use that their vocabularies do not have, and those of vocabularies without a list."""
    lists = vocabularies().values()
    for iri in sorted({iri for quad in store for iri in _terms(quad.subject, quad.predicate, quad.object)}):
        home = max((one for one in lists if iri.startswith(one.namespace)), key=_length, default=None)
        if home is None:
            yield Finding("error", UNKNOWN_VOCABULARY, iri, "is of a vocabulary without a list in data/vocabularies")
        elif (name := iri.removeprefix(home.namespace)) not in home.names:
            yield Finding("error", UNKNOWN_TERM, iri, f"is not in the list of {home.title}{_hint(name, home)}")


def _terms(subject: object, predicate: NamedNode, value: object) -> Iterator[str]:
    """The IRIs of one triple that must be terms of some vocabulary."""
    from pyoxigraph import Literal, NamedNode

    nodes = [subject, predicate]
    if isinstance(value, Literal):
        nodes.append(value.datatype)
    elif predicate.value not in _OF_DOCUMENTS:
        nodes.append(value)
    yield from (node.value for node in nodes if isinstance(node, NamedNode) and not node.value.startswith(OWN))


def _length(vocabulary: Vocabulary) -> int:
    return len(vocabulary.namespace)


def _hint(name: str, home: Vocabulary) -> str:
    closest = get_close_matches(name, sorted(home.names), n=2, cutoff=0.75)
    if closest:
        return f"; did you mean {' or '.join(short(home.namespace + each) for each in closest)}?"
    return f": add it to data/vocabularies/{home.prefix}.txt if the vocabulary's own file has it"
