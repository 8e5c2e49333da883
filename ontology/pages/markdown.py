"""Pieces of Markdown: text made safe, tables, lists, sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_<>\[\]|&~$])")


def safe(text: object) -> str:
    """Plain text on one line, with what Markdown would take for markup escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, or nothing where there are no rows; columns that are empty throughout are left out."""
    lines = [list(row) for row in rows]
    kept = [column for column in range(len(heading)) if any(line[column] for line in lines)]
    if not lines:
        return ""
    picked = [heading, ["---"] * len(heading), *lines]
    return "".join(f"| {' | '.join(line[column] for column in kept)} |\n" for line in picked)


def bullets(items: Iterable[str]) -> str:
    """A list, one item a line."""
    return "".join(f"- {item}\n" for item in items)


def facts(items: Iterable[tuple[str, str]]) -> str:
    """A list of what is known under a name; names without a value are left out."""
    return bullets(f"**{name}:** {value}" for name, value in items if value)


def section(title: str, body: str, level: int = 2) -> str:
    """A heading with its body, or nothing where the body is empty."""
    return f"{'#' * level} {title}\n\n{body}" if body else ""


def document(*parts: str) -> str:
    """The parts that are not empty, a blank line between them and one newline at the end."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"
