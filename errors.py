"""Errors that actagraph raises, as one small tree.

ActagraphError
├── BadSource        a file or record that cannot be read or used
├── BadQuestion      a question, parameter or query that cannot be run
│   ├── Contradicted a judgement that contradicts another one or what cannot be
│   ├── NotAllowed   a query that asks for what a public endpoint does not do
│   ├── UnknownName  a name that matches nothing, with the closest ones
│   └── Ambiguous    a name that matches several things
├── BadShapes        SHACL shapes that cannot be compiled
└── BadGraph         a graph folder that is missing, locked or damaged
"""

from __future__ import annotations

from collections.abc import Sequence


class ActagraphError(Exception):
    """Base of every error that a user can cause and mend."""


class BadSource(ActagraphError):
    """A source cannot be read, or one of its records cannot be used.

    Args:
        reason: what is wrong and what to do about it.
        path: the file (or ``-`` for standard input).
        record: where in the file, such as ``instruments[0]`` or ``line 12``.
        field: the field at fault.
        value: the offending value, shortened when shown.
    """

    def __init__(
        self,
        reason: str,
        *,
        path: str | None = None,
        record: str | None = None,
        field: str | None = None,
        value: object = None,
    ) -> None:
        self.reason, self.path, self.record, self.field, self.value = reason, path, record, field, value
        super().__init__(str(self))

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.path, self.record, self.field) if part)
        shown = "" if self.value is None else f" (got {_short(self.value)})"
        return f"{where}: {self.reason}{shown}" if where else f"{self.reason}{shown}"


class BadQuestion(ActagraphError):
    """A question does not exist, or a parameter or query cannot be used."""


class Contradicted(BadQuestion):
    """A judgement contradicts earlier ones, whose ``numbers`` are told, or what a rule never joins."""

    def __init__(self, reason: str, numbers: Sequence[int] = ()) -> None:
        self.numbers = tuple(numbers)
        super().__init__(reason)


class NotAllowed(BadQuestion):
    """A query asks for what an endpoint that faces strangers does not do."""


class UnknownName(BadQuestion):
    """A name matches nothing; ``closest`` holds what was perhaps meant."""

    def __init__(self, what: str, name: str, closest: Sequence[str] = ()) -> None:
        self.what, self.name, self.closest = what, name, tuple(closest)
        hint = f"; did you mean {' or '.join(closest)}?" if closest else ""
        super().__init__(f"no {what} is called {_short(name)}{hint}")


class Ambiguous(BadQuestion):
    """A name matches several things; ``candidates`` names them."""

    def __init__(self, what: str, name: str, candidates: Sequence[str]) -> None:
        self.what, self.name, self.candidates = what, name, tuple(candidates)
        super().__init__(f"{_short(name)} is the name of {len(candidates)} {what}: {'; '.join(candidates)}; name one")


class BadShapes(ActagraphError):
    """SHACL shapes cannot be read, or use what the compiler does not know."""


class BadGraph(ActagraphError):
    """A graph folder is missing, in use by another writer, or damaged."""


def _short(value: object, most: int = 80) -> str:
    shown = repr(value)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
