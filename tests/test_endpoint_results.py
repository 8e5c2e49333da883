"""The formats of results, held against the examples of the specifications and the engine's own readers."""

import io
import json

import pytest
from actagraph.queries.endpoint.negotiation import ROWS, TRIPLES, NotAcceptable, chosen
from actagraph.queries.endpoint.results import WRITERS, Cell, truth
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

XSD = "http://www.w3.org/2001/XMLSchema#"
READ = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
TERMS = st.one_of(
    st.none(),
    st.builds(Literal, TEXT),
    st.builds(lambda text: Literal(text, language="en-gb"), TEXT),
    st.builds(Literal, st.integers()),
    st.builds(Literal, st.booleans()),
    st.builds(lambda text: Literal(text, datatype=NamedNode(f"{XSD}integer")), TEXT),
    st.builds(
        lambda text: Literal(text, datatype=NamedNode(f"{XSD}decimal")), st.sampled_from(["1", "1.", ".5", "1e3"])
    ),
    st.sampled_from([NamedNode("urn:x"), NamedNode("http://example.org/ä?a=1&b=2"), BlankNode("b0")]),
)


def rows(name: str, variables: list[str], cells: list[list[Cell]]) -> str:
    writer = WRITERS[name](variables)
    return writer.opening + writer.between.join(writer.row(row) for row in cells) + writer.closing


@pytest.mark.parametrize("text", [" ", "\n x\t", "\r\n", " < ", "\u00a0"])
def test_space_at_the_ends_of_a_text_survives_in_xml(text: str) -> None:
    written = rows("xml", ["a"], [[Literal(text)]])
    found = parse_query_results(io.BytesIO(written.encode()), format=READ["xml"])
    assert isinstance(found, QuerySolutions)
    assert [tuple(row) for row in found] == [(Literal(text),)]


@pytest.mark.parametrize("name", READ)
@given(cells=st.lists(st.tuples(TERMS, TERMS), max_size=5))
def test_what_is_written_is_read_again(name: str, cells: list[tuple[Cell, Cell]]) -> None:
    text = rows(name, ["a", "b"], [list(row) for row in cells])
    found = parse_query_results(io.BytesIO(text.encode()), format=READ[name])
    assert isinstance(found, QuerySolutions)
    assert [tuple(row) for row in found] == cells


def test_csv_is_that_of_the_specification() -> None:
    cells: list[list[Cell]] = [
        [NamedNode("http://example/x"), Literal("String")],
        [NamedNode("http://example/x"), Literal('String-with-dquote"')],
        [BlankNode("b0"), Literal("Blank node")],
        [None, Literal("Missing 'x'")],
        [None, None],
        [NamedNode("http://example/x"), None],
    ]
    assert rows("csv", ["x", "literal"], cells).split("\r\n") == [
        "x,literal",
        "http://example/x,String",
        'http://example/x,"String-with-dquote"""',
        "_:b0,Blank node",
        ",Missing 'x'",
        ",",
        "http://example/x,",
        "",
    ]


def test_tsv_is_that_of_the_specification() -> None:
    cells: list[list[Cell]] = [
        [NamedNode("http://example/x"), Literal("String")],
        [BlankNode("b0"), Literal("Blank node")],
        [None, Literal("String-with-lang", language="en")],
        [BlankNode("b0"), Literal(123)],
    ]
    expected = '?x\t?literal\n<http://example/x>\t"String"\n_:b0\t"Blank node"\n\t"String-with-lang"@en\n_:b0\t123\n'
    assert rows("tsv", ["x", "literal"], cells) == expected


def test_json_is_that_of_the_specification() -> None:
    cells: list[list[Cell]] = [
        [BlankNode("r2"), Literal("Bob", language="en")],
        [None, NamedNode("http://work.example.org/bob/")],
    ]
    assert json.loads(rows("json", ["x", "name"], cells)) == {
        "head": {"vars": ["x", "name"]},
        "results": {
            "bindings": [
                {"x": {"type": "bnode", "value": "r2"}, "name": {"type": "literal", "value": "Bob", "xml:lang": "en"}},
                {"name": {"type": "uri", "value": "http://work.example.org/bob/"}},
            ]
        },
    }


@pytest.mark.parametrize("name", ["json", "xml"])
@pytest.mark.parametrize("value", [True, False])
def test_a_truth_is_read_again(name: str, value: bool) -> None:
    assert bool(parse_query_results(truth(name, value).encode(), format=READ[name])) is value


def test_html_escapes() -> None:
    text = rows("html", ["x"], [[Literal("<script>alert(1)</script>")], [NamedNode("javascript:alert(1)")]])
    assert "<script>" not in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "xml"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.4", "csv"),
        ("image/png, */*;q=0.1", "json"),
        ("application/json, application/*;q=0.1", "json"),
        ("text/*", "csv"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("TEXT/CSV ; q=1", "csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/sparql-results+xml; charset=utf-8, application/json;q=0.9", "xml"),
    ],
)
def test_accept_is_weighed(accept: str, name: str) -> None:
    assert chosen(accept, "", ROWS).name == name


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/turtle", "text/csv;q=x"])
def test_what_is_not_there_is_not_given(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="json"):
        chosen(accept, "", ROWS)


def test_format_goes_before_accept() -> None:
    assert chosen("text/csv", "XML", ROWS).name == "xml"
    assert chosen("text/turtle", "nt", TRIPLES).name == "ntriples"
    assert chosen("", "application/ld+json", TRIPLES).name == "jsonld"
    with pytest.raises(NotAcceptable):
        chosen("", "exe", ROWS)
