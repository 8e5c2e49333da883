"""The loader of tables: opens the file, compiles the mapping, and yields one Reading per block of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import PurePath
from typing import IO, Final
from urllib.parse import quote

from msgspec.structs import asdict, replace

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from ..registry import MAPPING_SUFFIXES, mapping_beside
from .blocks import Block
from .delimited import delimited
from .excel import excel
from .json_rows import json_array, json_lines
from .mapping import Mapping, Reader, Settings
from .parquet import parquet
from .table import BadCell, Context, Row, Table

EXTRACTOR: Final = "tables/1"
BY_SUFFIX: Final = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "excel",
    ".xlsm": "excel",
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_MOST_TOLD: Final = 20
_UNKNOWN = SourceInfo()
_OPEN: dict[str, Callable[[IO[bytes], Settings, ExitStack], Table]] = {
    "csv": lambda stream, given, held: delimited(stream, given.delimiter, given.quote, given.header),
    "tsv": lambda stream, given, held: delimited(stream, given.delimiter, given.quote, given.header),
    "excel": lambda stream, given, held: excel(stream, held, given.sheet, given.header),
    "parquet": lambda stream, given, held: parquet(stream, held),
    "json": lambda stream, given, held: json_array(stream, given.within),
    "jsonl": lambda stream, given, held: json_lines(stream),
}


def load(
    path: str, stream: IO[bytes], info: SourceInfo = _UNKNOWN, *, mapping: str | None = None
) -> Iterator[Reading | BadSource]:
    """Read a table through a mapping: a Reading per block of rows, and a BadSource for each fault.

    ``mapping`` is the path of the mapping; by default that of the file beside the table (``orders.map.yml``).
    Nothing is read as long as the mapping has mistakes, each of which is told. A cell that cannot be used
    costs its field, a row that is none costs the row, and the rest is read. Memory is that of one block.
    """
    told = _Told(path)
    try:
        with ExitStack() as held:
            yield from _read(path, stream, info, mapping, told, held)
    except BadSource as error:
        yield error if error.path else _at(path, error)
    except UnicodeDecodeError as error:
        yield BadSource(f"is not UTF-8: {error.reason}; convert it by iconv", path=path)
    yield from told.end()


def open_table(stream: IO[bytes], settings: Settings, held: ExitStack) -> Table:
    """The table in a stream, which ``held`` closes. Raises BadSource if it is none of the format."""
    return _OPEN[settings.format](stream, settings, held)


def format_by_name(path: str) -> str | None:
    """The format that a file's suffix shows."""
    return BY_SUFFIX.get(PurePath(path).suffix.lower())


def _read(
    path: str, stream: IO[bytes], info: SourceInfo, given: str | None, told: _Told, held: ExitStack
) -> Iterator[Reading | BadSource]:
    reader = Reader(_mapping(path, given))
    settings = reader.settings(format_by_name(path))
    table = open_table(stream, settings, held)
    mapping = reader.compiled(table, settings.block)
    if reader.draft.mistakes:
        yield from reader.draft.mistakes
        return
    about = _About(path, info, table, mapping)
    block = Block(table.header, mapping.plans, told.cell)
    told.place = table.place
    for row in _whole(table):
        if isinstance(row, BadSource):
            told.row(row)
        elif _add(block, row, mapping, about, told) and block.rows >= mapping.block:
            yield about.reading(block)
            block = Block(table.header, mapping.plans, told.cell)
        if told.found:
            yield from told.drain()
    if block.rows:
        yield about.reading(block)
    yield from mapping.values.missing()


def _whole(table: Table) -> Iterator[Row | BadSource]:
    """The rows, and at last what ends their reading too early."""
    try:
        yield from table.rows
    except BadSource as error:
        yield error


def _add(block: Block, row: Row, mapping: Mapping, about: _About, told: _Told) -> bool:
    context = Context(row.cells, row.number, (0, 0))
    if mapping.when is not None and not mapping.when(context):
        return False
    if mapping.own is not None:
        try:
            about.uri = mapping.own(context)
        except BadCell as bad:
            about.uri = None
            told.cell(row.number, "source.uri", bad)
    block.add(context, row.text)
    return True


def _mapping(path: str, given: str | None) -> str:
    if given is not None:
        return given
    if path.endswith(MAPPING_SUFFIXES):
        raise BadSource("is a mapping; load the table beside it")
    found = mapping_beside(path)
    if found is None:
        stem = PurePath(path).stem if path != "-" else "table"
        raise BadSource(
            f"needs a mapping, which says what its columns mean; draft one: acta map --suggest {path} > {stem}.map.yml"
        )
    return found


def _at(path: str, error: BadSource) -> BadSource:
    return BadSource(error.reason, path=path, record=error.record, field=error.field, value=error.value)


class _About:
    """What is known of the source of each block.

    A block without an address of its own has that of the table and its rows (RFC 7111), the table's being the
    mapping's ``uri``, or else made of the file's name and header, so that a newer copy takes the older one's place.
    """

    def __init__(self, path: str, info: SourceInfo, table: Table, mapping: Mapping) -> None:
        self.uri: str | None = None
        self._table = table
        self._name = PurePath(path).name
        known = {name: value for name, value in asdict(info).items() if value is not None}
        self._info = SourceInfo(**(mapping.source | known), layout="table", file=self._name)
        columns = sha256("\t".join(table.columns or ()).encode()).hexdigest()[:8]
        self._base = self._info.uri or f"urn:actagraph:table:{quote(self._name)}:{columns}"

    def reading(self, block: Block) -> Reading:
        """The reading of a block."""
        text = block.text()
        rows = f"{block.first}-{block.last}" if block.last > block.first else f"{block.first}"
        title = f"{self._info.title or self._name}, {self._table.unit}{'s' if block.last > block.first else ''} {rows}"
        info = replace(
            self._info,
            uri=self.uri or f"{self._base}#row={rows}",
            title=title,
            sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            note=f"{self._table.unit} {rows}",
        )
        return Reading(text=text, dossier=block.dossier(info, EXTRACTOR))


class _Told:
    """Tells of faults: of each kind the first few in full, and at the end how many more there were."""

    def __init__(self, path: str) -> None:
        self.found: list[BadSource] = []
        self.place: Callable[[int], str] = "row {}".format
        self._path = path
        self._times: Counter[tuple[str, str]] = Counter()

    def cell(self, number: int, field: str, bad: BadCell) -> None:
        """A value that cannot be used."""
        self.row(BadSource(bad.reason, record=self.place(number), field=field, value=bad.value))

    def row(self, error: BadSource) -> None:
        """A row that is none."""
        kind = (error.field or "", error.reason[:24])
        self._times[kind] += 1
        if self._times[kind] <= _MOST_TOLD:
            self.found.append(_at(self._path, error))

    def drain(self) -> Iterator[BadSource]:
        """What was found since the last time."""
        found, self.found = self.found, []
        yield from found

    def end(self) -> Iterator[BadSource]:
        """What is left to tell."""
        yield from self.drain()
        for (field, reason), times in self._times.items():
            if times > _MOST_TOLD:
                more = f"{times - _MOST_TOLD:,} more rows have such a fault: {reason} …"
                yield BadSource(more, path=self._path, field=field or None)
