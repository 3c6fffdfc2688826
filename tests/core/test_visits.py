"""A marked document is found wherever its file goes, and nothing else is taken for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.visit import Visit
from reader.core.visits import Visits
from reader.sources.text import id_of

PATHS = ("a.txt", "b.txt", "c.txt", "sub/a.txt")


@dataclass
class Folder:
    """Files by path with what they hold, and a reader who opens and marks them. ``marked`` are documents."""

    files: dict[str, str] = field(default_factory=dict)
    marked: set[str] = field(default_factory=set)
    visits: Visits = field(default_factory=Visits)

    def document(self, path: str) -> str:
        return self.visits.document_at(path, self.files[path], id_of(path), self.marked.__contains__, self.files.__contains__)

    def open(self, path: str) -> str:
        """Open a file, which keeps where it is."""
        id = self.document(path)
        self.visits.put(Visit(id, path, self.files[path], 1, 0, 0))
        return id

    def mark(self, path: str) -> str:
        id = self.open(path)
        self.marked.add(id)
        return id

    def move(self, path: str, to: str) -> None:
        self.files[to] = self.files.pop(path)


def folder(**files: str) -> Folder:
    """A folder with files given by name, ``.txt`` added."""
    return Folder({f"{name}.txt": content for name, content in files.items()})


def test_a_document_is_named_by_its_path() -> None:
    assert folder(a="A").open("a.txt") == id_of("a.txt")


def test_a_moved_file_is_the_document_that_it_was() -> None:
    it = folder(a="A")
    marked = it.mark("a.txt")
    it.move("a.txt", "b.txt")
    assert it.document("b.txt") == marked
    it.open("b.txt")
    it.move("b.txt", "c.txt")
    assert it.document("c.txt") == marked


def test_once_it_was_seen_in_its_new_place_it_may_change_there() -> None:
    it = folder(a="A")
    marked = it.mark("a.txt")
    it.move("a.txt", "b.txt")
    it.open("b.txt")
    it.files["b.txt"] = "edited"
    assert it.document("b.txt") == marked


def test_a_file_that_was_moved_and_edited_is_not_taken_for_it() -> None:
    it = folder(a="A")
    it.mark("a.txt")
    it.move("a.txt", "b.txt")
    it.files["b.txt"] = "edited"
    assert it.document("b.txt") == id_of("b.txt")


def test_a_copy_takes_nothing() -> None:
    it = folder(a="A", b="A")
    it.mark("a.txt")
    assert it.document("b.txt") == id_of("b.txt")


def test_of_two_copies_of_a_file_that_is_gone_the_first_that_is_opened_is_it() -> None:
    it = folder(a="A")
    marked = it.mark("a.txt")
    it.move("a.txt", "b.txt")
    it.files["c.txt"] = "A"
    assert it.open("b.txt") == marked
    assert it.open("c.txt") == id_of("c.txt")
    assert it.open("b.txt") == marked


def test_of_two_documents_that_are_gone_the_one_with_the_same_file_name_is_taken() -> None:
    it = Folder({"a.txt": "A", "b.txt": "A"})
    first, second = it.mark("a.txt"), it.mark("b.txt")
    it.files = {"sub/b.txt": "A", "sub/a.txt": "A"}
    assert it.open("sub/b.txt") == second
    assert it.open("sub/a.txt") == first


def test_a_document_with_marks_of_its_own_takes_no_others() -> None:
    it = folder(a="A", b="A")
    it.mark("a.txt")
    own = it.mark("b.txt")
    del it.files["a.txt"]
    assert it.document("b.txt") == own


def test_a_document_without_marks_is_not_followed() -> None:
    it = folder(a="A")
    it.open("a.txt")
    it.move("a.txt", "b.txt")
    assert it.document("b.txt") == id_of("b.txt")


def test_what_stands_where_a_file_has_moved_away_from_is_another_document() -> None:
    it = folder(a="A")
    marked = it.mark("a.txt")
    it.move("a.txt", "b.txt")
    it.open("b.txt")
    it.files["a.txt"] = "new"
    new = it.mark("a.txt")
    assert new not in (marked, id_of("b.txt"))
    assert (it.document("a.txt"), it.document("b.txt")) == (new, marked)


def test_a_file_that_comes_back_is_the_document_that_it_was() -> None:
    it = folder(a="A")
    marked = it.mark("a.txt")
    it.move("a.txt", "b.txt")
    it.open("b.txt")
    it.move("b.txt", "a.txt")
    assert it.document("a.txt") == marked


def test_a_document_that_it_was_said_not_to_be_is_not_taken() -> None:
    it = folder(a="A")
    marked = it.mark("a.txt")
    it.move("a.txt", "b.txt")
    it.visits.put(Visit(id_of("b.txt"), "b.txt", "A", 1, 0, 0, apart=(marked,)))
    assert it.document("b.txt") == id_of("b.txt")


@pytest.mark.parametrize("change", [lambda v: replace(v, path="z.txt"), lambda v: replace(v, sha256="Z"), lambda v: v])
def test_of_a_document_the_latest_visit_counts(change: Callable[[Visit], Visit]) -> None:
    first = Visit("1", "a.txt", "A", 1, 0, 0)
    visits = Visits((first, change(first)))
    assert dict(visits) == {"1": change(first)}
    assert visits.at_path(change(first).path) == ("1",)
    assert len(visits) == 1


@given(st.integers(0, 10**9))
def test_whatever_is_moved_copied_and_removed_no_two_files_are_one_marked_document(seed: int) -> None:
    dice, it = Random(seed), Folder()
    for number in range(30):
        known = {path: it.document(path) for path in it.files}
        there = list(it.files)
        free = [path for path in PATHS if path not in it.files]
        expected = {path: id for path, id in known.items() if id in it.marked}
        match dice.choice(("make", "move", "copy", "remove", "mark", "edit")):
            case "make" if free:
                it.files[dice.choice(free)] = f"content {number}"
            case "move" if there and free:
                path, to = dice.choice(there), dice.choice(free)
                it.move(path, to)
                was = expected.pop(path, None)
                lay_there = any(id in it.marked for id in it.visits.at_path(to))
                if was is not None and not lay_there and sum(v.sha256 == it.files[to] for v in it.visits.values()) == 1:
                    expected[to] = was
            case "copy" if there and free:
                it.files[dice.choice(free)] = it.files[dice.choice(there)]
            case "remove" if there:
                path = dice.choice(there)
                del it.files[path]
                expected.pop(path, None)
            case "mark" if there:
                it.mark(dice.choice(there))
            case "edit" if there:
                it.files[dice.choice(there)] = f"edited {number}"
            case _:
                continue
        opened = {path: it.open(path) for path in dice.sample(list(it.files), len(it.files))}
        assert {path: opened[path] for path in expected} == expected
        assert len(set(opened.values())) == len(opened)
