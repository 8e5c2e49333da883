"""Records of lawsuits, with their rulings and those who stand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...ontology.dossier import Lawsuit, PartyRole, Ruling
from . import grounds
from .suits import Ruled, Standing, Suit

if TYPE_CHECKING:
    from .records import Writer


def lawsuit(write: Writer, n: int, suit: Suit) -> Lawsuit:
    """The record of a lawsuit."""
    ids = write.found.ids
    record = Lawsuit(
        id=ids["lawsuit", n],
        label=suit.label(write.cast),
        court=write.ref(suit.court),
        docket_number=suit.docket,
        filed=suit.filed,
        plaintiffs=tuple(r for s in suit.plaintiffs if (r := write.ref(s))),
        defendants=tuple(r for s in suit.defendants if (r := write.ref(s))),
        judges=tuple(r for j in suit.judges if (r := write.ref(j))),
        challenges=tuple(ids["instrument", c] if isinstance(c, int) else c for c in suit.challenges),
        status=suit.status,
        rulings=tuple(_ruling(write, ruled) for ruled in suit.rulings),
        parties=tuple(_party(write, standing) for standing in suit.parties),
        passages=tuple(sorted(suit.passages)),
    )
    return write.made(record, grounds.lawsuit(suit))


def _ruling(write: Writer, ruled: Ruled) -> Ruling:
    """The record of a ruling; what only reported speech tells is alleged, unless it is the court that speaks."""
    claim, speaker = write.claimed([ruled.verb], [ruled.verb] if write.told(ruled.verb, ruled.by) else [])
    ids = write.found.ids
    record = Ruling(
        kind=ruled.kind,
        disposition=ruled.disposition,
        date=ruled.date,
        by=write.ref(ruled.by),
        effect=ruled.effect,
        on=ids["instrument", ruled.on] if isinstance(ruled.on, int) else ruled.on,
        order=ids["instrument", ruled.order] if ruled.order is not None else None,
        scope=ruled.scope,
        expires=ruled.expires,
        protects=tuple(r for b in ruled.protects if (r := write.ref(b))),
        restrains=tuple(r for b in ruled.restrains if (r := write.ref(b))),
        passages=tuple(sorted(ruled.passages)),
        claim=claim,
        according_to=speaker,
    )
    return write.made(record, grounds.ruling(ruled))


def _party(write: Writer, standing: Standing) -> PartyRole:
    return PartyRole(
        role=standing.role,
        actor=write.ref(standing.member),
        capacity=standing.capacity,
        passages=(standing.passage,),
    )
