"""Which terms of the ontology something uses: a loader, the assembler, a shape, a rule, an export or a question.

The installed package's own files are read. Code names a term as ``terms.bearer``; queries, shapes and tables as
``acta:bearer``. The assembler's tables, the dossier's record types and the generator also name one by its bare name or
label, and whoever uses a scheme's mapping in ``vocabulary`` uses its concepts. With a term goes what the ontology ties
to it: what stands above it, its inverse, its scheme, what its annotations lead to. A marked scheme marks its concepts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Final

from .findings import FAMILIES, Finding, values
from .model import NS, TOPICS

if TYPE_CHECKING:
    from pyoxigraph import Store

UNUSED: Final = "unused-term"

_ROOMS: Final = ("cli", "graph", "loaders", "ontology", "queries")
_READ: Final = re.compile(r"\.(py|rq|tsv|ttl|toml|yml)$")
_NO_USE: Final = frozenset(
    {"terms.py", "vocabulary.py", "alignments.ttl", *(f"{topic}.ttl" for topic in TOPICS), *FAMILIES}
)
"""Where terms stand without being used: what is generated, the ontology itself, the examples in its checks."""

_WORDED: Final = frozenset({"dossier.py", "generate.py"})

_NAME: Final = re.compile(r"\b(?:terms\.|acta:)([A-Za-z]\w*)")
_STRING: Final = re.compile(r'"([A-Za-z][\w ]*)"')
_MAPPING: Final = re.compile(r"\b[A-Z]+(?:_[A-Z]+)*\b")

_TERMS: Final = f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?term ?label ?scheme WHERE {{
  ?term rdfs:isDefinedBy ?ontology ; rdfs:label ?label FILTER(STRSTARTS(STR(?term), "{NS}"))
  OPTIONAL {{ ?term <http://www.w3.org/2004/02/skos/core#inScheme> ?scheme }} }}"""
_TIES: Final = f"""PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?term ?tied WHERE {{
  {{ ?term rdfs:subClassOf|rdfs:subPropertyOf|owl:inverseOf|^owl:inverseOf|skos:inScheme|skos:broader ?tied }}
  UNION {{ ?mark a owl:AnnotationProperty . ?term ?mark ?tied
    FILTER(isIRI(?tied) && STRSTARTS(STR(?mark), "{NS}")) }} }}"""
_MARKED: Final = f"""SELECT ?term WHERE {{
  ?term <http://www.w3.org/2004/02/skos/core#inScheme>?/<{NS}handWritten> true }}"""


def unused(store: Store) -> Iterator[Finding]:
    """The terms of an ontology that nothing in the package uses and that are not marked ``acta:handWritten``."""
    every = list(values(store, _TERMS))
    named = {term for term, label, scheme in every if _is_named(term.removeprefix(NS), label, scheme)}
    reached = _with_ties(store, named | {term for (term,) in values(store, _MARKED)})
    for term in sorted({term for term, *_ in every} - reached):
        yield Finding("error", UNUSED, term, "is used by nothing: use it, drop it, or mark it acta:handWritten true")


def _is_named(name: str, label: str, scheme: str) -> bool:
    names, words, mappings = _uses()
    return name in names or name in words or label in words or _mapped(scheme.removeprefix(NS)) & mappings != set()


def _mapped(scheme: str) -> set[str]:
    """What the mapping of a scheme may be called, in small letters: ``eventkinds`` for ``EventKind``."""
    name = scheme.lower()
    return {f"{name}s", f"{name}es", f"{name[:-1]}ies"} if name else set()


def _with_ties(store: Store, named: Iterable[str]) -> set[str]:
    ties: dict[str, list[str]] = {}
    for term, tied in values(store, _TIES):
        ties.setdefault(term, []).append(tied)
    reached, waiting = set[str](), list(named)
    while waiting:
        if (term := waiting.pop()) not in reached:
            reached.add(term)
            waiting += ties.get(term, ())
    return reached


@cache
def _uses() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The terms that the package's files name, the bare words that may name one, and the mappings that they use."""
    names, words, mappings = set[str](), set[str](), set[str]()
    package = resources.files((__package__ or "").rpartition(".")[0])
    for room in _ROOMS:
        for file in _files(package.joinpath(room)):
            text = file.read_text("utf-8")
            names.update(_NAME.findall(text))
            mappings.update(name.replace("_", "").lower() for name in _MAPPING.findall(text))
            words.update(_words(room, file.name, text))
    return frozenset(names), frozenset(words), frozenset(mappings)


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.name in _NO_USE:
            continue
        if entry.is_dir():
            yield from _files(entry)
        elif _READ.search(entry.name):
            yield entry


def _words(room: str, name: str, text: str) -> list[str]:
    if room == "ontology" and name in _WORDED:
        return _STRING.findall(text)
    if room == "graph" and name.endswith(".tsv"):
        return [cell.lstrip("^") for line in text.splitlines()[1:] for cell in line.split("\t")]
    return []
