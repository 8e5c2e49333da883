"""The list of a graph's sources, and finding one by what people call it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..errors import Ambiguous, UnknownName
from .snapshots import Admitted
from .wording import fold

_LEAST_SHA = 6


class SourceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One source of a graph; ``published`` is EDTF, ``sha256`` names its text, ``dossier`` a written one's file."""

    key: str
    iri: str
    sha256: str
    title: str | None = None
    uri: str | None = None
    file: str | None = None
    publisher: str | None = None
    published: str | None = None
    dossier: str | None = None

    @property
    def label(self) -> str:
        """What to show for it: its title, or its file, address or key."""
        return self.title or self.file or self.uri or self.key


def entry(source: Admitted, base: str, dossier: str | None = None) -> SourceEntry:
    """The list entry of a stored source, with the dossier file that somebody wrote."""
    info = source.dossier.source
    return SourceEntry(
        key=source.key,
        iri=f"{base}source/{source.key}",
        sha256=info.sha256 or "",
        title=info.title,
        uri=info.uri,
        file=info.file,
        publisher=info.publisher,
        published=info.published,
        dossier=dossier,
    )


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
