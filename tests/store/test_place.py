"""An annotator's database lies beside the articles, or where the user can write; no name leads elsewhere."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.core.errors import StoreError
from reader.store.place import LONGEST, annotators, database_path, file_name, is_same


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    root = tmp_path / "articles"
    root.mkdir()
    return root


def read_only(root: Path) -> Callable[[Path], bool]:
    return lambda path: not path.is_relative_to(root)


def make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")


@pytest.mark.parametrize(
    ("annotator", "name"),
    [
        ("ana", "ana"),
        ("Ana-Maria_2.b", "Ana-Maria_2.b"),
        ("Łukasz", "Łukasz"),
        ("e\u0301va", "éva"),
        ("हिन्दी", "हिन्दी"),
        ("a b", "a%20b"),
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"),
        ("..", "%2E."),
        (".", "%2E"),
        ("a\\b:c", "a%5Cb%3Ac"),
        ("a%2Fb", "a%252Fb"),
        ("a\0\n\x1b", "a%00%0A%1B"),
        ("\u202eevil", "%E2%80%AEevil"),
        ("\udce9", "%E9"),
        ("CON", "%43ON"),
        ("nul.x", "%6Eul.x"),
        ("ana.broken-20261123T101500", "ana%2Ebroken-20261123T101500"),
    ],
)
def test_a_name_becomes_a_file_name(annotator: str, name: str) -> None:
    assert file_name(annotator) == name + ".json"


@given(st.text(min_size=1, max_size=300))
@example("ana." + "x" * 300)
@example("\ud800")
def test_a_file_name_never_leaves_its_folder_and_is_never_too_long(annotator: str) -> None:
    try:
        name = file_name(annotator)
    except StoreError:
        assert not annotator.strip()
        return
    assert Path("folder", name).name == name
    assert not name.startswith(".")
    assert len(name.encode()) <= LONGEST + 5
    assert name.isprintable()


def test_a_name_in_another_case_leads_to_the_database_that_is_there(root: Path) -> None:
    place = database_path(root, "Ana")
    assert place.path.name == "Ana.json"
    make(place.path)
    assert database_path(root, "ANA") == database_path(root, "ana") == place
    assert is_same("Ana", "aNA")
    assert not is_same("Ana", "Anna")


@pytest.mark.parametrize("annotator", ["", "  ", "\n"])
def test_an_annotator_without_a_name_is_refused(annotator: str) -> None:
    with pytest.raises(StoreError, match="--annotator"):
        file_name(annotator)


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(str.strip))
@example(name="x" * 500)
@example(name=".hidden")
@example(name="caf\udce9")
def test_each_listed_annotator_leads_to_the_same_database(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("articles")
    place = database_path(root, name)
    make(place.path)
    (listed,) = annotators(root)
    assert database_path(root, listed) == place


def test_the_database_lies_beside_the_articles(root: Path) -> None:
    place = database_path(root, "ana")
    assert (place.path, place.problem) == (root / ".reader" / "ana.json", None)
    assert list(root.iterdir()) == []


def test_where_nothing_can_be_written_it_lies_in_the_users_data(root: Path, tmp_path: Path) -> None:
    place = database_path(root, "ana", read_only(root))
    assert place.path.is_relative_to(tmp_path / "data")
    assert place.path.parent.name.endswith("-articles")
    assert place.problem == f"{root} cannot be written; marks are kept in {place.path}."
    assert not (tmp_path / "data").exists()


def test_two_folders_of_one_name_have_two_places(root: Path) -> None:
    other = root / "articles"
    other.mkdir()
    assert database_path(root, "ana", read_only(root)).path != database_path(other, "ana", read_only(root)).path


def test_marks_in_the_users_data_stay_in_use_until_they_are_moved(root: Path) -> None:
    away = database_path(root, "ana", read_only(root)).path
    make(away)
    place = database_path(root, "ana")
    assert place.path == away
    assert place.problem == f"Marks are still kept in {away}. To have them beside the articles, move that file to {root}/.reader/ana.json."


def test_a_database_that_cannot_be_written_is_opened_where_it_is(root: Path) -> None:
    beside = root / ".reader" / "ana.json"
    make(beside)
    place = database_path(root, "ana", read_only(root))
    assert place.path == beside
    assert place.problem
    assert "can be read, not changed" in place.problem


@pytest.mark.parametrize("writable", [True, False])
def test_when_both_exist_the_one_not_used_is_named(root: Path, writable: bool) -> None:
    away = database_path(root, "ana", read_only(root)).path
    beside = root / ".reader" / "ana.json"
    make(away)
    make(beside)
    place = database_path(root, "ana", (lambda _: True) if writable else read_only(root))
    used, unused = (beside, away) if writable else (away, beside)
    assert place.path == used
    assert place.problem
    assert str(unused) in place.problem
    assert "not shown" in place.problem


def test_annotators_are_those_with_a_database(root: Path) -> None:
    for name in ("Bob", "ana", "a b"):
        make(database_path(root, name).path)
    make(database_path(root, "carl", read_only(root)).path)
    for other in ("ana.lock", "ana.broken-20261123T101500.json", "ana.broken-20261123T101500-2.json", ".ana.json.new", "notes.txt"):
        make(root / ".reader" / other)
    assert annotators(root) == ["Bob", "a b", "ana", "carl"]


def test_a_folder_without_any_has_no_annotators(root: Path) -> None:
    assert annotators(root) == []


def test_a_file_in_the_folders_place_is_a_sentence(root: Path) -> None:
    (root / ".reader").write_text("")
    with pytest.raises(StoreError, match="Cannot look into"):
        annotators(root)


def test_a_home_that_may_not_be_looked_into_is_no_hindrance(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_stat, real_list = Path.stat, Path.iterdir

    def refuse(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if "data" in path.parts:
            raise PermissionError(errno.EACCES, "no", str(path))
        return real_stat(path, follow_symlinks=follow_symlinks)

    def refuse_list(path: Path) -> Iterator[Path]:
        refuse(path)
        return real_list(path)

    monkeypatch.setattr(Path, "stat", refuse)
    monkeypatch.setattr(Path, "iterdir", refuse_list)
    assert database_path(root, "ana").path == root / ".reader" / "ana.json"
    assert annotators(root) == []
