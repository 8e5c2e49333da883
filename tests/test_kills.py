"""A few kills at random moments; ``benchmarks/kills.py`` does hundreds."""

import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "kills.py"


def test_a_killed_command_has_done_its_work_or_has_not() -> None:
    run = subprocess.run([sys.executable, BENCHMARK, "--times", "14"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    rows = [line.split() for line in run.stdout.splitlines()[1:]]
    assert {row[0]: row[1] for row in rows} == dict.fromkeys(
        ("load", "merge", "forget", "retract", "restore", "rollback", "publish"), "2"
    )
    assert all(row[-1] == "0" for row in rows)
