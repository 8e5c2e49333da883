"""One HTML page with the network: it opens without a network connection, and no request leaves it."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any

from .families import FAMILIES, family
from .layout import layout

if TYPE_CHECKING:
    import networkx

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_TITLE = "Who, what and why"


def page(graph: networkx.MultiDiGraph, stream: IO[bytes]) -> None:
    """The network to look at: pan, zoom, search, filter by kind and date, and the evidence of each edge on a click."""
    folder = files(__package__).joinpath("page_files")
    parts = {name: folder.joinpath(name).read_text("utf-8") for name in ("page.html", "page.css", "page.js")}
    # "<" is written so that no text can end the script that holds it.
    data = json.dumps(_data(graph), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    filled = parts["page.html"]
    for mark, text in (
        ("POLICY", escape(_POLICY)),
        ("TITLE", _TITLE),
        ("STYLE", parts["page.css"]),
        ("SCRIPT", parts["page.js"]),
        ("DATA", data),
    ):
        filled = filled.replace(f"%%{mark}%%", text, 1)
    stream.write(filled.encode("utf-8", "replace"))


def _data(graph: networkx.MultiDiGraph) -> dict[str, Any]:
    places = layout(graph)
    number = {iri: place for place, iri in enumerate(graph)}
    return {
        "families": FAMILIES,
        "left_out": graph.graph.get("left_out", 0),
        "nodes": [
            {"iri": iri, "x": places[iri][0], "y": places[iri][1], "family": family(about["kind"]), **_given(about)}
            for iri, about in graph.nodes(data=True)
        ],
        "edges": [
            {"from": number[source], "to": number[target], **_given(about)}
            for source, target, about in graph.edges(data=True)
        ],
    }


def _given(about: dict[str, str | int]) -> dict[str, str | int]:
    return {name: value for name, value in about.items() if value not in ("", 0)}
