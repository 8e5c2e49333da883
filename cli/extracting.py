"""The command that prints what a source states: as a dossier, explained line by line, or as a page."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import BadQuestion, BadSource
from .loading import Kind, Mapping, Published, Publisher, Title, Uri, check_named, check_one_source, source_info
from .terminal import complain, visible

if TYPE_CHECKING:
    from ..ontology.dossier import Dossier, Reading


def extract(  # noqa: PLR0913  (each is an option)
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for standard input.")],
    kind: Kind = None,
    published: Published = None,
    publisher: Publisher = None,
    uri: Uri = None,
    title: Title = None,
    mapping: Mapping = None,
    explain: Annotated[bool, typer.Option("--explain", help="Each fact with its passage and its rule.")] = False,
    html: Annotated[bool, typer.Option("--html", help="A page of the article with its facts highlighted.")] = False,
) -> None:
    """Print what a source states, as a dossier.

    The dossier is JSON, and no graph is touched. Of several sources, each dossier is one line.
    For news, --explain prints each fact with its confidence, its passage and the rule that made
    it, and --html a page that shows the article with its facts.

    \b
    Example:
      acta extract wire.txt > wire.dossier.json
      acta extract --explain wire.txt
      acta extract --html wire.txt > wire.html
      curl -s https://example.org/story | acta extract - --as news --published 2026-02-26
    """
    from ..loaders.reading import read

    check_named([file])
    check_one_source([file], uri, title)
    if explain and html:
        raise BadQuestion("--explain and --html are two forms of one answer; give one of them")
    readings = read(file, kind=kind, info=source_info(published, publisher, uri, title), mapping=mapping)
    beginning = list(islice(readings, 2))
    if html and len(beginning) > 1:
        raise BadQuestion("--html makes a page of one source; name one file")
    failed = False
    for reading in (*beginning, *readings):
        if isinstance(reading, BadSource):
            complain(str(reading))
            failed = True
        elif explain or html:
            typer.echo(_explained(reading) if explain else _page(reading))
        else:
            typer.echo(_dossier(reading.dossier, line=len(beginning) > 1))
    if failed:
        raise typer.Exit(1)


def _dossier(dossier: Dossier, line: bool) -> bytes:
    import msgspec

    from ..ontology.dossier import to_json

    return msgspec.json.encode(dossier) if line else to_json(dossier)


def _explained(reading: Reading) -> str:
    """Each fact of an article: what, how sure, by which rule, and the words that state it."""
    from ..loaders.news.explain import explanation
    from ..loaders.news.facts import facts

    lines = []
    for fact in facts(explanation(reading)):
        sure = "" if fact.confidence is None else f" ({fact.confidence:.2f})"
        told = "" if fact.claim == "asserted" else f" [{fact.claim}]"
        lines.append(f"{fact.kind}: {visible(fact.text)}{told}\n  rule  {fact.ground}{sure}")
        lines += [f"  {start}-{end}  {_short(reading.text[start:end])}" for start, end in fact.passages[:3]]
    return "\n".join(lines)


def _short(passage: str, most: int = 160) -> str:
    words = visible(" ".join(passage.split()))
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _page(reading: Reading) -> str:
    from ..loaders.news.explain import explanation
    from ..loaders.news.facts import facts
    from ..loaders.news.page import page

    source = reading.dossier.source
    return page(reading.text, facts(explanation(reading)), source.title or source.file or "article")
