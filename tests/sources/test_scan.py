"""What is found in a folder, and in which order."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import SourceError
from reader.sources.scan import MANY, first_in_order, in_order, scan
from tests.sources.test_folder import write

NAMES = st.lists(st.text("aAbß019-.", min_size=1, max_size=6), unique=True, min_size=1)


def found(root: Path, *endings: str) -> list[str]:
    return list(chain.from_iterable(scan(root, endings or (".txt",))))


def ignore(folder: Path, *lines: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("\n".join(lines))


def test_files_with_an_ending_are_found_at_any_depth_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/b/c.TXT", "a.txt", "a.png", "a/txt", "a.txt~")
    assert found(tmp_path) == ["a.txt", "a/b/c.TXT", "a/z.txt", "b.txt"]


def test_numbers_count_and_capitals_do_not(tmp_path: Path) -> None:
    write(tmp_path, "10.txt", "9.txt", "Part 2/x.txt", "part 10/x.txt", "part 1/x.txt", "p2-10.txt", "p2-9.txt")
    assert found(tmp_path) == ["9.txt", "10.txt", "p2-9.txt", "p2-10.txt", "part 1/x.txt", "Part 2/x.txt", "part 10/x.txt"]


@given(NAMES)
def test_the_order_does_not_depend_on_where_it_began(names: list[str]) -> None:
    assert in_order(names) == in_order(reversed(names))
    assert sorted(in_order(names)) == sorted(names)


@given(NAMES)
def test_the_first_in_order_is_the_first_of_all(names: list[str]) -> None:
    assert first_in_order(names) == in_order(names)[0]


def test_the_first_of_many_files_comes_before_the_others(tmp_path: Path) -> None:
    write(tmp_path, *(f"{number}.txt" for number in range(2, MANY + 5)))
    portions = [portion for portion in scan(tmp_path, (".txt",)) if portion]
    assert portions == [["2.txt", "3.txt"], [f"{number}.txt" for number in range(4, MANY + 5)]]


def test_every_folder_brings_its_files_before_the_next_is_looked_at(tmp_path: Path) -> None:
    write(tmp_path, "a/1.txt", "b/2.txt")
    names = scan(tmp_path, (".txt",))
    assert next(portion for portion in names if portion) == ["a/1.txt"]
    write(tmp_path, "b/3.txt")
    assert next(portion for portion in names if portion) == ["b/2.txt", "b/3.txt"]


def test_dot_files_and_folders_of_programs_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, ".a.txt", ".reader/a.txt", ".git/a.txt", "node_modules/a.txt", "b/node_modules/c/a.txt", "c/node_modules.txt")
    assert found(tmp_path) == ["c/node_modules.txt"]


def test_a_folder_that_is_named_itself_is_looked_through_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, "node_modules/a.txt", ".b/a.txt", "c.html", "c_files/a.txt")
    for name in ("node_modules", ".b", "c_files"):
        assert found(tmp_path / name) == ["a.txt"]


@pytest.mark.parametrize("page", ["A page.html", "A page.htm", "A page.HTML", "A page.xhtml"])
@pytest.mark.parametrize("folder", ["A page_files", "A page-Dateien", "A page.files"])
def test_the_furniture_of_a_saved_page_is_left_out(tmp_path: Path, page: str, folder: str) -> None:
    write(tmp_path, page, f"{folder}/ad.txt", f"{folder}/deep/ad.txt", "other_files/a.txt")
    assert found(tmp_path) == ["other_files/a.txt"]


def test_what_a_gitignore_says_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "draft-1.txt", "draft-2.txt", "out/a.txt", "b/out/a.txt", "b/top.txt", "top.txt")
    ignore(tmp_path, "# a comment", "draft-*", "!draft-2.txt", "out/", "/top.txt")
    assert found(tmp_path) == ["a.txt", "b/top.txt", "draft-2.txt"]


def test_a_gitignore_further_down_has_the_last_word(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/a.txt", "b/c.txt", "b/d/c.txt", "c.txt")
    ignore(tmp_path, "a.txt")
    ignore(tmp_path / "b", "!a.txt", "/c.txt")
    assert found(tmp_path) == ["b/a.txt", "b/d/c.txt", "c.txt"]


def test_git_itself_agrees(tmp_path: Path) -> None:
    write(
        tmp_path,
        *(f"{folder}{name}.txt" for folder in ("", "x/", "x/y/", "out/", "x/out/", "[z]/") for name in ("a", "b1", "b 2", "!c", "d#")),
    )
    ignore(tmp_path, "b*", "!x/b1.txt", "out/*", "!out/a.txt", "\\!c.txt", "x/**/d#.txt", "\\[z]/")
    ignore(tmp_path / "x", "/y/", "!/y/b1.txt", "a.txt ", "*.txt", "!a.txt")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    listed = subprocess.run(
        ["git", "-C", tmp_path, "ls-files", "-z", "--others", "--exclude-standard"], capture_output=True, check=True, text=True
    ).stdout.split("\0")
    assert sorted(found(tmp_path)) == sorted(name for name in listed if name.endswith(".txt"))


@pytest.mark.parametrize("line", ["a*" * 40 + "b", "**/" * 40 + "b", "[z-a]", "!", "\\", "[[:alpha:]--]", "\x00", "\udcff"])
def test_a_line_that_is_no_pattern_or_a_trap_is_passed_over(tmp_path: Path, line: str) -> None:
    write(tmp_path, "a" * 200 + ".txt", "b.log.txt", "c/c.txt")
    (tmp_path / ".gitignore").write_bytes(f"{line}\n*.log.txt\n".encode("utf-8", "surrogateescape"))
    assert found(tmp_path) == ["a" * 200 + ".txt", "c/c.txt"]


def test_a_gitignore_that_is_no_ordinary_small_file_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a/a.txt", "b/b.txt", "c/c.txt")
    os.mkfifo(tmp_path / "a" / ".gitignore")
    (tmp_path / "b" / ".gitignore").mkdir()
    with (tmp_path / "c" / ".gitignore").open("wb") as file:
        file.truncate(1 << 40)
    assert found(tmp_path) == ["a/a.txt", "b/b.txt", "c/c.txt"]


def test_the_library_of_patterns_is_imported_only_where_there_are_some() -> None:
    code = "import sys, pathlib, reader.sources.scan as s; list(s.scan(pathlib.Path('seeds'), ('.txt',))); print('pathspec' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert answer.stdout.split() == ["False"]


def test_links_round_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "here").symlink_to(".")
    (tmp_path / "a" / "itself").symlink_to("itself")
    assert found(tmp_path) == ["a/b.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "home/a.txt", "home2/b.txt")
    (tmp_path / "home" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "home" / "up").symlink_to("..")
    (tmp_path / "home" / "beside").symlink_to("../home2")
    assert found(tmp_path / "home") == ["a.txt"]


def test_a_link_to_what_is_found_anyway_adds_nothing_and_one_to_what_is_not_does(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", ".store/1/c.txt")
    (tmp_path / "again").symlink_to("a")
    (tmp_path / "latest").symlink_to(".store/1")
    (tmp_path / "newest").symlink_to("latest")
    (tmp_path / ".store" / "1" / "round").symlink_to("../1")
    assert found(tmp_path) == ["a/b.txt", "latest/c.txt"]


def test_a_root_that_is_a_link_is_looked_through(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", "a/.c/d.txt")
    (tmp_path / "a" / "e").symlink_to(".c")
    (tmp_path / "here").symlink_to("a")
    assert found(tmp_path / "here") == ["b.txt", "e/d.txt"]


def test_whatever_is_wrong_with_a_file_it_is_listed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    (tmp_path / "out.txt").symlink_to("/etc/passwd")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(1 << 40)
    assert found(tmp_path) == ["huge.txt", "lost.txt", "out.txt", "pipe.txt"]


def test_a_folder_with_the_ending_of_a_document_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.txt/b.txt")
    assert found(tmp_path) == ["a.txt/b.txt"]


def test_folders_nest_deeper_than_calls_do(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=folder)
        folder, above = os.open("d", os.O_RDONLY, dir_fd=folder), folder
        os.close(above)
    os.close(os.open("a.txt", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    os.close(folder)
    try:
        assert found(tmp_path) == ["d/" * 1500 + "a.txt"]
    finally:
        subprocess.run(["rm", "-r", tmp_path / "d"], check=True)  # what cleans up after tests calls itself for each folder


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_listed(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", "c.txt")
    (tmp_path / "a").chmod(0)
    try:
        assert found(tmp_path) == ["a", "c.txt"]
    finally:
        (tmp_path / "a").chmod(0o700)


def test_a_root_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: no such file"):
        found(tmp_path / "none")


def test_no_file_is_asked_for_more_than_its_name(tmp_path: Path) -> None:
    write(tmp_path, *(f"{number}.txt" for number in range(300)))
    code = f"import pathlib; from reader.sources.scan import scan; print(sum(map(len, scan(pathlib.Path({str(tmp_path)!r}), ('.txt',)))))"
    watch = "import sys; calls = []; sys.addaudithook(lambda event, _: calls.append(event) if event in ('open', 'os.scandir') else None)"
    script = f"{watch}\nimport reader.sources.scan, pathlib, os\nos.stat = os.lstat = None\ncalls.clear()\n{code}\nprint(calls)"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.split("\n")[:2] == ["300", "['os.scandir']"]
