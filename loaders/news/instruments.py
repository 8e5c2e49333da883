"""Orders, laws, rules and court orders: which ones an article speaks of, who made them and when.

A mention founds an instrument only if the text makes it a particular one: it is signed or issued,
numbered, named, owned by a body, or told apart by what it does. Later definite mentions ("the order",
"the measure", "it") are linked to the instrument of a fitting family that was last spoken of.
"""

from __future__ import annotations

import re
from datetime import date

from .bill_numbers import BillNumber, bill_numbers, merged
from .cast import Cast
from .clauses import agents, complements, hypothetical, negated, objects, phrase, subjects, verb_of
from .coref import Resolver
from .dates import find_dates
from .instrument_labels import ORDERS, label
from .lexicon import lemmas, table
from .mentioned import (
    FAMILY,
    Draft,
    Mention,
    branch,
    clause_mates,
    event_between,
    governing,
    mentions,
    mentions_at,
    number_after,
    same_words,
    titled_before,
)
from .syntax import Article

HEADING = re.compile(r"([A-Z][^:.“”\"]{2,40}): ")
REQUESTS = frozenset({"request", "requests", "motion", "motions", "bid", "petition"})


class Instruments:
    """The instruments of an article, and which one a token stands for."""

    def __init__(self, resolver: Resolver, published: date | None, quoted: frozenset[int]) -> None:
        self.resolver, self.published, self.quoted = resolver, published, quoted
        self.article: Article = resolver.article
        self.cast: Cast = resolver.cast
        self.drafts: list[Draft] = []
        self.at: dict[int, int] = {}
        numbers = [n for n in bill_numbers(self.article) if n.first not in quoted]
        for number in numbers:
            self._number(number)
        for mention in mentions(self.article):
            self._place(mention)
        self.drafts, self.at = merged(self.article, self.drafts, self.at, numbers)
        for draft in self.drafts:
            self._finish(draft)

    def draft(self, i: int) -> int | None:
        """The instrument that the noun headed by token ``i`` (or the pronoun there) stands for."""
        if i in self.at:
            return self.at[i]
        if self.article.tokens[i].lower in ("one", "some", "all", "most", "many", "both", "each", "provisions"):
            token = self.article.tokens[i]
            whole = [token.head] if token.dep == "appos" else complements(self.article, i, "of")
            return next((self.at[w] for w in whole if w in self.at), None)
        if self.article.tokens[i].lower in ("it", "which", "that"):
            return self._pronoun(i)
        return None

    def _pronoun(self, i: int) -> int | None:
        """ "It" for the instrument that is the subject of the sentence before; "which" for the noun before it."""
        article = self.article
        token = article.tokens[i]
        if token.lower != "it":
            verb = article.tokens[token.head]
            return self.at.get(verb.head) if verb.dep == "acl:relcl" else None
        before = [h for h in self.at if article.tokens[h].sentence == token.sentence - 1]
        subject = [h for h in before if article.tokens[h].dep in ("nsubj", "nsubjpass")]
        same = article.tokens[i].dep in ("nsubj", "nsubjpass")
        return self.at[subject[-1]] if subject and same else None

    def _number(self, number: BillNumber) -> None:
        """A bill told of by its number."""
        same = (k for k, d in enumerate(self.drafts) if number.same(d.number))
        known = next(same, len(self.drafts))
        if known == len(self.drafts):
            self.drafts.append(Draft("bill", "", [], number=number.text))
        draft = self.drafts[known]
        for i in range(number.first, number.last):
            self.at[i] = known
        draft.mentions.append(number.last - 1)
        draft.see(self.article, number.first)

    def _place(self, m: Mention) -> None:
        """Link a mention to an instrument already met, or found one."""
        number = number_after(self.article, m.head)
        known = self._apposed(m)
        known = self._linked(m, number) if known is None else known
        if known is None and self._particular(m, number):
            known = len(self.drafts)
            self.drafts.append(
                Draft(m.kind or "policy", "", [], plural=self.article.tokens[m.head].tag in ("NNS", "NNPS"))
            )
        if known is None:
            return
        draft = self.drafts[known]
        draft.mentions.append(m.head)
        draft.number = draft.number or number
        self.at[m.head] = known
        if not draft.passages or number:
            draft.see(self.article, m.head)

    def _apposed(self, m: Mention) -> int | None:
        """The bill whose number a mention explains: "HB 2, Texas legislation that …"."""
        first = phrase(self.article, m.head)[0]
        comma = first > 1 and self.article.tokens[first - 1].text == ","
        draft = self.at.get(first - 2) if comma else None
        return draft if draft is not None and first - 2 in self.drafts[draft].mentions and m.kind else None

    def _linked(self, m: Mention, number: str | None) -> int | None:
        article = self.article
        many = article.tokens[m.head].tag in ("NNS", "NNPS")
        fits = [
            k
            for k, d in enumerate(self.drafts)
            if FAMILY[d.kind] in m.families and (d.plural == many or self._heading(m.head))
        ]
        if number:
            same = [k for k in fits if self.drafts[k].number == number]
            unnumbered = [k for k in fits if self.drafts[k].number is None and self.drafts[k].kind == m.kind]
            return same[0] if same else (unnumbered[-1] if len(unnumbered) == 1 else None)
        fits = [k for k in fits if branch(self.article, m.head) in (None, FAMILY[self.drafts[k].kind])]
        if m.kind == "court order" and len(fits) == 1 and self._maker(m.head)[1] is not None:
            return fits[0]  # granted again, later in the article: the same
        heading = self._heading(m.head)
        if heading and any(self.drafts[k].plural for k in fits):
            return self._under(heading, [k for k in fits if self.drafts[k].plural][-1])
        dets = {k.lower for k in article.kids(m.head, "det")}
        if m.first and article.tokens[m.first - 1].lower in ("the", "this", "that"):
            dets.add("the")
        if not fits:
            return None
        named = self.name(m)
        if named:
            return next((k for k in fits if same_words(named, self.drafts[k].label or self._name_of(k))), None)
        possessor = self._possessor(m.head)
        definite = bool(dets & {"the", "this", "that", "today"}) or bool(article.kids(m.head, "nmod:poss"))
        if not definite:
            return None
        last = max(fits, key=lambda k: self.drafts[k].mentions[-1])
        if possessor is not None:
            owned = [k for k in fits if self._owner(k) in (possessor, None)]
            return max(owned, key=lambda k: self.drafts[k].mentions[-1]) if owned else None
        return last

    def _name_of(self, k: int) -> str:
        for head in self.drafts[k].mentions:
            for m in mentions_at(self.article, head):
                if named := self.name(m):
                    return named
        return ""

    def _owner(self, k: int) -> int | None:
        for head in self.drafts[k].mentions:
            if (owner := self._possessor(head)) is not None or (owner := self._maker(head)[0]) is not None:
                return owner
        return None

    def _heading(self, i: int) -> str:
        """The words before a colon that open the paragraph of token ``i`` ("Housing: The executive order …")."""
        start, end = self.article.paragraphs[self.article.tokens[i].paragraph]
        match = HEADING.match(self.article.text, start, end)
        return match.group(1) if match and match.end() <= self.article.tokens[i].start else ""

    def _under(self, heading: str, group: int) -> int:
        """The instrument of a plural mention that a headed paragraph is about."""
        parent = self.drafts[group]
        label = f"{heading.lower()} {parent.kind}"
        found = next((k for k, d in enumerate(self.drafts) if d.label == label), None)
        if found is None:
            found = len(self.drafts)
            self.drafts.append(Draft(parent.kind, label, list(parent.mentions[:1]), passages=list(parent.passages)))
        return found

    def _particular(self, m: Mention, number: str | None) -> bool:
        """Whether a mention is of one particular instrument."""
        article = self.article
        if not m.kind or article.tokens[m.head].paragraph in self.cast.headlines:
            return False
        token = article.tokens[m.head]
        if number:
            return True
        if any(k.lower in ("our", "my", "your", "this", "these") for k in article.kids(m.head, "nmod:poss", "det")):
            return False
        verb = self._maker(m.head)[1]
        if verb is not None:
            made = self._maker(m.head)[0] is not None or m.kind in ORDERS or m.kind == "court order"
            if made or not self.name(m):
                happened = not hypothetical(article, verb) and not negated(article, verb)
                return made and happened and not self._listed(m.head)
        if token.i in self.quoted:
            return False
        if self.name(m):
            return True
        owner = self._possessor(m.head)
        modified = bool(article.kids(m.head, "amod", "compound"))
        if owner is not None and self.cast.members[owner].kind in ("jurisdiction", "person", "agency", "court"):
            return (
                m.kind in ORDERS
                or (modified and token.i - m.first < 4 and m.kind != "policy")
                or m.kind == "court order"
            )
        does = [k for k in article.kids(m.head, "acl", "acl:relcl") if k.lower in governing()]
        return bool(does) or (
            m.noun in ("executive order", "temporary restraining order") and bool(article.kids(m.head, "acl:relcl"))
        )

    def _listed(self, i: int) -> bool:
        """Whether a noun stands under a condition, as in "unless they have a warrant or a court order"."""
        verb = self.article.tokens[verb_of(self.article, self.article.tokens[i])]
        return any(k.lower in ("if", "unless", "without") for k in self.article.kids(verb.i, "mark"))

    def name(self, m: Mention) -> str:
        """A name in front of the noun: quoted ("green light"), or capitalised ("Welcoming City Ordinance")."""
        article = self.article
        first, _ = phrase(article, m.head)
        before = article.text[article.tokens[max(first - 1, 0)].start : article.tokens[m.first].start]
        quoted = re.search(r"[“\"‘']([^“”\"‘’]{3,40})[”\"’']\s*$", before)
        if quoted:
            return quoted.group(1).strip()
        if article.tokens[m.head].tag == "NNP" and m.first == m.head and m.noun != "order":
            return titled_before(article, m.first, first)
        return ""

    def _possessor(self, i: int) -> int | None:
        for kid in self.article.kids(i, "nmod:poss"):
            found = self.resolver.ref(kid.i)
            if found is not None:
                return found
        return None

    def _maker(self, i: int) -> tuple[int | None, int | None]:
        """Who makes the instrument of token ``i`` and the verb that says so ("signed", "issued by")."""
        article = self.article
        verb = article.tokens[article.tokens[i].head]
        if article.tokens[i].dep == "conj":
            verb = article.tokens[verb.head]
        if verb.lower in REQUESTS:  # "granted the request for an injunction"
            i, verb = verb.i, article.tokens[verb.head]
        elif article.tokens[i].dep == "nmod":
            i = next((o for o in objects(article, verb.i) if article.tokens[o].lower in REQUESTS), i)
        lemma = lemmas("issuing.tsv").get(verb.lower)
        if lemma and verb.tag.startswith("V") and i in [*self._things(verb.i), *subjects(article, verb.i)]:
            makers = subjects(article, verb.i) if i in self._things(verb.i) else agents(article, verb.i)
            found = [r for s in makers if (r := self.resolver.ref(s)) is not None]
            return (found[0] if found else None), verb.i
        for near in article.tokens[max(0, i - 6) : i]:
            if (
                near.lower in lemmas("issuing.tsv")
                and near.tag == "VBD"
                and near.sentence == article.tokens[i].sentence
                and i in self._things(near.i)
            ):
                found = [r for s in subjects(article, near.i) if (r := self.resolver.ref(s)) is not None]
                return (found[0] if found else None), near.i
        for kid in article.kids(i, "acl", "acl:relcl"):
            if kid.lower in lemmas("issuing.tsv"):
                makers = agents(article, kid.i) or [k.i for k in article.kids(kid.i, "nsubj")]
                found = [r for s in makers if (r := self.resolver.ref(s)) is not None]
                return (found[0] if found else None), kid.i
        return None, None

    def _things(self, verb: int) -> list[int]:
        """What a verb acts on, also where the parser took a measure for it ("signed three orders an hour after …")."""
        article = self.article
        loose = [
            k.i
            for t in article.kids(verb, "nmod:npmod", "dobj", "advmod")
            for k in (t, *article.kids(t.i, "advmod", "nmod:npmod"))
        ]
        near = [
            t.i
            for t in article.sentence_tokens(article.tokens[verb].sentence)
            if verb < t.i <= verb + 5 and t.dep == "nmod:npmod"
        ]
        return [*objects(article, verb), *loose, *near]

    def _finish(self, draft: Draft) -> None:
        """Issuer, jurisdiction, date, status and label, from all mentions."""
        article = self.article
        for head in draft.mentions:
            issuer, verb = self._maker(head)
            if verb is not None and (article.tokens[verb].tag == "VB" or hypothetical(article, verb)):
                issuer = verb = None
            owner = self._possessor(head)
            makes = issuer if issuer is not None else owner
            signed = (
                issuer is not None and verb is not None and lemmas("issuing.tsv")[article.tokens[verb].lower] == "sign"
            )
            if draft.issuer is None and makes is not None and self._can_issue(draft, makes, signed):
                draft.issuer = makes
                draft.see(article, head)
            if verb is not None:
                draft.status = (
                    draft.status or table("issuing.tsv")[lemmas("issuing.tsv")[article.tokens[verb].lower]][1]
                )
                draft.see(article, verb)
                if draft.date is None and verb not in self.quoted:
                    draft.date = self._date(verb)
        draft.jurisdiction = self._jurisdiction(draft)
        if draft.kind == "statute" and draft.jurisdiction is not None:
            place = self.cast.members[draft.jurisdiction].place
            draft.kind = "ordinance" if place and place.level in ("city", "county") else "statute"
        draft.label = draft.label or label(self, draft)

    def _can_issue(self, draft: Draft, member: int, signed: bool) -> bool:
        """Whether a member can have made the instrument; one person makes no law except by signing it."""
        kind = self.cast.members[member].kind
        if draft.kind in ORDERS:
            return kind in ("person", "agency")
        if kind == "person" and draft.kind != "court order":
            return signed
        return kind in ("person", "jurisdiction", "agency", "court")

    def _date(self, verb: int) -> str | None:
        """The date on which a verb's deed was done, from the expressions that hang from it or stand next to it."""
        article = self.article
        sentence = article.sentences[article.tokens[verb].sentence]
        start, end = article.tokens[sentence.first].start, article.tokens[sentence.last - 1].end
        found = [d for d in find_dates(article.text, start, end, self.published) if d.edtf]
        for when in found:
            token = next(
                (t for t in article.sentence_tokens(article.tokens[verb].sentence) if t.start >= when.start), None
            )
            if (
                token
                and not event_between(self.article, verb, token.i)
                and (verb_of(article, token) == verb or clause_mates(article, token.i, verb))
            ):
                return when.edtf
        return None

    def _jurisdiction(self, draft: Draft) -> int | None:
        if draft.issuer is not None:
            member = self.cast.members[draft.issuer]
            if member.kind == "jurisdiction":
                return draft.issuer
            for office in member.offices:
                if office.of is not None and self.cast.members[office.of].kind == "jurisdiction":
                    return office.of
        for head in draft.mentions:
            owner = self._possessor(head)
            if owner is not None and self.cast.members[owner].kind == "jurisdiction":
                return owner
            verb = verb_of(self.article, self.article.tokens[head])
            made = self.article.tokens[verb].lower in lemmas("issuing.tsv")
            for place in complements(self.article, verb if made else head, "in"):
                ref = self.cast.member(place)
                if (
                    draft.kind in ("statute", "ordinance", "bill")
                    and ref is not None
                    and self.cast.members[ref].kind == "jurisdiction"
                ):
                    return ref
        return self._only_place(draft)

    def _only_place(self, draft: Draft) -> int | None:
        """The one state or city that the sentence of a law puts things "in"."""
        article = self.article
        if FAMILY[draft.kind] != "law":
            return None
        found = {
            k
            for head in draft.mentions
            for t in article.sentence_tokens(article.tokens[head].sentence)
            if (k := self.cast.member(t.i)) is not None
            and self.cast.members[k].kind == "jurisdiction"
            and any(c.lower == "in" for c in article.kids(t.i, "case"))
        }
        return found.pop() if len(found) == 1 else None
