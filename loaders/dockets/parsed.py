"""Dockets as juriscraper parses them from PACER: district and bankruptcy courts, the panel on multidistrict
litigation, and courts of appeals."""

from __future__ import annotations

from ..entries import Fields, Said
from .case import Below, Case, EntrySaid, PartySaid, day

_UNUSED = (
    "date_converted",
    "date_discharged",
    "demand",
    "jury_demand",
    "jurisdiction",
    "federal_defendant_number",
    "federal_dn_case_type",
    "federal_dn_judge_initials_assigned",
    "federal_dn_judge_initials_referred",
    "federal_dn_office_code",
    "ordered_by",
    "fee_status",
    "panel",
    "appeal_from",
)


def district(fields: Fields) -> Case:
    """A docket of a district or bankruptcy court."""
    case = _case(fields)
    case.judges = [said for name in ("assigned_to_str", "referred_to_str") if (said := fields.text(name))]
    case.kind = fields.text("nature_of_suit")
    case.cause = fields.text("cause")
    case.status = fields.text("mdl_status")
    if not case.parties:
        case.sides = ("Plaintiff", "Defendant")
    fields.leave(*_UNUSED)
    return case


def appellate(fields: Fields) -> Case:
    """A docket of a court of appeals, with what it says of the case below."""
    case = _case(fields)
    nature, kind = fields.text("nature_of_suit"), fields.text("case_type_information")
    case.kind = nature or kind
    below = fields.inner("originating_court_information")
    if below is not None and (found := _below(below)):
        case.below = [found]
    case.judges = [said for said in fields.texts("panel") if not said.value.isupper()]
    fields.leave(*_UNUSED)
    return case


def _case(fields: Fields) -> Case:
    return Case(
        caption=fields.text("case_name"),
        court=fields.text("court_id"),
        number=fields.text("docket_number"),
        filed=day(fields, "date_filed"),
        closed=day(fields, "date_terminated"),
        parties=[party for one in fields.each("parties") if (party := _party(one))],
        entries=[entry for one in fields.each("docket_entries") if (entry := _entry(one))],
    )


def _party(fields: Fields) -> PartySaid | None:
    name, role = fields.text("name"), fields.text("type")
    about = fields.text("extra_info")
    end = day(fields, "date_terminated")
    charged = fields.inner("criminal_data")
    lawyers = [said for one in fields.each("attorneys") if (said := _lawyer(one))]
    charges = _charges(charged) if charged else []
    fields.audit()
    if name is None or role is None:
        fields.wrong("name" if name is None else "type", "is missing, so that the party was left out")
        return None
    return PartySaid(
        name=name,
        role=role,
        about=[about] if about else [],
        lawyers=lawyers,
        charges=charges,
        end=end.value if end else None,
    )


def _lawyer(fields: Fields) -> Said | None:
    name = fields.text("name")
    fields.leave("contact", "roles")
    fields.audit()
    return name


def _charges(fields: Fields) -> list[Said]:
    """The counts that stand; a count that was dropped is none, and what became of one is not told."""
    found = []
    for one in fields.each("counts"):
        name, status = one.text("name"), one.text("status")
        if name and status and status.value.casefold().startswith("pending"):
            found.append(name)
        one.leave("disposition")
        one.audit()
    fields.leave("complaints", "highest_offense_level_opening", "highest_offense_level_terminated")
    fields.audit()
    return found


def _entry(fields: Fields) -> EntrySaid | None:
    text, number, filed = fields.text("description"), fields.text("document_number"), day(fields, "date_filed")
    fields.leave(
        "attachments",
        "date_entered",
        "pacer_doc_id",
        "pacer_seq_no",
        "file_size_bytes",
        "file_size_str",
        "page_count",
    )
    fields.audit()
    if text is None:
        return None
    told = (text, number, filed)
    return EntrySaid(
        text=text.value,
        number=number.value if number else None,
        date=filed.value if filed else None,
        where=tuple(said.span for said in told if said),
    )


def _below(fields: Fields) -> Below | None:
    number, where = fields.text("docket_number"), fields.text("court_id")
    below = (
        Below(
            number=number,
            court=where,
            judges=[said for name in ("assigned_to", "ordering_judge") if (said := fields.text(name))],
            filed=day(fields, "date_filed"),
            decided=day(fields, "date_judgment") or day(fields, "date_disposed"),
            outcome=fields.text("disposition"),
        )
        if number
        else None
    )
    fields.leave(
        "assigned_to",
        "ordering_judge",
        "date_filed",
        "date_judgment",
        "date_disposed",
        "disposition",
        "court_reporter",
        "date_judgment_eod",
        "date_filed_noa",
        "date_received_coa",
        "RESTRICTED_ALIEN_NUMBER",
    )
    fields.audit()
    return below
