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
    Passage,
    Provision,
    Record,
    Relation,
    Ruling,
    Statement,
)
from .references import References
from .wording import data, fold, table

Object = str | Literal | NamedNode
"""A key, a literal, or a term of the ontology."""

_MOST_PASSAGES = 8
_EDTF, _BOOLEAN = NamedNode(terms.edtf_EDTF), NamedNode(terms.xsd_boolean)


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

    def actor(self, actor: Actor) -> None:
        key = self._key(self._locals[id(actor)])
        self._say(actor, key, terms.rdf_type, NamedNode(_class(actor.kind)), self._naming(actor, actor.name))
        for name in dict.fromkeys((actor.name, *actor.aliases)):
            self._say(actor, key, terms.name, Literal(name), self._naming(actor, name))
        for scheme, value in sorted(actor.identifiers.items()):
            self._say(actor, key, terms.identifier, Literal(f"{scheme}:{value}"))
        self._refer(actor, key, terms.partOf, actor.part_of)
        self._refer(actor, key, terms.party, actor.party)
        for position, held in enumerate(actor.offices):
            self._office(actor, held, key, position)

    def instrument(self, item: Instrument) -> None:
        key = self._thing(item, _class(item.kind), item.label)
        self._literals(item, key, {terms.number: item.number, terms.status: item.status})
        self._refer(item, key, terms.issuedBy, item.issuer)
        self._refer(item, key, terms.jurisdiction, item.jurisdiction)
        self._date(item, key, terms.date, item.date)
        for reference in item.responds_to:
            self._refer(item, key, terms.respondsTo, reference)
        for effect in item.effects:
            predicate = terms.NS + fold(effect.effect)
            known = {terms.amends, terms.revokes, terms.supersedes, terms.implements}
            self._refer(item, key, predicate if predicate in known else terms.affects, effect.on)
        for provision in item.provisions:
            self._provision(item, provision, key)

    def lawsuit(self, item: Lawsuit) -> None:
        key = self._thing(item, terms.Lawsuit, item.label)
        self._literals(item, key, {terms.docketNumber: item.docket_number, terms.status: item.status})
        self._literals(item, key, {terms.alleges: item.alleges})
        self._refer(item, key, terms.court, item.court)
        self._date(item, key, terms.dateFiled, item.filed)
        several = {
            terms.plaintiff: item.plaintiffs,
            terms.defendant: item.defendants,
            terms.judge: item.judges,
            terms.challenges: item.challenges,
        }
        for predicate, references in several.items():
            for reference in references:
                self._refer(item, key, predicate, reference)
        for ruling in item.rulings:
            self._ruling(item, ruling, key)

    def event(self, item: Event) -> None:
        kind = vocabulary.EVENT_KINDS.get(fold(item.kind))
        harmful = kind in vocabulary.INCIDENT_KINDS
        key = self._thing(item, terms.Incident if harmful else terms.Event, item.label)
        if kind:
            self._say(item, key, terms.kind, NamedNode(kind))
        self._date(item, key, terms.date, item.date)
        self._refer(item, key, terms.place, item.place)
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
        self._say(item, key, terms.direct, Literal("true" if item.direct else "false", datatype=_BOOLEAN))

    def relation(self, item: Relation) -> None:
        predicate = terms.NS + item.predicate.removeprefix("acta:").removeprefix(terms.NS)
        subject = self._target(item, terms.NS, item.subject)
        if predicate in vocabulary.DATA_PROPERTIES:
            self._say(item, subject, predicate, Literal(item.object))
        else:
            self._refer(item, subject, predicate, item.object)

    def _office(self, actor: Actor, held: OfficeHeld, key: str, position: int) -> None:
        tenure, stated = f"{key}/offices[{position}]", held.passages or actor.passages
        title, status = split_title(held.title)
        body = self._target(held, terms.officeOf, held.of, stated) if held.of else ""
        office = self._key(f"office:{fold(title)}@{body.partition('#')[2]}")
        self._say(held, tenure, terms.rdf_type, NamedNode(terms.Tenure), stated)
        self._say(held, tenure, terms.holder, key, stated)
        self._say(held, tenure, terms.office, office, stated)
        self._date(held, tenure, terms.start, held.start, stated)
        self._date(held, tenure, terms.end, held.end, stated)
        self._literals(held, tenure, {terms.tenureStatus: held.status or status}, stated)
        self._say(held, office, terms.rdf_type, NamedNode(terms.Office), stated)
        self._say(held, office, terms.title, Literal(title), stated)
        if body:
            self._say(held, office, terms.officeOf, body, stated)

    def _provision(self, parent: Instrument, item: Provision, instrument: str) -> None:
        key = self._key(self._locals[id(item)])
        stated = item.passages or parent.passages
        self._say(item, instrument, terms.hasProvision, key, stated)
        self._say(item, key, terms.rdf_type, NamedNode(_class(item.modality)), stated)
        self._refer(item, key, terms.bearer, item.bearer, stated)
        texts = {terms.action: item.action, terms.condition: item.condition, terms.exception: item.exception}
        self._literals(item, key, texts, stated)

    def _ruling(self, parent: Lawsuit, item: Ruling, lawsuit: str) -> None:
        key = self._key(self._locals[id(item)])
        stated = item.passages or parent.passages
        self._say(item, lawsuit, terms.hasRuling, key, stated)
        self._say(item, key, terms.rdf_type, NamedNode(terms.Ruling), stated)
        self._literals(item, key, {terms.rulingKind: item.kind, terms.effect: item.effect}, stated)
        self._date(item, key, terms.date, item.date, stated)
        self._refer(item, key, terms.ruledBy, item.by, stated)
        self._refer(item, key, terms.rulesOn, item.on, stated)

    def _thing(self, record: Record, cls: str, label: str) -> str:
        key = self._key(self._locals[id(record)])
        self._say(record, key, terms.rdf_type, NamedNode(cls))
        self._say(record, key, terms.name, Literal(label))
        return key

    def _literals(
        self, record: Record, key: str, values: dict[str, str | None], stated: tuple[Passage, ...] = ()
    ) -> None:
        for predicate, value in values.items():
            if value:
                self._say(record, key, predicate, Literal(value), stated)

    def _date(
        self, record: Record, key: str, predicate: str, value: str | None, stated: tuple[Passage, ...] = ()
    ) -> None:
        if value:
            self._say(record, key, predicate, Literal(value, datatype=_EDTF), stated)

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

    def _target(self, record: Record, predicate: str, reference: str, stated: tuple[Passage, ...] = ()) -> str:
        found = self._references.find(reference)
        if found is not None:
            return self._key(found)
        cls = implied_class(predicate, reference)
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


@cache
def _tenure_words() -> dict[str, str]:
    return table(data("tenure-words.tsv"))


@cache
def _implied() -> dict[str, str]:
    return table(data("implied-classes.tsv"))
