"""Rulings: what a court granted, denied, blocked, struck down, upheld, reversed, stayed or decided.

A ruling is told by a verb whose subject (or "by" phrase) is a judge or court, or that only courts do to what
it is done to ("the suit was dismissed"). What is sought, threatened or expected is none; what a court
declines to do is denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from .clauses import agents, clean, complements, hypothetical, is_passive, negated, objects, phrase, subjects
from .lawsuits import Lawsuits
from .lexicon import inflections, rows, table, words
from .provision_parts import infinitive
from .reach import reach
from .suits import Ruled, Suit
from .syntax import Article, Token
from .when import date_near

FOR_PLAINTIFFS = ("plaintiff states", "plaintiffs only", "named plaintiffs")
REFUSALS = frozenset({"declined", "declines", "declining", "refused", "refuses", "refusing"})
NEAR = 40  # words between a ruling and the mention of its suit in a sentence
WIDEST = 60  # words of what a court is told to have decided


class Way(NamedTuple):
    """One thing that courts do: to what, what kind of ruling it makes, and how it disposes."""

    particle: str
    things: frozenset[str]
    kind: str
    disposition: str


class Thing(NamedTuple):
    """What is acted on: the head token that stands for it, its family and the ruling that gives it."""

    head: int
    family: str
    kind: str


@cache
def ways() -> Mapping[str, tuple[Way, ...]]:
    """What courts do, by every form of the verb."""
    found: dict[str, list[Way]] = {}
    for verb, particle, things, kind, *rest in rows("rulings.tsv"):
        way = Way(particle, frozenset(things.split("|")), kind, rest[0] if rest else "")
        for form in inflections(verb):
            found.setdefault(form, []).append(way)
    return {form: tuple(listed) for form, listed in found.items()}


class Rulings:
    """Finds the rulings of an article and gives each to its lawsuit."""

    def __init__(self, lawsuits: Lawsuits, published: date | None) -> None:
        self.lawsuits, self.published = lawsuits, published
        self.instruments, self.resolver = lawsuits.instruments, lawsuits.resolver
        self.article: Article = lawsuits.article
        for token in self.article.tokens:
            if token.lower in ways() and token.tag.startswith("V") and self._readable(token):
                self._read(token)

    def _readable(self, token: Token) -> bool:
        return token.i not in self.instruments.quoted and token.paragraph not in self.resolver.cast.skipped

    def _read(self, token: Token) -> None:
        refusal = self._refusal(token)
        told = refusal or token
        if told.tag == "VB" or hypothetical(self.article, told.i) or negated(self.article, told.i):
            return
        court, by = self._ruler(told)
        if not court and (refusal or not self._courtly(token)):
            return
        for way in ways()[token.lower]:
            if way.particle and not self._particle(token, way.particle):
                continue
            ruled = self._clause(token, way, by) if "clause" in way.things else self._deed(token, way, by)
            if ruled is not None:
                ruled.disposition = "denied" if refusal else ruled.disposition
                self._give(ruled, told)
                return

    def _refusal(self, token: Token) -> Token | None:
        """The verb of refusing above an infinitive: "declined to block the law"."""
        head = self.article.tokens[token.head]
        return head if token.dep == "xcomp" and token.tag == "VB" and head.lower in REFUSALS else None

    def _particle(self, token: Token, particle: str) -> bool:
        near = self.article.tokens[token.i + 1 : token.i + 9]
        return any(t.lower == particle and (t.head == token.i or t.i == token.i + 1) for t in near)

    def _ruler(self, token: Token) -> tuple[bool, int | None]:
        """Whether a judge or court does what the verb tells, and which one, if it is named."""
        passive = is_passive(self.article, token.i)
        for head in agents(self.article, token.i) if passive else subjects(self.article, token.i):
            member = self.resolver.ref(head)
            if member is not None and self._judicial(member):
                return True, member
            if member is None and self.article.tokens[head].lower in words("courts.txt"):
                return True, self._apposed(head)
        return False, None

    def _apposed(self, head: int) -> int | None:
        """The court that "a judge in the Western District" sits in, if it is named."""
        near = complements(self.article, head, "of", "in", "for", "on")
        near += [k.i for k in self.article.kids(head, "compound", "appos")]
        members = [m for i in near if (m := self.resolver.cast.member(i)) is not None]
        return next((m for m in members if self._judicial(m)), None)

    def _judicial(self, member: int) -> bool:
        found = self.resolver.cast.members[member]
        return found.kind == "court" or any(table("titles.tsv").get(o.form, ("",))[0] == "court" for o in found.offices)

    def _courtly(self, token: Token) -> bool:
        """Whether a passive tells of what only courts do: a suit dismissed, an injunction granted."""
        if not is_passive(self.article, token.i) or agents(self.article, token.i):
            return False
        if not self.article.kids(token.i, "nsubjpass"):
            return False
        return any(
            thing.family in ("relief", "ruling", "suit") and not self._by_others(thing) for thing in self._things(token)
        ) and token.lower not in (
            "held",
            "found",
            "ruled",
            "declared",
            "concluded",
            "lifted",
            "issued",
            "halted",
            "blocked",
        )

    def _by_others(self, thing: Thing) -> bool:
        """Whether a noun that is not only a court's ("decision", "order") has no court about it."""
        ambiguous = (
            "decision",
            "order",
            "orders",
            "claims",
            "case",
            "complaint",
            "challenge",
            "charges",
            "sentence",
            "stay",
        )
        return self.article.tokens[thing.head].lower in ambiguous

    def _things(self, token: Token) -> list[Thing]:
        passive = is_passive(self.article, token.i)
        heads = subjects(self.article, token.i) if passive else objects(self.article, token.i)
        return [thing for head in heads if (thing := self._thing(head))]

    def _thing(self, head: int) -> Thing | None:
        """What a noun phrase is, among the things that courts act on."""
        for width in (3, 2, 1):
            if head >= width - 1:
                row = table("ruled.tsv").get(self.article.words(head - width + 1, head + 1).lower())
                if row:
                    return Thing(head, row[0], row[1] if len(row) > 1 else "")
        draft = self.instruments.draft(head)
        if draft is not None:
            return Thing(head, "law", "")
        return None

    def _clause(self, token: Token, way: Way, by: int | None) -> Ruled | None:
        """A decision told as a clause: "ruled that …"; or somebody found in contempt."""
        if contempt := self._contempt(token, by):
            return contempt
        for kid in self.article.kids(token.i, "ccomp"):
            first, last = self.article.extent(kid.i)
            if first <= token.i or self.article.tokens[first].lower not in ("that", "the", "a", "it", "he", "she"):
                continue
            effect = clean(self.article, first + (self.article.tokens[first].lower == "that"), last)
            if 3 <= len(effect.split()) <= WIDEST:
                return Ruled(way.kind, None, token.i, by=by, effect=effect)
        return None

    def _contempt(self, token: Token, by: int | None) -> Ruled | None:
        sentence = self.article.sentences[token.sentence]
        after = self.article.tokens[token.i : min(sentence.last, token.i + 12)]
        word = next((t for t in after if t.lower == "contempt"), None)
        if word is None or token.lower not in ("held", "found", "holds", "finds"):
            return None
        prior = self.article.tokens[word.i - 1].lower
        kind = f"{prior} contempt" if prior in ("civil", "criminal") else "contempt"
        passive = is_passive(self.article, token.i)
        bound = subjects(self.article, token.i) if passive else objects(self.article, token.i)
        restrains: list[int | str] = [m for b in bound if (m := self.resolver.ref(b)) is not None]
        return Ruled(kind, None, token.i, by=by, restrains=restrains)

    def _deed(self, token: Token, way: Way, by: int | None) -> Ruled | None:
        for thing in self._things(token):
            if thing.family not in way.things:
                continue
            sought = self._sought(thing, token) if thing.family == "request" else thing
            kind = way.kind or sought.kind
            if not kind:
                continue
            gives = sought.family == "relief" and way.disposition == "granted"
            order = self.instruments.draft(sought.head) if gives else None
            disposition = self._partly(token, way.disposition)
            return Ruled(kind, disposition, token.i, by=by, on=self._on(sought, thing, token), order=order)
        return self._restraint(token, way, by)

    def _restraint(self, token: Token, way: Way, by: int | None) -> Ruled | None:
        """Somebody kept from an act: "blocked the administration from enforcing the order"."""
        if "act" not in way.things or is_passive(self.article, token.i):
            return None
        kept: list[int | str] = [m for o in objects(self.article, token.i) if (m := self.resolver.ref(o)) is not None]
        for kid in self.article.kids(token.i, "advcl", "xcomp", "acl", "ccomp"):
            if kid.tag == "VBG" and self.article.tokens[kid.i - 1].lower == "from" and kept:
                last = self.article.extent(kid.i)[1]
                on = next(
                    (d for o in objects(self.article, kid.i) if (d := self.instruments.draft(o)) is not None), None
                )
                act = on if on is not None else infinitive(self.article, kid.i, last)
                if isinstance(act, int) or 1 < len(act.split()) <= WIDEST // 2:
                    return Ruled(way.kind, None, token.i, by=by, on=act, restrains=kept)
        return None

    def _partly(self, token: Token, disposition: str) -> str | None:
        """A disposition, in part where the text says so."""
        sentence = self.article.sentences[token.sentence]
        near = self.article.words(max(sentence.first, token.i - 2), min(sentence.last, token.i + 14)).lower()
        part = "in part" in near or any(k.lower in ("partially", "partly") for k in self.article.kids(token.i))
        if not part:
            return disposition or None
        past = {"granted": "granted", "denied": "denied"}.get(disposition)
        verb = next((v for v in ("affirmed", "reversed", "vacated") if token.lower == v), past)
        return f"{verb} in part" if verb else disposition or None

    def _sought(self, request: Thing, verb: Token) -> Thing:
        """What a request is for: "request for a stay", "motion to dismiss", "bid to block the order"."""
        after = [c for c in complements(self.article, verb.i, "for") if c > request.head]
        for head in complements(self.article, request.head, "for") + after:
            if thing := self._thing(head):
                return thing
        for kid in self.article.kids(request.head, "acl"):
            for way in ways().get(kid.lower, ()):
                target = next((t for o in objects(self.article, kid.i) if (t := self._thing(o))), None)
                if kid.lower == "dismiss":
                    return Thing(request.head, "request", "dismissal")
                if target and target.family in way.things:
                    return Thing(target.head, target.family, way.kind or target.kind)
        return request

    def _on(self, thing: Thing, outer: Thing, verb: Token) -> int | str | None:
        """The instrument or matter that is decided on: the law itself, or what the relief is against."""
        if thing.family in ("law", "act"):
            draft = self.instruments.draft(thing.head)
            return draft if draft is not None else self._phrase(thing.head)
        if thing.family in ("suit", "ruling"):
            return self._challenged(thing.head)
        for at in (thing.head, outer.head, verb.i):
            things = complements(self.article, at, "against")
            for kid in self.article.kids(at, "acl", "acl:relcl"):
                things += objects(self.article, kid.i) if kid.lower in ways() else []
            for head in things:
                if (draft := self.lawsuits.assailable(self.instruments.draft(head))) is not None:
                    return draft
        return None

    def _challenged(self, head: int) -> int | str | None:
        """What "a lawsuit challenging the program" challenges."""
        for kid in self.article.kids(head, "acl", "acl:relcl"):
            for thing in objects(self.article, kid.i) if kid.lower in ("challenging", "contesting") else []:
                draft = self.instruments.draft(thing)
                return draft if draft is not None else self._phrase(thing)
        return None

    def _phrase(self, head: int) -> str | None:
        text = clean(self.article, *phrase(self.article, head))
        vague = len(text.split()) < 2 or self.article.tokens[head].tag.startswith("PRP")
        return None if vague else text

    def _give(self, ruled: Ruled, told: Token) -> None:
        """Date and scope from the sentence, then the suit that the ruling is in."""
        sentence = self.article.sentences[told.sentence]
        ruled.date = date_near(self.article, told.i, self.published, 16)
        told_of = reach(self.article, told, self._relief(told), ruled.date, self.published)
        ruled.scope, ruled.expires = told_of.scope, told_of.expires
        ruled.protects = self._named(told_of.where)
        ruled.passages += [self.article.span(sentence.first, sentence.last), *told_of.passages]
        suit = self._suit(ruled, told)
        if suit is None:
            return
        if ruled.scope in FOR_PLAINTIFFS:
            ruled.protects = list(suit.plaintiffs)
        same = next((r for r in suit.rulings if (r.kind, r.on, r.by) == (ruled.kind, ruled.on, ruled.by)), None)
        same = same or next((r for r in suit.rulings if self._again(r, ruled)), None)
        if same is not None:
            same.date, same.by = same.date or ruled.date, same.by if same.by is not None else ruled.by
            same.on = same.on if same.on is not None else ruled.on
            same.scope, same.expires = same.scope or ruled.scope, same.expires or ruled.expires
            same.passages += [p for p in ruled.passages if p not in same.passages]
        else:
            suit.rulings.append(ruled)
        if isinstance(ruled.on, int) and not suit.challenges:
            suit.challenges.append(ruled.on)
        if ruled.by is not None:
            self._judge(suit, ruled.by)
        suit.see(ruled.passages[0])

    def _again(self, old: Ruled, new: Ruled) -> bool:
        """Whether a ruling is told of again: one kind and disposition, and nothing that tells the two apart."""
        alike = (old.kind, old.disposition) == (new.kind, new.disposition) and new.kind != "decision"
        return alike and all(
            a is None or b is None or a == b for a, b in ((old.on, new.on), (old.by, new.by), (old.date, new.date))
        )

    def _named(self, where: tuple[int, int] | None) -> list[int | str]:
        """The states and cities named among some tokens."""
        cast, found = self.resolver.cast, []
        for i in range(*(where or (0, 0))):
            member = self.resolver.ref(i)
            if member is None:
                member = cast.find(("jurisdiction",), self.article.tokens[i].text)
            if member is not None and cast.members[member].kind == "jurisdiction" and member not in found:
                found.append(member)
        return list(found)

    def _relief(self, told: Token) -> int | None:
        """The relief that a ruling gives: "a 14-day restraining order"."""
        return next((thing.head for thing in self._things(told) if thing.family == "relief"), None)

    def _judge(self, suit: Suit, by: int) -> None:
        if self.resolver.cast.members[by].kind == "court":
            suit.court = by if suit.court is None else suit.court
        elif by not in suit.judges:
            suit.judges.append(by)

    def _suit(self, ruled: Ruled, told: Token) -> Suit | None:
        """The suit named nearby, the one that challenges what is decided on, the only one, or a new one."""
        near = sorted((abs(i - told.i), i) for i in self.lawsuits.at if abs(i - told.i) <= NEAR)
        here = [self.lawsuits.at[i] for _, i in near if self.article.tokens[i].sentence == told.sentence]
        over = [s for s in self.lawsuits.found if ruled.on is not None and ruled.on in s.challenges]
        known = next(iter([*here, *over, *self._only(ruled, told)]), None)
        if known is not None:
            return known
        if ruled.by is None and ruled.on is None:
            return None
        suit = Suit([told.i], caption=self._caption(ruled))
        self.lawsuits.found.append(suit)
        return suit

    def _only(self, ruled: Ruled, told: Token) -> Iterator[Suit]:
        """The one suit of the article, if it was told of shortly before and another court does not have it."""
        found = self.lawsuits.found
        if len(found) == 1 and any(h < told.i for h in found[0].heads):
            near = told.paragraph - max(self.article.tokens[h].paragraph for h in found[0].heads if h < told.i) <= 4
            if near and (ruled.by is None or ruled.by in (found[0].court, *found[0].judges) or not found[0].caption):
                yield found[0]

    def _caption(self, ruled: Ruled) -> str:
        """A neutral label of a case of which only the ruling is told."""
        on = self.instruments.drafts[ruled.on].label if isinstance(ruled.on, int) else ruled.on
        if ruled.by is None:
            return f"Case on {on}"
        name = self.resolver.cast.members[ruled.by].name
        return f"Case before {name} on {on}" if on else f"Case before {name}"
