"""The whole ontology, topics and alignments, as one file in the formats that ontology tools read.

What is written depends on the Turtle files alone: the same bytes come out of every run. The header is first.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, Literal, get_args

from .model import TOPICS, turtle
from .vocabularies import prefixes

if TYPE_CHECKING:
    from pyoxigraph import Triple

Format = Literal["turtle", "rdfxml", "ntriples", "jsonld"]

FORMATS: Final[tuple[Format, ...]] = get_args(Format)
PARTS: Final = (*TOPICS, "alignments")
"""The files that the ontology is made of; shapes are about graphs, not a part of it."""

_PREFIX: Final = re.compile(r"^@prefix [^\n]*\n", re.MULTILINE)


def parts() -> tuple[str, ...]:
    """The Turtle text of each part."""
    return tuple(map(turtle, PARTS))


def whole(format: Format = "turtle") -> str:
    """The ontology in one text. Turtle keeps the order and the comments of the files."""
    from pyoxigraph import RdfFormat, serialize

    if format == "turtle":
        return _joined()
    written = {"rdfxml": RdfFormat.RDF_XML, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}[format]
    text = (serialize(_triples(), format=written, prefixes=_used()) or b"").decode()
    return f"{json.dumps(json.loads(text), ensure_ascii=False, indent=1)}\n" if format == "jsonld" else text


def _joined() -> str:
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(_used().items()))
    bodies = (_PREFIX.sub("", text).strip("\n") for text in parts())
    return "\n".join([head, *(f"{body}\n" for body in bodies)])


def _used() -> dict[str, str]:
    """The prefixes that the files declare."""
    declared = {line.split()[1].rstrip(":") for text in parts() for line in _PREFIX.findall(text)}
    return {prefix: namespace for prefix, namespace in prefixes().items() if prefix in declared}


def _triples() -> list[Triple]:
    """The triples in the order of the files, those of one subject together, blank nodes numbered as they come."""
    from pyoxigraph import BlankNode, RdfFormat, Triple, parse

    numbers: dict[object, int] = {}
    found: list[Triple] = []
    for text in parts():
        for quad in parse(text.encode(), format=RdfFormat.TURTLE):
            subject, value = (
                BlankNode(f"n{numbers.setdefault(node, len(numbers))}") if isinstance(node, BlankNode) else node
                for node in (quad.subject, quad.object)
            )
            found.append(Triple(subject, quad.predicate, value))
    places: dict[object, int] = {}
    for place, triple in enumerate(found):
        places.setdefault(triple.subject, place)
    return sorted(found, key=lambda triple: places[triple.subject])
