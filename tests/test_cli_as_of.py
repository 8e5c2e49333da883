"""The options ``--as-of`` and ``--known``, and disagreements in ``acta show``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from actagraph.cli.app import run

HARBOR = Path(__file__).parents[1] / "docs" / "harbor-suit.yaml"
RIVAL = """
source:
  title: Another paper
  published: 2026-06-25
  language: en
  text: Ana Ruiz, Mayor of Port Alder, signed Executive Order 152 of Port Alder on March 4, 2026, a clerk said.
actors:
- {id: city, kind: jurisdiction, name: Port Alder}
- {id: ruiz, kind: person, name: Ana Ruiz, offices: [{title: Mayor, of: city}]}
instruments:
- {kind: executive order, label: Executive Order 152, number: "152", issuer: ruiz, jurisdiction: city, date: 2026-03-04}
"""
Acta = Callable[..., str]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("harbor")
    (folder / "rival.dossier.yaml").write_text(RIVAL, encoding="utf-8")
    assert run(["load", str(HARBOR), str(folder / "rival.dossier.yaml"), "-g", str(folder / "harbor.kg")]) == 0
    return folder / "harbor.kg"


@pytest.fixture
def acta(graph: Path, capsys: pytest.CaptureFixture[str]) -> Acta:
    def said(*arguments: str, status: int = 0) -> str:
        capsys.readouterr()
        assert run([*arguments, "-g", str(graph)]) == status
        return "".join(capsys.readouterr())

    return said


def test_a_question_is_asked_as_of_a_day(acta: Acta) -> None:
    asked = ("ask", "office-holders", "of=Port Alder", "title=mayor", "-f", "csv")
    assert "Ben Okoro" in acta(*asked) and "Ben Okoro" in acta(*asked, "--as-of", "2026-06-20")
    assert "Ben Okoro" not in acta(*asked, "--as-of", "2026-05")


def test_a_timeline_ends_with_the_day(acta: Acta) -> None:
    asked = ("timeline", "Executive Order 152", "-f", "csv")
    assert "2026-06-16" in acta(*asked)
    assert "2026-03-03" in acta(*asked, "--as-of", "2026-05-31") and "2026-06-16" not in acta(
        *asked, "--as-of", "2026-05-31"
    )


def test_show_names_both_sides_and_the_second_is_not_known_before(acta: Acta) -> None:
    shown = acta("show", "Executive Order 152", "-f", "table")
    assert "sources disagree" in shown and "date 2026-03-04 · 1 origin" in shown and "Another paper" in shown
    before = acta("show", "Executive Order 152", "-f", "table", "--known", "2026-06-20")
    assert "sources disagree" not in before and "2026-03-04" not in before


def test_show_marks_what_has_no_date(acta: Acta) -> None:
    shown = acta("show", "Executive Order 152", "-f", "table", "--as-of", "2026-06-20")
    assert "Harbor Charter · 1 origin · undated" in shown
    assert "undated" not in acta("show", "Executive Order 152", "-f", "table")


def test_what_is_no_day_is_misuse(acta: Acta) -> None:
    assert "held is no date or period: 'soon'" in acta("show", "Port Alder", "--as-of", "soon", status=2)
    assert "no entity is called" in acta("show", "Executive Order 152", "--as-of", "2026-03-01", status=2)
