"""Invented articles, and what is suggested for them in a form that reads easily."""

from __future__ import annotations

from reader.config import load_scheme
from reader.core.document import Document
from reader.core.suggestion import Suggestion
from reader.sources.text import document_of
from reader.suggest.contract import Knowledge, KnownName
from reader.suggest.names import SUGGESTER

SCHEME = load_scheme(None)

ARTICLE = """\
Harbour Board Picks New Chief After Ferry Row
The Tolvane Harbour Board has chosen Mira Tolvane as its next director, Governor Pell Arden said on 3 May 2024.
Tolvane, 44, who led the Coastal Research Institute (CRI) in Brisk Bay, Norway, takes over in June. The CRI lost $3.5 million last year.
“She is the right one,” Arden said. Mr. Oskar Lindqvist, a spokesman for Ferrovia Inc., told the Brisk Herald a ferry may cost 12% more.
Will Smith asked, as actor Will Smith does, whether Mira could stay. Norwegian officials did not reply. Norwegians were surprised.
In the end, everyone was happy!
Scientists at the University of Tolvane disagree with Lindqvist’s numbers.
The new boats are safe and cheap.
— Mira Tolvane (@miratolvane) May 28, 2024
Thanks to @miratolvane and #ferrygate for the reminder.
"""


def document(text: str) -> Document:
    return document_of(text, path="a.txt", sha256="", encoding="utf-8")


def knowledge(names: dict[str, KnownName] | None = None, refused: frozenset[str] = frozenset()) -> Knowledge:
    return Knowledge(SCHEME, names or {}, refused)


def suggested(text: str, known: Knowledge | None = None) -> list[Suggestion]:
    return SUGGESTER.suggest(document(text), known or knowledge())


def shown(text: str, known: Knowledge | None = None) -> list[str]:
    """The suggestions as ``words: LABEL`` or ``words: LABEL = fullest name``."""
    canonical = document(text).text
    told = []
    for one in suggested(text, known):
        words = one.span.of(canonical)
        told.append(f"{words}: {one.label}" + (f" = {one.name}" if one.name != words else ""))
    return told
