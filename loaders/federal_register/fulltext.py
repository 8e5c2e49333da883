"""Full texts of presidential documents: what they order, under which law, and what they do to other orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

import msgspec

from ...errors import BadSource
from ...ontology.dossier import (
    Actor,
    Dossier,
    Effect,
    Instrument,
    InstrumentKind,
    Passage,
    Reading,
    Relation,
    Section,
    SourceInfo,
)
from ..news.syntax import parse
from .authority import Law, laws
from .citations import Done, effects
from .data_files import table
from .dispositions import DATE, iso
from .documents import THIS
from .markup import Marked, documents, marked
from .outline import Outline, outline
from .provisions import found_in, provision
from .records import STATES, president

_EXTRACTOR: Final = "federal_register/1"
_DESIGNATION = re.compile(
    r"(?P<kind>Executive Order|Proclamation|Presidential Determination|Memorandum|Notice|Order)"
    rf"(?:\s+(?:No\.\s*)?(?P<number>\d[\d-]*))?\s+of\s+(?P<date>{DATE.pattern})"
)
_SPOKEN = re.compile(r"\bI, ([A-Z][A-Z. ]+?), (?:the )?President\b")
_OFFICE = re.compile(r"\b(?:vested in me as President|I, [A-Z. ]+, (?:the )?President)\b")
_SIGNED = re.compile(r"\[Signature: (.+)\]")
_NUMBER = re.compile(r"FR Doc\.\s*(\S+)")
_EFFECTIVE = re.compile(
    r"This (?:order|proclamation) (?:is|becomes|takes|shall (?:be|become|take)) effect(?:ive)?\b"
    rf"[^.;]*?({DATE.pattern})"
)
_KINDS: dict[str, InstrumentKind] = {
    "Executive Order": "executive order",
    "Proclamation": "proclamation",
    "Presidential Determination": "memorandum",
    "Memorandum": "memorandum",
    "Notice": "policy",
    "Order": "policy",
}


class _Head(msgspec.Struct, frozen=True):
    """What a document says that it is."""

    kind: InstrumentKind
    number: str | None
    date: str | None
    label: str
    title: str | None
    spans: tuple[Passage, ...]


def full_texts(path: str, data: bytes, info: SourceInfo) -> Iterator[Reading | BadSource]:
    """One reading for each presidential document of an XML file."""
    count = 0
    try:
        for count, element in enumerate(documents(data), start=1):
            yield from _one(path, element, count, info)
    except ValueError as error:
        yield BadSource(f"is no XML that can be read: {error}", path=path)
        return
    if not count:
        yield BadSource("holds no presidential document (PRESDOCU); only these are read from XML", path=path)


def _one(path: str, element: Any, number: int, info: SourceInfo) -> Iterator[Reading | BadSource]:
    text = marked(element)
    where = f"document {number}"
    head = _head(text)
    if head is None:
        reason = "has no line such as 'Executive Order 13188 of January 12, 2001' that says which document it is"
        yield BadSource(reason, path=path, record=where)
        return
    for tag in dict.fromkeys(text.unknown):
        reason = "is an element that this loader does not know; its text is kept and nothing is read from it"
        yield BadSource(reason, path=path, record=where, field=tag)
    yield Reading(text=text.text, dossier=_dossier(path, text, head, number, info))


def _head(text: Marked) -> _Head | None:
    line = text.first("designation")
    found = _DESIGNATION.search(text.of(line)) if line else None
    if line is None or found is None:
        return None
    title = text.first("title")
    spans = ((line.start, line.end), *(((title.start, title.end),) if title else ()))
    named = " ".join(text.of(title).split()) if title else None
    label = f"{found['kind']} {found['number']}" if found["number"] else named or found[0]
    return _Head(_KINDS[found["kind"]], found["number"], iso(found["date"]), label, named, spans)


def _dossier(path: str, text: Marked, head: _Head, number: int, info: SourceInfo) -> Dossier:
    layout = outline(text)
    signer = _president(text)
    authority = laws(text.text, layout)
    done = [one for one in effects(text.text, layout) if one.number != head.number]
    states = Actor(kind="jurisdiction", name="United States", id=STATES, passages=(head.spans[0],))
    article = parse(text.text)
    this = Instrument(
        kind=head.kind,
        label=head.label,
        id=THIS,
        number=head.number,
        issuer="president" if signer else None,
        jurisdiction=STATES,
        date=head.date,
        effective=_effective(text.text, layout),
        authority=tuple(one.id or one.name for one in authority),
        effects=tuple(Effect(on=f"order-{one.number}", effect=one.effect) for one in done),
        sections=_sections(layout),
        provisions=tuple(provision(one) for one in found_in(text.text, layout, article)),
        passages=tuple(
            sorted(
                {
                    *head.spans,
                    *(signer.passages if signer else ()),
                    *(law.span for law in authority),
                    *(one.span for one in done),
                }
            )
        ),
    )
    relations: tuple[Relation, ...] = ()
    if head.title and head.title != head.label:
        relations = (Relation(subject=THIS, predicate="name", object=head.title, passages=(head.spans[1],)),)
    return Dossier(
        source=_source(path, text, head, number, info),
        actors=(*((signer,) if signer else ()), states),
        instruments=(this, *_named(done, head), *_statutes(authority, head)),
        relations=relations,
        extractor=_EXTRACTOR,
    )


def _president(text: Marked) -> Actor | None:
    """Who signed: by the mark of the signature, and by name where the text has one."""
    places: dict[str, list[Passage]] = {}
    signature = text.first("signature")
    if signature and (mark := _SIGNED.fullmatch(text.of(signature))):
        places.setdefault(mark[1], []).append((signature.start, signature.end))
    for spoken in _SPOKEN.finditer(text.text):
        places.setdefault(spoken[1], []).append(spoken.span(1))
    for mark_, spans in reversed(places.items()):
        if mark_ in table("presidents.tsv"):
            name, identifier = table("presidents.tsv")[mark_]
            found = president(name, None, spans[0])
            office = _OFFICE.search(text.text)
            where = (spans[0], office.span()) if office else (spans[0],)
            held = msgspec.structs.replace(found.offices[0], passages=where)
            named = tuple(sorted(p for one in places.values() for p in one))
            return msgspec.structs.replace(found, offices=(held,) if office else (), passages=named)
    return None


def _effective(text: str, layout: Outline) -> str | None:
    found = _EFFECTIVE.search(text)
    return iso(found[1]) if found and not layout.is_quoted(found.start()) else None


def _sections(layout: Outline) -> tuple[Section, ...]:
    found: dict[str, Section] = {}
    for one in layout.sections:
        found.setdefault(one.number, Section(number=one.number, heading=one.heading, passages=(one.span,)))
    return tuple(found.values())


def _named(done: list[Done], head: _Head) -> Iterator[Instrument]:
    """The other orders that this one does something to."""
    by_number: dict[str, list[Done]] = {}
    for one in done:
        by_number.setdefault(one.number, []).append(one)
    for number, told in by_number.items():
        yield Instrument(
            kind="executive order",
            label=f"Executive Order {number}",
            id=f"order-{number}",
            number=number,
            date=next((one.date for one in told if one.date), None),
            jurisdiction=STATES,
            passages=tuple(sorted({head.spans[0], *(one.span for one in told)})),
        )


def _statutes(authority: list[Law], head: _Head) -> Iterator[Instrument]:
    for law in authority:
        if law.id:
            yield Instrument(
                kind="statute",
                label=law.name,
                id=law.id,
                number=law.number,
                jurisdiction=STATES,
                passages=(head.spans[0], law.span),
            )


def _source(path: str, text: Marked, head: _Head, number: int, info: SourceInfo) -> SourceInfo:
    line = text.first("document")
    found = _NUMBER.search(text.of(line)) if line else None
    digest = sha256(text.text.encode()).hexdigest()
    uri = f"https://www.federalregister.gov/d/{found[1].rstrip(']')}" if found else f"urn:sha256:{digest}"
    named = f"{head.label}: {head.title}" if head.title and head.title != head.label else head.label
    return msgspec.structs.replace(
        info,
        uri=info.uri or uri,
        title=info.title or named,
        publisher=info.publisher or "Federal Register",
        language=info.language or "en",
        published=info.published or head.date,
        file=path,
        note=f"document {number} of the file" if number > 1 else info.note,
        layout="prose",
        sha256=digest,
    )
