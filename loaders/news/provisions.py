"""What an instrument obliges, permits or forbids: modality, bearer, action, condition, exception.

Two shapes are read. An instrument governs: "the order directs the department to …", "a law banning X
from …", "it states that the police must …". Or, where an order is being described, a bound body is told
what it will, must, may or may not do: "City agencies will continue to refuse to …". Negated governing
("does not prohibit") and encouragement state no provision.
"""

from __future__ import annotations

from dataclasses import dataclass

from .clauses import clean, complements, conjuncts, modal, negated, objects, phrase, subjects, wished
from .coref import Resolver
from .instruments import Instruments
from .lexicon import inflections, lemmas, table, words
from .mentioned import FAMILY
from .provision_parts import fits, infinitive, limits, split_acts, tidy, waives
from .syntax import Article, Token

REACH = 200  # words after its last mention within which an order is still being described


@dataclass(frozen=True, slots=True)
class Found:
    """A provision in the making; ``bearer`` is a member, ``group`` the source's own words where none is named."""

    instrument: int
    modality: str
    action: str
    bearer: int | None
    group: str | None
    condition: str | None
    exception: str | None
    passage: tuple[int, int]


class Provisions:
    """The provisions of an article's instruments."""

    def __init__(self, instruments: Instruments) -> None:
        self.instruments = instruments
        self.resolver: Resolver = instruments.resolver
        self.article: Article = instruments.article
        self.found: list[Found] = []
        for token in self.article.tokens:
            if token.i in instruments.quoted:
                continue
            after_noun = token.i and (token.i - 1 in instruments.at or token.i - 2 in instruments.at)
            after_noun = after_noun or (token.i and self.article.tokens[token.i - 1].lower == "to")
            if (token.tag.startswith("V") or after_noun) and not self._governs(token) and token.tag.startswith("V"):
                self._described(token)

    def _governs(self, token: Token) -> bool:
        """Provisions of a governing verb ("directs", "banning"), if an instrument is behind it."""
        lemma = lemmas("provisions.tsv").get(token.lower)
        modality, follows = table("provisions.tsv")[lemma][:2] if lemma else ("", "")
        if lemma and negated(self.article, token.i):  # "does not allow X to" forbids; "does not require" frees
            modality = "prohibition" if modality == "permission" else ""
        if lemma is None or not modality or wished(self.article, token.i):
            return False
        instrument = self._behind(token.i)
        if instrument is None:
            return self._bound(token, modality, follows)
        bearers = [b for o in objects(self.article, token.i) for b in conjuncts(self.article, o)]
        acts = self._acts(token.i, follows.split("|"))
        if not acts and modality == "prohibition" and any(self._is_act(b) for b in bearers):
            acts, bearers = self._nominal(token, bearers)
        elif not acts or not token.tag.startswith("V"):
            bearers, acts = self._linear(token, follows.split("|")) or (bearers, acts)
        if not acts and modality == "prohibition":
            acts, bearers = self._nominal(token, bearers)
        for first, last in acts:
            verb_bearers = bearers or [s for s in subjects(self.article, first) if self.instruments.draft(s) is None]
            self._add(instrument, modality, verb_bearers, first, last, token)
        return bool(acts)

    def _nominal(self, token: Token, bearers: list[int]) -> tuple[list[tuple[int, int]], list[int]]:
        """Forbidden without a verb: "bars ICE from schools" (places), "prohibits the use of parks" (an act)."""
        places = complements(self.article, token.i, "from")[:1]
        if places:
            return [self._place_phrase(p) for p in places], bearers
        if barred := self._from_nouns(token):
            return barred
        return [self.article.extent(b) for b in bearers if self._is_act(b)], []

    def _from_nouns(self, token: Token) -> tuple[list[tuple[int, int]], list[int]] | None:
        """Acts by word order, for when the parse has no verb: "bar ICE from schools and churches"."""
        tokens = self.article.tokens
        stop = self.article.sentences[token.sentence].last
        for k in range(token.i + 2, min(token.i + 8, stop - 1)):
            if (
                tokens[k].lower == "from"
                and tokens[k + 1].tag.startswith("N")
                and (heads := self._heads(token.i + 1, k))
            ):
                return [self._place_phrase(k + 1)], heads
        return None

    def _linear(self, token: Token, follows: list[str]) -> tuple[list[int], list[tuple[int, int]]] | None:
        """Bearers and acts by word order, for when the parse has no verb: verb, bearers, "to" or "that", act."""
        article = self.article
        tokens = article.tokens
        stop = article.sentences[token.sentence].last
        for k in range(token.i + 1, min(token.i + 18, stop - 1)):
            word, ahead = tokens[k].lower, tokens[k + 1]
            if "to" in follows and word == "to" and ahead.tag in ("VB", "VBP"):
                return self._heads(token.i + 1, k), split_acts(article, k + 1)
            if "from" in follows and word == "from" and ahead.tag == "VBG":
                return self._heads(token.i + 1, k), split_acts(article, k + 1)
            if "that" in follows and word == "that" and k == token.i + 1:
                verb = next((t.i for t in tokens[k + 1 : min(k + 14, stop)] if t.tag in ("VB", "VBP", "VBZ")), None)
                return (self._heads(k + 1, verb), split_acts(article, verb)) if verb else None
            if tokens[k].text in (";", ":") or tokens[k].tag in ("VBD", "VBZ", "MD", "WP", "WDT"):
                return None
        return None

    def _heads(self, first: int, last: int) -> list[int]:
        """Head nouns of the coordinated phrases between two tokens."""
        tokens = self.article.tokens
        found = []
        for k in range(first, last):
            closes = k + 1 == last or tokens[k + 1].lower in (",", "and", "or") or tokens[k + 1].tag in ("RB", "IN")
            if closes and tokens[k].tag.startswith("N"):
                found.append(k)
        return found

    def _is_act(self, i: int) -> bool:
        """Whether a noun names an act ("the use of parks"), not somebody who is bound."""
        token = self.article.tokens[i]
        if self.resolver.ref(i) is not None or token.lower in words("bound-groups.txt"):
            return False
        return token.lower.endswith(("tion", "sion", "ment", "ing", "ance", "ence")) or token.lower in (
            "use",
            "access",
            "sale",
            "entry",
        )

    def _is_place(self, first: int, last: int) -> bool:
        """Whether what follows "from" is a list of nouns, with no act among them."""
        tokens = self.article.tokens[first:last]
        return not any(t.tag.startswith("V") or self._is_act(t.i) for t in tokens if t.tag != "VBN")

    def _place_phrase(self, i: int) -> tuple[int, int]:
        first, last = phrase(self.article, i)
        return first, max(last, *(self.article.extent(k)[1] for k in conjuncts(self.article, i)))

    def _behind(self, i: int) -> int | None:
        """The instrument that governs through the verb at ``i``: its subject, or what it modifies, or up the clause."""
        at = i
        if i - 1 in self.instruments.at and not self.article.tokens[i].lower.endswith("ing"):
            return self.instruments.at[i - 1]
        if not self.article.tokens[i].tag.startswith("V"):
            goes_on = i > 1 and self.article.tokens[i - 1].lower == "to" and self.article.tokens[i - 2].tag[0] == "V"
            return self._behind(i - 2) if goes_on else self.instruments.at.get(i - 2)  # "continues to bar"
        for _ in range(4):
            for s in subjects(self.article, at):
                draft = self.instruments.draft(s)
                if draft is not None:
                    return draft
            token = self.article.tokens[at]
            head = self.article.tokens[token.head]
            if token.dep in ("acl", "acl:relcl") and (draft := self.instruments.draft(head.i)) is not None:
                return draft
            signed = [d for o in objects(self.article, head.i) if (d := self.instruments.draft(o)) is not None]
            if token.dep in ("advcl", "xcomp", "acl", "dep", "conj") and signed and head.lower in lemmas("issuing.tsv"):
                return signed[0]
            if token.dep != "acl:relcl" and self.article.kids(at, "nsubj", "nsubjpass"):
                return None
            if token.head == at or (
                subjects(self.article, at)
                and token.dep not in ("acl", "advcl", "conj", "xcomp", "acl:relcl", "ccomp", "dep")
            ):
                return None
            at = head.i
        return None

    def _acts(self, i: int, follows: list[str]) -> list[tuple[int, int]]:
        """The acts that hang from a governing verb as infinitives, gerunds or clauses, coordinated ones apart."""
        article = self.article
        anchors = [i, *[o for first in objects(article, i) for o in conjuncts(article, first)]]
        for anchor in anchors:
            for kid in article.kids(anchor, "xcomp", "advcl", "ccomp", "acl", "dep", "parataxis", "nmod"):
                if kid.i <= i or not kid.tag.startswith("V"):
                    continue
                marks = {k.lower for k in article.kids(kid.i, "mark", "aux", "case")}
                if fits(kid, marks, follows):
                    return split_acts(article, kid.i)
        return []

    def _bound(self, token: Token, modality: str, follows: str) -> bool:
        """A passive with the bound one as subject: "the agency is barred from …", "police would be permitted to …"."""
        if not self.article.kids(token.i, "auxpass") or not (bearers := subjects(self.article, token.i)):
            return False
        if any(self.instruments.draft(b) is not None for b in bearers):
            return False
        instrument = self._described_here(token)
        if instrument is None or not self._local(bearers, instrument, strict=False):
            return False
        acts = self._acts(token.i, follows.split("|"))
        if not acts and modality == "prohibition":
            acts, bearers = self._nominal(token, bearers)
        for first, last in acts:
            self._add(instrument, modality, bearers, first, last, token)
        return bool(acts)

    def _described_here(self, token: Token) -> int | None:
        """The order or law under description at a token: the one last mentioned, within reach."""
        near: dict[int, int] = {}
        for head in range(max(0, token.i - REACH), token.i):
            draft = self.instruments.at.get(head)
            if draft is not None and FAMILY[self.instruments.drafts[draft].kind] in ("order", "law"):
                near[draft] = len(self.instruments.drafts[draft].mentions)
        return max(near, key=lambda d: (near[d], -d)) if near else None

    def _described(self, token: Token) -> None:
        """A bound body told what to do where an instrument is described."""
        article = self.article
        bearers = [
            k.i
            for kid in article.kids(token.i, "nsubj")
            for k in [article.tokens[c] for c in conjuncts(article, kid.i)]
        ]
        bearers = bearers or self._before_modal(token)
        if token.dep == "conj" or not bearers or self._reported(token):
            return
        instrument = self._stated(token)
        word = modal(article, token.i)
        if instrument is None:
            if word in ("may", "can") or (instrument := self._described_here(token)) is None:
                return
            if not self._local(bearers, instrument, strict=word == "will"):
                return
        if any(self.instruments.draft(b) is not None for b in bearers):
            return
        for modality, act in self._modal_acts(token, word):
            for first, last in split_acts(article, act):
                self._add(instrument, modality, bearers, first, last, token)

    def _before_modal(self, token: Token) -> list[int]:
        """The nouns right before a modal verb whose subject the parser missed."""
        modals = [k.i for k in self.article.kids(token.i, "aux") if k.tag == "MD"]
        if not modals or token.dep not in ("ROOT", "parataxis", "ccomp"):
            return []
        first = modals[0]
        while first > 0 and (
            self.article.tokens[first - 1].tag.startswith("N") or self.article.tokens[first - 1].lower in ("and", "all")
        ):
            first -= 1
        return self._heads(first, modals[0])

    def _stated(self, token: Token) -> int | None:
        """The instrument that states the clause of a verb: "the order states that …", "per the order, …"."""
        article = self.article
        head = article.tokens[token.head]
        if token.dep == "ccomp" and head.lower in (
            "states",
            "says",
            "provides",
            "stipulates",
            "specifies",
            "directs",
            "requires",
            "stated",
            "said",
        ):
            return next((d for s in subjects(article, head.i) if (d := self.instruments.draft(s)) is not None), None)
        for kid in article.kids(token.i, "nmod"):
            if {k.lower for k in article.kids(kid.i, "case")} & {"per", "under"} and (
                d := self.instruments.draft(kid.i)
            ) is not None:
                return d
        return None

    def _modal_acts(self, token: Token, word: str) -> list[tuple[str, int]]:
        """The modality and the verb of the act, seen through "continue to", "refuse to" and "have the right to"."""
        article = self.article
        modality = table("modality.tsv").get(word, ("",))[0]
        if negated(article, token.i):
            modality = "prohibition" if modality else ""
        act = token.i
        if token.lower in ("has", "have", "had") and any(
            article.tokens[o].lower in ("right", "authority", "power") for o in objects(article, act)
        ):
            rights = [k.i for o in objects(article, act) for k in article.kids(o, "acl")] or [
                k.i for k in article.kids(act, "xcomp", "advcl")
            ]
            return [("permission", rights[0])] if rights else []
        for _ in range(3):
            inner = [k.i for k in article.kids(act, "xcomp")]
            lower = article.tokens[act].lower
            if lower == "continue" and inner:
                act = inner[0]
            elif any(lower in inflections(v) for v in words("refusals.txt")) and inner:
                act, modality = inner[0], "prohibition" if modality == "obligation" else ""
        stative = article.tokens[act].lower in ("be", "have") or article.kids(act, "cop")
        return [(modality, act)] if modality and not stative else []

    def _reported(self, token: Token) -> bool:
        """Whether somebody other than an instrument is said to have said the clause, or it is a condition."""
        article = self.article
        at = token.i
        for _ in range(6):
            here, head = article.tokens[at], article.tokens[article.tokens[at].head]
            if here.dep in ("advcl", "acl", "acl:relcl"):
                return True
            if here.dep == "ccomp" or (here.dep == "parataxis" and head.lower in ("said", "says")):
                return not any(self.instruments.draft(s) is not None for s in subjects(article, head.i))
            if any(k.lower in ("said", "says", "told") for k in article.kids(at, "parataxis", "ccomp")):
                return True
            if here.head == at:
                return False
            at = here.head
        return False

    def _local(self, bearers: list[int], instrument: int, strict: bool) -> bool:
        """Whether all bearers can be bound by the instrument: bodies of its territory or a common noun for such."""
        for b in bearers:
            ref = self.resolver.ref(b)
            if ref is not None:
                member = self.resolver.cast.members[ref]
                if member.kind in ("person", "party") or (strict and not self._under(ref, instrument)):
                    return False
            elif self.article.tokens[self._antecedent(b)].lower not in words("bound-groups.txt"):
                return False
        return True

    def _under(self, ref: int, instrument: int) -> bool:
        """Whether a body belongs to the instrument's territory, by name or by being local."""
        place = self.instruments.drafts[instrument].jurisdiction
        member = self.resolver.cast.members[ref]
        if ref == place:
            return True
        if place is None:
            return member.kind == "agency"
        name = self.resolver.cast.members[place].name
        return member.kind == "agency" and (
            name in member.name or member.name.startswith(("Office of the Mayor", "City ", "Mayor"))
        )

    def _add(self, instrument: int, modality: str, bearers: list[int], first: int, last: int, trigger: Token) -> None:
        article = self.article
        if any(article.tokens[b].tag in ("$", "CD") for b in bearers):
            return  # money is authorized, and nobody is bound
        condition, exception, last = limits(article, first, last)
        if modality == "prohibition" and condition and exception is None and waives(condition):
            condition, exception = None, condition  # "bars X from … if they have no warrant": with one, they may
        action = infinitive(article, first, last)
        if trigger.lower in lemmas("provisions.tsv") and modality == "prohibition" and self._is_place(first, last):
            action = f"enter {action}"
        sentence = article.sentences[trigger.sentence]
        passage = article.span(sentence.first, sentence.last)
        refs: list[tuple[int | None, str | None]] = [(self.resolver.ref(b), None) for b in bearers]
        named = [r for r in refs if r[0] is not None]
        if refs and not named:
            bearers = [self._antecedent(b) for b in bearers]
            begin = min(phrase(article, b)[0] for b in bearers)
            begin = max(begin, trigger.i + 1) if min(bearers) > trigger.i else begin
            refs = [(None, clean(article, begin, max(phrase(article, b)[1] for b in bearers)))]
        for ref, group in dict.fromkeys(named or refs or [(None, None)]):
            if tidy(action, group, condition, exception) and not self._known(instrument, modality, action, ref):
                self.found.append(
                    Found(instrument, modality, action, ref, group or None, condition, exception, passage)
                )

    def _antecedent(self, i: int) -> int:
        """For "it" or "they", the subject of the condition that opens the sentence ("If an agency …, it will …")."""
        token = self.article.tokens[i]
        if token.tag != "PRP":
            return i
        before = [
            t
            for t in self.article.sentence_tokens(token.sentence)
            if t.i < i and t.dep in ("nsubj", "nsubjpass") and t.tag.startswith("N")
        ]
        return before[0].i if before else i

    def _known(self, instrument: int, modality: str, action: str, bearer: int | None) -> bool:
        mine = set(action.lower().split())
        return any(
            (f.instrument, f.modality, f.bearer) == (instrument, modality, bearer)
            and ((theirs := set(f.action.lower().split())) <= mine or mine <= theirs)
            for f in self.found
        )
