"""Where a sentence obliges, permits or forbids: "shall", "may not", "is hereby directed to"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ...ontology.dossier import Modality
from ..news.syntax import Token
from .data_files import table

_MODALS: dict[str, Modality] = {"shall": "obligation", "must": "obligation", "may": "permission"}
_BETWEEN = frozenset(("hereby", "further", "also", "each", "both", "and", "or", "thereby", "otherwise", "is", "are"))


class Modal(msgspec.Struct, frozen=True):
    """A modal, or what does its work, at token ``at``; the act begins at token ``act``."""

    at: int
    act: int
    modality: Modality
    passive: bool = False


def modals(tokens: Sequence[Token]) -> Iterator[Modal]:
    """The modals of a sentence, and the passives that do their work, in its order."""
    for at, token in enumerate(tokens):
        if token.lower in _MODALS and token.text != "May" and at + 1 < len(tokens):
            modality = _MODALS[token.lower]
            act = at + 1
            if tokens[act].lower == "not":
                modality, act = "prohibition", act + 1
            yield Modal(at, min(act, len(tokens) - 1), modality)
        elif token.lower in ("is", "are") and (found := _directed(tokens, at)):
            yield found


def _directed(tokens: Sequence[Token], at: int) -> Modal | None:
    """ "is hereby authorized and directed to": the last of its participles decides."""
    modality: Modality | None = None
    k = at + 1
    while k < len(tokens) and k < at + 7:
        word = tokens[k].lower
        if word == "not" and modality is None:
            return None
        if word in table("directives.tsv"):
            modality = modality_of(table("directives.tsv")[word][1])
        elif word not in _BETWEEN:
            break
        k += 1
    if modality is None or k >= len(tokens):
        return None
    if modality == "prohibition":
        return Modal(at, k, "prohibition", passive=True)
    to = _infinitive(tokens, k)
    return None if to is None else Modal(at, to, modality)


def modality_of(word: str) -> Modality:
    """A modality by its word in a table. Raises msgspec.ValidationError for one that there is not."""
    found: Modality = msgspec.convert(word, Modality)
    return found


def _infinitive(tokens: Sequence[Token], at: int) -> int | None:
    """The verb after "to", at once or behind a phrase between commas."""
    if tokens[at].lower == "to" and at + 1 < len(tokens):
        return at + 1
    if tokens[at].text == ",":
        for k in range(at + 1, min(at + 60, len(tokens) - 1)):
            if tokens[k].lower == "to" and tokens[k - 1].text == "," and tokens[k + 1].tag in ("VB", "VBP", "RB"):
                return k + 1
    return None
