"""What the forms offer and what becomes of their values."""

from __future__ import annotations

from dataclasses import replace

from reader.commands.form import ATTRIBUTE, Form, filled_in, form_at_caret
from reader.core.annotation import Attribution, Claim, Mention, Note, Status
from reader.core.scheme import Attribute, AttributeKind
from reader.core.transaction import Change, Transaction
from tests.notation import SCHEME, Table

POST = "Ann Lee of Acme said so./I'm so happy to join @Acme!/— Ann Lee (@annlee) May 28, 2024/The company agreed."


PICTURES = ("⟦O|ne⟧{claim}", "⟦O|ne⟧{PERSON}", "⟦O|ne⟧{note:x}", "⟦O|ne⟧{tag:x}", "⟦O|ne⟧{evidence}")


def form(table: Table) -> Form:
    found = form_at_caret(table.state, table.context)
    assert found is not None
    return found


def fill_in(table: Table, **values: str) -> Table:
    filled = form(table)
    old = {field.name: field.value for field in filled.fields}
    assert set(values) <= set(old)
    transaction = filled_in(table.state, table.context, filled, {**old, **values})
    if transaction is not None:
        table.do(transaction)
    return table


def claim(table: Table) -> Claim:
    (body,) = [annotation.body for annotation in table.annotations() if isinstance(annotation.body, Claim)]
    return body


def test_where_there_is_neither_mark_nor_post_there_is_no_form() -> None:
    table = Table("|One.")
    assert form_at_caret(table.state, table.context) is None


def test_an_untouched_form_changes_nothing() -> None:
    for picture in PICTURES:
        table = Table(picture)
        filled = form(table)
        assert filled_in(table.state, table.context, filled, {field.name: field.value for field in filled.fields}) is None


def test_every_attribute_of_a_claim_can_be_set() -> None:
    table = Table("⟦O|ne⟧{claim}")
    fill_in(
        table,
        kind="number",
        claimant="Ann Lee",
        attribution="quoted",
        checkworthy="yes",
        verdict="false",
        note="see\nbelow",
        links="https://a.example https://b.example",
        tags="urgent, later",
        status="unsure",
    )
    (ann,) = table.entities()
    assert claim(table) == Claim(
        "number", ann.id, Attribution.QUOTED, True, "false", "see\nbelow", ("https://a.example", "https://b.example")
    )
    (annotation,) = table.annotations()
    assert (annotation.tags, annotation.status) == (("urgent", "later"), Status.UNSURE)


def test_a_claimant_who_is_known_is_not_made_twice() -> None:
    table = fill_in(Table("⟦Ann⟧{ORG} said ⟦o|ne⟧{claim}."), claimant="ann")
    (ann,) = table.entities()
    assert claim(table).claimant == ann.id


def test_an_emptied_claimant_is_gone_with_its_entity() -> None:
    table = Table(POST).press("] c")
    table.session.select(table.state.selection.caret(table.state.document.posts[0].span.start))
    fill_in(table, claimant="")
    assert claim(table).claimant is None
    assert table.entities() == []


def test_an_entity_is_renamed_and_retyped_in_one_record() -> None:
    table = fill_in(Table("⟦O|ne⟧{PERSON}"), name="Acme Corp", label="ORG", aliases="Acme, @acme", references="Q42")
    (entity,) = table.entities()
    assert (entity.name, entity.label, entity.aliases, entity.references) == ("Acme Corp", "ORG", ("Acme", "@acme"), ("Q42",))


def test_a_mention_can_be_said_to_be_another_known_entity() -> None:
    table = Table("⟦Ann Lee⟧{PERSON} or ⟦L|ee⟧{PERSON}")
    lee = next(entity for entity in table.entities() if entity.name == "Ann Lee")
    fill_in(table, entity=lee.id)
    assert {annotation.body for annotation in table.annotations()} == {Mention(lee.id)}
    assert table.entities() == [lee]


def test_a_note_is_rewritten() -> None:
    table = fill_in(Table("⟦O|ne⟧{note:x}"), text="better")
    assert [annotation.body for annotation in table.annotations()] == [Note("better")]


def test_a_kind_that_the_scheme_no_longer_has_stays_choosable() -> None:
    table = Table("⟦O|ne⟧{claim}")
    fill_in(table, kind="fact")
    (annotation,) = table.annotations()
    kinds = next(field for field in form(table).fields if field.name == "kind").choices
    assert ("rumour", "rumour (not in the scheme)") not in kinds
    old = replace(annotation, body=Claim("rumour"))
    table.do(Transaction("t", (Change(annotation, old),), annotation.document, 0))
    kinds = next(field for field in form(table).fields if field.name == "kind").choices
    assert ("rumour", "rumour (not in the scheme)") in kinds


def test_a_posts_author_and_date_can_be_corrected() -> None:
    table = Table(POST).press("]")
    fill_in(table, author="Anna Lee", handle="annalee", date="2024-05-29", platform="bluesky")
    (post,) = table.state.document.posts
    assert (post.author, post.handle, post.date, post.platform.value) == ("Anna Lee", "@annalee", "2024-05-29", "bluesky")
    assert post.body.of(table.state.document.text) == "I'm so happy to join @Acme!"


def test_a_date_that_is_none_is_not_taken() -> None:
    table = fill_in(Table(POST).press("]"), date="yesterday")
    assert [post.date for post in table.state.document.posts] == ["2024-05-28"]


def test_words_that_look_like_markup_stay_words() -> None:
    table = fill_in(Table("⟦O|ne⟧{note:x}"), text="[@click=app.quit]x[/]")
    assert [annotation.body for annotation in table.annotations()] == [Note("[@click=app.quit]x[/]")]


TONE = Attribute("tone", "Tone", AttributeKind.CHOICE, ("calm", "loud"), ("claim",), "How it is said")
IRONIC = Attribute("ironic", "Ironic?", AttributeKind.YES_NO)
ASIDE = Attribute("aside", "Aside", AttributeKind.TEXT, on=("note", "claim"))


def asking(table: Table) -> Table:
    """The table, at which the scheme has attributes."""
    table.scheme = replace(table.scheme, attributes=(TONE, IRONIC, ASIDE))
    return table


def told(table: Table, *attributes: tuple[str, str]) -> Table:
    """The table, at which the one mark has these attributes."""
    (annotation,) = table.annotations()
    table.do(Transaction("t", (Change(annotation, replace(annotation, attributes=attributes)),), annotation.document, 0))
    return table


def said(table: Table) -> tuple[tuple[str, str], ...]:
    (annotation,) = table.annotations()
    return annotation.attributes


def test_a_form_asks_for_the_attributes_of_its_sort_of_mark_only() -> None:
    asked = {picture: [f.title for f in form(asking(Table(picture))).fields if f.name.startswith(ATTRIBUTE)] for picture in PICTURES}
    assert list(asked.values()) == [["Tone", "Ironic?", "Aside"], ["Ironic?"], ["Ironic?", "Aside"], ["Ironic?"], ["Ironic?"]]


def test_choices_and_questions_are_chosen_from_and_texts_are_written() -> None:
    tone, ironic, aside = (field for field in form(asking(Table("⟦O|ne⟧{claim}"))).fields if field.name.startswith(ATTRIBUTE))
    assert tone.choices == (("", "not said"), ("calm", "calm"), ("loud", "loud"))
    assert ironic.choices == (("", "not said"), ("yes", "yes"), ("no", "no"))
    assert (aside.choices, tone.about) == ((), "How it is said")


def test_attributes_are_filled_in_and_kept_in_the_order_of_their_names() -> None:
    table = fill_in(asking(Table("⟦O|ne⟧{claim}")), **{"attribute:tone": "loud", "attribute:aside": " so\t", "attribute:ironic": "no"})
    assert said(table) == (("aside", "so"), ("ironic", "no"), ("tone", "loud"))


def test_an_attribute_that_is_emptied_is_gone() -> None:
    table = told(asking(Table("⟦O|ne⟧{claim}")), ("aside", "x"), ("tone", "loud"))
    assert said(fill_in(table, **{"attribute:tone": ""})) == (("aside", "x"),)


def test_attributes_that_the_scheme_does_not_have_are_shown_and_kept_when_the_form_is_filled_in() -> None:
    table = told(asking(Table("⟦O|ne⟧{claim}")), ("mood", "sad\nvery"), ("tone", "shrill"))
    tone, mood = (next(f for f in form(table).fields if f.name == f"attribute:{name}") for name in ("tone", "mood"))
    assert tone.choices[-1] == ("shrill", "shrill (not in the scheme)")
    assert (mood.title, mood.hint) == ("mood", "(not in the scheme)")
    assert said(fill_in(table, note="changed")) == (("mood", "sad\nvery"), ("tone", "shrill"))
    assert said(fill_in(table, **{"attribute:mood": "", "attribute:tone": "calm"})) == (("tone", "calm"),)


def test_of_very_many_unknown_attributes_a_few_are_shown_and_all_are_kept() -> None:
    many = tuple((f"a{number:03}", "x") for number in range(100))
    table = told(asking(Table("⟦O|ne⟧{note:x}")), *many)
    assert len(form(table).fields) < 20
    assert said(fill_in(table, text="better")) == many


def test_an_untouched_form_changes_nothing_of_attributes_whatever_they_hold() -> None:
    table = told(asking(Table("⟦O|ne⟧{claim}")), ("", "x"), ("aside", " a\x1b "), ("ironic", "perhaps"), ("tone", ""))
    filled = form(table)
    assert filled_in(table.state, table.context, filled, {field.name: field.value for field in filled.fields}) is None


def test_the_choices_of_kind_type_and_verdict_are_explained() -> None:
    claim, person = form(Table("⟦O|ne⟧{claim}")), form(Table("⟦O|ne⟧{PERSON}"))
    explained = {field.name: field.labels for field in (*claim.fields, *person.fields) if field.labels}
    assert explained == {"kind": SCHEME.claim_kinds, "verdict": SCHEME.verdicts, "label": SCHEME.entity_types}
