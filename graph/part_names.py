"""Labels and paths of the parts of things: a section, a party's role, a docket and its entries."""

from __future__ import annotations

from collections.abc import Callable

from ..ontology import terms
from ..ontology.vocabulary import LABELS
from .identity.parts import kind, telling, whole
from .identity.profiles import Profile
from .wording import slug

_LONG = 40


def part_label(part: Profile, label: Callable[[str], str]) -> str:
    """What to call a part; ``label`` gives the label of another thing by its key."""
    told = _said(part)
    above = whole(part)
    of = label(above) if above else ""
    end = _ends(part, label)
    if "Section" in part.classes:
        return " of ".join(filter(None, (f"section {told('sectionNumber')}", of)))
    if "PartyRole" in part.classes:
        role = _concept(part, "roleKind") or "party"
        return f"{end('rolePlayer') or 'unnamed'} as {role} in {of}"
    if "Docket" in part.classes:
        return " in ".join(filter(None, (told("docketNumber"), end("court"))))
    if "Affiliation" in part.classes:
        return f"{of} in {end('affiliatedWith') or 'an unnamed body'}"
    if "DocketEntry" in part.classes:
        return ": ".join(filter(None, (told("entryNumber"), told("description"))))
    return min(part.names, default="") or told("description")


def part_path(part: Profile, iri: Callable[[str], str | None], hashed: Callable[[str], str]) -> str:
    """The end of a part's IRI: its segment, the end of the whole's IRI, and what tells it from its siblings."""
    above = whole(part)
    parent, told = iri(above) if above else None, telling(part)
    tails = (_tail(iri(one)) if "#" in one else slug(_concept(part, name) or one) for name, one in told.items() if one)
    own = "-".join(filter(None, tails)) or "x"
    shown = own if len(own) <= _LONG else hashed(own)
    return "/".join((kind(part).segment, _above(parent) or "x", shown))


def _above(parent: str | None) -> str:
    """The end of the whole's IRI; of a docket entry's with its docket's, for "1" says little."""
    ends = (parent or "").rsplit("/", 3)
    return "-".join(ends[-2:]) if "docket-entry" in ends else ends[-1]


def _said(part: Profile) -> Callable[[str], str]:
    return lambda name: min(part.values[name], default="") if name in part.values else ""


def _ends(part: Profile, label: Callable[[str], str]) -> Callable[[str], str]:
    return lambda link: label(min(part.out[link])) if part.out.get(link) else ""


def _concept(part: Profile, name: str) -> str:
    return next((LABELS.get(terms.NS + one, "") for one in sorted(part.values.get(name, ()))), "")


def _tail(iri: str | None) -> str:
    return iri.rpartition("/")[2] if iri else ""
