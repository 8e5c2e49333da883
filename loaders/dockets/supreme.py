"""Dockets of the Supreme Court: its own JSON, and the same as juriscraper parses it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..entries import Fields, Said
from .case import Below, Case, EntrySaid, PartySaid, day, tidy

_NUMBER = re.compile(r"\b(?:\d{2}-\d{1,5}|\d{2}[AMOD]\d{1,4})\b")
_LOWER = re.compile(r"[\w:.-]*\d[\w:.-]*")
_SIDES = (("Petitioner", "Petitioner"), ("Respondent", "Respondent"), ("Other", "Other"))
_PRIVATE = ("Address", "City", "Email", "IsCounselofRecord", "Phone", "PrisonerId", "State", "Title", "Zip")
_ADDRESS = "https://www.supremecourt.gov/search.aspx?filename=/docket/docketfiles/html/public/{}.html"
_JSON = "https://www.supremecourt.gov/rss/cases/JSON/{}.json"


def website(fields: Fields) -> Case:
    """The Supreme Court's own JSON."""
    number = _number(fields, "CaseNumber")
    made = day(fields, "sJsonCreationDate")
    case = Case(
        caption=_caption(fields),
        court=_court(fields, "CaseNumber", number),
        number=number,
        address=_JSON.format(number.value) if number else "",
        filed=day(fields, "DocketedDate"),
        parties=[],
        entries=[entry for one in fields.each("ProceedingsandOrder") if (entry := _proceeding(one))],
        sides=("Petitioner", "Respondent"),
        published=made.value if made else None,
    )
    case.parties = _rows(fields, case.entries)
    related = _linked(fields, "Links")
    for one in fields.each("RelatedCaseNumber"):
        shown = one.text("DisplayCaseNumber")
        related += [shown] if shown else []
        one.leave("RelatedType")
        one.audit()
    case.related = [Below(number=said, court=case.court) for said in related]
    decided = fields.text("LowerCourtDecision")
    case.below = _below(fields, fields.text("LowerCourt"), "LowerCourtCaseNumbers", _first_day(decided), case)
    fields.leave(
        "bCapitalCase",
        "sJsonTerm",
        "sJsonCaseNumber",
        "sJsonCaseType",
        "QPLink",
        "AttorneyHeaderPetitioner",
        "AttorneyHeaderRespondent",
        "AttorneyHeaderOther",
        "LowerCourtRehearingDenied",
        "DiscretionaryCourtDecision",
    )
    return case


def parsed(fields: Fields) -> Case:
    """The same docket as juriscraper parses it."""
    number = _number(fields, "docket_number")
    case = Case(
        caption=fields.text("case_name"),
        court=_court(fields, "docket_number", number),
        number=number,
        address=_ADDRESS.format(number.value) if number else "",
        filed=day(fields, "date_filed"),
        entries=[entry for one in fields.each("docket_entries") if (entry := _entry(one))],
        sides=("Petitioner", "Respondent"),
    )
    found = [party for one in fields.each("parties") if (party := _party(one, case.entries))]
    case.parties = found
    case.related = [Below(number=said, court=case.court) for said in _linked(fields, "links")]
    decided = day(fields, "lower_court_decision_date")
    case.below = _below(fields, fields.text("lower_court"), "lower_court_case_numbers_raw", decided, case)
    fields.leave(
        "capital_case",
        "questions_presented",
        "discretionary_court_decision",
        "lower_court_case_numbers",
        "lower_court_rehearing_denied_date",
    )
    return case


def _number(fields: Fields, name: str) -> Said | None:
    said = fields.text(name)
    if said is None:
        return None
    found = _NUMBER.search(said.value)
    return Said(found[0] if found else said.value.split(" ***")[0].strip(), said.span)


def _court(fields: Fields, name: str, number: Said | None) -> Said | None:
    """The court itself, which its own records leave unsaid: the number's field implies it."""
    return Said("scotus", number.span) if number else None


def _caption(fields: Fields) -> Said | None:
    first, second = fields.text("PetitionerTitle"), fields.text("RespondentTitle")
    if first and second:
        return Said(f"{first.value} v. {second.value}", first.span)
    return first or second


def _proceeding(fields: Fields) -> EntrySaid | None:
    text, filed = fields.text("Text"), day(fields, "Date")
    fields.leave("Links")
    fields.audit()
    if text is None:
        return None
    where = tuple(said.span for said in (text, filed) if said)
    return EntrySaid(text=tidy(text.value), date=filed.value if filed else None, where=where)


def _entry(fields: Fields) -> EntrySaid | None:
    text, filed = fields.text("description"), day(fields, "date_filed")
    fields.leave("attachments", "description_html", "document_number")
    fields.audit()
    if text is None:
        return None
    where = tuple(said.span for said in (text, filed) if said)
    return EntrySaid(text=tidy(text.value), date=filed.value if filed else None, where=where)


def _rows(fields: Fields, entries: list[EntrySaid]) -> list[PartySaid]:
    """One party for each name of a side; the court has one row for each of its lawyers."""
    found: dict[tuple[str, str], PartySaid] = {}
    for side, word in _SIDES:
        for one in fields.each(side):
            name, lawyer = one.text("PartyName"), one.text("Attorney")
            one.leave(*_PRIVATE)
            one.audit()
            if name is None:
                continue
            party = found.setdefault((side, name.value), _side(name, Said(word, name.span), entries))
            party.lawyers += [lawyer] if lawyer else []
    return list(found.values())


def _side(name: Said, role: Said, entries: list[EntrySaid]) -> PartySaid:
    """A party; whom the docket lists as "Other" is a friend of the court where it filed such a brief."""
    if role.value == "Other" and _is_amicus(name.value, entries):
        role = Said("Amicus Curiae", role.span)
    return PartySaid(name=name, role=role, lawyers=[])


def _is_amicus(name: str, entries: Iterable[EntrySaid]) -> bool:
    plain = re.sub(r",? et al\.?$", "", tidy(name))
    return any("amic" in one.text.lower() and plain in one.text for one in entries)


def _party(fields: Fields, entries: list[EntrySaid]) -> PartySaid | None:
    name, role = fields.text("name"), fields.text("type")
    lawyers = []
    for one in fields.each("attorneys"):
        lawyer = one.text("name")
        lawyers += [lawyer] if lawyer else []
        one.leave("address", "city", "email", "is_counsel_of_record", "phone", "state", "title", "zip")
        one.audit()
    fields.audit()
    if name is None or role is None:
        fields.wrong("name" if name is None else "type", "is missing, so that the party was left out")
        return None
    party = _side(name, role, entries)
    party.lawyers = lawyers
    return party


def _linked(fields: Fields, name: str) -> list[Said]:
    """The numbers of cases of this court that a docket is linked with."""
    said = fields.text(name)
    if said is None:
        return []
    found = [Said(number, said.span) for number in _NUMBER.findall(said.value)]
    if not found:
        fields.wrong(name, "holds no number of a case of the Supreme Court", said.value)
    return found


def _below(fields: Fields, where: Said | None, name: str, decided: Said | None, case: Case) -> list[Below]:
    """The cases that are appealed; those that the docket only says to see are related."""
    said = fields.text(name)
    if said is None:
        return []
    own, _, also = said.value.partition("(See also")
    case.related += [Below(number=Said(number, said.span), court=where) for number in _LOWER.findall(also)]
    return [
        Below(number=Said(number, said.span), court=where, decided=decided, decision="decision")
        for number in _LOWER.findall(own)
    ]


def _first_day(said: Said | None) -> Said | None:
    """The day at the beginning of a field that goes on about rules."""
    if said is None:
        return None
    from .case import as_day

    found = as_day(re.split(r"\s*<br", said.value)[0].strip())
    return Said(found, said.span) if found else None
