"""Findings to records: ids, references and passages, in the form of the dossier.

Passages are spans of the source's text. What only reported speech tells is alleged, according to its speaker.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar
from typing import cast as typed

import msgspec

from ...ontology.dossier import (
    Actor,
    ActorKind,
    Dossier,
    Event,
    Instrument,
    InstrumentKind,
    OfficeHeld,
    Participant,
    Passage,
    Provision,
    Record,
    Relation,
    Role,
    SourceInfo,
    Statement,
    Status,
)
from . import grounds
from .cast import Cast, Member
from .clauses import clean
from .events import Events
from .happenings import Happening
from .instrument_titles import title
from .instruments import Instruments
from .lawsuits import Lawsuits
from .lexicon import used, words
from .mentioned import Draft
from .provisions import Provisions
from .stances import Stances, Topic
from .statements import Attribution
from .suit_records import lawsuit
from .syntax import Article, Token


@dataclass(slots=True)
class Findings:
    """All that was found in an article."""

    instruments: Instruments
    provisions: Provisions
    lawsuits: Lawsuits
    events: Events
    stances: Stances
    said: list[Attribution]
    stored: str
    ids: dict[Topic, str] = field(default_factory=dict)

    @property
    def cast(self) -> Cast:
        """The article's actors."""
        return self.instruments.cast

    @property
    def article(self) -> Article:
        """The article."""
        return self.instruments.article


def dossier(found: Findings, info: SourceInfo, extractor: str) -> tuple[Dossier, dict[int, str]]:
    """The dossier of an article's findings, and the ground of each record by the record's identity."""
    taken: set[str] = set()
    actor_ids = [_id(m.name, taken) for m in found.cast.members]
    for n, draft in enumerate(found.instruments.drafts):
        found.ids["instrument", n] = _id(draft.label, taken)
    for n, suit in enumerate(found.lawsuits.found):
        found.ids["lawsuit", n] = _id(suit.label(found.cast), taken)
    for n, event in enumerate(found.events.found):
        found.ids["event", n] = _id(found.events.label(event), taken)
    write = Writer(found, actor_ids)
    statements = tuple(s for n, a in enumerate(found.said) if (s := write.statement(n, a)) is not None)
    instruments = tuple(write.instrument(n, d) for n, d in enumerate(found.instruments.drafts) if write.worth(n, d))
    lawsuits = tuple(lawsuit(write, n, s) for n, s in enumerate(found.lawsuits.found))
    events = tuple(write.event(n, e) for n, e in enumerate(found.events.found))
    actors = tuple(write.actor(k, m) for k, m in enumerate(found.cast.members))
    whole = Dossier(
        source=info,
        actors=actors,
        instruments=instruments,
        lawsuits=lawsuits,
        events=events,
        statements=statements,
        relations=tuple(write.titles()),
        extractor=extractor,
    )
    return whole, write.grounds


def _id(name: str, taken: set[str]) -> str:
    """A readable id, unlike those taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "x"
    number, found = 2, slug
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    taken.add(found)
    return found


WHEN = frozenset({"today", "yesterday", "tonight"})
R = TypeVar("R", bound=Record)


class Writer:
    """Writes records of an article's findings."""

    def __init__(self, found: Findings, actor_ids: list[str]) -> None:
        self.found, self.actor_ids = found, actor_ids
        self.article, self.cast = found.article, found.cast
        self.resolver = found.instruments.resolver
        self.grounds: dict[int, str] = {}

    def made(self, record: R, ground: str) -> R:
        """A record with the confidence that its ground gives; the ground is kept beside it."""
        sure = msgspec.structs.replace(record, confidence=grounds.confidence(ground))
        self.grounds[id(sure)] = ground
        return sure

    def ref(self, side: int | str | None) -> str | None:
        """The id of a member, or the source's own words."""
        return self.actor_ids[side] if isinstance(side, int) else side or None

    def spans(self, ranges: list[tuple[int, int]]) -> tuple[Passage, ...]:
        """The passages of token ranges."""
        return tuple(sorted({self.article.span(a, b) for a, b in ranges}))

    def sentence(self, i: int) -> Passage:
        """The sentence of a token as a passage."""
        sentence = self.article.sentences[self.article.tokens[i].sentence]
        return self.article.span(sentence.first, sentence.last)

    def actor(self, k: int, member: Member) -> Actor:
        """The record of a member of the cast."""
        offices = tuple(
            self.made(
                OfficeHeld(
                    title=o.title,
                    of=self.ref(o.of),
                    status=o.status,
                    passages=self._office_passages(o.span, o.of),
                ),
                grounds.office(member, o),
            )
            for o in member.offices
        )
        record = Actor(
            id=self.actor_ids[k],
            kind=typed(ActorKind, member.kind),
            name=member.name,
            aliases=self._aliases(member),
            party=member.party,
            offices=offices,
            passages=self.spans([*member.mentions, *member.corefs, *filter(None, [member.party_span])]),
        )
        return self.made(record, grounds.actor(self.cast, member))

    def _aliases(self, member: Member) -> tuple[str, ...]:
        """The other names of a member, each as the stored text has it where that has lost its marks."""
        text = self.found.stored
        if text != self.article.text:
            mentioned = {self.article.text[a:b]: text[a:b] for a, b in (self.article.span(*m) for m in member.mentions)}
            names = [" ".join(mentioned.get(alias, alias).split()) for alias in member.aliases]
        else:
            names = member.aliases
        return tuple(dict.fromkeys(name for name in names if name != member.name))

    def _office_passages(self, span: tuple[int, int], of: int | None) -> tuple[Passage, ...]:
        """The title with its name and, where the body is named elsewhere, the sentence that first names it."""
        here = self.article.span(*span)
        if of is None:
            return (here,)
        mentions = self.cast.members[of].mentions
        if any(span[0] <= first < span[1] for first, _ in mentions) or not mentions:
            return (here,)
        return tuple(sorted({here, self.sentence(mentions[0][0])}))

    def worth(self, n: int, draft: Draft) -> bool:
        """Whether a draft is told enough of: not the plural behind orders that are told one by one."""
        parts = [
            d
            for d in self.found.instruments.drafts
            if d is not draft and d.mentions[0] == draft.mentions[0] and len(d.mentions) > 1
        ]
        return not (draft.plural and parts)

    def instrument(self, n: int, draft: Draft) -> Instrument:
        """The record of an instrument with its provisions."""
        provisions = tuple(
            self.made(
                Provision(
                    modality=typed(Literal["obligation", "permission", "prohibition"], p.modality),
                    bearer=self.ref(p.bearer) or p.group,
                    action=p.action,
                    condition=p.condition,
                    exception=p.exception,
                    passages=(p.passage,),
                ),
                grounds.provision(p),
            )
            for p in self.found.provisions.found
            if p.instrument == n
        )
        record = Instrument(
            id=self.found.ids["instrument", n],
            kind=typed(InstrumentKind, draft.kind),
            label=draft.label,
            number=draft.number,
            issuer=self.ref(draft.issuer),
            jurisdiction=self.ref(draft.jurisdiction),
            date=draft.date,
            status=draft.status,
            responds_to=tuple(self._motives(n)),
            provisions=provisions,
            passages=tuple(sorted({*draft.passages, *self._motive_passages(n)})),
        )
        return self.made(record, grounds.instrument(self.found.instruments, draft))

    def titles(self) -> Iterator[Relation]:
        """The titles of orders, each a name beside the label."""
        for n, draft in enumerate(self.found.instruments.drafts):
            at = title(self.found.instruments, draft) if self.worth(n, draft) else None
            if at:
                named = self.article.text[slice(*at)]
                yield Relation(subject=self.found.ids["instrument", n], predicate="name", object=named, passages=(at,))

    def _motive_sentences(self, n: int) -> dict[int, list[int]]:
        """Sentences that name an order and, after a word for a reason, an event: sentence to events."""
        found: dict[int, list[int]] = {}
        heads = [h for h, k in self.found.instruments.at.items() if k == n]
        for h in heads:
            number = self.article.tokens[h].sentence
            for e, event in enumerate(self.found.events.found):
                for at in event.heads:
                    if self.article.tokens[at].sentence == number and at > h and self._reason(h, at):
                        found.setdefault(number, []).append(e)
        return found

    def _reason(self, first: int, last: int) -> bool:
        between = self.article.words(first + 1, last + 1).lower()
        return any(re.search(rf"\b{re.escape(word)}\b", between) for word in words("motives.txt"))

    def _motives(self, n: int) -> list[str]:
        if self.found.instruments.drafts[n].kind == "court order":  # moved by the suit, not by what it is about
            return []
        events = [e for found in self._motive_sentences(n).values() for e in found]
        return list(dict.fromkeys(self.found.ids["event", e] for e in events))

    def _motive_passages(self, n: int) -> list[Passage]:
        return (
            [self.sentence(self.article.sentences[s].first) for s in self._motive_sentences(n)]
            if self._motives(n)
            else []
        )

    def event(self, n: int, event: Happening) -> Event:
        """The record of an event; what is told only in reported speech is alleged."""
        claim, speaker = self.claimed(event.heads, event.alleged)
        sure = [p for p in event.participants if claim != "asserted" or p not in event.doubtful]
        participants = [(self.ref(k) or text, role) for k, text, role in sure]
        record = Event(
            id=self.found.ids["event", n],
            kind=event.kind,
            label=self.found.events.label(event),
            date=event.date,
            place=self.ref(event.place),
            participants=tuple(Participant(actor=a, role=typed(Role, r)) for a, r in dict.fromkeys(participants) if a),
            passages=tuple(sorted(event.passages)),
            claim=claim,
            according_to=speaker,
        )
        return self.made(record, grounds.event(self.article, event))

    def claimed(self, heads: list[int], alleged: list[int]) -> tuple[Status, str | None]:
        """How what the tokens ``heads`` tell is told: as fact, or only alleged or denied, and according to whom."""
        if len(alleged) < len(heads):
            return "asserted", None
        for head in heads:
            for said in self._saying(head):
                if speaker := self._speaker(said)[0]:
                    return ("denied" if said.verb.split()[:1] == ["deny"] else "alleged"), speaker
        return "alleged", None

    def _saying(self, i: int) -> list[Attribution]:
        """The attributions in whose words a token stands."""
        start = self.article.tokens[i].start
        return [said for said in self.found.said if any(a <= start < b for a, b in said.passages)]

    def told(self, i: int, by: int | None) -> bool:
        """Whether a token stands in what somebody other than the member ``by`` is said to have said."""
        speakers = [self._speaker(said)[1] for said in self._saying(i)]
        return any(speaker is None or speaker != by for speaker in speakers)

    def statement(self, n: int, said: Attribution) -> Statement | None:
        """The record of an attribution whose speaker is known, by name or in the source's words."""
        speaker, member = self._speaker(said)
        if speaker is None or said.speaker is None or self._shouted(said.speaker):
            return None
        topics = self.found.stances.topics(said.passages)
        stance, towards = self.found.stances.stance(member, said.verb, said.passages, topics)
        about = list(dict.fromkeys([*([towards] if towards and stance else []), *topics]))
        about = [t for t in about if t[0] != "instrument" or self.worth(t[1], self.found.instruments.drafts[t[1]])]
        record = Statement(
            id=f"statement-{n + 1}",
            speaker=speaker,
            speaker_mention=said.speaker,
            direct=said.direct,
            about=tuple(self.found.ids[t] for t in about),
            stance=stance if about else None,
            passages=said.passages,
        )
        return self.made(record, grounds.statement(self.article, said, member))

    def _shouted(self, span: Passage) -> bool:
        """Whether a span stands in a headline all in capitals, which no rule of who speaks fits."""
        token = next(iter(self.article.within(*span)), None)
        if token is None or token.paragraph not in self.cast.headlines:
            return False
        return self.article.text[slice(*self.article.paragraphs[token.paragraph])].isupper()

    def _speaker(self, said: Attribution) -> tuple[str | None, int | None]:
        """The speaker's reference (an actor, a document, a group in the source's words) and its member."""
        if said.speaker is None:
            return None, None
        head = self._head(said.speaker)
        if head is None:
            return None, None
        member = self.resolver.ref(head.i)
        if member is not None:
            return self.actor_ids[member], member
        draft = self.found.instruments.draft(head.i)
        if draft is not None and self.worth(draft, self.found.instruments.drafts[draft]):
            return self.found.ids["instrument", draft], None
        party = self._party(head)
        if party is not None:
            self.cast.members[party].corefs.append((head.i, head.i + 1))
            return self.actor_ids[party], party
        if head.tag in ("PRP", "WP", "WDT", "DT", "EX") or head.lower in WHEN:
            return None, None
        tokens = [t.i for t in self.article.within(*said.speaker)]
        if len(tokens) > 1 and self.article.tokens[tokens[-1]].lower in WHEN:
            tokens.pop()
        return clean(self.article, tokens[0], tokens[-1] + 1) or None, None

    def _head(self, span: Passage) -> Token | None:
        """The head of a mention: the token in it whose own head lies outside, nouns before others."""
        inside = self.article.within(*span)
        ids = {t.i for t in inside}
        if len(inside) > 1 and inside[-1].lower in WHEN:  # "Roe today announced"
            inside = inside[:-1]
            ids = {t.i for t in inside}
        tops = [t for t in inside if t.head not in ids or t.head == t.i]
        nouns = [t for t in tops if t.tag.startswith(("N", "PRP"))]
        best = nouns or tops or inside
        return best[-1] if best else None

    def _party(self, head: Token) -> int | None:
        """For "the complaint says", the plaintiff who filed it."""
        suit = self.found.lawsuits.at.get(head.i)
        if suit is None and head.lower in used("suits.tsv", "noun") and self.found.lawsuits.found:
            suit = self.found.lawsuits.found[0]
        sides = [s for s in suit.plaintiffs if isinstance(s, int)] if suit else []
        return sides[0] if sides else None
