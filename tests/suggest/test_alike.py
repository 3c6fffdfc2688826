"""Claims that say the same, claims that say the opposite, and posts that are told again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.suggest.alike import LEAST, PARAPHRASE, Pair, Statement, in_common, likeness, pairs, rank
from reader.suggest.stems import numbers_of, stems_of
from tests.suggest.told_again import ARTICLES

SAME = [
    ("The bridge collapse killed 40 people on Tuesday.", "Forty people were killed when the bridge collapsed on Tuesday."),
    ("The company paid $1,000,000 to the mayor.", "The mayor was paid 1 million dollars by the company."),
    ("Unemployment fell to 5.2 percent in May.", "In May, unemployment fell to 5.2%."),
    ("The minister never met the lobbyist.", "The minister says he has never met the lobbyist."),
    ("Die Brücke bleibt bis Dezember gesperrt.", "Bis Dezember ist die Brücke gesperrt."),
]
AGAINST = [
    ("The bridge collapse killed 40 people.", "50 people died: the bridge collapse killed them.", "40 here, 50 there"),
    ("The vaccine is safe for children.", "The vaccine is not safe for children.", "“not” in one of them only"),
    ("Unemployment rose to 5.2 percent in May.", "Unemployment fell to 5.2 percent in May.", "“rose” against “fell”"),
    ("The dam cost $3 million.", "The dam cost $3.5 billion.", "3 million here, 3.5 billion there"),
    ("Die Brücke ist gesperrt.", "Die Brücke ist nicht gesperrt.", "“nicht” in one of them only"),
    ("Le barrage de la vallée est sûr.", "Le barrage de la vallée n'est pas sûr.", "“pas” in one of them only"),
]
OTHER = [
    ("The sun is hot.", "Taxes will rise next year."),
    ("The mayor opened the harbour.", "The mayor closed the school."),
    ("He said so.", "She said so."),
    ("Unemployment fell in May.", "The team won in May."),
]
WORDS = st.lists(st.sampled_from("the bridge fell on may river mayor not 40 50 rose new harbour opened".split()), max_size=8).map(" ".join)  # noqa: SIM905


def statements(*words: str, document: str = "") -> list[Statement]:
    """Statements of an article each, unless they are all of one ``document``."""
    return [Statement(f"{n}", document or f"d{n}", 1000 * n, 1000 * n + len(w), w) for n, w in enumerate(words)]


def found(given: Sequence[Statement]) -> list[Pair]:
    return [pair for progress in pairs(given) for pair in progress.pairs]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_claim_in_other_words_is_a_repetition(one: str, other: str) -> None:
    (pair,) = found(statements(one, other))
    assert not pair.likeness.contradicts
    assert pair.likeness.score >= LEAST


@pytest.mark.parametrize(("one", "other", "reason"), AGAINST)
def test_another_number_a_negation_and_an_opposite_are_a_contradiction(one: str, other: str, reason: str) -> None:
    (pair,) = found(statements(one, other))
    assert pair.likeness.contradicts
    assert pair.likeness.reasons[0] == reason


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_claims_about_other_things_are_no_pair(one: str, other: str) -> None:
    assert found(statements(one, other)) == []


def test_a_number_that_is_only_added_contradicts_nothing() -> None:
    assert not likeness("The bridge fell into the river.", "The bridge fell into the river in 1999.").contradicts


def test_claims_that_lie_on_one_another_are_no_pair() -> None:
    words = "The bridge fell on Tuesday."
    nested = [Statement("a", "d", 0, 27, words), Statement("b", "d", 4, 27, words[4:])]
    assert found(nested) == []
    assert len(found(statements(words, words, document="d"))) == 1


def test_the_same_claim_in_very_many_articles_is_found_in_all() -> None:
    everywhere = statements(*["The bridge over the river fell on Tuesday."] * 300, *(f"Number {n} is a lucky one." for n in range(50)))
    said = {number for pair in found(everywhere) for number in (pair.first, pair.second)}
    assert said >= set(range(300))


def test_progress_is_told_before_all_are_compared_and_ends_with_all() -> None:
    told = [progress.done for progress in pairs(statements(*(f"Claim {n} on matter {n * n}." for n in range(1200))))]
    assert told[0] == 0
    assert told == sorted(told)
    assert told[-1] == 1200
    assert len(told) > 3


@given(st.lists(WORDS, max_size=12))
def test_every_pair_is_told_once_and_the_earlier_first(words: list[str]) -> None:
    told = [(pair.first, pair.second) for pair in found(statements(*words))]
    assert len(told) == len(set(told))
    assert all(0 <= first < second < len(words) for first, second in told)


@given(WORDS, WORDS)
def test_likeness_lies_between_nothing_and_all_whichever_comes_first(one: str, other: str) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert 0 <= there.score <= 1
    assert there.score == pytest.approx(back.score)
    assert there.contradicts == back.contradicts


@given(st.text(max_size=80))
def test_any_words_can_be_compared(words: str) -> None:
    assert 0 <= likeness(words, "The bridge fell on Tuesday.").score <= 1
    assert all(stem for stem in stems_of(words))
    assert [number for number, _ in rank(words, [words, "The bridge fell."])] in ([0, 1], [1, 0])


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("40 people", ["40"]),
        ("forty people", ["40"]),
        ("1,000,000 euros", ["1000000"]),
        ("$1.5 million", ["1500000"]),
        ("two hundred", ["200"]),
        ("5.2 percent", ["5.2"]),
        ("at 12:30", ["12:30"]),
        ("tenth of ten", ["10"]),
        ("zwölf Millionen", ["12000000"]),
        ("nobody", []),
    ],
)
def test_numbers_are_compared_in_figures(words: str, figures: list[str]) -> None:
    assert list(numbers_of(words)) == figures


def test_the_words_in_common_are_told_without_those_of_any_claim() -> None:
    told = in_common("Our harbour opens today, with room for 40 ships!", "The mayor opened the harbour for forty.")
    assert told == ("opened", "harbour", "40")


TELLINGS = [(article, number, sentence) for article in ARTICLES for number, sentence in article.again]


def test_sentences_that_tell_a_post_again_lead_to_it() -> None:
    missed = []
    for article, number, sentence in TELLINGS:
        (first, score), *_ = rank(sentence, [words for _, words in article.posts], [author for author, _ in article.posts])
        if first != number or score < PARAPHRASE:
            missed.append(sentence)
    assert len(TELLINGS) == 39
    assert missed == []


def test_sentences_that_tell_no_post_again_are_like_none() -> None:
    best = {
        sentence: rank(sentence, [words for _, words in article.posts], [author for author, _ in article.posts])[0][1]
        for article in ARTICLES
        for sentence in article.other
    }
    assert len(best) == 19
    assert [sentence for sentence, score in best.items() if score >= PARAPHRASE] == []


def test_whoever_is_named_is_likelier_to_be_told_again() -> None:
    posts = ["The harbour opens on Monday.", "The harbour opens on Monday."]
    (first, _), (_, less) = rank("Berg said that the harbour opens.", posts, ["Tom Halder", "Mia Berg"])
    assert first == 1
    assert less < rank("Berg said that the harbour opens.", posts, ["Tom Halder", "Mia Berg"])[0][1]
