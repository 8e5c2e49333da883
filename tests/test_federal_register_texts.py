"""Full texts of presidential documents: their layout, what they order, on whose authority, and what they change."""

from pathlib import Path

import pytest
from actagraph.errors import BadSource
from actagraph.graph.evidence import admit
from actagraph.loaders.federal_register.citations import effects
from actagraph.loaders.federal_register.markup import Line, Marked
from actagraph.loaders.federal_register.norms import Norm, norms
from actagraph.loaders.federal_register.outline import outline
from actagraph.loaders.news.syntax import parse
from actagraph.loaders.reading import read
from actagraph.ontology.dossier import Instrument, Provision, Reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent / "data" / "federal-register"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "federal-register"
needs_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the Federal Register's files are not beside the repository"
)

ORDER = """<PRESDOCU><EXECORD>
<EXECORDR>Executive Order 99001 of May 4, 2031</EXECORDR>
<HD SOURCE="HED">Keeping the Lights </HD><LI>On</LI>
<FP>By the authority vested in me as President by the Constitution and the laws of the United States
of America, including the National Lamps Act (50 U.S.C. 1601 <E T="03">et seq.</E>), and section 301 of title 3,
United States Code, it is hereby ordered:</FP>
<FP><E T="04">Section 1.</E> <E T="03">Policy.</E> Lamps must be loved.</FP>
{body}
<PSIG>wj</PSIG><DATE>May 4, 2031.</DATE><FRDOC>[FR Doc. 2031-00001</FRDOC></EXECORD></PRESDOCU>"""


def loaded(tmp_path: Path, text: str) -> list[Reading | BadSource]:
    path = tmp_path / "order.xml"
    path.write_text(text, encoding="utf-8")
    return list(read(path))


def ordered(tmp_path: Path, *body: str) -> Instrument:
    (reading,) = loaded(tmp_path, ORDER.format(body="\n".join(f"<FP>{one}</FP>" for one in body)))
    assert isinstance(reading, Reading), reading
    assert admit(reading)[1] == ()
    return reading.dossier.instruments[0]


def section(*paragraphs: str) -> list[str]:
    return [f'<E T="04">Sec. 2.</E> {paragraphs[0]}', *paragraphs[1:]]


def told(sentence: str) -> list[Norm]:
    return list(norms(sentence, parse(sentence).tokens, 0, len(sentence)))


def brief(provisions: tuple[Provision, ...]) -> list[tuple[str, str | None, str]]:
    return [(one.modality, one.bearer, one.action) for one in provisions]


def test_an_order_of_its_own_words(tmp_path: Path) -> None:
    item = ordered(tmp_path, *section("The Secretary of Light shall report."))
    assert (item.number, item.date, item.issuer) == ("99001", "2031-05-04", "president")
    assert [(one.number, one.heading) for one in item.sections] == [("1", "Policy"), ("2", None)]
    assert len(item.authority) == 3
    assert brief(item.provisions) == [("obligation", "Secretary of Light", "report")]
    assert item.provisions[0].section == "2"


def test_the_text_is_one_line_a_paragraph(tmp_path: Path) -> None:
    (reading,) = loaded(tmp_path, ORDER.format(body="<P>A<PRTPAGE P='1'/> b.</P><GPH><GID>X.EPS</GID></GPH>"))
    assert isinstance(reading, Reading)
    assert reading.text.split("\n")[:2] == ["Executive Order 99001 of May 4, 2031", "Keeping the Lights On"]
    assert "\nA b.\n[Signature: wj]\n" in reading.text
    assert reading.dossier.actors[0].name == "William J. Clinton"


@pytest.mark.parametrize(
    ("sentence", "modality", "bearer"),
    [
        (
            "Within 90 days, the Secretary of State, in consultation with the Attorney General, shall report.",
            "obligation",
            "Secretary of State",
        ),
        (
            "In consultation with the Secretary, the Director, and the Chair, the Administrator shall report.",
            "obligation",
            "Administrator",
        ),
        ("No agency shall publish the list.", "prohibition", "agency"),
        ("Agencies that receive funds may not publish the list.", "prohibition", "Agencies that receive funds"),
        ("The heads of agencies are hereby directed to publish the list.", "obligation", "heads of agencies"),
        ("The Secretary of Labor is hereby authorized to publish the list.", "permission", "Secretary of Labor"),
        ("The list shall be published by the Secretary.", "obligation", "Secretary"),
        ("The list shall be published within a year.", "obligation", None),
        ("Any conspiracy formed to evade this order is prohibited.", "prohibition", None),
        ("I hereby direct the Secretary of Defense to publish the list.", "obligation", "Secretary of Defense"),
        (
            "To be safe, the agencies identified here as lead agencies shall report.",
            "obligation",
            "agencies identified here as lead agencies",
        ),
    ],
)
def test_who_must_may_and_must_not(sentence: str, modality: str, bearer: str | None) -> None:
    assert [(one.modality, one.bearer) for one in told(sentence)] == [(modality, bearer)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The term lamp shall include lanterns.",
        "The Council shall consist of ten members.",
        "Section 3 of Executive Order 13282 shall be revised to read anew.",
        "This order shall terminate in two years.",
        "It is the policy of the United States that agencies shall be kind.",
        "They should use such means as may be necessary.",
        "The Committee gathers such papers as the Secretary may request.",
    ],
)
def test_what_sets_no_conduct(sentence: str) -> None:
    assert told(sentence) == []


def test_limits_of_an_act() -> None:
    start = "Within 30 days of the date of this order, "
    (one,) = told(f"{start}the Secretary shall publish the whole list, if the list is ready.")
    assert (one.limits.deadline, one.limits.condition) == (start.rstrip(", "), "if the list is ready")
    (other,) = told("Except to the extent provided by statutes, the Secretary may publish the list where appropriate.")
    assert (other.limits.exception, other.limits.condition) == ("Except to the extent provided by statutes", None)


def test_lists_of_acts_are_apart_and_lists_of_things_are_not(tmp_path: Path) -> None:
    item = ordered(
        tmp_path,
        *section(
            "The Council shall:", "(a) report on:", "(i) lamps; and", "(ii) oil; and", "(b) meet. It may invite guests."
        ),
    )
    assert brief(item.provisions) == [
        ("obligation", "Council", "report on: (i) lamps; and (ii) oil"),
        ("obligation", "Council", "meet"),
        ("permission", "Council", "invite guests"),
    ]


def test_general_provisions_and_policy(tmp_path: Path) -> None:
    item = ordered(
        tmp_path,
        *section(
            "Nothing in this order shall be construed to impair:",
            "(i) the authority of an agency.",
            "(b) This order shall be implemented consistent with applicable law.",
        ),
    )
    assert [(one.modality, one.general) for one in item.provisions] == [("prohibition", True), ("obligation", True)]


def test_the_new_text_of_another_order_is_not_this_ones(tmp_path: Path) -> None:
    item = ordered(
        tmp_path,
        *section(
            "Section 5 of Executive Order 13282 of May 2, 2030, is amended to read as follows:",
            "“(a) The Secretary shall sing.",
            "“(b) Agencies shall dance.”",
        ),
        '<E T="04">Sec. 3.</E> The Secretary shall pay.',
    )
    assert brief(item.provisions) == [("obligation", "Secretary", "pay")]
    assert [one.effect for one in item.effects] == ["amends"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Executive Order 13282 of May 2, 2030, as amended, is hereby revoked.", [("13282", "2030-05-02", "revokes")]),
        ("Sections 1 through 7 of Executive Order 13047 are hereby revoked.", [("13047", None, "revokes in part")]),
        (
            "Executive Order 13258 of May 2, 2030, and Executive Order 13422, which amended Executive Order 12866,"
            " are revoked.",
            [("13258", "2030-05-02", "revokes"), ("13422", None, "revokes")],
        ),
        ("This order shall supersede Executive Order 13299 of May 8, 2003.", [("13299", "2003-05-08", "supersedes")]),
        ("Access is granted under Executive Order 12958, as amended.", []),
        ("“Executive Order 13282 is revoked.”", []),
    ],
)
def test_what_a_text_does_to_other_orders(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    marked = Marked(text, [Line("body", 0, len(text))], [], [], [])
    assert [(one.number, one.date, one.effect) for one in effects(text, outline(marked))] == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<PRESDOCU><EXECORD>", "no XML"),
        ("<RULE><P>x</P></RULE>", "no presidential document"),
        ("<PRESDOCU><EXECORD><FP>By the authority.</FP></EXECORD></PRESDOCU>", "which document it is"),
        (
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><PRESDOCU><EXECORD><FP>&b;</FP></EXECORD></PRESDOCU>',
            "which document",
        ),
    ],
)
def test_bad_xml_is_one_clear_error(tmp_path: Path, text: str, reason: str) -> None:
    (refused,) = loaded(tmp_path, text)
    assert isinstance(refused, BadSource)
    assert reason in refused.reason


def test_one_bad_document_leaves_the_others(tmp_path: Path) -> None:
    one = ORDER.format(body="")
    found = loaded(
        tmp_path, f"<PRESDOCS>{one}<PRESDOCU><EXECORD/></PRESDOCU>{one.replace('99001', '99002')}</PRESDOCS>"
    )
    assert [isinstance(each, Reading) for each in found] == [True, False, True]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet="Secretary shall may not be: ;.,“”()ai1 that if no agency", max_size=60), max_size=4))
def test_any_paragraphs_are_read(tmp_path: Path, body: list[str]) -> None:
    (reading,) = loaded(tmp_path, ORDER.format(body="".join(f"<P>{one}</P>" for one in body)))
    assert isinstance(reading, Reading)
    assert all(
        0 <= a < b <= len(reading.text) for p in reading.dossier.instruments[0].provisions for a, b in p.passages
    )


def test_real_orders(tmp_path: Path) -> None:
    found = {n: next(iter(read(HERE / f"EO_{n}.xml"))) for n in (13188, 13466, 13888)}
    items = {n: one.dossier.instruments[0] for n, one in found.items() if isinstance(one, Reading)}
    assert [one.effect for one in items[13188].effects] == ["amends"]
    assert {one.modality for one in items[13466].provisions} == {"obligation", "permission", "prohibition"}
    assert [one.bearer for one in items[13888].provisions][:2] == [
        "Secretary of State and the Secretary of Health and Human Services",
        "Secretary of State",
    ]


@needs_data
def test_every_full_text_is_admitted_whole() -> None:
    paths = sorted((SHARED / "fulltext").glob("*.xml"))
    found = [one for path in paths for one in read(path)]
    assert [type(one).__name__ for one in found] == ["Reading"] * 124
    assert not [rejected for one in found if isinstance(one, Reading) for rejected in admit(one)[1]]
    assert all(one.dossier.instruments[0].issuer for one in found if isinstance(one, Reading))
