"""The ground on which each record rests: the rule that made it and what in the text speaks for it.

A ground is a few words, "office: title before the name, body named". What share of the facts on one
ground are right is counted on gold dossiers (``benchmarks/confidence.py``) and kept in ``data/confidence.tsv``.
"""

from __future__ import annotations

from functools import cache

from .cast import Cast, Member, Office
from .happenings import Happening
from .instruments import Instruments
from .lexicon import bodies, places, rows, words
from .mentioned import Draft
from .provisions import Found
from .statements import Attribution
from .suits import Ruled, Suit
from .syntax import Article


def actor(cast: Cast, member: Member) -> str:
    """How an actor is known: from a list, by its title, by the shape of its name or by the parser's label alone."""
    often = "" if len(member.mentions) > 1 else ", once"
    if member.kind == "person":
        return f"actor: {_person(member)}{often}"
    if member.name in bodies() or member.name in places() or member.place is not None:
        return f"actor: {member.kind} of a list{often}"
    return f"actor: {member.kind} by its words{often}"


def _person(member: Member) -> str:
    if member.offices or member.party:
        return "person with an office"
    if member.name.split()[0] in words("given-names.txt"):
        return "person with a given name"
    return "person by label"


def office(member: Member, held: Office) -> str:
    """Where a title stands to the name, and whether its body is told."""
    name = next((m for m in member.mentions if held.span[0] <= m[0] < held.span[1]), None)
    place = "apart" if name is None else "before the name" if name[0] > held.span[0] else "after the name"
    return f"office: title {place}, {'body' if held.of is not None else 'no body'}"


def instrument(instruments: Instruments, draft: Draft) -> str:
    """What makes an instrument a particular one."""
    if draft.number:
        return "instrument: numbered"
    if draft.status:
        return "instrument: made, maker known" if draft.issuer is not None else "instrument: made"
    tags = [instruments.article.tokens[head].tag for head in draft.mentions]
    return "instrument: named" if "NNP" in tags else "instrument: described"


def provision(found: Found) -> str:
    """How the bearer of a provision is told."""
    bearer = "named" if found.bearer is not None else "in words" if found.group else "missing"
    return f"provision: {found.modality}, bearer {bearer}"


def lawsuit(suit: Suit) -> str:
    """What is told of a suit."""
    if suit.caption:
        return "lawsuit: caption" if suit.plaintiffs else "lawsuit: ruling alone"
    return f"lawsuit: {'both sides' if suit.plaintiffs and suit.defendants else 'one side'}"


def ruling(ruled: Ruled) -> str:
    """Whether a ruling's court is named."""
    return f"ruling: court {'named' if ruled.by is not None else 'not named'}"


def event(article: Article, told: Happening) -> str:
    """The word that tells of an event, and whether its sufferer is named."""
    verb = any(article.tokens[head].tag.startswith("V") for head in told.heads)
    victims = told.victims()
    victim = (
        "no victim" if not victims else "victim named" if any(k is not None for k, _ in victims) else "victim in words"
    )
    return f"event: {'verb' if verb else 'noun'}, {victim}"


def statement(article: Article, said: Attribution, member: int | None) -> str:
    """Whether a statement is quoted, and how its speaker is told."""
    tokens = article.within(*said.speaker) if said.speaker else []
    pronoun = len(tokens) == 1 and tokens[0].tag == "PRP"
    speaker = "by pronoun" if pronoun else "known" if member is not None else "in words"
    return f"statement: {'quoted' if said.direct else 'reported'}, speaker {speaker}"


@cache
def _rates() -> dict[str, float]:
    return {ground: float(rate) for ground, rate, *_ in rows("confidence.tsv")}


def confidence(ground: str) -> float | None:
    """The share of facts on this ground that are right; of its kind, if none were counted."""
    return _rates().get(ground, _rates().get(ground.split(":")[0]))
