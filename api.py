"""The Python API: a knowledge graph that is loaded, asked, searched, drawn and exported."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any, Self

from .analysis import Analysis, period_of
from .errors import BadGraph, BadQuestion
from .upkeep import Upkeep

if TYPE_CHECKING:
    import networkx

    from .errors import BadSource
    from .graph.check import Finding
    from .graph.exports import Format
    from .graph.folder import GraphFolder, JudgeReport, LoadReport
    from .graph.identity.ledger import Verdict
    from .graph.store import Place, Store
    from .ontology.dossier import Reading, SourceInfo
    from .queries.answer import Answer, Node
    from .queries.catalogue import Question
    from .queries.entity import Entity
    from .queries.judged import Judged, Judgements
    from .queries.names import Hit, Names
    from .view import View

    Progress = Callable[[Reading | BadSource], None]


class KnowledgeGraph(Upkeep, Analysis):
    """A graph in a folder or at an endpoint. Open one with :func:`open`, the bundled one with :func:`example`.

    It reads the release that was current when it was first asked, and after a :meth:`load` or
    :meth:`forget` of its own the new one. It is a context manager; names may be written as
    :meth:`find` takes them, and wherever an entity is meant its IRI serves too.
    """

    def __init__(self, path: str | Path, *, questions: str | Path | None = None, store: Place | None = None) -> None:
        self.url = str(path) if str(path).startswith(("http://", "https://")) else None
        self.path = Path(path)
        self._questions, self._place = questions, store
        self._folder: GraphFolder | None = None
        self._reading: tuple[Store, Names] | None = None
        self._closed = False

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self.url or self.path}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the release that is being read. A closed graph raises BadGraph when it is used."""
        self._folder = self._reading = None
        self._closed = True

    @property
    def folder(self) -> GraphFolder:
        """The folder that holds sources and releases. Raises BadGraph if there is none."""
        from .graph.folder import GraphFolder

        if self._closed:
            raise BadGraph(f"the graph {self.path} has been closed; open it again")
        if self.url:
            raise BadQuestion(f"the graph at {self.url} can only be read; load your sources into a folder")
        if self._folder is None:
            self._folder = GraphFolder.open(self.path)
        return self._folder

    @property
    def store(self) -> Store:
        """The quads of the release that is being read."""
        return self._read()[0]

    def load(
        self,
        *paths: str | Path,
        kind: str | None = None,
        info: SourceInfo | Mapping[str, str] | None = None,
        progress: Progress | None = None,
        least_confidence: float = 0.0,
        mapping: str | Path | None = None,
    ) -> LoadReport:
        """Load files, folders or patterns such as ``articles/*.html``; what is there already stays as it is.

        Args:
            paths: what to read; ``-`` is standard input.
            kind: the loader's name; by default each file's suffix and content decide.
            info: what is known of the sources: ``publisher``, ``published``, ``uri``, ``title`` …
            progress: called with each reading, or with what could not be read.
            least_confidence: from 0 to 1; what extraction is less sure of is kept as a claim and is no fact.
            mapping: the file that says what the columns or properties of a table or an RDF file mean.

        Returns:
            How many sources were read, loaded or unchanged, and what was rejected and why.

        Raises:
            BadGraph: another process is writing to the graph.
            BadQuestion: ``info`` has a field that no source has.
        """
        from .graph.folder import GraphFolder

        if self._closed or self.url or self.path.exists():
            folder = self.folder
        else:
            folder = self._folder = GraphFolder.create(self.path)
        readings = _readings(paths, progress, kind=kind, info=_source_info(info), mapping=mapping)
        report = folder.load(_held_back(readings, least_confidence))
        self._read_anew()
        return report

    def merge(self, one: str | Node | Hit, other: str | Node | Hit, **judged: Any) -> JudgeReport:
        """Judge that two entities are the same, from the next release on; it can be undone by its number.

        Args:
            one, other: names, IRIs, entities, or record keys ``<source>#<record>``.
            judged: ``reason``, who it is ``by``, and ``force`` to judge against what contradicts it.

        Raises:
            UnknownName, Ambiguous: no entity, or several, go by one of the names.
            Contradicted: another judgement, or what cannot be, holds the two apart.
            BadQuestion: the two are one already, or of two kinds.
        """
        return self._judge("same", self._record(one), self._record(other), **judged)

    def split(self, one: str | Node | Hit, other: str | Node | Hit, **judged: Any) -> JudgeReport:
        """Judge that two records are not the same. Arguments are those of :meth:`merge`.

        What counts as one entity is named by the names that its sources call it, or by record keys.
        """
        left, right = self._record(one), self._record(other)
        if left == right and left in self._judgements().records.values():
            left, right = (self._judgements().record(left, _name(each)) for each in (one, other))
        return self._judge("different", left, right, **judged)

    def undo(self, number: int) -> JudgeReport:
        """Take back a user's judgement by its number; the graph is again what it was without it."""
        report = self.folder.undo(number)
        self._read_anew()
        return report

    def judgements(
        self, verdict: str | None = None, *, by: str | None = None, about: str | Node | Hit | None = None
    ) -> list[Judged]:
        """Users' judgements and then the rules', with scores, reasons, and both records with passages.

        Args:
            verdict: ``same``, ``different`` or ``unsure``.
            by: a user's name, ``people`` or ``rules``.
            about: an entity of the current release.
        """
        iri = None if about is None else self._read()[1].resolve(_name(about))
        return list(self._judgements().find(verdict, by, iri))

    def unsure(self, kind: str | None = None) -> list[Judged]:
        """The pairs that rules leave open and no user has judged, the likeliest first; perhaps of one kind."""
        return self._judgements().open(kind)

    def _judgements(self) -> Judgements:
        from .queries.judged import Judgements

        return Judgements(self.folder)

    def _record(self, thing: str | Node | Hit) -> str:
        """A record key as it is, or the IRI of the entity of a name."""
        name = _name(thing)
        return name if name in self.folder.records() else self._read()[1].resolve(name)

    def _judge(
        self, verdict: Verdict, left: str, right: str, reason: str = "", by: str | None = None, force: bool = False
    ) -> JudgeReport:
        from .graph.judging import judgement

        if left == right:
            raise BadQuestion(f"{left} is one entity; name two, or two of its records")
        report = self.folder.judge(judgement(verdict, left, right, reason, by), force=force)
        self._read_anew()
        return report

    def questions(self) -> Mapping[str, Question]:
        """The questions that can be asked, by name."""
        from .queries.catalogue import questions

        return questions(self._questions)

    def ask(self, question: str, **parameters: object) -> Answer:
        """The answer to a question of the catalogue.

        Args:
            question: its name, such as ``orders-by-official``.
            parameters: its parameters as people write them: names, ``2026-01``, ``since May 2025``.

        Raises:
            UnknownName: no such question, parameter or name; ``closest`` are the nearest.
            Ambiguous: a name means several things; ``candidates`` tells them apart.
            BadQuestion: a parameter is missing or of the wrong type.
        """
        from .queries.ask import ask

        store, names = self._read()
        return ask(store, question, parameters, names=names, known=self.questions())

    def sparql(self, query: str) -> Answer:
        """The answer to a query in SPARQL. Raises BadQuestion if it is malformed or leaves the graph."""
        from .queries.ask import sparql

        store, names = self._read()
        return sparql(store, query, names.readable)

    def find(self, text: str, kind: str | None = None, limit: int = 20) -> list[Hit]:
        """Entities whose names resemble ``text``, best first; ``kind`` is a word such as ``person`` or ``lawsuit``."""
        return self._read()[1].find(text, kind, limit)

    def entity(self, name: str | Node | Hit) -> Entity:
        """The entity of this name or IRI, or one that an answer or a search gave. Raises UnknownName or Ambiguous."""
        from .queries.entity import Entity

        names = self._read()[1]
        return Entity(names.resolve(_name(name)), names)

    def timeline(self, name: str | Node | Hit, period: object = None) -> Answer:
        """What is dated about an entity, in order of time, perhaps within a period such as ``2026-01``."""
        return self.entity(name).timeline(period)

    def network(self, *about: str | Node | Hit, hops: int = 1, **options: Any) -> networkx.MultiDiGraph:
        """The graph, or what lies ``hops`` around some entities, as a networkx graph with readable labels.

        Args:
            about: names, IRIs or entities; the whole graph if there are none.
            hops: how many edges to follow from them.
            options: ``kinds`` and ``period`` to keep, ``most`` nodes; see :func:`actagraph.graph.network.network`.
        """
        from .graph.network import network

        store, names = self._read()
        options["period"] = period_of(options.get("period"))
        return network(store, [names.resolve(_name(each)) for each in about], hops, **options)

    def export(
        self, target: str | Path | IO[bytes], format: str | None = None, *, about: Iterable[str] = (), **drawn: Any
    ) -> Format:
        """Write the graph to a file, in the format that its extension names, or to a binary stream.

        Of formats that draw, ``about``, ``hops``, ``kinds`` and ``most`` choose the part, as of :meth:`network`.
        """
        from .graph.exports import export

        store, names = self._read()
        return export(store, target, format, about=[names.resolve(_name(each)) for each in about], **drawn)

    def as_of(self, held: object = None, *, known: object = None) -> View:
        """The graph as it held on a day, as it was known by a day, or both; a view that can be asked as the graph can.

        Args:
            held: a day such as ``2026-01-31``, or a period, which means its last day. What its dates rule out
                for that day is left out: what came later, tenures that were over, provisions without force.
                What has no date stays; the question ``undated`` lists it.
            known: a day. Only what sources published by then say is left, and what follows from it; a source
                without a day of publication was known when it was retrieved, or else loaded.

        Raises:
            BadQuestion: a day cannot be read, or the graph is served elsewhere.
        """
        from .view import View

        return View(self, held, known)

    def check(self) -> list[Finding]:
        """Everything that is wrong with the graph or that an analyst may want to look up, errors first."""
        from .graph.check import check

        found = check(self.store)
        return found if self.url else sorted([*found, *self._contradictions()], key=lambda one: one.severity)

    def _contradictions(self) -> Iterator[Finding]:
        from .graph.check import CONTRADICTED, Finding
        from .queries.judged import contradictions

        for label, message, iri in contradictions(self.folder):
            yield Finding(check=CONTRADICTED, severity="warning", label=label, message=message, entity=iri)

    def _endpoint(self, url: str) -> Store:
        from .graph.remote import Endpoint

        return Endpoint(url)

    def _read_anew(self) -> None:
        self._reading = None

    def _read(self) -> tuple[Store, Names]:
        from .queries.names import Names

        if self._reading is None:
            store = self._endpoint(self.url) if self.url and not self._closed else self.folder.store(self._place)
            self._reading = store, Names(store)
        return self._reading


def open(
    path: str | Path, *, create: bool = True, questions: str | Path | None = None, store: Place | None = None
) -> KnowledgeGraph:
    """Open the graph in a folder, or behind a SPARQL endpoint.

    Args:
        path: the folder, which the first load makes if there is none, or an ``http(s)://`` address.
        create: whether it is fine that there is none.
        questions: a folder of your own ``.rq`` files, asked beside the bundled questions.
        store: where a release is read, ``memory`` or ``disk``. By default small ones are read into memory, where
            a question takes a tenth of the time, and large ones stay on disk, which opens them at once.

    Raises:
        BadGraph: there is no graph at ``path`` and ``create`` is false, or it is damaged.
        BadQuestion: ``store`` is neither.
    """
    if store not in (None, "memory", "disk"):
        raise BadQuestion(f'a store is read in memory or on disk, not {store!r}; give store="memory" or "disk"')
    graph = KnowledgeGraph(path, questions=questions, store=store)
    if graph.url is None and (not create or graph.path.exists()):
        _ = graph.folder
    return graph


def example() -> KnowledgeGraph:
    """The bundled example, two short reports on one order and a dossier, loaded into a temporary folder.

    The folder is deleted when the graph is no longer used.
    """
    from importlib.resources import as_file, files

    folder = TemporaryDirectory(prefix="actagraph-example-")
    graph = KnowledgeGraph(Path(folder.name) / "example.kg")
    weakref.finalize(graph, folder.cleanup)
    with as_file(files(__package__).joinpath("example")) as bundled:
        graph.load(bundled)
    return graph


def _name(thing: str | Node | Hit) -> str:
    return thing if isinstance(thing, str) else thing.iri


def _readings(paths: tuple[str | Path, ...], progress: Progress | None, **how: Any) -> Iterator[Reading | BadSource]:
    from .loaders.reading import read

    for path in paths:
        for reading in read(path, **how):
            if progress is not None:
                progress(reading)
            yield reading


def _held_back(readings: Iterable[Reading | BadSource], least: float) -> Iterator[Reading | BadSource]:
    """The readings, with what is less sure than ``least`` held back."""
    from .errors import BadSource
    from .loaders.threshold import held_back

    for reading in readings:
        yield reading if isinstance(reading, BadSource) or not least else held_back(reading, least)


def _source_info(info: SourceInfo | Mapping[str, str] | None) -> SourceInfo | None:
    import msgspec

    from .ontology.dossier import SourceInfo

    if not isinstance(info, Mapping):
        return info
    try:
        return msgspec.convert(dict(info), SourceInfo)
    except msgspec.ValidationError as error:
        raise BadQuestion(f"what is known of the source cannot be used: {error}") from error
