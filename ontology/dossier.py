"""Dossiers: what one source states, as typed records with the passages that state it.

Every loader yields dossiers and the assembler takes nothing else. Records are frozen;
unknown fields are refused, so that a misspelt field is an error and not a silent loss.

A *passage* is ``(start, end)``: 0-based, end exclusive, in Unicode code points of the
source's text as stored. The passages of an actor are its mentions (names, titles and
pronouns alike); those of any other record are what states it.

A *reference* is the ``id`` of a record of the same dossier, or a plain name.
Dates are EDTF (https://www.loc.gov/standards/datetime/): ``2026-02-26``, ``2025-05``,
``2025~``, ``2025-11-03/2025-11-09``; None where the source does not say.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import msgspec

Offset = Annotated[int, msgspec.Meta(ge=0)]
Passage = tuple[Offset, Offset]
Ref = Annotated[str, msgspec.Meta(min_length=1)]
Confidence = Annotated[float, msgspec.Meta(ge=0, le=1)]

Status = Literal["asserted", "alleged", "denied", "planned", "hypothetical", "unverified"]
ActorKind = Literal["person", "agency", "court", "jurisdiction", "party", "organization"]
InstrumentKind = Literal[
    "executive order",
    "proclamation",
    "memorandum",
    "statute",
    "ordinance",
    "bill",
    "rule",
    "policy",
    "court order",
]
Modality = Literal["obligation", "permission", "prohibition"]
Role = Literal["victim", "agent", "speaker", "participant", "organizer", "target"]
AffiliationKind = Literal["unit", "party", "member"]
Stance = Literal["supports", "opposes"]
Layout = Literal["prose", "record", "table"]

BY_HAND = "dossiers/1"
"""The extractor of a dossier that names none."""

ACTOR_KINDS: tuple[str, ...] = get_args(ActorKind)
INSTRUMENT_KINDS: tuple[str, ...] = get_args(InstrumentKind)
ROLES: tuple[str, ...] = get_args(Role)


class _Base(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Shared settings of all records."""


class Record(_Base, frozen=True, kw_only=True):
    """What every record may carry: its passages, and how the source states it."""

    passages: tuple[Passage, ...] = ()
    claim: Status = "asserted"
    according_to: Ref | None = None
    confidence: Confidence | None = None
    note: str | None = None


class SourceInfo(_Base, frozen=True, kw_only=True):
    """Where a dossier's text comes from.

    ``text`` is the source's text given in the dossier itself and ``file`` a path to it,
    relative to the dossier; both serve hand-written dossiers and are resolved on reading.
    A text of layout ``record`` is one record of a register, whose fields all speak of one thing; in one
    of layout ``table`` each row is such a record, and a mapping tells what its columns mean.
    """

    uri: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    sha256: str | None = None
    file: str | None = None
    text: str | None = None
    note: str | None = None
    layout: Layout | None = None


class OfficeHeld(Record, frozen=True, kw_only=True):
    """A tenure: the office ``title`` of the body ``of``, held from ``start`` to ``end``.

    ``represents`` is the state or district that the holder is elected for, ``seat`` which of its seats.
    """

    title: Annotated[str, msgspec.Meta(min_length=1)]
    of: Ref | None = None
    start: str | None = None
    end: str | None = None
    status: str | None = None
    represents: Ref | None = None
    seat: str | None = None


class Affiliation(Record, frozen=True, kw_only=True):
    """What an actor belonged to over one period: the ``unit`` of a body or government, a ``party``, a ``member``."""

    of: Ref
    kind: AffiliationKind = "unit"
    start: str | None = None
    end: str | None = None


class Actor(Record, frozen=True, kw_only=True):
    """A person or body that the source names.

    ``part_of`` is what it belongs to now, ``affiliations`` what it belonged to when. A body
    ``succeeds`` those that were renamed, merged or split into it; a government's ``territory``
    is its land, as a place.
    """

    kind: ActorKind
    name: Annotated[str, msgspec.Meta(min_length=1)]
    id: Ref | None = None
    aliases: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}
    part_of: Ref | None = None
    party: Ref | None = None
    offices: tuple[OfficeHeld, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    succeeds: tuple[Ref, ...] = ()
    established: str | None = None
    dissolved: str | None = None
    territory: Ref | None = None


class Section(Record, frozen=True, kw_only=True):
    """A numbered or headed part of an instrument's text."""

    number: str
    id: Ref | None = None
    heading: str | None = None
    text: str | None = None


class Provision(Record, frozen=True, kw_only=True, omit_defaults=False):
    """What an instrument obliges, permits or forbids its bearer.

    ``section`` is the number or id of the section that holds it; ``general`` marks what limits
    the whole instrument ("to the extent permitted by law").
    """

    modality: Modality
    action: Annotated[str, msgspec.Meta(min_length=1)]
    bearer: Ref | None = None
    condition: str | None = None
    exception: str | None = None
    id: Ref | None = None
    beneficiary: Ref | None = None
    deadline: str | None = None
    section: Ref | None = None
    general: bool | None = None


class Effect(Record, frozen=True, kw_only=True):
    """What an instrument does to another (``amends``, ``revokes``, …)."""

    on: Ref
    effect: str


class Instrument(Record, frozen=True, kw_only=True):
    """An order, law, rule or other legal text with force.

    ``date`` is that of signing or issue; ``published``, ``effective`` and ``expires`` are dates of
    their own. ``form`` is a kind finer than ``kind``, such as ``directive`` or ``warrant``.
    ``authority`` is the law under which it is issued, ``signers`` who signed beside the issuer.
    """

    kind: InstrumentKind
    label: Annotated[str, msgspec.Meta(min_length=1)]
    id: Ref | None = None
    number: str | None = None
    issuer: Ref | None = None
    jurisdiction: Ref | None = None
    date: str | None = None
    status: str | None = None
    responds_to: tuple[Ref, ...] = ()
    effects: tuple[Effect, ...] = ()
    provisions: tuple[Provision, ...] = ()
    form: str | None = None
    signers: tuple[Ref, ...] = ()
    authority: tuple[Ref, ...] = ()
    published: str | None = None
    effective: str | None = None
    expires: str | None = None
    version: str | None = None
    version_of: Ref | None = None
    sections: tuple[Section, ...] = ()


class Ruling(Record, frozen=True, kw_only=True):
    """A court's decision within a lawsuit.

    It decides ``on`` an instrument, a provision, an earlier ruling or a matter in words.
    ``disposition`` and ``scope`` are words of the ontology's schemes, such as ``granted in part``
    and ``nationwide``; without a disposition, a kind of ruling that gives relief gives it.
    """

    kind: str
    id: Ref | None = None
    date: str | None = None
    by: Ref | None = None
    effect: str | None = None
    on: Ref | None = None
    disposition: str | None = None
    scope: str | None = None
    protects: tuple[Ref, ...] = ()
    restrains: tuple[Ref, ...] = ()
    expires: str | None = None
    order: Ref | None = None


class PartyRole(Record, frozen=True, kw_only=True):
    """As what, and in what capacity, an actor or office stands in a lawsuit.

    ``role`` and ``capacity`` are words of the ontology's schemes. In official capacity the party
    is the office: the one that ``office`` and ``of`` name ("Secretary", "Department of Homeland
    Security"), else the one office of ``actor``.
    """

    role: str
    actor: Ref | None = None
    id: Ref | None = None
    capacity: str | None = None
    office: str | None = None
    of: Ref | None = None
    counsel: tuple[Ref, ...] = ()
    start: str | None = None
    end: str | None = None


class ReliefClaim(Record, frozen=True, kw_only=True):
    """A count of a complaint: what a court is asked to find under which law, and to grant."""

    text: Annotated[str, msgspec.Meta(min_length=1)]
    id: Ref | None = None
    basis: tuple[Ref, ...] = ()
    against: tuple[Ref, ...] = ()
    relief: str | None = None


class DocketEntry(Record, frozen=True, kw_only=True):
    """A dated line of a docket; ``filing`` names a document that a party handed in, ``ruling`` a ruling's id."""

    text: Annotated[str, msgspec.Meta(min_length=1)]
    id: Ref | None = None
    number: str | None = None
    date: str | None = None
    filed_by: tuple[Ref, ...] = ()
    filing: str | None = None
    ruling: Ref | None = None


class Docket(Record, frozen=True, kw_only=True):
    """A court's file on a lawsuit, under a number of that court."""

    number: str
    court: Ref | None = None
    id: Ref | None = None
    filed: str | None = None
    closed: str | None = None
    judges: tuple[Ref, ...] = ()
    entries: tuple[DocketEntry, ...] = ()


class Lawsuit(Record, frozen=True, kw_only=True):
    """A case: the controversy between its parties. ``parties`` tell more of a side than ``plaintiffs`` can."""

    label: Annotated[str, msgspec.Meta(min_length=1)]
    id: Ref | None = None
    kind: str | None = None
    court: Ref | None = None
    docket_number: str | None = None
    filed: str | None = None
    plaintiffs: tuple[Ref, ...] = ()
    defendants: tuple[Ref, ...] = ()
    judges: tuple[Ref, ...] = ()
    challenges: tuple[Ref, ...] = ()
    alleges: str | None = None
    status: str | None = None
    rulings: tuple[Ruling, ...] = ()
    closed: str | None = None
    parties: tuple[PartyRole, ...] = ()
    counts: tuple[ReliefClaim, ...] = ()
    dockets: tuple[Docket, ...] = ()
    appeal_of: Ref | None = None
    consolidated_with: tuple[Ref, ...] = ()
    related: tuple[Ref, ...] = ()
    transferred_from: Ref | None = None


class Participant(_Base, frozen=True, kw_only=True):
    """An actor (or a group in the source's own words) and its role in an event."""

    actor: Ref
    role: Role = "participant"


class Event(Record, frozen=True, kw_only=True):
    """Something that happened, or is said or planned to happen.

    ``offense`` is what the target of an arrest, investigation or charge is accused of, ``terms``
    what a settlement says, ``lawsuit`` the case in which it takes place.
    """

    kind: Annotated[str, msgspec.Meta(min_length=1)]
    label: Annotated[str, msgspec.Meta(min_length=1)]
    id: Ref | None = None
    date: str | None = None
    place: Ref | None = None
    participants: tuple[Participant, ...] = ()
    offense: str | None = None
    terms: str | None = None
    lawsuit: Ref | None = None
    part_of_event: Ref | None = None


class Statement(Record, frozen=True, kw_only=True):
    """What a speaker said; ``passages`` are the words, ``direct`` is true for a quotation.

    ``quote_start`` is for dossiers written by hand: the first words of what was said, from
    which the passage is found.
    """

    speaker: Ref | None = None
    id: Ref | None = None
    speaker_mention: Passage | None = None
    direct: bool = False
    about: tuple[Ref, ...] = ()
    stance: Stance | None = None
    quote_start: str | None = None
    addressees: tuple[Ref, ...] = ()
    made_at: Ref | None = None
    date: str | None = None


class Relation(Record, frozen=True, kw_only=True):
    """A fact that the other fields cannot say; ``predicate`` is a property of the ontology."""

    subject: Ref
    predicate: Ref
    object: Ref


class Dossier(_Base, frozen=True, kw_only=True, omit_defaults=False):
    """All that one source states."""

    source: SourceInfo = SourceInfo()
    actors: tuple[Actor, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    lawsuits: tuple[Lawsuit, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    extractor: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a loader yields: a source's text exactly as stored, and its dossier.

    ``file`` names the dossier file that somebody wrote; None if a loader drew the dossier from the text.
    """

    text: str
    dossier: Dossier
    file: str | None = None


def to_json(dossier: Dossier) -> bytes:
    """The dossier as UTF-8 JSON, indented, defaults left out."""
    return msgspec.json.format(msgspec.json.encode(dossier), indent=1)


def from_json(data: bytes) -> Dossier:
    """A dossier from JSON that actagraph wrote. Raises msgspec.DecodeError on anything else."""
    return msgspec.json.decode(data, type=Dossier)


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (2020-12) of a dossier."""
    return msgspec.json.schema(Dossier)
