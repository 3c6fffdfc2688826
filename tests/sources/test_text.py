from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import BlockKind, Document
from reader.core.errors import SourceError
from reader.sources.text import beginning, document_of, id_of, load

SEEDS = Path(__file__).parents[2] / "seeds"
SIGNED = "— Ana Bo (@anabo) May 28, 2024"


def document(text: str, path: str = "a/b.txt") -> Document:
    return document_of(text, path=path, sha256="", encoding="utf-8")


def blocks(text: str) -> list[str]:
    return [block.span.of(text) for block in document(text).blocks]


def test_the_sample_article_loads_with_its_posts_as_blocks() -> None:
    file = SEEDS / "000_70d015d5dcf098fe.txt"
    loaded = load(file, SEEDS)
    assert (loaded.path, loaded.encoding, loaded.problems) == (file.name, "utf-8", ())
    assert loaded.sha256 == sha256(file.read_bytes()).hexdigest()
    assert loaded.text == file.read_text("utf-8")
    assert [(block.span.start, block.span.end) for block in loaded.blocks if block.kind is BlockKind.POST] == [(428, 697), (1045, 1345)]
    assert loaded.blocks[0].span.start == 1
    assert len(loaded.blocks) == 8


def test_each_line_is_a_paragraph_without_the_space_around_it() -> None:
    assert blocks("\n  One.\t\nTwo. \n \t\n\nThree.") == ["One.", "Two.", "Three."]


def test_lines_of_a_hard_wrapped_paragraph_are_one_block() -> None:
    one = "The old bridge over the river was closed on\nMonday after an inspector had found cracks in\ntwo of the pillars."
    two = "Nobody knows when it is going to be opened\nagain, the mayor said, because engineers have\nto look first."
    assert blocks(f"{one}\n\n{two}\n") == [one, two]


def test_lines_of_a_poem_are_not_run_together() -> None:
    assert len(blocks("Roses are red\nViolets are blue\n\nSugar is sweet\nAnd so are you\nThe end\n")) == 5


def test_an_article_around_posts_in_one_line_is_cut_at_them() -> None:
    text = f"He wrote something.\nHa! #yes{SIGNED} And then he went."
    assert blocks(text) == ["He wrote something.", f"Ha! #yes{SIGNED}", "And then he went."]


def test_the_title_is_the_articles_first_line() -> None:
    assert document("\nA bridge falls\nLong text").title == "A bridge falls"
    assert document(f"Ha! #yes\n{SIGNED}\nA bridge falls\n").title == "A bridge falls"


def test_a_long_title_is_cut_between_words() -> None:
    title = document("A bridge " * 20).title
    assert title.endswith(("bridge…", "A…"))
    assert len(title) <= 80


def test_a_long_title_without_words_is_cut_anywhere() -> None:
    assert document("あ" * 200).title == "あ" * 79 + "…"


def test_an_empty_document_is_called_by_its_file() -> None:
    assert document(" \n\n").title == "b.txt"
    assert document("").blocks == ()


def test_an_id_is_the_first_53_bits_of_its_paths_digest() -> None:
    number = int(sha256(b"a/b.txt").hexdigest(), 16) >> (256 - 53)
    assert id_of("a/b.txt") == f"{number:014x}"
    assert document("x").id == id_of("a/b.txt")


def test_a_path_that_is_not_utf_8_can_be_encoded_and_keeps_an_id_of_its_own() -> None:
    one, other = document("x", path="caf\udce9.txt"), document("x", path="caf\udcea.txt")
    assert one.path.encode("utf-8").decode("utf-8") == one.path
    assert "\ufffd" in one.path
    assert one.id != other.id


def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "picture.txt"
    file.write_bytes(b"\x89PNG\r\n\x00\x00")
    with pytest.raises(SourceError, match=r"picture\.txt cannot be opened\. It is not a text file"):
        load(file, tmp_path)


@given(
    st.lists(st.sampled_from(["\n", "\n\n", " ", "word ", SIGNED, "Ha! #yes", "\u2003", "A post shared by A (@a)"]) | st.text(max_size=6))
)
def test_blocks_of_any_text_are_sorted_disjoint_and_hold_all_that_is_not_blank(pieces: list[str]) -> None:
    text = "".join(pieces).replace("\r", "")
    found = document(text).blocks
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    rest, last = "", 0
    for block in found:
        assert block.span.of(text) == block.span.of(text).strip() != ""
        assert (block.post is not None) == (block.kind is BlockKind.POST)
        rest, last = rest + text[last : block.span.start], block.span.end
    assert not (rest + text[last:]).strip()


@given(
    st.lists(st.sampled_from(["One bridge fell. ", "\n\n", "— Ann Lee (@annlee) May 28, 2024\n", "łódź 漢字 🌉 ", "word\r\n"]), max_size=60)
)
def test_a_beginning_has_the_offsets_and_blocks_of_the_whole(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    path = tmp_path_factory.mktemp("beginning") / "a.txt"
    text = "".join(pieces) + "So it began. " + "This goes on and on. " * 5000
    path.write_bytes(text.encode())
    whole, begun = load(path, path.parent), beginning(path, path.parent)
    assert begun is not None
    assert len(begun.text) > 40_000
    assert whole.text.startswith(begun.text)
    assert begun.blocks[:-2] == whole.blocks[: max(0, len(begun.blocks) - 2)]
    assert (begun.id, begun.path, begun.title) == (whole.id, whole.path, whole.title)


def test_the_beginning_of_a_text_without_spaces_ends_between_two_characters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" + "漢" * 50_000, "utf-8")
    begun = beginning(tmp_path / "a.txt", tmp_path)
    assert begun is not None
    assert begun.text == "x" + "漢" * 21_844  # the last one might not have been whole


@pytest.mark.parametrize("content", [b"short", b"\xe9t\xe9 " * 20_000, b"\x00" * 100_000], ids=["short", "latin", "binary"])
def test_a_short_or_strange_file_has_no_beginning_of_its_own(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert beginning(tmp_path / "a.txt", tmp_path) is None
