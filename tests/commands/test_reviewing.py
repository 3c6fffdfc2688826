"""Going through marks whose text has changed, and deciding where they stand."""

from __future__ import annotations

from reader.commands.reviewing import accept_place, attach_here, can_accept, go_to_doubtful, keep_as_orphan, next_place, next_review
from reader.core.annotation import Annotation
from reader.core.span import Span
from reader.core.state import Selection
from tests.notation import NOW, Table, parse

CHANGED = "The bridge will close in May for the repairs that were put off for years."
TWICE = "Nobody was told before the vote was taken."
GONE = "The mayor praised the workers of the old harbour for their patience."
FIRST, LAST = "The council met on Monday evening to talk about the harbour.", "In the end all sides agreed on a date for it."
CORRECTION = f"Correction: an earlier version said this. {TWICE}"
LETTER = f"A reader writes that this is so. {TWICE}"
AFTER = "//".join([FIRST, CHANGED.replace("will", "may"), LAST, CORRECTION, LETTER])
TEXT = parse(AFTER).text


def table() -> Table:
    """An article with three claims that was corrected: one was changed, one is in doubt, one is gone."""
    before = "//".join([FIRST, f"⟦{CHANGED}⟧{{claim}}", f"⟦{TWICE}⟧{{claim}}", f"⟦{GONE}⟧{{claim}}", LAST])
    return Table(before).becomes(AFTER)


def asked(table: Table) -> str:
    """The words that the mark in review was made on."""
    annotation = table.state.in_review
    assert annotation is not None
    return annotation.targets[0].quote


def selected(table: Table) -> str:
    return table.state.selection.span.of(TEXT)


def walked(table: Table, keys: str) -> list[str]:
    return [asked(table.press(key)) for key in keys.split()]


def to_review(table: Table) -> list[str]:
    """The words of all marks to review, as they were."""
    found = (table.state.records.annotation(placement.annotation) for placement in table.state.marks.review)
    return [annotation.targets[0].quote for annotation in found if annotation is not None]


def words(table: Table) -> list[str]:
    """The words under the marks, in the order of the text."""
    return [span.of(TEXT) for mark in table.state.marks for span in mark.spans]


def stored(table: Table, quote: str) -> Annotation:
    """The annotation that was made on, or now says that it stands on, ``quote``."""
    found = table.state.records.annotations_of(table.state.document.id)
    (annotation,) = [annotation for annotation in found if annotation.targets[0].quote == quote]
    return annotation


# Going from one to the next


def test_the_changed_ones_come_first_then_those_without_a_place_and_then_the_first_again() -> None:
    assert walked(table(), "f6 f6 f6 f6") == [CHANGED, TWICE, GONE, CHANGED]


def test_going_back_begins_with_the_last() -> None:
    assert walked(table(), "shift+f6 shift+f6 shift+f6 shift+f6") == [GONE, TWICE, CHANGED, GONE]


def test_a_changed_mark_is_gone_to_where_it_stands_now() -> None:
    start = TEXT.index("The bridge")
    assert table().press("f6").state.selection == Selection(start, start, start, mark=stored(table(), CHANGED).id)


def test_one_in_doubt_is_shown_selected_where_it_is_likeliest_with_the_caret_at_its_start() -> None:
    shown = table().press("f6 f6")
    assert (selected(shown), shown.state.caret) == (TWICE, TEXT.index(TWICE))


def test_for_one_that_is_gone_the_caret_stays() -> None:
    shown = table().press("f6 f6 f6")
    assert (shown.state.selection.is_empty, shown.state.caret) == (True, TEXT.index(TWICE))


def test_what_is_not_decided_comes_again_and_what_is_decided_does_not() -> None:
    assert walked(table().press("f6 f6 O"), "f6 f6 f6") == [GONE, CHANGED, GONE]
    assert walked(table().press("f6 f6 O"), "shift+f6 shift+f6") == [CHANGED, GONE]


def test_the_walk_goes_on_where_it_was_whatever_the_caret_did_meanwhile() -> None:
    assert walked(table().press("f6 f6 g w"), "f6") == [GONE]


def test_where_nothing_has_changed_there_is_nothing_to_review() -> None:
    unchanged = Table("⟦One⟧{claim} two")
    assert next_review(unchanged.state) is None
    assert (accept_place(unchanged.state, unchanged.context, ()), attach_here(unchanged.state, unchanged.context, ())) == (None, None)
    assert (keep_as_orphan(unchanged.state, unchanged.context, ()), next_place(unchanged.state)) == (None, None)


def test_one_is_gone_to_by_name_and_one_in_a_certain_place_is_not() -> None:
    corrected = table()
    selection = go_to_doubtful(corrected.state, stored(corrected, TWICE).id)
    assert selection is not None
    assert selection.span.of(TEXT) == TWICE
    assert go_to_doubtful(corrected.press("f6 y").state, stored(corrected, CHANGED.replace("will", "may")).id) is None


# Places


def test_the_places_are_gone_through_and_begin_again() -> None:
    shown = table().press("f6 f6")
    carets = [shown.press("p").state.caret for _ in range(3)]
    assert carets == [TEXT.rindex(TWICE), TEXT.index(TWICE), TEXT.rindex(TWICE)]


def test_one_that_can_stand_in_one_place_only_has_no_other() -> None:
    assert next_place(table().press("f6").state) is None
    assert next_place(table().press("shift+f6").state) is None


def test_another_place_shows_the_likeliest_again_after_the_caret_has_gone_elsewhere() -> None:
    assert table().press("f6 f6 p g p").state.caret == TEXT.index(TWICE)


# Accepting


def test_accepting_a_changed_mark_takes_its_words_as_they_are() -> None:
    accepted = table().press("f6 y")
    assert to_review(accepted) == [TWICE, GONE]
    assert words(accepted) == [CHANGED.replace("will", "may")]
    annotation = stored(accepted, CHANGED.replace("will", "may"))
    assert (annotation.targets[0].text, annotation.provenance.modified) == (accepted.state.document.digest, NOW)


def test_accepting_one_in_doubt_takes_the_place_that_is_shown() -> None:
    assert [mark.hull.start for mark in table().press("f6 f6 p y").state.marks] == [TEXT.index("The bridge"), TEXT.rindex(TWICE)]
    assert [mark.hull.start for mark in table().press("f6 f6 y").state.marks] == [TEXT.index("The bridge"), TEXT.index(TWICE)]


def test_nothing_is_accepted_that_is_out_of_sight() -> None:
    moved = table().press("f6 g")
    assert (can_accept(moved.state), accept_place(moved.state, moved.context, ())) == (False, None)


def test_where_there_is_no_place_nothing_is_accepted() -> None:
    gone = table().press("shift+f6")
    assert (can_accept(gone.state), accept_place(gone.state, gone.context, ())) == (False, None)


def test_accepting_is_undone_and_done_again() -> None:
    undone = table().press("f6 f6 p y u")
    assert to_review(undone) == [CHANGED, TWICE, GONE]
    assert to_review(undone.press("R")) == [CHANGED, GONE]


# Attaching


def test_a_mark_is_attached_to_the_selection() -> None:
    attached = table().press("f6 f6 f6 G ( v ) a")
    assert to_review(attached) == [CHANGED, TWICE]
    assert words(attached)[-1] == TWICE
    assert stored(attached.press("u"), GONE).targets[0].quote == GONE


def test_without_a_selection_a_claim_is_attached_to_the_sentence() -> None:
    assert words(table().press("shift+f6 g a")) == [FIRST, CHANGED.replace("will", "may")]


def test_without_a_selection_an_entity_is_attached_to_the_name() -> None:
    people = Table("Then came ⟦Ann Lee⟧{PERSON} and spoke of the old harbour.//He left.").becomes(
        "He left.//It was said by Bo Xi, they say."
    )
    attached = people.press("f6 } w w w w a")
    assert [mark.spans for mark in attached.state.marks] == [(Span(25, 30),)]


def test_a_changed_mark_can_be_attached_elsewhere() -> None:
    assert words(table().press("f6 g a")) == [FIRST]


# Keeping as an orphan


def test_an_orphan_that_is_kept_is_no_longer_asked_about_and_is_undone() -> None:
    kept = table().press("shift+f6 O")
    assert to_review(kept) == [CHANGED, TWICE]
    assert stored(kept, GONE).is_lost
    assert stored(kept, GONE).provenance.modified == NOW
    assert to_review(kept.press("u")) == [CHANGED, TWICE, GONE]


def test_a_changed_mark_whose_words_are_not_its_own_can_be_kept_as_an_orphan() -> None:
    kept = table().press("f6 O")
    assert (to_review(kept), words(kept)) == ([TWICE, GONE], [])
    assert words(kept.press("u")) == [CHANGED.replace("will", "may")]


def test_it_is_not_asked_about_in_later_texts_and_stands_where_its_words_come_back() -> None:
    kept = table().press("shift+f6 O")
    later = kept.becomes(f"{AFTER}//More.")
    assert GONE not in to_review(later)
    back = later.becomes(f"{AFTER}//{GONE}//More.")
    assert back.state.marks.get(stored(back, GONE).id) is not None


def test_what_was_kept_as_an_orphan_can_be_attached_after_all() -> None:
    kept = table().press("shift+f6 O")
    orphan = stored(kept, GONE)
    selection = go_to_doubtful(kept.state, orphan.id)
    assert selection is not None
    kept.session.select(selection)
    assert keep_as_orphan(kept.state, kept.context, ()) is None
    kept.press("g a")
    assert stored(kept, FIRST).is_lost is False
    assert words(kept) == [FIRST, CHANGED.replace("will", "may")]


def test_an_orphan_that_is_looked_at_can_be_removed() -> None:
    removed = table().press("shift+f6 d")
    assert to_review(removed) == [CHANGED, TWICE]
    assert to_review(removed.press("u")) == [CHANGED, TWICE, GONE]
