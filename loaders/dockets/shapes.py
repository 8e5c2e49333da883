"""Which of the known shapes a record has, by the keys that only that shape has together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ..entries import Fields
from ..nodes import Node
from . import courtlistener, parsed, supreme
from .case import Case

RESULTS: Final = "results"
"""The key that holds the records of a page of CourtListener's interface."""

Reader = Callable[[Fields], Case | None]

_SHAPES: tuple[tuple[frozenset[str], Reader], ...] = tuple(
    (frozenset(keys.split()), read)
    for keys, read in (
        ("CaseNumber ProceedingsandOrder", supreme.website),
        ("docket_number lower_court docket_entries", supreme.parsed),
        ("court_id originating_court_information docket_entries", parsed.appellate),
        ("court_id case_name docket_entries", parsed.district),
        ("id docket_number case_name date_blocked", courtlistener.docket),
        ("docket entry_number description recap_documents", courtlistener.entry),
        ("docket entry_number description", courtlistener.entry),
        ("party_types attorneys name", courtlistener.party),
        ("parties_represented name", courtlistener.attorney),
    )
)


def reader(node: Node) -> Reader | None:
    """What reads a record of this shape; None if its shape is not known."""
    keys = node.value.keys() if isinstance(node.value, dict) else frozenset()
    return next((read for wanted, read in _SHAPES if wanted <= keys), None)
