"""Labels and IRIs: each thing named once, readably, from what is most stable about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from .identity.bodies import known, territory
from .identity.held import one_title
from .identity.persons import parse
from .identity.profiles import Profile
from .identity.resolve import Identity
from .part_names import part_label, part_path
from .wording import fold, slug, words

DEFAULT_BASE = "https://w3id.org/actagraph/id/"
_SHOWN = 100
_NAMED = frozenset(("person", "body", "territory", "instrument", "event", "lawsuit"))
_PARTS = frozenset(("part", "entry", "filing"))
_BODY_CLASSES = ("Court", "Party", "Agency", "Organization")


def short_hash(text: str, length: int = 8) -> str:
    """The first hexadecimal digits of a text's hash."""
    return blake2b(text.encode()).hexdigest()[:length]


class Naming:
    """Mints the label and the IRI of everything that identity found, each once.

    ``labels`` and ``iris`` are by standing key, ``terms`` by any, as ``<IRI>``; ``redirects`` leads from
    the IRIs that a record would have had alone to the IRI of the thing that it turned out to be.
    """

    def __init__(self, identity: Identity, base: str = DEFAULT_BASE) -> None:
        self.base = base
        self.labels: dict[str, str] = {}
        self.iris: dict[str, str] = {}
        self._identity = identity
        for key in identity.things:
            self.label(key)
        self._mint()
        self.terms = {key: f"<{self.iris[first]}>" for key, first in identity.standing.items()}
        self.redirects = self._redirects()

    def label(self, key: str) -> str:
        """The label of a thing by its standing key."""
        if key not in self.labels:
            self.labels[key] = self._label(self._identity.things[key])
        return self.labels[key]

    def iri(self, key: str) -> str:
        """The IRI of the thing that any key belongs to."""
        return self.iris[self._identity.standing[key]]

    def _label(self, thing: Profile) -> str:
        family = thing.family
        if family in _NAMED or family in ("group", "topic"):
            return self._best_name(thing) or family
        if family == "office":
            title, body = _title(thing.values["title"]), min(thing.out["officeOf"], default=None)
            return f"{title} of {self.label(body)}" if body else title
        if family == "tenure":
            held = (min(thing.out[link], default=None) for link in ("holder", "office"))
            return ", ".join(self.label(key) for key in held if key)
        if family == "provision":
            action = min(thing.values["action"], key=lambda text: (-len(text), text), default="")
            return _cut(f"{min(thing.classes).lower()}: {action}")
        if family == "ruling":
            suit = min(thing.back["hasRuling"], default=None)
            kind = min(thing.values["rulingKind"], default="ruling")
            return f"{kind} in {self.label(suit)}" if suit else kind
        if family in _PARTS:
            return _cut(" ".join(part_label(thing, self.label).split())) or family
        speaker = min(thing.out["speaker"], default=None)
        said = _cut(" ".join(thing.said.split()))
        return f"{self.label(speaker)}: {said}" if speaker else said

    def _best_name(self, thing: Profile) -> str:
        """The most informative of the names by which sources mainly call a thing."""
        main = Counter(self._identity.names[key][0] for key in thing.keys if self._identity.names[key])
        if thing.family == "person":
            main.update({name: 0 for name in thing.names if parse(name) in {parse(one) for one in main}})
        return min(main, key=lambda name: (*self._rank(thing, name), -main[name], -len(name), name), default="")

    def _rank(self, thing: Profile, name: str) -> tuple[float, ...]:
        if thing.family == "person":
            parsed = parse(name)
            return (not parsed.first, -len(parsed.middle))
        if thing.family == "territory":
            body = known(name)
            return (body is not None and body.name != name, len(words(name)))
        if thing.family == "body":
            return (name.isupper(), -len(words(name)))
        if thing.family == "instrument":
            return (not any(number in words(name) for number in thing.values["number"]), -len(words(name)))
        return (" v. " not in name if thing.family == "lawsuit" else 0, -len(words(name)))

    def _mint(self) -> None:
        """Mint in families' order; of two things with one path, the better attested keeps it bare."""
        order = sorted(self._identity.things.items(), key=lambda item: (_late(item[1]), -len(item[1].keys), item[0]))
        taken: set[str] = set()
        for key, thing in order:
            path = self._path(thing)
            if path in taken:
                path = f"{path}-{short_hash(min(thing.keys))}"
            taken.add(path)
            self.iris[key] = self.base + path

    def _path(self, thing: Profile) -> str:
        family, label = thing.family, self.labels[min(thing.keys)]
        if family == "body":
            return f"{next(cls for cls in _BODY_CLASSES if cls in thing.classes).lower()}/{slug(label)}"
        if family == "territory":
            return self._territory_path(thing, label)
        if family == "instrument" and thing.values["number"]:
            return f"instrument/{self._numbered(thing)}"
        if family == "provision":
            bearers = sorted(self.labels[key] for key in thing.out["bearer"])
            text = " ".join((min(map(fold, thing.values["action"]), default=""), *bearers))
            return f"provision/{self._tail(thing, 'hasProvision')}/{min(thing.classes).lower()}-{short_hash(text)}"
        if family == "statement":
            return f"statement/{short_hash(fold(thing.said) or min(thing.keys), 12)}"
        if family in ("group", "topic"):
            near = min((self.iris[key] for key in thing.values["near"] if key in self.iris), default=None)
            context = near.rpartition("/")[2] if near else slug(min(thing.sources))
            return f"{family}/{context}/{slug(label)}"
        if family == "tenure":
            ends = (self.iris.get(min(thing.out[link], default=""), "x") for link in ("holder", "office"))
            return "tenure/" + "/".join(end.rpartition("/")[2] for end in ends)
        if family == "ruling":
            return f"ruling/{self._tail(thing, 'hasRuling')}/{slug(min(thing.values['rulingKind'], default='x'))}"
        if family in _PARTS:
            return part_path(thing, self.iris.get, short_hash)
        return f"{family}/{slug(label)}"

    def _territory_path(self, thing: Profile, label: str) -> str:
        place = territory(label)
        kind = "jurisdiction" if "Jurisdiction" in thing.classes else "place"
        level = place.level if place.level == "state" and fold(label) != place.name else None
        return f"{kind}/" + slug(" ".join(filter(None, (place.name, level, place.within))))

    def _numbered(self, thing: Profile) -> str:
        makers = thing.out["jurisdiction"] or thing.out["issuedBy"]
        maker = slug(self.labels[min(makers)]) if makers else ""
        kind = "".join(f" {letter}" if letter.isupper() else letter for letter in min(thing.classes))
        return "-".join(filter(None, (maker, slug(kind), slug(min(thing.values["number"])))))

    def _tail(self, thing: Profile, link: str) -> str:
        parent = min(thing.back[link], default=None)
        return self.iris[parent].rpartition("/")[2] if parent in self.iris else "x"

    def _redirects(self) -> dict[str, str]:
        found: dict[str, set[str]] = {}
        live = set(self.iris.values())
        for key, thing in self._identity.things.items():
            if thing.family in _NAMED and len(thing.keys) > 1:
                segment = self.iris[key].removeprefix(self.base).partition("/")[0]
                for one in thing.keys:
                    for name in self._identity.names[one][:1]:
                        found.setdefault(f"{self.base}{segment}/{slug(name)}", set()).add(self.iris[key])
        return {old: min(new) for old, new in found.items() if old not in live and len(new) == 1}


def _late(thing: Profile) -> int:
    """Things whose IRIs are made of others' come after them."""
    late = {"group": 2, "topic": 2, "provision": 2, "ruling": 2, "tenure": 2, "part": 3, "entry": 4, "filing": 5}
    return late.get(thing.family, 1)


def _title(titles: Iterable[str]) -> str:
    """Of the ways to write an office's title the usual one, else the first: "Senator" before "Sen." and "Senators"."""
    return min(titles, key=lambda title: (one_title(title) != fold(title), title), default="office")


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
