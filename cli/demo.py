"""``acta demo``: the main job on the bundled example."""

from __future__ import annotations

import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .answers import print_answer, print_with_evidence
from .asking import command_line
from .keeping import print_sources
from .loading import print_report
from .terminal import blank, paragraph

if TYPE_CHECKING:
    from ..api import KnowledgeGraph

_ASKED: tuple[tuple[str, dict[str, str], int], ...] = (
    ("orders-by-official", {"official": "Mike Johnston"}, 2),
    ("order-provisions", {"order": "Denver Executive Order 152", "modality": "prohibition"}, 2),
    ("order-chain", {"order": "Denver Executive Order 152"}, 0),
    ("statements-about", {"about": "Denver Executive Order 152", "stance": "opposes"}, 1),
    ("lawsuits-by-party", {"party": "Denver"}, 1),
    ("allegations", {}, 1),
    ("single-origin-facts", {"subject": "Denver Executive Order 152"}, 0),
)
"""Questions of the demo, their parameters, and how many passages to quote behind each row."""


def demo(
    folder: Annotated[
        str | None, typer.Argument(metavar="FOLDER", help="Where to make the graph, if it is to stay.")
    ] = None,
) -> None:
    """Load the bundled example and ask about it.

    \b
    Example:
      acta demo
      acta demo denver.kg
    """
    from ..api import open

    path = folder or str(Path(tempfile.mkdtemp(prefix="acta-demo-"), "denver.kg"))
    graph = open(path)
    paragraph("1. Load: two short reports about one order of Denver's mayor, and a dossier.", style="bold")
    with as_file(files(__package__.partition(".")[0]).joinpath("example")) as bundled:
        print_report(graph.load(bundled), path)
    blank()
    print_sources(graph.sources(), "table")
    blank()
    paragraph("2. Ask: every row leads back to the passages that state it.", style="bold")
    for question, given, most in _ASKED:
        _print_asked(graph, question, given, most)
    blank()
    paragraph("3. Look further:", style="bold")
    for line in _NEXT:
        typer.echo(f"  {line.format(graph=path)}")


def _print_asked(graph: KnowledgeGraph, question: str, given: dict[str, str], most: int) -> None:
    blank()
    paragraph(graph.questions()[question].summary, style="bold")
    paragraph(f"$ {command_line(question, given)}", style="dim")
    answer = graph.ask(question, **given)
    if most:
        print_with_evidence(answer, most)
    else:
        print_answer(answer, "table", evidence=False)


_NEXT = (
    "export ACTA_GRAPH={graph}",
    "acta questions                            what can be asked",
    "acta show 'Mike Johnston' --evidence      all that is known of somebody",
    "acta timeline Denver                      what happened, in order",
    "acta export denver.gexf                   the network, for Gephi",
    "acta load your-articles/ -g your.kg       your own sources",
)
