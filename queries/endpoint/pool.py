"""The workers of a server: who is free, who waits, who is too slow, and which release they answer from."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ...errors import BadGraph
from ...graph.release import Releases
from .process import Gone, Process
from .settings import Settings
from .wire import Job

ASIDE, SLOW = 0.2, 0.5
"""Seconds after which another worker takes a query's place in the row, and after which it yields the processor."""
_LOOK, _AGAIN, _SPARE = 0.5, 1.0, 2


class Busy(Exception):
    """No worker is free, and enough requests wait already; ``client`` tells that it is one client's own doing."""

    def __init__(self, client: bool = False) -> None:
        self.client = client
        super().__init__()


class Running:
    """One request that has a worker."""

    def __init__(self, number: int, job: Job, client: str, process: Process) -> None:
        self.number, self.job, self.client, self.process = number, job, client, process
        self.since = time.monotonic()


class Pool:
    """The workers. ``release`` is the current one's name, from which new requests are answered."""

    def __init__(self, graph: Path, settings: Settings) -> None:
        self._releases, self.settings = Releases(graph), settings
        self.release = ""
        self.running: dict[int, Running] = {}
        self.counts: Counter[str] = Counter()
        self._folder: Path | None = None
        self._idle: deque[Process] = deque()
        self._all: set[Process] = set()
        self._starting = 0
        self._waiting: deque[asyncio.Future[Process]] = deque()
        self._clients: Counter[str] = Counter()
        self._numbers = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Start the workers. Raises BadGraph if they cannot open the release."""
        self._read_pointer()
        try:
            await asyncio.gather(*(self._start() for _ in range(self.settings.workers)))
        except Gone as error:
            await self.close()
            raise BadGraph(f"the current release cannot be served: {error}") from error
        self._background(self._watch())

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        everyone = list(self._all)
        for process in everyone:
            process.kill("the server ends")
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*(process.gone() for process in everyone))

    @property
    def ready(self) -> bool:
        """Whether a worker can take a request now or soon."""
        return bool(self._all) and not self._closed

    @property
    def waiting(self) -> int:
        """How many requests wait for a worker."""
        return len(self._waiting)

    @property
    def processes(self) -> int:
        """How many workers there are."""
        return len(self._all)

    @asynccontextmanager
    async def run(self, job: Job, client: str, seconds: float) -> AsyncIterator[Process]:
        """A worker that has been given the job; it is killed so many seconds from now, or if its answer is left.

        Raises:
            Busy: the queue is full, or the client has enough running.
        """
        if self._clients[client] >= self.settings.per_client:
            raise Busy(client=True)
        self._clients[client] += 1
        try:
            loop = asyncio.get_running_loop()
            until = loop.time() + seconds
            process = self._free() or await self._wait(seconds)
            running = self._begin(job, client, process)
            deadline = loop.call_at(until, process.kill, "timeout")
            aside = loop.call_later(ASIDE, self._aside, running)
            try:
                yield process
            except BaseException:
                process.kill("the client left")
                raise
            finally:
                deadline.cancel()
                aside.cancel()
                del self.running[running.number]
                self._release(process)
        finally:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    def kill(self, number: int) -> bool:
        """Kill a running request by its number; whether there is one."""
        running = self.running.get(number)
        if running is not None:
            running.process.kill("the operator ended it")
        return running is not None

    def _begin(self, job: Job, client: str, process: Process) -> Running:
        self._numbers += 1
        running = self.running[self._numbers] = Running(self._numbers, job, client, process)
        process.give(job)
        return running

    def _free(self) -> Process | None:
        while self._idle:
            process = self._idle.popleft()
            if process.alive:
                return process
            self._drop(process)
        return None

    async def _wait(self, seconds: float) -> Process:
        if len(self._waiting) >= self.settings.queue:
            raise Busy
        future: asyncio.Future[Process] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            raise Busy from None
        except BaseException:
            if future.done() and not future.cancelled() and future.exception() is None:
                self._hand_on(future.result())
            raise
        finally:
            if future in self._waiting:
                self._waiting.remove(future)

    def _release(self, process: Process) -> None:
        """Take back a worker. One that is dead or was too slow is replaced, an outdated one once there are others."""
        process.aside = False
        current = process.release == self.release or self._missing() > 0
        spare = self._missing() >= -_SPARE
        if process.alive and current and spare and not process.polite and not self._closed:
            self._hand_on(process)
            return
        process.kill("its release is not current")
        self._drop(process)
        self._fill()

    def _hand_on(self, process: Process) -> None:
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(process)
                return
        self._idle.append(process)

    def _aside(self, running: Running) -> None:
        """A query takes a while: another worker takes its place in the row, and later it makes way for the others."""
        if running.number in self.running and sum(each.aside for each in self._all) < self.settings.slow:
            running.process.aside = True
            self._fill()
            asyncio.get_running_loop().call_later(SLOW - ASIDE, self._slow, running)

    def _slow(self, running: Running) -> None:
        if running.number in self.running:
            running.process.make_way()

    def _drop(self, process: Process) -> None:
        self._all.discard(process)
        self._background(process.gone())

    def _fill(self) -> None:
        """Start workers until there are as many as there should be beside the slow ones."""
        for _ in range(self._missing() - self._starting):
            self._starting += 1
            self._background(self._replace())

    def _missing(self) -> int:
        """How many workers on the current release there are too few, beside the slow ones."""
        present = sum(each.ready and not each.aside and each.release == self.release for each in self._all)
        return self.settings.workers - present

    async def _replace(self) -> None:
        try:
            await self._start()
        except Gone:
            await asyncio.sleep(_AGAIN)
        finally:
            self._starting -= 1
        if not self._closed:
            self._fill()

    async def _start(self) -> None:
        process = Process(self._folder, self.release, self.settings)
        self._all.add(process)
        try:
            await process.start()
        except BaseException:
            process.kill("it does not start")
            self._drop(process)
            raise
        self.counts["started"] += 1
        if process.release == self.release and not self._closed:
            self._hand_on(process)
        else:
            process.kill("its release is not current")
            self._drop(process)

    async def _watch(self) -> None:
        """Look for a new release, and change to it without keeping any request waiting."""
        while True:
            await asyncio.sleep(_LOOK)
            before = self.release
            try:
                self._read_pointer()
            except BadGraph:
                continue
            if self.release != before:
                self.counts["flips"] += 1
                self._flip()
            self._fill()

    def _flip(self) -> None:
        """Start workers on the new release; those on the old one that are free leave when these have come."""
        self._fill()
        self._background(self._leave())

    async def _leave(self) -> None:
        while self._missing() > 0:
            await asyncio.sleep(_LOOK / 10)
        for process in [each for each in self._idle if each.release != self.release]:
            self._idle.remove(process)
            process.kill("its release is not current")
            self._drop(process)

    def _read_pointer(self) -> None:
        folder = self._releases.current()
        self._folder, self.release = folder, folder.name if folder else ""

    def _background(self, work: object) -> None:
        task: asyncio.Task[None] = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
