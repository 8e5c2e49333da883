"""Judgements on what is the same: lines of JSON, a user's kept in the ledger, the rules' made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from ...errors import BadGraph

Verdict = Literal["same", "different", "unsure"]


class Judgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision on two records, named by their keys ``<source>#<record>``.

    ``by`` is a user's name or a rule (``rule:person``); ``when`` is set for users only, so that
    the rules' judgements are the same whenever they are made.
    """

    judgement: Verdict
    left: str
    right: str
    by: str
    score: float | None = None
    reasons: tuple[str, ...] = ()
    when: str | None = None


class Ledger:
    """A user's judgements, ready to be asked."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self.judgements = tuple(judgements)
        self._different: dict[str, set[str]] = defaultdict(set)
        self._same: dict[str, set[str]] = defaultdict(set)
        for one in self.judgements:
            kept = {"same": self._same, "different": self._different}.get(one.judgement)
            if kept is not None:
                kept[one.left].add(one.right)
                kept[one.right].add(one.left)

    def apart(self, left: Iterable[str], right: Sequence[str]) -> bool:
        """Whether a user said that something on the left is not something on the right."""
        if not self._different:
            return False
        return any(self._different[key].intersection(right) for key in left if key in self._different)

    def joined(self, key: str) -> list[str]:
        """All keys that a user said are the same as this one, directly or through others, in order."""
        seen, waiting = {key}, [key]
        while waiting:
            for other in self._same.get(waiting.pop(), ()):
                if other not in seen and not self.apart(seen, [other]):
                    seen.add(other)
                    waiting.append(other)
        return sorted(seen)

    def numbered(self, verdict: Verdict) -> list[tuple[int, Judgement]]:
        """The judgements of one verdict, each with its number: its place in the ledger, counted from 1."""
        return [(number, one) for number, one in enumerate(self.judgements, 1) if one.judgement == verdict]

    def path(self, left: str, right: str) -> list[int]:
        """The numbers of the judgements by which two records were joined, directly or through others; or none."""
        edges: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, one in self.numbered("same"):
            edges[one.left].append((number, one.right))
            edges[one.right].append((number, one.left))
        waiting, came = [left], {left: list[int]()}
        for key in waiting:
            for number, other in edges[key]:
                if other not in came:
                    came[other] = [*came[key], number]
                    waiting.append(other)
        return came.get(right, [])


def read_ledger(data: bytes) -> Ledger:
    """The ledger in JSON lines. Raises BadGraph with the line at fault."""
    decoder, found = msgspec.json.Decoder(Judgement), []
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            try:
                found.append(decoder.decode(line))
            except msgspec.DecodeError as error:
                raise BadGraph(f"judgements.jsonl, line {number}: {error}; mend or delete the line") from error
    return Ledger(found)


def write_judgements(judgements: Iterable[Judgement]) -> bytes:
    """Judgements as JSON lines, sorted."""
    return b"".join(sorted(msgspec.json.encode(one) + b"\n" for one in judgements))
