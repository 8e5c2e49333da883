"""``acta serve``: the graph over HTTP, for strangers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ..errors import BadQuestion
from . import options


def serve(
    graph: Annotated[str | None, typer.Argument(metavar="GRAPH", help="The graph's folder; or give --graph.")] = None,
    folder: options.Graph = options.GRAPH,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", help="The port; 0 takes a free one.")] = 8008,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", metavar="FILE", help="Limits in YAML, over the defaults.")
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The operator's token; or set ACTA_OPERATOR_TOKEN.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Write no line per request.")] = False,
) -> None:
    """Serve the graph over HTTP: SPARQL, questions, entities.

    It only reads, and strangers may ask it: queries run in processes of their own within limits of
    time, memory and size. A new release is served as soon as it is current. Stop it with Ctrl-C or
    SIGTERM.

    \b
    Example:
      acta serve
      acta serve acta.kg --port 0 --config limits.yml
    """
    from ..queries.endpoint.configuration import read_settings
    from ..queries.endpoint.serving import bound
    from ..queries.endpoint.serving import serve as run

    opened = options.opened(graph or folder)
    if opened.url:
        raise BadQuestion(f"the graph at {opened.url} is served already; name the folder of a graph")
    settings = read_settings(config)
    token = token_file.read_text("utf-8").strip() if token_file else os.environ.get("ACTA_OPERATOR_TOKEN", "")
    listening = bound(host, port)
    where, at = listening.getsockname()[:2]
    typer.echo(f"serving {opened.path} at http://{f'[{where}]' if ':' in where else where}:{at}/")
    run(opened.path, listening, settings, token=token, quiet=quiet)
