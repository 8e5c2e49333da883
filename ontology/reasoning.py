"""HermiT's opinion of the ontology: is it free of contradiction, can every class have members?

Only the ontology is reasoned over, never a graph's facts: the reasoner knows no dates
(``xsd:date``, EDTF), so ranges that speak of them are left out of its copy.
"""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING, Final

from ..errors import BadGraph
from .model import vocabulary

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_UNKNOWN_DATATYPES: Final = ("http://id.loc.gov/datatypes/edtf/EDTF", "http://www.w3.org/2001/XMLSchema#date")


def contradictions(more: str = "") -> list[str]:
    """What HermiT finds wrong with the ontology and the further Turtle given; nothing if all is well.

    Each is the IRI of a class that can have no members, or, where individuals contradict
    the axioms, one sentence that says so. Raises BadGraph without Java.
    """
    import owlready2
    from owlready2 import OwlReadyInconsistentOntologyError, sync_reasoner_hermit

    if not (shutil.which("java") or shutil.which(owlready2.JAVA_EXE)):
        raise BadGraph("the OWL reasoner needs Java, which is not on the path; install a Java runtime (11 or newer)")
    world = owlready2.World()
    ontology = world.get_ontology("https://w3id.org/actagraph/ns#")
    ontology.load(fileobj=BytesIO(_triples(more)))
    try:
        sync_reasoner_hermit(world, debug=0)
    except OwlReadyInconsistentOntologyError:
        return ["the individuals contradict the axioms"]
    return sorted(found.iri for found in world.inconsistent_classes() if found is not owlready2.Nothing)


def _triples(more: str) -> bytes:
    graph = vocabulary()
    graph.parse(data=_prefixes(graph) + more, format="turtle")
    for triple in _unreadable(graph):
        graph.remove(triple)
    return graph.serialize(format="nt", encoding="utf-8")


def _prefixes(graph: Graph) -> str:
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in graph.namespaces())


def _unreadable(graph: Graph) -> list[tuple[Node, Node, Node]]:
    from rdflib import RDF, RDFS, URIRef

    datatypes = [URIRef(iri) for iri in _UNKNOWN_DATATYPES]
    ranges = [triple for datatype in datatypes for triple in graph.triples((None, RDFS.range, datatype))]
    return [*ranges, *((datatype, RDF.type, RDFS.Datatype) for datatype in datatypes)]
