"""A lawsuit in the making, with its rulings and those who stand in it beside the two sides."""

from __future__ import annotations

from dataclasses import dataclass, field

from .cast import Cast


@dataclass(slots=True)
class Ruled:
    """A ruling in the making; ``verb`` is the token that tells of it, ``on`` an instrument or the source's words."""

    kind: str
    disposition: str | None
    verb: int
    date: str | None = None
    by: int | None = None
    on: int | str | None = None
    order: int | None = None
    effect: str | None = None
    scope: str | None = None
    expires: str | None = None
    restrains: list[int | str] = field(default_factory=list)
    protects: list[int | str] = field(default_factory=list)
    passages: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Standing:
    """As what, and in what capacity, a member stands in a suit."""

    member: int
    role: str
    capacity: str | None
    passage: tuple[int, int]


@dataclass(slots=True)
class Suit:
    """A lawsuit in the making: sides are members, or the source's words for a group."""

    heads: list[int]
    plaintiffs: list[int | str] = field(default_factory=list)
    defendants: list[int | str] = field(default_factory=list)
    filed: str | None = None
    court: int | None = None
    docket: str | None = None
    challenges: list[int | str] = field(default_factory=list)
    challenged: list[int] = field(default_factory=list)  # head tokens of what is challenged
    status: str | None = None
    passages: list[tuple[int, int]] = field(default_factory=list)
    caption: str = ""
    judges: list[int] = field(default_factory=list)
    rulings: list[Ruled] = field(default_factory=list)
    parties: list[Standing] = field(default_factory=list)

    def label(self, cast: Cast) -> str:
        """The caption, or a neutral one: "A v. B"; the side that is not named is left out."""
        if self.caption:
            return self.caption
        name = [
            [cast.members[s].name if isinstance(s, int) else s for s in side]
            for side in (self.plaintiffs, self.defendants)
        ]
        sides = [" and ".join(n[:2]) + (" et al." if len(n) > 2 else "") for n in name]
        if all(sides):
            return f"{sides[0]} v. {sides[1]}"
        return f"Lawsuit by {sides[0]}" if sides[0] else f"Lawsuit against {sides[1]}"

    def see(self, span: tuple[int, int]) -> None:
        """One more passage that tells of it."""
        if span not in self.passages:
            self.passages.append(span)
