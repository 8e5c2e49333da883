"""Which texts of a source were known on a day: the source as it is now and the older versions of it."""

from __future__ import annotations

from datetime import date

import msgspec

from ..ontology.dates import bounds
from ..ontology.dossier import Dossier, SourceInfo, from_json
from .snapshots import Admitted, Snapshots


class Edition(msgspec.Struct, frozen=True):
    """One text of a source, and the day from which it was known."""

    key: str
    known: date
    dossier: Dossier

    def read(self, snapshots: Snapshots) -> Admitted:
        """The source with this text. Raises BadGraph if the text is gone or was changed."""
        return Admitted(self.key, snapshots.text(self.key, self.dossier.source.sha256 or ""), self.dossier)


def editions(key: str, snapshots: Snapshots) -> list[Edition]:
    """The texts of a source, the oldest first.

    A text is known from the day by which it was certainly published, or else retrieved, or else first
    loaded. One that took another's place under the same date is known from the day on which it did.
    """
    older = snapshots.versions(key)
    dossiers = [*(from_json(bytes(one.dossier)) for one in older), snapshots.dossier(key)]
    first = Edition(key, stated(dossiers[0].source) or snapshots.loaded(key), dossiers[0])
    found = [first]
    for replaced, before, dossier in zip(older, dossiers, dossiers[1:], strict=False):
        dated, earlier = stated(dossier.source), stated(before.source)
        new = dated if dated and earlier and dated > earlier else date.fromisoformat(replaced.replaced[:10])
        found.append(Edition(key, new, dossier))
    return found


def known_by(day: date, key: str, snapshots: Snapshots) -> Edition | None:
    """The newest text of a source that was known by a day; None if none was."""
    return next((one for one in reversed(editions(key, snapshots)) if one.known <= day), None)


def stated(info: SourceInfo) -> date | None:
    """The last day on which a source can have been published, or else retrieved; None if it does not say."""
    for when in (info.published, info.retrieved):
        if when:
            last = bounds(when[:10] if "T" in when else when)[1]
            return last if last < date.max else None
    return None
