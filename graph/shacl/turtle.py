"""The triples of a shapes file, looked up by subject and property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ...errors import BadShapes
from ...ontology import terms

SH: Final = "http://www.w3.org/ns/shacl#"
_RDF: Final = terms.rdf_type.removesuffix("type")
_RDFS: Final = terms.rdfs_label.removesuffix("label")

_SHAPES: Final = frozenset((f"{SH}NodeShape", f"{SH}PropertyShape"))
_CLASSES: Final = frozenset((f"{_RDFS}Class", "http://www.w3.org/2002/07/owl#Class"))

Value: TypeAlias = NamedNode | BlankNode | Literal | Triple


class Turtle:
    """Triples in the order of their file."""

    def __init__(self, text: str) -> None:
        self._about: dict[Value, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        try:
            for quad in parse(text, format=RdfFormat.TURTLE):
                self._about[quad.subject][quad.predicate.value].append(quad.object)
        except SyntaxError as error:
            raise BadShapes(f"these shapes are no Turtle: {error}") from error

    def subjects(self) -> list[Value]:
        """Every node that is described."""
        return list(self._about)

    def properties(self, node: Value) -> dict[str, list[Value]]:
        """What is said of a node, by property."""
        return dict(self._about.get(node, {}))

    def values(self, node: Value, name: str) -> list[Value]:
        """The values of a SHACL property of a node."""
        return self.properties(node).get(SH + name, [])

    def is_shape(self, node: Value) -> bool:
        """Whether a node is a shape in its own right: it has a target, or says that it is a shape."""
        about = self.properties(node)
        typed = {lexical(one) for one in about.get(terms.rdf_type, [])}
        return bool(typed & _SHAPES) or any(name.startswith(f"{SH}target") for name in about)

    def is_class(self, node: Value) -> bool:
        """Whether a node is a class too, which makes its instances the target of the shape."""
        return any(lexical(one) in _CLASSES for one in self.properties(node).get(terms.rdf_type, []))

    def text(self, node: Value, name: str) -> str | None:
        """The first value of a SHACL property, as text."""
        return next((lexical(value) for value in self.values(node, name)), None)

    def is_list(self, node: Value) -> bool:
        """Whether a node is an RDF list."""
        return node == NamedNode(f"{_RDF}nil") or f"{_RDF}first" in self.properties(node)

    def items(self, node: Value) -> Iterator[Value]:
        """The members of an RDF list. Raises BadShapes on what is no list or never ends."""
        seen: set[Value] = set()
        while node != NamedNode(f"{_RDF}nil"):
            about = self.properties(node)
            if node in seen or not about.get(f"{_RDF}first") or not about.get(f"{_RDF}rest"):
                raise BadShapes(f"{lexical(node)} is no RDF list; write its members in parentheses")
            seen.add(node)
            yield about[f"{_RDF}first"][0]
            node = about[f"{_RDF}rest"][0]


def lexical(value: Value) -> str:
    """The IRI or the text of a term."""
    return str(value) if isinstance(value, Triple) else value.value


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]
