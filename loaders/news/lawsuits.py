"""Lawsuits: who sues whom, since when, in which court, over what.

Told by a verb ("Minnesota has sued the administration", "Denver was sued by …", "is being contested by …")
or by a noun ("filed a lawsuit against …", "a Department of Justice suit"). A definite later mention ("the suit")
adds to the one last spoken of; a threat or a plan to sue founds none.
"""

from __future__ import annotations

import re
from datetime import date

from .clauses import agents, clean, complements, conjuncts, hypothetical, is_passive, negated, objects, phrase, subjects
from .coref import Resolver
from .instruments import Instruments
from .lexicon import inflected, inflections, used, words
from .suits import Suit
from .syntax import Article, Token
from .when import date_near

ARGUE = frozenset(
    {"arguing", "argues", "argued", "alleging", "alleges", "alleged", "claiming", "claims", "contends", "asserts"}
)
FACING = frozenset({"facing", "face", "faces", "faced", "fighting", "fight"})
DOCKET = re.compile(r"\b\d{1,2}:\d{2}-(?:cv|cr|mc|mj)-\d{3,6}(?:-[A-Z]{2,4})*\b|\bNos?\. \d{2,4}-\d{2,6}\b")


def _brought(article: Article, token: Token) -> bool:
    """Whether a clause that follows says that the suit was brought: "the lawsuit Ellison filed"."""
    return any(k.lower in inflected("suits.tsv", "filing") for k in article.kids(token.i, "acl", "acl:relcl"))


class Lawsuits:
    """The lawsuits of an article."""

    def __init__(self, instruments: Instruments, published: date | None) -> None:
        self.instruments, self.published = instruments, published
        self.resolver: Resolver = instruments.resolver
        self.article: Article = instruments.article
        self.found: list[Suit] = []
        self.at: dict[int, Suit] = {}
        verbs, contests, nouns = (
            inflected("suits.tsv", "verb"),
            inflected("suits.tsv", "contest"),
            used("suits.tsv", "noun"),
        )
        for token in self.article.tokens:
            if token.i in instruments.quoted or token.paragraph in self.resolver.cast.skipped:
                continue
            if token.tag.startswith("V") and token.lower in verbs:
                self._sues(token)
            elif token.tag.startswith("V") and token.lower in contests:
                self._contests(token)
            elif token.tag.startswith("N") and self._noun(token) in nouns:
                self._suit(token)
        self._dockets()

    def _noun(self, token: Token) -> str:
        two = self.article.words(token.i - 1, token.i + 1).lower() if token.i else ""
        return two if two in used("suits.tsv", "noun") else token.lower

    def _sides(self, heads: list[int]) -> list[int | str]:
        """Members behind noun phrases; "Colorado and Denver officials" are the two governments."""
        sides: list[int | str] = []
        for h in heads:
            if self.at.get(h) is not None:
                continue
            places = [
                k
                for t in self.article.kids(h, "compound", "amod", "nmod")
                for c in conjuncts(self.article, t.i)
                if (k := self.resolver.cast.member(c)) is not None
            ]
            ref = self.resolver.ref(h)
            generic = ref is None and self.article.tokens[h].lower in ("officials", "leaders", "governments")
            found: list[int | str] = (
                list(places) if generic and places else [ref] if ref is not None else self._groups(h)
            )
            sides += [s for s in found if s not in sides and not self._judges(s)]
        return sides

    def _judges(self, side: int | str) -> bool:
        """Whether a side would be the court itself."""
        return isinstance(side, int) and self.resolver.cast.members[side].kind == "court"

    def _groups(self, i: int) -> list[int | str]:
        token = self.article.tokens[i]
        if token.tag in ("PRP", "WP", "WDT", "DT", "EX", "CD", "PRP$") or not token.tag.startswith("N"):
            return []
        words_of_it = clean(self.article, *phrase(self.article, i))
        return [words_of_it.split(" over ")[0]]  # what the suit is over is no part of who is sued

    def _sues(self, token: Token) -> None:
        article = self.article
        if token.tag not in ("VBD", "VBN", "VBZ") or hypothetical(article, token.i) or negated(article, token.i):
            return
        passive = is_passive(article, token.i)
        plaintiffs = self._sides(agents(article, token.i) if passive else subjects(article, token.i))
        defendants = self._sides(subjects(article, token.i) if passive else objects(article, token.i))
        named = any(isinstance(side, int) for side in plaintiffs + defendants)
        if not (plaintiffs and defendants and named) or set(plaintiffs) & set(defendants):
            return
        suit = self._open(token, plaintiffs, defendants)
        suit.filed = suit.filed or date_near(article, token.i, self.published, 16)
        self._over(suit, [token.i])

    def _contests(self, token: Token) -> None:
        """A law "being contested by the administration in New Jersey": a suit by the one against the other."""
        article = self.article
        if not is_passive(article, token.i) or hypothetical(article, token.i):
            return
        targets = [d for s in subjects(article, token.i) if (d := self.instruments.draft(s)) is not None]
        plaintiffs = self._sides(agents(article, token.i))
        if not targets or not plaintiffs:
            return
        place = self.instruments.drafts[targets[0]].jurisdiction
        suit = self._open(token, plaintiffs, [place] if place is not None else [])
        suit.challenges += [t for t in targets if t not in suit.challenges]
        suit.status = "contested"

    def _open(self, token: Token, plaintiffs: list[int | str], defendants: list[int | str]) -> Suit:
        """The suit between these sides, met before or new."""
        for suit in self.found:
            if set(suit.defendants) & set(defendants) and (
                set(suit.plaintiffs) & set(plaintiffs) or not suit.plaintiffs
            ):
                break
        else:
            suit = Suit([])
            self.found.append(suit)
        suit.plaintiffs += [p for p in plaintiffs if p not in suit.plaintiffs]
        suit.defendants += [d for d in defendants if d not in suit.defendants]
        self._see(suit, token)
        return suit

    def _see(self, suit: Suit, token: Token) -> None:
        suit.heads.append(token.i)
        self.at[token.i] = suit
        sentence = self.article.sentences[token.sentence]
        suit.see(self.article.span(sentence.first, sentence.last))
        self._court(suit, sentence.first, sentence.last)

    def _suit(self, token: Token) -> None:
        """A noun for a suit: founding one ("filed a lawsuit against …") or adding to the last ("the suit, filed …")."""
        article = self.article
        verb = article.tokens[token.head]
        filing = verb if verb.lower in inflected("suits.tsv", "filing") and verb.tag.startswith("V") else None
        if filing and (hypothetical(article, filing.i) or negated(article, filing.i)):
            return
        plaintiffs, defendants = self._told_sides(token, filing)
        fresh = any(k.lower in ("a", "an", "another") for k in article.kids(token.i, "det")) or token.tag == "NNS"
        fresh = fresh or any(
            t.lower in FACING for t in article.tokens[max(0, token.i - 7) : token.i] if t.sentence == token.sentence
        )
        last = self.found[-1] if self.found else None
        if last is not None and not fresh and self._fits(last, plaintiffs, defendants):
            suit = last
            if suit.plaintiffs and plaintiffs:
                generic = all(isinstance(p, str) for p in suit.plaintiffs)
                suit.plaintiffs = plaintiffs if filing or generic else suit.plaintiffs
            else:
                suit.plaintiffs += plaintiffs
            suit.defendants += [d for d in defendants if d not in suit.defendants]
            self._see(suit, token)
        elif (plaintiffs and (defendants or filing or _brought(article, token))) or (defendants and filing):
            suit = self._open(token, plaintiffs, defendants)
        else:
            return
        relative = [
            k
            for k in article.kids(token.i, "acl", "acl:relcl")
            if k.lower in inflected("suits.tsv", "filing") | {"filed"}
        ]
        when = filing or (relative[0] if relative else None)
        if when is not None and (filed := date_near(article, when.i, self.published, 16)):
            suit.filed = filed if suit.filed is None or len(filed) > len(suit.filed) else suit.filed
        self._over(suit, [token.i, *([when.i] if when else [])])

    def _fits(self, suit: Suit, plaintiffs: list[int | str], defendants: list[int | str]) -> bool:
        """Whether told sides do not speak against a suit: a definite mention names the same parties or ones alike."""
        named = [p for p in plaintiffs if isinstance(p, int)]
        unnamed = all(isinstance(p, str) for p in suit.plaintiffs)
        if not named or unnamed or set(named) & set(suit.plaintiffs):
            return True
        return any(
            isinstance(p, int) and self.resolver.cast.members[p].name.endswith("administration")
            for p in suit.plaintiffs
        )

    def _told_sides(self, token: Token, filing: Token | None) -> tuple[list[int | str], list[int | str]]:
        article = self.article
        plaintiffs: list[int] = []
        defendants = complements(article, token.i, "against")
        if filing is not None:
            passive = is_passive(article, filing.i) and token.dep != "dobj"
            plaintiffs = agents(article, filing.i) if passive else subjects(article, filing.i)
            plaintiffs = [p for p in plaintiffs if p != token.i]
            plaintiffs += complements(article, filing.i, "with") if not passive else []
            defendants += complements(article, filing.i, "against")
        for kid in article.kids(token.i, "acl:relcl", "acl"):
            if kid.lower in inflected("suits.tsv", "filing"):
                plaintiffs += (
                    [s for s in subjects(article, kid.i) if s != token.i]
                    + complements(article, kid.i, "with")
                    + agents(article, kid.i)
                )
                defendants += complements(article, kid.i, "against")
        owners = [
            k.i for k in article.kids(token.i, "nmod:poss", "compound") if self.resolver.cast.member(k.i) is not None
        ]
        verb = article.tokens[token.head]
        facing = [
            t
            for t in article.tokens[max(0, token.i - 7) : token.i]
            if t.sentence == token.sentence and t.lower in FACING
        ]
        if facing and not owners:
            owners = [k for k in range(facing[-1].i + 1, token.i) if self.resolver.cast.member(k) is not None][-1:]
        verb = facing[-1] if facing else verb
        if owners and verb.lower in FACING:
            plaintiffs += owners
            defendants += subjects(article, verb.i)
        elif owners and not plaintiffs:
            plaintiffs += owners
        if filing is None:
            plaintiffs = [
                p
                for p in plaintiffs
                if self.resolver.ref(p) is not None or self.article.tokens[p].lower in ("general", "attorneys")
            ]
        plaintiffs = [s for p in plaintiffs for s in self._attorney_of(p)] + self._as_plaintiff(token)
        return self._sides(plaintiffs), self._sides([*defendants, *self._naming(token)])

    def _attorney_of(self, i: int) -> list[int]:
        """For "the attorneys general of Washington and Oregon", the states they act for."""
        states = (
            complements(self.article, i, "of")
            if self.article.tokens[i].lower in ("generals", "general", "attorneys")
            else []
        )
        return states or [i]

    def _as_plaintiff(self, token: Token) -> list[int]:
        """ "With the United States of America as plaintiff": who is said to sue."""
        article = self.article
        sentence = article.sentences[token.sentence]
        for t in article.tokens[sentence.first : sentence.last]:
            if t.lower in ("plaintiff", "plaintiffs") and t.i and article.tokens[t.i - 1].lower == "as":
                before = [
                    k for k in range(max(sentence.first, t.i - 8), t.i - 1) if self.resolver.cast.member(k) is not None
                ]
                return before[-1:]
        return []

    def _naming(self, token: Token) -> list[int]:
        """Defendants listed: "names A, B and C as defendants", "naming Colorado and Denver officials"."""
        article = self.article
        sentence = article.sentences[token.sentence]
        found: list[int] = []
        for t in article.tokens[sentence.first : sentence.last]:
            if t.lower in ("naming", "names", "named") and t.i > token.i:
                stop = next(
                    (
                        k.i
                        for k in article.tokens[t.i : sentence.last]
                        if k.lower in ("as", "and", ".") and k.lower != "and"
                    ),
                    sentence.last,
                )
                members: dict[int, int] = {}
                for k in range(t.i + 1, stop):
                    if article.tokens[k].tag in ("VBG", "VBD", "VBZ") and k > t.i + 1:
                        break
                    member = self.resolver.cast.member(k)
                    if member is not None and not self._within_title(k):
                        members.setdefault(member, k)
                found += list(members.values())
        return found

    def _within_title(self, i: int) -> bool:
        """Whether a body's name at ``i`` only introduces a person ("Department of Correction Commissioner X")."""
        cast = self.resolver.cast
        for person in cast.members:
            for office in person.offices:
                first_name = person.mentions[0][0] if person.mentions else -1
                if office.span[0] <= i < office.span[1] and i < first_name:
                    return True
        return False

    def _court(self, suit: Suit, first: int, last: int) -> None:
        for k in range(first, last):
            member = self.resolver.cast.member(k)
            if suit.court is None and member is not None and self.resolver.cast.members[member].kind == "court":
                suit.court = member

    def _over(self, suit: Suit, heads: list[int]) -> None:
        """What is challenged: "over its sanctuary laws", "challenging the order", "to block a surge"."""
        article = self.article
        for h in heads:
            things = complements(article, h, "over", "challenging", "against")
            for kid in article.kids(h, "acl", "advcl", "xcomp", "nmod", "acl:relcl"):
                if kid.lower in ("challenging", "seeking", "block", "blocking", "stop", "halt", "overturn"):
                    things += objects(article, kid.i)
                for deeper in article.kids(kid.i, "acl", "advcl", "xcomp"):
                    if deeper.lower in ("block", "stop", "halt", "overturn", "challenge"):
                        things += objects(article, deeper.i)
            for t in things:
                self._challenge(suit, t)
        self._argued(suit, heads[0])
        for k in range(*self._sentence(heads[0])):
            token = article.tokens[k]
            if (
                token.lower in ("challenging", "over")
                and (
                    draft := next(
                        (d for t in article.tokens[k + 1 : k + 8] if (d := self.instruments.at.get(t.i)) is not None),
                        None,
                    )
                )
                is not None
            ):
                assailed = self.assailable(draft)
                suit.challenges += [assailed] if assailed is not None and assailed not in suit.challenges else []

    def _argued(self, suit: Suit, head: int) -> None:
        """What the suit is said to argue against: "arguing that the policies obstruct federal authority"."""
        article = self.article
        wrongs = {f for v in words("wrongs.txt") for f in inflections(v)}
        for k in range(*self._sentence(head)):
            token = article.tokens[k]
            argued = any(t.lower in ARGUE for t in article.tokens[max(0, k - 10) : k])
            if argued and token.lower in wrongs and token.tag.startswith("V"):
                things = [s for s in subjects(article, k) if article.tokens[s].tag in ("NNS", "NN")]
                if len(things) > 1 and not any(s in self.instruments.at for s in things):  # "state and local policies"
                    suit.challenges.append(
                        clean(article, phrase(article, things[0])[0], phrase(article, things[-1])[1])
                    )
                    continue
                for s in things:
                    self._challenge(suit, s)

    def _sentence(self, i: int) -> tuple[int, int]:
        sentence = self.article.sentences[self.article.tokens[i].sentence]
        return sentence.first, sentence.last

    def _challenge(self, suit: Suit, i: int) -> None:
        if self.article.tokens[i].lower in ("constitutionality", "legality", "validity"):
            i = next(iter(complements(self.article, i, "of")), i)
        draft = self.assailable(self.instruments.draft(i))
        if draft is None and (self.resolver.ref(i) is not None or self.article.tokens[i].tag not in ("NN", "NNS")):
            return
        thing: int | str = draft if draft is not None else clean(self.article, *phrase(self.article, i))
        if thing and thing not in suit.challenges:
            suit.challenges.append(thing)
        suit.challenged.append(i)

    def assailable(self, draft: int | None) -> int | None:
        """The instrument itself, or for a court's order in the same suit the one other order that is meant."""
        drafts = self.instruments.drafts
        if draft is None or drafts[draft].kind != "court order":
            return draft
        others = [n for n, d in enumerate(drafts) if d.kind in ("executive order", "proclamation", "memorandum")]
        return others[0] if len(others) == 1 else None

    def _dockets(self) -> None:
        """A docket number belongs to the suit last spoken of in its paragraph."""
        for match in DOCKET.finditer(self.article.text):
            before = [s for s in self.found if any(self.article.tokens[h].start < match.end() + 300 for h in s.heads)]
            if before and before[-1].docket is None:
                before[-1].docket = match.group().removeprefix("No. ").removeprefix("Nos. ")
                at = next((t for t in self.article.tokens if t.end > match.start()), None)
                if at:
                    sentence = self.article.sentences[at.sentence]
                    before[-1].see(self.article.span(sentence.first, sentence.last))
