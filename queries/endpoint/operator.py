"""What the operator sees: health, metrics, and the running queries, which a token lets see and end."""

from __future__ import annotations

import hmac
import time
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from .log import Log
from .pool import Pool
from .relay import refusal
from .requests import Misused

if TYPE_CHECKING:
    from .pool import Running

_SHOWN = 2000
_KEPT_OUT = {"www-authenticate": "Bearer", "cache-control": "no-store"}


class Operator:
    """The operator's addresses. Without a token nobody is the operator, and the console is off."""

    def __init__(self, pool: Pool, log: Log, token: str) -> None:
        self._pool, self._log, self._token = pool, log, token.encode()

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/health", self._health),
            Route("/ready", self._ready),
            Route("/metrics", self._metrics),
            Route("/console", self._console),
            Route("/console/{number:int}", self._kill, methods=["DELETE"]),
        ]

    async def _health(self, request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def _ready(self, request: Request) -> Response:
        ready = self._pool.ready
        body = {"status": "ready" if ready else "not ready", "release": self._pool.release}
        return JSONResponse(body, 200 if ready else 503)

    async def _metrics(self, request: Request) -> Response:
        if self._token and (refused := self._refused(request)):
            return refused
        return PlainTextResponse(self._log.metrics(self._pool), media_type="text/plain; version=0.0.4")

    async def _console(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        running = [_shown(each) for each in self._pool.running.values()]
        state = {"release": self._pool.release, "workers": self._pool.processes, "waiting": self._pool.waiting}
        return JSONResponse({**state, "running": running}, headers={"cache-control": "no-store"})

    async def _kill(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        number = request.path_params["number"]
        if not self._pool.kill(number):
            return refusal(Misused(404, "unknown", f"no query with the number {number} is running"))
        self._log.event("killed", query=number)
        return Response(status_code=204)

    def _refused(self, request: Request) -> Response | None:
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        kind, _, token = given.partition(b" ")
        right = hmac.compare_digest(token.strip(), self._token)
        if self._token and kind.lower() == b"bearer" and right:
            return None
        detail = "say who you are: Authorization: Bearer and the operator's token"
        if not self._token:
            detail = "the console is off: start the server with a token in a file or in ACTA_OPERATOR_TOKEN"
        return refusal(Misused(401 if self._token else 403, "operator", detail, _KEPT_OUT))


def _shown(running: Running) -> dict[str, object]:
    seconds = round(time.monotonic() - running.since, 3)
    asked = {name: value[:_SHOWN] for name, value in running.job.given.items()}
    about = {"number": running.number, "seconds": seconds, "client": running.client, "process": running.process.pid}
    return {**about, "release": running.process.release, "kind": running.job.kind, "asked": asked}
