"""The commands in README.md and docs/ print what the pages show."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_output_shown_is_what_the_commands_print() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "docs" / "refresh.py", "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, f"make readme mends this:\n{run.stdout}{run.stderr}"


def test_the_readme_is_short_and_runs_something() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(readme.splitlines()) <= 120
    assert len(re.findall(r"^\$ acta ", readme, re.MULTILINE)) >= 3
    assert ">>> " in readme
