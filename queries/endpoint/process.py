"""A worker as the server sees it: a process, a socket to it, and the answer that is on its way."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections import deque
from pathlib import Path
from typing import cast

import msgspec

from .settings import Settings
from .wire import End, Frame, Head, Job, Piece, Ready, Unpacker, packed

_ENOUGH, _FEW = 1 << 20, 1 << 18
_POLITE = 15


class Gone(Exception):
    """The worker's process ended before its answer did."""


class Process(asyncio.Protocol):
    """One worker.

    ``release`` is what it answers from; ``stopped`` says why it was killed, if it was; ``aside`` that
    another has taken its place in the row, ``polite`` that it yields the processor, for good.
    """

    def __init__(self, folder: Path | None, release: str, settings: Settings) -> None:
        self.folder, self.release, self._settings = folder, release, settings
        self.stopped = ""
        self.started = 0.0
        self.aside = self.polite = False
        self._frames: deque[Frame] = deque()
        self._size = 0
        self._waiter: asyncio.Future[None] | None = None
        self._unpacker = Unpacker()
        self._transport: asyncio.Transport | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._reading = True
        self.alive = self._opened = False

    async def start(self) -> None:
        """Start the process and wait until its release is open. Raises Gone if it cannot be."""
        ours, theirs = socket.socketpair()
        with theirs:
            settings = msgspec.json.encode(self._settings).decode()
            store = str(self.folder / "store") if self.folder else ""
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "actagraph.queries.endpoint.worker"),
                *(str(theirs.fileno()), store, self.release, settings),
                pass_fds=(theirs.fileno(),),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
            )
        ours.setblocking(False)
        self.alive = True
        await asyncio.get_running_loop().create_connection(lambda: self, sock=ours)
        frame = await self.next()
        if not isinstance(frame, Ready):
            raise Gone("a worker does not open its release")
        self._opened = True

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid if self._process else 0

    @property
    def ready(self) -> bool:
        """Whether it lives and has its release open."""
        return self.alive and self._opened

    def give(self, job: Job) -> None:
        """Set the worker to a job; its answer comes by :meth:`next`."""
        self.started = time.monotonic()
        if self._transport is not None:
            self._transport.write(packed(job))

    async def next(self) -> Head | Piece | End | Ready | Job:
        """The next part of the answer. Raises Gone if there is none to come."""
        while not self._frames:
            if not self.alive:
                raise Gone(self.stopped or "a worker ended")
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        frame = self._frames.popleft()
        if isinstance(frame, Piece):
            self._size -= len(frame.data)
            if not self._reading and self._size < _FEW and self._transport:
                self._reading = True
                self._transport.resume_reading()
        return frame

    def kill(self, why: str) -> None:
        """End the process now, whatever it does."""
        self.stopped = self.stopped or why
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        if self._transport is not None:
            self._transport.abort()
        self._lost()

    async def gone(self) -> None:
        """Wait until the killed process has left the system."""
        if self._process is not None:
            await self._process.wait()

    def make_way(self) -> None:
        """Let other processes go first."""
        self.polite = True
        if self._process is not None and self._process.returncode is None:
            try:
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _POLITE)
            except OSError:
                return

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is ours."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take what the worker says, and no more than can be passed on."""
        for frame in self._unpacker.feed(data):
            self._frames.append(frame)
            if isinstance(frame, Piece):
                self._size += len(frame.data)
        if self._size > _ENOUGH and self._reading and self._transport:
            self._reading = False
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """The worker ended."""
        self._lost()

    def _lost(self) -> None:
        self.alive = False
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def signalled(process: Process) -> bool:
    """Whether the process ended by a signal of its own, as it does when its memory is used up."""
    code = process._process.returncode if process._process else None
    return code is not None and code < 0 and code != -signal.SIGKILL
