"""Which queries may run: those that stay inside the graph.

Oxigraph follows ``SERVICE`` and ``LOAD`` out of the process and offers no switch against it, and
``FROM`` merges graphs in a way that counts a triple once per graph. A query is therefore read into
tokens, by the terminals of the SPARQL 1.1 grammar, before it runs: in strings, IRIs, comments,
names and variables these words are harmless; as keywords they are refused.
"""

from __future__ import annotations

import re

from ..errors import BadQuestion

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
                |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>[^\W\d_][\w.\-]*:(?:[\w:.\-%]|\\.)*|_?:(?:[\w:.\-%]|\\.)*)
    | (?P<word>[A-Za-z][A-Za-z0-9_]*)
    | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_REFUSED = {
    "SERVICE": "a query may not call another endpoint",
    "LOAD": "a query may not load data",
    "FROM": "state the scope with GRAPH ?g { … } instead of FROM",
}


def refuse_outside(query: str) -> None:
    """Raise BadQuestion if the query would read anything but this graph."""
    text = _ESCAPE.sub(lambda found: _character(found[1] or found[2]), query)
    for token in _TOKEN.finditer(text):
        keyword = token["word"].upper() if token["word"] else ""
        if keyword in _REFUSED:
            raise BadQuestion(f"{keyword} is refused: {_REFUSED[keyword]}")


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError) as error:
        raise BadQuestion(f"this query cannot be read: there is no character {code}") from error
