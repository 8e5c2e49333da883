"""The checks of the ontology: each finds its fault, none finds one in what is sound."""

import json
import re
import shutil
from importlib import resources

import pytest
from actagraph.cli.app import run
from actagraph.ontology import checks, terms
from actagraph.ontology.external import unknown
from actagraph.ontology.findings import QueryCheck, loaded, query_checks
from actagraph.ontology.model import TOPICS, turtle
from actagraph.ontology.usage import unused
from actagraph.ontology.vocabularies import OWN, prefixes, vocabularies
from actagraph.ontology.whole import parts
from hypothesis import given
from hypothesis import strategies as st

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="the OWL reasoner needs Java")
ALIGNMENTS = turtle("alignments")
DECLARED = re.findall(r"^\w+:\w+ a owl:(?:Class|ObjectProperty|DatatypeProperty) \.$", ALIGNMENTS, re.MULTILINE)


@needs_java
def test_the_ontology_has_no_errors() -> None:
    assert [one for one in checks.check() if one.severity == "error"] == []


@pytest.mark.parametrize("check", query_checks(), ids=lambda check: check.name)
def test_each_check_finds_its_own_example(check: QueryCheck) -> None:
    found = list(check.findings(loaded(check.header.catches)))
    assert found
    assert all("{" not in one.message and one.severity == check.header.severity for one in found)


SOUND = [
    ("irregular-chain", "acta:p owl:propertyChainAxiom ( acta:p acta:q ), ( acta:q acta:p ), ( acta:p acta:p ) ."),
    (
        "irregular-chain",
        "acta:p owl:propertyChainAxiom ( acta:q acta:r ) . acta:q owl:propertyChainAxiom ( acta:r acta:s ) .",
    ),
    (
        "property-not-simple",
        "acta:p a owl:TransitiveProperty . acta:q rdfs:subPropertyOf acta:p ; a owl:FunctionalProperty .",
    ),
    ("wrong-inverse", "acta:p owl:inverseOf acta:q ; rdfs:domain acta:A . acta:q rdfs:range acta:A ."),
    (
        "wrong-inverse",
        "acta:p owl:inverseOf acta:q ; rdfs:domain [ owl:unionOf ( acta:A acta:B ) ] ."
        "acta:q rdfs:range [ owl:unionOf ( acta:B acta:A ) ] .",
    ),
    ("missing-range", 'acta:p a owl:ObjectProperty ; skos:scopeNote "No domain or range is stated."@en .'),
    ("missing-domain", "acta:p a owl:ObjectProperty ; rdfs:subPropertyOf acta:q . acta:q rdfs:domain acta:A ."),
    ("missing-disjointness", "acta:A a owl:Class ; rdfs:subClassOf acta:B . [] owl:members ( acta:B acta:C ) ."),
    ("undeclared-class", "acta:D a rdfs:Datatype . acta:p a owl:AnnotationProperty ; rdfs:range xsd:string ."),
    (
        "reserved-term",
        "rdfs:label a owl:AnnotationProperty . owl:Thing a owl:Class . acta:A rdfs:subClassOf owl:Thing .",
    ),
    ("malformed-list", "acta:A owl:unionOf ( acta:B acta:C ) ."),
    ("impossible-literal", 'acta:A acta:p 1, true, "2026-01-01T00:00:00Z"^^xsd:dateTime, "1.5"^^xsd:decimal .'),
    (
        "near-label",
        'acta:A a owl:Class ; rdfs:label "order"@en . acta:p a owl:ObjectProperty ; rdfs:label "order"@en .',
    ),
    ("merged-concepts", 'acta:Order a owl:Class ; rdfs:label "court order"@en .'),
]


@pytest.mark.parametrize(("name", "sound"), SOUND)
def test_what_is_sound_is_let_be(name: str, sound: str) -> None:
    check = next(check for check in query_checks() if check.name == name)
    assert list(check.findings(loaded(sound))) == []


@given(st.sampled_from(DECLARED))
def test_an_alignment_without_its_declaration_is_found(line: str) -> None:
    store = loaded(*(turtle(topic) for topic in TOPICS), ALIGNMENTS.replace(f"\n{line}\n", "\n"))
    prefix, _, name = line.split()[0].partition(":")
    found = {one.term for one in checks.queried(store) if one.check.startswith("undeclared")}
    assert found == {prefixes()[prefix] + name}


def test_a_fault_inside_an_expression_is_laid_to_the_term_around_it() -> None:
    found = checks.queried(loaded("acta:A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( acta:B ) ] ."))
    assert (terms.NS + "A", "short-list") in {(one.term, one.check) for one in found}


@needs_java
def test_the_reasoner_is_one_of_the_checks() -> None:
    ghost = "acta:Ghost a owl:Class ; rdfs:subClassOf acta:Person, acta:Office ."
    found = [one for one in checks.check(ghost) if one.check == checks.REASONER]
    assert [(one.severity, one.term) for one in found] == [("error", terms.NS + "Ghost")]


def test_without_java_the_other_checks_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = {one.check: one for one in checks.check("acta:Ghost rdfs:subClassOf acta:Actor .")}
    assert "install a Java" in found[checks.REASONER].message
    assert {"undeclared-class", checks.REASONER} <= set(found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("acta:Person rdfs:subClassOf schema:Persson .", "did you mean schema:Person?"),
        ("acta:Person rdfs:subClassOf <http://schema.org/Person> .", "without a list"),
        ("acta:Provision skos:closeMatch lrml:Prohibition .", "add it to data/vocabularies/lrml.txt"),
        ('acta:a acta:b "1"^^xsd:int2 .', "did you mean xsd:int"),
    ],
)
def test_a_term_that_its_vocabulary_lacks_is_found(text: str, message: str) -> None:
    [found] = unknown(loaded(text))
    assert message in found.message
    assert found.severity == "error"


def test_documents_and_own_terms_are_no_terms_of_others() -> None:
    assert list(unknown(loaded("acta:a dcterms:license <https://example.org/> ; acta:b acta:c ."))) == []


def test_a_term_that_nothing_uses_is_found_unless_it_is_marked() -> None:
    term = 'acta:{0} a owl:Class ; rdfs:label "{0}"@en ; rdfs:isDefinedBy <https://w3id.org/actagraph/ns> .'
    marked = term.format("Zebra") + "acta:Zebra acta:handWritten true ."
    above = term.format("Animal") + "acta:Person rdfs:subClassOf acta:Animal ."
    found = unused(loaded(*parts(), term.format("Ghost"), marked, above))
    assert [one.term for one in found] == [terms.NS + "Ghost"]


def test_every_list_of_terms_says_where_it_was_read() -> None:
    lists = vocabularies()
    assert {"prov", "org", "sem", "eli", "schema", "oa", "skos", "lrml", "odrl"} <= set(lists)
    for one in lists.values():
        assert all((one.title, one.version, one.read_in, one.licence, one.kept)), one.prefix
        assert all(re.fullmatch(r"[\w-]+", name) for name in one.names)
    assert len({one.namespace for one in lists.values()}) == len(lists)


def test_prefixes_mean_the_same_everywhere() -> None:
    folder = resources.files("actagraph").joinpath("ontology")
    texts = [turtle(name) for name in (*TOPICS, "alignments", "shapes")]
    texts += [path.read_text() for kind in ("profile", "pitfalls") for path in folder.joinpath("data", kind).iterdir()]
    used = {found for text in texts for found in re.findall(r"(?:@prefix|PREFIX) (\w+): <([^>]*)>", text)}
    assert used <= set(prefixes().items())
    assert prefixes()["acta"].startswith(OWN)


@needs_java
def test_the_command_prints_a_line_for_each_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--ontology", "--format", "table"]) == 0
    *lines, total = capsys.readouterr().out.splitlines()
    assert total == f"0 errors, {len(lines)} warning{'' if len(lines) == 1 else 's'}"
    assert all(re.fullmatch(r"warning: [a-z-]+: acta:\w+ .+", line) for line in lines)


def test_the_command_fails_on_an_error(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert run(["check", "--ontology", "--format", "json"]) == 1
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["severity"], first["check"], first["term"]) == ("error", checks.REASONER, "")
