"""Records of CourtListener's REST interface, version 4, and the rows of its bulk data, which have the same names.

A docket's entries, parties and lawyers come as records of their own that know their docket by CourtListener's
number of it alone; that number is kept as an identifier, by which identity joins them.
https://www.courtlistener.com/help/api/rest/pacer/
"""

from __future__ import annotations

import re

from ..entries import Fields, Said
from .case import Below, Case, EntrySaid, PartySaid, day

SCHEME = "courtlistener-docket"
PUBLISHER = "CourtListener"
_SITE = "https://www.courtlistener.com"
_DOCKET = re.compile(r"/dockets/(\d+)/?$")
_COURT = re.compile(r"/courts/(\w+)/?$")
_LEFT = [
    "resource_uri",
    "court",
    "idb_data",
    "idb_data_id",
    "clusters",
    "audio_files",
    "assigned_to",
    "assigned_to_id",
    "referred_to",
    "referred_to_id",
    "date_created",
    "source",
    "date_last_index",
    "date_cert_granted",
    "date_cert_denied",
    "date_argued",
    "date_reargued",
    "date_reargument_denied",
    "date_last_filing",
    "case_name_short",
    "docket_number_core",
    "pacer_case_id",
    "jury_demand",
    "jurisdiction_type",
    "appellate_fee_status",
    "filepath_local",
    "filepath_ia",
    "filepath_ia_json",
    "ia_upload_failure_count",
    "ia_needs_upload",
    "ia_date_first_change",
    "date_blocked",
    "blocked",
    "appeal_from",
    "appeal_from_id",
    "tags",
    "panel",
    "view_count",
    "originating_court_information_id",
    "federal_dn_case_type",
    "federal_dn_office_code",
    "federal_dn_judge_initials_assigned",
    "federal_dn_judge_initials_referred",
    "federal_defendant_number",
    "parent_docket",
    "parent_docket_id",
    "docket_number_source",
    "recap_documents",
    "date_entered",
    "appeal_from_str",
    "slug",
    "absolute_url",
]


def docket(fields: Fields) -> Case | None:
    """A docket of the interface, or a row of the bulk data."""
    number = fields.text("id")
    address, slug = fields.text("absolute_url"), fields.text("slug")
    path = address.value if address else f"/docket/{number.value if number else ''}/{slug.value if slug else ''}/"
    short, full = fields.text("case_name"), fields.text("case_name_full")
    nature, kind = fields.text("nature_of_suit"), fields.text("appellate_case_type_information")
    raw = fields.text("docket_number_raw")
    modified = day(fields, "date_modified")
    case = Case(
        caption=short or full,
        court=fields.text("court_id"),
        number=fields.text("docket_number") or raw,
        address=f"{_SITE}{path}" if number else "",
        identifier=_identifier(number),
        filed=day(fields, "date_filed"),
        closed=day(fields, "date_terminated"),
        kind=nature or kind,
        cause=fields.text("cause"),
        status=fields.text("mdl_status"),
        judges=[said for name in ("assigned_to_str", "referred_to_str") if (said := fields.text(name))],
        published=modified.value if modified else None,
        publisher=PUBLISHER,
    )
    panel = fields.text("panel_str")
    case.judges += _panel(panel)
    below = fields.take("original_court_info")
    if below is not None and isinstance(below.value, dict):
        case.below = _below(Fields(below, fields.name, fields.problems, "original_court_info"), fields)
    fields.leave(*_LEFT)
    return case


def entry(fields: Fields) -> Case | None:
    """A docket entry: one dated line of a docket that it names by number alone."""
    text, number, filed = fields.text("description"), fields.text("entry_number"), day(fields, "date_filed")
    case = _part(fields)
    fields.leave("id", "time_filed", "recap_sequence_number", "pacer_sequence_number", "tags", *_LEFT)
    if case is None or text is None:
        return None
    told = (text, number, filed)
    where = tuple(said.span for said in told if said)
    day_filed = filed.value if filed else None
    case.entries = [EntrySaid(text=text.value, number=number.value if number else None, date=day_filed, where=where)]
    return case


def party(fields: Fields) -> Case | None:
    """A party, with its role in the one docket that it is listed for; lawyers are told by numbers alone."""
    name, about = fields.text("name"), fields.text("extra_info")
    types = fields.each("party_types")
    case: Case | None = None
    address = fields.text("resource_uri")
    for one in types:
        role, more, end = one.text("name"), one.text("extra_info"), day(one, "date_terminated")
        identifier = _docket(one)
        charges = [said for count in one.each("criminal_counts") if (said := _count(count))]
        one.leave("criminal_complaints", "highest_offense_level_opening", "highest_offense_level_terminated")
        one.audit()
        if name is None or role is None or identifier is None:
            continue
        if case is None:
            case = Case(identifier=identifier, address=address.value if address else "", publisher=PUBLISHER)
        if case.identifier and case.identifier.value != identifier.value:
            one.wrong("docket", "is a second docket in one record; ask for the parties of one docket", identifier.value)
            continue
        case.parties.append(
            PartySaid(
                name=name,
                role=role,
                about=[said for said in (more, about) if said],
                charges=charges,
                end=end.value if end else None,
            )
        )
    fields.leave("id", "attorneys", "date_created", "date_modified")
    return case


def attorney(fields: Fields) -> Case | None:
    """A lawyer: whom he or she speaks for is told by numbers alone, so that nothing is read."""
    for name in tuple(fields.node.value):
        fields.leave(name)
    return None


def _count(fields: Fields) -> Said | None:
    name, status = fields.text("name"), fields.text("status")
    fields.leave("disposition", "id")
    fields.audit()
    pending = status is not None and status.value.casefold() in ("1", "pending")
    return name if pending else None


def _part(fields: Fields) -> Case | None:
    """A case of which only CourtListener's number is told."""
    address = fields.text("resource_uri")
    identifier = _docket(fields)
    if identifier is None:
        return None
    modified = day(fields, "date_modified")
    return Case(
        identifier=identifier,
        address=address.value if address else "",
        published=modified.value if modified else None,
        publisher=PUBLISHER,
    )


def _docket(fields: Fields) -> Said | None:
    """CourtListener's number of the docket that a record belongs to."""
    said, number = fields.text("docket"), fields.text("docket_id")
    found = _DOCKET.search(said.value) if said else None
    if said and (found or said.value.isdigit()):
        return Said(f"{SCHEME}:{found[1] if found else said.value}", said.span)
    if said is None and number is None:
        fields.wrong("docket", "is missing, so that nothing tells what the record belongs to")
    return _identifier(number)


def _identifier(number: Said | None) -> Said | None:
    return Said(f"{SCHEME}:{number.value}", number.span) if number else None


def _panel(said: Said | None) -> list[Said]:
    if said is None:
        return []
    names = [name.strip() for name in re.split(r"[,;]| and ", said.value)]
    return [Said(name, said.span) for name in names if " " in name]


def _below(fields: Fields, docket: Fields) -> list[Below]:
    """The case below, with its court, which stands beside it."""
    number = fields.text("docket_number")
    judges = [said for name in ("assigned_to_str", "ordering_judge_str") if (said := fields.text(name))]
    filed, decided = day(fields, "date_filed"), day(fields, "date_judgment")
    said = docket.text("appeal_from")
    found = _COURT.search(said.value) if said else None
    where = Said(found[1], said.span) if said and found else None
    for name in tuple(fields.node.value):
        fields.leave(name)
    return [Below(number=number, court=where, judges=judges, filed=filed, decided=decided)] if number else []
