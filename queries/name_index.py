"""The names of a graph's entities, folded and turned into an index."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files

from .readable import Queryable

NAMED = ("Actor", "Place", "Office", "Event", "Instrument", "Lawsuit", "Source", "Topic")
"""The classes whose entities people call by name."""

_FEWEST = 2

_NAMES = """
SELECT ?iri ?label ?name WHERE {
  { ?iri rdfs:label ?label .
    ?iri rdfs:label|skos:altLabel|acta:name|acta:number|acta:docketNumber|acta:identifier ?name }
  UNION { ?iri rdfs:label ?label ; acta:jurisdiction ?where . ?where rdfs:label ?near .
          BIND(CONCAT(?near, " ", ?label) AS ?name) }
  UNION { GRAPH ?g { ?iri a acta:Source ; rdfs:label ?label ; rdfs:label|acta:title|acta:uri ?name } }
}"""
_HOLDERS = """
SELECT ?holder ?title ?office WHERE {
  ?tenure acta:holder ?holder ; acta:office ?node . ?node acta:title ?title ; rdfs:label ?office
}"""


def fold(name: str) -> str:
    """A name for comparing: no case, accents, punctuation, possessive or leading ``the``; ``&`` is ``and``."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ").replace("ß", "ss"))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    words = re.sub(r"[’'`´]s\b|[’'`´.]", "", plain)
    words = " ".join(re.sub(r"[\W_]+", " ", words).split())
    return words.removeprefix("the ") or words


class NameIndex:
    """All names of a graph by their folded form and by their words, and who holds which office."""

    def __init__(self, store: Queryable) -> None:
        self.labels: dict[str, str] = {}
        self.entities: defaultdict[str, set[str]] = defaultdict(set)
        self.written: dict[str, str] = {}
        self.holders: defaultdict[str, set[str]] = defaultdict(set)
        self.offices: defaultdict[str, set[str]] = defaultdict(set)
        self._initials: defaultdict[str, set[str]] = defaultdict(set)
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        for row in store.select(_NAMES).rows:
            self._add(*(term.value for term in row if term is not None))
        for row in store.select(_HOLDERS).rows:
            holder, title, office = (term.value for term in row if term is not None)
            self.holders[fold(title)].add(holder)
            self.offices[fold(office)].add(holder)

    def called(self, folded: str) -> set[str]:
        """The entities with exactly this folded name."""
        return self.entities.get(folded, set())

    def containing(self, folded: str) -> set[str]:
        """The folded names that hold all words of ``folded``, if one of these is long enough to tell."""
        words = folded.split()
        if not any(len(word) > 2 or word.isdigit() for word in words):
            return set()
        return set.intersection(*(self._words.get(word, set()) for word in words))

    def abbreviated(self, folded: str) -> set[str]:
        """The folded names whose initials, with or without those of small words, are ``folded``."""
        return self._initials.get(folded, set())

    def untitled(self, folded: str) -> tuple[str, str]:
        """A title at the beginning of a name, perhaps empty, and the rest."""
        words = folded.split()
        for cut in range(min(6, len(words) - 1), 0, -1):
            title = " ".join(words[:cut])
            if title in honorifics() or title in self.holders:
                return title, " ".join(words[cut:])
        return "", folded

    def _add(self, iri: str, label: str, name: str) -> None:
        self.labels[iri] = label
        if folded := fold(name):
            self.entities[folded].add(iri)
            self.written.setdefault(folded, name)
            for word in folded.split():
                self._words[word].add(folded)
            for initials in _initials(name):
                self._initials[initials].add(folded)


def _initials(name: str) -> set[str]:
    """``doj`` and ``dj`` for Department of Justice; none for a name with fewer than two capitals."""
    words = re.findall(r"\w+", name)
    capitals = [word[0] for word in words if word[0].isupper()]
    if not words or not words[0][0].isupper() or len(capitals) < _FEWEST or len(capitals) < len(words) / 2:
        return set()
    return {"".join(word[0] for word in words).casefold(), "".join(capitals).casefold()}


@cache
def honorifics() -> frozenset[str]:
    """Titles that may stand before any name, folded."""
    lines = files(__package__).joinpath("honorifics.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
