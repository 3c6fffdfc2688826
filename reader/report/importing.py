"""What of a file of suggestions has a place in the documents of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reader.core.anchor import describe
from reader.core.document import Document
from reader.core.graphemes import is_boundary
from reader.core.handed_on import Suggested, SuggestedDocument, SuggestedDocuments
from reader.core.resolution import Resolver
from reader.formats.json_import import SuggestionFile


@dataclass(frozen=True, slots=True)
class Accepted:
    """The suggestions that have a place, with the places that they have now, by document.

    ``moved`` counts those whose words are elsewhere than the file says; ``lost`` those whose words were not found, with the first few of
    their documents and quotes in ``examples``; ``strangers`` the documents that the folder does not have.
    """

    documents: tuple[SuggestedDocument, ...]
    moved: int = 0
    lost: int = 0
    examples: tuple[tuple[str, str], ...] = ()
    strangers: int = 0

    @property
    def count(self) -> int:
        """How many suggestions have a place."""
        return sum(len(document.suggestions) for document in self.documents)

    def lines(self, others: int) -> list[str]:
        """What was done, in sentences. ``others`` are annotations of sorts that are not suggested."""
        told = [f"{_count(self.count, 'suggestion')} for {_count(len(self.documents), 'document')}."]
        if self.moved:
            told.append(f"{_count(self.moved, 'suggestion')} stood elsewhere and was found by its words.")
        if self.lost:
            told.append(f"{_count(self.lost, 'suggestion')} left out, because the words were not found:")
            told += [f"  {path}: “{quote}”" for path, quote in self.examples]
        if self.strangers:
            told.append(f"{_count(self.strangers, 'document')} of the file left out, because this folder does not have it.")
        if others:
            told.append(f"{_count(others, 'note, tag or piece of evidence', 'notes, tags or pieces of evidence')} left out.")
        return told


EXAMPLES = 5
_LONGEST = 60


def accept(file: SuggestionFile, documents: Iterable[Document]) -> Accepted:
    """The suggestions of ``file`` in their places in ``documents``, which are the folder's as their sources hold them."""
    known = SuggestedDocuments(file.documents)
    accepted, examples = list[SuggestedDocument](), list[tuple[str, str]]()
    moved = lost = 0
    met: set[int] = set()
    for document in documents:
        resolver, placed = Resolver(document), list[Suggested]()
        for given in known.of(document):
            met.add(id(given))
            for suggested in given.suggestions:
                found = _placed(suggested, document, resolver)
                if found is None:
                    lost += 1
                    examples.append((document.path, _shortened(suggested.selector.quote)))
                    continue
                moved += found.selector.start != suggested.selector.start
                placed.append(found)
        if placed:
            accepted.append(SuggestedDocument(document.id, document.sha256, document.path, tuple(placed)))
    strangers = sum(id(given) not in met for given in file.documents)
    return Accepted(tuple(accepted), moved, lost, tuple(examples[:EXAMPLES]), strangers)


def _placed(suggested: Suggested, document: Document, resolver: Resolver) -> Suggested | None:
    """``suggested`` where its words stand in ``document``; ``None`` when they do not, or when their ends cut a character."""
    span = resolver.resolve(suggested.selector).span
    if span is None or not (is_boundary(document.text, span.start) and is_boundary(document.text, span.end)):
        return None
    return replace(suggested, selector=describe(document, span))


def _shortened(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _count(number: int, thing: str, things: str = "") -> str:
    return f"{number} {thing if number == 1 else things or thing + 's'}"
