"""Names in a table matched with entities, by the Reconciliation Service API 0.2 that OpenRefine speaks.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ...errors import BadQuestion, UnknownName
from ...graph.iris import DEFAULT_BASE
from ...ontology import terms
from ...ontology.vocabulary import LABELS

if TYPE_CHECKING:
    from ..names import Hit, Names

TYPES: Final = ("Person", "Agency", "Court", "Lawsuit", "Instrument", "Jurisdiction", "Organization", "Office")
"""The classes that names are matched with, by their local names."""
MOST_QUERIES: Final = 100
_SURE, _MOST = 98.0, 50


class _Query(msgspec.Struct):
    query: str
    type: str | list[str] = ""
    limit: int = 5


def answer(given: Mapping[str, str], names: Names, base: str) -> dict[str, Any]:
    """The service's manifest, or the candidates for each query of ``queries``. Raises BadQuestion for other JSON."""
    if "queries" not in given:
        return manifest(base)
    try:
        queries = msgspec.json.decode(given["queries"], type=dict[str, _Query])
    except msgspec.DecodeError as error:
        raise BadQuestion(f"queries= is no batch of reconciliation queries: {error}") from error
    if len(queries) > MOST_QUERIES:
        raise BadQuestion(f"send at most {MOST_QUERIES} queries at a time, not {len(queries)}")
    return {key: {"result": _candidates(query, names)} for key, query in queries.items()}


def manifest(base: str) -> dict[str, Any]:
    """What the service is, for its clients."""
    return {
        "versions": ["0.2"],
        "name": "actagraph",
        "identifierSpace": DEFAULT_BASE,
        "schemaSpace": terms.NS,
        "defaultTypes": [_type(name) for name in TYPES],
        "view": {"url": f"{base}/entity?iri={{{{id}}}}"},
        "batchSize": MOST_QUERIES,
    }


def _candidates(query: _Query, names: Names) -> list[dict[str, Any]]:
    kinds = [query.type] if isinstance(query.type, str) else query.type
    wanted = [kind.removeprefix(terms.NS) or None for kind in kinds] or [None]
    limit = min(max(query.limit, 1), _MOST)
    found: dict[str, Hit] = {}
    for kind in wanted:
        try:
            found |= {hit.iri: hit for hit in names.find(query.query[:500], kind, limit)}
        except UnknownName:
            continue
    best = sorted(found.values(), key=lambda hit: -hit.score)[:limit]
    sure = [hit for hit in best if hit.score >= _SURE]
    return [_candidate(hit, names, len(sure) == 1 and hit is sure[0]) for hit in best]


def _candidate(hit: Hit, names: Names, match: bool) -> dict[str, Any]:
    classes = sorted(each for each in names.readable.classes(hit.iri) if each.startswith(terms.NS))
    types = [{"id": each, "name": LABELS.get(each, each)} for each in classes]
    about = {"id": hit.iri, "name": hit.label, "description": ", ".join(filter(None, (hit.kind, hit.detail)))}
    return {**about, "type": types, "score": hit.score, "match": match}


def _type(name: str) -> dict[str, str]:
    return {"id": terms.NS + name, "name": LABELS.get(terms.NS + name, name)}
