"""The graph in the formats that other programs read.

No format carries the full text of a source: evidence is a short quotation with its offsets,
the text's hash and a link. What a format leaves out, its ``carries`` says.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import IO

import msgspec

from ...errors import BadQuestion, UnknownName
from ..store import Store
from . import drawings, ftm, jsonld, odrl, rdf, tables


class Format(msgspec.Struct, frozen=True):
    """A format of export: how it is named and recognised, and what it carries and leaves out."""

    name: str
    extensions: tuple[str, ...]
    media_type: str
    carries: str
    write: Callable[[Store, IO[bytes]], None]


_EVERYTHING = "facts, claims, passages and sources, each source in its named graph"
_FACTS = "asserted facts; leaves out claims, passages and sources, because it has no named graphs"
_POLICIES = "provisions as ODRL policies with the passages that state them; leaves out all other facts"
_DRAWING = "entities and relations, each relation with its origins, first source and a quotation; leaves out claims"
_ENTITIES = (
    "actors, positions, lawsuits with parties, instruments as documents and events as FollowTheMoney entities; "
    "leaves out what these have no schema for, dates that are not plain, claims and passages"
)

FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("nquads", (".nq",), "application/n-quads", f"{_EVERYTHING}; sorted lines", rdf.nquads),
        Format("trig", (".trig",), "application/trig", _EVERYTHING, rdf.trig),
        Format("turtle", (".ttl",), "text/turtle", _FACTS, rdf.turtle),
        Format("jsonld", (".jsonld",), "application/ld+json", f"{_FACTS} here", jsonld.jsonld),
        Format("odrl", (".odrl.jsonld",), "application/ld+json", _POLICIES, odrl.odrl),
        Format("odrl-turtle", (".odrl.ttl",), "text/turtle", _POLICIES, odrl.odrl_turtle),
        Format("graphml", (".graphml",), "application/graphml+xml", _DRAWING, drawings.graphml),
        Format("gexf", (".gexf",), "application/gexf+xml", _DRAWING, drawings.gexf),
        Format("ftm", (".ftm.json", ".ftm.jsonl", ".ftm"), "application/x-ndjson", _ENTITIES, ftm.ftm),
        Format("csv", (".csv",), "text/csv", f"{_DRAWING} and unrelated entities", tables.edges),
    )
}


def format_of(path: str | Path) -> Format:
    """The format that a file's extension names, the longest that fits. Raises BadQuestion if it names none."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    for extension in ("".join(suffixes[-2:]), "".join(suffixes[-1:])):
        for format in FORMATS.values():
            if extension in format.extensions:
                return format
    raise BadQuestion(f"{path} does not end in an extension of an export format; name one: {', '.join(FORMATS)}")


def export(store: Store, target: str | Path | IO[bytes], format: str | None = None) -> Format:
    """Write the graph to a file or a binary stream and return the format that was used.

    A file is written beside its place and moved there when it is complete.

    Args:
        store: the graph.
        target: a path, or a stream open for writing bytes.
        format: a name of :data:`FORMATS`; for a path, by default what its extension names.

    Raises:
        UnknownName: there is no such format.
        BadQuestion: the extension names no format, a stream came without one, or the file cannot be written.
    """
    if isinstance(target, (str, Path)):
        chosen = _named(format) if format else format_of(target)
        _write(chosen, store, Path(target))
        return chosen
    if format is None:
        raise BadQuestion(f"say which format to write to a stream: {', '.join(FORMATS)}")
    chosen = _named(format)
    chosen.write(store, target)
    return chosen


def _named(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownName("format", name, get_close_matches(name, FORMATS) or list(FORMATS))
    return FORMATS[name]


def _write(format: Format, store: Store, path: Path) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            unfinished = Path(stream.name)
            try:
                format.write(store, stream)
            except BaseException:
                unfinished.unlink()
                raise
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except OSError as error:
        raise BadQuestion(f"{path} cannot be written: {error.strerror}") from error
