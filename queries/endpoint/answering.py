"""How a worker answers: bytes that leave as they come, within the limits, and errors as problems (RFC 9457)."""

from __future__ import annotations

import json
import socket
import time
import zlib
from typing import Final

from ...errors import Ambiguous, BadQuestion, NotAllowed, UnknownName
from .negotiation import NotAcceptable
from .settings import MEGABYTE, Settings
from .wire import End, Frame, Head, Headers, Job, Piece, packed

PROBLEM: Final = "application/problem+json"
_PIECE, _PATIENCE, _WORTH_PACKING = 65_536, 0.05, 860

_STATUS: Final[tuple[tuple[type[Exception], int, str], ...]] = (
    (NotAcceptable, 406, "not-acceptable"),
    (NotAllowed, 403, "not-allowed"),
    (UnknownName, 404, "unknown"),
    (Ambiguous, 409, "ambiguous"),
    (BadQuestion, 400, "bad-request"),
)


class Broken(Exception):
    """An answer grows beyond a limit."""


class Outgoing:
    """One answer on its way out. The head waits until the first piece is full or the client has waited long enough."""

    def __init__(self, channel: socket.socket, job: Job, settings: Settings) -> None:
        self._channel, self._job = channel, job
        self._most = settings.megabytes * MEGABYTE
        self._pieces: list[bytes] = []
        self._size = self._kept = 0
        self._since = time.perf_counter()
        self._headers: Headers | None = None
        self._status = 200
        self._packer: zlib._Compress | None = None
        self.started = False

    def begin(self, content_type: str, headers: Headers | None = None, status: int = 200) -> None:
        """Say what kind of body comes."""
        self._status = status
        self._headers = [("content-type", content_type), *(headers or [])]

    def write(self, data: bytes) -> int:
        """Take some bytes of the body; a file's method, for the engine's writers. Raises Broken beyond the limit."""
        self._size += len(data)
        if self._size > self._most:
            raise Broken(f"the answer is larger than {self._most // MEGABYTE} MB")
        self._pieces.append(data)
        self._kept += len(data)
        if self._kept >= _PIECE:
            self.send()
        return len(data)

    def flush(self) -> None:
        """Nothing: pieces leave when they are full or late."""

    def late(self) -> bool:
        """Whether what is kept has waited long enough."""
        return time.perf_counter() - self._since > _PATIENCE

    def send(self) -> None:
        """Let what is kept leave, the head before it."""
        frames: list[Frame] = []
        if not self.started:
            frames.append(self._head())
        data, self._pieces, self._kept = b"".join(self._pieces), [], 0
        if self._packer is not None:
            data = self._packer.compress(data) + self._packer.flush(zlib.Z_SYNC_FLUSH)
        if data and not self._job.head:
            frames.append(Piece(data))
        self._since = time.perf_counter()
        if frames:
            self._channel.sendall(packed(*frames))

    def end(self, rows: int = 0, truncated: str = "") -> None:
        """The answer is whole, or ``truncated``: said in the head, or else by breaking off."""
        if self.started:
            self.send()
            tail = [Piece(self._packer.flush())] if self._packer and not self._job.head else []
            self._channel.sendall(packed(*tail, End(rows, truncated)))
            return
        body = b"".join(self._pieces)
        if truncated:
            self._headers = [*(self._headers or []), ("actagraph-truncated", truncated)]
        head = self._head(whole=body)
        if self._packer is not None:
            body = self._packer.compress(body) + self._packer.flush()
        head.headers.append(("content-length", str(len(body))))
        pieces = [] if self._job.head or not body else [Piece(body)]
        self._channel.sendall(packed(head, *pieces, End(rows)))

    def fail(self, error: Exception) -> None:
        """Answer with a problem, or break off what has begun."""
        if self.started:
            self._channel.sendall(packed(End(broken=str(error) or type(error).__name__)))
            return
        status, kind = next(
            ((status, kind) for type_, status, kind in _STATUS if isinstance(error, type_)), (500, "failed")
        )
        more = {name: list(getattr(error, name)) for name in ("closest", "candidates") if getattr(error, name, None)}
        self._pieces, self._kept = [problem(status, kind, str(error), more)], 0
        self.begin(PROBLEM, status=status)
        self.end()

    def _head(self, whole: bytes | None = None) -> Head:
        self.started = True
        headers = list(self._headers or [])
        if self._job.packed and (whole is None or len(whole) > _WORTH_PACKING):
            self._packer = zlib.compressobj(4, wbits=31)
            headers.append(("content-encoding", "gzip"))
        return Head(self._status, headers)


def problem(status: int, kind: str, detail: str, more: dict[str, list[str]] | None = None) -> bytes:
    """A problem as RFC 9457 has it; ``detail`` says what is wrong and what to do."""
    from http import HTTPStatus

    body = {"type": f"urn:actagraph:problem:{kind}", "title": HTTPStatus(status).phrase, "status": status}
    return json.dumps({**body, "detail": detail, **(more or {})}, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
