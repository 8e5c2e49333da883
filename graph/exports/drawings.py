"""GraphML and GEXF: the network, made safe for readers that take no None, list or control character."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from ..network import network
from ..store import Store

if TYPE_CHECKING:
    import networkx

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_OPTIONAL = ("earliest", "latest", "detail", "also", "hidden")


def graphml(store: Store, stream: IO[bytes]) -> None:
    """The network as GraphML; the ids of nodes are their IRIs."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(prettyprint=True, named_key_ids=True, edge_id_from_attribute="id")
    writer.add_graph_element(_safe(network(store)))
    writer.dump(stream)


def gexf(store: Store, stream: IO[bytes]) -> None:
    """The network as GEXF 1.2 for Gephi; without the date of writing, so that equal graphs are equal files."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(_safe(network(store)))
    writer.xml.find("meta").attrib.pop("lastmodifieddate")
    writer.write(stream)


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
