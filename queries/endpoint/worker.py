"""A worker: one process that holds one release open, answers one request at a time, and may be killed at any.

Started as ``python -m actagraph.queries.endpoint.worker`` with its socket as a file descriptor, the
store's folder, the release's name and the settings as JSON.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ...errors import ActagraphError
from ...graph.store import Store
from . import sparql_job
from .answering import Broken, Outgoing
from .settings import MEGABYTE, Settings
from .wire import Job, Ready, Unpacker, packed

if TYPE_CHECKING:
    from ..names import Names

_PR_SET_PDEATHSIG, _CLONE_NEWUSER, _CLONE_NEWNET = 1, 0x10000000, 0x40000000
_DEEP = 30_000
_WARM = "SELECT * { ?s ?p ?o }"


class Worker:
    """What the jobs of one worker share: the release's store, its names when first asked for, and the settings."""

    def __init__(self, store: Store, release: str, settings: Settings) -> None:
        self.store, self.release, self.settings = store, release, settings
        self._names: Names | None = None

    @property
    def names(self) -> Names:
        """The names of the release's entities, read once."""
        from ..names import Names

        if self._names is None:
            self._names = Names(self.store)
        return self._names

    def do(self, job: Job, channel: socket.socket) -> None:
        """Answer one job, whatever it is."""
        out = Outgoing(channel, job, self.settings)
        try:
            if job.kind == "sparql":
                sparql_job.answer(self.store, job, self.settings, out)
            else:
                _jobs()[job.kind](self, job, out)
        except (ActagraphError, Broken) as error:
            out.fail(error)
        except (MemoryError, RuntimeError, ValueError, OSError, LookupError, TypeError) as error:
            out.fail(RuntimeError(f"this cannot be answered: {type(error).__name__}"))


Handler = Callable[[Worker, Job, Outgoing], None]


def _jobs() -> Mapping[str, Handler]:
    from .jobs import JOBS

    return JOBS


def serve(channel: socket.socket, worker: Worker) -> None:
    """Answer jobs until the server hangs up."""
    unpacker = Unpacker()
    while data := channel.recv(1 << 20):
        for frame in unpacker.feed(data):
            if isinstance(frame, Job):
                worker.do(frame, channel)


def main(arguments: list[str]) -> None:
    """Be a worker."""
    descriptor, folder, release, settings = arguments
    limits = msgspec.json.decode(settings, type=Settings)
    _confine(limits)
    channel = socket.socket(fileno=int(descriptor))
    store = Store.open(Path(folder)) if folder else Store.memory()
    _warm(store, limits)
    channel.sendall(packed(Ready(release)))
    serve(channel, Worker(store, release, limits))


def _warm(store: Store, settings: Settings) -> None:
    """Read now what the first query would wait for."""
    from ..guard import judge

    next(iter(store.results(judge(_WARM, settings.bounds).text)), None)  # type: ignore[arg-type]


def _confine(settings: Settings) -> None:
    """End with the server, within the memory, deaf to Ctrl-C, and without a network where the system lets that be."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(_DEEP)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (settings.memory * MEGABYTE,) * 2)
    if sys.platform == "linux":
        system = ctypes.CDLL(None, use_errno=True)
        system.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == 1:
            sys.exit(1)
        if not settings.bounds.services:
            system.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ActagraphError as failure:
        sys.exit(f"worker: {failure}")
