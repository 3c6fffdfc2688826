"""Marks found by place are those that a look at every mark finds."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.anchor import Outcome, Selector, describe
from reader.core.annotation import Annotation, Note, Provenance
from reader.core.document import Document
from reader.core.marks import CELL, WIDE, Mark, Marks
from reader.core.resolution import Resolver, reanchored
from reader.core.span import Span

# Every place is told from every other by the words around it.
TEXT = "".join(f"{number:07x} " for number in range(CELL * (WIDE + 8) // 8))
DOCUMENT = Document("doc", "doc.txt", "", TEXT, "", "utf-8", ())
WHEN = Provenance("ana", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")
starts = st.integers(0, len(TEXT) - 1)
widths = st.sampled_from((1, 8, 100, CELL, CELL + 1, CELL * WIDE, CELL * (WIDE + 2)))


def document(text: str) -> Document:
    return Document("doc", "doc.txt", "", text, "", "utf-8", ())


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(starts | st.sampled_from((0, CELL - 1, CELL, len(TEXT) - 1)))
    return Span(start, min(start + draw(widths), len(TEXT)))


@st.composite
def noted(draw: st.DrawFn, number: int) -> Annotation:
    found = sorted(draw(st.lists(spans(), min_size=1, max_size=2)))
    targets = tuple(describe(DOCUMENT, span) for span in found)
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
    marks = Marks(DOCUMENT, kept.values())
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
    marks = Marks(DOCUMENT)
    marks.remove("nobody")
    assert (len(marks), marks.orphans) == (0, {})


def test_a_mark_is_where_its_words_stand_now() -> None:
    annotation = Annotation("a", "doc", (describe("The bridge fell", Span(4, 10)),), Note("n"), WHEN)
    assert Marks(document("Yesterday: The bridge fell"), [annotation]).get("a") == Mark("a", (Span(15, 21),))


def test_an_orphan_says_why_and_is_forgotten_when_it_is_removed() -> None:
    annotation = Annotation("a", "doc", (describe("The bridge fell", Span(4, 10)),), Note("n"), WHEN)
    marks = Marks(document("The dam fell"), [annotation])
    assert marks.orphans == {"a": "its words are no longer in the text"}
    marks.remove("a")
    assert marks.orphans == {}


OLD = "Ada said the bridge will be closed in March. She had warned the council twice.\n\nNobody answered her letters.\n"
NEW = "Ada said the bridge may be closed in March.\n\nNobody answered her letters.\n"


def noting(id: str, words: str, created: str = WHEN.created) -> Annotation:
    start = OLD.index(words)
    selector = describe(OLD, Span(start, start + len(words)))
    return Annotation(id, "doc", (selector,), Note("n"), Provenance("ana", created, created))


EDITED = noting("edited", "Ada said the bridge will be closed in March.")
LOST = noting("lost", "She had warned the council twice.", "2026-11-23T10:15:02Z")
LOST_BEFORE = noting("lost before", "the council twice", "2026-11-23T10:15:01Z")
MOVED = noting("moved", "Nobody answered her letters.")
ALL = (LOST, MOVED, LOST_BEFORE, EDITED)


def test_what_changed_is_to_be_reviewed_and_what_only_moved_is_not() -> None:
    marks = Marks(document(NEW), ALL)
    assert [placement.annotation for placement in marks.review] == ["edited", "lost before", "lost"]
    assert [mark.id for mark in marks] == ["edited", "moved"]
    assert set(marks.orphans) == {"lost", "lost before"}
    moved = marks.placement("moved")
    assert moved is not None
    assert moved.outcome is Outcome.MOVED
    assert (marks.is_edited("edited"), marks.is_edited("moved"), marks.is_edited("lost")) == (True, False, False)


def test_marks_made_on_this_text_have_no_placement_of_note() -> None:
    marks = Marks(document(OLD), ALL)
    assert len(marks) == 4
    assert list(marks.review) == []
    assert marks.placement("edited") is None


def test_without_their_placements_marks_that_must_be_sought_are_pending() -> None:
    new = "Late. " + OLD
    here = Annotation("here", "doc", (describe(document(new), Span(0, 4)),), Note("n"), WHEN)
    marks = Marks(document(new), [*ALL, here], placements={})
    assert [mark.id for mark in marks] == ["here"]
    assert set(marks.pending) == {"lost", "moved", "lost before", "edited"}
    assert marks.orphans == {}


def test_pending_marks_are_settled_one_by_one() -> None:
    resolver = Resolver(document(NEW))
    marks = Marks(document(NEW), ALL, resolver, placements={})
    for annotation in list(marks.pending.values()):
        marks.settle([(annotation, resolver.placement(annotation))])
    sought = Marks(document(NEW), ALL, resolver)
    assert list(marks) == list(sought)
    assert (marks.review, marks.orphans, marks.pending) == (sought.review, sought.orphans, {})


def test_placements_that_were_made_before_are_taken_as_they_are() -> None:
    resolver = Resolver(document(NEW))
    placements = {annotation.id: resolver.placement(annotation) for annotation in ALL}
    marks = Marks(document(NEW), ALL, placements=placements)
    assert marks.pending == {}
    assert list(marks) == list(Marks(document(NEW), ALL))


def test_a_mark_that_was_put_elsewhere_by_hand_needs_no_review_any_more() -> None:
    marks = Marks(document(NEW), ALL)
    span = Span(NEW.index("Nobody"), NEW.index("Nobody") + 6)
    marks.add(reanchored(LOST, document(NEW), [span]))
    assert marks.get("lost") == Mark("lost", (span,))
    assert [placement.annotation for placement in marks.review] == ["edited", "lost before"]


def test_a_mark_that_is_said_to_be_lost_needs_no_review_and_has_no_place() -> None:
    marks = Marks(document(NEW), [replace(annotation, is_lost=True) for annotation in ALL])
    assert list(marks.review) == []
    assert [placement.annotation for placement in marks.lost] == ["edited", "lost before", "lost"]
    assert set(marks.orphans) == {"edited", "lost before", "lost"}
    assert [mark.id for mark in marks] == ["moved"]


def test_a_lost_mark_whose_words_are_back_is_in_its_place_again() -> None:
    lost = [replace(annotation, is_lost=True) for annotation in ALL]
    assert len(Marks(document(OLD), lost)) == len(ALL)
    assert len(Marks(document(f"Late. {OLD}"), lost)) == len(ALL)


def test_saying_that_a_mark_is_lost_and_not_after_all_changes_what_is_to_be_reviewed() -> None:
    marks = Marks(document(NEW), ALL)
    before = list(marks.review)
    lost = replace(LOST, is_lost=True)
    marks.add(lost)
    assert (list(marks.review), [placement.annotation for placement in marks.lost]) == (before[:-1], ["lost"])
    marks.add(LOST)
    assert (list(marks.review), list(marks.lost)) == (before, [])
