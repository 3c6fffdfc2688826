from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.sentences import CELL, is_sentence_break, next_sentence, previous_sentence, sentence_at, sentence_end, sentences
from reader.core.span import Span
from tests.core.pictures import draw, read, whole

PIECES = ["Dr.", " ", ". ", "The", "a", "U.S.", "!", "?", "”", "“", "\n", "\n\n", "。", "3.", "J", "x" * 700]
PIECES += ["  ", "…", "é", "漢", "(", ")", " " * 40]
PIECES += ["\u0301", "[1]", "said", "word " * 90]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


@pytest.mark.parametrize(
    "picture",
    [
        "⟦Dr. Smith of the U.S. agreed.⟧",
        "⟦He moved to the U.S.⟧ ⟦The team followed.⟧",
        "⟦He works at Apple Inc. in Cupertino.⟧ ⟦He left Apple Inc.⟧ ⟦The shares fell.⟧",
        "⟦SAN JOSE, Calif. — Quillon said so.⟧ ⟦It moved to Calif.⟧ ⟦The law fell.⟧",
        "⟦It was 3.5 at 4 p.m. Friday.⟧ ⟦At 5 p.m.⟧ ⟦Trump left.⟧",
        "⟦J. K. Rowling and John F. Kennedy met.⟧",
        "⟦See No. 5.⟧ ⟦No.⟧ ⟦The end.⟧",
        "⟦Sen. Warren vs. Rep. Smith in Jan. 2020.⟧",
        "⟦He lives on Main St.⟧ ⟦The house is old.⟧ ⟦It was on St. Mark’s Square.⟧",
        "⟦Apples, pears, etc. were sold.⟧",
        "⟦The U.S. Department of State and U.S. Rep. Jim Jordan met.⟧",
        "⟦“Stop!” he said.⟧ ⟦“Really?” Leike asked.⟧ ⟦“Yes.”⟧ ⟦She left.⟧",
        "⟦“I know,” he said.⟧ ⟦Nobody did.⟧",
        "⟦Yahoo! said so.⟧ ⟦What?!⟧ ⟦No...⟧ ⟦Well… yes.⟧",
        "⟦He (b. 1950) said so.⟧ ⟦(He left.)⟧ ⟦Then rain.⟧",
        "⟦Cited.[2]⟧ ⟦Read example.com.⟧ ⟦iPhone sales rose.⟧",
        "⟦That was in 2024.⟧ ⟦He paid $5.⟧ ⟦Then he left.⟧",
        "⟦1. First item.⟧",
        "⟦Am 3. Mai war es z. B. in Berlin, Nr. 5, der 2. Weltkrieg.⟧ ⟦Das Buch kostet 3.⟧ ⟦Es ist gut.⟧",
        "⟦M. Le Pen est là.⟧ ⟦El Sr. Pedro vino.⟧ ⟦¿Qué?⟧ ⟦¡No!⟧",
        "⟦今日は良い。⟧⟦明日も！⟧⟦「はい。」と言った。⟧",
        "⟦यह है।⟧ ⟦वह है।⟧",
        "⟦تعال هنا؟⟧ ⟦نعم.⟧",
        "⟦A line\nand its sentence.⟧ ⟦Another⟧\n\n⟦A paragraph⟧",
        "⟦Good.⟧ ⟦🎉 Next⟧",
    ],
)
def test_a_text_falls_into_sentences(picture: str) -> None:
    text = picture.replace("⟦", "").replace("⟧", "")
    assert draw(text, sentences(text, whole(text))) == picture


@pytest.mark.parametrize(
    "picture",
    [
        "  ⟦One |here.⟧ Two.",
        "| ⟦One.⟧ Two.",
        "One.| ⟦Two.⟧ Three.",
        "One. ⟦“T|wo.”⟧ Three.",
        "One. ⟦Two.⟧ | ",
        "One. ⟦Two.⟧|",
    ],
)
def test_the_sentence_at_an_offset_is_without_the_space_around_it(picture: str) -> None:
    text, offset, span = read(picture)
    assert sentence_at(text, offset, whole(text)) == span


@pytest.mark.parametrize("text", ["", "  \n "])
def test_where_there_is_no_sentence_it_is_empty(text: str) -> None:
    assert sentence_at(text, 0, whole(text)) == Span(0, 0)


def test_the_first_sentence_of_the_sample_article_is_its_first_paragraph() -> None:
    (article,) = Path(__file__).parents[2].glob("seeds/000_*.txt")
    text = article.read_text(encoding="utf-8")
    assert sentence_at(text, 1, Span(1, 215)) == Span(1, 215)


def test_nothing_outside_the_passage_decides() -> None:
    text = "He met Dr. Smith. Then he left."
    assert sentence_at(text, 12, Span(11, 17)) == Span(11, 17)


def test_text_without_an_end_is_cut_after_white_space() -> None:
    text = "word " * 1500
    found = list(sentences(text, whole(text)))
    assert len(found) > 2
    assert all(sentence.of(text).startswith("word") and sentence.of(text).endswith("word") for sentence in found)
    assert max(len(sentence) for sentence in found) <= 2 * CELL


@given(TEXTS, st.integers(0, 3), st.data())
def test_looking_up_and_walking_find_the_same_sentences(text: str, first: int, data: st.DataObject) -> None:
    within = Span(min(first, len(text)), len(text))
    found = list(sentences(text, within))
    at = data.draw(st.integers(within.start, within.end))
    here = next((sentence for sentence in found if at < sentence.end), found[-1] if found else Span(within.start, within.start))
    assert sentence_at(text, at, within) == here, draw(text, found)
    assert next_sentence(text, at, within) == next((sentence.start for sentence in found if sentence.start > at), within.end)
    assert sentence_end(text, at, within) == next((sentence.end for sentence in found if sentence.end > at), within.end)
    before = (sentence.start for sentence in reversed(found) if sentence.start < at)
    assert previous_sentence(text, at, within) == next(before, within.start)


@given(TEXTS)
def test_sentences_leave_out_nothing_but_white_space(text: str) -> None:
    at = 0
    for sentence in [*sentences(text, whole(text)), Span(len(text), len(text))]:
        assert not text[at : sentence.start].strip()
        at = sentence.end


@given(TEXTS)
def test_every_sentence_but_the_first_begins_at_a_break(text: str) -> None:
    starts = [sentence.start for sentence in sentences(text, whole(text))]
    assert all(is_sentence_break(text, start, whole(text)) for start in starts[1:])
