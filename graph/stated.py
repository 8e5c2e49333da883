"""What one source states, as assembling needs it: made of the source alone, so it can be kept and used again.

Keys are the source's own (:mod:`.claims`); nothing here depends on what other sources say.
"""

from __future__ import annotations

import hashlib

import msgspec
from pyoxigraph import Literal

from ..ontology import terms
from ..ontology.dossier import Passage, Provision, SourceInfo, Statement
from .claims import Claim, claims
from .conflicts import can_conflict
from .evidence_nodes import claim_hash
from .identity.profiles import Profile, profiles
from .origins import Sample, sample
from .references import References
from .snapshots import Admitted


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A claim with its parts as N-Quads needs them.

    ``predicate`` is ``<IRI>``; ``object`` a term, or a key if ``named``; ``according_to`` is a key if
    ``by_record``. ``value`` is the literal's, for properties of which a subject can have but one.
    """

    hash: str
    subject: str
    predicate: str
    object: str
    named: bool
    value: str | None
    status: str
    passages: tuple[Passage, ...]
    according_to: str | None
    by_record: bool
    confidence: float | None


class Stated(msgspec.Struct, array_like=True):
    """What a source states: its claims, and what they say of each of its keys, in their order."""

    key: str
    sha256: str
    info: SourceInfo
    extractor: str | None
    sample: Sample
    rows: list[Row]
    profiles: dict[str, Profile]


def stated(source: Admitted) -> Stated:
    """What an admitted source states."""
    made = claims(source.key, source.text, source.dossier)
    return Stated(
        key=source.key,
        sha256=hashlib.sha256(source.text.encode()).hexdigest(),
        info=source.dossier.source,
        extractor=source.dossier.extractor,
        sample=sample(source.text),
        rows=list(map(_row, made)),
        profiles=profiles(made, _said(source)),
    )


def _row(claim: Claim) -> Row:
    said, value = claim.according_to, claim.object
    single = isinstance(value, Literal) and can_conflict(claim.predicate)
    return Row(
        hash=claim_hash(claim),
        subject=claim.subject,
        predicate=f"<{claim.predicate}>",
        object=str(value),
        named=isinstance(value, str),
        value=value.value if single and isinstance(value, Literal) else None,
        status=f"<{terms.NS}{claim.status}>",
        passages=claim.passages,
        according_to=None if said is None else str(said),
        by_record=isinstance(said, str),
        confidence=claim.confidence,
    )


def _said(source: Admitted) -> dict[str, str]:
    """The words of each statement, and of what states each provision, by its key."""
    return {
        f"{source.key}#{local}": " ".join(source.text[start:end] for start, end in record.passages)
        for local, record in References(source.dossier).records.items()
        if isinstance(record, Statement | Provision)
    }
