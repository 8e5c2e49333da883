"""Titles and bodies of positions by their labels: "Governor of Colorado", "Minnesota Attorney General"."""

from __future__ import annotations

from functools import cache
from importlib import resources

from ...graph.wording import fold
from ..casting import NATION, Table, coded, states


def title_and_body(label: str) -> tuple[str, str | None]:
    """The title of a position, and what it is an office of, if the label tells."""
    folded = fold(label)
    if folded in _positions():
        title, body = _positions()[folded]
        return title, body
    if folded.startswith("member of "):
        body = _plain(label[len("member of ") :])
        member = next((title for end, (title,) in _members().items() if fold(body).endswith(end)), "Member")
        return member, body
    for place in (NATION, *sorted(states().values(), key=len, reverse=True)):
        if folded.startswith(f"{fold(place)} ") and " of " not in folded[len(place) :].replace(_titled(folded), ""):
            return _capitals(label[len(place) + 1 :]), place
    held = _titled(folded)
    start = folded.find(held) + len(held)
    head, of, body = label[start:].partition(" of ")
    return _capitals(label[:start] + head), _plain(body) if of else None


def _titled(folded: str) -> str:
    """The longest title with "of" that the label holds; empty if none."""
    return max((title for title in _titles() if title in folded), key=len, default="")


def _plain(body: str) -> str:
    return body.strip().removeprefix("the ").removeprefix("The ")


def _capitals(title: str) -> str:
    small = ("of", "the", "and", "for")
    return " ".join(word if word in small else word[:1].upper() + word[1:] for word in title.split())


@cache
def _positions() -> Table:
    return coded(__package__, "positions.tsv")


@cache
def _members() -> Table:
    return coded(__package__, "members.tsv")


@cache
def _titles() -> tuple[str, ...]:
    text = resources.files(__package__).joinpath("titles.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))
