"""A graph as of a day, on two axes: what held on it, and what was known by it.

Views are made when they are first asked for and kept in the graph's folder, under ``cache/``, by what
the current release was made from, the sources known and the day. The cache may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from ..ontology import terms
from ..ontology.dates import bounds
from .assemble import assemble
from .folder import GraphFolder
from .held import held as held_on
from .identity.ledger import read_ledger
from .release import Releases
from .snapshots import Snapshots
from .store import Store

KEPT = 8
"""Views that are kept in a graph's folder."""

_BUILDING = ".building"
_SOURCES = """
SELECT ?source ?published ?retrieved WHERE {
  GRAPH ?source {
    ?source a acta:Source .
    OPTIONAL { ?source acta:latest ?published }
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
        self._folder, self._snapshots = folder, Snapshots(folder.path / "sources")
        manifest = folder.manifest()
        self.release = manifest.inputs[:16] if manifest else "none"

    def known(self, day: date) -> tuple[Store, str]:
        """The graph of the sources known by a day, and its name."""
        since = dict(self._known_since(self._folder.store()))
        early = sorted(key for key, known in since.items() if known <= day)
        if len(early) == len(since):
            return self._folder.store(), self.release
        name = hashlib.sha256("\n".join([self.release, *early]).encode()).hexdigest()[:16]
        return self.store(name, lambda: self._assembled(early)), name

    def store(self, name: str, make: Callable[[], bytes]) -> Store:
        """A view by its name, made if it is not there; in memory where the folder cannot be written."""
        path = self._folder.path / "cache" / name
        if not path.is_dir():
            nquads = make()
            try:
                self._build(path, nquads)
            except OSError:
                return Store.memory(nquads)
        return Store.open(path)

    def _known_since(self, store: Store) -> Iterator[tuple[str, date]]:
        """Each source with the day by which it was certainly published; or else retrieved; or else loaded."""
        for source, published, retrieved in store.select(_SOURCES).rows:
            if source is None:
                continue
            key = source.value.removeprefix(f"{self._folder.base}source/")
            if published is not None:
                yield key, date.fromisoformat(published.value)
            elif retrieved is not None:
                yield key, bounds(retrieved.value[:10] if "T" in retrieved.value else retrieved.value)[1]
            else:
                yield key, self._snapshots.loaded(key)

    def _assembled(self, keys: Sequence[str]) -> bytes:
        """The graph of some sources, with redirects from the names that all sources together give its things."""
        ledger = self._folder.path / "judgements.jsonl"
        judged = read_ledger(ledger.read_bytes() if ledger.exists() else b"")
        made = assemble([self._snapshots.read(key) for key in keys], judged, self._folder.base)
        names, taken = Releases(self._folder.path).records(), set(made.records.values())
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
