"""Answers written out: CSV, JSON, Markdown with footnotes, HTML."""

from __future__ import annotations

import csv
import io
import re
from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from .answer import Answer, Value
    from .evidence import Evidence


MOST_SHOWN = 500
"""Rows of an answer that a notebook shows."""


def to_csv(answer: Answer) -> str:
    """One line per row; entities as label and, in a column of their own, IRI."""
    out = io.StringIO()
    records = answer.records()
    writer = csv.DictWriter(out, list(records[0]) if records else list(answer.columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in record.items()} for record in records)
    return out.getvalue()


def to_json(answer: Answer, evidence: bool) -> str:
    """Question, parameters, columns and rows; an entity is ``{"iri": …, "label": …}``."""
    rows: list[dict[str, Any]] = [dict(row.as_dict()) for row in answer]
    if evidence:
        rows = [{**row, "evidence": answer.evidence(number)} for number, row in enumerate(rows)]
    body = {
        "question": answer.question,
        "parameters": answer.parameters,
        "columns": dict(zip(answer.columns, answer.headings, strict=True)),
        "rows": rows,
    }
    return msgspec.json.format(msgspec.json.encode(body), indent=1).decode()


def to_markdown(answer: Answer, evidence: bool) -> str:
    """A table whose last column refers to the footnotes below it, one per passage."""
    notes: dict[str, int] = {}
    headings = [*answer.headings, "Evidence"] if evidence else list(answer.headings)
    lines = [_markdown_row(map(_markdown, headings)), _markdown_row("---" for _ in headings)]
    for number, row in enumerate(answer):
        cells = [_markdown(_cell(value)) for value in row]
        if evidence:
            texts = [_footnote(each) for each in answer.evidence(number)]
            cells.append("".join(f"[^{notes.setdefault(text, len(notes) + 1)}]" for text in texts))
        lines.append(_markdown_row(cells))
    if notes:
        lines += ["", *(f"[^{number}]: {text}" for text, number in notes.items())]
    return "\n".join(lines) + "\n"


def to_html(answer: Answer) -> str:
    """A table of at most 500 rows, every text escaped; entities carry their IRI as a tooltip."""
    head = "".join(f"<th>{escape(heading)}</th>" for heading in answer.headings)
    body = "".join(f"<tr>{''.join(_html_cell(value) for value in row)}</tr>" for row in answer[:MOST_SHOWN])
    more = f"<p>… and {len(answer) - MOST_SHOWN} more rows</p>" if len(answer) > MOST_SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def cite(evidence: Evidence) -> str:
    """Where a passage stands: publisher, title, date, and whose word it is unless the source's own."""
    publisher = evidence.publisher if evidence.publisher not in evidence.title else ""
    parts = [part for part in (publisher, evidence.title, evidence.published) if part]
    if evidence.status != "asserted":
        parts.append(f"{evidence.status} by {evidence.according_to}" if evidence.according_to else evidence.status)
    return ", ".join(parts)


def _footnote(evidence: Evidence) -> str:
    quote = _markdown(" ".join(evidence.quote.split()))
    link = f" <{evidence.uri}>" if re.fullmatch(r"https?://[^\s<>]+", evidence.uri) else ""
    return f"“{quote}” {_markdown(cite(evidence))}.{link}"


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _html_cell(value: Value) -> str:
    iri = getattr(value, "iri", "")
    title = f' title="{escape(iri)}"' if iri else ""
    return f"<td{title}>{escape(_cell(value))}</td>"


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))


def _markdown_row(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"
