"""Every file of the catalogue parses alone, binds its parameters, and answers its example."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import actagraph
import pytest
from actagraph.errors import BadQuestion, UnknownName
from actagraph.graph.remote import with_values
from actagraph.graph.store import PREFIXES, Store
from actagraph.queries.ask import ask
from actagraph.queries.catalogue import Question, question, questions, read_question
from actagraph.queries.names import Names
from actagraph.queries.parameters import bind
from pyoxigraph import Literal, NamedNode
from pyoxigraph import Store as Oxigraph
from rdflib import Dataset

from .conftest import IN_WESTLAND, answering

QUESTIONS = list(questions().values())
NEEDED = [
    "orders-by-official",
    "order-provisions",
    "order-motives",
    "lawsuits-by-party",
    "lawsuit-challenges",
    "incidents",
    "statements-about",
    "office-holders",
    "order-chain",
    "single-origin-facts",
    "disagreements",
    "complements",
    "place-timeline",
    "who-is-bound",
    "actor-timeline",
    "sources-of",
]
HEADER = "#+ summary: What?\n#+ columns: {s: Thing}\n"
SELECT = "SELECT ?s WHERE { ?s ?p ?o }"
each = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)


def test_the_questions_that_users_rely_on_are_there() -> None:
    assert set(NEEDED) <= set(questions())


@each
def test_a_file_parses_alone_in_both_engines(asked: Question) -> None:
    from rdflib.plugins.sparql import prepareQuery

    Oxigraph().query(asked.query)
    prepareQuery(asked.query)


@pytest.fixture(scope="module")
def in_rdflib(two_reports: Store, westland: Store) -> dict[Store, Dataset]:
    return {store: as_dataset(store) for store in (two_reports, westland)}


def as_dataset(store: Store) -> Dataset:
    stream = io.BytesIO()
    store.dump(stream)
    return Dataset().parse(data=stream.getvalue(), format="nquads")


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's parser warns about rdflib
@each
def test_another_engine_gives_the_same_rows(
    asked: Question, two_reports: Store, westland: Store, in_rdflib: dict[Store, Dataset]
) -> None:
    store, given = answering(asked, two_reports, westland)
    bound = bind(asked, given, Names(store))
    here = [[term and term.value for term in row] for row in store.select(asked.query, bound).rows]
    unordered = asked.query[: asked.query.rindex("ORDER BY")]  # rdflib cannot order by what may be unbound
    there = in_rdflib[store].query(with_values(unordered, bound)).bindings
    found = [{str(name): str(term) for name, term in row.items() if term is not None} for row in there]
    assert sorted(map(str, here)) == sorted(str([row.get(name) for name in asked.variables]) for row in found)


@each
def test_every_parameter_is_in_the_outer_projection(asked: Question) -> None:
    bound = [name for key, one in asked.parameters.items() for name in one.variables(key)]
    assert set(bound) <= set(asked.variables)
    assert set(asked.columns) <= set(asked.variables)


@each
def test_facts_come_from_the_default_graph_and_evidence_from_named_ones(asked: Question) -> None:
    assert "FROM" not in asked.query.split("SELECT", 1)[1]
    assert "rdf:subject" not in asked.query or "GRAPH ?" in asked.query


@pytest.mark.parametrize("name", [one.name for one in QUESTIONS if all(p.optional for p in one.parameters.values())])
def test_all_optional_parameters_left_out_give_no_fewer_rows(name: str, two_reports: Store, westland: Store) -> None:
    asked = question(name)
    store, given = answering(asked, two_reports, westland)
    example = {name: value for name, value in given.items() if asked.parameters[name].type == "entity"}
    assert len(ask(store, asked)) >= len(ask(store, asked, example)) > 0


@pytest.mark.parametrize("name", sorted(IN_WESTLAND))
def test_the_rows_are_those_that_were_checked_by_hand(name: str, westland: Store) -> None:
    answer = ask(westland, name, IN_WESTLAND[name]["given"])
    shown = [["" if value is None else str(value) for value in row] for row in answer]
    assert shown == IN_WESTLAND[name]["rows"]


PARAMETERS = [(one.name, key) for one in QUESTIONS for key in one.parameters]


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_parameter_that_nothing_fits_leaves_no_row(
    name: str, parameter: str, two_reports: Store, westland: Store
) -> None:
    asked = question(name)
    store, _ = answering(asked, two_reports, westland)
    nothing = {"period": Literal("0999-01-01", datatype=NamedNode(f"{PREFIXES['xsd']}date")), "text": Literal("~")}
    term = nothing.get(asked.parameters[parameter].type, NamedNode("https://example.org/nothing"))
    bindings = dict.fromkeys(asked.parameters[parameter].variables(parameter), term)
    assert store.select(asked.query, bindings).rows == []


def test_names_of_questions_forgive_case_and_underscores() -> None:
    assert question("Orders_by_official").name == "orders-by-official"


def test_an_unknown_question_is_answered_with_the_closest() -> None:
    with pytest.raises(UnknownName, match="did you mean lawsuits-by-party"):
        question("lawsuit-by-parties")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (SELECT, "there is no header"),
        ("#+ summary: [\n" + SELECT, "the header is not YAML"),
        ("#+ sumary: What?\n#+ columns: {s: Thing}\n" + SELECT, "unknown field `sumary`"),
        ("#+ summary: What?\n" + SELECT, "required field `columns`"),
        (HEADER + "SELECT ?s WHERE {", "cannot be read"),
        (HEADER + "ASK { ?s ?p ?o }", "not a SELECT"),
        (HEADER + "#+ parameters: {o: {type: text, summary: x}}\n" + SELECT, r"\?o is not in the outer SELECT"),
        (HEADER + "#+ parameters: {s: {type: entity, summary: x}}\n" + SELECT, "needs the classes"),
        (HEADER + "#+ parameters: {s: {type: choice, summary: x}}\n" + SELECT, "needs choices"),
        (HEADER + "#+ parameters: {s: {type: color, summary: x}}\n" + SELECT, "color"),
        (HEADER + "SELECT ?s WHERE { SERVICE <http://e.org/> { ?s ?p ?o } }", "refused"),
    ],
)
def test_a_malformed_file_gives_one_clear_error(text: str, reason: str) -> None:
    with pytest.raises(BadQuestion, match=reason) as raised:
        read_question("mine", text)
    assert str(raised.value).startswith("mine.rq")


def test_a_folder_of_ones_own_works_the_same(tmp_path: Path, two_reports: Store) -> None:
    (tmp_path / "who.rq").write_text(HEADER + "SELECT ?s WHERE { ?s a acta:Person }", "utf-8")
    known = questions(tmp_path)
    assert len(known) == len(QUESTIONS) + 1
    assert {row.s.label for row in ask(two_reports, "who", known=known)} >= {"Ron Thomas", "Mike Johnston"}


def test_a_folder_that_is_not_there_and_a_file_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(BadQuestion, match="no folder of questions"):
        questions(tmp_path / "none")
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe")
    with pytest.raises(BadQuestion, match=r"bad\.rq cannot be read"):
        questions(tmp_path)


@pytest.fixture(scope="module")
def example() -> Iterator[actagraph.KnowledgeGraph]:
    with actagraph.example() as kg:
        yield kg


@each
def test_the_bundled_example_gives_the_rows_that_the_file_expects(
    asked: Question, example: actagraph.KnowledgeGraph
) -> None:
    answer = example.ask(asked.name, **asked.example)
    assert [tuple("" if value is None else str(value) for value in row) for row in answer] == list(asked.expect)
    assert all(answer.evidence(row) for row in answer)


def test_the_page_of_questions_is_current() -> None:
    page = Path(__file__).parents[1] / "docs" / "questions.md"
    made = subprocess.run([sys.executable, "-m", "actagraph.queries.page"], capture_output=True, check=True)
    assert page.read_bytes() == made.stdout, "run: python -m actagraph.queries.page > docs/questions.md"
