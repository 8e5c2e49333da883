"""Each cross-fact rule: the damage that it catches by name, and what looks alike and is sound."""

from functools import cache
from pathlib import Path

import pytest
from actagraph.graph.assemble import assemble
from actagraph.graph.check import Finding, check, checks
from actagraph.graph.check_rules import rules
from actagraph.graph.snapshots import Admitted
from actagraph.graph.store import Store
from actagraph.loaders.dossiers import read_dossier

from .test_check import ACTA

SOUND = (Path(__file__).parent / "data" / "port-alder.yaml").read_text("utf-8")
DATE = "http://www.w3.org/2001/XMLSchema#date"


@cache
def nquads(dossier: str) -> str:
    reading = read_dossier("d.yaml", dossier.encode())
    return assemble([Admitted("harbor", reading.text, reading.dossier)]).nquads.decode()


def found(dossier: str, more: str = "") -> dict[str, Finding]:
    return {one.check: one for one in check(Store.memory((nquads(dossier) + more).encode()))}


def changed(*changes: tuple[str, str]) -> str:
    dossier = SOUND
    for old, new in changes:
        assert old in dossier
        dossier = dossier.replace(old, new)
    return dossier


def test_a_sound_graph_has_nothing_to_find() -> None:
    assert found(SOUND) == {}


DAMAGE = [
    ("office-held-by-two", ('end: "2024-01-08"', 'end: "2024-06-30"'), "while “Bo Lind” held the office until 2024-06"),
    ("office-held-by-two", ('end: "2024-01-08"', 'end: "2025"'), "began by 2024-01-08"),
    (
        "issued-out-of-office",
        ("2022-05-02", "2019-11-30"),
        "its issuer became Mayor of Port Alder on or after 2020-01-06",
    ),
    ("issued-out-of-office", ("2022-05-02", "2025"), "its issuer was Mayor of Port Alder until 2024-01-08"),
    ("act-after-death", ("{actor: Ana Ruiz, role: speaker}", "{actor: Leo Park, role: speaker}"), "of 2026-03-01"),
    (
        "act-after-death",
        ("issuer: Ana Ruiz", "issuer: Leo Park"),
        "2026-03-03 or later of the victim of “killing of Leo",
    ),
    ("ruling-before-instrument", ("date: 2026-03-03", "date: 2026-03-20"), "was made by 2026-03-11 but rules on"),
    ("tenure-end-before-start", ('start: "2020-01-06"', 'start: "2025-01-06"'), "ends by 2024-01-08 but starts"),
    ("effect-on-later-instrument", ("2022-05-02", "2026-05"), "but revokes “Executive Order 90”"),
    ("ruling-by-party", ("plaintiffs: [Police Union]", "plaintiffs: [Kim Lee]"), "is by “Kim Lee”, plaintiff"),
    ("ruling-by-party", ("defendants: [Port Alder]", "defendants: [Kim Lee]"), "is by “Kim Lee”, defendant"),
    ("judge-is-plaintiff", ("plaintiffs: [Police Union]", "plaintiffs: [Kim Lee]"), "as judge and as plaintiff"),
    ("judge-is-defendant", ("defendants: [Port Alder]", "defendants: [Kim Lee]"), "as judge and as defendant"),
    ("obliged-and-forbidden", ("keep a log", "use the harbor lot"), "obliges “Harbor Police” to what"),
]


@pytest.mark.parametrize(("name", "change", "message"), DAMAGE)
def test_each_damage_is_caught_by_its_rule(name: str, change: tuple[str, str], message: str) -> None:
    caught = found(changed(change))
    assert name in caught, caught
    assert message in caught[name].message
    assert caught[name].passage


LOOK_ALIKE = [
    # handed over on a day of that year
    ("office-held-by-two", [('end: "2024-01-08"', 'end: "2024"')]),
    # somebody stands in for the mayor
    ("office-held-by-two", [('end: "2024-01-08"', 'end: "2024-06-30"'), ("title: Mayor", "title: acting Mayor")]),
    # two offices of one name
    (
        "office-held-by-two",
        [('of: Port Alder, start: "2020-01-06", end: "2024', 'of: Oak Bay, start: "2020-01-06", end: "2026')],
    ),
    # the year holds days of the tenure
    ("issued-out-of-office", [("2022-05-02", "2024")]),
    # another tenure covers the day, or may
    (
        "issued-out-of-office",
        [
            ("2022-05-02", "2025-02-02"),
            ('"2024-01-08"}], passages: [[140', '"2024-01-08"}, {title: Governor, of: Alder}], passages: [[140'),
        ],
    ),
    # no tenure is known
    ("issued-out-of-office", [("issuer: Bo Lind", "issuer: Police Union"), ("2022-05-02", "2019-11-30")]),
    # before the death, or perhaps on its day
    (
        "act-after-death",
        [("{actor: Ana Ruiz, role: speaker}", "{actor: Leo Park, role: speaker}"), ("2026-03-04", "2026-03")],
    ),
    # who was shot may live
    (
        "act-after-death",
        [("{actor: Ana Ruiz, role: speaker}", "{actor: Leo Park, role: speaker}"), ("kind: killing", "kind: shooting")],
    ),
    # another person suffers the harm of a later event
    ("act-after-death", [("{actor: Ana Ruiz, role: speaker}", "{actor: Leo Park, role: victim}")]),
    ("ruling-before-instrument", [("date: 2026-03-03", "date: 2026-03")]),
    ("tenure-end-before-start", [('start: "2020-01-06"', 'start: "2024"')]),
    ("effect-on-later-instrument", [("2022-05-02", "2026")]),
    # a court that is asked to order itself
    (
        "ruling-by-party",
        [
            ("defendants: [Port Alder]", "defendants: [Alder District Court]"),
            ("by: Kim Lee", "by: Alder District Court"),
        ],
    ),
    (
        "obliged-and-forbidden",
        [("bearer: Harbor Police, action: keep a log", "bearer: Police Union, action: use the harbor lot")],
    ),
    (
        "obliged-and-forbidden",
        [
            (
                "obligation, bearer: Harbor Police, action: keep a log",
                "permission, bearer: Harbor Police, action: use the harbor lot",
            )
        ],
    ),
]


@pytest.mark.parametrize(("name", "changes"), LOOK_ALIKE)
def test_what_looks_alike_is_not_reported(name: str, changes: list[tuple[str, str]]) -> None:
    assert name not in found(changed(*changes))


@pytest.mark.parametrize(("day", "late"), [("2026-03-02", True), ("2026-03-01", False)])
def test_a_statement_of_the_dead_is_caught_if_it_is_dated_later(day: str, late: bool) -> None:
    by = f"<urn:said> <{ACTA}speaker> <https://w3id.org/actagraph/id/person/leo-park> .\n"
    said = f'{by}<urn:said> <{ACTA}earliest> "{day}"^^<{DATE}> .\n'
    assert ("act-after-death" in found(SOUND, said)) is late


def test_every_rule_is_listed_with_a_name_of_its_own() -> None:
    names = [one.name for one in checks()]
    assert len(names) == len(set(names))
    assert {one.name for one in rules()} <= set(names)
    assert {name for name, _, _ in DAMAGE} <= set(names)
