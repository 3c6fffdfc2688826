"""What the forms offer and what becomes of their values."""

from __future__ import annotations

from dataclasses import replace

from reader.commands.form import Form, filled_in, form_at_caret
from reader.core.annotation import Attribution, Claim, Mention, Note, Status
from reader.core.transaction import Change, Transaction
from tests.notation import Table

POST = "Ann Lee of Acme said so./I'm so happy to join @Acme!/— Ann Lee (@annlee) May 28, 2024/The company agreed."


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
    for picture in ("⟦O|ne⟧{claim}", "⟦O|ne⟧{PERSON}", "⟦O|ne⟧{note:x}", "⟦O|ne⟧{tag:x}", "⟦O|ne⟧{evidence}"):
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
