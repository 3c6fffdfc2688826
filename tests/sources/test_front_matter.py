from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.front_matter import read_front_matter


def values(inside: str, fence: str = "---") -> dict[str, tuple[str, ...]]:
    return read_front_matter(f"{fence}\n{inside}\n{fence}\nText.").values


def test_the_text_begins_after_the_closing_line() -> None:
    text = "---\ntitle: A\n---\nText."
    assert text[read_front_matter(text).end :] == "Text."


@pytest.mark.parametrize(
    "text", ["Text.", "---\ntitle: A\n", "\n---\ntitle: A\n---\n", "---\n\nJust words here.\n\n---\nMore.", "--- x\n---\n"]
)
def test_other_beginnings_are_text(text: str) -> None:
    assert read_front_matter(text).end == 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("title: Of cats", ("Of cats",)),
        ('Title: "Of: \\"cats\\"" # note', ('Of: "cats"',)),
        ("title: 'It''s cats'", ("It's cats",)),
        ("title: Of cats # a note", ("Of cats",)),
        ("title: [Ana, 'Bo']", ("Ana", "Bo")),
        ("title:\n  - Ana\n  - Bo", ("Ana", "Bo")),
        ("title:\n- name: Ana\n  url: https://example.org", ("Ana",)),
        ("title:", ()),
        ("title: ~", ()),
    ],
)
def test_simple_yaml_is_read(line: str, expected: tuple[str, ...]) -> None:
    assert values(line)["title"] == expected


def test_toml_is_read() -> None:
    found = values('title = "Of cats"\ndate = 2024-05-28T10:00:00Z\nauthors = ["Ana", "Bo"]\n[author]\nname = "Ana"', "+++")
    assert (found["title"], found["authors"], found["author"]) == (("Of cats",), ("Ana", "Bo"), ("Ana",))
    assert found["date"][0].startswith("2024-05-28")


def test_broken_toml_is_still_no_text() -> None:
    text = "+++\n= = =\n+++\nText."
    assert (read_front_matter(text).values, text[read_front_matter(text).end :]) == ({}, "Text.")


def test_the_first_key_with_a_value_is_taken() -> None:
    assert read_front_matter("---\nlang:\nlanguage: de\n---\n").first("lang", "language") == "de"


@given(st.text(alphabet="-+.:=[]'\"#| \nab{}&*", max_size=80).map("---\n".__add__) | st.text(max_size=40))
def test_any_text_has_some_or_none(text: str) -> None:
    found = read_front_matter(text)
    assert 0 <= found.end <= len(text)
    assert found.end or not found.values
