"""Which side a statement takes, where the text shows it: by its verb, its words or the speaker's part in the matter.

A stance is towards something: an order, a lawsuit or an event that the statement is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .avowed import asked_for, avowed
from .clauses import objects, subjects
from .coref import Resolver
from .cues import stance_of
from .events import Events
from .instruments import Instruments
from .lawsuits import Lawsuits
from .lexicon import inflections, rows, table, used
from .suits import Suit

Stance = Literal["supports", "opposes"]
Topic = tuple[str, int]  # ("instrument" | "lawsuit" | "event", index)
_DENIED = re.compile(r"(\bnot|n['’]t|\bnever|\bno|\bhardly)( \w+){0,2} $")
CLOSE = 12  # words between one of praise or blame and what it is of
AFTER = 3  # paragraphs in which a side taken goes on to hold for the speaker's quotations


@dataclass(frozen=True, slots=True)
class Side:
    """A side that somebody takes in the article's own words: "Jackson criticized the order"."""

    member: int
    topic: Topic | None
    stance: Stance
    paragraph: int


class Stances:
    """The topics of statements and the sides taken on them."""

    def __init__(self, resolver: Resolver, instruments: Instruments, lawsuits: Lawsuits, events: Events) -> None:
        self.resolver, self.instruments, self.lawsuits, self.events = resolver, instruments, lawsuits, events
        self.article = resolver.article
        self.at: dict[int, Topic] = {i: ("instrument", k) for i, k in instruments.at.items()}
        self.at |= {h: ("lawsuit", n) for n, suit in enumerate(lawsuits.found) for h in suit.heads}
        self.at |= {h: ("event", n) for n, event in enumerate(events.found) for h in event.heads}
        self.at |= self._again()
        self.spoken: dict[int, list[Topic]] = {}
        for i, topic in self.at.items():
            self.spoken.setdefault(self.article.tokens[i].paragraph, []).append(topic)
        self.sides = list(self._sides())

    def _again(self) -> dict[int, Topic]:
        """Where a quotation speaks of the article's one lawsuit: "this is a baseless lawsuit"."""
        if len(self.lawsuits.found) != 1:
            return {}
        nouns = used("suits.tsv", "noun")
        quoted = [self.article.tokens[i] for i in self.instruments.quoted]
        return {t.i: ("lawsuit", 0) for t in quoted if t.lower in nouns and t.i not in self.at}

    def _sides(self) -> list[Side]:
        verbs = {form: row[0] for row in rows("speech.tsv") for form in inflections(row[0].split()[0])}
        found = []
        for token in self.article.tokens:
            verb = verbs.get(token.lower)
            if verb is None or not token.tag.startswith("V") or (stance := stance_of(verb)) is None:
                continue
            topics = [self.at[o] for o in objects(self.article, token.i) if o in self.at]
            members = [r for s in subjects(self.article, token.i) if (r := self.resolver.ref(s)) is not None]
            found += [Side(m, topics[0] if topics else None, stance, token.paragraph) for m in members]
        return found

    def topics(self, spans: tuple[tuple[int, int], ...]) -> list[Topic]:
        """What is named in the spans, in order, each once; what has just been named where nothing is."""
        tokens = [t.i for span in spans for t in self.article.within(*span)]
        return list(dict.fromkeys(self.at[i] for i in tokens if i in self.at))

    def stance(
        self, speaker: int | None, verb: str, spans: tuple[tuple[int, int], ...], topics: list[Topic]
    ) -> tuple[Stance | None, Topic | None]:
        """The stance of a statement and what it is towards, if the text shows one."""
        tokens = [t for span in spans for t in self.article.within(*span)]
        if said := avowed(self.article, tokens, self.at) or asked_for(self.article, verb, tokens, self.at):
            return said
        topic = topics[0] if topics else None
        if shown := stance_of(verb) if verb else None:
            return shown, topic or (self._towards(speaker, []) if speaker is not None else None)
        if speaker is None:
            return None, None
        paragraph = next((t.paragraph for t in self.article.within(*spans[0])), 0)
        for side in reversed(self.sides):
            near = side.member == speaker and 0 <= paragraph - side.paragraph <= AFTER
            if near and side.topic and (side.topic in topics or not topics):
                return side.stance, side.topic
        part = self._part(speaker, topics or self._near(paragraph))
        if part[0]:
            return part
        return self._worded(spans, self._towards(speaker, topics))

    def _near(self, paragraph: int) -> list[Topic]:
        """What the paragraph or the one before speaks of."""
        return sorted({t for here in (paragraph - 1, paragraph) for t in self.spoken.get(here, ())})

    def _part(self, speaker: int, topics: list[Topic]) -> tuple[Stance | None, Topic | None]:
        """An issuer supports the order spoken of; the side that sues opposes what the suit challenges."""
        sides = self._sides_of(speaker)
        for kind, n in topics:
            if kind == "instrument":
                draft = self.instruments.drafts[n]
                if draft.kind == "court order" and any(sides & set(suit.plaintiffs) for suit in self._won(n)):
                    return "supports", (kind, n)
                if draft.issuer == speaker and draft.kind != "court order":
                    return "supports", (kind, n)
            if kind == "lawsuit" and sides & set(self.lawsuits.found[n].defendants):
                return "opposes", (kind, n)
        for n, suit in enumerate(self.lawsuits.found):
            if sides & set(suit.plaintiffs):
                target = self._target(suit)
                if target in topics or ("lawsuit", n) in topics:
                    return ("opposes", target) if target else ("supports", ("lawsuit", n))
        return None, None

    def _won(self, n: int) -> list[Suit]:
        """The suits in which a court's order was granted."""
        return [suit for suit in self.lawsuits.found if any(r.order == n for r in suit.rulings)]

    def _sides_of(self, speaker: int) -> set[int | str]:
        """A speaker and the bodies whose office the speaker holds: an attorney general speaks for the state."""
        offices = self.resolver.cast.members[speaker].offices
        return {speaker, *(o.of for o in offices if o.of is not None and o.status is None)}

    def _target(self, suit: Suit) -> Topic | None:
        """What a suit challenges, if it is an instrument or event of the article."""
        instruments = [c for c in suit.challenges if isinstance(c, int)]
        if instruments:
            return "instrument", instruments[0]
        return next((self.at[i] for i in suit.challenged if i in self.at), None)

    def _towards(self, speaker: int, topics: list[Topic]) -> Topic | None:
        """What words of praise or blame are towards: what they name, for one who sues what the suit challenges."""
        sides = self._sides_of(speaker)
        suing = [suit for suit in self.lawsuits.found if sides & set(suit.plaintiffs)]
        named = [t for t in topics if t[0] != "lawsuit" or self.lawsuits.found[t[1]] not in suing]
        return named[0] if named else next((t for suit in suing if (t := self._target(suit))), None)

    def _worded(self, spans: tuple[tuple[int, int], ...], topic: Topic | None) -> tuple[Stance | None, Topic | None]:
        """What words of praise or blame show that are said in one sentence with a mention of the topic."""
        if topic is None:
            return None, None
        tokens = [t for span in spans for t in self.article.within(*span)]
        heads = [t for t in tokens if self.at.get(t.i) == topic]
        near = sorted(
            {t.i for head in heads for t in tokens if t.sentence == head.sentence and abs(t.i - head.i) <= CLOSE}
        )
        said = " ".join(self.article.tokens[i].lower for i in near) if heads else self._said(spans)
        shown = {stance for word, (stance,) in table("stances.tsv").items() if _says(said, word)}
        if len(shown) != 1:
            return None, None
        return ("opposes", topic) if "opposes" in shown else ("supports", topic)

    def _said(self, spans: tuple[tuple[int, int], ...]) -> str:
        return " ".join(self.article.text[a:b] for a, b in spans).lower()


def _says(said: str, word: str) -> bool:
    """Whether a word of praise or blame is said, and not denied: "not necessary" is no praise."""
    return any(not _DENIED.search(said, 0, match.start()) for match in re.finditer(rf"\b{re.escape(word)}\b", said))
