"""The reading of files, folders, patterns and standard input, each by its loader."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import msgspec

from ..errors import BadSource, UnknownName
from ..ontology.dossier import Reading, SourceInfo
from .registry import Loader, loaders, recognise, suffixes

STANDARD_INPUT = "-"


def read(path: str | Path, *, kind: str | None = None, info: SourceInfo | None = None) -> Iterator[Reading | BadSource]:
    """What a file states, or the files of a folder or pattern, or standard input (``-``).

    Of a folder, the files whose suffix a loader knows are read, in order of their names, hidden
    ones and the folders of graphs left out. What cannot be read comes as one BadSource each; the rest is still read.

    Args:
        path: a file, a folder, a pattern such as ``articles/*.html``, or ``-``.
        kind: the loader's name; by default the file's suffix and first words decide.
        info: what is known of the source; it goes before what the file says.

    Raises:
        UnknownName: there is no loader of that kind.
    """
    if kind is not None and kind not in loaders():
        raise UnknownName("loader", kind, get_close_matches(kind, loaders()) or sorted(loaders()))
    return _read(str(path), kind, info or SourceInfo())


def files(path: str | Path) -> list[str]:
    """The files that ``read`` would read. Raises BadSource if there are none."""
    if str(path) == STANDARD_INPUT:
        return [STANDARD_INPUT]
    try:
        return _files(Path(path))
    except (OSError, ValueError) as error:
        raise _unreadable(str(path), error) from error


def _read(path: str, kind: str | None, info: SourceInfo) -> Iterator[Reading | BadSource]:
    try:
        found = files(path)
    except BadSource as refused:
        yield refused
        return
    for one in found:
        try:
            loader, data = _opened(one, kind)
        except BadSource as refused:
            yield refused
        else:
            yield from loader.function()(one, data, info)


def _files(path: Path) -> list[str]:
    if path.is_dir():
        if _is_graph(path):
            raise BadSource("the folder is a graph; name the files to load into it", path=str(path))
        inside = [str(one) for one in sorted(_inside(path))]
        if not inside:
            known = ", ".join(sorted(suffixes()))
            raise BadSource(f"the folder holds no file of a known kind ({known})", path=str(path))
        return inside
    if path.exists():
        return [str(path)]
    if not glob.has_magic(str(path)):
        raise BadSource(f"there is no such file; {_perhaps(path)}", path=str(path))
    matches = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
    if not matches:
        raise BadSource("no file matches this pattern", path=str(path))
    return [match for match in matches if not Path(match).is_dir()]


def _inside(folder: Path) -> Iterator[Path]:
    """The files of known kinds in a folder and the folders below it, unless one is a graph."""
    for place, below, names in os.walk(folder):
        if _is_graph(Path(place)):
            below.clear()
            continue
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            if not name.startswith(".") and file.suffix.lower() in suffixes():
                yield file


class _Graph(msgspec.Struct):
    """What the ``graph.json`` of a graph's folder says, as far as it tells it from other files of that name."""

    base: str


def _is_graph(folder: Path) -> bool:
    """Whether a graph lives here: its texts and dossiers are loaded already."""
    try:
        msgspec.json.decode((folder / "graph.json").read_bytes(), type=_Graph)
    except (OSError, msgspec.DecodeError):
        return False
    return True


def _perhaps(path: Path) -> str:
    beside = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    close = get_close_matches(path.name, beside, n=1)
    return f"did you mean {path.with_name(close[0])}?" if close else "check the path"


def _opened(path: str, kind: str | None) -> tuple[Loader, bytes]:
    most = max(loader.max_bytes for loader in loaders().values())
    try:
        data = _bytes(path, most + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not data.strip():
        raise BadSource("the file is empty", path=path)
    loader = loaders()[kind] if kind else recognise(path, data)
    if len(data) > loader.max_bytes:
        raise BadSource(f"the file is larger than {loader.max_bytes:,} bytes; split it", path=path)
    return loader, data


def _bytes(path: str, most: int) -> bytes:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(most)
    with Path(path).open("rb") as stream:
        return stream.read(most)


def _unreadable(path: str, error: OSError | ValueError) -> BadSource:
    if isinstance(error, PermissionError):
        return BadSource("the file may not be read; change its permissions", path=path)
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return BadSource(f"the file cannot be read: {reason}", path=path)
