"""Runs the ``acta`` commands of README.md and the tutorial and writes what they print beneath them.

usage: python docs/refresh.py [--check]

In a block marked ``console``, each line ``$ acta …`` (or ``$ …; acta …``) is run, with a terminal 100 columns wide, in
a folder that holds the bundled example as ``example/``; the blocks of one page share the folder.
A line of ``…`` stands for output left out. With --check nothing is written; pages whose output is
not what the commands print now are shown as a difference, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import difflib
import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "docs/getting-started.md")
WIDTH = "100"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\$ (?:.*; )?acta ")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def refreshed(page: str) -> str:
    """The page with the output that its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "example").symlink_to(ROOT / "example")
        return BLOCK.sub(lambda block: f"```console\n{_rerun(block[1], folder)}```", page)


def _rerun(block: str, folder: str) -> str:
    parts = re.split(r"^(?=\$ )", block, flags=re.MULTILINE)
    return "".join(_entry(part, folder) for part in parts)


def _entry(entry: str, folder: str) -> str:
    command, _, shown = entry.partition("\n")
    if not COMMAND.match(command):
        return entry
    printed = _printed(command[2:], folder)
    if "Traceback (most recent call last)" in printed:
        sys.exit(f"{command}\n{printed}")
    return f"{command}\n{_abridged(shown, printed)}"


def _abridged(shown: str, printed: str) -> str:
    """What was printed; only as much of its beginning as the page shows above a line of ``…``."""
    lines = shown.splitlines()
    if "…" not in lines:
        return printed
    return "".join(f"{line}\n" for line in [*printed.splitlines()[: lines.index("…")], "…"])


def _printed(command: str, folder: str) -> str:
    reader, writer = pty.openpty()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    surroundings = {"PATH": path, "HOME": folder, "COLUMNS": WIDTH, "LINES": "50", "TERM": "dumb", "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        ["bash", "-c", command], cwd=folder, env=surroundings, stdin=subprocess.DEVNULL, stdout=writer, stderr=writer
    )
    os.close(writer)
    printed = b"".join(iter(lambda: _piece(reader), b""))
    os.close(reader)
    process.wait()
    text = ESCAPE.sub("", printed.decode("utf-8")).replace("\r\n", "\n")
    lines = [line.rstrip() for line in text.rstrip("\n").split("\n")] if text.strip() else []
    return "".join(f"{line}\n" for line in lines)


def _piece(reader: int) -> bytes:
    try:
        return os.read(reader, 65536)
    except OSError:  # the other end of a pseudo-terminal is closed
        return b""


def main() -> int:
    """Write or check every page."""
    parser = argparse.ArgumentParser(description="Refresh the commands' output in the pages.")
    parser.add_argument("--check", action="store_true", help="write nothing; show what differs")
    check = parser.parse_args().check
    stale = 0
    for name in PAGES:
        path = ROOT / name
        page = path.read_text("utf-8")
        new = refreshed(page)
        if check:
            sys.stdout.writelines(
                difflib.unified_diff(page.splitlines(True), new.splitlines(True), name, "now printed")
            )
            stale += page != new
        else:
            path.write_text(new, "utf-8")
    return int(stale > 0)


if __name__ == "__main__":
    sys.exit(main())
