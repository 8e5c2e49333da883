"""The endpoint as a process of its own: on loopback, at a free port, stopped at the end."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

TOKEN = "a token of the operator's"
PROGRAM = "import sys; from actagraph.cli import main; sys.argv[0] = 'acta'; main()"


class Reply(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found

    @property
    def kind(self) -> str:
        """The kind of problem."""
        return str(self.json["type"]).rpartition(":")[2]


class Server:
    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process, self.url = process, url
        self.host, self.port = urlsplit(url).hostname or "", urlsplit(url).port or 0

    def send(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Reply:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=40)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str = "", **given: str) -> Reply:
        asked = f"{path}?{urlencode(given)}" if given else path
        return self.send("GET", asked, **({"accept": accept} if accept else {}))

    def query(self, query: str, accept: str = "", **given: str) -> Reply:
        return self.get("/sparql", accept, query=query, **given)

    def workers(self) -> set[int]:
        """The process ids of the workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return set(map(int, children.split()))


@contextmanager
def served(graph: Path, folder: Path, limits: str = "{}") -> Iterator[Server]:
    """``acta serve`` on a graph, with limits in YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "limits.yml").write_text(limits)
    (folder / "token").write_text(TOKEN)
    command = [sys.executable, "-c", PROGRAM, "serve", str(graph), "--port", "0"]
    command += ["--config", str(folder / "limits.yml"), "--token-file", str(folder / "token")]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert " at http://" in said, (folder / "log").read_text()
        server = Server(process, said.split(" at ")[1].strip().rstrip("/"))
        _await_ready(server, folder / "log")
        yield server
    finally:
        process.terminate()
        process.communicate(timeout=40)


def _await_ready(server: Server, log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.process.poll() is None:
        try:
            if server.get("/ready").status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(log.read_text())
