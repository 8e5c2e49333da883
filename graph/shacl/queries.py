"""One SELECT query for each constraint, which finds what violates it.

The queries are written for how Oxigraph runs them: what can be is found by one scan of a property and a set
difference, and only what is found is looked up among the targets: several times faster than a look-up for each focus.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from pyoxigraph import NamedNode

from ...errors import BadShapes
from .conformance import OF_ALL, Conformance, violated_pair
from .messages import message
from .paths import Path, kebab
from .reading import Parameter, Severity, Shape, number, shapes

_WHOLE: Final = frozenset(("minCount", "maxCount", "hasValue"))
"""Components that a focus violates as a whole, not by one of its values."""


class Constraint(msgspec.Struct, frozen=True, kw_only=True):
    """One constraint of a shape, as two queries: ``facts`` asks the default graph, ``evidence`` each named graph.

    The queries project ``?this``, the focus, and ``?value``, if one value is at fault. ``check`` is the name of the
    shape, ``title`` what it is about, ``predicate`` the property that it looks at, if it is a single one.
    """

    check: str
    title: str
    severity: Severity
    message: str
    targets: tuple[tuple[str, str], ...]
    predicate: str | None
    facts: str
    evidence: str


def compiled(text: str) -> list[Constraint]:
    """The constraints of the shapes in a Turtle file. Raises BadShapes on what cannot be compiled."""
    return [constraint for shape in shapes(text) for constraint in _constraints(shape, shape.targets, "")]


def _constraints(shape: Shape, targets: tuple[tuple[str, str], ...], reached: str) -> Iterator[Constraint]:
    """Those of a shape and of its property shapes; ``reached`` leads from the targets to the focus."""
    for one in shape.parameters:
        predicate = shape.path.predicate if shape.path and not reached else None
        facts, evidence = (_query(shape, one, _Scope(targets, reached, named)) for named in (False, True))
        yield Constraint(
            check=shape.name if shape.path else f"{shape.name}-{kebab(one.component)}",
            title=shape.title,
            severity=shape.severity,
            message=message(shape, one),
            targets=targets,
            predicate=predicate,
            facts=facts,
            evidence=evidence,
        )
    onward = "/".join(part for part in (reached, shape.path.sparql if shape.path else "") if part)
    for inner in shape.properties:
        yield from _constraints(inner, targets, onward)


class _Scope:
    """Where a query looks: the targets, and the default graph or each named graph."""

    def __init__(self, targets: tuple[tuple[str, str], ...], reached: str, named: bool) -> None:
        self.named, self.reached = named, reached
        self.key = "?g ?this" if named else "?this"
        self._targets = targets

    def within(self, pattern: str) -> str:
        """A pattern held to the graph that is looked at."""
        return f"GRAPH ?g {{ {pattern} }}" if self.named else f"{{ {pattern} }}"

    def focus(self) -> str:
        """The pattern that binds ``?this`` to each focus."""
        start = "?start" if self.reached else "?this"
        patterns = " UNION ".join(f"{{ {pattern} }}" for pattern in self._starts(start))
        return f"{patterns} {start} {self.reached} ?this ." if self.reached else patterns

    def aimed(self) -> str:
        """The pattern that keeps what is a focus; bound first, for the engine tests a plain filter too early."""
        return f"BIND(EXISTS {{ {self.within(self.focus())} }} AS ?aimed) FILTER(?aimed)"

    def _starts(self, start: str) -> Iterator[str]:
        classes = [iri for kind, iri in self._targets if kind == "targetClass"]
        if classes:
            yield _typed(start, classes)
        for kind, iri in self._targets:
            if kind != "targetClass":
                yield f"{start} <{iri}> ?object" if kind == "targetSubjectsOf" else f"?subject <{iri}> {start}"


def _typed(start: str, classes: list[str]) -> str:
    if len(classes) == 1:
        return f"{start} a <{classes[0]}>"
    return f"VALUES ?class {{ {' '.join(f'<{iri}>' for iri in classes)} }} {start} a ?class"


def _query(shape: Shape, one: Parameter, scope: _Scope) -> str:
    names = Conformance(scope.named)
    if shape.path is None:
        return _of_focus(shape, one, scope, names)
    if one.component in _WHOLE:
        return _of_whole(shape, one, scope, shape.path)
    if one.component in OF_ALL:
        pattern = violated_pair(one, "?this", shape.path.sparql, names, "?value")
        told = "?this" if one.component == "uniqueLang" else "?this ?value"
        return f"SELECT DISTINCT {told} {{ {scope.within(f'{scope.focus()} {pattern}')} }}"
    wrong = f"?this {shape.path.sparql} ?value {_wrong(shape, one, scope, names)}"
    if not shape.path.direct:
        return f"SELECT DISTINCT ?this ?value {{ {scope.within(f'{scope.focus()} {wrong}')} }}"
    scan = f"{{ SELECT {scope.key} ?value {{ {scope.within(wrong)} }} }}"
    return f"SELECT DISTINCT ?this ?value {{ {scan} {scope.aimed()} }}"


def _wrong(shape: Shape, one: Parameter, scope: _Scope, names: Conformance) -> str:
    """What keeps the values that do not conform, as a set difference if it can be one."""
    if one.component == "class":
        typed = f"?value a {one.terms[0]}"
        return f"MINUS {{ {f'GRAPH ?elsewhere {{ {typed} }}' if scope.named else typed} }}"
    if one.component == "in" and all(isinstance(term, NamedNode) for term in one.terms):
        return f"MINUS {{ VALUES ?value {{ {' '.join(map(str, one.terms))} }} }}"
    return f"FILTER(!({names.parameter(shape, one, '?value')}))"


def _of_focus(shape: Shape, one: Parameter, scope: _Scope, names: Conformance) -> str:
    """A component of a node shape, whose only value is the focus."""
    if one.component in OF_ALL - {"hasValue"}:
        raise BadShapes(f"the shape {shape.name} has sh:{one.component} without a path; put it into sh:property")
    pattern = f"{scope.focus()} FILTER(!({names.parameter(shape, one, '?this')}))"
    return f"SELECT DISTINCT ?this {{ {scope.within(pattern)} }}"


def _of_whole(shape: Shape, one: Parameter, scope: _Scope, path: Path) -> str:
    """A component that counts the values of each focus, or wants one among them."""
    if one.component == "hasValue":
        return _without(scope, f"{{ ?this {path.sparql} {one.terms[0]} }}")
    count = number(one.terms[0], shape.name, one.component)
    if one.component == "maxCount":
        return f"SELECT DISTINCT ?this {{ {_counted(scope, path, f'> {count}')} {scope.aimed()} }}"
    if count == 1:
        return _without(scope, f"{{ ?this {path.sparql} ?value }}")
    return f"SELECT DISTINCT ?this {{ {scope.within(scope.focus())} MINUS {_counted(scope, path, f'>= {count}')} }}"


def _without(scope: _Scope, pattern: str) -> str:
    return f"SELECT DISTINCT ?this {{ {scope.within(f'{scope.focus()} MINUS {pattern}')} }}"


def _counted(scope: _Scope, path: Path, asked: str) -> str:
    """The nodes that have so many values; a predicate gives each of its values once."""
    values = f"?this {path.sparql} ?value" if path.direct else f"{scope.focus()} ?this {path.sparql} ?value"
    count = "COUNT(?value)" if path.direct else "COUNT(DISTINCT ?value)"
    return f"{{ SELECT {scope.key} {{ {scope.within(values)} }} GROUP BY {scope.key} HAVING ({count} {asked}) }}"
