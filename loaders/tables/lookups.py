"""Lookups: what a table's codes mean, written in the mapping or in a file beside it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ...errors import BadSource
from ..nodes import Node, yaml_node
from .delimited import delimited
from .drafting import Draft
from .table import Row

_DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


class Lookup(msgspec.Struct, frozen=True):
    """The meaning of each code, as it stands in the table."""

    words: dict[str, str]


def lookup(node: Node, where: str, draft: Draft, folder: Path) -> Lookup | None:
    """The codes of a lookup; what is wrong with it is noted.

    A file is YAML of codes and meanings, or CSV or TSV with a header and two columns, in the mapping's
    folder or below it.
    """
    if isinstance(node.value, dict):
        return Lookup(_pairs(node, where, draft))
    name = draft.word(node, where)
    if name is None:
        return None
    try:
        return Lookup(_read(folder, name))
    except BadSource as error:
        draft.wrong(node, where, f"{error.record or ''} {error.reason}".strip(), name)
    except (OSError, UnicodeDecodeError) as error:
        draft.wrong(node, where, f"cannot be read: {error}; put it beside the mapping", name)
    return None


def _pairs(node: Node, where: str, draft: Draft) -> dict[str, str]:
    found = {key: draft.word(one, f"{where}.{key}") if one.value is not None else "" for key, one in node.value.items()}
    return {key: value for key, value in found.items() if value is not None}


def _read(folder: Path, name: str) -> dict[str, str]:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BadSource("lies outside the mapping's folder; put it beside the mapping")
    if path.suffix not in _DELIMITERS:
        root = yaml_node(path.read_text("utf-8-sig"))
        if not isinstance(root.value, dict):
            raise BadSource("is no list of codes and meanings: DHS: Department of Homeland Security")
        return {key: "" if one.value is None else str(one.plain()) for key, one in root.value.items()}
    with path.open("rb") as stream:
        table = delimited(stream, _DELIMITERS[path.suffix])
        if len(table.columns or ()) != 2:
            raise BadSource("must have two columns, the code and its meaning")
        found: dict[str, str] = {}
        for row in table.rows:
            if not isinstance(row, Row):
                raise row
            code, meaning = (cell.strip() for cell in row.cells)
            if found.setdefault(code, meaning) != meaning:
                raise BadSource(f"has the code {code!r} twice; keep one")
        return found
