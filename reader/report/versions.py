"""A document as it was when it was last marked, beside what it is now."""

from __future__ import annotations

from dataclasses import replace

from reader.core.correction import corrected
from reader.core.document import Document
from reader.core.resolution import Resolver
from reader.report.work import Work
from reader.sources.text import document_of


def last_marked(work: Work, document: Document) -> tuple[Document, Document] | None:
    """The last version that was marked, is not that of now, and was kept, with the one of now; ``None`` when there is none.

    Where only that of now was marked, that, twice.
    Of the older one nothing but its text is known, so both are cut into paragraphs and posts as plain text is, and corrected alike.
    """
    made: dict[str, str] = {}
    for annotation in work.records.annotations_of(document.id):
        for target in annotation.targets:
            made[target.text] = max(made.get(target.text, ""), annotation.provenance.created)
    older = sorted(made.keys() - {"", document.digest}, key=lambda version: (made[version], version), reverse=True)
    kept = next((text for version in older if (text := work.text(version)) is not None), None)
    if kept is None and made.keys() == {document.digest}:
        kept = document.text
    if kept is None:
        return None
    return _cut(work, document, kept, f"{document.path} as it was marked"), _cut(work, document, document.text, document.path)


def _cut(work: Work, document: Document, text: str, path: str) -> Document:
    cut = document_of(text, path=path, sha256=document.sha256, encoding=document.encoding)
    cut = replace(cut, id=document.id, language=document.language)
    return corrected(cut, work.records.corrections_of(document.id), Resolver(cut, work.text).resolve)
