"""The rules by which facts follow from facts: ``rules/*.rq``, each a SPARQL CONSTRUCT query.

A header says what the rule is (``#+ summary:``) and from which facts it concludes (``#+ premises:``, triple
patterns joined by `` . ``; one whose variables are not all bound is no premise of that conclusion). A premise
that other rules conclude stands in the query word for word, so that it can be asked of new facts alone.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from . import terms
from .vocabulary import INFERRED

Pattern = tuple[str, str, str]
"""A triple pattern: variables as ``?name``, IRIs as ``<…>``."""

NEW: Final = "urn:actagraph:new"
"""The graph in which a round of inference finds what the last one concluded."""
PREFIXES: Final = {
    "acta": terms.NS,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
_SHAPE: Final = re.compile(r"CONSTRUCT\s*\{(?P<template>[^}]*)\}\s*WHERE\s*(?P<where>\{.*\})\s*\Z", re.DOTALL)
_HEADER: Final = re.compile(r"^#\+ (\w+): (.+)$", re.MULTILINE)
_PREFIX: Final = re.compile(r"^PREFIX .+$", re.MULTILINE)


class Rule(msgspec.Struct, frozen=True):
    """A rule: its query, what it concludes for each answer, and from what.

    ``deltas`` are the query asked of new facts of one property, with that property, as ``<IRI>``.
    """

    name: str
    summary: str
    query: str
    conclusions: tuple[Pattern, ...]
    premises: tuple[Pattern, ...]
    select: str
    deltas: tuple[tuple[str, str], ...]

    @property
    def reads(self) -> frozenset[str]:
        """What its query asks of the properties that rules conclude, as ``<IRI>``."""
        return frozenset(f"<{iri}>" for iri in INFERRED if f"acta:{iri.removeprefix(terms.NS)} " in self.select)

    @property
    def recursive(self) -> bool:
        """Whether it concludes from what rules conclude."""
        return bool(self.deltas)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by name."""
    folder = resources.files(__package__).joinpath("rules")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".rq")), key=lambda one: one.name)
    return tuple(rule(one.name.removesuffix(".rq"), one.read_text(encoding="utf-8")) for one in files)


def rule(name: str, text: str) -> Rule:
    """The rule that a file's text states. Raises ValueError if it lacks a header or is no such query."""
    header, shape = dict(_HEADER.findall(text)), _SHAPE.search(text)
    if shape is None or not header.keys() >= {"summary", "premises"}:
        raise ValueError(f"the rule {name} must have a summary, premises and one CONSTRUCT {{…}} WHERE {{…}}")
    conclusions = tuple(_pattern(line, name) for line in shape["template"].split(" .\n") if line.strip())
    stated = header["premises"].split(" . ")
    premises = tuple(_pattern(one, name) for one in stated)
    prefixes = "\n".join(_PREFIX.findall(text))
    names = sorted({term for one in (*conclusions, *premises) for term in one if term.startswith("?")})
    head = f"{prefixes}\nSELECT DISTINCT {' '.join(names)} WHERE "
    asked = [(one, pattern[1]) for one, pattern in zip(stated, premises, strict=True) if pattern[1][1:-1] in INFERRED]
    return Rule(
        name=name,
        summary=header["summary"],
        query=text[text.index("PREFIX") :].strip(),
        conclusions=conclusions,
        premises=premises,
        select=head + shape["where"],
        deltas=tuple((predicate, head + _of_new(shape["where"], one, name)) for one, predicate in asked),
    )


def _of_new(where: str, premise: str, name: str) -> str:
    """The query asked of new facts for one of its premises."""
    if f"{premise} ." not in where:
        raise ValueError(f"the rule {name} must have its premise “{premise} .” in its query, word for word")
    return where.replace(f"{premise} .", f"GRAPH <{NEW}> {{ {premise} }}", 1)


def _pattern(text: str, name: str) -> Pattern:
    parts = text.split()
    if len(parts) != 3:
        raise ValueError(f"the rule {name} has {text.strip()!r} where a triple pattern should be")
    subject, predicate, value = (_term(part) for part in parts)
    return subject, predicate, value


def _term(text: str) -> str:
    if text.startswith("?"):
        return text
    if text == "a":
        return f"<{terms.rdf_type}>"
    prefix, _, local = text.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"
