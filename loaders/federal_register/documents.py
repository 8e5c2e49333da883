"""Documents of the Federal Register as its API gives them: one dossier a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from ...ontology.dossier import (
    Actor,
    Dossier,
    Effect,
    Instrument,
    InstrumentKind,
    Relation,
    Statement,
)
from ..entries import Entry, Problems
from .dispositions import Cited, Remark
from .records import STATES, Document
from .records import document as taken

THIS: Final = "this"


def document(entry: Entry, problems: Problems) -> tuple[Document, Dossier] | None:
    """A document and its dossier, without a source; None if (reported) the record does not say which it is."""
    found = taken(entry, problems)
    return None if found is None else (found, _dossier(found))


def _dossier(found: Document) -> Dossier:
    actors = [*([found.president] if found.president else []), *found.agencies]
    if found.sort.kind is None:
        return Dossier(actors=tuple(actors), statements=(_announcement(found),))
    states = Actor(kind="jurisdiction", name="United States", id=STATES, passages=(found.passages[0],))
    others = list(_others(found))
    effects, instruments = _effects(found, others)
    notes = [f"Federal Register document {found.document.value}", found.citation.value if found.citation else ""]
    remarks = [part.text for part in found.notes if isinstance(part, Remark)]
    this = Instrument(
        kind=kind_of(found.sort.kind),
        form=found.sort.form,
        label=found.label,
        id=THIS,
        number=found.number.value if found.number else None,
        issuer=_issuer(found),
        jurisdiction=STATES,
        date=found.signed.value if found.signed else None,
        published=found.published.value if found.published else None,
        effective=found.effective.value if found.effective else None,
        effects=effects,
        note=". ".join((", ".join(filter(None, notes)), *remarks)),
        passages=found.passages,
    )
    title = Relation(subject=THIS, predicate="name", object=found.title.value, passages=(found.title.span,))
    relations = (title,) if found.label != found.title.value else ()
    return Dossier(actors=(*actors, states), instruments=(this, *instruments), relations=relations)


def kind_of(word: str) -> InstrumentKind:
    """A kind of instrument by its word in a table. Raises msgspec.ValidationError for one that there is not."""
    kind: InstrumentKind = msgspec.convert(word, InstrumentKind)
    return kind


def _issuer(found: Document) -> str | None:
    """Who issued it: the president, or the agency of a rule; not the office that files a president's documents."""
    if found.president:
        return "president"
    presidential = found.sort.kind != "rule"
    parents = {one.part_of for one in found.agencies}
    own = [one.id for one in found.agencies if one.id not in parents]
    return own[0] if own and not presidential else None


def _announcement(found: Document) -> Statement:
    """A notice orders nothing: it is what the agency that publishes it says, in the words of its title."""
    parents = {one.part_of for one in found.agencies}
    speaker = next((one for one in found.agencies if one.id not in parents), None)
    return Statement(
        id=THIS,
        speaker=speaker.id if speaker else None,
        speaker_mention=speaker.passages[0] if speaker else None,
        date=found.published.value if found.published else None,
        passages=(found.title.span,),
    )


def _others(found: Document) -> Iterator[Cited]:
    """What the notes name beside the document itself, each pair of document and effect once."""
    seen = set()
    for part in found.notes:
        if isinstance(part, Cited) and part.label != found.label and (part.label, part.effect) not in seen:
            seen.add((part.label, part.effect))
            yield part


def _effects(found: Document, others: list[Cited]) -> tuple[tuple[Effect, ...], tuple[Instrument, ...]]:
    """The document's own effects, and the other instruments with theirs on it."""
    mine: list[Effect] = []
    instruments: dict[str, Instrument] = {}
    for one in others:
        local = one.label if one.kind == "-" else f"cited-{len(instruments) + 1}"
        if one.kind != "-":
            local = next((key for key, other in instruments.items() if other.label == one.label), local)
            instruments[local] = _named(one, local, instruments.get(local))
        if one.kind == "-" or not found.suffers(one):
            mine.append(Effect(on=local, effect=one.effect))
        else:
            before = instruments[local]
            effects = (*before.effects, Effect(on=THIS, effect=one.effect))
            instruments[local] = msgspec.structs.replace(before, effects=effects)
    return tuple(mine), tuple(instruments.values())


def _named(one: Cited, local: str, before: Instrument | None) -> Instrument:
    if before is not None:
        spans = (*before.passages, one.span)
        return msgspec.structs.replace(before, passages=spans, date=before.date or one.date)
    return Instrument(
        kind=kind_of(one.kind),
        label=one.label,
        id=local,
        number=one.number,
        date=one.date,
        jurisdiction=STATES,
        passages=(one.span,),
    )
