"""The label set as a parsed table spells it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from reader.core.errors import ConfigError
from reader.core.scheme import SECTIONS, Label, SchemeError, scheme_from


def table(**sections: Any) -> dict[str, Any]:
    """A whole scheme, with the ``sections`` given in place of its own."""
    return {section: [{"name": "fact", "letter": "f"}] for section in SECTIONS} | sections


def test_the_scheme_in_the_package_has_a_letter_for_everything() -> None:
    scheme = scheme_from(tomllib.loads(files("reader").joinpath("scheme.toml").read_text("utf-8")), "scheme.toml")
    assert [(label.letter, label.name) for label in scheme.entity_types[:2]] == [("p", "PERSON"), ("o", "ORG")]
    assert scheme.entity_type("PERSON") == Label("PERSON", "Person", "p")
    assert scheme.entity_type("NOTHING") is None


def test_an_entry_without_a_title_is_called_by_its_name() -> None:
    assert scheme_from(table(), "here").verdicts == (Label("fact", "fact", "f"),)


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ([], ("verdicts",)),
        ("all", ("verdicts",)),
        (["fact"], ("verdicts", 0)),
        ([{"name": "a"}], ("verdicts", 0, "letter")),
        ([{"letter": "a"}], ("verdicts", 0, "name")),
        ([{"name": " ", "letter": "a"}], ("verdicts", 0, "name")),
        ([{"name": "a", "letter": "ab"}], ("verdicts", 0, "letter")),
        ([{"name": "a", "letter": " "}], ("verdicts", 0, "letter")),
        ([{"name": "a", "letter": "\x1b"}], ("verdicts", 0, "letter")),
        ([{"name": "a", "letter": 1}], ("verdicts", 0, "letter")),
        ([{"name": "a", "letter": "a", "hue": "red"}], ("verdicts", 0, "hue")),
        ([{"name": "a", "letter": "a"}, {"name": "a", "letter": "b"}], ("verdicts", 1, "name")),
        ([{"name": "a", "letter": "a"}, {"name": "b", "letter": "a"}], ("verdicts", 1, "letter")),
    ],
)
def test_a_mistake_is_led_to(section: object, path: tuple[str | int, ...]) -> None:
    with pytest.raises(SchemeError) as caught:
        scheme_from(table(verdicts=section), "here")
    assert caught.value.path == path


def test_a_section_that_is_unknown_is_a_mistake() -> None:
    with pytest.raises(SchemeError) as caught:
        scheme_from(table(moods=[]), "here")
    assert caught.value.path == ("moods",)


def test_a_mistake_reads_as_a_mistake_in_the_configuration() -> None:
    with pytest.raises(ConfigError, match=r"here: verdicts: give at least one entry, begun with \[\[verdicts\]\]\."):
        scheme_from(table(verdicts=[]), "here")
