"""Events: killings, arrests, protests, news conferences … with who suffered, who did it, when and where.

An event is told by a verb ("was killed Jan. 24 in Minneapolis") or a noun ("the killing of X by agents").
Tellings of one kind with the same victim are one event; what is conditional, planned or denied is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .clauses import agents, clean, complements, hypothetical, is_passive, negated, objects, phrase, subjects
from .coref import Resolver
from .happenings import GATHERING, HARM, SAME, Happening, is_alleged, lexicon, more_exact
from .lexicon import words
from .syntax import Article, Token
from .when import date_near


class Events:
    """The events of an article."""

    def __init__(
        self, resolver: Resolver, published: date | None, quoted: frozenset[int], told: frozenset[int] = frozenset()
    ) -> None:
        self.resolver, self.published, self.quoted, self.told = resolver, published, quoted, told
        self.article: Article = resolver.article
        self.found: list[Happening] = []
        verbs, nouns = lexicon()
        for token in self.article.tokens:
            if token.paragraph in resolver.cast.skipped:
                continue
            if token.lower in verbs and (token.tag.startswith("V") or self._shot(token)):
                self._verb(token, *verbs[token.lower])
            elif token.tag.startswith("N") and (entry := self._noun_entry(token, nouns)):
                self._noun(token, *entry)
        for event in self.found:
            self._identify(event)

    def _identify(self, event: Happening) -> None:
        """Name a victim told of without a name where an apposition does: "a woman was shot … the woman, X, …"."""
        article = self.article
        for n, (member, text, role) in enumerate(event.participants):
            if member is not None or role != "victim":
                continue
            noun = text.split(" of ")[0].split(" in ")[0].split()[-1]
            for k, person in enumerate(self.resolver.cast.members):
                for first, _ in person.mentions if person.kind == "person" else ():
                    if first > 2 and article.words(first - 3, first) in (f"the {noun},", f"The {noun},"):
                        event.participants[n] = (k, person.name, role)
                        self._see(event, article.tokens[first])

    def _noun_entry(self, token: Token, nouns: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
        for width in (5, 2, 1):
            if token.i >= width - 1:
                entry = nouns.get(self.article.words(token.i - width + 1, token.i + 1).lower())
                if entry and (width > 1 or token.dep != "compound"):
                    return entry
        return None

    def _top(self, token: Token) -> Token:
        """The head of the noun phrase that a word such as the "address" of "State of the Union address" closes."""
        tokens = self.article.tokens
        head = tokens[token.head]
        inside = token.i - 5 < head.i < token.i and head.text[0].isupper() and token.dep == "nmod"
        return head if inside else token

    def _shot(self, token: Token) -> bool:
        """Whether a word tagged as a noun is the verb between doer and victim: "an officer shot Jane Roe"."""
        after = self.resolver.cast.member(token.i + 1)
        person = after is not None and self.resolver.cast.members[after].kind == "person"
        return token.tag == "NN" and person and token.i > 0 and self.article.tokens[token.i - 1].tag.startswith("N")

    def _verb(self, token: Token, kind: str, word: str, role: str) -> None:
        article = self.article
        if token.tag == "VB" or hypothetical(article, token.i) or negated(article, token.i):
            return  # an infinitive tells of a plan, a duty or an ability
        passive = is_passive(article, token.i)
        undergo = subjects(article, token.i) if passive else objects(article, token.i)
        doers = agents(article, token.i) if passive else subjects(article, token.i)
        if not token.tag.startswith("V"):
            undergo, doers = [token.i + 1], [token.i - 1]
        elif not undergo and not article.kids(token.i, "nsubj", "auxpass"):
            undergo, doers = self._seen(token), []
        if kind == "shooting" and self._fatal(token):
            kind, word = "killing", "Killing"
        if role == "agent":  # those deployed are the ones who act
            undergo, doers = [], undergo
        victims = self._sufferers(undergo)
        if token.i in self.quoted and not any(k is not None for k, _ in victims):
            return
        if not self._told(token, kind, victims, doers):
            return
        for event in self._events(kind, word, victims if role == "victim" else [], token):
            self._add_agents(event, doers)
            self._circumstances(event, token.i)

    def _seen(self, token: Token) -> list[int]:
        """Who suffers in "we have seen X and Y killed": the object of the verb of seeing, and its examples."""
        head = self.article.tokens[token.head]
        if (
            head.i >= token.i
            or token.tag not in ("VBN", "VBD")
            or head.lower not in ("see", "seen", "saw", "watched", "had", "have")
        ):
            return []
        seen = objects(self.article, head.i)
        return [e for o in seen for e in complements(self.article, o, "like", "including")] or seen

    def _sufferers(self, heads: list[int]) -> list[tuple[int | None, str]]:
        """Members or words for those who suffer; a pronoun is too uncertain a witness for harm to a person."""
        return [
            (self.resolver.ref(v), self._group(v))
            for v in heads
            if not self.article.tokens[v].tag.startswith(("PRP", "W"))
        ]

    def _told(self, token: Token, kind: str, victims: list[tuple[int | None, str]], doers: list[int]) -> bool:
        """Whether the text says enough: a named victim, or one unnamed person whom harm was done to."""
        article = self.article
        if kind == "deployment":
            return bool(doers) and bool(article.kids(token.i, "auxpass")) and token.tag in ("VBN", "VBD")
        passive = is_passive(article, token.i)
        if victims and token.tag in ("VBD", "VBN") and token.i not in self.quoted and self._counted(token, passive):
            return kind in HARM
        if not victims or any(
            t.lower in ("who", "whoever", "anyone", "someone", "them", "people")
            for t in article.kids(token.i, "dobj", "nsubjpass")
        ):
            return any(k is not None for k, _ in victims)
        named = any(k is not None and self.resolver.cast.members[k].kind == "person" for k, _ in victims)
        singular = kind in HARM and token.tag in ("VBD", "VBN") and token.i not in self.quoted
        return named or (singular and self._indefinite(token, passive))

    def _counted(self, token: Token, passive: bool) -> bool:
        """Whether the sufferers are people in number, and who did it is told: "they killed 14 people"."""
        heads = subjects(self.article, token.i) if passive else objects(self.article, token.i)
        doers = agents(self.article, token.i) if passive else subjects(self.article, token.i)
        people = [h for h in heads if self.article.tokens[h].lower in words("people.txt")]
        return bool(people) and bool(self.article.kids(people[0], "nummod")) and any(map(self._person, doers))

    def _person(self, i: int) -> bool:
        member = self.resolver.ref(i)
        return member is not None and self.resolver.cast.members[member].kind == "person"

    def _indefinite(self, token: Token, passive: bool) -> bool:
        """Whether the sufferer is "a man", "a 37-year-old woman": one person, not yet named."""
        heads = subjects(self.article, token.i) if passive else objects(self.article, token.i)
        return bool(heads) and all(
            self.article.tokens[h].tag == "NN" and any(k.lower in ("a", "an") for k in self.article.kids(h, "det"))
            for h in heads[:1]
        )

    def _fatal(self, token: Token) -> bool:
        """Whether a shooting is told to have killed: "fatally shot", "shot dead", "shot and killed"."""
        near = {t.lower for t in self.article.tokens[max(0, token.i - 2) : token.i + 4] if t.sentence == token.sentence}
        return bool(near & {"fatally", "dead", "killed", "death"})

    def _group(self, i: int) -> str:
        if number := self.article.kids(i, "nummod"):  # "14 people", without where they were
            return clean(self.article, min(number[0].i, i), i + 1)
        return clean(self.article, *phrase(self.article, i))

    def _noun(self, token: Token, kind: str, word: str, role: str) -> None:
        article = self.article
        if token.i in self.quoted or hypothetical(article, token.i):
            return
        top = self._top(token)
        of = complements(article, top.i, "of")
        owners = [k.i for k in article.kids(top.i, "nmod:poss")]
        victims = self._named(of, owners) if role == "victim" else []
        if role == "victim" and not victims:
            self._again(token, kind)
            return
        if kind in GATHERING and not self._held(top, kind):
            return
        if kind in ("raid", "deployment") and (not agents(article, token.i) and not of):
            self._again(token, kind)
            return
        for event in self._events(kind, word, victims, token):
            self._add_agents(event, (of if role == "agent" else []) + agents(article, token.i))
            if kind in ("news conference", "speech"):
                self._add_speakers(event, top)
            self._circumstances(event, token.i)

    def _named(self, of: list[int], owners: list[int]) -> list[tuple[int | None, str]]:
        """The people that a noun of harm is of: persons by name, or one unnamed person ("of an officer")."""
        people = [
            (r, self._group(v))
            for v in [*of, *owners]
            if (r := self.resolver.ref(v)) is not None and not self.article.tokens[v].tag.startswith("PRP")
        ]
        named: list[tuple[int | None, str]] = [p for p in people if self.resolver.cast.members[p[0]].kind == "person"]
        if named:
            return named
        unnamed = [
            v
            for v in of[:1]
            if self.article.tokens[v].tag == "NN" and any(k.lower in ("a", "an") for k in self.article.kids(v, "det"))
        ]
        return [(None, self._group(v)) for v in unnamed]

    def _again(self, token: Token, kind: str) -> None:
        """ "The shooting": the one deed of harm told so far, whose date and place it may add."""
        if not any(k.lower == "the" for k in self.article.kids(token.i, "det")):
            return
        same = [e for e in self.found if SAME.get(e.kind, e.kind) == SAME.get(kind, kind)]
        if len(same) == 1 and token.lower != "death":
            event = same[0]
            event.heads.append(token.i)
            self._see(event, token)
            self._circumstances(event, token.i, 16)

    def _held(self, token: Token, kind: str) -> bool:
        """Whether a gathering took place: people speak at it, it is dated, or a verb says so."""
        article = self.article
        head = article.tokens[token.head]
        if kind in ("news conference", "speech"):
            return any(
                k.lower in ("at", "in", "during", "after", "following") for k in article.kids(token.i, "case")
            ) or bool(article.kids(token.i, "nmod:poss"))
        if kind == "hearing":
            return False
        if token.dep in ("nsubj", "nsubjpass"):
            return head.tag in ("VBD", "VBN") and head.lower in (
                "took",
                "erupted",
                "broke",
                "began",
                "continued",
                "held",
                "followed",
                "spread",
            )
        return token.dep == "dobj" and head.lower in ("triggering", "triggered", "held", "staged")

    def _add_speakers(self, event: Happening, token: Token) -> None:
        article = self.article
        at = token.i
        people: list[int] = [k.i for k in article.kids(at, "nmod:poss")]
        while not people and article.tokens[at].head != at:
            at = article.tokens[at].head
            people = subjects(article, at)
        for p in people:
            ref = self.resolver.ref(p)
            if ref is not None and self.resolver.cast.members[ref].kind == "person":
                event.join(ref, self._group(p), "participant")

    def _events(self, kind: str, word: str, victims: list[tuple[int | None, str]], token: Token) -> list[Happening]:
        """The events that are told: one for each who is killed or shot, one for all of any other kind."""
        if SAME.get(kind, kind) == "killing" and len(victims) > 1:
            return [self._event(kind, word, [v], token) for v in victims]
        return [self._event(kind, word, victims, token)]

    def _event(self, kind: str, word: str, victims: list[tuple[int | None, str]], token: Token) -> Happening:
        """The event of this kind and victim met before, or a new one."""
        event = next((e for e in self.found if self._matches(e, kind, victims, token)), None)
        if event is None:
            event = Happening(kind, word, [])
            self.found.append(event)
        if kind == "killing":
            event.kind, event.word = kind, word if word != "Death" else event.word
        event.heads.append(token.i)
        if is_alleged(self.article, token.i, self.told):
            event.alleged.append(token.i)
        for k, text in victims:
            event.join(k, text, "victim")
        self._see(event, token)
        return event

    def _matches(self, event: Happening, kind: str, victims: list[tuple[int | None, str]], token: Token) -> bool:
        """Whether a telling is of an event met before: same sort, same victim."""
        if SAME.get(event.kind, event.kind) != SAME.get(kind, kind):
            return False
        named = {k for k, _ in victims if k is not None}
        theirs = {k for k, _ in event.victims() if k is not None}
        if named and theirs:
            return bool(named & theirs)
        if victims or event.victims():
            return bool(victims) and self._same_unnamed(event, victims, named)
        if kind == "speech":
            return self._owner(event.heads[0]) == self._owner(token.i)
        return kind in ("news conference", "protest", "vigil", "deployment")

    def _owner(self, i: int) -> int | None:
        owners = [self.resolver.ref(k.i) for k in self.article.kids(self._top(self.article.tokens[i]).i, "nmod:poss")]
        return owners[0] if owners else None

    def _same_unnamed(self, event: Happening, victims: list[tuple[int | None, str]], named: set[int]) -> bool:
        """Whether an unnamed victim is told of again, still unnamed."""
        return not named and any(k is None for k, _ in event.victims()) and any(k is None for k, _ in victims)

    def _see(self, event: Happening, token: Token) -> None:
        sentence = self.article.sentences[token.sentence]
        span = self.article.span(sentence.first, sentence.last)
        if span not in event.passages:
            event.passages.append(span)

    def _add_agents(self, event: Happening, doers: list[int]) -> None:
        for d in doers:
            token = self.article.tokens[d]
            if token.lower in ("hundreds", "thousands", "dozens", "number", "group") and (
                of := complements(self.article, d, "of")
            ):
                d = of[0]
            if token.tag.startswith(("PRP", "W", "EX", "DT")):
                continue
            ref = self.resolver.ref(d)
            if (ref, "victim") not in [(k, r) for k, _, r in event.participants]:
                event.join(ref, self._group(d), "agent")

    def _circumstances(self, event: Happening, i: int, window: int = 14) -> None:
        """Date and place from the clause; a date within the one known so far replaces it."""
        if i not in self.quoted and (when := date_near(self.article, i, self.published, window)):
            event.date = when if event.date is None or more_exact(when, event.date) else event.date
        if event.place is None:
            event.place = self._place(i)
        if event.place is None and i not in self.quoted:
            event.place = self._only_place(i)
        if event.kind in HARM and not any(r == "agent" for _, _, r in event.participants):
            self._add_agents(event, self._encountered(i)[:1])

    def _encountered(self, i: int) -> list[int]:
        """Whom a victim met: "after an encounter with an officer", "during a confrontation involving agents"."""
        found: list[int] = []
        for c in complements(self.article, i, "after", "during", "in"):
            found += complements(self.article, c, "with", "involving")
            found += [o for k in self.article.kids(c, "acl") for o in objects(self.article, k.i)]
        return found

    def _place(self, i: int) -> int | None:
        article = self.article
        todo = [
            i,
            *objects(article, i),
            *[k.i for k in article.kids(i, "nmod", "advcl", "conj", "dep") if article.kids(k.i, "case")],
        ]
        for at in todo:
            for p in complements(article, at, "in", "to", "near", "at", "outside"):
                if (ref := self._territory(p)) is not None:
                    return ref
                for deeper in complements(article, p, "of", "in"):
                    if (ref := self._territory(deeper)) is not None:
                        return ref
        return None

    def _territory(self, i: int) -> int | None:
        ref = self.resolver.cast.member(i)
        if ref is None and self.article.tokens[i].lower == "city":
            ref = self.resolver.ref(i)
        if ref is not None and self.resolver.cast.members[ref].kind == "jurisdiction":
            return ref
        return None

    def _only_place(self, i: int) -> int | None:
        """The one territory that the sentence of token ``i``, with no other event in it, puts things "in"."""
        tokens = self.article.sentence_tokens(self.article.tokens[i].sentence)
        if len(tokens) > 40 or any(
            abs(h - i) < 40 and h != i for e in self.found for h in e.heads if tokens[0].i <= h <= tokens[-1].i
        ):
            return None
        found = {
            ref
            for t in tokens
            if any(k.lower in ("in", "near", "outside") for k in self.article.kids(t.i, "case"))
            and (ref := self._territory(t.i)) is not None
        }
        return found.pop() if len(found) == 1 else None

    def label(self, event: Happening) -> str:
        """A neutral label: "Killing of X", "Protests in Minneapolis"."""
        cast = self.resolver.cast
        victims = [cast.members[k].name if k is not None else text for k, text in event.victims()]
        if victims:
            return f"{event.word} of {' and '.join(victims)}"
        who = [
            cast.members[k].name if k is not None else text
            for k, text, r in event.participants
            if r in ("agent", "participant")
        ]
        place = f" in {cast.members[event.place].name}" if event.place is not None else ""
        if event.kind in ("news conference", "speech"):
            return f"{event.word} by {who[0]}" if who else event.word
        return f"{event.word}{' of ' + who[0] if who and event.kind == 'deployment' else ''}{place}"
