"""Ask a question of the catalogue, or one's own SPARQL, and get an answer with evidence."""

from __future__ import annotations

from collections.abc import Mapping

from .answer import Answer
from .catalogue import Question, question
from .names import Names
from .parameters import bind
from .readable import Queryable, Readable


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
        question=chosen.name,
        parameters={key: str(value) for key, value in (params or {}).items()},
    )


def sparql(store: Queryable, query: str, readable: Readable | None = None) -> Answer:
    """The answer to a SELECT query: all its variables are columns. Raises BadQuestion if it cannot run."""
    return Answer(store.select(query), readable or Readable(store))
