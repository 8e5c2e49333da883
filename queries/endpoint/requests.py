"""What a request asks for: a query by the SPARQL 1.1 Protocol, or the parameters of another page.

Source: https://www.w3.org/TR/sparql11-protocol/#query-operation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from .wire import Job

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_MOST_FIELDS = 100
_DATASET: Final = ("default-graph-uri", "named-graph-uri")

Fields = list[tuple[str, str]]


class Misused(Exception):
    """A request that cannot be answered as it is: the status, what kind of problem, and what to do."""

    def __init__(self, status: int, kind: str, detail: str, headers: dict[str, str] | None = None) -> None:
        self.status, self.kind, self.detail, self.headers = status, kind, detail, headers or {}
        super().__init__(detail)


def fields(encoded: bytes) -> Fields:
    """The fields of a query string or form. Raises Misused if they are not UTF-8."""
    try:
        text = encoded.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise Misused(400, "bad-encoding", "write parameters in UTF-8, percent-encoded") from error
    except ValueError as error:
        raise Misused(400, "bad-request", f"at most {_MOST_FIELDS} parameters are taken") from error


async def query_job(request: Request, most: int) -> Job | None:
    """The query of a request, or None if it has none and asks for the description of the service.

    Raises:
        Misused: it has two queries, an update, a body that is too large, or one of another type.
    """
    given = fields(request.scope["query_string"])
    if request.method == "POST":
        kind, charset = _content_type(request.headers.get("content-type", ""))
        body = await read_body(request, most)
        if kind == FORM:
            if any(name in ("query", *_DATASET) for name, _ in given):
                raise Misused(400, "bad-request", "put query and graphs of a form into its body, not into the address")
            given = [*given, *fields(body)]
        elif kind == QUERY:
            if any(name == "query" for name, _ in given):
                raise Misused(400, "bad-request", "put the query into the address or into the body, not into both")
            given = [*given, ("query", _decoded(body, charset))]
        else:
            refuse_update(kind)
            raise Misused(415, "unsupported-media-type", f"send a query as {QUERY} or {FORM}, not as {kind[:80]!r}")
    return _job(request, given)


def refuse_update(kind: str) -> None:
    """Raise Misused for the type of an update."""
    if kind == UPDATE:
        raise Misused(403, "updates-off", "this endpoint only reads; it takes no updates")


def _job(request: Request, given: Fields) -> Job | None:
    if any(name == "update" for name, _ in given):
        refuse_update(UPDATE)
    queries = [value for name, value in given if name == "query"]
    if len(queries) > 1:
        raise Misused(400, "bad-request", "send one query; this request has several")
    default, named = (tuple(value for name, value in given if name == wanted) for wanted in _DATASET)
    if not queries:
        if request.method == "POST" or default or named:
            raise Misused(400, "bad-request", "the parameter query is missing")
        return None
    others = {name: value for name, value in given if name in ("format", "timeout")}
    return job(request, "sparql", {"query": queries[0], **others}, default=default, named=named)


def job(
    request: Request, kind: str, given: dict[str, str], *, default: Sequence[str] = (), named: Sequence[str] = ()
) -> Job:
    """A job for a worker, with what the request says of formats."""
    headers = request.headers
    return Job(
        kind=kind,
        given=given,
        accept=",".join(headers.getlist("accept")),
        default_graphs=tuple(default),
        named_graphs=tuple(named),
        packed=_takes_gzip(headers.get("accept-encoding", "")),
        head=request.method == "HEAD",
    )


async def read_body(request: Request, most: int) -> bytes:
    """The request's body. Raises Misused if it is too large or does not come."""
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > most:
        raise _too_large(most)
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise _too_large(most)
    except ClientDisconnect as error:
        raise Misused(400, "bad-request", "the request ended before its body did") from error
    return bytes(body)


def _too_large(most: int) -> Misused:
    return Misused(413, "too-large", f"a request's body has at most {most} bytes", {"connection": "close"})


def _content_type(header: str) -> tuple[str, str]:
    kind, *parameters = (part.strip() for part in header.casefold().split(";"))
    charset = next((part.partition("=")[2].strip('" ') for part in parameters if part.startswith("charset=")), "utf-8")
    return kind, charset


def _decoded(body: bytes, charset: str) -> str:
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Misused(415, "unsupported-media-type", f"write the query in UTF-8, not in {charset[:40]!r}")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Misused(400, "bad-encoding", "write the query in UTF-8") from error


def _takes_gzip(header: str) -> bool:
    for part in header.casefold().split(","):
        coding, _, parameter = part.partition(";")
        if coding.strip() in ("gzip", "x-gzip", "*"):
            return parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
