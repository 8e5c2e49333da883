"""From a worker to a client: an answer passed on as it comes, and what is said where there is none."""

from __future__ import annotations

import asyncio
import hashlib
import time
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from .answering import PROBLEM, problem
from .pool import Busy, Pool
from .process import Gone, Process, signalled
from .requests import Misused
from .wire import End, Head, Headers, Job, Piece

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

COMMON: Final[Headers] = [
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", "ETag, Link, Retry-After, Actagraph-Truncated, Actagraph-Release"),
    ("vary", "Accept, Accept-Encoding"),
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"),
]
_WATCH = 0.05
_RETRY = "2"
_NOW: Final = ("the client left", "the server ends")


def refusal(error: Misused) -> Response:
    """A request that cannot be answered as it is."""
    body = problem(error.status, error.kind, error.detail)
    return Response(body, error.status, {**dict(COMMON), **error.headers, "content-type": PROBLEM})


class Relay:
    """One answer on its way from a worker to a client; an ASGI application.

    ``unless`` are the entity tags of what the client has already; ``status``, ``sent``, ``rows`` and
    ``outcome`` tell afterwards what became of it.
    """

    def __init__(self, pool: Pool, job: Job, client: str, unless: str = "") -> None:
        self._pool, self._job, self._client = pool, job, client
        self._unless = unless
        self._seconds = _seconds(job.given.get("timeout", ""), pool.settings.timeout)
        self.status, self.sent, self.rows, self.outcome = 0, 0, 0, "whole"
        self._until = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if self._unless and self._matches(_tag(self._pool.release, self._job)):
            await self._plain(scope, receive, send, self._not_modified())
            return
        try:
            await self._run(receive, send)
        except Busy as busy:
            await self._plain(scope, receive, send, refusal(self._busy(busy)))
        except Misused as error:
            await self._plain(scope, receive, send, refusal(error))

    async def _run(self, receive: Receive, send: Send) -> None:
        self._until = time.monotonic() + self._seconds
        async with self._pool.run(self._job, self._client, self._seconds) as process:
            watch = _Watch(process, receive)
            try:
                await self._pass_on(process, send)
            except Gone:
                await self._gone(process)
            finally:
                watch.end()

    async def _pass_on(self, process: Process, send: Send) -> None:
        head = await process.next()
        if not isinstance(head, Head):
            raise Gone("a worker answers out of turn")
        frame = await process.next()
        whole = isinstance(frame, End) or any(name == "content-length" for name, _ in head.headers)
        self.status = head.status
        await send({"type": "http.response.start", "status": head.status, "headers": self._headers(head, process)})
        while isinstance(frame, Piece):
            self.sent += len(frame.data)
            following = await process.next() if whole else None
            done = isinstance(following, End)
            await self._send(send, {"type": "http.response.body", "body": frame.data, "more_body": not done}, done)
            frame = following or await process.next()
            if done:
                self.rows = frame.rows if isinstance(frame, End) else 0
                return
        await self._end(frame, send)

    async def _end(self, frame: object, send: Send) -> None:
        """Say that the answer is whole; one that is broken off is never said to be."""
        if not isinstance(frame, End):
            raise Gone("a worker answers out of turn")
        self.rows = frame.rows
        if frame.broken:
            self.outcome = "truncated"
            return
        await self._send(send, {"type": "http.response.body", "body": b"", "more_body": False})

    async def _send(self, send: Send, message: dict[str, object], alone: bool = False) -> None:
        if alone:
            await send(message)
            return
        try:
            async with asyncio.timeout(max(self._until - time.monotonic(), 0.01)):
                await send(message)
        except TimeoutError:
            raise Gone("timeout") from None

    def _headers(self, head: Head, process: Process) -> list[tuple[bytes, bytes]]:
        names = {name for name, _ in head.headers}
        found = [*COMMON, *((name, value) for name, value in head.headers if name != "actagraph-volatile")]
        found.append(("actagraph-release", process.release))
        if head.status == 200 and "actagraph-volatile" not in names:
            found += [("etag", _tag(process.release, self._job)), ("cache-control", "no-cache")]
        else:
            found.append(("cache-control", "no-store"))
        return [(name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in found]

    async def _gone(self, process: Process) -> None:
        """The worker is gone: say why if nothing has been said yet."""
        self.outcome = process.stopped or "died"
        process.kill("died")
        self._pool.counts[f"killed: {self.outcome}"] += 1
        if self.status or self.outcome in _NOW:
            return
        if self.outcome == "timeout":
            raise Misused(503, "timeout", f"this took longer than {self._seconds:g} s; ask for less, or add a LIMIT")
        await process.gone()
        if signalled(process):
            memory = self._pool.settings.memory
            raise Misused(503, "memory", f"this needs more than the {memory} MB that a query may have; ask for less")
        raise Misused(503, "ended", f"this was not answered: {self.outcome}")

    def _busy(self, busy: Busy) -> Misused:
        self.outcome = "busy"
        retry = {"retry-after": _RETRY}
        if busy.client:
            most = self._pool.settings.per_client
            return Misused(429, "too-many", f"at most {most} requests of one client run at a time", retry)
        return Misused(503, "busy", "all workers are busy and enough requests wait; try again later", retry)

    async def _plain(self, scope: Scope, receive: Receive, send: Send, response: Response) -> None:
        self.status = response.status_code
        await response(scope, receive, send)

    def _not_modified(self) -> Response:
        tag = _tag(self._pool.release, self._job)
        return Response(status_code=304, headers={**dict(COMMON), "etag": tag, "cache-control": "no-cache"})

    def _matches(self, tag: str) -> bool:
        return tag in (part.strip() for part in self._unless.split(","))


class _Watch:
    """Ends the worker when its client goes away; begins late, for most answers are quicker than that."""

    def __init__(self, process: Process, receive: Receive) -> None:
        self._process, self._receive = process, receive
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(_WATCH, self._begin)

    def _begin(self) -> None:
        self._task = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            continue
        self._process.kill("the client left")

    def end(self) -> None:
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()


def _tag(release: str, job: Job) -> str:
    """The entity tag: one release gives one answer to one request in one format."""
    parts = (*sorted(job.given.items()), job.accept, job.default_graphs, job.named_graphs, job.packed, job.base)
    return f'W/"{release}-{hashlib.sha256(repr((job.kind, parts)).encode("utf-8", "replace")).hexdigest()[:20]}"'


def _seconds(wanted: str, most: float) -> float:
    """The time a request may take: what it asks for, up to the limit. Raises Misused for what is no time."""
    if not wanted:
        return most
    try:
        seconds = float(wanted)
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        raise Misused(400, "bad-request", f"timeout= is a number of seconds, not {wanted[:40]!r}")
    return min(seconds, most)
