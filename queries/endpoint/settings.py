"""What an endpoint may spend on a stranger, and whom it trusts."""

from __future__ import annotations

import os
import re

import msgspec

from ...errors import BadQuestion
from ..guard import Bounds

MEGABYTE = 1 << 20
LEAST = 640
"""Megabytes of address space without which a worker cannot start."""
_PREFIX = re.compile(r"https?://[^/@\s]+/\S*")


def _usual_workers() -> int:
    return (os.cpu_count() or 2) + 1


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The limits of an endpoint, each with its default.

    Args:
        timeout: seconds that a request may take, from its arrival to the last byte of its answer.
        rows: rows of a result, triples of a graph.
        megabytes: size of an answer before it is packed.
        memory: megabytes of address space that a worker may have.
        workers: processes that answer; by default one per processor, and one more.
        slow: further processes, started while queries take longer than a fifth of a second.
        queue: requests that may wait for a worker.
        per_client: requests that one client may have running and waiting.
        body: bytes of a request's body.
        patience: seconds within which a request has to be whole.
        bounds: how large a query may be, and which endpoints it may call.
        proxies: how many proxies stand before the server, whose ``X-Forwarded-For`` is believed.
        base: the address that clients know the server by; by default what their requests name.
    """

    timeout: float = 30.0
    rows: int = 1_000_000
    megabytes: int = 512
    memory: int = 2048
    workers: int = msgspec.field(default_factory=_usual_workers)
    slow: int = 4
    queue: int = 64
    per_client: int = 16
    body: int = 200_000
    patience: float = 10.0
    bounds: Bounds = Bounds()
    proxies: int = 0
    base: str = ""

    def __post_init__(self) -> None:
        for name in ("timeout", "rows", "megabytes", "memory", "workers", "queue", "per_client", "body", "patience"):
            if getattr(self, name) <= 0:
                raise BadQuestion(f"{name} must be more than nothing, not {getattr(self, name)}")
        if self.memory < LEAST:
            raise BadQuestion(
                f"memory is at least {LEAST} megabytes, not {self.memory}: a worker needs most of that idle"
            )
        for prefix in self.bounds.services:
            if not _PREFIX.fullmatch(prefix):
                raise BadQuestion(
                    f"a service prefix ends its host with a slash, as https://example.org/, not {prefix!r}"
                )
