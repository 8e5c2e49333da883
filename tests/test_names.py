"""Names as people write them find the entity that they mean, or say what else was perhaps meant."""

import pytest
from actagraph.errors import Ambiguous, UnknownName
from actagraph.graph.store import Store
from actagraph.queries.name_index import fold
from actagraph.queries.names import Names, find
from hypothesis import given
from hypothesis import strategies as st

ID = "https://w3id.org/actagraph/id/"
GOOD, JOHNSTON = f"{ID}person/renee-good", f"{ID}person/mike-johnston"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mike Johnston", "person/mike-johnston"),
        ("mike JOHNSTON", "person/mike-johnston"),
        ("Johnston", "person/mike-johnston"),
        ("Mayor Johnston", "person/mike-johnston"),
        ("Mayor Mike Johnston", "person/mike-johnston"),
        ("Mr. Johnston", "person/mike-johnston"),
        ("“Mike  Johnston”", "person/mike-johnston"),
        ("person/mike-johnston", "person/mike-johnston"),
        (f"<{ID}person/mike-johnston>", "person/mike-johnston"),
        ("Renée Good", "person/renee-good"),
        ("Nicole Good", "person/renee-good"),
        ("the Justice Department", "agency/department-of-justice"),
        ("ICE", "agency/ice"),
        ("152", "instrument/denver-executive-order-152"),
        ("executive order 152", "instrument/denver-executive-order-152"),
        ("Denver's Executive Order 152", "instrument/denver-executive-order-152"),
        ("the Denver Executive Order 152", "instrument/denver-executive-order-152"),
        ("Denver", "jurisdiction/denver"),
        ("United States v Denver", "lawsuit/united-states-v-denver"),
        ("the wire report", "source/wire"),
    ],
)
def test_a_name_as_people_write_it(written: str, meant: str, two_reports: Store) -> None:
    assert Names(two_reports).resolve(written) == ID + meant


def test_any_node_is_found_by_its_iri(two_reports: Store) -> None:
    assert Names(two_reports).resolve(f"{ID}statement/b2") == f"{ID}statement/b2"


def test_initials_stand_for_a_name() -> None:
    label = '<http://www.w3.org/2000/01/rdf-schema#label> "Department of Homeland Security"'
    agency = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/actagraph/ns#Actor>"
    names = Names(Store.memory(f"<{ID}dhs> {label} .\n<{ID}dhs> {agency} .\n".encode()))
    assert names.resolve("DHS") == names.resolve("dohs") == f"{ID}dhs"
    with pytest.raises(UnknownName):
        names.resolve("DHSX")


def test_an_office_stands_for_who_holds_it(two_reports: Store) -> None:
    assert Names(two_reports).resolve("mayor of Denver", "Person") == JOHNSTON
    assert Names(two_reports).resolve("mayor of Denver", "Office") == f"{ID}office/mayor-of-denver"


def test_a_misspelt_name_is_refused_with_what_was_perhaps_meant(two_reports: Store) -> None:
    with pytest.raises(UnknownName, match="no person is called 'Mike Jonston'; did you mean Mike Johnston") as raised:
        Names(two_reports).resolve("Mike Jonston", "Person")
    assert raised.value.closest[0] == "Mike Johnston"


def test_a_name_of_another_kind_of_thing_is_not_taken(two_reports: Store) -> None:
    with pytest.raises(UnknownName, match="no instrument is called"):
        Names(two_reports).resolve("Mike Johnston", "Instrument")


NAMESAKES = "".join(
    f"<{ID}{person}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/actagraph/ns#Person> .\n"
    f"<{ID}{person}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/actagraph/ns#Actor> .\n"
    f'<{ID}{person}> <http://www.w3.org/2000/01/rdf-schema#label> "Jack Williams" .\n'
    f"<{ID}t{person}> <https://w3id.org/actagraph/ns#holder> <{ID}{person}> .\n"
    f"<{ID}t{person}> <https://w3id.org/actagraph/ns#office> <{ID}o{person}> .\n"
    f'<{ID}o{person}> <https://w3id.org/actagraph/ns#title> "{title}" .\n'
    f'<{ID}o{person}> <http://www.w3.org/2000/01/rdf-schema#label> "{title} of Mobile" .\n'
    for person, title in (("person/jack-williams", "Mayor"), ("person/jack-williams-2", "Sheriff"))
)


def test_namesakes_are_told_apart_by_what_they_are() -> None:
    names = Names(Store.memory(NAMESAKES.encode()))
    with pytest.raises(Ambiguous) as raised:
        names.resolve("Jack Williams", "Person")
    assert raised.value.candidates == (
        f"Jack Williams (person, Mayor of Mobile) <{ID}person/jack-williams>",
        f"Jack Williams (person, Sheriff of Mobile) <{ID}person/jack-williams-2>",
    )
    assert names.resolve("Sheriff Jack Williams", "Person") == f"{ID}person/jack-williams-2"
    assert names.resolve("person/jack-williams-2") == f"{ID}person/jack-williams-2"


def test_a_merged_entity_is_found_under_its_old_iri() -> None:
    redirect = f"<{ID}old> <https://w3id.org/actagraph/ns#redirectsTo> <{ID}person/jack-williams> <{ID}g> .\n"
    names = Names(Store.memory((NAMESAKES + redirect).encode()))
    assert names.resolve(f"{ID}old") == f"{ID}person/jack-williams"


def test_search_ranks_and_forgives_misspelling(two_reports: Store) -> None:
    hits = find(two_reports, "jonston")
    assert hits[0].iri == JOHNSTON and hits[0].score < 90
    exact = find(two_reports, "Denver")
    assert (exact[0].label, exact[0].score, exact[0].kind) == ("Denver", 100, "jurisdiction")
    assert [hit.score for hit in exact] == sorted((hit.score for hit in exact), reverse=True)


def test_search_by_kind_and_limit(two_reports: Store) -> None:
    assert {hit.kind for hit in find(two_reports, "Denver", kind="executive order")} == {"executive order"}
    assert {hit.kind for hit in find(two_reports, "Denver", kind="Instrument")} == {"executive order"}
    assert len(find(two_reports, "Denver", limit=2)) == 2
    with pytest.raises(UnknownName, match="did you mean person"):
        find(two_reports, "Denver", kind="persn")


@given(st.text())
def test_folding_is_stable(name: str) -> None:
    assert fold(fold(name)) in (fold(name), fold(name).removeprefix("the "))


@given(st.text(max_size=60))
def test_no_name_breaks_the_search(two_reports: Store, name: str) -> None:
    assert all(hit.score >= 62 for hit in find(two_reports, name))
