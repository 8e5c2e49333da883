"""CSV: the network's edges as one table."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

_COLUMNS = ("kind", "label", "also", "earliest", "latest", "origins", "first_source", "evidence")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def edges(graph: networkx.MultiDiGraph, stream: IO[bytes]) -> None:
    """One row per edge with the label, kind and IRI of both ends, as UTF-8 with a header."""
    with io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") as text:
        writer = csv.writer(text)
        ends = ("source", "source_kind", "target", "target_kind")
        writer.writerow([*ends, *_COLUMNS, "source_iri", "target_iri"])
        for source, target, data in graph.edges(data=True):
            named = [graph.nodes[end][name] for end in (source, target) for name in ("label", "kind")]
            cells = [*named, *(data[column] for column in _COLUMNS), source, target]
            writer.writerow([_inert(cell) for cell in cells])
        text.flush()
        stream.write(text.buffer.getvalue())


def _inert(cell: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
