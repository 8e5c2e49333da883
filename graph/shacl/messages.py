"""What a violated constraint says where its shape has no message of its own."""

from __future__ import annotations

from typing import Final

from ...ontology.vocabulary import LABELS
from .reading import Parameter, Shape
from .turtle import Value, lexical, local

_WORDS: Final = {
    "class": "has a {path} that is no {term}",
    "datatype": "has a {path} that is no {term}",
    "nodeKind": "has a {path} that is no {term}",
    "minCount": "has fewer than {term} of {path}",
    "maxCount": "has more than {term} of {path}",
    "minExclusive": "has a {path} that is not above {term}",
    "minInclusive": "has a {path} below {term}",
    "maxExclusive": "has a {path} that is not below {term}",
    "maxInclusive": "has a {path} above {term}",
    "minLength": "has a {path} shorter than {term} characters",
    "maxLength": "has a {path} longer than {term} characters",
    "pattern": "has a {path} that does not match {term}",
    "languageIn": "has a {path} in none of the languages {terms}",
    "uniqueLang": "has several of {path} in one language",
    "equals": "has a {path} that differs from its {term}",
    "disjoint": "has a {path} that is its {term} too",
    "lessThan": "has a {path} that is not before its {term}",
    "lessThanOrEquals": "has a {path} after its {term}",
    "hasValue": "lacks {term} as {path}",
    "in": "has a {path} that is none of {terms}",
    "not": "has a {path} that must not be",
    "or": "has a {path} that meets none of what is allowed",
    "xone": "has a {path} that does not meet exactly one of what is allowed",
    "and": "has a {path} that does not meet all that is asked",
    "node": "has a {path} that does not meet all that is asked",
}


def message(shape: Shape, one: Parameter) -> str:
    """The message of a constraint: its shape's, or one made of its component."""
    if shape.message:
        return shape.message
    path = _called(shape.path.predicate or "", shape.path.name.replace("-", " ")) if shape.path else "value"
    terms = [_term(term) for term in one.terms]
    return _WORDS[one.component].format(path=path, term=terms[0] if terms else "", terms=", ".join(terms))


def _term(value: Value) -> str:
    return _called(lexical(value), local(lexical(value)) if "://" in lexical(value) else lexical(value))


def _called(iri: str, otherwise: str) -> str:
    return LABELS.get(iri, otherwise)
