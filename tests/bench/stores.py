"""Stores of any size, written at rest in one go by the store's own code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from reader.core.anchor import Selector, context_of
from reader.core.annotation import Annotation, Body, Claim, Entity, Mention, Provenance, Record
from reader.core.document import Document
from reader.core.span import Span
from reader.core.transaction import Change
from reader.store.codec import encode_record, row_number, table_of
from reader.store.contents import META_ROW, meta_row
from reader.store.layout import META, line, render
from reader.store.place import database_path
from tests.bench.texts import FAMILY, GIVEN, name_spans, sentence_spans

MADE = Provenance("bench", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")
ENTITIES = [
    Entity(f"{number:014x}", f"{given} {family}", "PERSON") for number, (given, family) in enumerate((g, f) for g in GIVEN for f in FAMILY)
]
"""All persons that the texts name."""

_WORD = re.compile(r"\S+")
_LONGEST = 200
"""Words that a claim has at the most where sentences and names do not suffice."""


def write_store(root: Path, annotator: str, document: Document, count: int) -> None:
    """Have ``annotator`` have made ``count`` marks in ``document``, and their entities, in the folder ``root``; nothing for 0."""
    if count:
        path = database_path(root, annotator).path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(sealed([*ENTITIES, *marks(document, count)]))


def sealed(records: list[Record]) -> bytes:
    """The bytes of a database at rest that holds ``records``."""
    tables: dict[str, dict[int, bytes]] = {META: {META_ROW: line(META_ROW, meta_row())}}
    for record in records:
        number = row_number(record.id)
        tables.setdefault(table_of(Change(None, record)), {})[number] = line(number, encode_record(record))
    return render(tables)[0]


def marks(document: Document, count: int) -> list[Annotation]:
    """``count`` marks, spread over the text but for its first sentence: claims on every second sentence, mentions on persons' names.

    Where more are wanted, claims run from any word to another. No claim is a whole sentence, so that each sentence can still be marked.
    """
    dice = Random(count)
    first = document.text.index(".") + 1
    found = [place for place in _places(document.text) if place[0].start >= first]
    chosen = [found[index] for index in sorted(dice.sample(range(len(found)), min(count, len(found))))]
    taken = set(chosen)
    chosen += islice((run for run in _runs(document.text, first, dice) if run not in taken), count - len(chosen))
    ids = dice.sample(range(2**20, 2**53), count)
    return [
        Annotation(f"{id:014x}", document.id, (_selector(document, span),), said, MADE)
        for id, (span, said) in zip(ids, chosen, strict=True)
    ]


def _selector(document: Document, span: Span) -> Selector:
    """Made faster than by describing the span: that no other place has the same context is not looked at."""
    return Selector(span.start, span.end, span.of(document.text), *context_of(document.text, span), document.digest)


def _places(text: str) -> Iterator[tuple[Span, Body]]:
    """Every second sentence from its second word on as a claim, every known name as a mention."""
    for start, end in islice(sentence_spans(text), 0, None, 2):
        second = text.find(" ", start, end) + 1
        if second:
            yield Span(second, end), Claim("fact")
    known = {entity.name: entity.id for entity in ENTITIES}
    for start, end in name_spans(text):
        yield Span(start, end), Mention(known[text[start:end]])


def _runs(text: str, start: int, dice: Random) -> Iterator[tuple[Span, Body]]:
    """Claims from one word to another, from ``start`` on, in any order."""
    words = [match.span() for match in _WORD.finditer(text, start)]
    seen = set()
    while True:
        first, length = dice.randrange(len(words)), dice.randrange(3, _LONGEST)
        if first + length < len(words) and (first, length) not in seen:
            seen.add((first, length))
            yield Span(words[first][0], words[first + length][1]), Claim("fact")
