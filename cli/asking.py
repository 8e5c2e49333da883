"""``acta ask`` and ``acta questions``: the catalogue and its answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import BadQuestion
from . import options
from .answers import print_answer
from .terminal import blank, paragraph

if TYPE_CHECKING:
    from ..queries.catalogue import Question

_FEW = 5
"""Questions that are listed with their parameters and an example."""


def ask(
    name: Annotated[str, typer.Argument(metavar="QUESTION", help="A name that acta questions lists.")],
    parameters: Annotated[
        list[str] | None, typer.Argument(metavar="NAME=VALUE", help="Its parameters, names as people write them.")
    ] = None,
    graph: options.Graph = options.GRAPH,
    evidence: Annotated[bool, typer.Option("--evidence", "-e", help="Quote the passages behind every row.")] = False,
    as_of: options.AsOf = None,
    known: options.Known = None,
    format: options.ShapeOption = None,
) -> None:
    """Answer a question of the catalogue.

    \b
    Example:
      acta ask orders-by-official official="Mike Johnston" --evidence
      acta ask incidents place=Minneapolis period=2026-01 --format csv > incidents.csv
      acta ask office-holders of=Denver --as-of 2026-01-31 --known 2026-02-28
    """
    answer = options.viewed(graph, as_of, known).ask(name, **_given(parameters or []))
    print_answer(answer, options.shape(format), evidence)


def questions(
    word: Annotated[str, typer.Argument(metavar="WORD", help="Only questions that speak of this.")] = "",
    format: options.ShapeOption = None,
) -> None:
    """List the questions that can be asked.

    A parameter in brackets may be left out.

    \b
    Example:
      acta questions
      acta questions lawsuit
    """
    from ..queries.catalogue import questions as catalogue

    found = [question for question in catalogue().values() if _speaks_of(question, word)]
    if not found:
        raise BadQuestion(f"no question speaks of {word!r}; acta questions lists all {len(catalogue())}")
    if (shape := options.shape(format)) == "table":
        for number, question in enumerate(found):
            if number:
                blank()
            _print_question(question, with_example=len(found) <= _FEW)
        return
    rows = [(one.name, one.summary, _signature(one), command_line(one.name, one.example)) for one in found]
    options.print_rows(("question", "answers", "parameters", "example"), rows, shape)


def _print_question(question: Question, *, with_example: bool) -> None:
    paragraph(f"{question.name} {_signature(question)}", style="bold")
    paragraph(question.summary, indent=2)
    if with_example:
        for name, parameter in question.parameters.items():
            paragraph(f"{name}: {parameter.summary}", indent=4)
        paragraph(f"$ {command_line(question.name, question.example)}", indent=2, style="dim")


def _given(parameters: Iterable[str]) -> dict[str, str]:
    given = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals or not name:
            raise BadQuestion(f"write parameters as name=value, not {parameter!r}")
        given[name.strip().replace("-", "_")] = value
    return given


def _speaks_of(question: Question, word: str) -> bool:
    text = " ".join((question.name, question.summary, question.description, *question.tags, *question.parameters))
    return word.casefold() in text.casefold()


def _signature(question: Question) -> str:
    given = question.parameters.items()
    return " ".join(f"[{name}]" if one.optional or one.default is not None else name for name, one in given)


def command_line(question: str, given: Mapping[str, str]) -> str:
    """The command that asks a question."""
    from shlex import quote

    return " ".join(("acta ask", question, *(f"{name}={quote(value)}" for name, value in given.items())))
