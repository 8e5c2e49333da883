"""Long YAML files in parts: each record of a list, or each key of a mapping, is parsed by itself.

So one broken record costs one record, and memory holds one at a time. In YAML's block style whatever
begins in the first column begins an element or key of the outermost collection; only its
documents' marks and comments may stand there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..errors import BadSource
from .entries import Entry, yaml_entries
from .nodes import Node, yaml_node

_ELEMENT: Final = re.compile(r"^-(?=[ \n])", re.MULTILINE)
_KEY: Final = re.compile(r"^[^\s#%\[\]{}&*!|>-]", re.MULTILINE)
_BLOCK_LIST: Final = re.compile(r"\A\ufeff?(?:(?:---)?[ \t]*(?:#[^\n]*)?\n)*-[ \n]")


def yaml_list(text: str) -> Iterator[Entry | BadSource]:
    """The elements of a YAML list, each with its place (``/3``), or a BadSource for one that is no YAML.

    A text of another form is read whole by :func:`~.entries.yaml_entries`, whose BadSource is raised.
    """
    if not _BLOCK_LIST.match(text):
        yield from yaml_entries(text)
        return
    for number, (start, end) in enumerate(_parts(_ELEMENT, text)):
        try:
            (node,) = yaml_node(text[start:end]).value
        except BadSource as error:
            yield _moved(error, text, start, f"/{number}")
            continue
        yield Entry(text[start + node.start : start + node.end].rstrip(), node.shifted(-node.start), f"/{number}")


def yaml_members(text: str) -> Iterator[tuple[str, Entry] | BadSource]:
    """The members of a YAML mapping: each key with an entry whose text holds it and whose node is its value."""
    seen: set[str] = set()
    for start, end in _parts(_KEY, text):
        part = text[start:end].rstrip()
        try:
            key, node = _member(part)
        except BadSource as error:
            yield _moved(error, text, start, f"/{part.partition(':')[0][:80]}")
            continue
        if key in seen:
            yield BadSource(f"is the key {key[:80]!r} twice in one mapping", record=f"/{key[:80]}")
            continue
        seen.add(key)
        yield key, Entry(part, node, f"/{key}")


def _member(part: str) -> tuple[str, Node]:
    found = yaml_node(part).value
    if not isinstance(found, dict) or len(found) != 1:
        raise BadSource("must be a key with a value", value=part[:40])
    ((key, node),) = found.items()
    return key, node


def _parts(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The slices that begin where the pattern does; nothing before the first is a record."""
    start = None
    for found in pattern.finditer(text):
        if start is not None:
            yield start, found.start()
        start = found.start()
    if start is not None:
        yield start, len(text)


def _moved(error: BadSource, text: str, start: int, place: str) -> BadSource:
    line = text.count("\n", 0, start) + 1
    inside = f", {error.record} of it" if error.record else ""
    return BadSource(error.reason, record=f"{place} (from line {line}{inside})", value=error.value)
