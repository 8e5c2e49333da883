"""Parameters as people write them, turned into terms that a query can bind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from ..errors import BadQuestion, UnknownName
from ..graph.store import PREFIXES, Term
from .catalogue import Parameter, Question
from .names import Names
from .periods import day, period


def bind(question: Question, given: Mapping[str, object], names: Names) -> dict[str, Term]:
    """The variables of ``question`` bound to what ``given`` says.

    Raises:
        BadQuestion: a parameter is unknown, missing or of the wrong type.
        UnknownName, Ambiguous: a name matches nothing or several things.
    """
    for key in given:
        if key not in question.parameters:
            raise UnknownName(f"parameter of {question.name}", key, _closest(key, question))
    bound: dict[str, Term] = {}
    for key, parameter in question.parameters.items():
        value = given.get(key, parameter.default)
        if value is not None and value != "":
            bound.update(zip(parameter.variables(key), _terms(key, parameter, value, names), strict=True))
        elif not parameter.optional:
            raise BadQuestion(f"{question.name} needs {key}: {parameter.summary}")
    return bound


def _closest(key: str, question: Question) -> list[str]:
    return get_close_matches(key, question.parameters, 1, 0.5) or list(question.parameters)


def _terms(key: str, parameter: Parameter, value: object, names: Names) -> tuple[Term, ...]:
    if parameter.type == "entity":
        return (NamedNode(names.resolve(_text(key, value), *parameter.of)),)
    return _READERS[parameter.type](key, parameter, value)


def _integer(key: str, parameter: Parameter, value: object) -> tuple[Term, ...]:
    try:
        number = int(_text(key, value))
    except ValueError as error:
        raise BadQuestion(f"{key} must be a whole number, not {value!r}") from error
    if (parameter.least is not None and number < parameter.least) or (
        parameter.most is not None and number > parameter.most
    ):
        raise BadQuestion(f"{key} must lie between {parameter.least} and {parameter.most}, not be {number}")
    return (Literal(number),)


def _choice(key: str, parameter: Parameter, value: object) -> tuple[Term, ...]:
    words = parameter.choices if isinstance(parameter.choices, dict) else dict.fromkeys(parameter.choices, "")
    chosen = _text(key, value).strip().casefold()
    for word, term in words.items():
        if chosen in (word.casefold(), term.casefold()):
            return (_named(term) if term else Literal(word),)
    raise UnknownName(key, _text(key, value), get_close_matches(chosen, words, 3, 0.5) or list(words))


def _named(term: str) -> NamedNode:
    prefix, _, local = term.partition(":")
    return NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else term)


def _day(key: str, parameter: Parameter, value: object) -> tuple[Term, ...]:
    return (_date(day(key, value if isinstance(value, date) else _text(key, value))),)


def _period(key: str, parameter: Parameter, value: object) -> tuple[Term, ...]:
    first, last = period(key, value if isinstance(value, date) else _text(key, value))
    return _date(first), _date(last)


def _plain(key: str, parameter: Parameter, value: object) -> tuple[Term, ...]:
    return (Literal(_text(key, value)),)


_READERS: Mapping[str, Callable[[str, Parameter, object], tuple[Term, ...]]] = {
    "integer": _integer,
    "choice": _choice,
    "date": _day,
    "period": _period,
    "text": _plain,
}


def _text(key: str, value: object) -> str:
    """The value as text that a term can hold; an entity of an answer stands for its IRI."""
    text = str(getattr(value, "iri", value))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadQuestion(f"{key} holds characters that are no text: {text!r}") from error
    return text


def _date(value: date) -> Literal:
    value = value.date() if isinstance(value, datetime) else value
    return Literal(value.isoformat(), datatype=NamedNode(f"{PREFIXES['xsd']}date"))
