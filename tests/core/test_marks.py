"""Marks found by place are those that a look at every mark finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.anchor import Selector, describe
from reader.core.annotation import Annotation, Note, Provenance
from reader.core.marks import CELL, WIDE, Mark, Marks
from reader.core.span import Span

# Every place is told from every other by the words around it.
TEXT = "".join(f"{number:07x} " for number in range(CELL * (WIDE + 8) // 8))
WHEN = Provenance("ana", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")
starts = st.integers(0, len(TEXT) - 1)
widths = st.sampled_from((1, 8, 100, CELL, CELL + 1, CELL * WIDE, CELL * (WIDE + 2)))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(starts | st.sampled_from((0, CELL - 1, CELL, len(TEXT) - 1)))
    return Span(start, min(start + draw(widths), len(TEXT)))


@st.composite
def noted(draw: st.DrawFn, number: int) -> Annotation:
    found = sorted(draw(st.lists(spans(), min_size=1, max_size=2)))
    targets = tuple(describe(TEXT, span) for span in found)
    if draw(st.integers(0, 9)) == 0:
        targets = (*targets, Selector(0, 5, "gone!"))
    return Annotation(f"{number:014x}", "doc", targets, Note("n"), WHEN)


def agree(marks: Marks, kept: dict[str, Annotation], offset: int, span: Span) -> None:
    """Assert that every question gives what looking at all annotations gives."""
    orphans = {id for id, annotation in kept.items() if any(target.quote == "gone!" for target in annotation.targets)}
    every = [Mark(id, tuple(t.span for t in annotation.targets)) for id, annotation in kept.items() if id not in orphans]
    every.sort(key=lambda mark: mark.order)
    assert list(marks) == every
    assert len(marks) == len(every)
    assert set(marks.orphans) == orphans
    assert marks.at(offset) == sorted(
        (mark for mark in every if any(s.contains(offset) for s in mark.spans)), key=lambda mark: (len(mark.hull), mark.order)
    )
    assert marks.within(span) == [mark for mark in every if any(s.overlaps(span) for s in mark.spans)]
    assert marks.following(offset) == next((mark for mark in every if mark.hull.start > offset), None)
    assert marks.preceding(offset) == next((mark for mark in reversed(every) if mark.hull.start < offset), None)
    walked = [every[0]] if every else []
    while walked and (following := marks.following(0, walked[-1].id)):
        walked.append(following)
    assert walked == every
    assert [marks.preceding(0, mark.id) for mark in every] == [None, *every][: len(every)]


@settings(deadline=None)
@given(st.data())
def test_after_adding_and_removing_marks_every_place_agrees(data: st.DataObject) -> None:
    kept: dict[str, Annotation] = {a.id: a for a in (data.draw(noted(number)) for number in range(data.draw(st.integers(0, 4))))}
    marks = Marks(TEXT, kept.values())
    for number in range(4, 4 + data.draw(st.integers(0, 6))):
        if data.draw(st.booleans()) and kept:
            id = data.draw(st.sampled_from(sorted(kept)))
            marks.remove(id)
            del kept[id]
        else:
            annotation = data.draw(noted(number))
            marks.add(annotation)
            kept[annotation.id] = annotation
    agree(marks, kept, data.draw(starts), data.draw(spans()))


def test_a_mark_that_was_never_there_is_removed_without_ado() -> None:
    marks = Marks(TEXT)
    marks.remove("nobody")
    assert (len(marks), marks.orphans) == (0, {})


def test_a_mark_is_where_its_words_stand_now() -> None:
    annotation = Annotation("a", "doc", (describe("The bridge fell", Span(4, 10)),), Note("n"), WHEN)
    assert Marks("Yesterday: The bridge fell", [annotation]).get("a") == Mark("a", (Span(15, 21),))


def test_an_orphan_says_why_and_is_forgotten_when_it_is_removed() -> None:
    annotation = Annotation("a", "doc", (describe("The bridge fell", Span(4, 10)),), Note("n"), WHEN)
    marks = Marks("The dam fell", [annotation])
    assert marks.orphans == {"a": "its words are no longer in the text"}
    marks.remove("a")
    assert marks.orphans == {}
