from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.span import Span
from reader.core.suggestion import Sort
from reader.plugins import SUGGESTERS, PluginError, load, names, suggester
from reader.suggest.contract import KnownName
from reader.suggest.names import SUGGESTER
from tests.suggest.articles import ARTICLE, document, knowledge, shown, suggested

LONG = 6_000

HOSTILE = [
    "A",
    "Ab",
    "Ab ",
    "Ab. ",
    "A.",
    "ab.cd.",
    "Ab of ",
    "Ab and ",
    "(AB) ",
    "@a.",
    "#a#",
    "$1,",
    "1.",
    "-A",
    "'s",
    "x-Y",
    "1 May ",
    "THE ",
]
HOSTILE += ["\n", " ", "thequickthing", "Thequickthing", "A of the ", "“", "漢", "a@", "Mr. "]

PIECES = [
    "Mira",
    "Tolvane",
    "The",
    "the",
    "of",
    "Board",
    "(MTB)",
    "U.S.",
    "’s",
    "@mira",
    "#x",
    "$3",
    "May",
    "12%",
    ".",
    "\n",
    "\n\n",
    "NASA",
    "I",
]


def test_an_article_has_its_names_amounts_and_dates() -> None:
    assert shown(ARTICLE) == [
        "Harbour Board: ORG",
        "Tolvane Harbour Board: ORG",
        "Mira Tolvane: PERSON",
        "Governor Pell Arden: PERSON = Pell Arden",
        "3 May 2024: DATE",
        "Tolvane: PERSON = Mira Tolvane",
        "Coastal Research Institute: ORG",
        "CRI: ORG = Coastal Research Institute",
        "Brisk Bay: PLACE",
        "Norway: PLACE",
        "CRI: ORG = Coastal Research Institute",
        "$3.5 million: AMOUNT",
        "Arden: PERSON = Pell Arden",
        "Mr. Oskar Lindqvist: PERSON = Oskar Lindqvist",
        "Ferrovia Inc.: ORG = Ferrovia",
        "Brisk Herald: ORG",
        "12%: AMOUNT",
        "Will Smith: PERSON",
        "Will Smith: PERSON",
        "Mira: PERSON = Mira Tolvane",
        "Norwegians: OTHER",
        "University of Tolvane: ORG",
        "Lindqvist: PERSON = Oskar Lindqvist",
        "Mira Tolvane: PERSON",
        "@miratolvane: PERSON = Mira Tolvane",
        "May 28, 2024: DATE",
        "@miratolvane: PERSON = Mira Tolvane",
        "#ferrygate: OTHER",
    ]


def test_every_suggestion_is_a_mention_that_says_why() -> None:
    for one in suggested(ARTICLE):
        assert one.sort is Sort.MENTION
        assert one.source == "names"
        assert one.reasons
        assert 0 < one.confidence < 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ferry left. Ferry fares rose.", []),
        ("Scientists agree. Yesterday they met.", []),
        ("Yesterday Olsen left.", ["Olsen: PERSON"]),
        ("He saw Mira Tolvane’s boat.", ["Mira Tolvane: PERSON"]),
        ("She is with the Tolvane-based Corvid Group.", ["Tolvane: OTHER", "Corvid Group: ORG"]),
        ("The Norwegian boats are late.", []),
        ("Norwegian President Mira Tolvane came.", ["President Mira Tolvane: PERSON = Mira Tolvane"]),
        ("He met Mr. Tolvane in May.", ["Mr. Tolvane: PERSON = Tolvane"]),
        ("A talk by Theresa May on May 3.", ["Theresa May: PERSON", "May 3: DATE"]),
        ("The CEO said AI is good for IT.", []),
        ("A view of Mira Tolvane. Image: Pell Arden.", ["Mira Tolvane: PERSON", "Pell Arden: PERSON"]),
        ("It is the U.S budget, and a Republican one.", ["U.S: PLACE"]),
        ("He left the Department of Health and Human Services.", ["Department of Health and Human Services: ORG"]),
        ("Both Corvid and Tolvane left.", ["Corvid: OTHER", "Tolvane: OTHER"]),
        ("We met in the U.S. The rest is known.", ["U.S.: PLACE"]),
        ("It runs on GPT-4 now.", ["GPT-4: WORK"]),
        ("He reads “Quiet Harbours” daily.", ["Quiet Harbours: WORK"]),
        ("The State University Simon Petrak left is near.", ["State University: ORG", "Simon Petrak: PERSON"]),
        ("A photo at pic.example.com/U2h8WqbcCC here.", []),
        ("That is FALSE and Sandvik Corp. knows it.", ["Sandvik Corp.: ORG = Sandvik"]),
        ("The Prime Minister left with Sgt. Pell Arden.", ["Prime Minister: PERSON", "Sgt. Pell Arden: PERSON = Pell Arden"]),
        ("See https://Example.com/Mira and Mira@Example.com now.", []),
    ],
)
def test_capitals_are_names_where_they_tell_something(text: str, found: list[str]) -> None:
    assert shown(text) == found


def test_a_word_that_begins_a_sentence_is_a_name_when_it_is_one_elsewhere() -> None:
    assert shown("Sharp rose. They sold what Sharp makes.") == ["Sharp: OTHER", "Sharp: OTHER"]


def test_nouns_of_german_are_no_names() -> None:
    text = (
        "Die Brücke ist gesperrt, und der Rat hat das Geld nicht. Angela Merkel sagte im Bundestag, die Brücke sei mit Berlin abgestimmt."
    )
    assert shown(text) == ["Angela Merkel: PERSON", "Berlin: PLACE"]


@pytest.mark.parametrize(("text", "name"), [("Los Angeles is big.", "Los Angeles: PLACE"), ("Las Ramblas is full.", "Ramblas: OTHER")])
def test_an_article_of_another_language_belongs_to_a_name_that_is_known_so(text: str, name: str) -> None:
    assert shown(text) == [name]


def test_headings_in_capitals_have_only_names_that_are_known() -> None:
    assert shown("TOLVANE WINS FERRY VOTE\n\nIn the end Mira Tolvane won the vote.") == [
        "TOLVANE: PERSON = Mira Tolvane",
        "Mira Tolvane: PERSON",
    ]


def test_a_surname_that_two_people_have_stands_for_neither() -> None:
    assert shown("Mira Tolvane and Olav Tolvane met. Tolvane spoke.")[-1] == "Tolvane: PERSON"


def test_a_longer_name_that_comes_later_is_less_sure() -> None:
    (first, _, last) = suggested("He asked Tolvane about it. Then Mira Tolvane spoke to Tolvane.")
    assert first.name == last.name == "Mira Tolvane"
    assert first.confidence < last.confidence
    assert first.reasons[-1] == "surname of ‘Mira Tolvane’, which comes later"


def test_a_place_is_not_called_after_the_people_or_a_longer_name() -> None:
    told = shown("Norwegians in Norway met George Norway.")
    assert told == ["Norwegians: OTHER", "Norway: PLACE", "George Norway: PERSON"]


def test_an_attribution_line_gives_name_and_handle_with_certainty() -> None:
    name, handle = (one for one in suggested(ARTICLE) if one.confidence >= 0.98)
    assert (name.name, handle.name) == ("Mira Tolvane", "Mira Tolvane")
    assert handle.reasons == ("the handle of ‘Mira Tolvane’",)


def test_a_handle_like_a_name_is_offered_as_that_name() -> None:
    (*_, handle) = suggested("The firm Corvida grew. Thanks, @CorvidaLabs!")
    assert (handle.name, handle.reasons) == ("Corvida", ("a handle like the name ‘Corvida’",))


def test_own_names_come_before_the_rules_and_bring_their_entity() -> None:
    own = {"scalable oversight": KnownName("e1", "scalable oversight", "WORK"), "Tolvane": KnownName("e2", "Mira Tolvane", "PERSON")}
    told = suggested("On scalable oversight Tolvane agrees; Scalable oversight and tolvanes do not.", knowledge(own))
    assert [(one.entity, one.name, one.label) for one in told] == [("e1", "scalable oversight", "WORK"), ("e2", "Mira Tolvane", "PERSON")]
    assert told[0].reasons == ("one of your own names",)


def test_an_own_name_inside_a_longer_name_is_not_that_name() -> None:
    own = {"Kennedy": KnownName("e1", "John Kennedy", "PERSON")}
    assert shown("He saw the Kennedy Space Center.", knowledge(own)) == ["Kennedy Space Center: ORG"]


def test_an_own_name_in_a_link_is_no_mention() -> None:
    own = {"Corvida": KnownName("e1", "Corvida", "ORG"), "漢字": KnownName("e2", "漢字", "OTHER")}
    assert shown("See https://example.com/Corvida and 一漢字二.", knowledge(own)) == ["漢字: OTHER"]


def test_own_names_that_touch_are_parted() -> None:
    own = {"Pell Arden": KnownName("e1", "Pell Arden", "PERSON"), "Corvida": KnownName("e2", "Corvida", "ORG")}
    assert shown("He saw Pell Arden Corvida.", knowledge(own)) == ["Pell Arden: PERSON", "Corvida: ORG"]


def test_the_fullest_name_brings_the_entity_that_has_it() -> None:
    own = {"Mira Tolvane": KnownName("e1", "Mira Tolvane", "PERSON")}
    assert {one.entity for one in suggested("Mira Tolvane came. Tolvane spoke to Mira.", knowledge(own))} == {"e1"}


def test_what_was_refused_is_not_suggested_again() -> None:
    refused = frozenset({"Norway", "3 May 2024", "#ferrygate", "Tolvane"})
    words = {told.partition(":")[0] for told in shown(ARTICLE, knowledge(refused=refused))}
    assert not words & refused
    assert "Mira Tolvane" in words


def test_the_suggester_is_found_by_its_name() -> None:
    assert "names" in names(SUGGESTERS)
    assert suggester("names") is SUGGESTER is load(SUGGESTERS, "names")
    with pytest.raises(PluginError, match="none-such"):
        suggester("none-such")


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_suggestions_are_in_order_and_apart_and_the_same_every_time(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = suggested(text)
    spans = [one.span for one in found]
    ends = [0, *(span.end for span in spans)]
    assert all(end <= span.start < span.end for end, span in zip(ends, spans, strict=False))
    assert all(Span(0, len(document(text).text)).covers(span) for span in spans)
    assert suggested(text) == found


@given(st.text(max_size=200))
def test_any_text_at_all_is_read(text: str) -> None:
    assert all(not one.span.is_empty for one in suggested(text))


@pytest.mark.parametrize("unit", HOSTILE)
def test_long_stretches_of_one_thing_are_read_to_their_end(unit: str) -> None:
    read = document(unit * (LONG // len(unit)) + "\n\nHe met Mira Tolvane there.")
    (last,) = (one for one in SUGGESTER.suggest(read, knowledge()) if one.span.of(read.text) == "Mira Tolvane")
    assert last.span.end > LONG - len(unit)
