"""The courts and judges of a docket."""

from __future__ import annotations

import re

from ...graph.identity.courts import court, court_name
from ...graph.wording import words
from ...ontology.dossier import Passage
from ..entries import Problems, Said
from .case import inside, tidy
from .cast import Cast
from .judges import made_by
from .names import surname

SCHEME = "courts-db"
"""The scheme of courts' ids: https://github.com/freelawproject/courts-db"""


class Bench:
    """Gathers the courts, and the judges who sit there; ``home`` is the docket's own court."""

    def __init__(self, cast: Cast, home: Said | None, name: str, problems: Problems) -> None:
        self._cast, self._name, self._problems = cast, name, problems
        self._judges: dict[str, str] = {}
        self._home = home

    def court(self, said: Said | None) -> str | None:
        """The court: a federal one by its id, any other by its name as it is written."""
        if said is None:
            return None
        known = said.value if court_name(said.value) else court(said.value)
        name = court_name(known) if known else None
        if name is None and re.fullmatch(r"[a-z]+\d*", said.value):
            reason = "is the id of no federal court, so that the court goes by its id"
            self._problems.add(reason, self._name, "court", said.value)
        member = self._cast.add("court", name or said.value, inside(said.span))
        if known == said.value != "scotus":
            member.identifiers[SCHEME] = known
        return member.id

    def judge(self, said: Said, where: Said | None) -> str:
        """A judge whom a field names, of that court."""
        return self._sits(tidy(said.value), inside(said.span), where)

    def made(self, text: str, span: Passage) -> list[str]:
        """The judges by whom a line says that a ruling was made."""
        found = []
        for name in filter(surname, made_by(text, list(self._judges))):
            found.append(self._judges.get(name) or self._named(name, span))
            if surname(name) not in words(text):  # run together with an initial, "B.Libby"
                self._cast.add("person", name, span, "judge")
        return found

    def _sits(self, name: str, span: Passage, where: Said | None) -> str:
        member = self._cast.add("person", name, span, "judge")
        self._judges[name] = member.id
        title = "Justice" if where and court(where.value) == "scotus" else "Judge"
        if sitting := self.court(where):
            self._cast.holds(member, title, sitting, span)
        return member.id

    def _named(self, name: str, span: Passage) -> str:
        """A judge whom only a line names; one called by surname alone is told of no court."""
        if " " not in name and self._home and court(self._home.value) != "scotus":
            return self._cast.add("person", name, span, "judge").id
        return self._sits(name, span, self._home)
