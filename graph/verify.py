"""Whether what is on disk is still what was admitted and published: every claim against its snapshot.

Each source's text is hashed and its dossier admitted again by the code that admits at load; each
passage of the current release is compared with the text that it quotes, and the claims with those
that the dossiers make now; each file of each kept release is hashed. :func:`check` tells what is
wrong in what the sources say; this tells what happened to the files since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import msgspec

from ..errors import ActagraphError, BadGraph, BadQuestion
from ..ontology.dossier import Reading, from_json
from .claims import claims
from .evidence import admit
from .evidence_nodes import claim_hash, quotation
from .folder import GraphFolder
from .parts import FILE as PARTS
from .parts import content
from .release import file_hashes, read_manifest
from .snapshots import Admitted
from .store import Rows

_PASSAGES = """
SELECT ?source ?sha ?start ?end ?quote WHERE {
  GRAPH ?source { ?source acta:sha256 ?sha . ?passage a acta:Passage ; acta:start ?start ; acta:end ?end ;
                  acta:exact ?quote }
}"""
_CLAIMS = "SELECT ?source ?claim WHERE { GRAPH ?source { ?claim a acta:Claim } }"
_ANEW = "delete the folder and load anything to publish the graph anew"
_AGAIN = "load it again or forget it"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it was stored: where, what is wrong, and what to do about it."""

    where: str
    problem: str
    advice: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}; {self.advice}"


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What was verified and what is wrong.

    ``pending`` tells that the current release was not made from the sources as they are now, because
    it was rolled back to or because a command was interrupted; the next one that writes goes on from them.
    """

    sources: int
    claims: int
    releases: int
    faults: tuple[Fault, ...]
    pending: bool = False


def verify(folder: GraphFolder) -> Verification:
    """Verify a graph; what is wrong is in the result, whatever is damaged."""
    checking = _Verifier(folder)
    faults = [*checking.ledger(), *checking.sources(), *checking.releases(), *checking.current()]
    return Verification(
        sources=len(checking.whole),
        claims=checking.compared,
        releases=len(folder.releases.kept()),
        faults=tuple(faults),
        pending=checking.pending,
    )


class _Verifier:
    def __init__(self, folder: GraphFolder) -> None:
        self._folder, self._snapshots = folder, folder.snapshots
        self.whole: dict[str, Admitted] = {}
        self.compared = 0

    @cached_property
    def pending(self) -> bool:
        """Whether the current release is of other inputs than there are now."""
        try:
            manifest, inputs = self._folder.manifest(), self._folder.inputs()
            return manifest.inputs != inputs.digest if manifest else bool(inputs.sources)
        except (BadGraph, OSError):
            return True

    def ledger(self) -> Iterator[Fault]:
        """Whether the users' judgements can be read."""
        try:
            self._folder.ledger()
        except BadGraph as error:
            yield _fault("judgements.jsonl", error, "mend or delete the line")

    def sources(self) -> Iterator[Fault]:
        """Whether each source is whole, and each of its claims admissible."""
        for key in self._snapshots.stored():
            try:
                source = self._snapshots.read(key)
                yield from self._history(key)
            except BadGraph as error:
                yield _fault(f"source {key}", error, _AGAIN)
                continue
            self.whole[key] = source
            yield from self._admissible(source)

    def releases(self) -> Iterator[Fault]:
        """Whether each kept release is as it was published."""
        for path in self._folder.releases.kept():
            where = f"releases/{path.name}"
            try:
                manifest = read_manifest(path)
            except BadGraph as error:
                yield _fault(where, error, _ANEW)
                continue
            found = file_hashes(path)
            for name in sorted(found.keys() | manifest.files.keys()) if manifest.files else []:
                if (problem := _compared(manifest.files.get(name), found.get(name))) is not None:
                    yield Fault(where=f"{where}/{name}", problem=problem, advice=_ANEW)
            if path.name != f"{manifest.number}-{manifest.hash[:12]}":
                yield Fault(where=where, problem=f"its manifest is of {manifest.release}", advice=_ANEW)

    def current(self) -> Iterator[Fault]:
        """Whether the current release is of its hash, quotes its sources exactly, and holds just their claims."""
        where = f"releases/{self._folder.releases.current_name()}"
        try:
            store, manifest = self._folder.store(), self._folder.manifest()
            listed = manifest is not None and PARTS in manifest.files
            if manifest is not None and listed and content(store, self._folder.base).hash != manifest.hash:
                yield Fault(where=where, problem="its quads are not those of its hash", advice=_ANEW)
            passages, stated = store.select(_PASSAGES), store.select(_CLAIMS)
        except (BadGraph, BadQuestion) as error:
            yield _fault(where, error, _ANEW)
            return
        yield from self._quotations(where, passages)
        if not self.pending:
            yield from self._claims(where, stated)

    def _history(self, key: str) -> Iterator[Fault]:
        self._snapshots.retraction(key)
        for version in self._snapshots.versions(key):
            text = self._snapshots.text(key, version.sha256)
            dossier = from_json(bytes(version.dossier))
            yield from self._admissible(Admitted(key, text, dossier))

    def _admissible(self, source: Admitted) -> Iterator[Fault]:
        """The facts of a dossier that its text does not bear out, by the check that it passed when it was loaded."""
        _, rejected = admit(Reading(text=source.text, dossier=source.dossier))
        for one in rejected:
            where = " ".join(part for part in (f"source {source.key}:", one.record, one.field) if part)
            yield Fault(where=where, problem=f"{one.value!r} {one.reason}", advice=_AGAIN)

    def _quotations(self, where: str, passages: Rows) -> Iterator[Fault]:
        texts = {source.dossier.source.sha256: source.text for source in self.whole.values()}
        for source, sha, start, end, quote in passages.rows:
            if source is None or sha is None or start is None or end is None or quote is None:
                continue
            text = texts.get(sha.value)
            if text is not None and quotation(text, int(start.value), int(end.value)) != quote.value:
                problem = f"characters {start.value}-{end.value} of {source.value} are not {quote.value[:40]!r}"
                yield Fault(where=where, problem=problem, advice=_ANEW)

    def _claims(self, where: str, stated: Rows) -> Iterator[Fault]:
        held: dict[str, set[str]] = defaultdict(set)
        for graph, claim in stated.rows:
            if graph is not None and claim is not None:
                held[graph.value.rpartition("/")[2]].add(claim.value.rpartition("/")[2])
        for key in sorted({*held, *self._snapshots.in_effect()}):
            source = self.whole.get(key)
            if source is None:
                continue
            made = {claim_hash(claim) for claim in claims(key, source.text, source.dossier)}
            self.compared += len(made)
            if made != held[key]:
                odd = len(made ^ held[key])
                yield Fault(where=where, problem=f"{odd} claims differ from those of source {key}", advice=_ANEW)


def _compared(published: str | None, found: str | None) -> str | None:
    if published is None:
        return "was not published"
    if found is None:
        return "is gone"
    return None if published == found else "was changed on disk"


def _fault(where: str, error: ActagraphError, advice: str) -> Fault:
    """An error as a fault; what it advises itself goes before ``advice``."""
    problem, _, own = str(error).rpartition("; ")
    return Fault(where=where, problem=problem or own, advice=own if problem else advice)
