"""The index of a folder: a cache that is never trusted."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.core.query import Query
from reader.library import Library
from reader.search import indexing
from reader.search.folder import numbered, search
from reader.search.index import Index, is_supported
from reader.search.texts import text_of

pytestmark = pytest.mark.skipif(not is_supported(), reason="this SQLite keeps no index")


def folder(root: Path, **texts: str) -> Library:
    root.mkdir(exist_ok=True)
    for name, text in texts.items():
        (root / f"{name}.txt").write_text(text)
    return Library(root)


def indexed(library: Library, path: Path) -> Index:
    index = Index(path)
    index.update(library.entries, lambda entry: str(text_of(library, entry)))
    return index


def without(library: Library, index: Index, words: str) -> set[str]:
    return set(index.without_match(Query(words), library.entries))


def found(library: Library, index: Index | None, words: str) -> list[tuple[str, int]]:
    steps = search(library, numbered(library.entries), Query(words), index=index)
    return [(line.path, line.span.start) for step in steps for line in step.lines]


def test_documents_that_cannot_have_the_words_are_left_out(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.", two="A road.", three="Abridged")
    index = indexed(library, tmp_path / "index")
    assert without(library, index, "bridge") == {"two.txt"}
    assert without(library, index, "Bridge") == {"two.txt"}
    assert without(library, index, "bridge fell") == {"two.txt", "three.txt"}


def test_of_short_words_and_expressions_nothing_is_known(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.")
    index = indexed(library, tmp_path / "index")
    assert without(library, index, "zz") == set()
    assert index.without_match(Query("zzz", is_pattern=True), library.entries) == frozenset()


def test_words_without_spaces_between_them_are_found(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="東京都知事が語った。", two="大阪府")
    assert found(library, indexed(library, tmp_path / "index"), "都知事") == [("one.txt", 2)]


def test_a_document_that_was_changed_is_looked_through_until_it_is_indexed_again(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.", two="A road.")
    index = indexed(library, tmp_path / "index")
    (library.root / "two.txt").write_text("A bridge, now.")
    assert found(library, index, "bridge") == [("one.txt", 4), ("two.txt", 2)]
    (library.root / "one.txt").write_text("Nothing left.")
    assert found(library, index, "bridge") == [("two.txt", 2)]
    assert not index.is_current(library.entries)
    assert index.update(library.entries, lambda entry: str(text_of(library, entry))) == 2
    assert without(library, index, "bridge") == {"one.txt"}
    assert index.is_current(library.entries)


def test_an_update_reads_only_what_was_changed(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.", two="A road.")
    index = indexed(library, tmp_path / "index")
    os.utime(library.root / "two.txt", (1, 1))
    read = []
    index.update(library.entries, lambda entry: read.append(entry.path) or "A road.")  # type: ignore[func-returns-value]
    assert read == ["two.txt"]


def test_a_document_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.", two="A bridge.")
    index = indexed(library, tmp_path / "index")
    (library.root / "two.txt").unlink()
    rest = Library(library.root)
    assert found(rest, index, "bridge") == [("one.txt", 4)]
    index.update(rest.entries, lambda entry: str(text_of(rest, entry)))
    with sqlite3.connect(index.path) as connection:
        assert connection.execute("SELECT path FROM files").fetchall() == [("one.txt",)]
    connection.close()


@pytest.mark.parametrize("broken", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_an_index_that_is_broken_is_thrown_away_and_made_anew(tmp_path: Path, broken: bytes) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.", two="A road.")
    index = indexed(library, tmp_path / "index")
    index.discard()
    index.path.write_bytes(broken)
    assert found(library, index, "bridge") == [("one.txt", 4)]
    index.update(library.entries, lambda entry: str(text_of(library, entry)))
    assert without(library, index, "bridge") == {"two.txt"}


def test_an_index_with_a_torn_page_gives_the_same_lines(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", **{f"d{number}": f"The bridge {number} fell over road {number % 7}." for number in range(60)})
    index = indexed(library, tmp_path / "index")
    with sqlite3.connect(index.path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(index.path.read_bytes())
    content[4096 : len(content) // 2] = os.urandom(len(content) // 2 - 4096)
    index.path.write_bytes(content)
    expected = found(library, None, "road 3")
    assert len(expected) == 9
    assert found(library, index, "road 3") == expected


def test_of_an_index_half_of_which_is_of_no_use_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.search.index.SPARE", 5)
    library = folder(tmp_path / "a", one="The bridge fell.")
    index = indexed(library, tmp_path / "index")
    for number in range(1, 12):
        os.utime(library.root / "one.txt", (number, number))
        index.update(library.entries, lambda _: "The bridge fell.")
    with sqlite3.connect(index.path) as connection:
        assert connection.execute("SELECT max(text) FROM files").fetchone()[0] < 8
    connection.close()


def test_a_document_that_cannot_be_read_is_looked_through_and_not_tried_again(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.", two="A road.")
    index = Index(tmp_path / "index")
    index.update(library.entries, lambda entry: None if entry.path == "two.txt" else "The bridge fell.")
    assert without(library, index, "zeppelin") == {"one.txt"}
    assert index.is_current(library.entries)
    assert index.update(library.entries, lambda _: pytest.fail("it was tried again")) == 0


def test_an_index_that_somebody_else_is_at_work_on_is_left_alone(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.", two="A road.")
    index = indexed(library, tmp_path / "index")
    with sqlite3.connect(index.path) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        assert found(library, index, "bridge") == [("one.txt", 4)]
        assert index.path.exists()
    other.close()
    assert without(library, index, "bridge") == {"two.txt"}


def test_an_update_that_is_stopped_goes_on_later(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.")
    index = Index(tmp_path / "index")
    index.update(library.entries, lambda _: "The bridge fell.", lambda: True)
    assert not index.is_current(library.entries)
    index.update(library.entries, lambda _: "The bridge fell.")
    assert index.is_current(library.entries)


def test_another_process_makes_the_index(tmp_path: Path) -> None:
    library = folder(tmp_path / "a", one="The bridge fell.", two="A road.")
    process = indexing.start(library, library.entries, tmp_path / "cache" / "index")
    assert process is not None
    assert process.wait(60) == 0
    assert without(library, Index(tmp_path / "cache" / "index"), "bridge") == {"two.txt"}


def test_a_sqlite_without_full_text_search_is_known_to_keep_no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.search.index._SCHEMA", "CREATE VIRTUAL TABLE texts USING no_such_module(content);")
    assert not is_supported()


WORDS = st.text(st.sampled_from("abAB İßẞςΣσ東京🌉\u0301'\""), min_size=1, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_with_the_index_the_same_is_found_as_without(tmp_path_factory: pytest.TempPathFactory, texts: Iterable[str], words: str) -> None:
    root = tmp_path_factory.mktemp("texts")
    library = folder(root / "a", **{f"d{number}": text * 2 for number, text in enumerate(texts)})
    assert found(library, indexed(library, root / "index"), words) == found(library, None, words)
