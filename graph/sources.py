"""The list of a graph's sources, and finding one by what people call it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..errors import Ambiguous, BadGraph, UnknownName
from ..ontology.dossier import from_json
from .revisions import Version
from .snapshots import Snapshots
from .wording import fold

_LEAST_SHA = 6


class SourceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One source of a graph; ``published`` is EDTF, ``sha256`` names its text, ``dossier`` a written one's file.

    ``version`` counts the texts that it had, ``replaced`` is when another took this one's place.
    ``retracted`` is why it was retracted, ``retracted_on`` when. Times are in UTC.
    """

    key: str
    iri: str
    sha256: str
    title: str | None = None
    uri: str | None = None
    file: str | None = None
    publisher: str | None = None
    published: str | None = None
    dossier: str | None = None
    version: int = 1
    replaced: str | None = None
    retracted: str | None = None
    retracted_on: str | None = None

    @property
    def label(self) -> str:
        """What to show for it: its title, or its file, address or key."""
        return self.title or self.file or self.uri or self.key

    @property
    def state(self) -> str:
        """What became of it, in words; nothing for a source in effect."""
        if self.replaced:
            return f"replaced {self.replaced[:10]}"
        return f"retracted {self.retracted_on[:10]}: {self.retracted}" if self.retracted_on else ""


def entry(key: str, snapshots: Snapshots, base: str) -> SourceEntry:
    """The list entry of a stored source; of one whose dossier is damaged, no more than its key."""
    try:
        info = snapshots.dossier(key).source
        older = len(snapshots.versions(key))
        retraction = snapshots.retraction(key)
    except BadGraph:
        return SourceEntry(key=key, iri=f"{base}source/{key}", sha256="")
    notes = snapshots.notes(key)
    return SourceEntry(
        key=key,
        iri=f"{base}source/{key}",
        sha256=info.sha256 or "",
        title=info.title,
        uri=info.uri,
        file=info.file,
        publisher=info.publisher,
        published=info.published,
        dossier=notes.file if notes else None,
        version=older + 1,
        retracted=retraction.reason if retraction else None,
        retracted_on=retraction.when if retraction else None,
    )


def with_history(current: SourceEntry, older: Sequence[Version]) -> Iterator[SourceEntry]:
    """The older versions of a source, oldest first, then the source."""
    for number, version in enumerate(older, 1):
        info = from_json(bytes(version.dossier)).source
        yield msgspec.structs.replace(
            current,
            sha256=version.sha256,
            title=info.title,
            file=info.file,
            publisher=info.publisher,
            published=info.published,
            version=number,
            replaced=version.replaced,
            retracted=None,
            retracted_on=None,
        )
    yield current


def named(name: str, sources: Sequence[SourceEntry]) -> SourceEntry:
    """The source of this IRI, key, URI, file or dossier's name, title, or beginning of its SHA-256.

    Raises UnknownName with the closest labels, or Ambiguous.
    """
    found = [one for one in sources if name in (one.iri, one.key)]
    found = found or [one for one in sources if fold(name) in _names(one)]
    if not found and len(name) >= _LEAST_SHA:
        found = [one for one in sources if one.sha256.startswith(name.lower())]
    if len(found) > 1:
        raise Ambiguous("sources", name, [f"{one.dossier or one.label} ({one.iri})" for one in found])
    if not found:
        raise UnknownName("source", name, _closest(name, sources))
    return found[0]


def _names(source: SourceEntry) -> set[str]:
    names = {source.uri, source.file, source.title, source.dossier}
    if source.file:
        names.add(source.file.rpartition("/")[2])
    return {fold(name) for name in names if name}


def _closest(name: str, sources: Sequence[SourceEntry]) -> list[str]:
    from rapidfuzz import process

    labels = [label for source in sources for label in (source.label, source.key)]
    return [label for label, _, _ in process.extract(name, labels, limit=3, score_cutoff=50)]
