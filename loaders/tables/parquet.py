"""Parquet files: rows as a stream, each rendered as a line of text with its number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Any, Final

from ...errors import BadSource
from .excel import rendered, shown, spooled
from .table import Row, Table, cells_of

_BATCH: Final = 1_000


def parquet(stream: IO[bytes], held: ExitStack) -> Table:
    """The table in a Parquet file, fields within fields by their paths (``agency.name``); ``held`` closes it.

    Raises BadSource if the file is none.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise BadSource("needs pyarrow to be read: pip install 'actagraph[tables]'") from error
    try:
        file = ParquetFile(spooled(stream, held))
        empty = _flat(pa.Table.from_batches([], schema=file.schema_arrow))
    except (pa.ArrowException, OSError) as error:
        raise BadSource(f"is no Parquet file: {error}; write it again") from error
    columns = tuple(empty.column_names)
    return Table(rendered(1, columns), columns, cells_of(columns), _rows(file))


def _rows(file: Any) -> Iterator[Row | BadSource]:
    """The rows, the header counted as row 1, so that they are numbered as a spreadsheet shows them."""
    import pyarrow as pa

    number = 1
    try:
        for batch in file.iter_batches(batch_size=_BATCH):
            table = _flat(pa.Table.from_batches([batch]))
            for values in zip(*(column.to_pylist() for column in table.columns), strict=True):
                number += 1
                cells = [_cell(value) for value in values]
                yield Row(number, cells, rendered(number, cells))
    except (pa.ArrowException, OSError) as error:
        raise BadSource(f"is damaged after this row: {error}", record=f"row {number}") from error


def _flat(table: Any) -> Any:
    """The table without structs: each of their fields is a column."""
    import pyarrow as pa

    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    return table


def _cell(value: Any) -> str:
    """A list of texts is one cell, divided by semicolons, which ``split`` takes apart."""
    return "; ".join(map(shown, value)) if isinstance(value, list) else shown(value)
