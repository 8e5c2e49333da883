"""Dossiers in YAML or JSON, written by hand or by a program, read into typed and completed records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from msgspec.structs import asdict, replace

from ...errors import BadSource
from ...ontology.dossier import BY_HAND, Dossier, Reading, SourceInfo
from .completion import completed, source_text
from .parse import parse
from .references import identified, raw_names, resolved, without_duplicates
from .soundness import sound
from .validate import Problems, typed

_UNKNOWN = SourceInfo()


def load(
    path: str, data: bytes, info: SourceInfo = _UNKNOWN, *, folders: Sequence[Path] = ()
) -> Iterator[Reading | BadSource]:
    """Read one dossier file: its Reading, and a BadSource for each record that cannot be used.

    ``path`` is the file's name (``-`` for standard input), to which ``source.file`` is relative;
    ``info`` goes before what the file says of its source; ``folders`` are further places to look
    for the text. Other records than those at fault are kept; without a text there is no Reading.
    """
    problems = Problems(path)
    try:
        reading = _reading(path, data, info, folders, problems)
    except BadSource as error:
        problems.append(error)
    else:
        yield reading
    yield from problems


def read_dossier(path: str, data: bytes, *, folders: Sequence[Path] = ()) -> Reading:
    """Read one dossier file whole. Raises the first BadSource if anything in it is wrong."""
    found = list(load(path, data, folders=folders))
    for item in found:
        if isinstance(item, BadSource):
            raise item
    return next(item for item in found if isinstance(item, Reading))


def _reading(path: str, data: bytes, info: SourceInfo, folders: Sequence[Path], problems: Problems) -> Reading:
    raw = parse(path, data)
    dossier, places = typed(raw, problems)
    if dossier.source.layout == "table":
        # The words of a table are not checked against its mapping's constants; those of a dossier are.
        problems.add("is for what the loader of tables reads; leave it out", "source", "layout", "table")
        dossier = replace(dossier, source=replace(dossier.source, layout=None))
    dossier = replace(dossier, source=replace(dossier.source, **_given(info)))
    text = source_text(path, dossier.source, folders)
    dossier, places = without_duplicates(dossier, places, problems)
    dossier, places = sound(dossier, places, text, problems)
    rejected = raw_names(raw, places)
    dossier = resolved(identified(dossier), places, rejected, problems)
    return Reading(text=text, dossier=_sourced(completed(dossier, text)), file=PurePath(path).name)


def _given(info: SourceInfo) -> dict[str, str]:
    return {name: value for name, value in asdict(info).items() if value is not None}


def _sourced(dossier: Dossier) -> Dossier:
    return replace(dossier, source=replace(dossier.source, text=None), extractor=dossier.extractor or BY_HAND)
