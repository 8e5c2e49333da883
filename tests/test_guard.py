"""What a query may do, decided on its parsed form."""

from pathlib import Path

import pytest
from actagraph.errors import BadQuestion, NotAllowed
from actagraph.graph.scope import refuse_outside
from actagraph.graph.store import Store
from actagraph.queries.catalogue import questions
from actagraph.queries.guard import Bounds, judge
from actagraph.queries.sparql_tokens import tokens, written
from hypothesis import given
from hypothesis import strategies as st

HOSTILE = [
    each for each in (Path(__file__).parent / "data" / "hostile.txt").read_text("utf-8").split("\n###\n") if each
]


@pytest.mark.parametrize("query", HOSTILE)
def test_what_reaches_outside_is_refused(query: str) -> None:
    with pytest.raises(BadQuestion):
        judge(query.strip())


@pytest.mark.parametrize("query", HOSTILE)
def test_the_guard_is_stricter_than_the_check_of_words(query: str) -> None:
    refused = False
    try:
        refuse_outside(query)
    except BadQuestion:
        refused = True
    if refused:
        with pytest.raises(BadQuestion):
            judge(query)


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_of_the_catalogue_passes_and_answers_alike(name: str, two_reports: Store) -> None:
    asked = questions()[name].query
    assert sorted(map(str, two_reports.select(judge(asked).text).rows)) == sorted(
        map(str, two_reports.select(asked).rows)
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x/>' }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {}",
        'SELECT * { ?s ?p """LOAD " <x> \\""" FROM""" }',
        "SELECT ?service { ?service acta:from ?load }",
        "SELECT * { ?s <http://x/SERVICE> ?o . FILTER(?o < 5 && ?o >= -2) }",
        "SELECT * { VALUES (?a ?b) { (1 'x'@en) (UNDEF <urn:x>) ('q'^^xsd:date 2) } ?a !(<urn:x>|^<urn:y>)* ?b }",
        "SELECT (COUNT(*) AS ?n) { ?s acta:place/acta:partOf * ?o } GROUP BY ?o HAVING (COUNT(*) > 1)",
        "DESCRIBE <urn:x>",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "PREFIX a: <urn:x/> ASK { ?s a:b\\-c ?o MINUS { ?s ?o [ a a:c ; a:d (1 2.5 -3e4) ] } }",
    ],
)
def test_what_only_looks_dangerous_runs(query: str, two_reports: Store) -> None:
    two_reports.results(judge(query).text)


def test_a_dataset_is_taken_out_of_the_text() -> None:
    judged = judge("PREFIX g: <urn:g/> SELECT * FROM <urn:a> FROM NAMED g:b { ?s ?p ?o }")
    assert judged.default_graphs == ("urn:a",)
    assert judged.named_graphs == ("urn:g/b",)
    assert "FROM" not in judged.text


def test_an_allowed_service_is_let_through_and_its_neighbours_are_not() -> None:
    bounds = Bounds(services=("https://example.org/",))
    assert judge("SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", bounds).form == "SELECT"
    for other in ("<https://example.org.evil.test/>", "<https://example.org@evil.test/>", "?x", "<sparql>"):
        with pytest.raises(BadQuestion):
            judge(f"SELECT * {{ SERVICE {other} {{ ?s ?p ?o }} }}", bounds)


@pytest.mark.parametrize(("function", "volatile"), [("NOW()", True), ("UUID()", True), ("STR(1)", False)])
def test_what_changes_from_run_to_run_is_known(function: str, volatile: bool) -> None:
    assert judge(f"SELECT ({function} AS ?x) {{}}").volatile is volatile


def test_a_shape_seen_before_is_judged_by_its_own_values() -> None:
    assert judge("SELECT * FROM <urn:a> { ?s ?p 'x' }").default_graphs == ("urn:a",)
    assert judge("SELECT * FROM <urn:b> { ?s ?p 'y' }").default_graphs == ("urn:b",)
    assert judge("ASK { <urn:a> ?p ?o }").text != judge("ASK { <urn:b> ?p ?o }").text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_string_is_written_anew_with_its_value(value: str) -> None:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    text = written(tokens(f'SELECT ("{escaped}" AS ?x) {{}}'))
    assert [term.value for (term,) in Store.memory().select(text).rows if term is not None] == [value]
    assert written(tokens(text)) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "SELECT",
                "SERVICE",
                "FROM",
                "{",
                "}",
                "<urn:x>",
                "?x",
                "(",
                ")",
                "'",
                '"',
                "\\",
                "#",
                "a:b",
                "1",
                "*",
                "\n",
            ]
        )
    )
)
def test_no_jumble_passes_with_a_service_in_it(parts: list[str]) -> None:
    try:
        judged = judge(" ".join(parts))
    except BadQuestion:
        return
    assert "SERVICE" not in [each.text for each in tokens(judged.text) if each.kind == "word"]


def test_sizes_have_bounds() -> None:
    for query in (
        "SELECT * { " + "?s ?p ?o . " * 20_000 + "}",
        "SELECT * " + "{" * 50 + "}" * 50,
        "SELECT * { VALUES ?x { " + "1 " * 10_001 + "} }",
        "SELECT * { ?s " + "/".join(["<urn:p>"] * 31) + " ?o }",
        "SELECT * { ?s " + "|".join(["<urn:p>"] * 31) + " ?o }",
    ):
        with pytest.raises(NotAllowed):
            judge(query)
