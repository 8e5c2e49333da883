"""Workers: killed, replaced, ended with their clients, and changed to a new release without a lost request."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import actagraph
import pytest

from .endpoints import PROGRAM, TOKEN, Server, served

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
EXAMPLE = Path(actagraph.__file__).parent / "example"


DOSSIER = EXAMPLE / "immigration-lawsuit.yaml"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workers") / "a.kg"
    actagraph.open(folder).load(DOSSIER)
    return folder


@pytest.fixture
def graph(loaded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(loaded, tmp_path / "a.kg"))


@pytest.fixture
def server(graph: Path, tmp_path: Path) -> Iterator[Server]:
    with served(graph, tmp_path / "server", "{timeout: 20, workers: 2, slow: 2, queue: 2, per_client: 8}") as one:
        yield one


def begin(server: Server, query: str) -> socket.socket:
    connection = socket.create_connection((server.host, server.port), timeout=30)
    connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return connection


def console(server: Server) -> dict[str, object]:
    return server.send("GET", "/console", authorization=f"Bearer {TOKEN}").json


def running(server: Server) -> list[dict[str, object]]:
    found = console(server)["running"]
    assert isinstance(found, list)
    return found


def until(what: str, seconds: float, holds: object) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, what
        time.sleep(0.05)


def test_a_client_that_goes_away_ends_its_query(server: Server) -> None:
    connection = begin(server, ENDLESS)
    until("it runs", 5, lambda: len(running(server)) == 1)
    pid = running(server)[0]["process"]
    connection.close()
    until("it has ended", 2, lambda: not running(server) and not Path(f"/proc/{pid}").exists())
    until("another came", 5, lambda: len(server.workers()) == 2)


def test_the_operator_ends_a_query(server: Server) -> None:
    with begin(server, ENDLESS) as connection:
        until("it runs", 5, lambda: len(running(server)) == 1)
        path = f"/console/{running(server)[0]['number']}"
        assert server.send("DELETE", path).status == 401
        assert server.send("DELETE", path, authorization=f"Bearer {TOKEN}").status == 204
        assert connection.recv(65536).startswith(b"HTTP/1.1 503")
    assert server.send("DELETE", path, authorization=f"Bearer {TOKEN}").status == 404


def test_killed_workers_are_replaced_and_none_is_left_over(server: Server) -> None:
    for _ in range(3):
        for pid in server.workers():
            os.kill(pid, signal.SIGKILL)
        until("it answers again", 5, lambda: server.query("ASK {}").status == 200)
    until("there are as many as before", 5, lambda: len(server.workers()) == 2)


def test_a_full_queue_says_so_and_when_to_come_again(server: Server) -> None:
    crowd = [begin(server, ENDLESS) for _ in range(6)]
    until("slow queries have their own workers", 8, lambda: console(server)["waiting"] == 2)
    answer = server.query("ASK {}")
    assert answer.status == 503
    assert (answer.kind, answer.headers["retry-after"]) == ("busy", "2")
    crowd += [begin(server, ENDLESS) for _ in range(2)]
    for connection in crowd:
        connection.close()
    until("it answers again", 8, lambda: server.query("ASK {}").status == 200)


def test_a_new_release_is_served_without_a_lost_request(server: Server, graph: Path) -> None:
    stop = threading.Event()
    seen: list[tuple[int, str, int]] = []

    def ask() -> None:
        while not stop.is_set():
            answer = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv")
            seen.append((answer.status, answer.headers["actagraph-release"], int(answer.body.split()[1])))

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for each in asking:
        each.start()
    names = [Path(graph / "current").read_text().split()[0]]
    for source in sorted(set(EXAMPLE.iterdir()) - {DOSSIER}):
        actagraph.open(graph).load(source)
        names.append(Path(graph / "current").read_text().split()[0])
        until("the new release is served", 8, lambda: seen[-1][1] == names[-1])
    stop.set()
    for each in asking:
        each.join()
    assert {status for status, _, _ in seen} == {200}
    assert len({(release, count) for _, release, count in seen}) == len({release for _, release, _ in seen})
    until("old workers have left", 5, lambda: len(server.workers()) == 2)


def test_a_stopped_server_finishes_what_runs_and_leaves_nothing(server: Server) -> None:
    workers = server.workers()
    with begin(server, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d) }") as connection:
        until("it runs", 5, lambda: bool(running(server)))
        server.process.terminate()
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
    server.process.wait(timeout=30)
    until("no worker is left", 3, lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def test_workers_end_with_a_killed_server(server: Server) -> None:
    workers = server.workers()
    server.process.kill()
    until("no worker is left", 3, lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in workers))


@pytest.mark.parametrize(
    ("limits", "said"),
    [("{memory: 100}", "at least 640"), ("{memry: 1}", "memry"), ("{timeout: 0}", "timeout"), ("{", "limits.yml")],
)
def test_limits_that_cannot_be_are_refused_in_one_line(graph: Path, tmp_path: Path, limits: str, said: str) -> None:
    (tmp_path / "limits.yml").write_text(limits)
    command = [sys.executable, "-c", PROGRAM, "serve", str(graph), "--port", "0", "-c", str(tmp_path / "limits.yml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_damaged_release_is_not_served(graph: Path) -> None:
    next(graph.glob("releases/*/store/CURRENT")).unlink()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "serve", str(graph), "--port", "0"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
