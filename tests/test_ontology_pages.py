"""The pages of the ontology's terms: current, complete, and true to the Turtle files."""

import html
import re
from functools import cache
from pathlib import Path

import pytest
from actagraph.ontology import terms as t
from actagraph.ontology.model import NS, TOPICS
from actagraph.ontology.pages.build import FOLDER, pages, stale
from actagraph.ontology.pages.diagrams import diagrams
from actagraph.ontology.pages.expressions import ends, expression, origin
from actagraph.ontology.pages.hierarchy import Hierarchy
from actagraph.ontology.pages.markdown import safe, table
from actagraph.ontology.pages.reference import KINDS, Reference, path, reference
from actagraph.ontology.pages.uses import fields
from actagraph.ontology.vocabulary import LABELS
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rdflib import OWL, RDF, RDFS, Graph, URIRef

STATEMENT = re.compile(
    r"classDiagram|direction LR|class \w+(:::other)?( \{)?|\}|<<scheme>>|\w+: \w+( \w+)*|\w+( more)?"
    r"|\w+ --\|> \w+|\w+ --> \w+ : \w+((, |<br>)\w+)*|classDef other fill:transparent,stroke-dasharray:4"
)


@cache
def built() -> dict[str, str]:
    return {str(page.relative_to(FOLDER)): text for page, text in pages().items()}


@cache
def hierarchy() -> Hierarchy:
    return Hierarchy(reference())


def test_the_pages_are_current() -> None:
    differ = [
        name
        for name, text in built().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text("utf-8") != text
    ]
    assert differ == [], "run: make docs"
    assert stale(FOLDER / name for name in built()) == [], "run: make docs"


def test_every_term_and_topic_has_a_page_where_case_is_ignored_too() -> None:
    ontology = reference()
    expected = {path(ontology.kinds[URIRef(iri)], URIRef(iri)) for iri in LABELS}
    expected |= {f"{topic}.md" for topic in TOPICS} | {"index.md", "alignments.md"}
    assert set(built()) == expected
    assert len({name.casefold() for name in expected}) == len(expected)


def test_a_page_is_stale_once_its_term_is_no_more() -> None:
    left = [FOLDER / name for name in built() if name != "classes/Court.md"]
    assert stale(left) == [FOLDER / "classes/Court.md"]


def test_a_class_tells_its_place_and_what_it_inherits() -> None:
    page = built()["classes/Court.md"]
    assert "**Is a:** [Organization](Organization.md) › [Actor](Actor.md)" in page
    assert re.search(r"\*\*Disjoint with:\*\*.*as any \[Actor\]\(Actor.md\), .*\[Lawsuit\]\(Lawsuit.md\)", page)
    assert re.search(r"^\| \[partOf\].*\| \[Actor\]\(Actor.md\) \|$", page, re.MULTILINE)
    assert "must have exactly one label (error), as any [Actor](Actor.md)" in page


def test_a_property_tells_its_ends_inverse_checks_and_questions() -> None:
    page = built()["properties/hasProvision.md"]
    assert "**Of (domain):** [Instrument](../classes/Instrument.md)" in page
    assert "**Value (range):** [Provision](../classes/Provision.md)" in page
    assert "**Inverse:** [provisionOf](provisionOf.md)" in page
    assert "[Instrument](../classes/Instrument.md): contains what is no provision (error)" in page
    assert "[who-is-bound](../../questions.md#who-is-bound) – Who must" in page
    assert "**Characteristics:** functional (" in built()["properties/source.md"]


def test_a_concept_tells_its_scheme_words_and_neighbours() -> None:
    page = built()["concepts/arrest.md"]
    assert "**Scheme:** [EventKind](../schemes/EventKind.md)" in page
    assert "**Also called:** apprehension" in page
    assert "**Broader:** [detention](detention.md)" in page
    assert "[arrest](../concepts/arrest.md) | apprehension |" in built()["schemes/EventKind.md"]
    assert "**Values of:** [claimStatus](../properties/claimStatus.md)" in built()["schemes/ClaimStatus.md"]


def test_every_alignment_is_told_with_what_it_commits_to() -> None:
    ontology = reference()
    own = [(s, o) for s, p, o in ontology.alignments if str(s).startswith(NS) and isinstance(o, URIRef)]
    page = built()["alignments.md"]
    missing = [pair for pair in own if f"[{ontology.short(pair[0])}]" not in page or f"({pair[1]})" not in page]
    assert own and missing == []
    assert page.count("](http") == len(own)


@pytest.mark.parametrize("topic", TOPICS)
def test_diagrams_are_small_and_mermaid(topic: str) -> None:
    for one in diagrams(hierarchy(), topic):
        assert one.fits() or len({parent for _, parent in one.above}) == 1
    for block in re.findall(r"```mermaid\n---\n.*?---\n(.*?)```", built()[f"{topic}.md"], re.DOTALL):
        assert [line for line in block.splitlines() if not STATEMENT.fullmatch(line)] == []


def test_every_class_with_a_property_is_drawn() -> None:
    ontology = reference()
    drawn = {box for topic in TOPICS for one in diagrams(hierarchy(), topic) for box in one.boxes}
    subjects = {cls for cls in ontology.terms(OWL.Class) if (None, RDFS.domain, cls) in ontology.graph}
    assert subjects and subjects - drawn == set()
    assert URIRef(t.Obligation) in drawn


EXPRESSIONS = """
@prefix acta: <https://w3id.org/actagraph/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
acta:A a owl:Class . acta:B a owl:Class . acta:C a owl:Class .
acta:p a owl:ObjectProperty ; rdfs:domain acta:A ; rdfs:range [ owl:unionOf ( acta:C acta:B ) ] .
acta:q a owl:ObjectProperty ; rdfs:subPropertyOf acta:p .
acta:r a owl:ObjectProperty ; owl:inverseOf acta:q .
acta:A rdfs:subClassOf [ owl:onProperty acta:p ; %s ] .
"""


def example(restriction: str) -> Reference:
    graph = Graph().parse(data=EXPRESSIONS % restriction, format="turtle")
    kinds = {term: kind for kind in KINDS for term in graph.subjects(RDF.type, kind)}
    return Reference(graph, Graph(), kinds, {}, {str(RDFS): "rdfs"})


def named(name: str) -> URIRef:
    return URIRef(NS + name)


def test_ends_are_stated_or_follow_from_broader_properties_and_inverses() -> None:
    ontology = example("owl:someValuesFrom acta:B")
    assert ends(ontology, named("p"), RDFS.range) == [named("B"), named("C")]
    assert ends(ontology, named("q"), RDFS.domain) == [named("A")]
    assert ends(ontology, named("r"), RDFS.domain) == [named("B"), named("C")]
    told = [origin(ontology, named(name), RDFS.domain) for name in "pqr"]
    assert told == ["", "the broader property", "the inverse"]


@pytest.mark.parametrize(
    ("restriction", "words"),
    [
        ("owl:someValuesFrom acta:B", "at least one [B](classes/B.md)"),
        ("owl:allValuesFrom [ owl:unionOf ( acta:B acta:C ) ]", "nothing but [B](classes/B.md) or [C](classes/C.md)"),
        ("owl:allValuesFrom [ owl:complementOf acta:B ]", "nothing but not [B](classes/B.md)"),
        ("owl:maxQualifiedCardinality 2 ; owl:onClass acta:C", "at most 2 [C](classes/C.md)"),
        ("owl:hasValue acta:B", "the value [B](classes/B.md)"),
    ],
)
def test_restrictions_are_told_in_words(restriction: str, words: str) -> None:
    ontology = example(restriction)
    node = ontology.graph.value(named("A"), RDFS.subClassOf)
    assert node is not None
    assert expression(ontology, node) == f"[p](properties/p.md): {words}"


def test_fields_of_a_dossier_are_told_in_both_directions(tmp_path: Path) -> None:
    file = tmp_path / "fields.tsv"
    file.write_text("record\tfield\tproperty\nA\tof\tp\nB\tparts\t^p\nB\tq\tacta:q\n", "utf-8")
    assert fields("p", file) == ["`A.of`", "`B.parts`"]
    assert fields("q", file) == ["`B.q`"]
    assert fields("p", tmp_path / "none.tsv") == []


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_safe_text_is_shown_as_it_was(text: str) -> None:
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).renderInline(safe(text))
    assert html.unescape(shown) == " ".join(text.split())


def test_a_table_leaves_out_empty_columns_and_is_nothing_without_rows() -> None:
    assert table(("a", "b"), [("1", ""), ("2", "")]) == "| a |\n| --- |\n| 1 |\n| 2 |\n"
    assert table(("a", "b"), []) == ""
