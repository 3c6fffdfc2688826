from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.span import Span
from reader.suggest.loosened import loosened
from tests.suggest.articles import shown

LOST = """\
The bridge is closed. Thecouncilhasdecidedtorepairthebridgethisyear. Itisnotclearwhowillpayforthework.
Manypeopleinthetownwereangry,saidMiraTolvaneoftheHarbourBoard. Theywillmeetagaininthespring.
Inthemeantimethereisaferry. See https://example.com/whatisnotclear and @whoisthepresident for more.
"""


def test_lost_spaces_are_put_in_between_ordinary_words() -> None:
    text = loosened(LOST).text
    assert "The council has decided to repair the bridge this year." in text
    assert "Many people in the town were angry, said Mira Tolvane of the Harbour Board." in text


def test_links_and_handles_stay_whole() -> None:
    assert "https://example.com/whatisnotclear and @whoisthepresident for" in loosened(LOST).text


def test_names_in_joined_words_are_found_at_their_places() -> None:
    assert [told for told in shown(LOST) if "Tolvane" in told or "Board" in told] == [
        "MiraTolvane: PERSON = Mira Tolvane",
        "HarbourBoard: ORG = Harbour Board",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The internationalisation of telecommunications and counterrevolutionary misunderstandings, notwithstanding everything.",
        "Die Bundesverfassungsgerichtspräsidentin, die Donaudampfschifffahrt, die Rechtsschutzversicherung, die Unfallversicherung.",
        "Thecouncilhasdecided once, but only once.",
        "OpenAI, YouTube, MacDonald, iPhone, DeepMind and wikiHow.",
    ],
)
def test_long_words_alone_are_no_sign_of_lost_spaces(text: str) -> None:
    assert loosened(text).text == text


def test_places_lead_back_to_the_original() -> None:
    loose = loosened(LOST)
    for words in ("Mira Tolvane", "Harbour Board", "repair"):
        start = loose.text.index(words)
        assert loose.back(Span(start, start + len(words))).of(LOST) == words.replace(" ", "")
    assert loose.to(Span(0, len(LOST))) == Span(0, len(loose.text))


@given(
    st.lists(
        st.sampled_from(["thequickcouncil", "Thecouncilhasdecided", "itisnotclear", "Mira", ".", " ", "\n", "http://a.b/c"]), max_size=30
    )
)
def test_nothing_but_spaces_is_added(pieces: list[str]) -> None:
    text = "".join(pieces)
    loose = loosened(text)
    assert len(loose.text) == len(text) + len(loose.spaces)
    assert "".join(letter for index, letter in enumerate(loose.text) if index not in set(loose.spaces)) == text
