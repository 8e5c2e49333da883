"""``acta export`` and ``acta sparql``: the graph for other programs, and in its own query language."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import BadQuestion
from . import options
from .answers import print_answer
from .terminal import note

_FORM = re.compile(r"#[^\n]*|<[^>\s]*>|\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b(?!\w*:)", re.IGNORECASE)
"""The first keyword that says what a query gives, past comments and the prologue's IRIs."""


def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to, or - for standard output.")],
    graph: options.Graph = options.GRAPH,
    format: Annotated[str | None, typer.Option("--format", "-f", help="By default what FILE's extension says.")] = None,
    about: Annotated[
        list[str] | None, typer.Option("--about", metavar="NAME", help="Draw only what is around.")
    ] = None,
    hops: Annotated[int | None, typer.Option(min=0, metavar="N", help="How many edges around; 1 if left out.")] = None,
    kinds: Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="Only nodes of this kind.")] = None,
    most: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many nodes.")] = None,
) -> None:
    """Write the graph for other programs, or as a page to look at.

    All of it: nquads, trig, turtle, jsonld, odrl, odrl-turtle, nanopub, void, ftm, icalendar, timelinejs.
    Drawn, and by the options in part: html (a page that opens in a browser without a network), graphml, gexf (Gephi,
    with time), cytoscape, dot, csv, parquet.

    \b
    Example:
      acta export denver.html
      acta export denver.gexf --about Denver --hops 2 --most 200
      acta export provisions.odrl.jsonld
      acta export - --format nquads | sort -u | sha256sum
    """
    opened = options.opened(graph)
    part: dict[str, Any] = {"about": about or (), "hops": hops, "kinds": tuple(kinds or ()), "most": most}
    if file == "-":
        opened.export(sys.stdout.buffer, format, **part)
        return
    written = opened.export(file, format, **part)
    note(f"{file}: {written.name} with {written.carries}")


def sparql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="SPARQL, a file that holds it, or - for input.")],
    graph: options.Graph = options.GRAPH,
    format: options.ShapeOption = None,
) -> None:
    """Run a SPARQL query.

    Prefixes such as acta: and rdfs: are known. The default graph holds the asserted facts;
    claims and passages are in GRAPH ?g { … }. CONSTRUCT and DESCRIBE print N-Triples, ASK prints true or false.

    \b
    Example:
      acta sparql "SELECT ?name { ?person a acta:Person ; rdfs:label ?name }"
      acta sparql query.rq --format csv
    """
    opened, text = options.opened(graph), _text(query)
    form = next((found[1].upper() for found in _FORM.finditer(text) if found[1]), "SELECT")
    if form == "SELECT":
        print_answer(opened.sparql(text), options.shape(format), evidence=False)
    elif form == "ASK":
        typer.echo("true" if opened.store.ask(text) else "false")
    else:
        for triple in sorted(map(str, opened.store.construct(text))):
            typer.echo(f"{triple} .")


def _text(query: str) -> str:
    if query != "-" and any(each.isspace() for each in query) and not query.endswith((".rq", ".sparql")):
        return query
    if not query:
        raise BadQuestion("the query is empty")
    try:
        return sys.stdin.read() if query == "-" else Path(query).read_text("utf-8")
    except OSError as error:
        raise BadQuestion(f"{query} is neither a query nor a file of one: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadQuestion(f"the query in {query} is not UTF-8 text") from error
