"""The bar that shows how far a long load is."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_FEW = 3
"""Sources that are read without a bar."""


@contextmanager
def progress(files: Sequence[str]) -> Iterator[Callable[[object], None] | None]:
    """What to call with each source read; a bar on a terminal if there are more than a few."""
    total = sum(how_many(file) for file in files)
    if total <= _FEW or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda _: bar.advance(task)


def how_many(file: str) -> int:
    """About how many sources an argument stands for."""
    path = Path(file)
    if file != "-" and path.is_dir():
        return sum(1 for inside in path.rglob("*") if inside.is_file())
    return len(glob.glob(file, recursive=True)) if glob.has_magic(file) else 1  # noqa: PTH207
