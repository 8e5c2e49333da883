"""Docket numbers, captions and capacities: what each form tells, and what never tells a case from others."""

import pytest
from actagraph.graph.claims import claims
from actagraph.graph.identity.captions import Caption, alike, bare_caption, distinctive, same_sides
from actagraph.graph.identity.captions import parse as caption
from actagraph.graph.identity.docket_numbers import parse
from actagraph.graph.identity.ledger import Ledger
from actagraph.graph.identity.resolve import resolve
from actagraph.loaders.dockets.capacities import Office, about
from actagraph.ontology.dossier import Dossier, Lawsuit
from hypothesis import given
from hypothesis import strategies as st

INITIALS = st.text("ABCDEFGHJKLMNPRSTW", min_size=2, max_size=3)
NAMES = st.text("abcdefghijklmnop", min_size=4, max_size=9).map(str.capitalize)


@given(
    st.integers(1, 9), st.integers(1, 26), st.sampled_from(["cv", "cr", "mj", "mc"]), st.integers(1, 99999),
    st.lists(INITIALS, max_size=2), st.integers(1, 99) | st.none(),
)  # fmt: skip
def test_a_number_keeps_its_parts(office: int, year: int, kind: str, serial: int, judges: list[str], one: int) -> None:
    tail = "".join(f"-{initials}" for initials in judges) + (f"-{one}" if one else "")
    found = parse(f"{office}:{year:02}-{kind}-{serial:05}{tail}")
    assert (found.office, found.year, found.type, found.serial) == (str(office), f"{year:02}", kind, str(serial))
    assert list(found.judges) == judges
    assert found.defendant == (str(one) if one else "")


@given(st.integers(1, 9), st.integers(10, 26), st.integers(1, 99999))
def test_all_forms_of_a_number_are_one_number(office: int, year: int, serial: int) -> None:
    forms = [f"{office}:{year}-cv-{serial:05}-ABC", f"{year} Civ. {serial}", f"CV {year}-{serial}", f"{year}cv{serial}"]
    assert all(parse(one).same(parse(other)) for one in forms for other in forms)
    assert not parse(forms[0]).same(parse(f"{office}:{year}-cr-{serial:05}"))
    assert not parse(forms[0]).same(parse(f"{office + 1}:{year}-cv-{serial:05}"))


@given(st.text(max_size=40))
def test_no_text_breaks_a_number_or_a_caption(text: str) -> None:
    assert parse(text).raw == text
    assert caption(text) == caption(bare_caption(text))


def suits_are_one(one: dict[str, object], other: dict[str, object]) -> bool:
    stated = []
    for key, fields in (("one", one), ("other", other)):
        suit = Lawsuit(id="r", passages=((0, 1),), **({"label": "a case"} | fields))  # type: ignore[arg-type]
        stated += claims(key, " ", Dossier(lawsuits=(suit,)))
    standing = resolve(stated, {}, Ledger()).standing
    return standing["one#r"] == standing["other#r"]


def suit(number: str, court: str | None = None, label: str = "a case", filed: str | None = None) -> dict[str, object]:
    return {"docket_number": number, "court": court, "label": label, "filed": filed}


HARD = [
    ("the core number never tells the court", suit("1:20-cv-04676", "ilnd"), suit("1:20-cv-04676", "nysd"), False),
    ("nor does it where only one court is told", suit("1:20-cv-04676", "ilnd"), suit("1:20-cv-04676"), False),
    ("the type counts", suit("2:20-cv-00606", "txsd"), suit("2:20-cr-00606", "txsd"), False),
    ("so does the office", suit("2:20-cr-00606", "txsd"), suit("5:20-cr-00606", "txsd"), False),
    ("judges' initials do not", suit("2:23-cv-01194-MEF", "njd"), suit("2:23-cv-01194-JXN", "njd"), True),
    ("nor a defendant's number", suit("3:09-cr-00418-JSW-1", "cand"), suit("3:09-cr-00418-JSW-2", "cand"), True),
    ("courts write numbers in older forms", suit("2:06-cv-00350", "cacd"), suit("CV 06-350 SJO (JWJx)", "cacd"), True),
    (
        "captions change with the officials",
        suit("1:21-cv-10960", "mad", "Granata v. Healey"),
        suit("1:21-cv-10960", "mad", "Granata v. Campbell"),
        True,
    ),
    (
        "an appeal is another case",
        suit("1:17-cv-00050", "hid", "Elshikh v. Trump"),
        suit("17-15589", "ca9", "Elshikh v. Trump"),
        False,
    ),
    (
        "a companion is another case",
        suit("1:19-cv-00632", "vaed", "Lokhova v. Halper"),
        suit("1:20-cv-01603", "vaed", "Lokhova v. Halper"),
        False,
    ),
    (
        "after a remand it comes up under a new number",
        suit("15-415", "scotus", "Encino Motorcars v. Navarro"),
        suit("16-1362", "scotus", "Encino Motorcars v. Navarro"),
        False,
    ),
    (
        "transferred, it has a docket in each court",
        suit("5:19-cv-00049", "txsd", "RFC Drilling v. Cheyenne Petroleum"),
        suit("4:19-cv-00366", "txnd", "RFC Drilling v. Cheyenne Petroleum"),
        False,
    ),
]


@pytest.mark.parametrize(("why", "one", "other", "same"), HARD, ids=[row[0] for row in HARD])
def test_hard_cases_of_docket_identity(why: str, one: dict[str, object], other: dict[str, object], same: bool) -> None:
    assert suits_are_one(one, other) is same, why


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Doe v. Noem", Caption(first="doe", second="noem")),
        ("DOE et al. v. NOEM, et al.", Caption(first="doe", second="noem", others=True)),
        ("Alder Motors, LLC, Petitioner v. Ana Ruiz, et al.", Caption("alder motors llc", "ana ruiz", others=True)),
        ("Ruiz vs. Port Alder", Caption("ruiz", "port alder")),
        ("In re Grand Jury", Caption(matter="grand jury")),
        ("In the Matter of the Search of 1 Pier Street", Caption(matter="search of 1 pier street")),
        ("State ex rel. Holt v. Ruiz", Caption("state", "ruiz", relator="holt")),
        ("United States v. $45,000 in U.S. Currency", Caption("united states", "45 000 in us currency")),
        ("(PC) Park v. Warden", Caption("park", "warden")),
        ("Creech v. Tim Richards, Warden", Caption("creech", "tim richards")),
        ("Premier Corp., fka Joint Juice, Inc., Petitioner v. Montera", Caption("premier corp", "montera")),
        ("no case at all", Caption()),
    ],
)  # fmt: skip
def test_captions_tell_their_sides(text: str, found: Caption) -> None:
    assert caption(text) == found


@given(NAMES, NAMES)
def test_two_sides_are_found_again_whatever_is_hung_on_them(one: str, other: str) -> None:
    plain = caption(f"{one} v. {other}")
    for dressed in (f"{one} et al. v. {other}, et al.", f"{one}, Petitioner v. {other}", f"{one.upper()} V. {other}"):
        assert same_sides(plain, caption(dressed))
    assert one == other or not same_sides(plain, caption(f"{other} v. {one}")) or alike(one.lower(), other.lower())


@pytest.mark.parametrize("side", ["united states", "doe", "john doe", "texas", "state", "people", "usa"])
def test_some_sides_tell_nothing(side: str) -> None:
    assert not distinctive(side)


OFFICIAL = [
    ("in his official capacity as Secretary of the United States Department of the Interior",
     Office("Secretary", "United States Department of the Interior")),
    ("in her official capacity as Secretary of Homeland Security",
     Office("Secretary", "Department of Homeland Security")),
    ("in his official capacity of Secretary of Transportation,", Office("Secretary", "Department of Transportation")),
    ("in his official capacity as Acting Director, Fish Service", Office("Acting Director", "Fish Service")),
    ("Chief of Police, Town of Alder, in his official capacity", Office("Chief of Police", "Town of Alder")),
    ("Alder County Attorney, in her official capacity", Office("County Attorney", "Alder County")),
    ("in their official capacities", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "office"), OFFICIAL)
def test_official_capacity_tells_the_office(text: str, office: Office | None) -> None:
    read = about(text)
    assert [one.capacity for one in read.standings] == ["official"]
    assert read.standings[0].office == office


@pytest.mark.parametrize(
    ("text", "capacities"),
    [
        ("in his individual and offical capacity", ["official", "individual"]),
        ("individually and on behalf of all others similarly situated", ["individual", "representative"]),
        ("as Trustee of the Alder Trust", ["representative"]),
        ("a New York Corporation", [None]),
        ("Correctional Officer", [None]),
        ("1 Pier Street\nPort Alder\nSSN: xxx-xx-0000", [None]),
        ("", [None]),
    ],
)
def test_other_capacities(text: str, capacities: list[str | None]) -> None:
    read = about(text)
    assert [one.capacity for one in read.standings] == capacities
    assert read.office is None


def test_names_and_days_beside_a_party() -> None:
    read = about(
        "TERMINATED: 03/26/2008\ndoing business as\nAlder LLC\nTERMINATED: 03/26/2008\nformerly known as\nPier Inc"
    )
    assert read.aliases == ("Alder LLC", "Pier Inc")
    assert read.end == "2008-03-26"


@given(st.text(max_size=120))
def test_no_text_breaks_a_capacity(text: str) -> None:
    assert about(text).standings
