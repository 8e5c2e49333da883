"""CSV and Parquet: the network's edges as one table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import IO, TYPE_CHECKING

from ...errors import BadQuestion

if TYPE_CHECKING:
    import networkx

_COLUMNS = ("kind", "label", "also", "earliest", "latest", "origins", "first_source", "evidence")
_ENDS, _IRIS = ("source", "source_kind", "target", "target_kind"), ("source_iri", "target_iri")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def edges(graph: networkx.MultiDiGraph, stream: IO[bytes]) -> None:
    """One row per edge with the label, kind and IRI of both ends, as UTF-8 with a header."""
    with io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow([*_ENDS, *_COLUMNS, *_IRIS])
        writer.writerows([_inert(cell) for cell in cells] for cells in _rows(graph))
        text.flush()
        stream.write(text.buffer.getvalue())


def parquet(graph: networkx.MultiDiGraph, stream: IO[bytes]) -> None:
    """The same as Parquet, with days as days, and null where there is none.

    Raises:
        BadQuestion: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow.parquet import write_table
    except ImportError as error:
        raise BadQuestion("Parquet needs pyarrow: pip install actagraph[tables]") from error
    types = {"earliest": pyarrow.date32(), "latest": pyarrow.date32(), "origins": pyarrow.int64()}
    schema = pyarrow.schema([(name, types.get(name, pyarrow.string())) for name in (*_ENDS, *_COLUMNS, *_IRIS)])
    records = [dict(zip(schema.names, cells, strict=True)) for cells in _rows(graph)]
    for record in records:
        record |= {name: _day(str(record[name])) for name in ("earliest", "latest")}
    write_table(pyarrow.Table.from_pylist(records, schema), stream)


def _rows(graph: networkx.MultiDiGraph) -> Iterator[list[object]]:
    for source, target, data in graph.edges(data=True):
        named = [graph.nodes[end][name] for end in (source, target) for name in ("label", "kind")]
        yield [*named, *(data[column] for column in _COLUMNS), source, target]


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _inert(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
