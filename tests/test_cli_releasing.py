"""The commands around releases: what they print, and with which exit status."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from actagraph.cli.app import run

SPRINGFIELD = Path(__file__).parent / "data" / "springfield.yaml"
NOTE = """
source: {title: Clerk's note, uri: https://example.org/note, text: "Jane Poe is the clerk of Springfield."}
actors: [{kind: person, name: Jane Poe}]
"""
Acta = Callable[..., tuple[int, str, str]]


@pytest.fixture
def acta(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Acta:
    monkeypatch.setenv("ACTA_GRAPH", str(tmp_path / "kg"))
    (tmp_path / "note.yaml").write_text(NOTE)
    monkeypatch.chdir(tmp_path)

    def said(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        return run([str(each) for each in arguments]), *capsys.readouterr()

    assert said("load", SPRINGFIELD)[0] == 0
    return said


def numbers(acta: Acta) -> list[tuple[int, str]]:
    return [(one["number"], one["state"]) for one in json.loads(acta("releases")[1])]


def test_releases_are_listed_and_pruned(acta: Acta) -> None:
    acta("load", "note.yaml")
    assert numbers(acta) == [(1, ""), (2, "current")]
    table = acta("releases", "--format", "table")[1]
    assert "current" in table and "Claims" in table
    assert "1 release deleted" in acta("releases", "--keep", "1")[2]
    assert numbers(acta) == [(2, "current")]
    assert acta("releases", "--keep", "0")[0] == 2


def test_rolling_back_lasts_until_the_next_load(acta: Acta) -> None:
    acta("load", "note.yaml")
    assert "release 1 is current again" in acta("rollback", 1)[1]
    assert acta("find", "Jane Poe", "--kind", "person")[0] == 0
    assert numbers(acta) == [(1, "current"), (2, "")]
    said = acta("load", "note.yaml")[1]
    assert "had been rolled back to release 1; it goes on from all its sources" in said
    assert numbers(acta) == [(1, ""), (2, ""), (3, "current")]
    status, out, err = acta("rollback", 9)
    assert (status, out) == (2, "") and "did you mean 1 or 2 or 3" in err


def test_diff_tells_what_a_load_brought(acta: Acta) -> None:
    assert acta("diff")[0] == 2
    acta("load", "note.yaml")
    rows = list(csv.DictReader(io.StringIO(acta("diff", "--format", "csv")[1])))
    assert {row["change"] for row in rows} >= {"source added"}
    told = json.loads(acta("diff", 1, 2, "--evidence")[1])
    assert told["question"] == "what changed from release 1 to release 2"
    assert all("evidence" in row for row in told["rows"])
    assert "source added" in acta("diff", "--format", "table")[2]
    assert "nothing" in acta("diff", 2, 2, "--format", "table")[2]


def test_verify_is_silent_about_what_is_whole_and_names_what_is_not(acta: Acta, tmp_path: Path) -> None:
    status, out, err = acta("verify", "--format", "table")
    assert (status, err) == (0, "") and "1 source" in out and "0 faults" in out
    next((tmp_path / "kg").glob("sources/*/*.txt")).write_text("something else")
    status, out, err = acta("verify", "--format", "table")
    assert status == 1 and "1 fault" in out
    assert err.startswith("acta: source ") and "load it again or forget it" in err and len(err.splitlines()) == 1
    assert json.loads(acta("verify")[1])[0]["advice"] == "load it again or forget it"


def test_a_retraction_is_listed_and_undone(acta: Acta) -> None:
    acta("load", "note.yaml")
    assert "is retracted, and with it" in acta("retract", "note.yaml", "--reason", "no such clerk")[1]
    assert "no such clerk" in acta("sources", "--format", "table")[1]
    assert "stays retracted" in acta("load", "note.yaml")[1]
    assert "is back, and with it" in acta("retract", "note.yaml", "--undo")[1]
    assert "retracted" not in acta("sources", "--format", "table")[1]


@pytest.mark.parametrize("arguments", [[], ["--reason", "x", "--undo"], ["--reason", ""]])
def test_a_retraction_wants_a_reason_or_its_undoing(acta: Acta, arguments: list[str]) -> None:
    status, out, err = acta("retract", "note.yaml", *arguments)
    assert (status, out) == (2, "") and "give either --reason" in err


def test_older_versions_are_listed_on_request(acta: Acta, tmp_path: Path) -> None:
    acta("load", "note.yaml")
    (tmp_path / "note.yaml").write_text(NOTE.replace("clerk of", "former clerk of"))
    assert "a new version of Clerk's note takes the place of the one before" in acta("load", "note.yaml")[1]
    listed = [one for one in json.loads(acta("sources", "--all")[1]) if one["title"] == "Clerk's note"]
    assert [(one["version"], bool(one["replaced"])) for one in listed] == [(1, True), (2, False)]
    assert "replaced 20" in acta("sources", "--all", "--format", "table")[1]
    assert len(json.loads(acta("sources")[1])) == 2


def test_forgetting_says_which_releases_remember(acta: Acta) -> None:
    acta("load", "note.yaml")
    status, out, err = acta("forget", "note.yaml")
    assert status == 0 and "is forgotten" in out
    assert "still in older releases: 2; acta releases --keep 1 deletes all but the current one" in err
