"""Writing a release's store: anew from N-Quads, or by changing a copy of another release's.

The copy shares the other's table files by hard links where the file system has them: RocksDB writes
such a file once and never again. So it costs little time and room, however large the graph.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Thread

from pyoxigraph import NamedNode, RdfFormat, parse
from pyoxigraph import Store as Oxigraph

from ..errors import BadGraph

UNHASHED = ("LOCK", "LOG")
"""Files of a store that opening it may write."""


def build(path: Path, parts: Iterable[bytes]) -> None:
    """Write a new store into an empty folder from parts of N-Quads, which are made while the store takes them in."""
    reading, writing = os.pipe()
    loading = _Loading(path, reading)
    loading.start()
    try:
        with os.fdopen(writing, "wb", buffering=1 << 20) as stream:
            stream.writelines(parts)
    except BrokenPipeError:
        pass  # the store gave up, and says why
    finally:
        loading.join()
    if loading.error is not None:
        raise loading.error


def change(
    path: Path, other: Path, hashes: Mapping[str, str], gone: Iterable[str], removed: bytes, added: Iterable[bytes]
) -> dict[str, str]:
    """Write a store that is another one but for some quads.

    Args:
        path: where to.
        other: the folder of the other store, which stays as it is.
        hashes: the SHA-256 of its files by name.
        gone: IRIs of named graphs that leave it.
        removed: N-Quads that leave it.
        added: N-Quads that come to it.

    Returns:
        The SHA-256 of the files that the two have in common.

    Raises:
        BadGraph: the other store is not what its hashes say, or cannot be read.
    """
    try:
        Oxigraph.read_only(str(other)).backup(str(path))
        common = _compared(path, hashes)
        store = Oxigraph(str(path))
        for graph in gone:
            store.remove_graph(NamedNode(graph))
        emptied = set()
        for quad in parse(removed, format=RdfFormat.N_QUADS):
            store.remove(quad)
            emptied.add(quad.graph_name)
        store.extend(quad for lines in added for quad in parse(lines, format=RdfFormat.N_QUADS))
        for name in emptied:
            if isinstance(name, NamedNode) and next(store.quads_for_pattern(None, None, None, name), None) is None:
                store.remove_graph(name)  # Oxigraph lists graphs without quads
        store.flush()
    except (OSError, RuntimeError, ValueError) as error:
        raise BadGraph(f"the store at {other} cannot be used: {error}") from error
    return common


def hashes_but(unhashed: str, release: Path, known: Mapping[str, str]) -> dict[str, str]:
    """The SHA-256 of each file of a release but one, by its path within the release; some may be known."""
    files = (path for path in release.rglob("*") if path.is_file())
    kept = sorted(path for path in files if path.name != unhashed and not path.name.startswith(UNHASHED))
    names = ((path.relative_to(release).as_posix(), path) for path in kept)
    return {name: known.get(name) or _hash(path) for name, path in names}


def remove(path: Path) -> None:
    """Remove a store that is not wanted, and what its folder may hold."""
    shutil.rmtree(path, ignore_errors=True)


class _Loading(Thread):
    """The store's side of :func:`build`: a thread, because Oxigraph loads without Python's lock."""

    def __init__(self, path: Path, reading: int) -> None:
        super().__init__(daemon=True)
        self.error: Exception | None = None
        self._path, self._reading = path, reading

    def run(self) -> None:
        try:
            with os.fdopen(self._reading, "rb") as stream:
                store = Oxigraph(str(self._path))
                store.bulk_load(stream, format=RdfFormat.N_QUADS)
            store.optimize()
            store.flush()
        except Exception as error:  # noqa: BLE001  # raised again by the thread that waits
            self.error = error


def _compared(path: Path, hashes: Mapping[str, str]) -> dict[str, str]:
    """The hashes of a copied store's table files. Raises BadGraph if one is not the other store's."""
    found = {file.name: _hash(file) for file in path.glob("*.sst")}
    if changed := [name for name, one in found.items() if hashes.get(name) != one]:
        raise BadGraph(f"{min(changed)} was changed on disk")
    return found


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
