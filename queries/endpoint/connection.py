"""HTTP connections that cannot be held open for nothing: heads have a size and a time, silent readers are let go."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 32_768
"""Bytes of a request's line and headers together; a query in an address may not be longer."""
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Connection(HttpToolsProtocol):
    """One connection; ``patience`` is how many seconds a request has to be whole within."""

    patience = 10.0
    _head = 0
    _in_head = True
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A client has come; it has so long to say what it wants."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Take what the client sends, unless it has been sending a head for too long."""
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > MOST_HEAD:
            self._refuse(_TOO_LARGE)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._in_head = True
        if self._timer is None:
            self._expect()

    def on_headers_complete(self) -> None:
        """A request's head is whole."""
        self._in_head, self._head = False, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """A request is whole."""
        super().on_message_complete()
        self._in_head, self._head = True, 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more has come after an answer: let go, even of a client that has not read it."""
        if not self.transport.is_closing():
            self.transport.close()
            self.loop.call_later(self.patience, self.transport.abort)

    def _expect(self) -> None:
        self._timer = self.loop.call_later(self.patience, self._late)

    def _late(self) -> None:
        self._timer = None
        self._refuse(_TOO_LATE)

    def _refuse(self, answer: bytes) -> None:
        if not self.transport.is_closing():
            if self.cycle is None or self.cycle.response_complete:
                self.transport.write(answer)
            self.transport.close()
            self.loop.call_later(1.0, self.transport.abort)


def patient(seconds: float) -> type[Connection]:
    """Connections that wait so long for a request."""
    return type("Connection", (Connection,), {"patience": seconds})
