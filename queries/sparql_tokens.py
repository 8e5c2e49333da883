"""The tokens of a SPARQL 1.1 query, and the query written anew from them.

The terminals are those of the grammar (https://www.w3.org/TR/sparql11-query/#sparqlGrammar). What is
written from the tokens has no comment, no escape outside a string and one space or line end between
two tokens, so every reader of it sees the same tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from ..errors import BadQuestion

Kind = Literal["string", "iri", "variable", "language", "blank", "name", "number", "word", "mark"]

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_START = f"{_BASE}_"
_INSIDE = f"{_START}0-9\u00b7\u0300-\u036f\u203f-\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_CODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_CHAR = rf"\\[tbnrf\\\"']|{_CODE}"
_PREFIX = rf"(?:[{_BASE}](?:[{_INSIDE}.\-]*[{_INSIDE}\-])?)?:"
_LOCAL = rf"(?:[{_START}:0-9]|{_ESCAPED})(?:(?:[{_INSIDE}.:\-]|{_ESCAPED})*(?:[{_INSIDE}:\-]|{_ESCAPED}))?"

_TOKEN: Final = re.compile(
    rf"""
      (?P<space>(?:[ \t\r\n]|\#[^\r\n]*)+)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|{_CHAR}))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|{_CHAR}))*'''
                |"(?:[^"\\\n\r]|{_CHAR})*"|'(?:[^'\\\n\r]|{_CHAR})*')
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODE})*>)
    | (?P<variable>[?$][{_START}0-9][{_START}0-9\u00b7\u0300-\u036f\u203f-\u2040]*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[{_START}0-9](?:[{_INSIDE}.\-]*[{_INSIDE}\-])?)
    | (?P<name>{_PREFIX}(?:{_LOCAL})?)
    | (?P<number>[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.[0-9]+[eE][+-]?[0-9]+|[0-9]+[eE][+-]?[0-9]+
                |[0-9]*\.[0-9]+|[0-9]+))
    | (?P<word>[A-Za-z][A-Za-z0-9_]*)
    | (?P<mark>\^\^|&&|\|\||!=|<=|>=|[{{}}()\[\].;,|/^*+?!=<>-])
    """,
    re.VERBOSE,
)
_ESCAPES: Final = re.compile(rf"{_CODE}|\\.", re.DOTALL)
_LETTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_WRITTEN: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_FORBIDDEN: Final = re.compile(r"[<>\"{}|^`\\\x00-\x20]")
_TRIPLE: Final = 6


class Token(NamedTuple):
    """One terminal as it is written anew; ``line`` tells whether it began a line."""

    kind: Kind
    text: str
    line: bool


def tokens(query: str) -> list[Token]:
    """The tokens of a query. Raises BadQuestion where none can be read."""
    return list(_read(query))


def written(query: Sequence[Token]) -> str:
    """The query of these tokens, which every reader reads as these tokens."""
    lines = "".join(f"{gap(query, place, token.line)}{token.text}" for place, token in enumerate(query))
    return lines.lstrip()


def gap(query: Sequence[Token], place: int, line: bool = False) -> str:
    """What stands before a token: nothing where some readers want a tag, a datatype, ``*`` or ``(`` at once."""
    token, before = query[place], query[place - 1] if place else None
    if token.kind == "language" or token.text == "^^" or (before and before.text == "^^"):
        return ""
    if token.text in ("*", "+", "?") and before and (before.kind in ("iri", "name") or before.text in (")", "a")):
        return ""
    if token.text == "(" and before and before.kind == "word":
        return ""
    return "\n" if line else " "


def _read(query: str) -> Iterator[Token]:
    place, line = 0, False
    while place < len(query):
        found = _TOKEN.match(query, place)
        if found is None:
            raise BadQuestion(f"this query cannot be read: {_where(query, place)}")
        place, kind = found.end(), found.lastgroup
        if kind == "space":
            line = line or "\n" in found[0] or "\r" in found[0]
            continue
        yield Token(kind, _plain(kind, found[0]), line)  # type: ignore[arg-type]
        line = False


def _where(query: str, place: int) -> str:
    before = query[:place]
    return f"line {before.count(chr(10)) + 1}, character {place - before.rfind(chr(10))}: {query[place : place + 20]!r}"


def _plain(kind: str | None, text: str) -> str:
    """The token without escapes that could be read in two ways."""
    if kind == "string":
        marks = 3 if text[:3] in ('"""', "'''") and len(text) >= _TRIPLE else 1
        return f'"{_unescaped(text[marks:-marks]).translate(_WRITTEN)}"'
    if kind == "iri" and "\\" in text:
        inside = _unescaped(text[1:-1])
        if _FORBIDDEN.search(inside):
            raise BadQuestion(f"this query cannot be read: {text!r} is no IRI")
        return f"<{inside}>"
    return f"?{text[1:]}" if kind == "variable" else text


def _unescaped(text: str) -> str:
    return _ESCAPES.sub(lambda found: _character(found[0][1:]), text) if "\\" in text else text


def _character(escape: str) -> str:
    if len(escape) == 1:
        return _LETTERS.get(escape, escape)
    code = int(escape[1:], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise BadQuestion(f"this query cannot be read: \\{escape} is no character")
    return chr(code)
