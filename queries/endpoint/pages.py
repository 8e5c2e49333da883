"""The addresses beside ``/sparql``: each turns a request into a worker's job, or answers it from the catalogue."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from ...graph.iris import DEFAULT_BASE
from ..catalogue import questions
from .clients import base
from .html import start_page
from .openapi import document
from .relay import COMMON
from .requests import FORM, Misused, fields, job, read_body
from .settings import Settings
from .wire import Job

Asked = Callable[[Request, Settings], Awaitable[Job | Response]]
_HEADERS: Final = dict(COMMON)


async def start(request: Request, settings: Settings) -> Response:
    """The page that tells what is here."""
    return HTMLResponse(start_page(questions()), headers=_HEADERS)


async def _questions(request: Request, settings: Settings) -> Response:
    listed = [
        {
            "name": one.name,
            "summary": one.summary,
            "parameters": {name: _about(parameter) for name, parameter in one.parameters.items()},
            "columns": dict(one.columns),
            "example": dict(one.example),
            "url": f"{base(request, settings)}/questions/{one.name}",
        }
        for one in questions().values()
    ]
    return JSONResponse({"questions": listed}, headers=_HEADERS)


def _about(parameter: object) -> dict[str, object]:
    import msgspec

    about = msgspec.to_builtins(parameter)
    return {name: value for name, value in about.items() if value not in (None, "", [], {})}


async def _openapi(request: Request, settings: Settings) -> Response:
    return JSONResponse(document(questions(), base(request, settings)), headers=_HEADERS)


def _asking(kind: str) -> Asked:
    """What gives a worker the request's parameters as they are."""

    async def asked(request: Request, settings: Settings) -> Job:
        given = fields(request.scope["query_string"])
        if request.method == "POST":
            if request.headers.get("content-type", "").partition(";")[0].strip().casefold() != FORM:
                raise Misused(415, "unsupported-media-type", f"send a form: {FORM}")
            given += fields(await read_body(request, settings.body))
        found = job(request, kind, {**dict(given), **request.path_params})
        found.base = base(request, settings)
        return found

    return asked


async def _thing(request: Request, settings: Settings) -> Job:
    given = dict(fields(request.scope["query_string"]))
    return job(request, "entity", {**given, "iri": DEFAULT_BASE + request.path_params["path"]})


async def describe(request: Request, settings: Settings) -> Job | Response:
    """The description of the service, or for people the page with a form."""
    given = fields(request.scope["query_string"])
    if "text/html" in request.headers.get("accept", "") and not given:
        return await start(request, settings)
    return await _asking("description")(request, settings)


ROUTES: Final[tuple[tuple[str, str, Asked, bool], ...]] = (
    ("/", "start", start, False),
    ("/questions", "questions", _questions, False),
    ("/questions/{name}", "question", _asking("question"), False),
    ("/openapi.json", "openapi", _openapi, False),
    ("/find", "find", _asking("find"), False),
    ("/entity", "entity", _asking("entity"), False),
    ("/id/{path:path}", "entity", _thing, False),
    ("/.well-known/void", "void", _asking("void"), False),
    ("/reconcile", "reconcile", _asking("reconcile"), True),
)
"""Path, name in logs, what it asks, and whether it takes POST too."""
