"""Results of queries that a server sent, read alike whatever the server is."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from ..errors import BadGraph
from ..ontology.terms import xsd_boolean

_ASKED: Final = "__ASK_RETVAL"
"""The one variable of Virtuoso's answer to ASK."""


def read_results(body: bytes, form: QueryResultsFormat | None, url: str) -> QuerySolutions | QueryBoolean:
    """The results in a server's answer. Raises BadGraph if there are none."""
    try:
        return parse_query_results(body, format=form or QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise BadGraph(f"{url} answers with malformed results: {error}") from error


def truth(found: QuerySolutions | QueryBoolean) -> bool | None:
    """The answer to ASK, which Virtuoso gives as a row of one number; None for other rows."""
    if isinstance(found, QueryBoolean):
        return bool(found)
    if [variable.value for variable in found.variables] != [_ASKED]:
        return None
    return any(getattr(row[0], "value", "") in ("1", "true") for row in found)


def canonical(term: object) -> object:
    """A boolean in the form that a local store has: Virtuoso writes ``1``."""
    if isinstance(term, Literal) and term.datatype.value == xsd_boolean and term.value in ("0", "1"):
        return Literal(term.value == "1")
    return term
