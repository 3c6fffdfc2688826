from __future__ import annotations

import pytest

from reader.core.span import Span
from reader.suggest.amounts import measures


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("It cost ⟦$3.5 million⟧ then.", "AMOUNT"),
        ("It cost ⟦US$ 10 billion⟧ then.", "AMOUNT"),
        ("It cost ⟦€40⟧.", "AMOUNT"),
        ("It cost ⟦1,200 euros⟧ then.", "AMOUNT"),
        ("About ⟦40%⟧ of it.", "AMOUNT"),
        ("About ⟦46.5 per cent⟧ of it.", "AMOUNT"),
        ("From ⟦10-20 percent⟧ of it.", "AMOUNT"),
        ("On ⟦May 28, 2024⟧ it fell.", "DATE"),
        ("On ⟦Tuesday, 3 May 2024⟧ it fell.", "DATE"),
        ("In ⟦January 2009⟧ it fell.", "DATE"),
        ("On ⟦2024-05-28⟧ it fell.", "DATE"),
        ("It fell in ⟦1999⟧ already.", "DATE"),
        ("In ⟦1999⟧ it fell.", "DATE"),
    ],
)
def test_amounts_and_dates_are_found_whole(text: str, label: str) -> None:
    start, end = text.index("⟦"), text.index("⟧") - 1
    plain = text.replace("⟦", "").replace("⟧", "")
    (found,) = measures(plain, Span(0, len(plain)))
    assert (found.span, found.label) == (Span(start, end), label)


@pytest.mark.parametrize(
    "text", ["There were 12 boats.", "It may 5 times fail.", "Version 1.2.3 of A4 paper", "Call 555-1234.", "Room 2004 is open."]
)
def test_other_numbers_are_neither(text: str) -> None:
    assert [*measures(text, Span(0, len(text)))] == []
