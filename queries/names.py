"""Names as people write them, matched with the entities of a graph.

A name is an IRI, the end of one (``person/mike-johnston``), a label or other name in any case,
with or without accents, quotation marks, ``the`` or a title (``Mayor Johnston``), an office
(``mayor of Denver``, for who holds it), initials (``DOJ``), or some words of a name if only one
entity has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from itertools import islice

import msgspec

from ..errors import Ambiguous, UnknownName
from ..ontology import terms
from ..ontology.vocabulary import LABELS, SUPERCLASSES
from .name_index import NAMED, NameIndex, fold
from .readable import Queryable, Readable

EXACT, TITLED, PARTIAL, INITIALS, LEAST = 98.0, 94.0, 90.0, 85.0, 62.0
"""Scores of a name that is equal, equal behind a title, holds all words, has these initials; and the least shown."""
_CLOSEST, _FEW, _MANY, _LONG_ENOUGH = 3, 10, 200, 4


class Hit(msgspec.Struct, frozen=True):
    """An entity that a search found.

    ``name`` is the one that matched, ``detail`` tells like-named entities apart (an office, a
    place, a date), ``score`` is 100 for the label itself and falls to 62.
    """

    iri: str
    label: str
    kind: str
    detail: str
    name: str
    score: float

    def __str__(self) -> str:
        about = ", ".join(part for part in (self.kind, self.detail) if part)
        return f"{self.label} ({about}) <{self.iri}>"


class Names:
    """The names of one graph. They are read once, so make a new one after a load."""

    def __init__(self, store: Queryable) -> None:
        self.readable = Readable(store)

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self.readable.store)

    def resolve(self, name: str, *classes: str) -> str:
        """The IRI of the one entity that ``name`` means.

        Args:
            name: see the module.
            classes: local names of classes (``Person``) that it may have, the preferred first.

        Raises:
            UnknownName: nothing is called so; ``closest`` are the nearest names.
            Ambiguous: several things are; ``candidates`` tells them apart.
        """
        what = " or ".join(LABELS.get(terms.NS + each, each) for each in classes) or "entity"
        if not classes and len(found := self._by_iri(name)) == 1:
            return found[0]
        for candidates in self._by_closeness(name, classes or NAMED):
            found = self._of(candidates, classes or NAMED)
            if len(found) == 1:
                return found[0]
            if found:
                raise Ambiguous("things", name, [str(self._hit(iri, name, 100)) for iri in found])
        closest = dict.fromkeys(hit.label for hit in islice(self._search(name, classes), _CLOSEST))
        raise UnknownName(what, name, list(closest))

    def find(self, text: str, kind: str | None = None, limit: int = 20) -> list[Hit]:
        """Entities whose names resemble ``text``, the best first.

        Args:
            text: a name or part of one, perhaps misspelt.
            kind: a class by its word or name (``person``, ``executive order``, ``Lawsuit``).
            limit: at most so many.

        Raises:
            UnknownName: there is no such kind.
        """
        return list(islice(self._search(text, (class_called(kind),) if kind else ()), limit))

    def _search(self, text: str, classes: tuple[str, ...]) -> Iterator[Hit]:
        scores: dict[str, tuple[float, str]] = {}
        for score, folded in self._scored(fold(text[:200])):
            for iri in self._index.called(folded):
                of_label = score == EXACT and fold(self._index.labels[iri]) == folded
                scores[iri] = max(scores.get(iri, (0.0, "")), (100.0 if of_label else score, folded))
        for iri in self._index.offices.get(fold(text[:200]), ()):
            scores.setdefault(iri, (TITLED, fold(self._index.labels.get(iri, iri))))
        wanted = {terms.NS + each for each in classes or NAMED}
        for iri in sorted(scores, key=lambda iri: (-scores[iri][0], self._index.labels[iri], iri)):
            if wanted & self.readable.classes(iri):
                score, folded = scores[iri]
                yield self._hit(iri, self._index.written.get(folded, folded), score)

    def _scored(self, folded: str) -> Iterator[tuple[float, str]]:
        from rapidfuzz import fuzz, process

        yield EXACT, folded
        yield TITLED, self._index.untitled(folded)[1]
        for name in self._index.containing(folded):
            yield round(PARTIAL - 8 * (1 - len(folded) / len(name)), 1), name
        yield from ((INITIALS, name) for name in self._index.abbreviated(folded))
        if len(folded) < _LONG_ENOUGH:
            return
        close = process.extract(folded, self._index.written.keys(), scorer=fuzz.WRatio, score_cutoff=70, limit=300)
        for name, ratio, _ in close:
            if ratio * 0.89 >= LEAST and len(name) >= 0.6 * len(folded):  # a short name is a part of too much
                yield round(ratio * 0.89, 1), name

    def _by_closeness(self, name: str, classes: tuple[str, ...]) -> Iterator[Iterable[str]]:
        """Sets of entities that ``name`` may mean, the surest first."""
        yield self._by_iri(name)
        folded = fold(name[:200])
        named = self._index.called(folded)
        yield [iri for iri in named if self._index.labels[iri] == name.strip()]
        yield [iri for iri in named if fold(self._index.labels[iri]) == folded]
        yield named
        title, untitled = self._index.untitled(folded)
        if title:
            bearers = self._index.holders.get(title, set())
            yield self._index.called(untitled) & bearers
            yield self._holding(untitled) & bearers
            yield self._index.called(untitled)
        yield self._index.offices.get(folded, ())
        yield self._of_names(self._index.abbreviated(folded))
        partly = self._holding(folded)
        wanted = {terms.NS + each for each in classes}
        few = [iri for iri in partly if wanted & self.readable.classes(iri)] if len(partly) <= _MANY else []
        yield few if len(few) <= _FEW else ()

    def _holding(self, folded: str) -> set[str]:
        return self._of_names(self._index.containing(folded))

    def _of_names(self, names: Iterable[str]) -> set[str]:
        return {iri for name in names for iri in self._index.called(name)}

    def _by_iri(self, name: str) -> list[str]:
        text = name.strip().removeprefix("<").removesuffix(">")
        if ":" in text and (known := [text] if self.readable.classes(text) else self.readable.redirected(text)):
            return known
        return [iri for iri in self._index.labels if iri.endswith("/" + text)] if "/" in text else []

    def _of(self, iris: Iterable[str], classes: Iterable[str]) -> list[str]:
        """Those of the first class that any of them has."""
        found = sorted(set(iris))
        if tuple(classes) == NAMED:
            return [iri for iri in found if {terms.NS + each for each in NAMED} & self.readable.classes(iri)]
        kept = ([iri for iri in found if terms.NS + each in self.readable.classes(iri)] for each in classes)
        return next((some for some in kept if some), [])

    def _hit(self, iri: str, name: str, score: float) -> Hit:
        return Hit(iri, self.readable.label(iri), self.readable.kind(iri), self.readable.detail(iri), name, score)


def find(store: Queryable, text: str, kind: str | None = None, limit: int = 20) -> list[Hit]:
    """Entities of a graph whose names resemble ``text``; see :meth:`Names.find`."""
    return Names(store).find(text, kind, limit)


def class_called(kind: str) -> str:
    """The local name of the class that a word means: ``executive order`` gives ``ExecutiveOrder``."""
    words = {LABELS.get(iri, ""): iri.removeprefix(terms.NS) for iri in SUPERCLASSES}
    known = words | {local.casefold(): local for local in words.values()}
    wanted = kind.strip().casefold()
    if wanted not in known:
        raise UnknownName("kind of entity", kind, get_close_matches(wanted, words, 3, 0.5) or sorted(words))
    return known[wanted]
