"""Who a sentence says has said it."""

from __future__ import annotations

import pytest

from reader.core.sentences import sentences
from reader.suggest.speakers import speaker
from tests.core.pictures import read, whole


def speaker_of(text: str, *known: str) -> str | None:
    """The speaker of the first sentence of ``text``."""
    return speaker(text, next(sentences(text, whole(text))), dict.fromkeys(known))


@pytest.mark.parametrize(
    "picture",
    [
        "⟦Ana Vidal⟧ said the wall fell.",
        "In March, ⟦Ana Vidal⟧ also told reporters that the wall fell.",
        "The ⟦White House⟧ has repeatedly said the wall fell.",
        "“The wall fell,” said ⟦Ana Vidal⟧, the mayor.",
        "“The wall fell,” said Mr. ⟦Heath⟧.",
        "“The wall fell,” the mayor, ⟦Ana Vidal⟧, said.",
        "“The wall fell,” ⟦Ana Vidal⟧, the mayor of Tarn, said.",
        "According to the ⟦Tide Office⟧, wages fell.",
        "Wages fell, according to ⟦Reuters⟧.",
        "⟦Ana Vidal⟧ of the Tide Office told Reuters that it fell.",
        "The ⟦University of Oxford⟧ said it fell.",
        "⟦Ursula von der Leyen⟧ said it fell.",
        "A spokesman for the ⟦Tide Office⟧ said it fell.",
        "On Monday, ⟦NASA⟧ said it fell.",
        "⟦NASA⟧ said it fell.",
        "⟦@anavidal⟧ wrote that it fell.",
    ],
)
def test_a_name_beside_a_word_for_saying_is_the_speakers(picture: str) -> None:
    text, _, span = read(picture)
    assert span is not None
    assert speaker_of(text) == span.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The wall fell in March.",
        "Nobody said the wall fell.",
        "“The wall fell,” she said.",
        "Officials said on Monday that it fell.",
        "Critics told Reuters that it fell.",
        "Ana Vidal and Odo Marsh said the wall fell.",
        "The mother of Ana Vidal said the wall fell.",
        "The wall fell, Ana Vidal’s brother said.",
        "Some Democrats said the wall fell.",
        "Yesterday, officials said it fell.",
        "On Monday, said the mayor, it fell.",
        "Wages fell, according to a report by Reuters.",
        "Wages fell, according to",
        "said",
    ],
)
def test_where_no_name_is_plainly_there_nobody_speaks(text: str) -> None:
    assert speaker_of(text) is None


def test_one_word_at_the_beginning_is_a_name_when_it_is_known() -> None:
    assert speaker_of("Vidal said it fell.") is None
    assert speaker_of("Vidal said it fell.", "Vidal") == "Vidal"


def test_one_word_at_the_beginning_is_a_name_when_it_is_one_elsewhere() -> None:
    assert speaker_of("Vidal said it fell. The town trusts Vidal.") == "Vidal"
    assert speaker_of("Vidal said it fell. The town trusts Vidalia. Vidal left.") is None
