"""What workers do beside SPARQL: questions, search, entities, reconciliation, descriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import msgspec
from pyoxigraph import NamedNode

from ...errors import BadQuestion, UnknownName
from ..ask import ask
from ..catalogue import question
from ..publish import to_csv, to_html, to_json, to_markdown
from ..readable import is_iri
from . import description, reconciling
from .html import entity_page, page
from .negotiation import ANSWERS, TRIPLES, Format, chosen
from .sparql_job import write_triples

if TYPE_CHECKING:
    from ..answer import Answer
    from .answering import Outgoing
    from .wire import Headers, Job
    from .worker import Handler, Worker

PAGED: Final = 100
"""Rows of a page unless ``limit`` says otherwise."""
MOST: Final = 10_000
"""Rows that a page has at most."""
RESERVED: Final = ("format", "evidence", "limit", "offset", "timeout")
"""Parameters that every question has beside its own."""
_JSON: Final = (Format("json", "application/json"),)
_ABOUT = "CONSTRUCT { ?about ?p ?o . ?s ?q ?about } WHERE { { ?about ?p ?o } UNION { ?s ?q ?about } }"
_ELSEWHERE = "CONSTRUCT { ?about ?p ?o } WHERE { GRAPH ?g { ?about ?p ?o } }"


def _question(worker: Worker, job: Job, out: Outgoing) -> None:
    format = chosen(job.accept, job.given.get("format", ""), ANSWERS)
    own = {name: value for name, value in job.given.items() if name not in (*RESERVED, "name")}
    offset, limit = whole(job, "offset", 0, 0, 10**9), whole(job, "limit", PAGED, 1, MOST)
    evidence = job.given.get("evidence", "").casefold() in ("1", "true", "yes")
    asked = question(job.given["name"])
    answer = ask(worker.store, asked, own, names=worker.names)
    part = answer.part(offset, offset + limit)
    headers: Headers = [("actagraph-rows", str(len(answer)))]
    if links := _links(job, offset, limit, len(answer)):
        headers.append(("link", links))
    out.begin(format.content_type, headers)
    out.write(_written(part, format.name, evidence, asked.summary).encode())
    out.end(len(part))


def _written(answer: Answer, format: str, evidence: bool, title: str) -> str:
    if format == "json":
        return to_json(answer, evidence) + "\n"
    if format == "html":
        return page(title, to_html(answer))
    return to_csv(answer) if format == "csv" else to_markdown(answer, evidence)


def _links(job: Job, offset: int, limit: int, rows: int) -> str:
    """The other pages, as RFC 8288 has it."""
    places = {"first": 0}
    if offset:
        places["prev"] = max(offset - limit, 0)
    if offset + limit < rows:
        places |= {"next": offset + limit, "last": (rows - 1) // limit * limit}
    given = {name: value for name, value in job.given.items() if name not in ("name", "offset", "limit")}
    base = f"{job.base}/questions/{job.given['name']}"
    return ", ".join(
        f'<{base}?{urlencode({**given, "limit": limit, "offset": place})}>; rel="{relation}"'
        for relation, place in places.items()
    )


def whole(job: Job, name: str, default: int, least: int, most: int) -> int:
    """A parameter that is a whole number. Raises BadQuestion for others."""
    given = job.given.get(name, "")
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or len(given) > len(str(most)) or not least <= int(given) <= most:
        raise BadQuestion(f"{name} is a whole number from {least} to {most}, not {given[:40]!r}")
    return int(given)


def _find(worker: Worker, job: Job, out: Outgoing) -> None:
    wanted = job.given.get("q", "").strip()
    if not wanted:
        raise BadQuestion("the parameter q is missing: a name or a part of one")
    chosen(job.accept, job.given.get("format", ""), _JSON)
    hits = worker.names.find(wanted[:500], job.given.get("kind") or None, whole(job, "limit", 20, 1, 200))
    out.begin("application/json")
    out.write(msgspec.json.encode({"q": wanted, "hits": hits}) + b"\n")
    out.end(len(hits))


def _entity(worker: Worker, job: Job, out: Outgoing) -> None:
    iri = job.given.get("iri", "")
    if not is_iri(iri):
        raise BadQuestion("the parameter iri is missing or no absolute IRI")
    format = chosen(job.accept, job.given.get("format", ""), (*TRIPLES, Format("html", "text/html")))
    if not worker.names.readable.classes(iri):
        _redirect(worker, job, out, iri)
    elif format.name == "html":
        out.begin(format.content_type)
        out.write(entity_page(iri, worker.names).encode())
        out.end(1)
    else:
        about = {"about": NamedNode(iri)}
        triples = worker.store.construct(_ABOUT, about) or worker.store.construct(_ELSEWHERE, about)
        out.begin(format.content_type)
        write_triples(triples, format.name, worker.settings.rows, out)


def _redirect(worker: Worker, job: Job, out: Outgoing, iri: str) -> None:
    """To what an entity is now. Raises UnknownName if it has never been one."""
    present = worker.names.readable.redirected(iri)
    if not present:
        raise UnknownName("entity", iri)
    kept = {name: value for name, value in job.given.items() if name == "format"}
    out.begin("text/plain; charset=utf-8", [("location", f"/entity?{urlencode({'iri': present[0], **kept})}")], 308)
    out.end()


def _void(worker: Worker, job: Job, out: Outgoing) -> None:
    _described(description.dataset(worker.store, job.base), worker, job, out)


def _description(worker: Worker, job: Job, out: Outgoing) -> None:
    _described(description.service(worker.store, job.base), worker, job, out)


def _described(triples: description.Triples, worker: Worker, job: Job, out: Outgoing) -> None:
    format = chosen(job.accept, job.given.get("format", ""), TRIPLES)
    out.begin(format.content_type)
    write_triples(triples, format.name, worker.settings.rows, out)


def _reconcile(worker: Worker, job: Job, out: Outgoing) -> None:
    found = reconciling.answer(job.given, worker.names, job.base)
    out.begin("application/json")
    out.write(msgspec.json.encode(found) + b"\n")
    out.end(len(found))


JOBS: Final[Mapping[str, Handler]] = {
    "question": _question,
    "find": _find,
    "entity": _entity,
    "void": _void,
    "description": _description,
    "reconcile": _reconcile,
}
