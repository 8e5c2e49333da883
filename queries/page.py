"""The page of documentation that lists the questions: ``python -m actagraph.queries.page``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from shlex import quote

from .catalogue import Parameter, Question, questions

_WORDS = {"date": "day", "period": "period", "integer": "whole number", "text": "text"}
_INTRODUCTION = """\
# Questions

Each question is one file in `queries/catalogue/`; this page is made from them by
`python -m actagraph.queries.page > docs/questions.md`.

Ask from a shell, `acta ask NAME parameter=value …`, or in Python,
`kg.ask("name", parameter="value")`. Every row of an answer gives the passages that it rests on:
`--evidence`, or `.evidence(row)`.

**Names** may be written as people write them: any case, with a title (`Mayor Johnston`), an office
(`mayor of Denver`), or an IRI. **Periods** are `2026`, `2026-01`, `January 2026`,
`2026-01-01/2026-01-31`, `since 2026-01` or `until May 2025`, both ends included; an uncertain
date matches a period that it may lie in.

A folder of your own questions works the same: `actagraph.open("my.kg", questions="my-questions/")`.
"""


def page() -> str:
    """The page as Markdown."""
    found = list(questions().values())
    index = "\n".join(f"- [`{one.name}`](#{one.name}) – {one.summary}" for one in found)
    return "\n".join([_INTRODUCTION, index, *(line for one in found for line in _section(one))]) + "\n"


def _section(asked: Question) -> Iterator[str]:
    yield f"\n## {asked.name}\n\n{asked.summary}"
    if asked.description:
        yield f"\n{asked.description.strip()}"
    if asked.parameters:
        yield "\n| parameter | takes | meaning |\n| --- | --- | --- |"
        yield from (
            f"| `{name}`{_needed(one)} | {_takes(one)} | {one.summary} |" for name, one in asked.parameters.items()
        )
    yield f"\nColumns: {', '.join(asked.columns.values())}."
    given = " ".join(f"{name}={quote(value)}" for name, value in asked.example.items())
    yield f"\n```console\n$ acta ask {asked.name}{' ' if given else ''}{given}\n```"
    if asked.expect:
        yield "\n" + _row(asked.columns.values()) + "\n" + _row("---" for _ in asked.columns)
        yield from (_row(row) for row in asked.expect)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _needed(parameter: Parameter) -> str:
    return "" if parameter.optional or parameter.default is not None else " (needed)"


def _takes(parameter: Parameter) -> str:
    if parameter.type == "entity":
        *others, last = [each.lower() for each in parameter.of]
        return "name of: " + (f"{', '.join(others)} or {last}" if others else last)
    return ", ".join(f"`{word}`" for word in parameter.choices) or _WORDS[parameter.type]


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
