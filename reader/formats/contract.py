"""What an exporter is given and what it must offer.

An exporter is a module of its own, registered under its name as an entry point of the group ``reader.exporters``; the entry
point leads to an object that is an :class:`Exporter`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from reader.core.document import Document
from reader.core.records import Records
from reader.core.resolution import Texts, no_text
from reader.core.visit import Visit


@dataclass(frozen=True, slots=True)
class Handover:
    """What is exported: documents as their reader corrected them, in any order, and the records of their folder.

    ``missing`` are the documents (ids) that records speak of but that could not be read, with how they were last seen, if known.
    ``generator`` is the program with its version, ``exported`` the time (UTC, ISO 8601 with seconds and ``Z``). Without
    ``with_text`` the canonical text of the documents stays out. ``text`` gives the texts that marks were
    made on, by which :class:`reader.core.marks.Marks` finds them in one that has changed since.
    """

    documents: Iterable[Document]
    records: Records
    generator: str
    exported: str
    with_text: bool = True
    missing: Mapping[str, Visit | None] = field(default_factory=dict)
    text: Texts = no_text


class Exporter(Protocol):
    """A format to hand on to. ``name`` is what the command line calls it, ``suffix`` ends its files, ``title`` is a line of help."""

    @property
    def name(self) -> str: ...

    @property
    def suffix(self) -> str: ...

    @property
    def title(self) -> str: ...

    def write(self, handover: Handover, out: BinaryIO) -> None:
        """Write ``handover`` to ``out``, which may not be seekable. ``ExportError`` when the format cannot say it."""
