"""The REST API described as OpenAPI 3.1, out of the catalogue. Source: https://spec.openapis.org/oas/v3.1.0."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from .jobs import MOST, PAGED
from .negotiation import ANSWERS, ROWS, TRIPLES, Format

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..catalogue import Parameter, Question

_PROBLEM = {
    "description": "A problem",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "closest": {"type": "array", "items": {"type": "string"}},
        "candidates": {"type": "array", "items": {"type": "string"}},
    },
}


def document(questions: Mapping[str, Question], base: str) -> dict[str, Any]:
    """The description of all addresses that programs use."""
    paths: dict[str, Any] = {f"/questions/{name}": _get(_question(one)) for name, one in questions.items()}
    paths["/questions"] = _get(_operation("questions", "The questions that can be asked", [], ANSWERS[:1]))
    paths["/find"] = _get(_operation("find", "Entities whose names resemble a text", _FIND, ANSWERS[:1]))
    paths["/entity"] = _get(_operation("entity", "What is known of an entity", _ENTITY, (*TRIPLES, ROWS[-1])))
    paths["/sparql"] = _get(_operation("sparql", "The results of a SPARQL 1.1 query", _SPARQL, (*ROWS, *TRIPLES)))
    paths["/.well-known/void"] = _get(_operation("void", "The size of the graph", [_FORMAT], TRIPLES))
    paths["/reconcile"] = _get(_operation("reconcile", "Names matched with entities", _RECONCILE, ANSWERS[:1]))
    return {
        "openapi": "3.1.0",
        "info": {"title": "actagraph", "version": version("actagraph"), "license": {"name": "Apache-2.0"}},
        "servers": [{"url": base or "/"}],
        "paths": paths,
        "components": {"schemas": {"Problem": _PROBLEM_SCHEMA}},
    }


def _parameter(name: str, about: str, schema: dict[str, Any], required: bool = False, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "required": required, "schema": schema, **more}


_FORMAT = _parameter("format", "A format by its name or media type, before Accept", {"type": "string"})
_FIND = [
    _parameter("q", "A name or a part of one", {"type": "string", "minLength": 1}, True, example="Johnston"),
    _parameter("kind", "A class, such as person", {"type": "string"}),
    _parameter("limit", "At most so many", {"type": "integer", "minimum": 1, "maximum": 200, "default": 20}),
]
_ENTITY = [_parameter("iri", "The entity's IRI", {"type": "string", "format": "iri"}, True), _FORMAT]
_SPARQL = [
    _parameter("query", "SPARQL 1.1; without it, the service is described", {"type": "string"}, example="ASK {}"),
    _parameter("default-graph-uri", "A graph of the default graph", {"type": "array", "items": {"type": "string"}}),
    _parameter("named-graph-uri", "A named graph", {"type": "array", "items": {"type": "string"}}),
    _parameter("timeout", "Seconds, up to the server's limit", {"type": "number", "exclusiveMinimum": 0}),
    _FORMAT,
]
_RECONCILE = [_parameter("queries", "A batch of reconciliation queries, as JSON", {"type": "string"})]
_EVERY = [
    _FORMAT,
    _parameter(
        "evidence", "Quote the passages behind every row", {"type": "string", "enum": ["0", "1"], "default": "0"}
    ),
    _parameter("limit", "Rows of a page", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGED}),
    _parameter("offset", "Rows before the page", {"type": "integer", "minimum": 0, "default": 0}),
]


def _question(question: Question) -> dict[str, Any]:
    own = [
        _parameter(
            name, one.summary, _schema(one), not one.optional and one.default is None, **_example(question, name)
        )
        for name, one in question.parameters.items()
    ]
    found = _operation(question.name, question.summary, [*own, *_EVERY], ANSWERS)
    return {**found, "tags": list(question.tags), "description": question.description or question.summary}


def _example(question: Question, name: str) -> dict[str, str]:
    return {"example": question.example[name]} if name in question.example else {}


def _schema(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer" if parameter.type == "integer" else "string"}
    if parameter.type == "choice":
        schema["enum"] = list(parameter.choices)
    bounds = {"minimum": parameter.least, "maximum": parameter.most, "default": parameter.default}
    return schema | {name: value for name, value in bounds.items() if value is not None}


def _operation(
    name: str, summary: str, parameters: Sequence[dict[str, Any]], formats: Sequence[Format]
) -> dict[str, Any]:
    content: dict[str, Any] = {each.media: {} for each in formats}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": list(parameters),
        "responses": {"200": {"description": "The answer", "content": content}, "default": _PROBLEM},
    }


def _get(operation: dict[str, Any]) -> dict[str, Any]:
    return {"get": operation}
