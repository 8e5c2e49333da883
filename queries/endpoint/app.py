"""The web application: what is at which address."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .clients import client
from .log import Log
from .operator import Operator
from .pages import ROUTES, Asked, describe
from .pool import Pool
from .relay import COMMON, Relay, refusal
from .requests import Misused, query_job
from .settings import Settings
from .wire import Job

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_POSTED: Final = ("GET", "HEAD", "POST", "OPTIONS")
_READ: Final = ("GET", "HEAD", "OPTIONS")
_PREFLIGHT = {
    "access-control-allow-headers": "Accept, Content-Type, If-None-Match",
    "access-control-max-age": "86400",
}


class Endpoint:
    """The addresses of one graph, and the workers that answer at them."""

    def __init__(self, graph: Path, settings: Settings, *, token: str = "", quiet: bool = False) -> None:
        self.settings, self.log = settings, Log(quiet=quiet)
        self.pool = Pool(graph, settings)
        self._operator = Operator(self.pool, self.log, token)

    def application(self) -> ASGIApp:
        """The ASGI application; its lifespan starts and ends the workers."""
        routes = [
            Route(path, _Page(self, name, asked, _POSTED if posted else _READ)) for path, name, asked, posted in ROUTES
        ]
        handlers = {HTTPException: _http_error}
        whole = Starlette(
            routes=[*routes, *self._operator.routes()], lifespan=self._lifespan, exception_handlers=handlers
        )
        return _Straight(whole, {"/sparql": _Page(self, "sparql", _sparql, _POSTED)})

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        await self.pool.open()
        self.log.event("serving", release=self.pool.release, workers=self.pool.processes)
        try:
            yield
        finally:
            await self.pool.close()
            self.log.event("stopped")


class _Straight:
    """The application, with a straight way to the addresses that are asked most."""

    def __init__(self, whole: ASGIApp, pages: dict[str, _Page]) -> None:
        self._whole, self._pages = whole, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = self._pages.get(scope.get("path", "")) if scope["type"] == "http" else None
        await (page or self._whole)(scope, receive, send)


async def _sparql(request: Request, settings: Settings) -> Job | Response:
    return await query_job(request, settings.body) or await describe(request, settings)


class _Page:
    def __init__(self, endpoint: Endpoint, name: str, asked: Asked, methods: tuple[str, ...]) -> None:
        self._endpoint, self._name, self._asked, self._methods = endpoint, name, asked, methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and take note of it."""
        began = time.perf_counter()
        request = Request(scope, receive)
        answer = await self._answer(request)
        try:
            await answer(scope, receive, send)
        finally:
            status = getattr(answer, "status", 0) or getattr(answer, "status_code", 0)
            more: dict[str, str | int] = {}
            if isinstance(answer, Relay):
                more = {"bytes": answer.sent, "rows": answer.rows, "outcome": answer.outcome}
            self._endpoint.log.request(self._name, request.method, status, time.perf_counter() - began, **more)

    async def _answer(self, request: Request) -> Relay | Response:
        endpoint, allowed = self._endpoint, ", ".join(self._methods)
        if request.method not in self._methods:
            return refusal(Misused(405, "method", f"use {allowed} here", {"allow": allowed}))
        if request.method == "OPTIONS":
            headers = {**dict(COMMON), **_PREFLIGHT, "allow": allowed, "access-control-allow-methods": allowed}
            return Response(status_code=204, headers=headers)
        try:
            asked = await self._asked(request, endpoint.settings)
            if isinstance(asked, Response):
                return asked
            unless = request.headers.get("if-none-match", "") if request.method in _READ else ""
            return Relay(endpoint.pool, asked, client(request, endpoint.settings.proxies), unless)
        except Misused as error:
            return refusal(error)


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return refusal(Misused(status, "not-found", f"there is nothing at {request.url.path[:200]}; / tells what there is"))
