"""Ask a question of the catalogue, or one's own SPARQL, and get an answer with evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..errors import BadQuestion
from ..graph.store import Rows, Term
from .answer import Answer
from .catalogue import Question, question
from .names import Names
from .parameters import bind
from .readable import Queryable, Readable

if TYPE_CHECKING:
    from ..graph.store import Store

_FORM = re.compile(r"#[^\n]*|<[^>\s]*>|[\w-]*:|(SELECT|ASK|CONSTRUCT|DESCRIBE)\b|\w+", re.IGNORECASE)


def ask(
    store: Queryable,
    asked: str | Question,
    params: Mapping[str, object] | None = None,
    *,
    names: Names | None = None,
    known: Mapping[str, Question] | None = None,
) -> Answer:
    """The answer to a question of the catalogue.

    Args:
        store: the graph.
        asked: a question or its name.
        params: the question's parameters, as people write them.
        names: the graph's names, where they have been read already.
        known: the questions to choose from, by default the bundled ones.

    Raises:
        UnknownName: no such question, parameter or name; ``closest`` are the nearest.
        Ambiguous: a name means several things.
        BadQuestion: a parameter is missing or of the wrong type.
    """
    chosen = question(asked, known) if isinstance(asked, str) else asked
    names = names or Names(store)
    bound = bind(chosen, params or {}, names)
    return Answer(
        store.select(chosen.query, bound),
        names.readable,
        headings=chosen.columns,
        exact=chosen.exact,
        question=chosen.name,
        parameters={key: str(value) for key, value in (params or {}).items()},
    )


def sparql(store: Store, query: str, readable: Readable | None = None) -> Answer:
    """The answer to a query in SPARQL.

    The columns are the variables of a SELECT, ``subject``, ``predicate`` and ``object`` of a CONSTRUCT
    or DESCRIBE, and ``answer``, yes or no, of an ASK.

    Raises:
        BadQuestion: the query is malformed or reaches outside the graph.
    """
    return Answer(_run(store, query), readable or Readable(store), question=query)


def _run(store: Store, query: str) -> Rows:
    form = next((found[1].upper() for found in _FORM.finditer(query) if found[1]), "SELECT")
    if form == "SELECT":
        return store.select(query)
    if form == "ASK":
        return Rows(("answer",), [(Literal(store.ask(query)),)])
    triples = dict.fromkeys(store.construct(query))
    rows: list[tuple[Term | None, ...]]
    rows = [(_term(triple.subject), triple.predicate, _term(triple.object)) for triple in triples]
    return Rows(("subject", "predicate", "object"), rows)


def _term(term: NamedNode | BlankNode | Literal | Triple) -> Term:
    if isinstance(term, (NamedNode, Literal)):
        return term
    raise BadQuestion("this query makes blank nodes or quoted triples; let it make IRIs and literals")
