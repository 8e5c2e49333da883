"""The command as a process: start-up, pipes, terminals, signals; and its help against its documentation."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from actagraph.cli.app import app, run
from actagraph.cli.failures import INTERRUPTED, reported

SPRINGFIELD = Path(__file__).parent / "data" / "springfield.yaml"
DOCUMENTED = Path(__file__).parents[1] / "docs" / "command-line.md"
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
ACTA = [sys.executable, "-c", "from actagraph.cli import main; main()"]
HEAVY = ("rdflib", "networkx", "owlready2", "spacy", "pyoxigraph", "trafilatura", "rich", "msgspec")


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "springfield.kg"
    subprocess.run([*ACTA, "load", SPRINGFIELD, "-g", path], check=True, capture_output=True)
    return path


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["--version"]])
def test_help_imports_no_library(arguments: list[str]) -> None:
    code = f"import sys; from actagraph.cli.app import run; run({arguments}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stderr.split())


def test_output_is_a_table_with_colour_on_a_terminal_only(graph: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm", "NO_COLOR": ""}
    asked = [*ACTA, "ask", "orders-by-official", "official=Jane Roe", "-e", "-g", str(graph)]
    with subprocess.Popen(asked, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    assert process.returncode == 0
    text = shown.decode()
    assert "\x1b[1m" in text
    assert max(len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in text.splitlines()) <= 80


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


def test_a_reader_that_leaves_is_no_error(graph: Path) -> None:
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } { ?s2 ?p2 ?o2 } }"
    with subprocess.Popen(
        [*ACTA, "sparql", query, "-g", graph, "-f", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_ctrl_c_is_quiet_and_130(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert reported(interrupted) == INTERRUPTED == 130
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_what_the_system_refuses_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def refused() -> None:
        raise PermissionError(13, "Permission denied", "acta.kg")

    assert reported(refused) == 1
    assert capsys.readouterr().err == "acta: acta.kg: Permission denied\n"


def test_an_odd_terminal_gets_escapes(graph: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    shown = [*ACTA, "show", "Jane Roe", "-f", "table", "-g", str(graph)]
    done = subprocess.run(shown, capture_output=True, encoding="latin-1", check=True, env=environment)
    assert "\\u201c" in done.stdout


def test_no_command_prints_help_and_is_misuse() -> None:
    done = subprocess.run(ACTA, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "acta load articles" in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_and_is_documented(name: str) -> None:
    command = COMMANDS[name]
    assert f"acta {name}" in command.help.partition("Example:")[2]
    section = re.search(rf"^## acta {name}\b.*?(?=^## |\Z)", DOCUMENTED.read_text(), re.MULTILINE | re.DOTALL)
    assert section
    assert f"$ acta {name}" in section[0] or f"| acta {name}" in section[0]
    for parameter in command.params:
        shown = parameter.opts[-1] if parameter.param_type_name == "option" else parameter.metavar
        assert shown in ("--help", "--graph") or shown in section[0], shown


@pytest.mark.parametrize("name", COMMANDS)
def test_summaries_fit_the_list_of_commands(name: str) -> None:
    summary = COMMANDS[name].help.partition("\n")[0]
    assert summary.endswith(".")
    assert len(summary) <= 60


def test_the_demo_loads_asks_and_says_where_to_look_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", str(tmp_path / "denver.kg")]) == 0
    out = capsys.readouterr().out
    assert "3 sources loaded" in out
    assert out.count("$ acta ask") >= 5
    assert out.count("“") >= 8
    assert "acta export denver.gexf" in out
    assert (tmp_path / "denver.kg" / "current").exists()
