"""Who says what: quotations however marked, reported speech, and what is nobody's statement."""

import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from actagraph.loaders.news.cues import cues, stance_of
from actagraph.loaders.news.lexicon import rows
from actagraph.loaders.news.quotes import find_quotations
from actagraph.loaders.news.statements import find_statements
from actagraph.loaders.news.syntax import Article, Sentence, Token, lines, parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
PATTERNS = {"clause", "hearer", "that", "ask", "finding", "quote", "as", "object", "charge", "urge", "vow", "stance"}
PATTERNS |= {"opinion"}


def said(text: str) -> list[tuple[str | None, str, bool]]:
    """Speaker, words (their passages joined by a bar) and directness of each statement."""
    found = find_statements(parse(text))
    return [(text[slice(*a.speaker)] if a.speaker else None, _words(text, a.passages), a.direct) for a in found]


def _words(text: str, passages: tuple[tuple[int, int], ...]) -> str:
    return " | ".join(text[start:end] for start, end in passages)


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ('"The order stands," Mayor Jane Roe said on Friday.', "Jane Roe", "The order stands,"),
        ("“The order stands,” said Jane Roe, director of the clinic.", "Jane Roe", "The order stands,"),
        ("Jane Roe, a spokesperson for the mayor, said: “The order stands.”", "Jane Roe", "The order stands."),
        ("He told reporters, ''The order stands.''", "He", "The order stands."),
        ("“The order stands,” the complaint states.", "the complaint", "The order stands,"),
        ("“Will the order stand?” asked Sen. Jane Roe of Ohio.", "Jane Roe", "Will the order stand?"),
        ("‘The order stands,’ Jane Roe said.", "Jane Roe", "The order stands,"),
        ("“The order stands,“ Jane Roe said.", "Jane Roe", "The order stands,"),
    ],
)
def test_a_quotation_has_its_speaker(text: str, speaker: str, words: str) -> None:
    assert said(text) == [(speaker, words, True)]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Jane Roe said that the city will appeal.", "Jane Roe", "the city will appeal."),
        ("The city will appeal, the police chief said.", "the police chief", "The city will appeal"),
        ("The city, Jane Roe said, will appeal the ruling.", "Jane Roe", "The city | will appeal the ruling."),
        ("The city will appeal, according to Jane Roe.", "Jane Roe", "The city will appeal"),
        ("According to the Denver Post, the city will appeal.", "the Denver Post", "the city will appeal."),
        ("Jane Roe criticized the ruling.", "Jane Roe", "criticized the ruling."),
        ("Jane Roe called on the council to repeal the law.", "Jane Roe", "called on the council to repeal the law."),
        ("A judge found that the city had broken the law.", "A judge", "the city had broken the law."),
    ],
)
def test_reported_speech_has_its_speaker_and_words(text: str, speaker: str, words: str) -> None:
    assert said(text) == [(speaker, words, False)]


@pytest.mark.parametrize(
    "text",
    [
        "The city did not respond to a request for comment.",
        "Jane Roe did not say that the city will appeal.",
        "Jane Roe will say that the city is right.",
        "The council passed the “Clean Air Now” ordinance on Monday.",
        "The order states that officers must wear badges.",
        "Officers ran multiple “tabletop” scenarios last week.",
        "",
    ],
)
def test_what_is_nobodys_statement(text: str) -> None:
    assert said(text) == []


def test_a_speaker_goes_on_in_the_paragraph_and_in_the_next_one() -> None:
    text = '"We will appeal," Jane Roe said. "The order stands."\n\n"Nobody is above the law."\n\nThe "Roe" rule fell.'
    assert said(text) == [
        ("Jane Roe", "We will appeal,", True),
        ("Jane Roe", "The order stands.", True),
        ("Jane Roe", "Nobody is above the law.", True),
    ]


def test_a_quotation_left_open_is_one_statement_over_paragraphs() -> None:
    text = "“We will appeal,” Jane Roe said. “The order stands.\n\n“Nobody is above the law,” she said."
    assert said(text)[1] == ("Jane Roe", "The order stands. | Nobody is above the law,", True)


def test_quoted_words_in_reported_speech_are_statements_of_their_own() -> None:
    text = 'The department said the woman was a "violent rioter" who tried to "weaponise her car" against agents.'
    first, second = find_statements(parse(text))
    assert _words(text, first.quoted) == "violent rioter" and text[slice(*first.passages[0])] == "the woman was a"
    assert _words(text, second.passages) == "weaponise her car" and second.direct


def test_an_attribution_names_its_verb_by_the_lemma() -> None:
    text = "The mayor railed against the ruling, and said the city would appeal."
    assert [(a.verb, a.cue and text[slice(*a.cue)]) for a in find_statements(parse(text))] == [
        ("rail against", "railed against"),
        ("say", "said"),
    ]


def test_verbs_show_a_stance() -> None:
    assert {stance_of(v) for v in ("criticize", "condemn", "blast", "rail against", "accuse")} == {"opposes"}
    assert {stance_of(v) for v in ("praise", "hail", "back", "defend")} == {"supports"}
    assert stance_of("say") is None and stance_of("no such verb") is None


def test_the_lexicon_is_whole() -> None:
    table = list(rows("speech.tsv"))
    assert len({row[0] for row in table}) == len(table)
    assert all(set(row[1].split()) <= PATTERNS for row in table)
    assert {"said", "admitted", "criticised", "replies", "quipped"} <= cues().keys()


MARKS = st.text(alphabet="\"“”‘’'«»`.,:;?!—()[] \n\r\t\u200b\u202eé😀aZ1", max_size=12)
REPORT = (
    '"We will appeal," Mayor Jane Roe said. "The order stands."\n\n'
    "The court said the city had “broken the law” and, according to the complaint, lied.\n"
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(REPORT)), MARKS), max_size=6))
def test_passages_are_spans_of_the_text_whatever_is_written(changes: list[tuple[int, str]]) -> None:
    text = REPORT
    for at, marks in changes:
        text = text[:at] + marks + text[at:]
    for attribution in find_statements(parse(text)):
        assert attribution.passages and list(attribution.passages) == sorted(set(attribution.passages))
        for start, end in (*attribution.passages, attribution.speaker or (0, 1), attribution.cue or (0, 1)):
            assert 0 <= start < end <= len(text)
        assert all(any(c.isalnum() for c in text[a:b]) for a, b in attribution.passages)
        assert set(attribution.quoted) <= set(attribution.passages)


@given(st.text(alphabet="\"“”„‘’'«»` \nab.,A", max_size=80))
def test_quotations_lie_in_order_within_their_paragraphs(text: str) -> None:
    paragraphs, last = list(lines(text)), 0
    for quotation in find_quotations(text, paragraphs):
        begin, end = paragraphs[quotation.paragraph]
        assert max(begin, last) <= quotation.outer[0] <= quotation.start < quotation.end <= quotation.outer[1] <= end
        last = quotation.outer[1]


@pytest.mark.parametrize("unit", ['"', '"a ', "“", "‘a ", "[(", "he said ", '"a," he said ', "according to ", "“a\n"])
def test_a_wall_of_marks_takes_linear_time(unit: str) -> None:
    times = []
    for size in (20_000, 80_000):
        article = unparsed(unit * (size // len(unit)))
        start = time.process_time()
        find_statements(article)
        times.append(time.process_time() - start)
    assert times[1] < 12 * times[0] + 0.5


def unparsed(text: str) -> Article:
    """An article whose tokens all hang from the first of their paragraph, without a parser."""
    article = Article(text, [], [], list(lines(text)))
    for paragraph, (start, end) in enumerate(article.paragraphs):
        first = len(article.tokens)
        for at, word in _tokens(text, start, end):
            i, tag = len(article.tokens), "VBD" if word == "said" else "NN" if word.isalnum() else word
            head = article.tokens[first].i if i > first else i
            article.tokens.append(Token(i, at, at + len(word), word, tag, "dep", head, "", False, paragraph, paragraph))
        article.tokens[first].kids.extend(range(first + 1, len(article.tokens)))
        article.sentences.append(Sentence(first, len(article.tokens), paragraph))
    return article


def _tokens(text: str, start: int, end: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for at in range(start, end):
        char = text[at]
        if found and char.isalnum() and text[at - 1].isalnum():
            found[-1] = (found[-1][0], found[-1][1] + char)
        elif not char.isspace():
            found.append((at, char))
    return found


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold dossiers are not there")
def test_statements_of_ten_articles() -> None:
    spec = spec_from_file_location("statements_benchmark", ROOT / "benchmarks" / "statements.py")
    assert spec and spec.loader
    benchmark = module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    tally = benchmark.tally(GOLD)
    assert 2 * tally.hits / (tally.gold + tally.found) >= 0.80
