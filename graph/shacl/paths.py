"""Property paths: from SHACL to SPARQL, and to words for names."""

from __future__ import annotations

import re
from typing import Final

import msgspec
from pyoxigraph import NamedNode

from ...errors import BadShapes
from .turtle import SH, Turtle, Value, lexical, local

_REPEATED: Final = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


class Path(msgspec.Struct, frozen=True):
    """A path as SPARQL writes it, its name, and its predicate if it is a single one.

    A path is ``direct`` if each of its values is one triple: a predicate or its inverse.
    """

    sparql: str
    name: str
    predicate: str | None = None
    direct: bool = False


def path(turtle: Turtle, node: Value) -> Path:
    """The path that a node of a shapes file describes. Raises BadShapes on one that SHACL does not know."""
    if isinstance(node, NamedNode):
        return Path(f"<{node.value}>", kebab(local(node.value)), node.value, direct=True)
    if turtle.is_list(node):
        return _joined(turtle, node, "/")
    for alternatives in turtle.values(node, "alternativePath"):
        return _joined(turtle, alternatives, "|")
    for inverted in turtle.values(node, "inversePath"):
        inner = path(turtle, inverted)
        return Path(f"^({inner.sparql})", f"inverse-{inner.name}", direct=inner.predicate is not None)
    for name, sign in _REPEATED.items():
        for repeated in turtle.values(node, name):
            inner = path(turtle, repeated)
            return Path(f"({inner.sparql}){sign}", inner.name)
    known = ", ".join(f"sh:{name}" for name in ("inversePath", "alternativePath", *_REPEATED))
    raise BadShapes(f"{lexical(node)} is no path; write a property, a list of them, or one of {known}")


def kebab(name: str) -> str:
    """``issuedBy`` as ``issued-by``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def shortened(iri: str) -> str:
    """A SHACL term as ``sh:minCount``; any other IRI as it is."""
    return f"sh:{iri.removeprefix(SH)}" if iri.startswith(SH) else iri


def _joined(turtle: Turtle, node: Value, sign: str) -> Path:
    parts = [path(turtle, part) for part in turtle.items(node)]
    return Path(f"({sign.join(part.sparql for part in parts)})", "-".join(part.name for part in parts))
