"""A suggester whose suggestions are known beforehand, in place of all that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.core.document import Document
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.suggest.contract import Knowledge

ARTICLE = """The mill of Fernby closed in 2019. Tove Lind ran it. The town lost forty jobs.

Lind now grows pears. Tove Lind sells them in Fernby.
"""
NAMES = {"Fernby": "PLACE", "Tove Lind": "PERSON", "Lind": "PERSON"}


class Fake:
    """Suggests the names of :data:`NAMES`, each where it stands by itself, and sentences with the word “lost” as claims."""

    name = "fake"
    title = "What the tests know"

    def __init__(self) -> None:
        self.asked: list[Knowledge] = []

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterator[Suggestion]:
        self.asked.append(knowledge)
        text = document.text
        for found in re.finditer(r"[^.\n]*\blost\b[^.\n]*\.", text):
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Suggestion(Span(start, found.end()), Sort.CLAIM, "number", ("a number",), self.name, 0.62, claimant="Tove Lind")
        for found in re.finditer(r"Tove Lind|Lind|Fernby", text):
            if found[0] not in knowledge.refused:
                name = "Tove Lind" if found[0] == "Lind" else None
                reasons = ("surname of Tove Lind",) if name else ("capitalised",)
                yield Suggestion(Span(*found.span()), Sort.MENTION, NAMES[found[0]], reasons, self.name, 0.9, name=name)
