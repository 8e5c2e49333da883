"""What identity reads off names, courts, docket numbers and offices, and the pairs labelled by hand."""

import importlib.util
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from actagraph.graph.identity.blocks import CROWDED, Index
from actagraph.graph.identity.bodies import known, split, state_of
from actagraph.graph.identity.courts import court
from actagraph.graph.identity.docket_numbers import parse as docket
from actagraph.graph.identity.held import Held, Office, features
from actagraph.graph.identity.persons import common, parse
from hypothesis import given
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        found = importlib.util.spec_from_file_location("identity_benchmark", BENCHMARKS / "identity.py")
        assert found and found.loader
        module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCHMARKS))
    return module


@pytest.mark.parametrize("together", [False, True])
def test_the_labelled_pairs_come_out_right(benchmark: ModuleType, together: bool) -> None:
    pairs = [pair for unseen in (False, True) for pair in benchmark.pairs(unseen)]
    verdicts = benchmark.together(pairs) if together else map(benchmark.judged, pairs)
    counts = Counter((one.pair.label, one.same) for one in verdicts)
    hit, wrong, missed = counts["same", True], counts["different", True], counts["same", False]
    assert hit / (hit + wrong) >= 0.99
    assert hit / (hit + missed) >= 0.9


@pytest.mark.parametrize(
    ("name", "surname", "first", "middle"),
    [
        ("Sen. Chuck Schumer", "schumer", "chuck", ()),
        ("Schumer, Charles E.", "schumer", "charles", ("e",)),
        ("JB Pritzker", "pritzker", "j", ("b",)),
        ("J.B. Pritzker", "pritzker", "j", ("b",)),
        ("ED MARKEY", "markey", "ed", ()),
        ("Frank Pallone, Jr.", "pallone", "frank", ()),
        ("Chris Van Hollen", "van hollen", "chris", ()),
        ("Al Gore", "gore", "al", ()),
        ("Mayor Johnston", "johnston", "", ()),
    ],
)
def test_names_have_parts(name: str, surname: str, first: str, middle: tuple[str, ...]) -> None:
    found = parse(name)
    assert (found.surname, found.first, found.middle) == (surname, first, middle)


@given(st.text())
def test_any_text_has_a_name(text: str) -> None:
    found = parse(text)
    assert found.whole == ((found.first, *found.rest) if found.first else found.rest)


def test_some_names_are_common() -> None:
    assert common(parse("Mike Johnson")) and not common(parse("Mike Mobolade")) and not common(parse("Yemi Johnson"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("S.D.N.Y.", "nysd"),
        ("U.S. District Court for the Southern District of New York", "nysd"),
        ("9th U.S. Circuit Court of Appeals", "ca9"),
        ("D.C. Circuit", "cadc"),
        ("W.D. Va.", "vawd"),
        ("U.S. Bankruptcy Court for the District of Delaware", "deb"),
        ("Western District of Louisiana, Lafayette", "lawd"),
        ("scotus", "scotus"),
        ("twelfth circuit", ""),
        ("U.S. District Court", ""),
        ("Denver District Court", ""),
        ("Supreme Court of Colorado", ""),
        ("", ""),
    ],
)
def test_courts_have_ids(name: str, found: str) -> None:
    assert court(name) == found


FORMS = ("{o}:{y}-{t}-{s:05}-ABC", "{y}-{t}-{s}", "No. {y} {T}. {s} (ABC)", "{T} {y}-{s:05} ABC", "{y}{t}{s}")


@given(st.integers(0, 99), st.integers(1, 99999), st.sampled_from(FORMS))
def test_all_forms_of_a_docket_number_are_one(year: int, serial: int, form: str) -> None:
    number = docket(form.format(o=1, y=f"{year:02}", t="cv", T="Civ" if "." in form else "CV", s=serial))
    assert (number.year, number.type, number.serial) == (f"{year:02}", "cv", str(serial))
    assert number.same(docket(f"{year:02}-cv-{serial}")) and not number.same(docket(f"{year:02}-cr-{serial}"))


@given(st.text())
def test_any_text_is_a_docket_number_that_equals_itself(text: str) -> None:
    assert docket(text).same(docket(text))


def test_offices_of_two_courthouses_are_two_cases() -> None:
    assert not docket("1:08-cv-159").same(docket("3:08-cv-159"))
    assert docket("23A999").core == "23-a-999" and docket("MDL No. 2168").core == "md-2168"


def office(text: str) -> Office:
    title, body, span = text.split("|")
    start, end = span.split("/")
    return Office(Held(title, frozenset([body]), (body,), start or None, end or None))


@pytest.mark.parametrize(
    ("one", "other", "weight", "blocks"),
    [
        ("mayor|Denver|/", "mayor|Denver|/", 0.4, False),
        ("mayor|Ames|/", "mayor|Reno|/", -0.5, False),
        ("mayor|Ames|2001-01-01/2005-01-01", "mayor|Reno|2002-01-01/2006-01-01", 0, True),
        ("senator|Florida Senate|2008-01-01/2016-01-01", "sheriff|Ohio|2010-01-01/", 0, True),
        ("senator|Ohio|2001-01-01/2007-01-01", "senator|Ohio|2009-01-01/2011-01-01", 0.25, False),
        ("senator|Ohio|2001-01-01/2007-01-01", "governor|Ohio|2005-01-01/2009-01-01", 0, True),
        ("senator|Ohio|2001-01-01/2007-01-20", "governor|Ohio|2007-01-08/2009-01-01", 0.1, False),
        ("senator|Ohio|2001-01-01/", "governor|Ohio|2005-01-01/", 0.1, False),
    ],
)
def test_offices_weigh_and_block(one: str, other: str, weight: float, blocks: bool) -> None:
    found = list(features([office(one)], [office(other)]))
    assert any(feature.blocks for feature in found) == blocks
    assert blocks or sum(feature.weight for feature in found) == pytest.approx(weight)


def test_bodies_are_known_by_former_names_units_and_states() -> None:
    assert known("General Accounting Office") == known("GAO")
    assert known("Land Management Bureau") == known("Bureau of Land Management")
    assert split("Justice Department's Civil Rights Division") == ("civil rights division", "Department of Justice")
    assert split("Supreme Court of Colorado") == ("supreme court of", "colorado")
    states = {"Berlin, New Jersey": "new jersey", "Kansas City": "", "Ohio County": "", "New York City": "new york"}
    assert {name: state_of(name) for name in states} == states


def test_a_crowded_block_gives_only_what_shares_a_mark() -> None:
    index = Index()
    for group, mark in product(range(CROWDED + 5), ["m"]):
        index.file(group, ["smith john"], frozenset([mark + str(group % 10)]))
    assert len(index.find(["smith john"], None)) == CROWDED + 5
    assert index.find(["smith john"], frozenset(["m3"])) == [3, 13, 23]
    assert index.find(["smith john"], frozenset()) == []
