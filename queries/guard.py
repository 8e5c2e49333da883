"""What a stranger's query may do, decided on its parsed form before it runs.

rdflib parses the query's shape: its tokens, with every string, number and IRI whose value cannot
matter replaced by one of its kind. The grammar does not see those values, so the shape parses as
the query does, and a query that differs from one seen before in such values only need not be
parsed again. What may run is written anew from the tokens: the engine reads what was judged, and
what rdflib cannot parse does not run.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

import msgspec

from ..errors import BadQuestion, NotAllowed
from ..graph.store import PREFIXES
from .sparql_tokens import Token, gap, tokens, written

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_CASTS: Final = frozenset(
    PREFIXES["xsd"] + name
    for name in (
        *("boolean", "double", "float", "decimal", "integer", "string", "date", "time", "dateTime"),
        *("duration", "dayTimeDuration", "yearMonthDuration", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"),
    )
)
_FORMS: Final[dict[str, Form]] = {
    "SelectQuery": "SELECT",
    "AskQuery": "ASK",
    "ConstructQuery": "CONSTRUCT",
    "DescribeQuery": "DESCRIBE",
}
_VOLATILE: Final = frozenset(f"Builtin_{name}" for name in ("NOW", "RAND", "UUID", "STRUUID", "BNODE"))
_TELLING: Final = frozenset({"BASE", "FROM", "NAMED", "SERVICE", "SILENT"})
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_CLOSING: Final = {"{": "}", "(": ")", "[": "]"}


class Bounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How large a query may be, and which other endpoints it may call: those whose IRI begins with a ``services``."""

    characters: int = 100_000
    depth: int = 40
    tokens: int = 20_000
    shape: int = 4_000
    rows: int = 10_000
    path: int = 30
    services: tuple[str, ...] = ()


class Judged(msgspec.Struct, frozen=True):
    """A query that may run.

    ``text`` is the query written anew, without its dataset, which is ``default_graphs`` and
    ``named_graphs`` where ``dataset`` is true. ``volatile`` tells that its answer changes between
    two runs on one graph.
    """

    text: str
    form: Form
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    volatile: bool = False

    @property
    def dataset(self) -> bool:
        """Whether the query names its graphs."""
        return bool(self.default_graphs or self.named_graphs)


class _Shape(msgspec.Struct, frozen=True):
    form: Form
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    volatile: bool


def judge(query: str, bounds: Bounds | None = None) -> Judged:
    """The query as it may run.

    Raises:
        BadQuestion: it cannot be parsed, or is an update.
        NotAllowed: it calls an endpoint or a function that is not allowed, or is larger or deeper
            than the bounds.
    """
    bounds = bounds or Bounds()
    if len(query) > bounds.characters:
        raise NotAllowed(f"this query has {len(query)} characters; at most {bounds.characters} are taken")
    read = tokens(query)
    if len(read) > bounds.tokens:
        raise NotAllowed(f"this query has {len(read)} words and marks; at most {bounds.tokens} are taken")
    _refuse_deep(read, bounds.depth)
    shape = _judged("".join(_shape(read, bounds)).strip(), bounds)
    return Judged(
        text=written(list(_without_dataset(read))),
        form=shape.form,
        default_graphs=shape.default_graphs,
        named_graphs=shape.named_graphs,
        volatile=shape.volatile,
    )


def _refuse_deep(read: Sequence[Token], most: int) -> None:
    open_: list[str] = []
    for token in read:
        if token.kind != "mark":
            continue
        if token.text in _CLOSING:
            open_.append(_CLOSING[token.text])
            if len(open_) > most:
                raise NotAllowed(f"this query nests more than {most} brackets")
        elif token.text in ("}", ")", "]") and (not open_ or open_.pop() != token.text):
            raise BadQuestion(f"this query cannot be read: {token.text} closes nothing")


def _without_dataset(read: Sequence[Token]) -> Iterator[Token]:
    """The tokens without ``FROM <g>`` and ``FROM NAMED <g>``, which only a dataset clause has."""
    skip = 0
    for place, token in enumerate(read):
        if _is(token, "FROM"):
            skip = 3 if _is(read[place + 1], "NAMED") else 2
        if not skip:
            yield token
        skip = max(skip - 1, 0)


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word


def _shape(read: Sequence[Token], bounds: Bounds) -> Iterator[str]:
    place = 0
    while place < len(read):
        if _is(read[place], "VALUES"):
            place = yield from _data(read, place, bounds.rows)
        else:
            yield _shown(read, place)
            place += 1


def _shown(read: Sequence[Token], place: int) -> str:
    return gap(read, place) + _abstract(read, place)


def _abstract(read: Sequence[Token], place: int) -> str:
    token = read[place]
    if token.kind == "string":
        return '"s"'
    if token.kind == "number":
        sign = token.text[0] if token.text[0] in "+-" else ""
        return sign + ("1e0" if "e" in token.text.lower() else "1.0" if "." in token.text else "1")
    if token.kind != "iri":
        return token.text
    before = read[place - 1].text.upper() if place and read[place - 1].kind == "word" else ""
    declares = place > 1 and _is(read[place - 2], "PREFIX")
    called = place + 1 < len(read) and read[place + 1].text == "("
    return token.text if before in _TELLING or declares or called else "<urn:x>"


def _data(read: Sequence[Token], place: int, most: int) -> Generator[str, None, int]:
    """A block of data with each of its kinds of row once; returns the place behind it."""
    opening = next((each for each in range(place, len(read)) if read[each].text == "{"), len(read))
    closing = next((each for each in range(opening, len(read)) if read[each].text == "}"), len(read))
    yield from (f" {token.text}" for token in read[place : opening + 1])
    rows: dict[str, None] = {}
    row: list[str] = []
    count = depth = 0
    for each in range(opening + 1, closing):
        row.append(_shown(read, each))
        depth += {"(": 1, ")": -1}.get(read[each].text, 0)
        typed = each + 1 < closing and (read[each + 1].text == "^^" or read[each + 1].kind == "language")
        if not depth and not typed and read[each].text != "^^":
            rows["".join(row)] = None
            row, count = [], count + 1
    if count > most:
        raise NotAllowed(f"this query has {count} rows of VALUES; at most {most} are taken")
    yield from (*rows, *row)
    return closing


def _judged(shape: str, bounds: Bounds) -> _Shape:
    if len(shape.split(" ")) > bounds.shape:
        raise NotAllowed(f"this query has more than {bounds.shape} words and marks beside its rows of VALUES")
    found = _judged_shape(shape, bounds)
    if isinstance(found, BadQuestion):
        raise type(found)(str(found))
    return found


@lru_cache(maxsize=2048)
def _judged_shape(shape: str, bounds: Bounds) -> _Shape | BadQuestion:
    """What a shape says, or why it is refused."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        prologue, query = parseQuery(shape)
    except ParseBaseException as error:
        near = shape[error.loc : error.loc + 40]
        return BadQuestion(f"this query cannot be read as SPARQL 1.1: {error.msg} near {near!r}")
    except RecursionError:
        return NotAllowed("this query has more patterns than can be read; make it shorter")
    try:
        return _Reading(_prefixes(prologue), bounds).shape(query)
    except BadQuestion as error:
        return error


def _prefixes(prologue: Any) -> dict[str, str]:
    found = dict(PREFIXES)
    for part in prologue:
        if part.name == "PrefixDecl":
            found[str(part.prefix or "")] = str(part.iri)
    return found


class _Reading:
    """One walk through a parsed query."""

    def __init__(self, prefixes: dict[str, str], bounds: Bounds) -> None:
        self._prefixes, self._bounds = prefixes, bounds
        self._default: list[str] = []
        self._named: list[str] = []
        self._volatile = False

    def shape(self, query: Any) -> _Shape:
        self._walk(query)
        return _Shape(_FORMS[query.name], tuple(self._default), tuple(self._named), self._volatile)

    def _walk(self, node: Any) -> None:
        if isinstance(node, dict):
            self._visit(getattr(node, "name", ""), node)
            for part in node.values():
                self._walk(part)
        elif not isinstance(node, str) and hasattr(node, "__iter__"):
            for part in node:
                self._walk(part)

    def _visit(self, name: str, node: Any) -> None:
        if name == "ServiceGraphPattern":
            self._service(node.term)
        elif name == "DatasetClause":
            self._dataset(node)
        elif name == "Function":
            self._function(node.iri)
        elif name in ("PathSequence", "PathAlternative") and len(node.part) > self._bounds.path:
            raise NotAllowed(f"this query has a path of more than {self._bounds.path} steps or alternatives")
        self._volatile = self._volatile or name in _VOLATILE

    def _service(self, term: Any) -> None:
        called = self._iri(term)
        if not any(called.startswith(prefix) for prefix in self._bounds.services):
            raise NotAllowed("SERVICE is refused: a query may not call another endpoint")

    def _dataset(self, clause: Any) -> None:
        if clause.default:
            self._default.append(self._iri(clause.default))
        if clause.named:
            self._named.append(self._iri(clause.named))

    def _function(self, term: Any) -> None:
        if (called := self._iri(term)) not in _CASTS:
            raise NotAllowed(f"the function <{called}> is not known here")

    def _iri(self, term: Any) -> str:
        """The absolute IRI of a term that must be one."""
        from rdflib.term import URIRef

        if isinstance(term, URIRef):
            found = str(term)
        elif getattr(term, "name", "") == "pname":
            found = self._prefixes.get(str(term.prefix or ""), "") + str(term.localname or "")
        else:
            raise NotAllowed("a query may not call or read what a variable names")
        if not _ABSOLUTE.match(found):
            raise BadQuestion(f"write <{found}> as an absolute IRI here")
        return found
