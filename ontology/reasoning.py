"""HermiT's opinion of the ontology: is it free of contradiction, can every class have members?

Only the ontology with its alignments is reasoned over, never a graph's facts. The reasoner knows no
datatypes but those of OWL 2, so ranges of others (EDTF, ``xsd:date``) are left out of its copy.
"""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import Final

from ..errors import BadGraph
from . import terms
from .findings import loaded
from .model import NS
from .whole import parts

_DATATYPE: Final = "http://www.w3.org/2000/01/rdf-schema#Datatype"


def contradictions(more: str = "") -> list[str]:
    """What HermiT finds wrong with the ontology, its alignments and the further Turtle given; nothing if all is well.

    Each is the IRI of a class that can have no members, or, where individuals contradict
    the axioms, one sentence that says so. Raises BadGraph without Java, or if HermiT gives up.
    """
    import owlready2
    from owlready2 import OwlReadyError, OwlReadyInconsistentOntologyError, sync_reasoner_hermit

    if not (shutil.which("java") or shutil.which(owlready2.JAVA_EXE)):
        raise BadGraph("the OWL reasoner needs Java, which is not on the path; install a Java runtime (11 or newer)")
    world = owlready2.World()
    try:
        world.get_ontology(NS).load(fileobj=BytesIO(_triples(more)))
        sync_reasoner_hermit(world, debug=0)
    except OwlReadyInconsistentOntologyError:
        return ["the individuals contradict the axioms"]
    except OwlReadyError as error:
        raise BadGraph(f"the OWL reasoner gave up ({_reason(error)}); mend what the other checks find first") from error
    return sorted(found.iri for found in world.inconsistent_classes() if found is not owlready2.Nothing)


def _reason(error: Exception) -> str:
    """What Java says went wrong: the first line that names an exception, else the last of all."""
    lines = [
        line.strip().removeprefix('Exception in thread "main" ') for line in str(error).splitlines() if line.strip()
    ]
    return next((line for line in lines if "Exception" in line), lines[-1] if lines else "no reason given")


def _triples(more: str) -> bytes:
    """The ontology as N-Triples, without what speaks of datatypes that are not OWL's."""
    from pyoxigraph import NamedNode, RdfFormat, serialize

    store = loaded(*parts(), more)
    kind, datatype = NamedNode(terms.rdf_type), NamedNode(_DATATYPE)
    unknown = {NamedNode(terms.xsd_date), *(quad.subject for quad in store.quads_for_pattern(None, kind, datatype))}
    kept = (quad.triple for quad in store if not unknown & {quad.subject, quad.object})
    return serialize(kept, format=RdfFormat.N_TRIPLES) or b""
