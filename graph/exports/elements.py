"""Cytoscape JSON and DOT: the network for programs that draw it."""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING

from .families import family

if TYPE_CHECKING:
    import networkx

_SHAPES = {"instrument": "box", "lawsuit": "diamond", "event": "triangle", "court": "pentagon"}
_WIDE = 60
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def cytoscape(graph: networkx.MultiDiGraph, stream: IO[bytes]) -> None:
    """The elements JSON of Cytoscape and Cytoscape.js; ``value`` and ``key`` are where networkx looks for its own."""
    nodes = [
        {"data": {"id": iri, "value": iri, "name": about["label"], **about}} for iri, about in graph.nodes(data=True)
    ]
    edges = [
        {"data": {"id": key, "key": key, "source": source, "target": target, "interaction": about["kind"], **about}}
        for source, target, key, about in graph.edges(keys=True, data=True)
    ]
    about = {"format_version": "1.0", "data": {"name": "actagraph"}, "directed": True, "multigraph": True}
    network = {**about, "elements": {"nodes": nodes, "edges": edges}}
    stream.write(json.dumps(network, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


def dot(graph: networkx.MultiDiGraph, stream: IO[bytes]) -> None:
    """The network for Graphviz, with evidence as tooltips: ``dot -Tsvg network.dot``."""
    lines = ["digraph actagraph {", '  graph [rankdir="LR"];', '  node [fontname="sans-serif"];']
    for iri, about in graph.nodes(data=True):
        shape = _SHAPES.get(family(str(about["kind"])), "ellipse")
        told = {"label": about["label"], "shape": shape, "tooltip": about["kind"], "URL": iri}
        lines.append(f"  {_quoted(iri)} [{_attributes(told)}];")
    for source, target, about in graph.edges(data=True):
        tip = " · ".join(str(part) for part in (about["evidence"], about["first_source"]) if part)
        told = {"label": _short(str(about["label"])), "tooltip": tip or about["label"]}
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [{_attributes(told)}];")
    stream.write(("\n".join([*lines, "}"]) + "\n").encode("utf-8", "replace"))


def _attributes(told: dict[str, object]) -> str:
    return ", ".join(f"{name}={_quoted(str(value))}" for name, value in told.items())


def _quoted(text: str) -> str:
    """A DOT string on one line; within one only quotes and backslashes are special."""
    plain = " ".join(_CONTROL.sub("", text).split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _short(text: str) -> str:
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"
