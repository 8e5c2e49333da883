"""Pages for people: plain, without scripts, every text escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..entity import Entity
from ..publish import cite

if TYPE_CHECKING:
    from ..catalogue import Question
    from ..names import Names

_SHOWN, _QUOTED = 500, 100
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;"
    "vertical-align:top}textarea{width:100%}blockquote{margin:.2rem 0;color:#444}"
)
_FIRST_QUERY = """SELECT ?order ?label ?date WHERE {
  ?order a acta:ExecutiveOrder ; rdfs:label ?label .
  OPTIONAL { ?order acta:date ?date }
} LIMIT 20"""
_ADDRESSES = {
    "/sparql": "SPARQL 1.1 queries; without one, the description of the service",
    "/questions": "the questions, as JSON",
    "/openapi.json": "all of this for programs, as OpenAPI 3.1",
    "/.well-known/void": "the size of the graph, by class and property",
    "/reconcile": "names matched with entities, for OpenRefine",
}


def page(title: str, body: str) -> str:
    """A page; ``body`` is HTML."""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f'<body><p><a href="/">actagraph</a></p><h1>{escape(title)}</h1>{body}</body></html>\n'
    )


def start_page(questions: Mapping[str, Question]) -> str:
    """What there is, with forms for a search, a query and each question."""
    there = "".join(f'<li><a href="{path}"><code>{path}</code></a>: {what}</li>' for path, what in _ADDRESSES.items())
    forms = "".join(_question_form(question) for question in questions.values())
    return page(
        "A graph of actors, events and legal actions",
        f"<p>Every fact here leads back to the passage that states it.</p><ul>{there}</ul>"
        '<h2>Find</h2><form action="/find"><input name="q" aria-label="name"> <button>Find</button></form>'
        f'<h2>SPARQL</h2><form action="/sparql" method="post"><textarea name="query" rows="8" aria-label="query">'
        f"{escape(_FIRST_QUERY)}</textarea><br>"
        '<select name="format" aria-label="format"><option value="html">table<option>json<option>csv<option>tsv'
        f"<option>xml</select> <button>Ask</button></form><h2>Questions</h2>{forms}",
    )


def _question_form(question: Question) -> str:
    inputs = "".join(
        f'<label>{escape(name)} <input name="{escape(name)}" value="{escape(question.example.get(name, ""))}"'
        f' title="{escape(parameter.summary)}"></label> '
        for name, parameter in question.parameters.items()
    )
    return (
        f'<form action="/questions/{quote(question.name)}"><h3>{escape(question.summary)}</h3>{inputs}'
        '<input type="hidden" name="format" value="html"><button>Ask</button></form>'
    )


def entity_page(iri: str, names: Names) -> str:
    """An entity: its names, and its facts with the passages that state them."""
    entity = Entity(iri, names)
    facts = entity.facts
    rows = "".join(
        f"<tr>{''.join(f'<td>{_linked(value)}</td>' for value in row)}"
        f"<td>{_passages(facts.evidence(number)) if number < _QUOTED else ''}</td></tr>"
        for number, row in enumerate(facts[:_SHOWN])
    )
    more = f"<p>… and {len(facts) - _SHOWN} more facts</p>" if len(facts) > _SHOWN else ""
    about = " · ".join(escape(part) for part in (entity.kind, entity.detail) if part)
    others = escape("; ".join(name for name in entity.names if name != entity.label))
    formats = " ".join(
        f'<a href="/entity?iri={quote(iri, safe="")}&amp;format={name}">{name}</a>' for name in ("turtle", "jsonld")
    )
    return page(
        entity.label,
        f"<p>{about}</p><p>{f'Also: {others}' if others else ''}</p><p><code>{escape(iri)}</code> {formats}</p>"
        "<table><thead><tr><th>Subject<th>Property<th>Value<th>Stated in</tr></thead>"
        f"<tbody>{rows}</tbody></table>{more}",
    )


def _linked(value: Any) -> str:
    iri = getattr(value, "iri", "")
    shown = escape("" if value is None else str(value))
    return f'<a href="/entity?iri={quote(iri, safe="")}">{shown}</a>' if iri else shown


def _passages(evidence: Any) -> str:
    return "".join(f"<blockquote>“{escape(each.quote)}” {escape(cite(each))}</blockquote>" for each in evidence)
