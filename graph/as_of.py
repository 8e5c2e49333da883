"""A graph as of a day, on two axes: what held on it, and what was known by it.

Views are made when they are first asked for and kept in the graph's folder, under ``cache/``, by what
the current release was made from, the sources known and the day. The cache may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from ..ontology import terms
from ..ontology.dossier import SourceInfo
from .assemble import assemble
from .builder import CACHE
from .editions import editions, known_by, stated
from .folder import GraphFolder
from .held import held as held_on
from .snapshots import Admitted
from .store import Store

KEPT = 8
"""Views that are kept in a graph's folder."""

_BUILDING = ".building"
_SOURCES = """
SELECT ?source ?published ?retrieved WHERE {
  GRAPH ?source {
    ?source a acta:Source .
    OPTIONAL { ?source acta:published ?published }
    OPTIONAL { ?source acta:retrieved ?retrieved }
  }
} ORDER BY ?source"""


def as_of(folder: GraphFolder, held: date | None, known: date | None) -> Store:
    """The graph as it held on a day and was known by a day; None is no limit.

    What was known is assembled from the sources known by then, so it has no claim, fact or conclusion
    that needs a later one. What held leaves out what its dates rule out (:mod:`.held`).
    """
    views = Views(folder)
    if known is not None:
        store, name = views.known(known)
    else:
        store, name = folder.store(), views.release
    return store if held is None else views.store(f"{name}-{held}", lambda: held_on(store, held, folder.base))


class Views:
    """The views of a graph's current release."""

    def __init__(self, folder: GraphFolder) -> None:
        self._folder, self._snapshots = folder, folder.snapshots
        manifest = folder.manifest()
        self.release = manifest.inputs[:16] if manifest else "none"

    def known(self, day: date) -> tuple[Store, str]:
        """The graph of what the sources said by a day, and its name."""
        days, revised = dict(self._stated()), self._snapshots.revised()
        texts = {key: self._text(key, days[key], day, key in revised) for key in days}
        if not any(texts.values()) and None not in texts.values():
            return self._folder.store(), self.release
        listed = (f"{key} {text}" for key, text in texts.items() if text is not None)
        name = hashlib.sha256("\n".join([self.release, *listed]).encode()).hexdigest()[:16]
        return self.store(name, lambda: self._assembled(texts)), name

    def store(self, name: str, make: Callable[[], bytes]) -> Store:
        """A view by its name, made if it is not there; in memory where the folder cannot be written."""
        path = self._folder.path / CACHE / name
        if not path.is_dir():
            nquads = make()
            try:
                self._build(path, nquads)
            except OSError:
                return Store.memory(nquads)
        return Store.open(path)

    def _stated(self) -> Iterator[tuple[str, date | None]]:
        """The key of each source of the release, and the day that it states."""
        for source, published, retrieved in self._folder.store().select(_SOURCES).rows:
            info = SourceInfo(published=published and published.value, retrieved=retrieved and retrieved.value)
            if source is not None:
                yield source.value.removeprefix(f"{self._folder.base}source/"), stated(info)

    def _text(self, key: str, when: date | None, day: date, revised: bool) -> str | None:
        """What was known of a source: nothing for its text of now, the hash of an older one, None if none was."""
        if not revised:
            return "" if (when or self._snapshots.loaded(key)) <= day else None
        edition = known_by(day, key, self._snapshots)
        if edition is None:
            return None
        sha256 = edition.dossier.source.sha256 or ""
        return "" if sha256 == self._snapshots.dossier(key).source.sha256 else sha256

    def _read(self, key: str, text: str) -> Admitted:
        older = (one for one in editions(key, self._snapshots) if one.dossier.source.sha256 == text)
        return next(older).read(self._snapshots) if text else self._snapshots.read(key)

    def _assembled(self, texts: Mapping[str, str | None]) -> bytes:
        """The graph of some sources, with redirects from the names that all sources together give its things."""
        sources = [self._read(key, text) for key, text in texts.items() if text is not None]
        made = assemble(sources, self._folder.ledger(), self._folder.base)
        names, taken = self._folder.releases.records(), set(made.records.values())
        graph = f"{self._folder.base}graph/assembly"
        lines = {
            f"<{names[record]}> <{terms.redirectsTo}> <{own}> <{graph}> .\n"
            for record, own in made.records.items()
            if names.get(record, own) not in taken
        }
        return made.nquads + "".join(sorted(lines)).encode()

    def _build(self, path: Path, nquads: bytes) -> None:
        path.parent.mkdir(exist_ok=True)
        building = Path(mkdtemp(prefix=_BUILDING, dir=path.parent))
        try:
            Store.build(building / "store", nquads)
            (building / "store").replace(path)
        except OSError:
            if not path.is_dir():  # another process may have been quicker
                raise
        finally:
            shutil.rmtree(building, ignore_errors=True)
        self._prune(path.parent)

    @staticmethod
    def _prune(cache: Path) -> None:
        made = sorted(
            (one for one in cache.iterdir() if not one.name.startswith(".")), key=lambda one: one.stat().st_mtime
        )
        for old in made[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
