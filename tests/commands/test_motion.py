"""Where the keys lead."""

from __future__ import annotations

import pytest

from tests.notation import Table, check


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("|One two", "l", "O|ne two"),
        ("On|e", "h", "O|ne"),
        ("One|/Two", "l", "One/|Two"),
        ("One/|Two", "h", "One|/Two"),
        ("a|👩‍👩‍👧b", "l", "a👩‍👩‍👧|b"),
        ("|One two three", "w w", "One two |three"),
        ("One tw|o", "b", "One |two"),
        ("One |two", "b", "|One two"),
        ("One |two/Three", "w", "One two/|Three"),
        ("One two/|Three", "b", "One |two/Three"),
        ("O|ne. Two.", ")", "One. |Two."),
        ("One. Two|.", "(", "One. |Two."),
        ("One. |Two.", "(", "|One. Two."),
        ("One. |Two./Three.", ")", "One. Two./|Three."),
        ("O|ne/Two", "}", "One/|Two"),
        ("One/T|wo", "{", "One/|Two"),
        ("One/|Two", "{", "|One/Two"),
        ("One/T|wo", "}", "One/Two|"),
        ("One/T|wo", "g", "|One/Two"),
        ("O|ne/Two", "G", "One/Two|"),
        ("|One", "h", "|One"),
        ("One|", "l w ) }", "One|"),
    ],
)
def test_a_motion_leads_to_its_place(before: str, keys: str, after: str) -> None:
    check(before, keys, after)


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("|One two three", "v w", "⟦One⟧ two three"),
        ("|One two three", "v w w", "⟦One two⟧ three"),
        ("|One. Two.", "v )", "⟦One.⟧ Two."),
        ("|One./Two.", "v }", "⟦One.⟧/Two."),
        ("|One./Two.", "v } }", "⟦One./Two.⟧"),
        ("|One two", "v l l", "⟦On⟧e two"),
    ],
)
def test_extending_takes_no_trailing_space_along(before: str, keys: str, after: str) -> None:
    check(before, keys, after)


def test_escape_lets_go_and_leaves_the_caret() -> None:
    check("|One two", "v w escape", "One| two")


def test_growing_goes_from_word_to_name_to_sentence_to_paragraph() -> None:
    table = Table("Yes. Then Jared Kap|lan left. No.")
    grown = []
    for _ in range(5):
        table.press("+")
        grown.append(table.state.selection.span.of(table.state.document.text))
    assert grown == [
        "Kaplan",
        "Jared Kaplan",
        "Then Jared Kaplan left.",
        "Yes. Then Jared Kaplan left. No.",
        "Yes. Then Jared Kaplan left. No.",
    ]


def test_shrinking_goes_the_same_way_back_to_the_caret() -> None:
    check("Yes. Then Jared Kap|lan left.", "+ + + - -", "Yes. Then Jared ⟦Kaplan⟧ left.")
    check("Yes. Then Jared Kap|lan left.", "+ + - -", "Yes. Then Jared Kap|lan left.")


def test_marks_are_walked_in_order_one_by_one_where_they_start_alike() -> None:
    table = Table("|A ⟦⟦bridge⟧{claim} fell⟧{note:x} and ⟦rose⟧{claim}.")
    seen = []
    for _ in range(4):
        table.press(">")
        seen.append(table.state.annotations_at_caret(1)[0].hull.of(table.state.document.text))
    assert seen == ["bridge fell", "bridge", "rose", "rose"]
    table.press("< <")
    assert table.state.annotations_at_caret(1)[0].hull.of(table.state.document.text) == "bridge fell"


POSTS = (
    "News./I'm here! #one/— Ann (@ann) May 1, 2024/"
    "He said it rained there on Monday, as it had rained on the days before that./"
    "Me too!! #two/— Bob (@bob) May 2, 2024/End."
)


def test_posts_are_walked_from_one_to_the_next() -> None:
    table = Table(POSTS)
    starts = [post.span.start for post in table.state.document.posts]
    assert len(starts) == 2
    carets = []
    for key in ("]", "]", "]", "[", "["):
        table.press(key)
        carets.append(table.state.caret)
    assert carets == [starts[0], starts[1], starts[1], starts[0], starts[0]]


def test_a_sentence_in_a_post_ends_with_its_line() -> None:
    table = Table(POSTS).press("] c")
    (claim,) = table.annotations()
    assert "Ann" not in claim.targets[0].quote
