"""One line of JSON per request on standard error, and counts of all of them in Prometheus' text format."""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from bisect import bisect_left
from collections import Counter
from typing import Final

from .pool import Pool

_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Log:
    """What has been asked of the server. Queries and addresses of clients are not written down."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._requests: Counter[tuple[str, int]] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._buckets = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0
        self._bytes = 0

    def request(self, route: str, method: str, status: int, seconds: float, **more: str | int) -> None:
        """Take note of a request that has been answered, or broken off."""
        self._requests[route, status] += 1
        self._buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds += seconds
        self._bytes += int(more.get("bytes", 0))
        self._outcomes[str(more.get("outcome", "whole"))] += 1
        if not self._quiet:
            at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            line = {"time": at, "method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
            sys.stderr.write(json.dumps({**line, **more}) + "\n")

    def event(self, what: str, **more: str | int) -> None:
        """Take note of something that is no request."""
        if not self._quiet:
            at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            sys.stderr.write(json.dumps({"time": at, "event": what, **more}) + "\n")

    def metrics(self, pool: Pool) -> str:
        """The counts, in the text format of https://prometheus.io/docs/instrumenting/exposition_formats/."""
        lines = ["# TYPE acta_requests_total counter"]
        lines += [
            f'acta_requests_total{{route="{route}",status="{status}"}} {count}'
            for (route, status), count in sorted(self._requests.items())
        ]
        lines += ["# TYPE acta_outcomes_total counter"]
        lines += [f'acta_outcomes_total{{outcome="{name}"}} {count}' for name, count in sorted(self._outcomes.items())]
        lines += ["# TYPE acta_request_seconds histogram", *self._histogram()]
        counters = {"bytes_total": self._bytes, "workers_started_total": pool.counts["started"]}
        counters |= {"release_flips_total": pool.counts["flips"]}
        gauges = {"workers": pool.processes, "running": len(pool.running), "waiting": pool.waiting}
        for kind, values in (("counter", counters), ("gauge", gauges)):
            for name, value in values.items():
                lines += [f"# TYPE acta_{name} {kind}", f"acta_{name} {value}"]
        lines += ["# TYPE acta_release_info gauge", f'acta_release_info{{release="{pool.release}"}} 1']
        return "\n".join(lines) + "\n"

    def _histogram(self) -> list[str]:
        lines, total = [], 0
        for bound, count in zip((*map(str, _BOUNDS), "+Inf"), self._buckets, strict=True):
            total += count
            lines.append(f'acta_request_seconds_bucket{{le="{bound}"}} {total}')
        return [*lines, f"acta_request_seconds_sum {self._seconds:.6f}", f"acta_request_seconds_count {total}"]


class Faults(logging.Handler):
    """What goes wrong in the server itself, as one line of JSON each; an answer broken off on purpose does not."""

    _MEANT: Final = ("ASGI callable returned without completing response.",)

    def __init__(self, log: Log) -> None:
        super().__init__(logging.ERROR)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write one of them."""
        if (message := record.getMessage()) not in self._MEANT:
            error = record.exc_info[1] if record.exc_info else None
            trace = "".join(traceback.format_exception(error)) if error else ""
            self._log.event("fault", message=message.strip(), trace=trace)
