"""The label set as a parsed table spells it, every mistake in one, and what records have that a set does not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.core.annotation import Claim, Entity, Note, Provenance, Relation
from reader.core.errors import ConfigError
from reader.core.scheme import Attribute, AttributeKind, Label, RelationKind, Scheme, counterparts, label_map, unknown
from reader.core.scheme_table import SECTIONS, SchemeError, is_glyph, read_scheme, scheme_from
from tests.notation import Table
from tests.strategies import records

MADE = Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
LABEL = Label("fact", "Fact", "f")
TONE = Attribute("tone", "Tone", AttributeKind.CHOICE, ("calm", "loud"), ("claim",))
SCHEME = Scheme((LABEL,), (Label("PERSON", "Person", "p"),), (Label("true", "True", "t"),), (RelationKind("about", "about", "a"),), (TONE,))


def table(**sections: Any) -> dict[str, Any]:
    """A whole scheme, with the ``sections`` given in place of its own."""
    return {section: [{"name": "fact", "letter": "f"}] for section in SECTIONS} | sections


def verdict(**keys: Any) -> dict[str, Any]:
    """A scheme with one verdict, which has these keys beside its name and letter."""
    return table(verdicts=[{"name": "a", "letter": "a", **keys}])


def attribute(**keys: Any) -> dict[str, Any]:
    """A scheme with an attribute that has these keys beside its name."""
    return table(attributes=[{"name": "tone", **keys}])


def shipped(name: str) -> Scheme:
    def found(other: str) -> Scheme | None:
        return shipped(other) if other == "default" else None

    path = "scheme.toml" if name == "default" else f"schemes/{name}.toml"
    return scheme_from(tomllib.loads(files("reader").joinpath(path).read_text("utf-8")), path, found)


def types(scheme: Scheme) -> list[str]:
    return [label.name for label in scheme.entity_types]


def test_the_scheme_in_the_package_has_a_letter_for_everything() -> None:
    scheme = shipped("default")
    assert [(label.letter, label.name) for label in scheme.entity_types[:2]] == [("p", "PERSON"), ("o", "ORG")]
    person = scheme.entity_type("PERSON")
    assert person is not None
    assert (person.title, person.letter) == ("Person", "p")
    assert scheme.entity_type("NOTHING") is None


def test_everything_in_the_scheme_of_the_package_is_explained_and_shown() -> None:
    scheme = shipped("default")
    for label in (*scheme.claim_kinds, *scheme.entity_types, *scheme.verdicts, *scheme.relation_kinds):
        assert label.description, label.name
        assert label.guidelines, label.name
        assert label.examples, label.name


def test_the_entity_types_of_conll_and_ontonotes_have_the_names_that_their_data_have() -> None:
    assert types(shipped("conll4")) == ["PER", "ORG", "LOC", "MISC"]
    people, places, works = ["PERSON", "NORP"], ["FAC", "ORG", "GPE", "LOC"], ["PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"]
    numbers = ["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"]
    assert types(shipped("ontonotes18")) == [*people, *places, *works, *numbers]


@pytest.mark.parametrize("source", ["default", "conll4", "ontonotes18"])
@pytest.mark.parametrize("target", ["default", "conll4", "ontonotes18"])
def test_the_maps_between_the_schemes_that_ship_lead_to_types_that_there_are(source: str, target: str) -> None:
    names = label_map(shipped(source), target)
    assert bool(names) == (source != target)
    assert set(names) <= set(types(shipped(source)))
    assert set(names.values()) <= set(types(shipped(target)))


@pytest.mark.parametrize("target", ["conll4", "ontonotes18"])
def test_a_person_and_an_organisation_come_back_from_other_schemes_as_what_they_were(target: str) -> None:
    there, back = label_map(shipped("default"), target), label_map(shipped(target), "default")
    assert [back[there[name]] for name in ("PERSON", "ORG", "PLACE")] == ["PERSON", "ORG", "PLACE"]


def test_dates_and_amounts_have_no_counterpart_in_conll() -> None:
    assert set(types(shipped("default"))) - set(label_map(shipped("default"), "conll4")) == {"DATE", "AMOUNT"}


def test_each_default_type_that_another_scheme_lacks_has_its_counterpart_there() -> None:
    default = shipped("default")
    conll, ontonotes = (counterparts(shipped(name), default, "default") for name in ("conll4", "ontonotes18"))
    assert conll == {"PERSON": "PER", "PLACE": "LOC", "EVENT": "MISC", "WORK": "MISC", "OTHER": "MISC"}
    assert ontonotes == {"PLACE": "GPE", "WORK": "WORK_OF_ART", "AMOUNT": "QUANTITY", "OTHER": "NORP"}
    assert counterparts(default, default, "default") == {}


def test_a_scheme_of_ones_own_may_say_itself_what_the_default_types_are_there() -> None:
    own = scheme_from(table(entity_types=[{"name": "BODY", "letter": "b", "same_as": {"default": "ORG"}}]), "here")
    assert counterparts(own, shipped("default"), "default") == {"ORG": "BODY"}


def test_an_entry_without_a_title_is_called_by_its_name() -> None:
    assert scheme_from(table(), "here").verdicts == (Label("fact", "fact", "f"),)


def test_everything_that_an_entry_may_have_is_taken() -> None:
    keys = {"title": "A", "description": "d", "guidelines": "one\n\ttwo", "examples": ["x", "y"], "color": "#00FFaa", "glyph": "◆"}
    (label,) = scheme_from(verdict(**keys, same_as={"mine": "A", "conll4": "PER"}), "here").verdicts
    assert label == Label("a", "A", "a", "d", "#00ffaa", "◆", "one\n\ttwo", ("x", "y"), same_as=(("conll4", "PER"), ("mine", "A")))


def test_a_relation_kind_says_what_it_joins() -> None:
    keys = {"name": "supports", "letter": "s", "from": ["evidence"], "to": ["claim", "note"]}
    (kind,) = scheme_from(table(relation_kinds=[keys]), "here").relation_kinds
    assert (kind.sources, kind.targets) == (("evidence",), ("claim", "note"))
    assert kind.joins("evidence", "claim")
    assert not kind.joins("claim", "evidence")


def test_an_attribute_is_taken_with_its_choices() -> None:
    keys = {"kind": "choice", "choices": ["calm", "loud"], "on": ["claim"], "title": "Tone", "description": "How"}
    assert scheme_from(attribute(**keys), "here").attributes == (replace(TONE, description="How"),)


def test_a_scheme_that_builds_on_another_has_the_sections_that_it_leaves_out() -> None:
    base = scheme_from(table(attributes=[{"name": "tone", "kind": "text"}]), "here")
    own = {"base": "mine", "entity_types": [{"name": "THING", "letter": "t"}]}
    scheme = scheme_from(own, "here", lambda name: base if name == "mine" else None)
    assert scheme == replace(base, entity_types=(Label("THING", "THING", "t"),))


@pytest.mark.parametrize(
    ("spelled", "path", "says"),
    [
        (table(verdicts=[]), ("verdicts",), "give at least one entry"),
        (table(verdicts="all"), ("verdicts",), "give at least one entry"),
        (table(verdicts=["fact"]), ("verdicts", 0), "an entry must be a table"),
        (table(verdicts=[{"name": "a"}]), ("verdicts", 0, "letter"), "must be one character"),
        (table(verdicts=[{"letter": "a"}]), ("verdicts", 0, "name"), "give the entry a name"),
        (verdict(name=" "), ("verdicts", 0, "name"), "give the entry a name"),
        (verdict(name=3), ("verdicts", 0, "name"), "must be text in quotes"),
        (verdict(name="x" * 61), ("verdicts", 0, "name"), "is 61 characters long; say it in 60"),
        (verdict(name="a\x1b[2J"), ("verdicts", 0, "name"), "holds a control character"),
        (verdict(letter="ab"), ("verdicts", 0, "letter"), "must be one character"),
        (verdict(letter=" "), ("verdicts", 0, "letter"), "must be one character"),
        (verdict(letter="\x1b"), ("verdicts", 0, "letter"), "must be one character"),
        (verdict(letter=1), ("verdicts", 0, "letter"), "must be text in quotes"),
        (verdict(letter="?"), ("verdicts", 0, "letter"), "“?” explains the entries"),
        (verdict(hue="red"), ("verdicts", 0, "hue"), "“hue” is not a key of an entry"),
        (verdict(kind="text"), ("verdicts", 0, "kind"), "“kind” is not a key of an entry"),
        ({**verdict(), "from": ["claim"]}, ("from",), "is not a section of a scheme"),
        (verdict(**{"from": ["claim"]}), ("verdicts", 0, "from"), "“from” is not a key of an entry"),
        (verdict(title=["A"]), ("verdicts", 0, "title"), "must be text in quotes"),
        (verdict(title="one\ntwo"), ("verdicts", 0, "title"), "holds a control character"),
        (verdict(title="a\u202eb"), ("verdicts", 0, "title"), "one that cannot be seen"),
        (verdict(description="x" * 201), ("verdicts", 0, "description"), "say it in 200"),
        (verdict(guidelines="a\x07"), ("verdicts", 0, "guidelines"), "holds a control character"),
        (verdict(color="red"), ("verdicts", 0, "color"), "“red” is no colour"),
        (verdict(color="#12345g"), ("verdicts", 0, "color"), "is no colour"),
        (verdict(color=""), ("verdicts", 0, "color"), "is no colour"),
        (verdict(glyph="漢"), ("verdicts", 0, "glyph"), "one cell wide"),
        (verdict(glyph="ab"), ("verdicts", 0, "glyph"), "one cell wide"),
        (verdict(glyph="\u0301"), ("verdicts", 0, "glyph"), "one cell wide"),
        (verdict(examples="one"), ("verdicts", 0, "examples"), "must be a list of texts"),
        (verdict(examples=["a", 1]), ("verdicts", 0, "examples", 1), "must be text in quotes"),
        (verdict(examples=["a", " "]), ("verdicts", 0, "examples", 1), "holds an empty text"),
        (verdict(examples=["a", "b", "a"]), ("verdicts", 0, "examples", 2), "stands twice"),
        (verdict(same_as="PER"), ("verdicts", 0, "same_as"), "must be a table of schemes"),
        (verdict(same_as={"conll4": ""}), ("verdicts", 0, "same_as", "conll4"), "name the label of the scheme “conll4”"),
        (verdict(same_as={"conll4": 4}), ("verdicts", 0, "same_as", "conll4"), "must be text in quotes"),
        (table(verdicts=[{"name": "a", "letter": "a"}, {"name": "a", "letter": "b"}]), ("verdicts", 1, "name"), "stands twice in verdicts"),
        (
            table(verdicts=[{"name": "a", "letter": "a"}, {"name": "b", "letter": "a"}]),
            ("verdicts", 1, "letter"),
            "stands twice in verdicts",
        ),
        (table(relation_kinds=[{"name": "a", "letter": "a", "from": ["clam"]}]), ("relation_kinds", 0, "from", 0), "of the type “clam”"),
        (table(relation_kinds=[{"name": "a", "letter": "a", "to": []}]), ("relation_kinds", 0, "to"), "“to” is empty"),
        (table(relation_kinds=[{"name": "a", "letter": "a", "to": "claim"}]), ("relation_kinds", 0, "to"), "must be a list of texts"),
        (table(attributes=[]), ("attributes",), "give at least one entry"),
        (attribute(), ("attributes", 0, "kind"), "“kind” is one of"),
        (attribute(kind="boolean"), ("attributes", 0, "kind"), "“kind” is one of"),
        (attribute(kind=[]), ("attributes", 0, "kind"), "“kind” is one of"),
        (attribute(kind="text", letter="t"), ("attributes", 0, "letter"), "“letter” is not a key of an entry"),
        (attribute(kind="choice"), ("attributes", 0), "“tone” is a choice without choices"),
        (attribute(kind="choice", choices=[]), ("attributes", 0, "choices"), "“tone” is a choice without choices"),
        (attribute(kind="choice", choices=["a", "a"]), ("attributes", 0, "choices", 1), "“a” stands twice"),
        (attribute(kind="text", choices=["a"]), ("attributes", 0, "choices"), "only a choice has choices"),
        (attribute(kind="text", on=["clam"]), ("attributes", 0, "on", 0), "of the type “clam”"),
        (table(attributes=[{"name": "a", "kind": "text"}] * 2), ("attributes", 1, "name"), "stands twice in attributes"),
        (table(moods=[]), ("moods",), "“moods” is not a section of a scheme"),
        (table(base="mine"), ("base",), "there is no scheme “mine” to build on"),
        (table(base=1), ("base",), "must be text in quotes"),
    ],
)
def test_a_mistake_is_led_to_and_is_the_only_one(spelled: Mapping[str, Any], path: tuple[str | int, ...], says: str) -> None:
    _, mistakes = read_scheme(spelled)
    assert [mistake.path for mistake in mistakes] == [path]
    assert says in mistakes[0].what
    with pytest.raises(SchemeError) as caught:
        scheme_from(spelled, "here")
    assert caught.value.path == path


def test_all_mistakes_are_found_not_only_the_first() -> None:
    bad = {"name": "a", "letter": "?", "color": "red", "examples": ["x", "x"]}
    _, mistakes = read_scheme(table(verdicts=[bad, bad], moods=1))
    assert [mistake.path for mistake in mistakes] == [
        ("moods",),
        *(("verdicts", number, *rest) for number in (0, 1) for rest in (("letter",), ("color",), ("examples", 1))),
        ("verdicts", 1, "name"),
    ]


def test_a_mistake_reads_as_a_mistake_in_the_configuration() -> None:
    with pytest.raises(ConfigError, match=r"here: verdicts: give at least one entry, begun with \[\[verdicts\]\]\."):
        scheme_from(table(verdicts=[]), "here")


def test_a_glyph_is_one_cell_wide_in_the_toolkit_too() -> None:
    glyphs = [chr(code) for code in range(0x20000) if is_glyph(chr(code))]
    assert {"◆", "%", "§", "a"} <= set(glyphs)
    assert [glyph for glyph in glyphs if cell_len(glyph) != 1] == []


_words = st.sampled_from(["claim", "a", "b", "fact", "#ff0000", "◆", "choice", "text", "", "\x1b", "?"]) | st.text(max_size=4)
_values: st.SearchStrategy[Any] = st.recursive(
    _words | st.integers() | st.booleans() | st.floats() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=3),
    max_leaves=6,
)
_keys = st.sampled_from(["name", "letter", "title", "description", "guidelines", "examples", "color", "glyph", "same_as"])
_keys |= st.sampled_from(["from", "to", "kind", "choices", "on", "nonsense"])
_entries = st.lists(st.dictionaries(_keys, _values, max_size=6) | _values, max_size=3)


@given(st.dictionaries(st.sampled_from([*SECTIONS, "attributes", "base", "moods"]), _entries | _values))
def test_whatever_a_table_holds_it_is_a_scheme_or_has_mistakes_that_can_be_led_to(spelled: dict[str, Any]) -> None:
    scheme, mistakes = read_scheme(spelled)
    if not mistakes:
        assert all((scheme.claim_kinds, scheme.entity_types, scheme.verdicts, scheme.relation_kinds))
        for label in (*scheme.claim_kinds, *scheme.entity_types, *scheme.verdicts, *scheme.relation_kinds):
            assert label.name
            assert label.title.isprintable()
            assert len(label.letter) == 1
    for mistake in mistakes:
        assert mistake.path[0] in spelled or mistake.path[0] in SECTIONS
        assert mistake.what.endswith(".")


def test_a_record_whose_labels_the_scheme_has_is_not_flagged() -> None:
    (annotation,) = Table("⟦One⟧{claim}").annotations()
    told = replace(annotation, body=Claim("fact", verdict="true"), attributes=(("tone", "loud"),))
    assert unknown(told, SCHEME) == ()
    assert unknown(Entity("1", "Ann", "PERSON"), SCHEME) == ()
    assert unknown(Relation("1", "about", "2", "3", MADE), SCHEME) == ()


def test_labels_that_the_scheme_does_not_have_are_named() -> None:
    (annotation,) = Table("⟦One⟧{claim}").annotations()
    old = replace(annotation, body=Claim("rumour", verdict="half"), attributes=(("mood", "sad"), ("tone", "shrill")))
    assert unknown(old, SCHEME) == (
        "claim kind “rumour”",
        "verdict “half”",
        "attribute “mood”",
        "value “shrill” of the attribute “tone”",
    )
    assert unknown(replace(annotation, body=Note("x"), attributes=(("tone", "loud"),)), SCHEME) == ("attribute “tone” on a note",)
    assert unknown(Entity("1", "Ann", "ALIEN"), SCHEME) == ("entity type “ALIEN”",)
    assert unknown(Relation("1", "mocks", "2", "3", MADE), SCHEME) == ("relation kind “mocks”",)


def test_a_question_is_answered_with_yes_or_no_and_a_text_with_anything() -> None:
    question = Attribute("ironic", "Ironic", AttributeKind.YES_NO)
    assert [question.allows(value) for value in ("yes", "no", "maybe", "")] == [True, True, False, False]
    assert Attribute("aside", "Aside", AttributeKind.TEXT).allows("anything")


@given(records())
def test_asking_what_a_record_lacks_never_fails(record: Any) -> None:
    assert all(isinstance(what, str) and what for what in unknown(record, SCHEME))
