"""A server on an address, until it is told to stop."""

from __future__ import annotations

import logging
import socket
from pathlib import Path

import uvicorn

from ...errors import BadGraph
from ...graph.release import Releases
from .app import Endpoint
from .connection import patient
from .log import Faults
from .settings import Settings

CONNECTIONS = 1000
"""Connections that may be open; more are answered with 503 at once."""
_BACKLOG, _IDLE = 512, 10


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises BadGraph if the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise BadGraph(f"nothing can be served at {host} port {port}: {error.strerror or error}") from error
    return listening


def serve(graph: Path, listening: socket.socket, settings: Settings, *, token: str = "", quiet: bool = False) -> None:
    """Serve a graph until SIGTERM or Ctrl-C; running queries then have their time to end.

    Raises:
        BadGraph: the current release cannot be opened.
    """
    Releases(graph).store()
    endpoint = Endpoint(graph, settings, token=token, quiet=quiet)
    faults = logging.getLogger("uvicorn.error")
    faults.setLevel(logging.ERROR)
    faults.propagate = False
    faults.addHandler(Faults(endpoint.log))
    config = uvicorn.Config(
        endpoint.application(),
        http=patient(settings.patience),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=_BACKLOG,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=int(settings.timeout) + 1,
    )
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[listening])
    except SystemExit as error:
        raise BadGraph("the server does not start: no worker can open the release; the log tells why") from error
