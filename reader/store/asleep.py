"""Annotations that stay rows until somebody asks for them: 100,000 take seconds to read, and a tenth of one to find."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from reader.core.annotation import Annotation, Sketch
from reader.core.errors import StoreError
from reader.core.records import Use
from reader.store.codec import decode_record, record_id, sketch_of
from reader.store.fields import is_id
from reader.store.layout import Table, row, text_of

_START = re.compile(rb'"start":([0-9]+)')

TOGETHER = 500
"""Rows that are parsed together, which is faster than one by one."""


class SleepingRows:
    """The annotations in ``rows`` as they are now, whatever comes after. A row that cannot be read is left where it is."""

    def __init__(self, rows: Table) -> None:
        self._rows = dict(rows)
        self._count = len(rows)
        numbers: dict[bytes, list[int]] = defaultdict(list)
        for number, line in rows.items():
            # By hand, not by text_of: this is done for all of them whenever a folder is opened.
            start = line.rfind(b',"document":"') + 13  # the last: the reader's own attributes, which come before, may be called anything
            numbers[line[start : line.find(b'"', start)]].append(number)
        self._by_document: dict[str, list[int]] = defaultdict(list)
        for found in numbers.values():
            self._by_document[_document_of(rows[found[0]])] += found
        self._by_entity: dict[str, list[tuple[int, str, int, bool]]] | None = None

    def __len__(self) -> int:
        return self._count

    def documents(self) -> Collection[str]:
        """The ids of the documents that they are about."""
        return self._by_document.keys()

    def of_document(self, document: str) -> Sequence[str]:
        """The ids of those about a document (its id)."""
        return [record_id(number) for number in self._by_document.get(document, ())]

    def count_of(self, document: str) -> int:
        """How many are about a document (its id)."""
        return len(self._by_document.get(document, ()))

    def sketches(self, document: str) -> Iterator[tuple[str, Sketch | None]]:
        """The ids of those about a document (its id), each with its sketch; ``None`` when it takes reading it."""
        numbers = iter(self._by_document.get(document, ()))
        while some := list(islice(numbers, TOGETHER)):
            lines = [self._rows[number] for number in some]
            try:
                rows: list[object] = json.loads(b"[" + b",".join(line[line.index(b":") + 1 :] for line in lines) + b"]")
            except ValueError:
                rows = []
            for number, value in zip(some, rows if len(rows) == len(some) else [None] * len(some), strict=True):
                id = record_id(number)
                yield id, sketch_of(id, value)

    def of_entity(self, entity: str) -> Sequence[str]:
        """The ids of those that mention an entity or that it claims."""
        return [record_id(number) for number, _, _, _ in self._uses_of(entity)]

    def count_of_entity(self, entity: str) -> int | None:
        """How many mention an entity or are claims of it; ``None`` before :meth:`of_entity` was asked for the first time."""
        return None if self._by_entity is None else len(self._by_entity.get(entity, ()))

    def uses_of(self, entity: str) -> Iterator[Use]:
        """Those that mention an entity or that it claims, and where they were marked."""
        return (Use(record_id(number), document, start, is_claim) for number, document, start, is_claim in self._uses_of(entity))

    def _uses_of(self, entity: str) -> Sequence[tuple[int, str, int, bool]]:
        if self._by_entity is None:
            by_entity: dict[str, list[tuple[int, str, int, bool]]] = defaultdict(list)
            for document, numbers in self._by_document.items():
                for number in numbers:
                    line = self._rows[number]
                    body = line.find(b'"body":{')  # what stands before it may be called anything
                    claimant = text_of(line, "claimant", body)
                    found = claimant or text_of(line, "entity", body)
                    if found:
                        start = _START.search(line, line.find(b'"targets":[', body))
                        by_entity[found].append((number, document, int(start[1]) if start else 0, claimant is not None))
            self._by_entity = by_entity  # as a whole, for whoever asks meanwhile
        return self._by_entity.get(entity, ())

    def wake(self, id: str) -> Annotation | None:
        """Read one; ``None`` when there is none with this id, or it cannot be read after all."""
        line = self._rows.get(int(id, 16)) if is_id(id) else None
        if line is not None:
            with suppress(StoreError, ValueError):
                record = decode_record("annotations", id, row(line))
                return record if isinstance(record, Annotation) else None
        return None


def _document_of(line: bytes) -> str:
    return text_of(line[max(0, line.rfind(b',"document":"')) :], "document") or ""
