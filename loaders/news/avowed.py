"""The side that somebody takes in so many words: "I oppose this bill", "urged the governor to veto the bill"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

from .clauses import complements, hypothetical, modal, negated, objects, subjects
from .cues import stance_of
from .lexicon import inflections, rows, table
from .syntax import Article, Token

Stance = Literal["supports", "opposes"]
Topic = tuple[str, int]
SELF = frozenset({"i", "we"})
ASKING = frozenset({"urge", "call on", "call for", "ask", "press", "demand", "implore", "exhort", "beg", "encourage"})


@cache
def _verbs() -> Mapping[str, str]:
    """Every form of the verbs that take a side by themselves, without those that have a particle."""
    plain = (row[0] for row in rows("speech.tsv") if " " not in row[0] and stance_of(row[0]))
    return {form: verb for verb in plain for form in inflections(verb)}


def avowed(article: Article, tokens: Iterable[Token], at: Mapping[int, Topic]) -> tuple[Stance, Topic] | None:
    """The side and the matter of "I oppose this bill", among the tokens of what somebody says.

    ``at`` holds what is an order, law, suit or event, by its head token.
    """
    for token in tokens:
        verb = _verbs().get(token.lower)
        if verb is None or not token.tag.startswith("VB") or negated(article, token.i):
            continue
        if hypothetical(article, token.i) or modal(article, token.i):
            continue
        if not any(article.tokens[s].lower in SELF for s in subjects(article, token.i)):
            continue
        stance = stance_of(verb)
        topic = next((at[o] for o in objects(article, token.i) if o in at), None)
        if stance and topic:
            return stance, topic
    return None


def asked_for(
    article: Article, verb: str, tokens: Iterable[Token], at: Mapping[int, Topic]
) -> tuple[Stance, Topic] | None:
    """The side and the matter of what somebody asks others to do: to veto a bill, or for the repeal of an order."""
    if verb not in ASKING:
        return None
    for token in tokens:
        side = table("stance_acts.tsv").get(token.lower)
        if side is None or negated(article, token.i):
            continue
        verbal = token.tag.startswith("VB")
        things = objects(article, token.i) if verbal else complements(article, token.i, "of")
        topic = next((at[o] for o in things if o in at), None)
        if topic:
            return ("opposes" if side[0] == "opposes" else "supports"), topic
    return None
