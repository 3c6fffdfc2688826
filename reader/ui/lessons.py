"""The articles that are done as what names are learned from: taken from records on the screen's thread, read in any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.core.anchor import Selector
from reader.core.annotation import Mention, Sketch, Stage, Status
from reader.core.records import Records
from reader.core.resolution import Resolver, Texts
from reader.core.span import Span
from reader.suggest.contract import Knowledge, Suggester
from reader.suggest.examples import Example, Names, found_in

MOST = 200
"""Articles that are learned from; of more, those that were done last."""


@dataclass(frozen=True, slots=True)
class Done:
    """A document (its id) that is done, with the names in it: where each was marked, and its entity type."""

    document: str
    names: tuple[tuple[Selector, str], ...]


def done_documents(records: Records) -> Iterator[Done]:
    """The documents of which the reader has said last that they are done, the latest first, :data:`MOST` at most. Wakes no annotation.

    What is not sure, and names of several pieces, teach nothing.
    """
    for document in records.documents_at(Stage.DONE)[:MOST]:
        names = []
        for mark in records.sketches_of(document):
            match mark:
                case Sketch(group=group):
                    id = group if isinstance(group, str) else None
                case _:
                    id = mark.body.entity if isinstance(mark.body, Mention) else None
            entity = records.entity(id)
            if entity is not None and mark.status is Status.OK and len(mark.targets) == 1:
                names.append((mark.targets[0], entity.label))
        yield Done(document, tuple(names))


def example_of(done: Done, texts: Texts, knowledge: Knowledge, rules: Suggester | None) -> Example | None:
    """What a document teaches, with what ``rules`` find in it; ``None`` when it has no names, or none of its texts was kept.

    Its text is the one on which most of its names were marked; the others are looked for in it.
    """
    from reader.sources.text import document_of  # costs time, and is seldom needed

    versions = Counter(selector.text for selector, _ in done.names if selector.text).most_common()
    text = next((found for version, _ in versions if (found := texts(version)) is not None), None)
    if text is None:
        return None
    document = document_of(text, path=done.document, sha256="", encoding="utf-8")
    resolver = Resolver(document, texts)
    names = _apart((span, label) for selector, label in done.names if (span := resolver.resolve(selector).span) is not None)
    return Example(text, names, found_in(document, knowledge, rules))


def _apart(names: Iterator[tuple[Span, str]]) -> Names:
    """``names`` in the order of the text; of those that share words, the one that begins first, of these the longest."""
    apart: list[tuple[Span, str]] = []
    for span, label in sorted(names, key=lambda name: (name[0].start, -name[0].end)):
        if not apart or span.start >= apart[-1][0].end:
            apart.append((span, label))
    return tuple(apart)


def examples_of(documents: Sequence[Done], texts: Texts, knowledge: Knowledge, rules: Suggester | None) -> list[Example]:
    """What ``documents`` teach, in their order."""
    found = (example_of(done, texts, knowledge, rules) for done in documents)
    return [example for example in found if example is not None]
