"""Invented articles whose names are all marked, and rules that find them but take every one for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from reader.core.document import Document
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.suggest.contract import Knowledge
from reader.suggest.examples import Example, found_in
from tests.notation import SCHEME, document

PEOPLE = ("Odo Marsh", "Ines Quill", "Tobin Rook")
BODIES = ("Harbour Board", "Lantern Guild", "Tide Office")
PLACES = ("Saltmere", "Hollowick", "Fernby")
SHAPES = (
    "On market day {person} of the {body} spoke in {place} about the toll.",
    "The {body} has moved to {place}, says {person}.",
    "Nobody in {place} had asked {person} or the {body}.",
    "Later, {person} left for {place} without a word from the {body}.",
)
_NAME = re.compile(r"(?!On|The|Nobody|Later|No)[A-Z]\w+(?: [A-Z]\w+)*")


class Rules:
    """Finds runs of capitals."""

    name, title = "rules", "runs of capitals"

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterator[Suggestion]:  # noqa: ARG002
        for found in _NAME.finditer(document.text):
            yield Suggestion(Span(*found.span()), Sort.MENTION, "PERSON", ("a run of capitals",), self.name)


RULES = Rules()


def article(number: int) -> Example:
    """An article of some sentences; its names differ from those of other articles in part."""
    dice = Random(number)
    text, names = "", []
    for _ in range(6):
        own = f"{dice.choice('BDFGKLM')}{dice.choice('aeiou')}{dice.choice('lnrst')}"
        chosen = {
            "person": dice.choice((*PEOPLE, f"{own}a Marsh", f"Odo {own}ing")),
            "body": dice.choice((*BODIES, f"{own}er Guild", f"{own}ish Board")),
            "place": dice.choice((*PLACES, f"{own}by", f"{own}mere")),
        }
        labels = {chosen["person"]: "PERSON", chosen["body"]: "ORG", chosen["place"]: "PLACE"}
        sentence = dice.choice(SHAPES).format(**chosen)
        for found in sorted((sentence.index(name), name) for name in labels):
            start = len(text) + found[0]
            names.append((Span(start, start + len(found[1])), labels[found[1]]))
        text += sentence + " No toll was paid. "
    return Example(text, tuple(names), found_in(document(text), Knowledge(SCHEME), RULES))


def articles(count: int) -> list[Example]:
    return [article(number) for number in range(count)]
