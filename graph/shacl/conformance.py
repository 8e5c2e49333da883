"""Whether a value conforms to a shape, as a SPARQL expression that is true, false and never an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, QuerySolution, Store

from ...errors import BadShapes
from ...ontology import terms
from .reading import Parameter, Shape, number
from .turtle import SH, Value, lexical

_MOST_COUNTED: Final = 3
"""The highest count inside sh:or, sh:not and the like, where each value needs a variable of its own."""

_TERM: Final = {
    "minExclusive": "{value} > {term}",
    "minInclusive": "{value} >= {term}",
    "maxExclusive": "{value} < {term}",
    "maxInclusive": "{value} <= {term}",
    "minLength": "!isBlank({value}) && STRLEN(STR({value})) >= {term}",
    "maxLength": "!isBlank({value}) && STRLEN(STR({value})) <= {term}",
    "pattern": "!isBlank({value}) && REGEX(STR({value}), {term}, {flags})",
    "hasValue": "sameTerm({value}, {term})",
}
_KINDS: Final = {
    "IRI": "isIRI({0})",
    "Literal": "isLiteral({0})",
    "BlankNode": "isBlank({0})",
    "IRIOrLiteral": "!isBlank({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
}
_XSD: Final = terms.xsd_date.removesuffix("date")
_CAST: Final = frozenset(("boolean", "integer", "decimal", "float", "double", "date", "time", "dateTime", "duration"))
_UNLIMITED: Final = frozenset(("string", "anyURI"))
_WRITTEN: Final = {
    "gYear": "^-?([1-9][0-9]{3,}|0[0-9]{3})(Z|[+-][0-9]{2}:[0-9]{2})?$",
    "gYearMonth": "^-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])(Z|[+-][0-9]{2}:[0-9]{2})?$",
}


class Conformance:
    """Writes expressions for the values of one query, each with variables of its own.

    In evidence, a class may be stated in any named graph; everything else is looked up in the graph of the focus.
    """

    def __init__(self, evidence: bool) -> None:
        self._evidence = evidence
        self._made = 0

    def fresh(self) -> str:
        """A variable that no other part of the query uses."""
        self._made += 1
        return f"?x{self._made}"

    def shape(self, shape: Shape, value: str) -> str:
        """Whether a value conforms to a shape; as a property shape, whether what its path leads to does."""
        parts = [part for one in shape.parameters for part in self._parts(shape, one, value)]
        parts += [self._every(shape, value, partial(self.shape, inner)) for inner in shape.properties]
        return " && ".join(f"({part})" for part in parts) or "true"

    def parameter(self, shape: Shape, one: Parameter, value: str) -> str:
        """Whether a single value meets one component of a shape."""
        component = one.component
        if component in ("and", "or", "xone", "not", "node"):
            return self._logic(component, [self.shape(inner, value) for inner in one.shapes])
        if component == "class":
            return self._instance(value, one.terms[0])
        if component == "datatype":
            return _safe(_datatype(shape, value, one.terms[0]))
        if component == "nodeKind":
            return _kind(shape, value, one.terms[0])
        if component in ("in", "languageIn"):
            return _safe(" || ".join(_member(component, value, term) for term in one.terms) or "false")
        if component in ("minLength", "maxLength"):
            number(one.terms[0], shape.name, component)
        flags = str(Literal(one.flags))
        if component == "pattern":
            _try_pattern(shape, one.terms[0], flags)
        return _safe(_TERM[component].format(value=value, term=one.terms[0], flags=flags))

    def _parts(self, shape: Shape, one: Parameter, value: str) -> Iterator[str]:
        if shape.path is None or one.component not in OF_ALL:
            yield self._every(shape, value, partial(self.parameter, shape, one))
        else:
            yield self._of_all(shape, one, value, shape.path.sparql)

    def _every(self, shape: Shape, value: str, holds: Callable[[str], str]) -> str:
        if shape.path is None:
            return holds(value)
        reached = self.fresh()
        return f"NOT EXISTS {{ {value} {shape.path.sparql} {reached} FILTER(!({holds(reached)})) }}"

    def _of_all(self, shape: Shape, one: Parameter, value: str, path: str) -> str:
        if one.component == "hasValue":
            return f"EXISTS {{ {value} {path} {one.terms[0]} }}"
        if one.component in ("minCount", "maxCount"):
            count = number(one.terms[0], shape.name, one.component)
            if count > _MOST_COUNTED:
                raise BadShapes(f"the shape {shape.name} counts to {count} inside another; the most is {_MOST_COUNTED}")
            least = count if one.component == "minCount" else count + 1
            found = self._at_least(least, value, path)
            return found if one.component == "minCount" else f"!({found})"
        return f"NOT EXISTS {{ {violated_pair(one, value, path, self)} }}"

    def _at_least(self, count: int, value: str, path: str) -> str:
        if count == 0:
            return "true"
        names = [self.fresh() for _ in range(count)]
        triples = " . ".join(f"{value} {path} {name}" for name in names)
        apart = "".join(f" FILTER(!sameTerm({a}, {b}))" for a, b in combinations(names, 2))
        return f"EXISTS {{ {triples}{apart} }}"

    def _logic(self, component: str, parts: list[str]) -> str:
        if component == "xone":
            return f"({' + '.join(f'IF({part}, 1, 0)' for part in parts) or '0'}) = 1"
        if component == "not":
            return f"!({parts[0]})"
        joined = (" || " if component == "or" else " && ").join(f"({part})" for part in parts)
        return joined or ("false" if component == "or" else "true")

    def _instance(self, value: str, cls: Value) -> str:
        here = f"EXISTS {{ {value} a {cls} }}"
        return f"{here} || EXISTS {{ GRAPH {self.fresh()} {{ {value} a {cls} }} }}" if self._evidence else here


_PAIRS: Final = {"lessThan": "<", "lessThanOrEquals": "<="}
OF_ALL: Final = frozenset(("hasValue", "minCount", "maxCount", "equals", "disjoint", "uniqueLang", *_PAIRS))
"""Components that look at all values of a path together, or at those of another property of the focus."""


def violated_pair(one: Parameter, focus: str, path: str, names: Conformance, value: str = "") -> str:
    """The pattern of a value that does not stand to the values of another property as it must."""
    reached, other, term = value or names.fresh(), names.fresh(), one.terms[0]
    if one.component in _PAIRS:
        holds = _safe(f"{reached} {_PAIRS[one.component]} {other}")
        return f"{focus} {path} {reached} . {focus} {term} {other} FILTER(!{holds})"
    if one.component == "disjoint":
        return f"{focus} {path} {reached} . {focus} {term} {reached}"
    if one.component == "equals":
        missing = f"{focus} {path} {reached} FILTER NOT EXISTS {{ {focus} {term} {reached} }}"
        extra = f"{focus} {term} {reached} FILTER NOT EXISTS {{ {focus} {path} {reached} }}"
        return f"{{ {missing} }} UNION {{ {extra} }}"
    again = f'LANG({reached}) != "" && LCASE(LANG({reached})) = LCASE(LANG({other}))'
    return f"{focus} {path} {reached}, {other} FILTER({again} && !sameTerm({reached}, {other}))"


def _safe(expression: str) -> str:
    return f"COALESCE({expression}, false)"


def _datatype(shape: Shape, value: str, datatype: Value) -> str:
    """Whether a value is a literal of a datatype and well-formed: of an ill-formed one, a cast is an error."""
    iri = lexical(datatype)
    name, same = iri.removeprefix(_XSD), f"DATATYPE({value}) = {datatype}"
    if not iri.startswith(_XSD) or name in _UNLIMITED:
        return same
    if name in _WRITTEN:
        return f'{same} && REGEX(STR({value}), "{_WRITTEN[name]}")'
    if name in _CAST:
        return f"{same} && DATATYPE(<{iri}>(STR({value}))) = {datatype}"
    raise BadShapes(
        f"the shape {shape.name} has sh:datatype xsd:{name}, whose values cannot be tested; use a wider one"
    )


def _try_pattern(shape: Shape, pattern: Value, flags: str) -> None:
    """Raise BadShapes on a pattern that the engine cannot read, which would fit no value at all."""
    (row,) = cast("Iterator[QuerySolution]", Store().query(f'SELECT (REGEX("", {pattern}, {flags}) AS ?fits) {{}}'))
    if row["fits"] is None:
        raise BadShapes(f"the shape {shape.name} has sh:pattern {lexical(pattern)}, which is no regular expression")


def _kind(shape: Shape, value: str, kind: Value) -> str:
    name = lexical(kind).removeprefix(SH)
    if name not in _KINDS:
        raise BadShapes(f"the shape {shape.name} has sh:nodeKind {name}; write one of sh:{', sh:'.join(_KINDS)}")
    return _KINDS[name].format(value)


def _member(component: str, value: str, term: Value) -> str:
    if component == "in":
        return f"sameTerm({value}, {term})" if isinstance(term, NamedNode | Literal) else "false"
    return f'(LANG({value}) != "" && langMatches(LANG({value}), {term}))'
