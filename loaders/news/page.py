"""A page that shows an article with its facts highlighted: self-contained, usable without script and without network.

Each kind of fact has a colour and a pattern of its own. A highlighted passage links to its facts and a fact to its
passages; where scripts run, pointing at either also shows the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from .facts import KINDS, Fact


def page(text: str, facts: Sequence[Fact], title: str) -> str:
    """The page as HTML.

    Args:
        text: the article's text as stored; passages are offsets into it.
        facts: what is shown, as ``facts`` lists it.
        title: the page's heading, such as the article's headline or file name.
    """
    folder = files(__package__).joinpath("page_files")
    style, script = (folder.joinpath(name).read_text("utf-8") for name in ("page.css", "page.js"))
    counts = {kind: sum(fact.kind == kind for fact in facts) for kind in KINDS}
    toggles = "".join(f'<input type="checkbox" id="k-{kind}" checked>' for kind in KINDS)
    legend = "".join(f'<label for="k-{kind}"><i class="{kind}">{kind}</i> {counts[kind]}</label>' for kind in KINDS)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style></head>\n<body>{toggles}\n"
        f"<header><h1>{escape(title)}</h1><nav>{legend}</nav></header>\n"
        f"<main><article>{''.join(_marked(text, facts))}</article>\n"
        f"<aside>{''.join(_listed(facts, text))}</aside></main>\n<script>{script}</script></body></html>\n"
    )


def _marked(text: str, facts: Sequence[Fact]) -> Iterator[str]:
    """The text, each stretch under the same facts as one link to the narrowest of them."""
    spans = [(a, b, n) for n, fact in enumerate(facts) for a, b in fact.passages if 0 <= a < b <= len(text)]
    edges = sorted({0, len(text), *(a for a, _, _ in spans), *(b for _, b, _ in spans)})
    begun: set[int] = set()
    starts: dict[int, list[tuple[int, int, int]]] = {}
    for span in spans:
        starts.setdefault(span[0], []).append(span)
    here: list[tuple[int, int, int]] = []
    for first, last in zip(edges, edges[1:], strict=False):
        here = [span for span in here if span[1] > first] + starts.get(first, [])
        words = escape(text[first:last])
        yield _stretch(words, sorted({(b - a, n) for a, b, n in here}), facts, begun) if here else words


def _stretch(words: str, here: Sequence[tuple[int, int]], facts: Sequence[Fact], begun: set[int]) -> str:
    numbers = list(dict.fromkeys(n for _, n in here))
    kinds = " ".join(dict.fromkeys(facts[n].kind for n in numbers))
    told = "\n".join(f"{facts[n].kind}: {facts[n].text} [{facts[n].ground}]" for n in numbers)
    anchors = "".join(f'<b id="p{n}"></b>' for n in numbers if n not in begun)
    begun.update(numbers)
    listed = " ".join(map(str, numbers))
    return (
        f'{anchors}<a class="{kinds}" href="#f{numbers[0]}" data-facts="{listed}" title="{escape(told, quote=True)}">'
        f"{words}</a>"
    )


def _listed(facts: Sequence[Fact], text: str) -> Iterator[str]:
    """The facts by kind, each with its rule and a link to its first passage."""
    for kind in KINDS:
        here = [(n, fact) for n, fact in enumerate(facts) if fact.kind == kind]
        if here:
            yield f'<section class="of-{kind}"><h2><i class="{kind}">{kind}</i></h2><ol>'
            yield from (_item(n, fact) for n, fact in here)
            yield "</ol></section>"


def _item(n: int, fact: Fact) -> str:
    sure = f" · {fact.confidence:.2f}" if fact.confidence is not None else ""
    status = "" if fact.claim == "asserted" else f" <em>{escape(fact.claim)}</em>"
    link = f'<a href="#p{n}">{escape(fact.text)}</a>' if fact.passages else escape(fact.text)
    return f'<li id="f{n}" data-fact="{n}">{link}{status}<small>{escape(fact.ground)}{sure}</small></li>\n'
