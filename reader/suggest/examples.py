"""What a model of names is learned from: texts with the names that a reader has marked in them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from reader.core.document import Document
from reader.core.span import Span
from reader.core.suggestion import Sort
from reader.suggest.contract import Knowledge, Suggester

Names: TypeAlias = tuple[tuple[Span, str], ...]
"""Spans with their entity types, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose names are all marked: what is not among ``names`` is none. ``found`` are those that rules find in it."""

    text: str
    names: Names
    found: Names = ()


def found_in(document: Document, knowledge: Knowledge, rules: Suggester | None) -> Names:
    """The names that ``rules`` find in ``document``, without what the folder knows of names: that is learned apart. ``None`` finds none."""
    if rules is None:
        return ()
    given = rules.suggest(document, Knowledge(knowledge.scheme))
    return tuple((suggestion.span, suggestion.label) for suggestion in given if suggestion.sort is Sort.MENTION)


def encode(examples: Iterable[Example]) -> bytes:
    """``examples`` as JSON."""
    return json.dumps([[example.text, *map(_plain, (example.names, example.found))] for example in examples]).encode()


def decode(content: bytes) -> list[Example]:
    """The examples that :func:`encode` made ``content`` of."""
    return [Example(text, _names(names), _names(found)) for text, names, found in json.loads(content)]


def _plain(names: Names) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, label) for span, label in names]


def _names(plain: Iterable[tuple[int, int, str]]) -> Names:
    return tuple((Span(start, end), label) for start, end, label in plain)
