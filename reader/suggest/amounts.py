"""Money, shares and dates, told by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.core.span import Span

AMOUNT, DATE = "AMOUNT", "DATE"

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?[ ])?"
_NUMBER = r"\d{1,12}(?:[.,]\d{1,6}){0,5}"
_SCALE = r"(?:[ -]?(?:thousand|million|billion|trillion|bn|mn|[kKmMB])\b)?"
_UNIT = r"(?:dollars?|euros?|pounds?|yen|yuan|rupees?|francs?|roubles?|rubles?|cents?|USD|EUR|GBP|CHF)"

_SHAPES = re.compile(
    rf"""
    (?= [A-Z\d$€£¥₹] ) (?:
    (?P<money> (?<![\w$]) (?:[A-Z]{{1,3}}[ ]?)? [$€£¥₹] [ ]? {_NUMBER} {_SCALE} | (?<![\w.,$]) {_NUMBER} {_SCALE} [ ]? (?:{_UNIT}\b | €) )
    | (?P<share> (?<![\w.,$]) (?:{_NUMBER} [ ]?[-–][ ]?)? {_NUMBER} [ ]? (?: % | (?:per[ ]cent|percent|percentage[ ]points?)\b ) )
    | (?P<date> \b {_WEEKDAY} {_MONTH} [ ] \d{{1,2}} (?:st|nd|rd|th)? (?: ,?[ ] [12]\d{{3}} )? \b
        | \b {_WEEKDAY} \d{{1,2}} (?:st|nd|rd|th|\.)? [ ] (?:of[ ])? {_MONTH} (?: ,?[ ] [12]\d{{3}} )? \b
        | \b {_MONTH} ,?[ ] [12]\d{{3}} \b
        | \b [12]\d{{3}} - [01]\d - [0-3]\d \b )
    | (?P<year> (?<= [ ]in[ ] ) [12]\d{{3}} \b (?![.,]\d) | (?<= [ ]since[ ] ) [12]\d{{3}} \b | (?<= \bIn[ ] ) [12]\d{{3}} \b )
    )
    """,
    re.VERBOSE,
)
_REASONS = {"money": "an amount of money", "share": "a share", "date": "a date", "year": "a year"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity or date in a text: the label that it gets, and why."""

    span: Span
    label: str
    reason: str
    confidence: float


def measures(text: str, within: Span) -> Iterator[Measure]:
    """The amounts and dates in ``within``, in order."""
    for found in _SHAPES.finditer(text, within.start, within.end):
        kind = found.lastgroup or ""
        label = AMOUNT if kind in ("money", "share") else DATE
        yield Measure(Span(*found.span()), label, _REASONS[kind], 0.6 if kind == "year" else 0.85)
