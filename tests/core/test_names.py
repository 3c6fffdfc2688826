from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.names import name_at
from reader.core.span import Span
from tests.core.pictures import read, whole

PIECES = ["Jared", "Kaplan", "OpenAI’s", "University", "of", "the", "The", "In", "von", "J."]
PIECES += ["Jr.", "a", "Dr.", "U.S.", "-based", "&", ",", "@janleike"]


@pytest.mark.parametrize(
    "picture",
    [
        "said ⟦Jared Kap|lan⟧, Anthropic’s officer",
        "said ⟦J|ared Kaplan⟧, Anthropic’s officer",
        "the ⟦University o|f Oxford⟧ said",
        "with ⟦Ursula von de|r Leyen⟧ in",
        "a ⟦Bank of the Wes|t⟧ branch",
        "when ⟦Martin L|uther King Jr.⟧ spoke",
        "the ⟦U|.S. Department of State⟧ said",
        "at ⟦Ope|nAI⟧ now",
        "⟦Ope|nAI⟧’s chief",
        "⟦Leik|e⟧’s Team",
        "Leike’s ⟦Tea|m⟧",
        "AnthropicAI’s ⟦CE|O⟧, Dario Amodei,",
        "AnthropicAI’s CEO, ⟦Dar|io Amodei⟧,",
        "The ⟦Super|alignment⟧ team",
        "In ⟦Berl|in⟧ he",
        "On Monday ⟦Trum|p⟧ said",
        "On May 28 ⟦Trum|p⟧ said",
        "by ⟦Theresa M|ay⟧ in",
        "Mr. ⟦Smi|th⟧ left",
        "and ⟦President Oba|ma⟧ left",
        "by ⟦J. K. Row|ling⟧ in",
        "in ⟦St. Lou|is⟧ in",
        "the ⟦Ope|nAI⟧-backed start",
        "many ex-⟦Ope|nAI⟧ people",
        "for ⟦AT|&T⟧ in",
        "at ⟦Johnson & John|son⟧ in",
        "by ⟦@jan|leike⟧’s team",
        "the ⟦iPh|one⟧ is",
        "⟦Влад|имир Путин⟧ сказал",
        "⟦習近|平⟧",
        "Paris, ⟦Jared Kaplan|⟧",
        "He left. ⟦The|resa⟧ stayed.",
        "moved to the ⟦U.|S.⟧ The team",
        "⟦Jared Kap|lan⟧ of Anthropic",
    ],
)
def test_the_name_at_an_offset_is_taken_whole(picture: str) -> None:
    text, offset, span = read(picture)
    at = offset - 1 if span and offset == span.end else offset
    assert name_at(text, at, whole(text)) == span


@pytest.mark.parametrize(
    "picture",
    ["the t|eam", "Kaplan o|f it", "T|he team", "I|f so", "in 2|024", "Kaplan|, he", "https://x.com/Op|enAI", "M|onday"],
)
def test_what_is_no_name_gives_none(picture: str) -> None:
    text, offset, _ = read(picture)
    assert name_at(text, offset, whole(text)) is None


def test_a_name_ends_where_the_passage_does() -> None:
    assert name_at("Jared Kaplan", 8, Span(6, 12)) == Span(6, 12)


def test_a_name_goes_on_over_a_single_newline() -> None:
    text, offset, span = read("by ⟦Jared\nKap|lan⟧ in")
    assert name_at(text, offset, whole(text)) == span


@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join), st.data())
def test_every_capital_of_a_name_finds_the_same_name(text: str, data: st.DataObject) -> None:
    name = name_at(text, data.draw(st.integers(0, len(text))), whole(text))
    if name is not None:
        capitals = [at for at in range(name.start, name.end) if text[at].isupper()]
        assert all(name_at(text, at, whole(text)) == name for at in capitals)
