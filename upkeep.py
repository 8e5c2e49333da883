"""Looking after a graph in Python: corrections, releases, what changed, what still stands, publishing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .errors import BadQuestion

if TYPE_CHECKING:
    from .graph.folder import ForgetReport, GraphFolder, RetractReport, SourceEntry
    from .graph.http import Credentials
    from .graph.publication import Published
    from .graph.release import ReleaseEntry
    from .graph.verify import Verification
    from .queries.difference import Difference


class Upkeep:
    """What a knowledge graph in a folder offers to who looks after it."""

    @property
    def folder(self) -> GraphFolder:
        """The folder that holds sources and releases."""
        raise NotImplementedError

    def _read_anew(self) -> None:
        """Let go of the release that is being read, because another is current now."""
        raise NotImplementedError

    def forget(self, source: str) -> ForgetReport:
        """Remove a source, named by its IRI, URI, file name or title, and every fact that nothing else supports.

        Raises:
            UnknownName, Ambiguous: no source, or several, go by this name.
        """
        report = self.folder.forget(source)
        self._read_anew()
        return report

    def retract(self, source: str, reason: str) -> RetractReport:
        """Take a source out of the graph, with every fact that only it supports, and keep it listed with the reason.

        Raises:
            UnknownName, Ambiguous: no source, or several, go by this name.
        """
        report = self.folder.retract(source, reason)
        self._read_anew()
        return report

    def restore(self, source: str) -> RetractReport:
        """Undo a retraction. Raises as :meth:`retract` does, and BadQuestion if the source is not retracted."""
        report = self.folder.restore(source)
        self._read_anew()
        return report

    def sources(self, *, all: bool = False) -> list[SourceEntry]:
        """The sources that have been loaded, with ``all`` also the older versions of each, which come first."""
        return self.folder.history() if all else self.folder.sources()

    def releases(self) -> list[ReleaseEntry]:
        """The releases that are kept, oldest first."""
        return self.folder.list_releases()

    def rollback(self, number: int) -> None:
        """Make an older kept release the current one, until the next command that writes.

        Sources stay as they are: that next command goes on from all of them. Raises UnknownName if
        no release of this number is kept.
        """
        self.folder.rollback(number)
        self._read_anew()

    def diff(self, old: int | None = None, new: int | None = None) -> Difference:
        """What changed from one kept release to another, in facts.

        Args:
            old: a release's number; by default that before the new one.
            new: a release's number; by default the current one.

        Raises:
            UnknownName: no release of this number is kept.
            BadQuestion: there is no older release to compare with.
        """
        from .queries.difference import Difference

        old, new = self.folder.releases.between(old, new)
        title = f"what changed from release {old} to release {new}"
        return Difference(self.folder.release(old), self.folder.release(new), title=title)

    def publish(
        self,
        url: str,
        *,
        update: str | None = None,
        store: str | None = None,
        credentials: Credentials | None = None,
        dry_run: bool = False,
        overwrite: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> Published:
        """Send the current release to a SPARQL 1.1 server, whose old one is replaced at the end.

        Args:
            url: the server, or where it takes queries or updates, such as ``http://127.0.0.1:7878``.
            update: where it takes updates, if it is none of the known places.
            store: where it takes graphs by the Graph Store Protocol, for a server that takes no updates.
            credentials: who asks; by default what ``ACTA_TOKEN``, or ``ACTA_USER`` and ``ACTA_PASSWORD``, hold.
            dry_run: only find out what would be sent.
            overwrite: replace a default graph that holds data of others.
            progress: called with the number of triples sent so far, and of all.

        Raises:
            BadGraph: the server does not answer or refuses, or holds data of others; it keeps what it had.
            BadQuestion: nothing has been loaded yet.
        """
        import os

        from .graph.http import Credentials
        from .graph.publication import publish
        from .graph.server import Server

        if (manifest := self.folder.manifest()) is None:
            raise BadQuestion(f"{self.folder.path} has no release yet; load sources first")
        with self.folder.publishing():
            server = Server.find(url, credentials or Credentials.of(os.environ), update=update, store=store)
            quads, base = self.folder.store(), self.folder.base
            sent = {"dry_run": dry_run, "overwrite": overwrite}
            return publish(quads, manifest.release, base, server, progress=progress, **sent)

    def verify(self) -> Verification:
        """Whether every source, claim and release is as it was stored; ``faults`` tells what is not, and what to do."""
        from .graph.verify import verify

        return verify(self.folder)
