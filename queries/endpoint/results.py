"""Results of SELECT and ASK, written row by row: JSON, XML, CSV and TSV as SPARQL 1.1 has them, and HTML.

The engine's own writers cannot count rows, and a limit on rows needs that; these are as fast.
Sources: https://www.w3.org/TR/sparql11-results-json/, https://www.w3.org/TR/rdf-sparql-XMLres/,
https://www.w3.org/TR/sparql11-results-csv-tsv/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from json.encoder import encode_basestring as quoted
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Cell: TypeAlias = NamedNode | BlankNode | Literal | Triple | None

_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_NUMBERS: Final = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double"))
_NUMBER: Final = re.compile(
    r"(?P<integer>[+-]?[0-9]+)|(?P<decimal>[+-]?[0-9]*\.[0-9]+)|(?P<double>[+-]?[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+)"
)
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SEPARATED: Final = re.compile(r'[",\r\n]')


_ENDS = re.compile(r"\A\s+|\s+\Z")


class Writer:
    """How one format writes what comes before the rows, a row, and what comes after them."""

    opening: str
    closing: str = ""
    between: str = ""

    def __init__(self, variables: Sequence[str]) -> None:
        self.variables = variables

    def row(self, cells: Iterable[Cell]) -> str:
        """One row."""
        raise NotImplementedError


class Json(Writer):
    """``application/sparql-results+json``."""

    closing = "\n]}}\n"
    between = ",\n"

    def __init__(self, variables: Sequence[str]) -> None:
        super().__init__(variables)
        names = ",".join(quoted(name) for name in variables)
        self.opening = f'{{"head":{{"vars":[{names}]}},"results":{{"bindings":[\n'
        self._names = [quoted(name) for name in variables]

    def row(self, cells: Iterable[Cell]) -> str:
        """One binding; what is unbound is left out."""
        pairs = zip(self._names, cells, strict=True)
        return f"{{{','.join([f'{name}:{_json(cell)}' for name, cell in pairs if cell is not None])}}}"


class Xml(Writer):
    """``application/sparql-results+xml``."""

    closing = "</results></sparql>\n"

    def __init__(self, variables: Sequence[str]) -> None:
        super().__init__(variables)
        names = "".join(f'<variable name="{name}"/>' for name in variables)
        self.opening = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
            f"<head>{names}</head><results>\n"
        )

    def row(self, cells: Iterable[Cell]) -> str:
        """One result; what is unbound is left out."""
        pairs = zip(self.variables, cells, strict=True)
        bound = "".join(f'<binding name="{name}">{_xml(cell)}</binding>' for name, cell in pairs if cell is not None)
        return f"<result>{bound}</result>\n"


class Csv(Writer):
    """``text/csv``: plain values, lines that end in CR LF."""

    def __init__(self, variables: Sequence[str]) -> None:
        super().__init__(variables)
        self.opening = f"{','.join(variables)}\r\n"

    def row(self, cells: Iterable[Cell]) -> str:
        """One line."""
        return f"{','.join(_csv(cell) for cell in cells)}\r\n"


class Tsv(Writer):
    """``text/tab-separated-values``: terms as Turtle writes them."""

    def __init__(self, variables: Sequence[str]) -> None:
        super().__init__(variables)
        self.opening = "\t".join(f"?{name}" for name in variables) + "\n"

    def row(self, cells: Iterable[Cell]) -> str:
        """One line."""
        return "\t".join(_tsv(cell) for cell in cells) + "\n"


class Html(Writer):
    """A plain table for people."""

    closing = "</tbody></table></body></html>\n"

    def __init__(self, variables: Sequence[str]) -> None:
        super().__init__(variables)
        head = "".join(f"<th>{escape(name)}</th>" for name in variables)
        self.opening = (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Results</title></head>'
            f"<body><table><thead><tr>{head}</tr></thead><tbody>\n"
        )

    def row(self, cells: Iterable[Cell]) -> str:
        """One row."""
        return f"<tr>{''.join(f'<td>{_html(cell)}</td>' for cell in cells)}</tr>\n"


WRITERS: Final[Mapping[str, Callable[[Sequence[str]], Writer]]] = {
    "json": Json,
    "xml": Xml,
    "csv": Csv,
    "tsv": Tsv,
    "html": Html,
}


def truth(name: str, value: bool) -> str:
    """The result of ASK in a format by its name; CSV and TSV have none of their own and get the bare word."""
    word = "true" if value else "false"
    if name == "json":
        return f'{{"head":{{}},"boolean":{word}}}\n'
    if name == "xml":
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
            f"<head></head><boolean>{word}</boolean></sparql>\n"
        )
    return f"<!DOCTYPE html><title>Answer</title><p>{word}</p>\n" if name == "html" else f"{word}\n"


def _json(cell: Cell) -> str:
    if type(cell) is NamedNode:
        return f'{{"type":"uri","value":{quoted(cell.value)}}}'
    if isinstance(cell, Literal):
        value = quoted(cell.value)
        if cell.language:
            return f'{{"type":"literal","value":{value},"xml:lang":{quoted(cell.language)}}}'
        if (datatype := cell.datatype.value) == _STRING:
            return f'{{"type":"literal","value":{value}}}'
        return f'{{"type":"literal","value":{value},"datatype":{quoted(datatype)}}}'
    return f'{{"type":"bnode","value":{quoted(_label(cell))}}}'


def _xml(cell: Cell) -> str:
    if isinstance(cell, NamedNode):
        return f"<uri>{_escaped(cell.value)}</uri>"
    if isinstance(cell, Literal):
        if cell.language:
            return f'<literal xml:lang="{cell.language}">{_escaped(cell.value)}</literal>'
        if (datatype := cell.datatype.value) == _STRING:
            return f"<literal>{_escaped(cell.value)}</literal>"
        return f'<literal datatype="{_escaped(datatype)}">{_escaped(cell.value)}</literal>'
    return f"<bnode>{_escaped(_label(cell))}</bnode>"


def _escaped(text: str) -> str:
    """Text for XML 1.0, which cannot hold every character; a carriage return is kept from being normalised.

    Space at its ends is written by number, because some readers, Oxigraph's among them, would trim it.
    """
    text = _UNPRINTABLE.sub("\ufffd", text)
    return _ENDS.sub(_numbered, escape(text)).replace("\r", "&#13;")


def _numbered(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in found[0])


def _csv(cell: Cell) -> str:
    if cell is None:
        return ""
    text = f"_:{_label(cell)}" if isinstance(cell, (BlankNode, Triple)) else cell.value
    return '"{}"'.format(text.replace('"', '""')) if _SEPARATED.search(text) else text


def _tsv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Literal):
        if cell.datatype.value in _NUMBERS and _bare(cell):
            return cell.value
        return str(cell).replace("\t", "\\t")
    return str(cell)


def _bare(number: Literal) -> bool:
    """Whether Turtle reads the number without its datatype as the same literal."""
    found = _NUMBER.fullmatch(number.value)
    return found is not None and number.datatype.value.endswith(f"#{found.lastgroup}")


def _html(cell: Cell) -> str:
    if isinstance(cell, NamedNode):
        link = re.match(r"https?://", cell.value)
        shown = escape(cell.value)
        return f'<a href="{shown}" rel="nofollow">{shown}</a>' if link else shown
    return "" if cell is None else escape(cell.value if isinstance(cell, Literal) else str(cell))


def _label(cell: Cell) -> str:
    return cell.value if isinstance(cell, BlankNode) else str(cell)
