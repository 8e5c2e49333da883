"""The passages behind a row of an answer.

The rule is the same for every query: a row rests on the claims whose subject and object are
both among its terms, hidden columns and literals included.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from pyoxigraph import Literal, NamedNode

from ..graph.store import Term
from ..ontology import terms
from .readable import Readable

_CLAIMS = """
SELECT ?subject ?predicate ?object ?status ?by ?source ?start ?end ?quote WHERE {
  GRAPH ?g {
    ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
           acta:claimStatus ?status ; acta:source ?source ; acta:passage ?passage .
    ?passage acta:start ?start ; acta:end ?end ; acta:exact ?quote .
    OPTIONAL { ?claim acta:accordingTo ?by }
  }
}"""
# What a conclusion rests on: the claims at the end of its premises. A fact read the other way round adds none.
_PREMISES = """
SELECT DISTINCT ?subject ?predicate ?object ?status ?by ?source ?start ?end ?quote ?s ?p ?o WHERE {
  GRAPH ?inferences {
    ?inference rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; acta:rule ?rule .
    FILTER(!STRENDS(STR(?rule), "/rule/inverses"))
    ?inference acta:premise+ ?claim .
  }
  GRAPH ?g {
    ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
           acta:claimStatus ?status ; acta:source ?source ; acta:passage ?passage .
    ?passage acta:start ?start ; acta:end ?end ; acta:exact ?quote .
    OPTIONAL { ?claim acta:accordingTo ?by }
  }
}"""
_SOURCE = """
SELECT ?source ?property ?value WHERE {
  VALUES ?property { acta:title acta:publisher acta:published acta:uri acta:sha256 acta:origin }
  GRAPH ?g { ?source ?property ?value }
}"""


class Evidence(msgspec.Struct, frozen=True):
    """One passage and what it is quoted for.

    ``start`` and ``end`` are offsets in code points of the source's text as stored, whose hash is
    ``sha256``; ``quote`` is that text, cut after 300. ``facts`` are the row's facts that it states,
    as (subject, predicate, object) in words. ``origins`` counts the independent origins of the
    least supported of them. ``status`` tells an asserted fact from one alleged, denied, planned or
    hypothetical, ``according_to`` whose word it is.
    """

    row: int
    quote: str
    source: str
    title: str
    publisher: str
    published: str
    uri: str
    sha256: str
    start: int
    end: int
    origins: int
    status: str
    according_to: str
    facts: tuple[tuple[str, str, str], ...]


class _Claim(msgspec.Struct, frozen=True):
    """A claim, the fact that it states, and the fact that it is evidence for: the same, or one concluded from it."""

    fact: tuple[Term, Term, Term]
    states: tuple[Term, Term, Term]
    status: str
    by: str
    source: str
    start: int
    end: int
    quote: str


def evidence_of(rows: Iterable[Sequence[Term | None]], readable: Readable) -> list[list[Evidence]]:
    """For each row its passages, those of its first terms first, then by date and place in the text."""
    archive = _Archive(readable)
    return [_of_row(number, [term for term in row if term is not None], archive) for number, row in enumerate(rows)]


class _Archive:
    """Claims and sources of one graph, each looked up once."""

    def __init__(self, readable: Readable) -> None:
        self.readable = readable
        self._claims: dict[NamedNode, list[_Claim]] = {}
        self._sources: dict[str, dict[str, str]] = {}

    def claims(self, subject: NamedNode) -> list[_Claim]:
        if subject not in self._claims:
            queries = (_CLAIMS, _PREMISES)
            rows = (row for query in queries for row in self.readable.store.select(query, {"subject": subject}).rows)
            self._claims[subject] = [_claim(row, self.readable) for row in rows]
        return self._claims[subject]

    def source(self, iri: str) -> dict[str, str]:
        if iri not in self._sources:
            rows = self.readable.store.select(_SOURCE, {"source": NamedNode(iri)}).rows
            found = {name.value.removeprefix(terms.NS): value.value for _, name, value in rows if name and value}
            self._sources[iri] = {"title": self.readable.label(iri), **found}
        return self._sources[iri]

    def origins(self, claim: _Claim) -> int:
        """Independent origins of the claim's fact in the claim's status."""
        same = (each for each in self.claims(_subject(claim)) if each.fact == claim.states)
        alike = {each.source for each in same if each.status == claim.status}
        return len({self.source(source).get("origin", source) for source in alike})


def _of_row(number: int, row: list[Term], archive: _Archive) -> list[Evidence]:
    places = {term: place for place, term in reversed(list(enumerate(row)))}
    passages: defaultdict[tuple[str, int, int, str, str], list[_Claim]] = defaultdict(list)
    for subject in (term for term in places if isinstance(term, NamedNode) and not term.value.startswith(terms.NS)):
        for claim in archive.claims(subject):
            if claim.fact[2] in places:
                passages[claim.source, claim.start, claim.end, claim.status, claim.by].append(claim)
    kept = _without_contained(passages)
    found = [_evidence(number, kept[key], places, archive) for key in kept]
    found.sort(key=lambda pair: (pair[0], pair[1].published or "9999", pair[1].source, pair[1].start))
    return [evidence for _, evidence in found]


def _evidence(
    number: int, claims: list[_Claim], places: dict[Term, int], archive: _Archive
) -> tuple[tuple[int, int], Evidence]:
    claims = sorted(
        claims,
        key=lambda claim: (places[claim.fact[0]], places[claim.fact[2]], str(claim.fact[1]), *map(str, claim.states)),
    )
    first, source = claims[0], archive.source(claims[0].source)
    facts = dict.fromkeys(_in_words(claim, archive.readable) for claim in claims)
    evidence = Evidence(
        row=number,
        source=first.source,
        quote=first.quote,
        start=first.start,
        end=first.end,
        status=first.status,
        according_to=first.by,
        facts=tuple(facts),
        origins=min(archive.origins(claim) for claim in claims),
        **{name: source.get(name, "") for name in ("title", "publisher", "published", "uri", "sha256")},
    )
    return (places[first.fact[0]], places[first.fact[2]]), evidence


def _without_contained(
    passages: dict[tuple[str, int, int, str, str], list[_Claim]],
) -> dict[tuple[str, int, int, str, str], list[_Claim]]:
    """A passage within a longer one of the same source and status adds its facts to that one."""
    kept: dict[tuple[str, int, int, str, str], list[_Claim]] = {}
    for key in sorted(passages, key=lambda key: (key[1] - key[2], key)):
        source, start, end, *stated = key
        around = next(
            (
                each
                for each in kept
                if each[0] == source and each[1] <= start and end <= each[2] and each[3:] == (*stated,)
            ),
            key,
        )
        kept.setdefault(around, []).extend(passages[key])
    return kept


def _claim(row: Sequence[Term | None], readable: Readable) -> _Claim:
    subject, predicate, object, status, by, source, start, end, quote, *stated = row
    fact = (_given(subject), _given(predicate), _given(object))
    states = tuple(map(_given, stated))
    whose = readable.label(by.value) if isinstance(by, NamedNode) else by.value if by else ""
    return _Claim(
        fact=fact,
        states=(states[0], states[1], states[2]) if states else fact,
        status=readable.label(_given(status).value),
        by=whose,
        source=_given(source).value,
        start=int(_given(start).value),
        end=int(_given(end).value),
        quote=_given(quote).value,
    )


def _given(term: Term | None) -> Term:
    if term is None:
        raise ValueError("a claim lacks one of its parts")
    return term


def _subject(claim: _Claim) -> NamedNode:
    return NamedNode(claim.states[0].value)


def _in_words(claim: _Claim, readable: Readable) -> tuple[str, str, str]:
    subject, predicate, object = (
        term.value if isinstance(term, Literal) else readable.label(term.value) for term in claim.states
    )
    return subject, predicate, object
