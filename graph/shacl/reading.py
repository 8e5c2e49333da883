"""Shapes as a file gives them: targets, paths, parameters, severity and message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

import msgspec
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from ...errors import BadShapes
from .paths import Path, kebab, path, shortened
from .turtle import SH, Turtle, Value, lexical, local

Severity = Literal["error", "warning"]

LISTS: Final = frozenset(("in", "languageIn"))
"""Components whose parameter is a list of terms."""
LOGIC: Final = frozenset(("and", "or", "xone"))
"""Components whose parameter is a list of shapes."""
NESTED: Final = frozenset(("not", "node"))
"""Components whose parameter is a shape."""
TERMS: Final = frozenset(
    [
        "class",
        "datatype",
        "nodeKind",
        "minCount",
        "maxCount",
        "minExclusive",
        "minInclusive",
        "maxExclusive",
        "maxInclusive",
        "minLength",
        "maxLength",
        "pattern",
        "uniqueLang",
        "equals",
        "disjoint",
        "lessThan",
        "lessThanOrEquals",
        "hasValue",
    ]
)
"""Components whose parameter is a term."""
_IRIS: Final = frozenset(("class", "datatype", "nodeKind", "equals", "disjoint", "lessThan", "lessThanOrEquals"))
_NOTHING: Final = frozenset((("uniqueLang", "false"), ("minCount", "0")))
"""Components with a parameter that asks nothing."""
TARGETS: Final = frozenset(("targetClass", "targetSubjectsOf", "targetObjectsOf"))
_NOT_CHECKED: Final = frozenset(
    [
        "path",
        "property",
        "severity",
        "message",
        "name",
        "description",
        "order",
        "group",
        "defaultValue",
        "flags",
        "deactivated",
    ]
)


class Parameter(msgspec.Struct, frozen=True):
    """One constraint component of a shape, with its terms or shapes."""

    component: str
    terms: tuple[Value, ...] = ()
    shapes: tuple[Shape, ...] = ()
    flags: str = ""


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A node shape, or with a path a property shape."""

    name: str
    title: str
    parameters: tuple[Parameter, ...] = ()
    properties: tuple[Shape, ...] = ()
    path: Path | None = None
    severity: Severity = "error"
    message: str | None = None
    targets: tuple[tuple[str, str], ...] = ()


def shapes(text: str) -> list[Shape]:
    """The shapes with targets of a Turtle file. Raises BadShapes on what the compiler does not know."""
    turtle = Turtle(text)
    reading = _Reading(turtle)
    read = [reading.shape(node, _name(node)) for node in turtle.subjects() if turtle.is_shape(node)]
    return [shape for shape in read if shape.targets]


class _Reading:
    """Reads the shapes of one file, each once on the way down."""

    def __init__(self, turtle: Turtle) -> None:
        self._turtle = turtle
        self._inside: list[Value] = []

    def shape(self, node: Value, name: str, title: str = "") -> Shape:
        """A shape with all that is inside it."""
        if node in self._inside:
            raise BadShapes(f"the shape {name} contains itself; shapes that recur cannot be compiled")
        if not self._turtle.properties(node):
            raise BadShapes(f"{name} refers to {lexical(node)}, which is described nowhere; describe this shape")
        if self._turtle.text(node, "deactivated") == "true":
            return Shape(name=name, title=title or name)
        self._inside.append(node)
        steps = [path(self._turtle, one) for one in self._turtle.values(node, "path")]
        found = Shape(
            name=name,
            title=title or name.replace("-", " "),
            parameters=tuple(self._parameters(node, name)),
            properties=tuple(self._properties(node, name)),
            path=steps[0] if steps else None,
            severity=self._severity(node, name),
            message=self._turtle.text(node, "message"),
            targets=tuple(self._targets(node, name)),
        )
        self._inside.pop()
        return found

    def _targets(self, node: Value, name: str) -> Iterator[tuple[str, str]]:
        for kind in sorted(TARGETS):
            for one in self._turtle.values(node, kind):
                if not isinstance(one, NamedNode):
                    raise BadShapes(f"the shape {name} has sh:{kind} {lexical(one)}; write an IRI")
                yield kind, one.value
        if self._turtle.is_class(node):
            yield "targetClass", lexical(node)

    def _parameters(self, node: Value, name: str) -> Iterator[Parameter]:
        for iri, values in self._turtle.properties(node).items():
            component = iri.removeprefix(SH)
            if iri == component or component in _NOT_CHECKED | TARGETS:
                continue
            for value in values:
                if (component, lexical(value)) not in _NOTHING:
                    yield self._parameter(node, name, component, value)

    def _parameter(self, node: Value, name: str, component: str, value: Value) -> Parameter:
        if component in TERMS:
            _require_term(name, component, value)
            return Parameter(component, (value,), flags=self._turtle.text(node, "flags") or "")
        if component in LISTS:
            return Parameter(component, tuple(self._turtle.items(value)))
        if component in LOGIC:
            return Parameter(component, shapes=tuple(self.shape(one, name) for one in self._turtle.items(value)))
        if component in NESTED:
            return Parameter(component, shapes=(self.shape(value, name),))
        raise BadShapes(f"the shape {name} uses {shortened(SH + component)}, which cannot be compiled; leave it out")

    def _properties(self, node: Value, name: str) -> Iterator[Shape]:
        """The property shapes, named by their IRI or path; and by what they ask first where a path recurs."""
        nodes = self._turtle.values(node, "property")
        paths = [self._path_name(one, name) for one in nodes]
        title = name.replace("-", " ")
        taken = Counter[str]()
        for one, way in zip(nodes, paths, strict=True):
            asked = next((kebab(each.component) for each in self._parameters(one, name)), "nothing")
            full = f"{name}-{way}" if paths.count(way) == 1 else f"{name}-{way}-{asked}"
            own = _name(one) if isinstance(one, NamedNode) else full
            taken[own] += 1
            yield self.shape(one, own if taken[own] == 1 else f"{own}-{taken[own]}", title)

    def _path_name(self, node: Value, name: str) -> str:
        steps = self._turtle.values(node, "path")
        if len(steps) != 1:
            raise BadShapes(f"a property of the shape {name} has {len(steps)} paths; give it one sh:path")
        return path(self._turtle, steps[0]).name

    def _severity(self, node: Value, name: str) -> Severity:
        given = self._turtle.text(node, "severity") or f"{SH}Violation"
        if given not in _SEVERITIES:
            raise BadShapes(f"the shape {name} has the severity {given}; write sh:Violation, sh:Warning or sh:Info")
        return _SEVERITIES[given]


_SEVERITIES: Final[dict[str, Severity]] = {
    f"{SH}Violation": "error",
    f"{SH}Warning": "warning",
    f"{SH}Info": "warning",
}


def _name(node: Value) -> str:
    return kebab(local(lexical(node)).removesuffix("Shape")) if isinstance(node, NamedNode) else "shape"


def _require_term(name: str, component: str, value: Value) -> None:
    if not isinstance(value, NamedNode if component in _IRIS else NamedNode | RdfLiteral):
        wanted = "an IRI" if component in _IRIS else "an IRI or a literal"
        raise BadShapes(f"the shape {name} has sh:{component} {lexical(value)}; write {wanted}")


def number(value: Value, name: str, component: str) -> int:
    """A count or length. Raises BadShapes on anything else."""
    if isinstance(value, RdfLiteral) and value.value.isdigit():
        return int(value.value)
    raise BadShapes(f"the shape {name} has sh:{component} {lexical(value)}; write a whole number")
