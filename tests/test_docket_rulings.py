"""Which entries of a docket record a ruling, what is filed, by whom, and by which judge."""

import pytest
from actagraph.loaders.dockets.filings import filers, filing
from actagraph.loaders.dockets.judges import is_judge, made_by
from actagraph.loaders.dockets.links import Link, links
from actagraph.loaders.dockets.names import lawyer, party_kind, split_name
from actagraph.loaders.dockets.rulings import rulings
from hypothesis import given
from hypothesis import strategies as st

RULED = [
    ("ORDER granting 12 Motion to Dismiss. Signed by Judge Kim Lee on 3/4/2026.", [("dismissal", "granted")]),
    ("ORDER denying 12 Motion to Dismiss as to Ana Ruiz (1).", [("dismissal", "denied")]),
    ("ORDER granting in part and denying in part 7 Motion for Summary Judgment",
     [("summary judgment", "granted in part")]),
    ("ORDER denying as moot 5 Motion to Stay", [("stay", "moot")]),
    ("TEXT ORDER - The defendant's motion to extend time (filing 41) is granted.", [("order", "granted")]),
    ("ORDER granting 3 Motion to Seal; denying 4 Motion to Compel", [("order", "granted"), ("order", "denied")]),
    ("TEMPORARY RESTRAINING ORDER. Signed by Judge Kim Lee", [("temporary restraining order", None)]),
    ("ORDER granting 9 Motion for Preliminary Injunction", [("preliminary injunction", "granted")]),
    ("Minute Entry for proceedings held before Judge Kim Lee: oral motion to continue is granted.",
     [("order", "granted")]),
    ("MINUTES: Defendant's Motion to Dismiss - DENIED [22-1]", [("dismissal", "denied")]),
    ("JUDGMENT entered by Ana Holt, Appellate Judge. Affirmed.", [("affirmance", None)]),
    ("Judgment VACATED and case REMANDED. Park, J., delivered the opinion", [("vacatur", None)]),
    ("Petition DENIED.", [("order", "denied")]),
    ("Application (26A12) granted by Justice Park extending the time to file until May 1.", [("order", "granted")]),
    ("STIPULATION AND ORDER that this action is dismissed with prejudice", [("dismissal", "dismissed")]),
    ("OPINION issued by Ana Holt, Appellate Judge", [("opinion", None)]),
    ("SCHEDULING ORDER as to Leo Park: trial set for 5/6/2026", [("order", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "made"), RULED)
def test_rulings_have_kind_and_disposition(text: str, made: list[tuple[str, str | None]]) -> None:
    assert [(one.kind, one.disposition) for one in rulings(text)] == made


@pytest.mark.parametrize(
    "text",
    [
        "MOTION to Dismiss by Ana Ruiz. (Attachments: # 1 Text of Proposed Order)",
        "PROPOSED ORDER granting the motion",
        "REPORT AND RECOMMENDATIONS: the motion to dismiss be GRANTED",
        "NOTICE OF APPEAL as to 9 Order on Motion for Preliminary Injunction by Ana Ruiz",
        "Letter from Ana Ruiz re 74 Order.",
        "Minute Entry for proceedings held before Judge Kim Lee: argument heard, taken under advisement.",
        "ORDER of USCA as to 42 Notice of Appeal: the court granted the motion to reinstate",
        "MANDATE of USCA as to 9 Notice of Appeal: the judgment is affirmed",
        "TRANSCRIPT ORDER received from Ana Ruiz",
        "Judgment Returned Executed as to Ana Ruiz",
        "Set Deadlines as to 116 MOTION to Seal. Unless otherwise ordered, decided on the papers",
        "",
    ],
)
def test_what_is_moved_for_proposed_or_ruled_elsewhere_is_no_ruling(text: str) -> None:
    assert rulings(text) == ()


def test_a_ruling_tells_on_what() -> None:
    (one,) = rulings("ORDER granting 34 Motion for Leave to File Reply re 19 MOTION for Summary Judgment. Signed by")
    assert one.on == "Motion for Leave to File Reply"


@pytest.mark.parametrize(
    ("text", "judges"),
    [
        ("ORDER. Signed by Magistrate Judge Kim Q. Lee on 3/4/2026. (abc)", ["Kim Q. Lee"]),
        ("ORDER by Judge Lee: granted", ["Kim Q. Lee"]),
        ("ORDER signed by Judge Leo B.Park) Parties notified", ["Leo B. Park"]),
        ("ORDER by Mag Judge: set. Signed by Judge Leo S.C. Park", ["Leo S.C. Park"]),
        ("Magistrate Judge Kim Q. Lee: ELECTRONIC ORDER entered", ["Kim Q. Lee"]),
        ("Order Thereon by Judge Ana Holt Rejecting Document", ["Ana Holt"]),
        ("JUDGMENT entered by Ana Holt, Appellate Judge; Leo Park, Appellate Judge", ["Ana Holt", "Leo Park"]),
        ("Filed order (ANA HOLT, LEO PARK and BEN OKORO) The motion is granted", ["ANA HOLT", "LEO PARK", "BEN OKORO"]),
        ("ORDER granting 5 Motion", []),
    ],
)
def test_the_judges_of_a_ruling(text: str, judges: list[str]) -> None:
    assert made_by(text, ["Kim Q. Lee"]) == judges


@pytest.mark.parametrize(("name", "judge"), [("Kim Lee", True), ("Not Assigned", False), ("Mp", False), ("KQL", False)])
def test_placeholders_are_no_judges(name: str, judge: bool) -> None:
    assert is_judge(name) is judge


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("COMPLAINT against Ana Ruiz filed by Alder County.", "COMPLAINT"),
        ("First MOTION to Continue Sentencing by Leo Park.", "First MOTION to Continue Sentencing"),
        ("NOTICE of Appeal by Ana Ruiz", "NOTICE of Appeal"),
        ("Brief amici curiae of Harbor Council filed.", "Brief amici curiae of Harbor Council"),
        ("ORDER granting 5 Motion", None),
        ("Set/Reset Deadlines as to 5 MOTION", None),
        ("DISTRIBUTED for Conference of 5/2/2026.", None),
    ],
)
def test_filings_are_named_as_the_docket_does(text: str, name: str | None) -> None:
    assert filing(text) == name


def test_filers_are_the_parties_that_the_line_names() -> None:
    parties = {"Alder County": "actor1", "United States of America": "actor2", "Leo Park": "actor3"}
    assert filers("MOTION to Stay by Alder County, Leo Park re 1 Complaint", parties) == ("actor1", "actor3")
    assert filers("NOTICE by USA as to Leo Park", parties) == ("actor2",)
    assert filers("MOTION to Stay", parties) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Case transferred in from District of Alder; Case Number 2:25-cv-00011.",
         [Link("transferred from", "2:25-cv-00011", "Alder")]),
        ("Transfer of case to Northern District of Texas. New Case # assigned: 4:19cv366",
         [Link("transferred to", "4:19cv366", "Northern District of Texas")]),
        ("NOTICE OF REMOVAL by Ruiz from Circuit Court of Alder County, case number CV-2008-9.",
         [Link("transferred from", "CV-2008-9", "Circuit Court of Alder County")]),
        ("ORDER: the case is consolidated with lead case 1:25-cv-00009", [Link("consolidated", "1:25-cv-00009")]),
        ("NOTICE OF RELATED CASE(S) by USA of case(s) 10CR4615-DMS", [Link("related", "10CR4615-DMS")]),
        ("USCA Case Number 10-30767", [Link("appealed in", "10-30767")]),
        ("MOTION to consolidate, consolidated with 1:25-cv-00009", []),
    ],
)  # fmt: skip
def test_entries_tell_of_other_cases(text: str, found: list[Link]) -> None:
    assert list(links(text)) == found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ana M. Ruiz, Jr.", "person"),
        ("Alder Motors, LLC", "organization"),
        ("UNITED STATES OF AMERICA", "jurisdiction"),
        ("STATE OF HAWAII", "jurisdiction"),
        ("Department of Harbors", "agency"),
        ("John Does 1-10", None),
        ("$45,000 in U.S. Currency", None),
        ("Ruiz", None),
    ],
)
def test_kinds_of_parties(name: str, kind: str | None) -> None:
    assert party_kind(name) == kind


def test_names_are_parted_from_what_stands_beside_them() -> None:
    assert split_name("ANA RUIZ, Mayor of Alder") == ("ANA RUIZ", "Mayor of Alder")
    assert split_name("Alder Motors, Inc.") == ("Alder Motors, Inc.", "")
    assert split_name("Warden  Ana Ruiz") == ("Ana Ruiz", "Warden")
    assert split_name("LEO PARK (#20575-509)") == ("LEO PARK", "")
    assert lawyer("Ana Ruiz , Jr., Esquire, Attorney") == ("Ana Ruiz, Jr.", "person")


@given(st.text(max_size=200))
def test_no_text_breaks_a_reader_of_entries(text: str) -> None:
    assert isinstance(rulings(text), tuple)
    assert filing(text) is None or filing(text)
    assert list(links(text)) is not None
    assert made_by(text, []) is not None
    assert split_name(text) and party_kind(text) in (
        None,
        "person",
        "agency",
        "court",
        "jurisdiction",
        "party",
        "organization",
    )
