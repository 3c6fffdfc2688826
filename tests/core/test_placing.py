"""What was said of an older version of a text is sought apart from what stands where it was made, and both come out the same."""

from __future__ import annotations

import pytest

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Note, PostCorrection, Provenance
from reader.core.document import Document, Platform
from reader.core.marks import Marks
from reader.core.placing import TOGETHER, Anchorage
from reader.core.resolution import Resolver
from reader.core.span import Span
from tests.notation import document

OLD = "It fell.\n\n" + "They all said yes.\n" * 30 + "Nobody wept.\n"
NEW = "The vote\n\n" + OLD.replace("Nobody wept.", "Nobody slept.")
MADE = Provenance("ana", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")
TEXTS = {document(OLD).digest: OLD}


def noted(id: str, text: str, start: int, end: int) -> Annotation:
    return Annotation(id, document(text).id, (describe(text, Span(start, end)),), Note("n"), MADE)


def made_post(text: str, start: int, end: int) -> PostCorrection:
    return PostCorrection("c1", document(text).id, "p1", describe(text, Span(start, end)), MADE, Platform.OTHER)


def posts(document: Document) -> list[str]:
    return [post.span.of(document.text) for post in document.posts]


FALLEN, SAID, WEPT = noted("a1", OLD, 0, 8), noted("a2", OLD, 200, 218), noted("a3", OLD, len(OLD) - 13, len(OLD) - 1)
HERE = noted("a4", NEW, 0, 8)


def test_only_what_was_made_on_this_text_is_in_its_place_at_once() -> None:
    marks = Anchorage(document(NEW), TEXTS.get).marks(document(NEW), (FALLEN, SAID, WEPT, HERE))
    assert [mark.id for mark in marks] == ["a4"]
    assert set(marks.pending) == {"a1", "a2", "a3"}


def test_what_is_sought_apart_is_found_where_it_would_be_found_at_once() -> None:
    anchorage = Anchorage(document(NEW), TEXTS.get)
    marks = anchorage.marks(document(NEW), (FALLEN, SAID, WEPT, HERE))
    placing = anchorage.placing((), marks)
    assert placing is not None
    for placed in placing.run():
        marks.settle(placed.annotations)
    sought = Marks(document(NEW), (FALLEN, SAID, WEPT, HERE), Resolver(document(NEW), TEXTS.get))
    assert (list(marks), marks.review, marks.orphans, marks.pending) == (list(sought), sought.review, {}, {})
    assert anchorage.placing((), marks) is None


def test_many_marks_are_handed_on_some_at_a_time() -> None:
    anchorage = Anchorage(document(NEW), TEXTS.get)
    many = [noted(f"{number:014x}", OLD, 0, 8) for number in range(2 * TOGETHER + 1)]
    placing = anchorage.placing((), anchorage.marks(document(NEW), many))
    assert placing is not None
    assert [len(placed.annotations) for placed in placing.run()] == [TOGETHER, TOGETHER, 1]


@pytest.mark.parametrize("text", [OLD, NEW])
def test_a_post_that_was_made_on_an_older_text_is_one_once_it_was_sought(text: str) -> None:
    anchorage = Anchorage(document(text), TEXTS.get)
    corrections = (made_post(OLD, 200, 218),)
    marks = anchorage.marks(document(text), ())
    placing = anchorage.placing(corrections, marks)
    assert (placing is None) == (text == OLD)
    if placing is not None:
        assert posts(anchorage.document(corrections)) == []
        (placed,) = placing.run()
        anchorage.know(placed.extents)
    (post,) = anchorage.document(corrections).posts
    assert post.span == Span(200 + len(text) - len(OLD) - (text == NEW), 218 + len(text) - len(OLD) - (text == NEW))
    assert anchorage.placing(corrections, marks) is None
