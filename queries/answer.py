"""Answers: rows that read like tuples, name their entities, and give their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import msgspec
from pyoxigraph import Literal, NamedNode

from ..errors import BadQuestion
from ..graph.store import Rows, Term
from ..ontology import terms
from .evidence import Evidence, evidence_of
from .merging import most_exact, uniform, without_repeats
from .readable import Readable

if TYPE_CHECKING:
    import pandas
    import polars

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: dict[str, type[int] | type[float]] = {"integer": int, "decimal": float, "double": float, "float": float}


class Node(msgspec.Struct, frozen=True, order=True):
    """An entity in an answer: its IRI, and the label that it prints as."""

    iri: str
    label: str

    def __str__(self) -> str:
        return self.label


Value = Node | str | int | float | bool | date | None


class Row(tuple[Any, ...]):
    """One row of an answer: a tuple whose values are attributes too, by the names of the columns."""

    columns: tuple[str, ...]

    def __new__(cls, values: Sequence[Value], columns: tuple[str, ...]) -> Row:
        """A row of ``values``, as many as there are ``columns``."""
        row = super().__new__(cls, values)
        row.columns = columns
        return row

    def __getattr__(self, name: str) -> Any:
        columns: tuple[str, ...] = self.__dict__.get("columns", ())
        if name not in columns:
            raise AttributeError(f"this row has {', '.join(columns)}, not {name}")
        return self[columns.index(name)]

    def __getnewargs__(self) -> tuple[Sequence[Value], tuple[str, ...]]:
        return tuple(self), self.columns

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={str(value)!r}' for name, value in zip(self.columns, self, strict=True))})"

    def as_dict(self) -> dict[str, Value]:
        """The values by the names of the columns."""
        return dict(zip(self.columns, self, strict=True))


class Answer(Sequence[Row]):
    """The answer to a question: a sequence of rows.

    ``columns`` are the names of the values of a row, ``headings`` the same for people,
    ``question`` and ``parameters`` what was asked.
    """

    def __init__(
        self,
        rows: Rows,
        readable: Readable,
        *,
        headings: Mapping[str, str] | None = None,
        exact: Iterable[str] = (),
        question: str = "",
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        shown = dict(headings) if headings is not None else {name: name for name in rows.variables}
        self.columns: tuple[str, ...] = tuple(shown)
        self.headings: tuple[str, ...] = tuple(shown.values())
        self.question = question
        self.parameters: dict[str, str] = dict(parameters or {})
        self._readable = readable
        places = [rows.variables.index(name) for name in self.columns]
        self._terms = without_repeats(rows.rows, places)
        for name in exact:
            self._terms = most_exact(self._terms, places, rows.variables.index(name))
        self._rows = [Row([self._value(terms[place]) for place in places], self.columns) for terms in self._terms]

    @property
    def rows(self) -> list[Row]:
        """The rows, as a list of their own."""
        return list(self._rows)

    def part(self, start: int, stop: int) -> Answer:
        """The rows from ``start`` to before ``stop``, as an answer of their own."""
        part = copy(self)
        part.__dict__.pop("_evidence", None)
        part._terms, part._rows = self._terms[start:stop], self._rows[start:stop]
        return part

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self._rows[index]

    def __repr__(self) -> str:
        return f"<Answer: {len(self)} row{'' if len(self) == 1 else 's'} of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        from .publish import to_html

        return to_html(self)

    def evidence(self, row: int | Row | None = None) -> list[Evidence]:
        """The passages behind the rows, or behind one of them, which is given itself or by its number from 0.

        Raises:
            BadQuestion: there is no such row.
        """
        if row is None:
            return [each for found in self._evidence for each in found]
        if isinstance(row, Row):
            row = next((number for number, own in enumerate(self._rows) if own is row), len(self))
        if not -len(self) <= row < len(self):
            raise BadQuestion(f"there is no row {row}: the answer has {len(self)}, counted from 0")
        return self._evidence[row]

    def df(self) -> pandas.DataFrame:
        """The answer as a pandas data frame: labels, and beside a column of entities their IRIs (``order_iri``).

        Raises:
            BadQuestion: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise BadQuestion("this needs pandas: pip install pandas") from error
        return pandas.DataFrame(self.records())

    def pl(self) -> polars.DataFrame:
        """The answer as a polars data frame, with the columns of :meth:`df`.

        A column whose values are of several types, such as days beside ``2026-01``, is one of texts.

        Raises:
            BadQuestion: polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise BadQuestion("this needs polars: pip install polars") from error
        return polars.DataFrame(uniform(self.records()), infer_schema_length=None)

    def records(self) -> list[dict[str, Any]]:
        """Each row as a flat dict: labels, and beside a column of entities their IRIs (``order_iri``).

        Words of the ontology, such as kinds and properties, are labels only.
        """
        nodes = {name for row in self for name, value in row.as_dict().items() if _is_entity(value)}
        return [self._record(row, nodes) for row in self]

    def to_csv(self) -> str:
        """The records as CSV with a header line."""
        from .publish import to_csv

        return to_csv(self)

    def to_json(self, evidence: bool = False) -> str:
        """The answer as JSON: question, parameters, columns and rows, with their evidence if asked for."""
        from .publish import to_json

        return to_json(self, evidence)

    def to_markdown(self, evidence: bool = True) -> str:
        """A Markdown table; with ``evidence``, each row has footnotes that quote and cite its passages."""
        from .publish import to_markdown

        return to_markdown(self, evidence)

    @cached_property
    def _evidence(self) -> list[list[Evidence]]:
        return evidence_of(self._terms, self._readable)

    def _record(self, row: Row, nodes: set[str]) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for name, value in row.as_dict().items():
            record[name] = str(value) if isinstance(value, Node) else value
            if name in nodes:
                record[f"{name}_iri"] = value.iri if isinstance(value, Node) else None
        return record

    def _value(self, term: Term | None) -> Value:
        if isinstance(term, NamedNode):
            return Node(term.value, self._readable.label(term.value))
        return None if term is None else _python(term)


def _is_entity(value: Value) -> bool:
    return isinstance(value, Node) and not value.iri.startswith(terms.NS)


def _python(term: Literal) -> Value:
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        if kind in _NUMBERS:
            return _NUMBERS[kind](term.value)
        if kind == "date":
            return date.fromisoformat(term.value)
    except ValueError:
        return term.value
    return term.value == "true" if kind == "boolean" else term.value
