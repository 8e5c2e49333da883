"""The loader of RDF: each subject's triples, as sorted N-Triples, are the lines that state what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import PurePath
from typing import IO, Any, Final

from ...errors import BadSource
from ...ontology.dossier import Reading, SourceInfo
from ..linked.entities import Entity, Said
from ..linked.loading import Loading
from ..linked.rules import Rules, compiled, read_rules
from ..nodes import yaml_node
from ..registry import mapping_beside
from ..tables.drafting import Draft

EXTRACTOR: Final = "rdf/1"
MOST_BYTES: Final = 500_000_000
_FORMATS: Final = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
    ".owl": "RDF_XML",
    ".xml": "RDF_XML",
    ".jsonld": "JSON_LD",
}
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_WIKIDATA: Final = ("http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/")
_UNKNOWN = SourceInfo()


def load(
    path: str, stream: IO[bytes], info: SourceInfo = _UNKNOWN, *, mapping: str | None = None
) -> Iterator[Reading | BadSource]:
    """Read an RDF file: a Reading for every few hundred subjects that the mapping knows.

    ``mapping`` is the path of a mapping; by default that of the file beside it (``orders.map.yml``), else the
    bundled one. All graphs of a file are read as one. No remote context or import is ever fetched. A class or
    property that the mapping does not know is told once, with how often it occurs.
    """
    try:
        rules = _rules(mapping or mapping_beside(path))
        subjects = _subjects(path, stream)
    except BadSource as error:
        yield error if error.path else BadSource(error.reason, path=path, record=error.record, value=error.value)
        return
    loading = Loading(path, info, rules, EXTRACTOR, "iri")
    yield from loading.readings((subjects[id] for id in sorted(subjects)), subjects.get)


def _rules(mapping: str | None) -> Rules:
    if mapping is not None:
        return read_rules(mapping)
    text = files(__package__).joinpath("vocabularies.yml").read_text("utf-8")
    return compiled(Draft("vocabularies.yml", text), yaml_node(text))


def _subjects(path: str, stream: IO[bytes]) -> dict[str, Entity]:
    """Every subject with its triples, blank nodes under names that their triples give them."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadSource(f"is larger than {MOST_BYTES:,} bytes; split it by subject")
    found: dict[str, list[Any]] = {}
    for triple in _triples(path, data):
        found.setdefault(_id(triple.subject), []).append(triple)
    return {id: _entity(id, triples, found) for id, triples in found.items()}


def _triples(path: str, data: bytes) -> Iterable[Any]:
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, parse

    try:
        quads = parse(data, format=_format(path, data), base_iri=f"urn:actagraph:rdf:{_slug(path)}")
        whole = Dataset(Quad(one.subject, one.predicate, one.object) for one in quads)
    except (SyntaxError, ValueError, OSError) as error:
        if "context" in str(error).lower() or "LoadDocument" in str(error):
            raise BadSource(
                f"needs a context from elsewhere, which is never fetched: {error}; write it into the file"
            ) from error
        raise BadSource(f"is no RDF of this format: {error}", record=_line(error)) from error
    if any(str(one.subject).startswith("_:") or str(one.object).startswith("_:") for one in whole):
        whole.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return (one.triple for one in whole)


def _format(path: str, data: bytes) -> Any:
    """The format of the file's suffix, else that which its beginning shows."""
    from pyoxigraph import RdfFormat

    suffix = PurePath(path).suffix.lower()
    beginning = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix not in _FORMATS:
        suffix = (
            ".jsonld"
            if beginning[:1] in (b"{", b"[")
            else ".rdf"
            if beginning[:2] in (b"<?", b"<r", b"<!")
            else ".trig"
        )
    return getattr(RdfFormat, _FORMATS[suffix])


def _slug(path: str) -> str:
    from urllib.parse import quote

    return quote(PurePath(path).name) + "/"


def _line(error: Exception) -> str | None:
    line = getattr(error, "lineno", None)
    return f"line {line}" if line else None


def _id(term: Any) -> str:
    return str(term.value) if not str(term).startswith("_:") else str(term)


def _entity(id: str, triples: list[Any], subjects: dict[str, list[Any]]) -> Entity:
    """A subject; of values in several languages those in English, and those of none, come first."""
    from pyoxigraph import Literal

    stated = sorted(triples, key=str)
    properties: dict[str, list[tuple[bool, Said]]] = {}
    for at, triple in enumerate(stated):
        literal = isinstance(triple.object, Literal)
        value = str(triple.object.value) if literal else _known(_id(triple.object), subjects)
        foreign = literal and bool(triple.object.language) and not triple.object.language.startswith("en")
        refers = not literal and value == _id(triple.object)
        properties.setdefault(triple.predicate.value, []).append((foreign, Said(value, refers, at)))
    ordered = {name: [said for _, said in sorted(every, key=lambda one: one[0])] for name, every in properties.items()}
    classes = tuple(said.value for said in ordered.get(_TYPE, ()))
    return Entity(id, classes, tuple(f"{triple} ." for triple in stated), ordered, id)


def _known(id: str, subjects: dict[str, list[Any]]) -> str:
    """An IRI; one of Wikidata of which the file says nothing is its number, as other sources give it."""
    prefix = next((one for one in _WIKIDATA if id.startswith(one)), "")
    return id.removeprefix(prefix) if prefix and id not in subjects else id
