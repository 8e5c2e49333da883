"""What is known of each thing that a source speaks of, read from its claims; and of several as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import msgspec
from pyoxigraph import Literal

from ...ontology import terms
from ...ontology.dossier import SourceInfo
from ..claims import Claim
from ..wording import data, words

_FAMILIES = {
    "Person": "person",
    "Agency": "body",
    "Court": "body",
    "Party": "body",
    "Organization": "body",
    "Jurisdiction": "territory",
    "Place": "territory",
    "Event": "event",
    "Incident": "event",
    "Investigation": "event",
    "ChargingEvent": "event",
    "Settlement": "event",
    "Obligation": "provision",
    "Permission": "provision",
    "Prohibition": "provision",
    "Lawsuit": "lawsuit",
    "Ruling": "ruling",
    "Statement": "statement",
    "Office": "office",
    "Tenure": "tenure",
    "Group": "group",
    "Topic": "topic",
    "Section": "part",
    "PartyRole": "part",
    "ClaimForRelief": "part",
    "Docket": "part",
    "DocketEntry": "entry",
    "Filing": "filing",
    "Affiliation": "part",
}


class Profile(msgspec.Struct):
    """One thing, as the claims of one or more sources describe it.

    ``names`` come in the order in which a source gives them, the main one first. ``out`` and
    ``back`` hold the keys of other things by the local name of the property that leads to them
    or from them; ``values`` the literals and concepts.
    """

    keys: list[str]
    sources: set[str]
    classes: set[str] = msgspec.field(default_factory=set)
    names: list[str] = msgspec.field(default_factory=list)
    values: dict[str, set[str]] = {}
    out: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    said: str = ""

    def __post_init__(self) -> None:
        """What is read back is plain dictionaries; what nothing is known of is the empty set."""
        self.values = defaultdict(set, self.values)
        self.out = defaultdict(set, self.out)
        self.back = defaultdict(set, self.back)

    @property
    def family(self) -> str:
        """Which things it can be the same as: ``person``, ``body``, ``instrument`` …"""
        return next((_FAMILIES[cls] for cls in sorted(self.classes) if cls in _FAMILIES), "instrument")

    def absorb(self, other: Profile) -> None:
        """Take in what is known of another thing, now found to be the same."""
        self.keys.extend(other.keys)
        self.sources |= other.sources
        self.classes |= other.classes
        self.names.extend(name for name in other.names if name not in self.names)
        for mine, theirs in ((self.values, other.values), (self.out, other.out), (self.back, other.back)):
            for name, found in theirs.items():
                mine[name] |= found


def profiles(claims: Iterable[Claim], said: Mapping[str, str]) -> dict[str, Profile]:
    """A profile for each key; ``said`` gives the words of statements and provisions by their keys."""
    found: dict[str, Profile] = {}
    for claim in claims:
        predicate = claim.predicate.removeprefix(terms.NS)
        profile = _of(found, claim.subject)
        if isinstance(claim.object, str):
            profile.out[predicate].add(claim.object)
            _of(found, claim.object).back[predicate].add(claim.subject)
        elif claim.predicate == terms.rdf_type:
            profile.classes.add(claim.object.value.removeprefix(terms.NS))
        elif claim.predicate == terms.name:
            profile.names.append(claim.object.value)
        else:
            text = claim.object.value
            profile.values[predicate].add(text if isinstance(claim.object, Literal) else text.removeprefix(terms.NS))
    for key, spoken in said.items():
        if key in found:
            found[key].said = spoken
    return found


class World:
    """All profiles by key, and which keys are known to be the same so far.

    ``sources`` tells what is known of the sources, by their keys: the layout of tables, the day of publication.
    """

    def __init__(self, found: dict[str, Profile], sources: Mapping[str, SourceInfo] | None = None) -> None:
        self.profiles = found
        self._sources = sources or {}
        self._standing: dict[str, str] = {}
        self._namesakes: dict[tuple[str, str], set[str]] | None = None
        self._told: dict[tuple[str, str], set[str]] = {}

    def canon(self, key: str) -> str:
        """The key that stands for all that are the same as this one."""
        return self._standing.get(key, key)

    def join(self, keys: Iterable[str], standing: str) -> None:
        """Let one key stand for several."""
        self._standing.update(dict.fromkeys(keys, standing))

    def names(self, keys: Iterable[str]) -> set[str]:
        """The names of things."""
        return {name for key in keys for name in self.profiles[self.canon(key)].names}

    def namesakes(self, source: str, surname: str) -> set[str]:
        """The bodies in a source that are called after a person: "the Trump administration"."""
        if self._namesakes is None:
            self._namesakes = defaultdict(set)
            for key, profile in self.profiles.items():
                if profile.family == "body":
                    for name in filter(None, map(_namesake, profile.names)):
                        self._namesakes[key.partition("#")[0], name].add(self.canon(key))
        return self._namesakes.get((source, surname), set())

    def told(self, source: str, family: str) -> set[str]:
        """The people, events … that a source tells of; asked only once they are matched.

        The rows of a table stand side by side only because they are of one kind: it tells of none together.
        """
        if (family, "") not in self._told:
            self._told[family, ""] = set()
            for key, profile in self.profiles.items():
                where = key.partition("#")[0]
                if profile.family == family and not self._is_table(where):
                    self._told.setdefault((family, where), set()).add(self.canon(key))
        return self._told.get((family, source), set())

    def published(self, profile: Profile) -> str | None:
        """The day on which a thing's source, if it has but one and that is no record, was published."""
        (source, *more) = profile.sources
        info = self._sources.get(source)
        return info.published if info and not info.layout and not more else None

    def _is_table(self, source: str) -> bool:
        info = self._sources.get(source)
        return info is not None and info.layout == "table"

    def settle(self, profile: Profile) -> None:
        """Point the links of a profile at what stands for their ends."""
        for links in (profile.out, profile.back):
            for predicate, keys in links.items():
                links[predicate] = {self.canon(key) for key in keys}


def _namesake(name: str) -> str | None:
    *called, last = words(name.removeprefix("the "))
    return " ".join(called) if called and last in _namesake_words() else None


@cache
def _namesake_words() -> frozenset[str]:
    return frozenset(data("namesake-words.txt").split())


def _of(found: dict[str, Profile], key: str) -> Profile:
    if key not in found:
        found[key] = Profile(keys=[key], sources={key.partition("#")[0]})
    return found[key]
