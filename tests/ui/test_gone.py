"""Which documents are gone, and what is left of them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Claim, Provenance
from reader.core.document import digest_of_text
from reader.core.span import Span
from reader.core.visit import Visit
from reader.library import Library
from reader.session import Session
from reader.store.memory import MemoryStore
from reader.ui import gone
from reader.ui.gone import find_gone, gone_at, left_of

OLD, NEW = "The bridge fell.", "The old bridge fell, and nobody knows why."
MADE = Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")


def visit(document: str, path: str) -> Visit:
    return Visit(document, path, "0" * 64, 10, 0, 0)


def claim(number: int, text: str) -> Annotation:
    return Annotation(f"{number:014x}", "doc", (describe(text, Span(4, 10)),), Claim("fact"), MADE)


@pytest.mark.parametrize("few", [0, 1000])
def test_gone_is_what_was_marked_and_has_no_file_within_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    (tmp_path / "here.txt").write_text("")
    (tmp_path / ".hidden.txt").write_text("")
    visits = [
        visit(path, path)
        for path in ("z.txt", "here.txt", ".hidden.txt", "../out.txt", "/out.txt", "", "un\0usual", "sub/a.txt", "caf\ufffd.txt")
    ]
    monkeypatch.setattr(gone, "FEW", few)
    found = find_gone(
        Library(tmp_path), lambda: ["here.txt"], [*visits, visit("unmarked", "b.txt")], lambda document: document != "unmarked"
    )
    assert [visit.path for visit in found] == ["sub/a.txt", "z.txt"]


def test_few_visits_are_not_compared_with_all_files(tmp_path: Path) -> None:
    def paths() -> Collection[str]:
        raise AssertionError("there may be a hundred thousand of them")

    assert find_gone(Library(tmp_path), paths, [visit("doc", "a.txt")], lambda _: True) == [visit("doc", "a.txt")]


def test_what_is_shown_is_the_text_that_most_marks_were_made_on() -> None:
    store = MemoryStore([claim(1, OLD), claim(2, NEW), claim(3, NEW)])
    store.save_visit(visit("doc", "a.txt"))
    for text in (OLD, NEW):
        store.keep_text(text)
    left = gone_at(Session(store), "a.txt")
    assert left is not None
    document = left_of(left, store.text)
    assert (document.id, document.path, document.text) == ("doc", "a.txt", NEW)
    assert left_of(left, lambda digest: OLD if digest == digest_of_text(OLD) else None).text == OLD
    assert left_of(left, lambda _: None).text == ""


def test_where_nothing_was_marked_nothing_is_left() -> None:
    store = MemoryStore()
    store.save_visit(visit("doc", "a.txt"))
    assert gone_at(Session(store), "a.txt") is None
    assert gone_at(Session(store), "b.txt") is None
