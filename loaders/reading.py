"""The reading of files, folders, patterns and standard input, each by its loader."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from difflib import get_close_matches
from io import BufferedReader
from pathlib import Path

import msgspec

from ..errors import BadSource
from ..ontology.dossier import Reading, SourceInfo
from .packed import ARCHIVE, STANDARD_INPUT, Stream, opened, suffix_within
from .registry import MAPPING_SUFFIXES, Loader, loaders, named, recognise, suffixes


def read(
    path: str | Path, *, kind: str | None = None, info: SourceInfo | None = None, **options: object
) -> Iterator[Reading | BadSource]:
    """What a file states, or the files of a folder or pattern, or standard input (``-``).

    Of a folder, the files whose suffix a loader knows are read, in order of their names, hidden
    ones and the folders of graphs left out; what gzip packed is unpacked, and of a ZIP archive each file
    is read as of a folder. What cannot be read comes as one BadSource each; the rest is still read.

    Args:
        path: a file, a folder, a pattern such as ``articles/*.html``, or ``-``.
        kind: the loader's name; by default the file's suffix and content decide.
        info: what is known of the source; it goes before what the file says.
        options: what only some loaders take, such as ``mapping``; None is as good as not given.

    Raises:
        UnknownName: there is no loader of that kind.
    """
    if kind is not None:
        named(kind)
    given = {name: value for name, value in options.items() if value is not None}
    return _read(str(path), kind, info or SourceInfo(), given)


def files(path: str | Path) -> list[str]:
    """The files that ``read`` would read. Raises BadSource if there are none."""
    if str(path) == STANDARD_INPUT:
        return [STANDARD_INPUT]
    try:
        return _files(Path(path))
    except (OSError, ValueError) as error:
        raise _unreadable(str(path), error) from error


def _read(
    path: str, kind: str | None, info: SourceInfo, options: Mapping[str, object]
) -> Iterator[Reading | BadSource]:
    try:
        found = files(path)
    except BadSource as refused:
        yield refused
        return
    for one in found:
        yield from _file(one, kind, info, options)


def _file(
    path: str, kind: str | None, info: SourceInfo, options: Mapping[str, object]
) -> Iterator[Reading | BadSource]:
    """What a file states, or each file of an archive."""
    try:
        with ExitStack() as held:
            for name, stream in opened(path, held, suffixes()):
                yield from _stream(name, stream, kind, info, options)
    except BadSource as refused:
        yield refused
    except (OSError, EOFError, ValueError) as error:
        yield _unreadable(path, error)


def _stream(
    path: str, stream: Stream, kind: str | None, info: SourceInfo, options: Mapping[str, object]
) -> Iterator[Reading | BadSource]:
    if not stream.head.strip():
        yield BadSource("the file is empty", path=path)
        return
    try:
        loader = loaders()[kind] if kind else recognise(path, stream.head, options)
        _suits(path, loader, options)
        given = BufferedReader(stream, 1 << 20) if loader.streams else _whole(path, stream, loader)
    except BadSource as refused:
        yield refused
        return
    yield from loader.function()(path, given, info, **options)


def _suits(path: str, loader: Loader, options: Mapping[str, object]) -> None:
    foreign = sorted(set(options) - set(loader.options))
    if foreign:
        raise BadSource(f"is read as {loader.name}, which takes no {foreign[0]}", path=path)


def _whole(path: str, stream: Stream, loader: Loader) -> bytes:
    data = BufferedReader(stream, 1 << 20).read(loader.max_bytes + 1)
    if len(data) > loader.max_bytes:
        raise BadSource(f"the file is larger than {loader.max_bytes:,} bytes; split it", path=path)
    return data


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
            known = suffix_within(name) in suffixes() | {ARCHIVE}
            if known and not name.startswith(".") and not name.endswith(MAPPING_SUFFIXES):
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


def _unreadable(path: str, error: OSError | EOFError | ValueError) -> BadSource:
    if isinstance(error, PermissionError):
        return BadSource("the file may not be read; change its permissions", path=path)
    reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    return BadSource(f"the file cannot be read: {reason}", path=path)
