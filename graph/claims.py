"""A dossier as claims: subject, predicate, object and the passages that state it (docs/model.md).

Subjects and objects are *keys*, ``<source>#<local id>``, one per thing that the source speaks
of; identity decides later which keys are the same thing.
"""

from __future__ import annotations

from functools import cache

import msgspec
from pyoxigraph import Literal, NamedNode

from ..ontology import terms, vocabulary
from ..ontology.dossier import (
    Actor,
    Dossier,
    Event,
    Instrument,
    Lawsuit,
    OfficeHeld,
    PartyRole,
    Passage,
    Record,
    Relation,
    Section,
    Statement,
)
from .fields import Field, class_of, fields_of, values
from .references import References, parts
from .wording import data, fold, table

Object = str | Literal | NamedNode
"""A key, a literal, or a term of the ontology."""

_MOST_PASSAGES = 8
_EDTF, _BOOLEAN = NamedNode(terms.edtf_EDTF), NamedNode(terms.xsd_boolean)
_EFFECTS = frozenset((terms.amends, terms.revokes, terms.supersedes, terms.implements, terms.suspends))


class Claim(msgspec.Struct, frozen=True):
    """One source's statement of one fact."""

    subject: str
    predicate: str
    object: Object
    passages: tuple[Passage, ...]
    status: str = "asserted"
    according_to: str | Literal | None = None
    confidence: float | None = None


def claims(source: str, text: str, dossier: Dossier) -> list[Claim]:
    """The claims of an admitted dossier; ``source`` is the source's key, ``text`` its snapshot."""
    drafting = _Drafting(source, text, dossier)
    for actor in dossier.actors:
        drafting.actor(actor)
    for instrument in dossier.instruments:
        drafting.instrument(instrument)
    for lawsuit in dossier.lawsuits:
        drafting.lawsuit(lawsuit)
    for event in dossier.events:
        drafting.event(event)
    for statement in dossier.statements:
        drafting.statement(statement)
    for relation in dossier.relations:
        drafting.relation(relation)
    return list(dict.fromkeys(drafting.claims))


class _Drafting:
    """Writes the claims of one dossier, record by record."""

    def __init__(self, source: str, text: str, dossier: Dossier) -> None:
        self.claims: list[Claim] = []
        self._source, self._text = source, text
        self._references = References(dossier)
        self._locals = {id(record): local for local, record in self._references.records.items()}
        self._owners: dict[int, Record] = {}

    def actor(self, actor: Actor) -> None:
        key = self._key(self._locals[id(actor)])
        self._say(actor, key, terms.rdf_type, NamedNode(_class(actor.kind)), self._naming(actor, actor.name))
        for name in dict.fromkeys((actor.name, *actor.aliases)):
            self._say(actor, key, terms.name, Literal(name), self._naming(actor, name))
        for scheme, value in sorted(actor.identifiers.items()):
            self._say(actor, key, terms.identifier, Literal(f"{scheme}:{value}"))
        self._fields(actor, key)
        for position, held in enumerate(actor.offices):
            self._office(actor, held, key, position)

    def instrument(self, item: Instrument) -> None:
        key = self._thing(item, _class(item.kind), item.label)
        self._fields(item, key)
        for effect in item.effects:
            predicate = terms.NS + fold(effect.effect)
            self._refer(item, key, predicate if predicate in _EFFECTS else terms.affects, effect.on)

    def lawsuit(self, item: Lawsuit) -> None:
        key = self._thing(item, terms.Lawsuit, item.label)
        self._fields(item, key)
        for role in item.parties:
            self._side(role, key, role.passages or item.passages)

    def event(self, item: Event) -> None:
        kind = vocabulary.EVENT_KINDS.get(fold(item.kind), "")
        key = self._thing(item, vocabulary.KIND_CLASSES.get(kind, terms.Event), item.label)
        if kind:
            self._say(item, key, terms.kind, NamedNode(kind))
        self._fields(item, key)
        for one in item.participants:
            name = "eventSpeaker" if one.role == "speaker" else one.role
            self._refer(item, key, terms.NS + name, one.actor)

    def statement(self, item: Statement) -> None:
        key = self._key(self._locals[id(item)])
        self._say(item, key, terms.rdf_type, NamedNode(terms.Statement))
        mention = (item.speaker_mention,) if item.speaker_mention else ()
        self._refer(item, key, terms.speaker, item.speaker, (*item.passages, *mention))
        for reference in item.about:
            self._refer(item, key, terms.about, reference)
        if item.stance:
            self._say(item, key, terms.stance, NamedNode(terms.NS + item.stance))
        self._say(item, key, terms.direct, _flag(item.direct))
        self._fields(item, key)

    def relation(self, item: Relation) -> None:
        predicate = terms.NS + item.predicate.removeprefix("acta:").removeprefix(terms.NS)
        subject = self._target(
            item, predicate, item.subject, item.passages, vocabulary.DOMAINS.get(predicate, terms.Topic)
        )
        if predicate in vocabulary.DATA_PROPERTIES:
            self._say(item, subject, predicate, _typed(predicate, item.object))
        else:
            self._refer(item, subject, predicate, item.object)

    def _fields(self, record: Record, key: str, stated: tuple[Passage, ...] = ()) -> None:
        """What the table says of a record's fields."""
        for field in fields_of(record):
            if field.value == "part":
                self._parts(record, field, key, stated or record.passages)
            for value in values(record, field) if field.value != "part" else ():
                self._value(record, field, key, value, stated)

    def _value(self, record: Record, field: Field, key: str, value: str, stated: tuple[Passage, ...]) -> None:
        if field.value == "ref":
            self._refer(record, key, field.predicate, value, stated)
        elif field.value == "section":
            self._say(record, key, field.predicate, self._section(record, value, stated), stated)
        elif field.value == "filing":
            filing = f"{key}/filing"
            self._say(record, key, field.predicate, filing, stated)
            self._say(record, filing, terms.rdf_type, NamedNode(terms.Filing), stated)
            self._say(record, filing, terms.name, Literal(value), stated)
        elif field.scheme:
            if concept := field.concept(value):
                self._say(record, key, field.predicate, NamedNode(concept), stated)
        elif field.value == "player":
            pass
        else:
            literal = {"date": lambda: Literal(value, datatype=_EDTF), "flag": lambda: _flag(bool(value))}
            self._say(record, key, field.predicate, literal.get(field.value, lambda: Literal(value))(), stated)

    def _parts(self, parent: Record, field: Field, key: str, stated: tuple[Passage, ...]) -> None:
        """The records within a record, each with its parent's passages where it has none of its own."""
        for _, part in parts("", parent, field.name):
            own, passages = self._key(self._locals[id(part)]), part.passages or stated
            self._owners[id(part)] = parent
            self._say(part, *((own, field.predicate, key) if field.inverse else (key, field.predicate, own)), passages)
            self._say(part, own, terms.rdf_type, NamedNode(class_of(part)), passages)
            if isinstance(part, PartyRole):
                self._player(part, own, passages)
            self._fields(part, own, passages)

    def _player(self, role: PartyRole, key: str, stated: tuple[Passage, ...]) -> None:
        """Who has the role: in official capacity the office, whoever holds it."""
        if player := self._party(role, stated):
            self._say(role, key, terms.rolePlayer, player, stated)

    def _side(self, role: PartyRole, lawsuit: str, stated: tuple[Passage, ...]) -> None:
        """What the lawsuit has beside a role that stands on one of its sides."""
        kind = vocabulary.PARTY_ROLE_KINDS.get(fold(role.role), "")
        player = self._party(role, stated)
        if player and kind in vocabulary.PARTY_SIDES:
            self._say(role, lawsuit, vocabulary.PARTY_SIDES[kind], player, stated)

    def _party(self, role: PartyRole, stated: tuple[Passage, ...]) -> str | None:
        official = vocabulary.CAPACITIES.get(fold(role.capacity or "")) == terms.officialCapacity
        if official and role.office:
            return self._office_key(role, split_title(role.office)[0], role.of, stated)
        actor = self._references.records.get(self._references.find(role.actor or "") or "")
        if official and isinstance(actor, Actor) and len(actor.offices) == 1:
            held = actor.offices[0]
            return self._office_key(held, split_title(held.title)[0], held.of, stated)
        return self._target(role, terms.rolePlayer, role.actor, stated) if role.actor else None

    def _section(self, provision: Record, reference: str, stated: tuple[Passage, ...]) -> str:
        """The section by its id or number, or a new one of its provision's instrument."""
        instrument = self._owners[id(provision)]
        for _, section in parts("", instrument, "sections"):
            if isinstance(section, Section) and reference in (section.id, section.number):
                return self._key(self._locals[id(section)])
        parent = self._key(self._locals[id(instrument)])
        key = f"{parent}/section:{fold(reference)}"
        self._say(provision, key, terms.rdf_type, NamedNode(terms.Section), stated)
        self._say(provision, key, terms.sectionNumber, Literal(reference), stated)
        self._say(provision, parent, terms.hasSection, key, stated)
        return key

    def _office(self, actor: Actor, held: OfficeHeld, key: str, position: int) -> None:
        tenure, stated = f"{key}/offices[{position}]", held.passages or actor.passages
        title, status = split_title(held.title)
        office = self._office_key(held, title, held.of, stated)
        self._say(held, tenure, terms.rdf_type, NamedNode(terms.Tenure), stated)
        self._say(held, tenure, terms.holder, key, stated)
        self._say(held, tenure, terms.office, office, stated)
        for predicate, date in ((terms.start, held.start), (terms.end, held.end)):
            if date:
                self._say(held, tenure, predicate, Literal(date, datatype=_EDTF), stated)
        if how := held.status or status:
            self._say(held, tenure, terms.tenureStatus, Literal(how), stated)
        self._refer(held, tenure, terms.represents, held.represents, stated)
        if held.seat:
            self._say(held, tenure, terms.seat, Literal(held.seat), stated)

    def _office_key(self, record: Record, title: str, of: str | None, stated: tuple[Passage, ...]) -> str:
        """The office of this title in this body, stated where its holder or the party is."""
        body = self._target(record, terms.officeOf, of, stated) if of else ""
        office = self._key(f"office:{fold(title)}@{body.partition('#')[2]}")
        self._say(record, office, terms.rdf_type, NamedNode(terms.Office), stated)
        self._say(record, office, terms.title, Literal(title), stated)
        if body:
            self._say(record, office, terms.officeOf, body, stated)
        return office

    def _thing(self, record: Record, cls: str, label: str) -> str:
        key = self._key(self._locals[id(record)])
        self._say(record, key, terms.rdf_type, NamedNode(cls))
        self._say(record, key, terms.name, Literal(label))
        return key

    def _refer(
        self, record: Record, key: str, predicate: str, reference: str | None, stated: tuple[Passage, ...] = ()
    ) -> None:
        if reference:
            stated = (*(stated or record.passages), *self._between(predicate, reference))
            self._say(record, key, predicate, self._target(record, predicate, reference, stated), stated)

    def _between(self, predicate: str, reference: str) -> tuple[Passage, ...]:
        """What one action answers or attacks is told in two places: where each of them is stated."""
        if predicate not in (terms.respondsTo, terms.challenges):
            return ()
        target = self._references.records.get(self._references.find(reference) or "")
        return target.passages if target else ()

    def _target(
        self, record: Record, predicate: str, reference: str, stated: tuple[Passage, ...] = (), cls: str = ""
    ) -> str:
        """What a reference points at: a record, or a thing of the class that the field holds, or that is given."""
        found = self._references.find(reference)
        if found is not None:
            return self._key(found)
        cls = cls or implied_class(predicate, reference)
        key = self._key(f"{cls.removeprefix(terms.NS).lower()}:{fold(reference)}")
        self._say(record, key, terms.rdf_type, NamedNode(cls), stated)
        self._say(record, key, terms.name, Literal(reference), stated)
        return key

    def _say(
        self, record: Record, subject: str, predicate: str, value: Object, stated: tuple[Passage, ...] = ()
    ) -> None:
        passages = tuple(sorted(set(stated or record.passages)))[:_MOST_PASSAGES]
        according = self._references.find(record.according_to) if record.according_to else None
        said_by: str | Literal | None = self._key(according) if according else None
        if record.according_to and not according:
            said_by = Literal(record.according_to)
        self.claims.append(Claim(subject, predicate, value, passages, record.claim, said_by, record.confidence))

    def _naming(self, actor: Actor, name: str) -> tuple[Passage, ...]:
        """The mentions that hold the name; all mentions if none does."""
        wanted = fold(name)
        holding = [(start, end) for start, end in actor.passages if wanted in fold(self._text[start:end])]
        return tuple(holding) or actor.passages

    def _key(self, local: str) -> str:
        return f"{self._source}#{local}"


def split_title(title: str) -> tuple[str, str | None]:
    """An office's title without the word for how it is held, and that status: ``former Mayor``."""
    first, _, rest = title.partition(" ")
    status = _tenure_words().get(fold(first))
    return (rest, status) if status and rest else (title, None)


def implied_class(predicate: str, reference: str) -> str:
    """The class of a thing that only a reference names: what the field can hold, or what the name is known as."""
    from .identity.bodies import known

    body = known(reference)
    cls = _implied().get(predicate.removeprefix(terms.NS), "Topic")
    return terms.NS + (body.cls if body and cls in ("Organization", "Group", "Jurisdiction") else cls)


def _class(kind: str) -> str:
    return terms.NS + "".join(word.capitalize() for word in kind.split())


def _flag(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def _typed(predicate: str, value: str) -> Literal:
    """The value of a relation, with the datatype that its property has."""
    return Literal(value, datatype=_EDTF) if predicate in vocabulary.DATES else Literal(value)


@cache
def _tenure_words() -> dict[str, str]:
    return table(data("tenure-words.tsv"))


@cache
def _implied() -> dict[str, str]:
    return table(data("implied-classes.tsv"))
