"""Real SPARQL servers for tests: each on loopback, at a free port, in a folder of its own, stopped at the end."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from actagraph.graph.http import Credentials

KINDS = ("oxigraph", "virtuoso")
DBA = Credentials(user="dba", password="dba")
"""The user that a new Virtuoso has; Oxigraph asks for none."""

VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxQueryMem = 500M
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Oxigraph's own server; its address, under which ``/query``, ``/update`` and ``/store`` are."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph") or "oxigraph"
    url = f"http://127.0.0.1:{(port := free_port())}"
    command: list[str | Path] = [program, "serve", "--location", folder / "store", "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder, f"{url}/query?query=ASK%7B%7D"):
        yield url


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso; its address, under which ``/sparql`` and, with a password, ``/sparql-auth`` are."""
    http = free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO_INI.format(folder=folder, sql=free_port(), http=http))
    command: list[str | Path] = ["virtuoso-t", "+foreground", "+configfile", ini]
    with _running(command, folder, f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{http}"


@contextmanager
def serving(kind: str, folder: Path) -> Iterator[str]:
    """One of the two; skips the test, with the reason, where Virtuoso is not installed."""
    if kind == "virtuoso" and shutil.which("virtuoso-t") is None:
        pytest.skip("needs Virtuoso (on Debian: apt-get install virtuoso-opensource)")
    with {"oxigraph": oxigraph, "virtuoso": virtuoso}[kind](folder) as url:
        yield url


@contextmanager
def _running(command: Sequence[str | Path], folder: Path, url: str) -> Iterator[None]:
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        _wait(process, url, folder / "output")
        yield
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, output: Path, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{output.parent} ended: {output.read_text('utf-8', 'replace')[-2000:]}")
        try:
            with urlopen(url, timeout=5) as answer:
                answer.read()
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}: {output.read_text('utf-8', 'replace')[-2000:]}")
