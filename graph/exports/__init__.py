"""The graph in the formats that other programs read.

No format carries the full text of a source: evidence is a short quotation with its offsets,
the text's hash and a link. What a format leaves out, its ``carries`` says.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any

import msgspec

from ...errors import BadQuestion, UnknownName
from ..network import network
from ..store import Store
from . import drawings, elements, ftm, jsonld, nanopub, odrl, page, rdf, tables, timelines, void


class Format(msgspec.Struct, frozen=True):
    """A format of export: how it is named and recognised, and what it carries and leaves out.

    ``write`` is given the graph's store, or the network drawn from it if the format ``draws``; ``most``
    is how many nodes such a drawing has unless somebody asks for more.
    """

    name: str
    extensions: tuple[str, ...]
    media_type: str
    carries: str
    write: Callable[[Any, IO[bytes]], None]
    draws: bool = False
    most: int | None = None


_EVERYTHING = "facts, claims, passages and sources, each source in its named graph"
_FACTS = "asserted facts; leaves out claims, passages and sources, because it has no named graphs"
_POLICIES = "provisions as ODRL policies with the passages that state them; leaves out all other facts"
_CLAIMS = "asserted claims as nanopublications with passages and sources; leaves out all other facts and claims"
_RELEASE = "what the release holds, by class and property, and its sources; leaves out facts and claims"
_DRAWING = "entities and relations, each relation with its origins, first source and a quotation; leaves out claims"
_DATES = "events, orders and lawsuits that have a date; leaves out all else"
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
        Format("nanopub", (".nanopub.trig",), "application/trig", _CLAIMS, nanopub.nanopub),
        Format("void", (".void.ttl",), "text/turtle", _RELEASE, void.void),
        Format("graphml", (".graphml",), "application/graphml+xml", _DRAWING, drawings.graphml, draws=True),
        Format("gexf", (".gexf",), "application/gexf+xml", f"{_DRAWING}; with time", drawings.gexf, draws=True),
        Format("cytoscape", (".cyjs",), "application/json", _DRAWING, elements.cytoscape, draws=True),
        Format("dot", (".dot", ".gv"), "text/vnd.graphviz", _DRAWING, elements.dot, draws=True),
        Format("ftm", (".ftm.json", ".ftm.jsonl", ".ftm"), "application/x-ndjson", _ENTITIES, ftm.ftm),
        Format("csv", (".csv",), "text/csv", f"{_DRAWING} and unrelated entities", tables.edges, draws=True),
        Format("parquet", (".parquet",), "application/vnd.apache.parquet", _DRAWING, tables.parquet, draws=True),
        Format("html", (".html",), "text/html", f"{_DRAWING}; at most 2,000 entities", page.page, True, 2000),
        Format("icalendar", (".ics",), "text/calendar", _DATES, timelines.icalendar),
        Format("timelinejs", (".timeline.json",), "application/json", _DATES, timelines.timelinejs),
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


def export(
    store: Store,
    target: str | Path | IO[bytes],
    format: str | None = None,
    *,
    about: Iterable[str] = (),
    **drawn: Any,
) -> Format:
    """Write the graph to a file or a binary stream and return the format that was used.

    A file is written beside its place and moved there when it is complete.

    Args:
        store: the graph.
        target: a path, or a stream open for writing bytes.
        format: a name of :data:`FORMATS`; for a path, by default what its extension names.
        about, drawn: for a format that draws, what of the graph: as :func:`~actagraph.graph.network.network` takes it.

    Raises:
        UnknownName: there is no such format.
        BadQuestion: the extension names no format, a stream came without one, the format always has the
            whole graph, or the file cannot be written.
    """
    if format is None and not isinstance(target, (str, Path)):
        raise BadQuestion(f"say which format to write to a stream: {', '.join(FORMATS)}")
    chosen = _named(format) if format else format_of(target)  # type: ignore[arg-type]  # a stream has a format
    content = _content(chosen, store, list(about), drawn)
    if isinstance(target, (str, Path)):
        _write(chosen, content, Path(target))
    else:
        chosen.write(content, target)
    return chosen


def _content(format: Format, store: Store, about: list[str], drawn: dict[str, Any]) -> Any:
    """What a format writes: the store, or a drawing of it."""
    given = {name: value for name, value in drawn.items() if value not in (None, ())}
    if not format.draws:
        if about or given:
            drawing = ", ".join(name for name, one in FORMATS.items() if one.draws)
            raise BadQuestion(f"{format.name} always has the whole graph; a part of it can be drawn as {drawing}")
        return store
    return network(store, about, **{"most": format.most, **given})


def _named(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownName("format", name, get_close_matches(name, FORMATS) or list(FORMATS))
    return FORMATS[name]


def _write(format: Format, content: Any, path: Path) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            unfinished = Path(stream.name)
            try:
                format.write(content, stream)
            except BaseException:
                unfinished.unlink()
                raise
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except OSError as error:
        raise BadQuestion(f"{path} cannot be written: {error.strerror}") from error
