"""GraphML and GEXF: the network, made safe for readers that take no None, list or control character.

GEXF carries time (https://gexf.net/dynamics.html): what happened lasts from its first to its last day, an
office as long as it was held, and anything else from its day on, so that Gephi's timeline plays it.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from ..network import LASTING
from .families import family

if TYPE_CHECKING:
    import networkx

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_OPTIONAL = ("earliest", "latest", "detail", "also", "hidden")


def graphml(graph: networkx.MultiDiGraph, stream: IO[bytes]) -> None:
    """The network as GraphML; the ids of nodes are their IRIs."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(prettyprint=True, named_key_ids=True, edge_id_from_attribute="id")
    writer.add_graph_element(_safe(graph))
    writer.dump(stream)


def gexf(graph: networkx.MultiDiGraph, stream: IO[bytes]) -> None:
    """The network as GEXF 1.2 for Gephi; without the date of writing, so that equal graphs are equal files."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(_in_time(_safe(graph)))
    writer.xml.find("meta").attrib.pop("lastmodifieddate")
    writer.write(stream)


def _in_time(graph: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """The network with ``start`` and ``end`` where there is a date, as Gephi's timeline takes them."""
    dated = False
    for _, about in graph.nodes(data=True):
        dated |= _span(about, ends=family(str(about["kind"])) == "event")
    for _, _, about in graph.edges(data=True):
        dated |= _span(about, ends=about["kind"] in LASTING)
    if dated:
        graph.graph["mode"] = "dynamic"
    return graph


def _span(about: dict[str, str | int], ends: bool) -> bool:
    if "earliest" in about:
        about["start"] = about["earliest"]
    if ends and "latest" in about:
        about["end"] = about["latest"]
    return "earliest" in about or (ends and "latest" in about)


def _safe(graph: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """A copy with clean texts, without empty optional attributes, and with an id on every edge."""
    import networkx

    clean = networkx.MultiDiGraph()
    for iri, data in graph.nodes(data=True):
        clean.add_node(iri, **_attributes(data))
    for source, target, key, data in graph.edges(keys=True, data=True):
        clean.add_edge(source, target, key, id=key, **_attributes(data))
    return clean


def _attributes(data: dict[str, str | int]) -> dict[str, str | int]:
    return {name: _clean(value) for name, value in data.items() if value != "" or name not in _OPTIONAL}


def _clean(value: str | int) -> str | int:
    """A text on one line without characters that XML forbids."""
    return value if isinstance(value, int) else " ".join(_FORBIDDEN.sub("", value).split())
