"""How well suggested names agree with those that somebody marked: spans, kinds, and who is who."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reader.core.document import Document
from reader.core.suggestion import Suggestion
from reader.sources.text import document_of
from reader.suggest.loosened import loosened

_INK = re.compile(r"\S+")
_LINK = re.compile(r"https?:|www\.|mailto:")
UNMARKED = frozenset({"DATE", "AMOUNT"})
"""Labels of suggestions that have no counterpart among marked names."""

CLASSES = {
    "PER": "person",
    "PERSON": "person",
    "ORG": "organisation",
    "LOC": "place",
    "PLACE": "place",
    "GPE": "place",
    "MISC": "other",
    "EVENT": "other",
    "WORK": "other",
    "OTHER": "other",
}
"""What the labels of the corpus and of the scheme have in common; others count as ``other``."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A name that somebody marked: where, what it is of, and whose it is."""

    start: int
    end: int
    label: str
    entity: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its marked names."""

    name: str
    document: Document
    marked: tuple[Marked, ...]


@dataclass(slots=True)
class Score:
    """Counts over samples. ``links`` are right and wrong ones by rule; ``open_links`` those with an end that nobody marked."""

    exact: int = 0
    suggested: int = 0
    marked: int = 0
    touched: int = 0
    cut: int = 0
    cut_exact: int = 0
    typed: int = 0
    links: Counter[tuple[str, bool]] = field(default_factory=Counter)
    open_links: int = 0

    @property
    def precision(self) -> float:
        return self.exact / self.suggested if self.suggested else 0.0

    @property
    def recall(self) -> float:
        return self.exact / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """Of spans that are exactly the same."""
        return 2 * self.exact / (self.suggested + self.marked) if self.marked else 0.0

    @property
    def touched_share(self) -> float:
        """The share of marked names that some suggestion overlaps."""
        return self.touched / self.marked if self.marked else 0.0

    @property
    def typed_share(self) -> float:
        """The share of exactly suggested names whose class is right."""
        return self.typed / self.exact if self.exact else 0.0

    @property
    def whole_f1(self) -> float:
        """``f1`` without the marked names that lack the beginning of theirs, and without the suggestions that have it."""
        rest = self.suggested + self.marked - 2 * self.cut
        return 2 * (self.exact - self.cut_exact) / rest if rest > 0 else 0.0

    @property
    def rejoined_f1(self) -> float:
        """``f1`` where a suggestion also counts as exact when it only has the beginning as well that a marked name lacks."""
        return 2 * (self.exact + self.cut - self.cut_exact) / (self.suggested + self.marked) if self.marked else 0.0

    def link_precision(self, *rules: str) -> float:
        """The share of right links by ``rules``; by all, when none is named."""
        right = sum(count for (rule, is_right), count in self.links.items() if is_right and (not rules or rule in rules))
        made = sum(count for (rule, _), count in self.links.items() if not rules or rule in rules)
        return right / made if made else 1.0

    def __iadd__(self, other: Score) -> Score:
        for name in ("exact", "suggested", "marked", "touched", "cut", "cut_exact", "typed", "open_links"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.links += other.links
        return self


def read_corpus(folder: Path) -> Iterator[Sample]:
    """The texts of ``folder``: one JSON file each with ``text`` and ``names``, or the project's own exports."""
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text("utf-8"))
        if content.get("format") == "reader":
            yield from _of_export(path.stem, content)
        elif "names" in content and "text" in content:
            names = [Marked(one["start"], one["end"], one["label"], str(one["entity"])) for one in content["names"]]
            yield _sample(path.stem, content["text"], names)


def _of_export(stem: str, content: dict[str, Any]) -> Iterator[Sample]:
    for document in content["documents"]:
        mentions = [one for one in document["annotations"] if one["type"] == "mention"]
        if document.get("text") and mentions:
            names = [Marked(one["start"], one["end"], one["mention"]["label"], one["mention"]["entity"]) for one in mentions]
            yield _sample(f"{stem}/{document['path']}", document["text"], names)


def _sample(name: str, text: str, names: Iterable[Marked]) -> Sample:
    """A sample whose names' offsets are those of the document, which lacks the white space around the text. Links are no names."""
    document = document_of(text, path=f"{name}.txt", sha256="", encoding="utf-8")
    shift = text.index(document.text[:200])
    moved = [Marked(one.start - shift, one.end - shift, one.label, one.entity) for one in names if not _LINK.match(text, one.start)]
    return Sample(name, document, tuple(sorted(moved, key=lambda one: one.start)))


def score(sample: Sample, suggestions: Sequence[Suggestion]) -> Score:
    """How ``suggestions`` for the sample's document agree with what is marked in it.

    Amounts, dates, handles and hashtags are left out: nobody marked those here. A *link* is what a suggestion says of an earlier one: that
    both are of the entity of one name. Its rule is ``exact`` where the words are the same as there, else that which the reasons name, else
    ``longer name later``. It is right when both ends touch marked names of one entity.
    """
    text = sample.document.text
    names = [one for one in suggestions if one.label not in UNMARKED and text[one.span.start] not in "@#"]
    spans = {(one.span.start, one.span.end): one for one in names}
    found = Score(suggested=len(names), marked=len(sample.marked))
    for one in sample.marked:
        suggestion = spans.get((one.start, one.end))
        lacks = _lacks_beginning(text, one)
        if suggestion is not None:
            found.exact += 1
            found.typed += CLASSES.get(suggestion.label, "other") == CLASSES.get(one.label, "other")
        covering = [other for other in names if other.span.start < one.end and one.start < other.span.end]
        found.touched += bool(covering)
        if lacks and any(other.span.end == one.end and other.span.start <= one.start for other in covering):
            found.cut += 1
            found.cut_exact += suggestion is not None
    _count_links(text, names, sample.marked, found)
    return found


def parted(sample: Sample, suggestions: Sequence[Suggestion]) -> tuple[Sample, list[Suggestion]]:
    """The sample and the suggestions without the names that lie in words, or beside words, that have lost the space between them."""
    text = sample.document.text
    spaces = loosened(text).spaces
    lost = [space - index for index, space in enumerate(spaces)]
    joined = bytearray(len(text))
    for run in _INK.finditer(text):
        at = bisect_left(lost, run.start() + 1)
        if at < len(lost) and lost[at] < run.end():
            joined[run.start() : run.end()] = b"\1" * (run.end() - run.start())

    def is_parted(start: int, end: int) -> bool:
        return joined.find(1, max(0, start - 2), end + 2) < 0

    kept = tuple(one for one in sample.marked if is_parted(one.start, one.end))
    return replace(sample, marked=kept), [one for one in suggestions if is_parted(one.span.start, one.span.end)]


def _lacks_beginning(text: str, marked: Marked) -> bool:
    """Whether a capitalised word stands directly before a marked name that no other rule parts from it: *United ⟦States⟧*."""
    before = text[max(0, marked.start - 40) : marked.start]
    word = before[:-1].split()[-1] if before.endswith(" ") and before[:-1].split() else ""
    return word[:1].isupper() and word[-1:].isalpha() and word.lower() not in {"the", "a", "in", "mr", "ms", "mrs", "dr"}


def _count_links(text: str, names: Sequence[Suggestion], marked: Sequence[Marked], found: Score) -> None:
    earlier: dict[str, list[tuple[Suggestion, str | None]]] = {}
    for one in names:
        entity = next((other.entity for other in marked if other.start < one.span.end and one.span.start < other.end), None)
        others = earlier.setdefault(one.name or "", [])
        if others:
            words = one.span.of(text)
            same = [pair for pair in others if pair[0].span.of(text) == words]
            rule, other = ("exact", same[-1][1]) if same else (_rule(one, others[-1][0]), others[-1][1])
            if entity is None or other is None:
                found.open_links += 1
            else:
                found.links[rule, entity == other] += 1
        others.append((one, entity))


def _rule(one: Suggestion, earlier: Suggestion) -> str:
    """By which rule a suggestion is said to be of the same entity as an earlier one with other words."""
    for rule in ("surname", "first name", "acronym"):
        if any(reason.startswith(rule) for reason in one.reasons):
            return rule
    if any("comes later" in reason for reason in earlier.reasons):
        return "longer name later"
    return "other writing"
