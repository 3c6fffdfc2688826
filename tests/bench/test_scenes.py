"""The generated texts and stores are what they say they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.document import BlockKind
from reader.running import checking, works
from reader.sources import folder
from reader.sources.text import document_of
from reader.store.tiny import TinyStore
from tests.bench.scenes import ANNOTATOR, Scene, Stage
from tests.bench.texts import FIRST_WORD, Shape, name_spans, text


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("size", [5_000, 100_000])
def test_a_text_has_its_size_less_a_paragraph(size: int, shape: Shape) -> None:
    assert size - 700 < len(text(size, shape).encode()) <= size


@pytest.mark.parametrize("shape", Shape)
def test_a_text_is_the_same_every_time_and_has_the_first_word_beyond_its_title(shape: Shape) -> None:
    made = text(5_000, shape)
    document = document_of(made, path="a.txt", sha256="", encoding="utf-8")
    assert made == text(5_000, shape)
    assert FIRST_WORD in made[: made.index(".")]
    assert FIRST_WORD not in document.title


def test_plain_text_has_posts_as_the_seed_has() -> None:
    document = document_of(text(20_000), path="a.txt", sha256="", encoding="utf-8")
    kinds = [block.kind for block in document.blocks[:9]]
    assert kinds.count(BlockKind.POST) == 2
    assert kinds[0] is BlockKind.PARAGRAPH
    assert all(post.handle for post in document.posts)


def test_a_line_is_one_block_and_a_hard_wrapped_paragraph_is_one_too() -> None:
    line = document_of(text(50_000, Shape.LINE), path="a.txt", sha256="", encoding="utf-8")
    assert [len(block.span) for block in line.blocks] == [len(line.text)]
    wrapped = document_of(text(50_000, Shape.PARAGRAPH), path="a.txt", sha256="", encoding="utf-8")
    assert max(len(block.span) for block in wrapped.blocks) > 45_000
    assert max(map(len, wrapped.text.split("\n"))) <= 72


def test_wide_text_has_wide_characters() -> None:
    made = text(20_000, Shape.WIDE)
    assert "潮" in made
    assert "👩‍👩‍👧‍👦" in made


@pytest.mark.parametrize(
    "scene",
    [
        Scene(None, 8),
        Scene(5_000, 10),
        Scene(5_000, 2_000),
        Scene(100_000, 1_000),
        Scene(20_000, 200, Shape.WIDE),
        Scene(20_000, 200, Shape.LINE),
    ],
    ids=str,
)
def test_a_store_holds_the_marks_and_nothing_is_wrong_with_it(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    stage = Stage(scene, tmp_path / "stage")
    assert checking.check(str(stage.folder), None, repairing=False) == works.DONE
    assert capsys.readouterr().out == f"ok: 4 documents, {scene.marks} annotations\n"
    store = TinyStore(stage.folder / ".reader" / f"{ANNOTATOR}.json")
    stored = store.load()
    store.close()
    document = folder.load(stage.folder / "000_article.txt", stage.folder)
    annotations = stored.records.annotations_of(document.id)
    assert len(annotations) == scene.marks
    assert len({(annotation.targets, annotation.body) for annotation in annotations}) == scene.marks
    assert min(annotation.hull.start for annotation in annotations) > document.text.index(".")


def test_names_of_the_text_are_found() -> None:
    made = text(5_000)
    assert [made[start:end] for start, end in name_spans(made)][:1] == ["Odo Marsh"]


def test_a_stage_is_put_back_to_how_it_was_made(tmp_path: Path) -> None:
    stage = Stage(Scene(5_000, 10), tmp_path / "stage")
    database = stage.folder / ".reader" / f"{ANNOTATOR}.json"
    made = database.read_bytes()
    database.write_text("changed")
    (database.parent / "left behind").touch()
    assert stage.put_back() == stage.folder
    assert [path.name for path in database.parent.iterdir()] == [database.name]
    assert database.read_bytes() == made


@pytest.mark.parametrize("marks", [0, 10])
def test_a_stage_is_put_back_without_a_trace_of_what_was_kept_meanwhile(tmp_path: Path, marks: int) -> None:
    stage = Stage(Scene(5_000, marks), tmp_path / "stage")
    before = {path: path.read_bytes() for path in (tmp_path / "stage").rglob("*") if path.is_file()}
    kept = tmp_path / "stage" / ".reader" / "snapshots" / "a.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept")
    assert {path: path.read_bytes() for path in stage.put_back().rglob("*") if path.is_file()} == before
