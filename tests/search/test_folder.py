"""Searching a folder document by document."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.query import Query
from reader.library import Library
from reader.search import folder, texts
from reader.search.folder import Progress, numbered, search
from reader.search.patterns import Invalid, find_pattern
from reader.search.texts import may_match_page, may_match_plain, text_of
from reader.sources.bounded import Failure


def library_of(root: Path, **files: str | bytes) -> Library:
    for name, content in files.items():
        (root / name.replace("_", ".")).write_bytes(content.encode() if isinstance(content, str) else content)
    return Library(root)


def searched(library: Library, words: str, *, is_pattern: bool = False, most: int = 1000) -> list[Progress]:
    return list(search(library, numbered(library.entries), Query(words, is_pattern), most=most))


def told(steps: list[Progress]) -> list[str]:
    return [f"{line.path}: {line.left[-8:]}⟦{line.match}⟧{line.right[:8]}" for step in steps for line in step.lines]


def test_lines_come_in_the_order_of_the_documents(tmp_path: Path) -> None:
    library = library_of(tmp_path, a10_txt="The bridge fell.", a9_txt="A bridge,\na Bridge!")
    assert told(searched(library, "bridge")) == ["a9.txt: A ⟦bridge⟧, a Brid", "a9.txt: idge, a ⟦Bridge⟧!", "a10.txt: The ⟦bridge⟧ fell."]


def test_at_the_end_it_is_told_how_much_was_searched(tmp_path: Path) -> None:
    library = library_of(tmp_path, a_txt="The bridge fell.", b_txt="A road.", c_txt=b"\0\1\2" * 100)
    last = searched(library, "bridge")[-1]
    assert (last.done, last.total, last.matched, last.is_over) == (3, 3, 1, True)
    assert len(last.problems) == 1
    assert "c.txt" in last.problems[0]


def test_markdown_and_pages_are_searched_as_they_are_shown(tmp_path: Path) -> None:
    page = (
        "<html><body><article><p>"
        + "Nobody knows why the br<b>idg</b>e &amp; the road fell that day. " * 8
        + "</p></article></body></html>"
    )
    library = library_of(tmp_path, a_md="# The bridge\n\nIt *fell*.", b_html=page)
    assert told(searched(library, "bridge & the", most=1)) == ["b.html: why the ⟦bridge & the⟧ road fe"]
    assert told(searched(library, "*fell*")) == ["a.md: idge It ⟦*fell*⟧."]


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
def test_the_text_that_is_searched_is_the_documents_own(tmp_path: Path, suffix: str) -> None:
    library = library_of(tmp_path, **{f"a_{suffix}": "---\ntitle: Ulm\n---\r\n\r\nThe bridge fell.\r\rEnd\n"})
    (entry,) = library.entries
    assert text_of(library, entry) == library.load(entry).text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<p>The bridge</p>", True),
        (b"<p>The br<b>idge</b></p>", True),
        (b"<p>The bri&#100;ge</p>", True),
        (b"<p>The bri&shy;dge</p>", True),
        (b'<p title="a bridge">The road</p>', True),
        (b"<p>The road</p>", False),
        ("<p>The road, broken \xe9</p>".encode("latin-1"), True),
        (b'<script>"\\u0062ridge"</script>', True),
    ],
)
def test_a_page_is_left_alone_only_when_its_source_cannot_spell_the_words(content: bytes, expected: bool) -> None:
    assert may_match_page(content, Query("Bridge")) is expected


@pytest.mark.parametrize(
    ("content", "words", "expected"),
    [
        (b"The Bridge fell.", "bridge", True),
        (b"The Bridge fell.", "BRIDGE", False),
        (b"The road.", "bridge", False),
        (b"The bridge. A road.", "road the", True),
        ("The road to Köln.".encode(), "bridge", False),
        ("The road to Köln.".encode("cp1252"), "bridge", True),
        ("The road.".encode("utf-16"), "bridge", True),
        ("A \N{KELVIN SIGN}ing.".encode(), "king", True),
        (b"The road.", "Köln", True),
    ],
)
def test_a_text_is_left_alone_only_when_its_bytes_cannot_hold_the_words(content: bytes, words: str, expected: bool) -> None:
    assert may_match_plain(content, Query(words)) is expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "utf-8-sig", "koi8-r"])
def test_what_is_left_alone_has_no_match_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = "The bridge in the town fell. " * 20 + ("Мост упал. " * 20 if encoding == "koi8-r" else "Nobody knows.")
    library = library_of(tmp_path, a_txt=text.encode(encoding))
    assert len(told(searched(library, "bridge"))) == 20


def test_a_page_without_the_words_is_not_taken_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = library_of(tmp_path, a_html="<p>The road</p>")
    monkeypatch.setattr(Library, "load", lambda *_: pytest.fail("it was taken apart"))
    assert told(searched(library, "bridge")) == []


def test_expressions_are_searched_for_in_each_document(tmp_path: Path) -> None:
    library = library_of(tmp_path, a_txt="The colour is red.", b_txt="The color is blue.")
    assert told(searched(library, "colou?r", is_pattern=True)) == ["a.txt: The ⟦colour⟧ is red.", "b.txt: The ⟦color⟧ is blue"]


def test_what_is_wrong_with_an_expression_is_told_at_once(tmp_path: Path) -> None:
    library = library_of(tmp_path, a_txt="The colour is red.", b_txt="The color is blue.")
    (step,) = searched(library, "colou(", is_pattern=True)
    assert step.is_over
    assert "unterminated" in step.invalid


@pytest.mark.parametrize(
    "words", ["a{1000000000}b", "(" * 300 + ")" * 300, "x" * 2000, "(?P<a>x)(?P<a>y)", "[", "((a{1,9999}){1,9999}){1,9999}"]
)
def test_a_monstrous_expression_is_answered_like_others(words: str) -> None:
    assert find_pattern(Query(words, is_pattern=True), "some text") is not None


def test_an_expression_that_takes_for_ever_fails() -> None:
    found = find_pattern(Query("(a+)+$", is_pattern=True), "a" * 60 + "!", seconds=0.3)
    assert isinstance(found, Failure)
    assert "longer than 0.3 seconds" in found.reason


def test_an_answer_that_makes_no_sense_is_a_failure() -> None:
    assert isinstance(find_pattern(Query("a", is_pattern=True), "a", ask=lambda *_: {"starts": 1}), Failure)
    assert find_pattern(Query("a", is_pattern=True), "a", ask=lambda *_: {"invalid": "so"}) == Invalid("so")


def test_an_expression_that_takes_too_long_everywhere_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = library_of(tmp_path, **{f"a{number}_txt": "text" for number in range(10)})
    monkeypatch.setattr(folder, "finder", lambda *_: lambda _: Failure("it took longer than 2 seconds"))
    last = searched(library, "a+", is_pattern=True)[-1]
    assert last.given_up == "the expression takes too long"
    assert last.done == folder.SLOW


def test_of_very_many_lines_the_first_are_handed_on(tmp_path: Path) -> None:
    library = library_of(tmp_path, a_txt="to do " * 30, b_txt="to do")
    steps = searched(library, "to", most=20)
    assert len(told(steps)) == 20
    assert "20 lines" in steps[-1].given_up


def test_a_search_that_is_stopped_ends(tmp_path: Path) -> None:
    library = library_of(tmp_path, a_txt="The bridge fell.")
    assert list(search(library, numbered(library.entries), Query("bridge"), is_stopped=lambda: True)) == []


def test_a_file_that_may_not_be_opened_is_a_problem_and_no_end(tmp_path: Path) -> None:
    library = library_of(tmp_path, a_txt="The bridge fell.", b_txt="bridge")
    (tmp_path / "a.txt").unlink()
    library = Library(tmp_path, ("a.txt", "b.txt"), is_whole=False)
    steps = searched(library, "bridge")
    assert told(steps) == ["b.txt: ⟦bridge⟧"]
    assert "no longer there" in steps[-1].problems[0]
    assert isinstance(texts.text_of(library, library.entries[0]), texts.Unread)
