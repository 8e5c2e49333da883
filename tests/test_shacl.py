"""Shapes compiled to SPARQL find what pySHACL finds, on damaged graphs and on shapes made for each component."""

import re
from functools import cache
from io import BytesIO

import pytest
from actagraph import example
from actagraph.errors import BadShapes
from actagraph.graph.check import shape_faults
from actagraph.graph.shacl import compiled
from actagraph.graph.store import Store
from actagraph.ontology.model import turtle
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from pyshacl import validate
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from .test_check import ACTA, graph

XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
COMPARED = {f"{ACTA}{name}" for name in ("start", "end", "earliest", "latest")}
Violation = tuple[str, str, str, str | None]

WRONG: list[NamedNode | Literal] = [
    Literal("x"),
    Literal("x" * 301),
    Literal("x", language="en"),
    Literal("2026-02-30", datatype=NamedNode(f"{XSD}date")),
    Literal("yes", datatype=NamedNode(f"{XSD}boolean")),
    Literal("2026", datatype=EDTF),
    Literal(7),
    Literal("-1.5", datatype=NamedNode(f"{XSD}decimal")),
    NamedNode("urn:nothing"),
]


def ours(quads: list[Quad], shapes: str) -> set[Violation]:
    store = Store.memory(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return {
        (one.severity, one.entity.value, one.message, shown(one.value, one.entity))
        for one in shape_faults(store, compiled(shapes))
    }


def theirs(quads: list[Quad], shapes: str) -> set[Violation]:
    facts = [quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
    evidence = [quad.triple for quad in quads if not isinstance(quad.graph_name, DefaultGraph)]
    return validated(facts, shapes) | validated(evidence, shapes)


def validated(triples: list[Triple], shapes: str) -> set[Violation]:
    data = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    _, found, _ = validate(data, shacl_graph=Graph().parse(data=shapes, format="turtle"))
    return {violation(found, one) for one in found.objects(None, SH.result)}


def violation(found: Graph, result: Node) -> Violation:
    severity, focus, message, value = (
        found.value(result, name) for name in (SH.resultSeverity, SH.focusNode, SH.resultMessage, SH.value)
    )
    return "error" if severity == SH.Violation else "warning", str(focus), str(message), shown(value, focus)


def shown(value: object, focus: object) -> str | None:
    """A value's text; nothing for a focus that is its own value."""
    if value is None or value == focus:
        return None
    return value.value if isinstance(value, NamedNode | Literal) else str(value)


@cache
def quads_of(name: str) -> list[Quad]:
    if name == "harbor":
        return sorted(parse(graph(), format=RdfFormat.N_QUADS), key=str)
    stream = BytesIO()
    with example() as kg:
        kg.store.dump(stream)
    return sorted(parse(stream.getvalue(), format=RdfFormat.N_QUADS), key=str)


def damaged(data: st.DataObject, quads: list[Quad]) -> list[Quad]:
    """Some quads left out, moved to another subject or property of their graph, or with another object."""
    kept = dict.fromkeys(quads)
    for old in data.draw(st.lists(st.sampled_from(quads), min_size=1, max_size=12)):
        fellow = data.draw(st.sampled_from([one for one in quads if one.graph_name == old.graph_name]))
        subject = data.draw(st.sampled_from([old.subject, old.subject, fellow.subject]))
        predicate = data.draw(st.sampled_from([old.predicate, old.predicate, fellow.predicate]))
        value = data.draw(st.sampled_from([old.object, fellow.object, *WRONG]))
        if data.draw(st.booleans()):
            kept.pop(old, None)
        if predicate.value not in COMPARED or comparable(old, value):
            kept[Quad(subject, predicate, value, old.graph_name)] = None
    return list(kept)


def comparable(old: Quad, value: object) -> bool:
    """Whether pySHACL orders two values as SPARQL does: it lets IRIs and mixed types stand in an order of its own."""
    same = isinstance(value, Literal) and isinstance(old.object, Literal) and value.datatype == old.object.datatype
    return same and isinstance(value, Literal) and value.value != "2026-02-30"


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_graph_violates_what_pyshacl_says(data: st.DataObject) -> None:
    quads = damaged(data, quads_of("harbor"))
    assert ours(quads, turtle("shapes")) == theirs(quads, turtle("shapes"))


@settings(max_examples=8)
@given(st.data())
def test_a_damaged_example_violates_what_pyshacl_says(data: st.DataObject) -> None:
    quads = damaged(data, quads_of("example"))
    assert ours(quads, turtle("shapes")) == theirs(quads, turtle("shapes"))


PREFIXES = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
)
COMPONENTS = [
    "sh:property [ sh:path :p ; sh:minCount 2 ]",
    "sh:property [ sh:path :p ; sh:maxCount 2 ]",
    "sh:property [ sh:path [ sh:inversePath :p ] ; sh:maxCount 1 ]",
    "sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ; sh:class :D ]",
    "sh:property [ sh:path [ sh:alternativePath ( :p [ sh:inversePath :q ] ) ] ; sh:minCount 3 ; sh:nodeKind sh:IRI ]",
    "sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:maxCount 2 ; sh:class :C ]",
    "sh:property [ sh:path [ sh:oneOrMorePath :p ] ; sh:class :C ]",
    "sh:property [ sh:path [ sh:zeroOrOnePath :p ] ; sh:nodeKind sh:BlankNodeOrIRI ]",
    "sh:property [ sh:path :p ; sh:nodeKind sh:IRIOrLiteral ]",
    "sh:property [ sh:path :p ; sh:nodeKind sh:Literal ]",
    "sh:property [ sh:path :p ; sh:datatype xsd:integer ]",
    "sh:property [ sh:path :p ; sh:datatype xsd:date ]",
    "sh:property [ sh:path :p ; sh:datatype xsd:gYear ]",
    "sh:property [ sh:path :p ; sh:minCount 0 ; sh:maxCount 0 ]",
    "sh:property [ sh:path :p ; sh:in ( 1 'a' :b ) ]",
    "sh:property [ sh:path :p ; sh:in ( :a :b ) ; sh:severity sh:Info ]",
    "sh:property [ sh:path :p ; sh:hasValue :b ]",
    "sh:property [ sh:path :p ; sh:hasValue 1 ]",
    "sh:property [ sh:path :p ; sh:pattern '^A' ; sh:flags 'i' ]",
    "sh:property [ sh:path :p ; sh:minLength 2 ; sh:maxLength 5 ]",
    "sh:property [ sh:path :p ; sh:minInclusive 1 ; sh:maxInclusive 2 ]",
    "sh:property [ sh:path :p ; sh:minExclusive 1 ; sh:maxExclusive 3 ]",
    "sh:property [ sh:path :p ; sh:equals :q ]",
    "sh:property [ sh:path :p ; sh:disjoint :q ]",
    "sh:property [ sh:path :p ; sh:uniqueLang true ]",
    "sh:property [ sh:path :p ; sh:uniqueLang false ; sh:languageIn ( 'en' 'fr' ) ]",
    "sh:property [ sh:path :p ; sh:not [ sh:class :D ] ]",
    "sh:property [ sh:path :p ; sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ; sh:maxCount 1 ] ] ]",
    "sh:property [ sh:path :p ; sh:or ( [ sh:class :C ] [ sh:datatype xsd:string ] ) ]",
    "sh:property [ sh:path :p ; sh:and ( [ sh:class :C ] [ sh:property [ sh:path :q ; sh:hasValue :a ] ] ) ]",
    "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ; sh:message 'deep' ] ]",
    "sh:xone ( [ sh:class :C ] [ sh:class :D ] )",
    "sh:or ( [ sh:property [ sh:path :p ; sh:minCount 2 ] ] [ sh:property [ sh:path :q ; sh:in ( 1 2 ) ] ] )",
    "sh:not [ sh:property [ sh:path :p ; sh:disjoint :q ; sh:minCount 1 ] ]",
    "sh:nodeKind sh:IRI ; sh:pattern 'a$' ; sh:in ( :a :b )",
]
NODES = [NamedNode(f"urn:{name}") for name in "abcd"]
VALUES: list[NamedNode | Literal] = [
    *NODES,
    Literal(1),
    Literal(2),
    Literal("a"),
    Literal("Abcdef"),
    Literal("a", language="en"),
    Literal("b", language="en"),
    Literal("b", language="fr"),
    Literal("2026-01-01", datatype=NamedNode(f"{XSD}date")),
    Literal("2026-02-30", datatype=NamedNode(f"{XSD}date")),
    Literal("2026", datatype=NamedNode(f"{XSD}gYear")),
]
TYPES = st.builds(
    lambda node, cls: Triple(node, NamedNode(str(RDF.type)), NamedNode(f"urn:{cls}")),
    st.sampled_from(NODES),
    st.sampled_from("CD"),
)


def facts(values: list[NamedNode | Literal]) -> st.SearchStrategy[list[Triple]]:
    properties = st.sampled_from([NamedNode("urn:p"), NamedNode("urn:p"), NamedNode("urn:q")])
    said = st.builds(Triple, st.sampled_from(NODES), properties, st.sampled_from(values))
    return st.lists(st.one_of(TYPES, said, said), max_size=14, unique=True)


@pytest.mark.parametrize("body", COMPONENTS)
@settings(max_examples=15)
@given(triples=facts(VALUES))
def test_each_component_means_what_pyshacl_means(body: str, triples: list[Triple]) -> None:
    shapes = f"{PREFIXES} :S a sh:NodeShape ; sh:targetClass :C ; {body} ."
    quads = [Quad(one.subject, one.predicate, one.object, NamedNode("urn:g")) for one in triples]
    found = {(severity, focus, value) for severity, focus, _, value in ours(quads, shapes)}
    assert found == {(severity, focus, value) for severity, focus, _, value in validated(triples, shapes)}


@pytest.mark.parametrize("component", ["lessThan", "lessThanOrEquals"])
@settings(max_examples=25)
@given(triples=facts([Literal(number) for number in range(4)]))
def test_pairs_are_ordered_as_by_pyshacl(component: str, triples: list[Triple]) -> None:
    shapes = f"{PREFIXES} :S sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:{component} :q ; sh:message 'p' ] ."
    quads = [Quad(one.subject, one.predicate, one.object, DefaultGraph()) for one in triples]
    assert ours(quads, shapes) == validated(triples, shapes)


@pytest.mark.parametrize("target", ["sh:targetObjectsOf :p", "sh:targetSubjectsOf :q ; sh:targetClass :C, :D"])
@settings(max_examples=25)
@given(triples=facts(VALUES))
def test_targets_are_those_of_pyshacl(target: str, triples: list[Triple]) -> None:
    shapes = f"{PREFIXES} :S a sh:NodeShape ; {target} ; sh:property [ sh:path :q ; sh:minCount 1 ; sh:message 'q' ] ."
    quads = [Quad(one.subject, one.predicate, one.object, DefaultGraph()) for one in triples]
    wanted = {one for one in validated(triples, shapes) if one[1].startswith("urn:")}
    assert {one for one in ours(quads, shapes) if one[1].startswith("urn:")} == wanted


def test_a_shape_that_is_a_class_has_its_instances_as_target() -> None:
    shapes = (
        f"{PREFIXES} :C a sh:NodeShape, <http://www.w3.org/2000/01/rdf-schema#Class> ; sh:class :D ; sh:message 'd' ."
    )
    quads = [Quad(NODES[0], NamedNode(str(RDF.type)), NamedNode("urn:C"), DefaultGraph())]
    assert ours(quads, shapes) == {("error", "urn:a", "d", None)} == theirs(quads, shapes)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("sh:closed true", "sh:closed"),
        ("sh:sparql [ sh:select 'SELECT * {}' ]", "sh:sparql"),
        ("sh:property [ sh:path :p ; sh:qualifiedMinCount 1 ]", "sh:qualifiedMinCount"),
        ("sh:property [ sh:minCount 1 ]", "0 paths"),
        ("sh:property [ sh:path [ sh:backward :p ] ; sh:minCount 1 ]", "is no path"),
        ("sh:property [ sh:path :p ; sh:minCount 'one' ]", "whole number"),
        ("sh:property [ sh:path :p ; sh:nodeKind :Thing ]", "sh:nodeKind urn:Thing"),
        ("sh:property [ sh:path :p ; sh:pattern '(' ]", "sh:pattern ("),
        ("sh:property [ sh:path :p ; sh:severity :Grave ]", "severity urn:Grave"),
        ("sh:property [ sh:path :p ; sh:hasValue [] ]", "write an IRI or a literal"),
        ("sh:property [ sh:path :p ; sh:class 'C' ]", "sh:class C; write an IRI"),
        ("sh:property [ sh:path :p ; sh:datatype xsd:gDay ]", "xsd:gDay"),
        ("sh:property [ sh:path :p ; sh:datatype xsd:nonNegativeInteger ]", "xsd:nonNegativeInteger"),
        ("sh:target [ sh:select 'SELECT * {}' ]", "sh:target"),
        ("sh:targetNode :a", "sh:targetNode"),
        ("sh:targetClass [ a :Thing ]", "write an IRI"),
        ("sh:node :Elsewhere", "urn:Elsewhere, which is described nowhere"),
        ("sh:minCount 1", "without a path"),
        ("sh:node :S", "contains itself"),
        ("sh:or ( [ sh:property [ sh:path :p ; sh:minCount 9 ] ] )", "counts to 9"),
        ("sh:in :list", "is no RDF list"),
    ],
)
def test_what_cannot_be_compiled_is_named(body: str, named: str) -> None:
    with pytest.raises(BadShapes, match=re.escape(named)):
        compiled(f"{PREFIXES} :S a sh:NodeShape ; sh:targetClass :C ; {body} .")


def test_a_node_that_two_graphs_describe_is_checked_in_each_by_itself() -> None:
    shapes = f"{PREFIXES} :S sh:targetClass :C ; sh:property [ sh:path :p ; sh:maxCount 1 ; sh:class :D ] ."
    lines = "".join(f"<urn:a> <{RDF.type}> <urn:C> <urn:{g}> .\n<urn:a> <urn:p> <urn:{g}> <urn:{g}> .\n" for g in "xy")
    elsewhere = "".join(f"<urn:{g}> <{RDF.type}> <urn:D> <urn:other> .\n" for g in "xy")
    assert ours(list(parse(lines + elsewhere, format=RdfFormat.N_QUADS)), shapes) == set()


def test_names_are_readable_and_each_shape_has_its_own() -> None:
    names = [one.check for one in compiled(turtle("shapes"))]
    assert {"tenure-holder", "provision-xone", "instrument-issued-by-min-count", "claim-passage"} <= set(names)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("sh:path acta:issuedBy ; sh:minCount 1", "has fewer than 1 of issued by"),
        ("sh:path acta:holder ; sh:class acta:Person", "has a holder that is no person"),
        ("sh:path acta:start ; sh:lessThan acta:end", "has a start that is not before its end"),
        ("sh:path [ sh:inversePath acta:hasRuling ] ; sh:maxCount 1", "has more than 1 of inverse has ruling"),
        (
            "sh:path acta:stance ; sh:in ( acta:supports acta:opposes )",
            "has a stance that is none of supports, opposes",
        ),
        ("sh:path acta:number ; sh:datatype xsd:string", "has a number that is no string"),
        ("sh:path acta:holder ; sh:or ( [ sh:class acta:Person ] )", "has a holder that meets none of what is allowed"),
    ],
)
def test_a_shape_without_a_message_gets_one_in_words(body: str, message: str) -> None:
    shapes = f"{PREFIXES} @prefix acta: <{ACTA}> . :S sh:targetClass acta:Tenure ; sh:property [ {body} ] ."
    assert [one.message for one in compiled(shapes)] == [message]


def test_shapes_that_are_no_turtle_are_refused() -> None:
    with pytest.raises(BadShapes, match="these shapes are no Turtle"):
        compiled(":S a sh:NodeShape .")
