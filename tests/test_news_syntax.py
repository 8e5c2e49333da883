"""The parse that extraction rests on: paragraphs, pieces of long ones, sentences and tokens at exact offsets."""

import pytest
from actagraph.loaders.news.syntax import MODEL, MOST, lines, parse, pieces, pipeline
from hypothesis import given
from hypothesis import strategies as st

SENTENCE = "Denver Mayor Jane Roe signed an order on Monday. "


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    text = "  One line. \n\n \t \nAnother."
    assert [text[start:end] for start, end in lines(text)] == ["One line.", "Another."]
    assert [sentence.paragraph for sentence in parse(text).sentences] == [0, 1]


def test_tokens_are_slices_and_form_trees() -> None:
    text = f"\u200b{SENTENCE}She said: “It’s  lawful” 😀.\n{SENTENCE}"
    article = parse(text)
    assert [t.text for t in article.tokens] == [text[t.start : t.end] for t in article.tokens]
    assert [t.i for t in article.tokens] == list(range(len(article.tokens)))
    for sentence in article.sentences:
        inside = range(sentence.first, sentence.last)
        assert all(article.tokens[i].head in inside for i in inside)


@given(st.integers(0, 2 * len(SENTENCE)), st.integers(0, 2 * len(SENTENCE)))
def test_tokens_are_found_by_their_offsets(start: int, end: int) -> None:
    article = parse(SENTENCE)
    assert article.within(start, end) == [t for t in article.tokens if start <= t.start < end]


def test_a_clause_has_its_subject_and_object() -> None:
    article = parse(SENTENCE)
    (verb,) = (t for t in article.tokens if t.head == t.i)
    assert verb.text == "signed"
    assert [t.text for t in article.kids(verb.i, "nsubj", "dobj")] == ["Roe", "order"]
    assert article.words(*article.extent(article.kids(verb.i, "nsubj")[0].i)) == "Denver Mayor Jane Roe"


@given(st.text(alphabet="ab.!” \u2028", max_size=60), st.integers(1, 12))
def test_pieces_make_up_the_paragraph_and_none_is_too_long(text: str, most: int) -> None:
    found = list(pieces(text, 0, len(text), most))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= most for start, end in found)
    assert all(start < end for start, end in found[:-1])


@pytest.mark.parametrize(
    ("text", "ends"),
    [("One. Two. Three.", "One. Two. "), ("One, two, three.", "One, two, "), ("Onetwothreefour.", "Onetwothreef")],
)
def test_a_long_paragraph_is_cut_after_a_sentence_or_a_space_if_it_can_be(text: str, ends: str) -> None:
    assert text[slice(*next(pieces(text, 0, len(text), 12)))] == ends


def test_a_megabyte_in_one_line_is_cut_into_pieces_of_sentences() -> None:
    text = SENTENCE * (1_100_000 // len(SENTENCE))
    found = list(pieces(text, 0, len(text)))
    assert len(found) < len(text) // MOST + 3
    assert all(text[:end].endswith("Monday. ") for _, end in found)


@pytest.mark.parametrize("run", ["“", "a", "😀", "$1,"])
def test_a_run_that_no_space_parts_is_cut_too(run: str) -> None:
    text = f"{SENTENCE}{run * 20_000}"
    article = parse(text)
    assert max(token.end - token.start for token in article.tokens) <= 300
    assert [t.text for t in article.sentence_tokens(0)][:3] == ["Denver", "Mayor", "Jane"]
    assert all(text[t.start : t.end] == t.text for t in article.tokens)


def test_a_paragraph_in_pieces_is_one_paragraph_of_whole_sentences() -> None:
    count = MOST // len(SENTENCE) + 10
    article = parse(SENTENCE * count)
    assert len(article.sentences) == count and {s.paragraph for s in article.sentences} == {0}
    assert [t.text for t in article.tokens if t.head == t.i] == ["signed"] * count


def test_the_pipeline_says_what_it_is_and_under_which_licence() -> None:
    meta, card = pipeline().meta, (MODEL / "README.md").read_text(encoding="utf-8")
    assert (meta["name"], meta["license"]) == ("actagraph_news", "CC BY-SA 4.0") and meta["description"]
    assert pipeline().pipe_names == ["tok2vec", "tagger", "parser", "ner"]
    assert card.startswith(f"# {meta['name']} {meta['version']}") and meta["license"] in card
    assert f"| tags | | | {meta['performance']['tag_acc'] * 100:.1f} |" in card
