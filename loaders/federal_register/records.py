"""What a document's record says, taken field by field."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from ...ontology.dossier import Actor, OfficeHeld, Passage
from ..entries import Entry, Fields, Problems, Said
from .data_files import rows, table
from .dispositions import Cited, Remark, read_note

STATES: Final = "united-states"
_LEFT: Final = (
    "abstract",
    "action",
    "agency_names",
    "body_html_url",
    "cfr_references",
    "comment_url",
    "comments_close_on",
    "correction_of",
    "corrections",
    "dates",
    "docket_id",
    "docket_ids",
    "dockets",
    "end_page",
    "excerpts",
    "explanation",
    "full_text_xml_url",
    "images",
    "images_metadata",
    "mods_url",
    "not_received_for_publication",
    "page_length",
    "page_views",
    "pdf_url",
    "presidential_document_number",
    "public_inspection_pdf_url",
    "raw_text_url",
    "regulation_id_number_info",
    "regulation_id_numbers",
    "regulations_dot_gov_info",
    "regulations_dot_gov_url",
    "significant",
    "start_page",
    "toc_doc",
    "toc_subject",
    "topics",
    "volume",
)


class Sort(msgspec.Struct, frozen=True):
    """What a document is: the kind of instrument (None for an announcement), its form, the words before its number."""

    kind: str | None
    form: str | None
    called: str | None


class Document(msgspec.Struct):
    """What was taken of a document's record, to be made into a dossier."""

    sort: Sort
    title: Said
    number: Said | None
    type: Said | None
    signed: Said | None
    published: Said | None
    effective: Said | None
    document: Said
    citation: Said | None
    address: Said | None
    president: Actor | None
    agencies: list[Actor]
    notes: list[Cited | Remark]

    @property
    def label(self) -> str:
        """The name under which the document is found: with its number, if it has one, else its title."""
        return f"{self.sort.called} {self.number.value}" if self.sort.called and self.number else self.title.value

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The fields that say what the document is, who issues it, and what it does to others."""
        stated = (self.number, self.type, self.title, self.signed, self.published, self.effective)
        issuers = (self.president,) if self.president else self.agencies if self.sort.kind in ("rule", None) else ()
        done = [one.span for one in self.notes if isinstance(one, Cited) and not self.suffers(one)]
        spans = {said.span for said in stated if said} | {one.passages[0] for one in issuers}
        if done:
            spans.add((min(done)[0], max(end for _, end in done)))
        return tuple(sorted(spans or {self.document.span}))

    def suffers(self, one: Cited) -> bool:
        """Whether a note tells what another did: "by" says so; of two that concern each other, the younger does."""
        if one.toward == "later":
            return bool(one.kind != "-" and one.date and self.signed and one.date > self.signed.value)
        return one.toward == "by"


def document(entry: Entry, problems: Problems) -> Document | None:
    """What a document's record says; None if (reported) it does not say which document it is."""
    fields = Fields(entry.node, _name(entry), problems)
    number, title = fields.text("document_number"), fields.text("title")
    if number is None or title is None:
        if isinstance(entry.node.value, dict):
            fields.wrong("document_number" if number is None else "title", "is needed; ask the API for this field")
        return None
    found = _taken(fields, number, title, entry.text)
    if found is not None:
        fields.leave(*_LEFT, "html_url")
        fields.audit()
    return found


def _name(entry: Entry) -> str:
    members = entry.node.value if isinstance(entry.node.value, dict) else {}
    number = members.get("document_number")
    shown = number.value if number and isinstance(number.value, str) else None
    return f"document {shown}" if shown else f"record {entry.place or '/'}"


def _taken(fields: Fields, number: Said, title: Said, text: str) -> Document | None:
    kind, subkind = fields.text("type"), fields.text("subtype") or fields.text("presidential_document_type")
    fields.leave("presidential_document_type")
    order, proclamation = fields.text("executive_order_number"), fields.text("proclamation_number")
    sort = _sort(fields, kind, subkind, order, proclamation)
    return (
        None
        if sort is None
        else Document(
            sort=sort,
            title=title,
            number=order or proclamation,
            type=subkind or kind,
            signed=_day(fields, "signing_date"),
            published=_day(fields, "publication_date"),
            effective=_day(fields, "effective_on"),
            document=number,
            citation=fields.text("citation"),
            address=fields.text("json_url") or fields.text("html_url"),
            president=_president(fields),
            agencies=_agencies(fields),
            notes=_notes(fields, text),
        )
    )


def _sort(
    fields: Fields, kind: Said | None, subkind: Said | None, order: Said | None, proclamation: Said | None
) -> Sort | None:
    """What the document is, by its type and subtype, or else by the number that it has."""
    if kind is None and subkind is None and (order or proclamation):
        return _sorted("Presidential Document", "Executive Order" if order else "Proclamation")
    if kind is None:
        fields.wrong("type", "is needed; ask the API for the fields type and subtype")
        return None
    word = table("codes.tsv").get(kind.value, (kind.value,))[0]
    finer = table("codes.tsv").get(subkind.value, (subkind.value,))[0] if subkind else "-"
    if (found := _sorted(word, finer)) is not None:
        return found
    known = _sorted(word, "-")
    fields.wrong("subtype" if known else "type", "is a word that this loader does not know", finer if known else word)
    return known


def _sorted(kind: str, subkind: str) -> Sort | None:
    for first, second, *cells in rows("kinds.tsv"):
        if (first, second) == (kind, subkind):
            return Sort(*(None if cell == "-" else cell for cell in cells))
    return None


def _day(fields: Fields, field: str) -> Said | None:
    """A field that holds a day; (reported) anything else is left out."""
    said = fields.text(field)
    if said is not None:
        try:
            date.fromisoformat(said.value)
        except ValueError:
            fields.wrong(field, "must be a day such as 2026-01-31", said.value)
            return None
    return said


def _president(fields: Fields) -> Actor | None:
    inner = fields.inner("president")
    if inner is None:
        return None
    name, identifier = inner.text("name"), inner.text("identifier")
    inner.audit()
    return president(name.value, identifier.value if identifier else None, name.span) if name else None


def president(name: str, identifier: str | None, span: Passage) -> Actor:
    """A president, who holds the office where the Register names him as one who signs."""
    return Actor(
        kind="person",
        name=name,
        id="president",
        identifiers={"federal-register": identifier} if identifier else {},
        offices=(OfficeHeld(title="President", of=STATES, passages=(span,)),),
        passages=(span,),
    )


def _agencies(fields: Fields) -> list[Actor]:
    """The agencies that the record lists; one of no known name is given as the document wrote it."""
    found: dict[str, Actor] = {}
    parents: dict[str, str] = {}
    for number, inner in enumerate(fields.each("agencies")):
        name = inner.text("name") or inner.text("raw_name")
        key, parent = inner.text("id"), inner.text("parent_id")
        inner.leave("raw_name", "url", "json_url", "slug", "name")
        inner.audit()
        if name is None:
            continue
        local = f"agency-{key.value if key else number}"
        identifiers = {"federal-register-agency": key.value} if key else {}
        found[local] = Actor(kind="agency", name=name.value, id=local, identifiers=identifiers, passages=(name.span,))
        if parent:
            parents[local] = f"agency-{parent.value}"
    known = {local: parent for local, parent in parents.items() if parent in found}
    return [msgspec.structs.replace(one, part_of=known.get(local)) for local, one in found.items()]


def _notes(fields: Fields, text: str) -> list[Cited | Remark]:
    """The disposition notes; the API gives them under two names, mostly alike."""
    found: list[Cited | Remark] = []
    seen: set[str] = set()
    for field in ("disposition_notes", "executive_order_notes"):
        said = fields.text(field)
        if said is None or said.value in seen:
            continue
        seen.add(said.value)
        for part in read_note(text, said.span[0] + 1, said.span[1] - 1):
            if isinstance(part, Cited | Remark):
                found.append(part)
            else:
                fields.wrong(field, part.reason, part.text)
    return found
