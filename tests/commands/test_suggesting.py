"""Going through suggestions and deciding upon them, one step each."""

from __future__ import annotations

from reader.commands.suggesting import accept, brought_back, gone_to, next_suggestion, onward, refuse
from reader.core.annotation import Attribution, Claim, Mention, Refusal
from reader.core.span import Span
from reader.core.state import Selection
from reader.core.suggested import Spot, Suggested
from reader.core.suggestion import Sort, Suggestion
from tests.notation import Table

TEXT = "Tove Lind ran the mill. Lind left. It lost forty jobs."


def suggestion(words: str, label: str = "PERSON", nth: int = 0, **more: str) -> Suggestion:
    """What could be marked on ``words`` of the text, as a claim where the label is small."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    sort = Sort.CLAIM if label.islower() else Sort.MENTION
    return Suggestion(Span(start, start + len(words)), sort, label, ("because",), "test", **more)  # type: ignore[arg-type]  # strings all


LIND = (suggestion("Tove Lind"), suggestion("Lind", nth=1, name="Tove Lind"), suggestion("It lost forty jobs.", "number"))


def table(*suggestions: Suggestion, picture: str = TEXT) -> Table:
    made = Table(picture)
    made.session.suggest(Suggested(suggestions, made.state.marks))
    return made


def at(made: Table, one: Suggestion) -> Table:
    made.session.select(gone_to(Spot(one.span, one.sort)))
    return made


def words(made: Table) -> list[str]:
    return [one.span.of(TEXT) for one in made.state.suggested or ()]


def test_the_next_one_is_the_first_from_the_caret_on_and_after_the_last_comes_the_first() -> None:
    made = table(*LIND)
    made.session.select(Selection.caret(12))
    walked = []
    for _ in range(4):
        selection = next_suggestion(made.state)
        assert selection is not None
        made.session.select(selection)
        assert made.state.chosen_suggestion is not None
        walked.append(made.state.chosen_suggestion.span.of(TEXT))
    assert walked == ["Lind", "It lost forty jobs.", "Tove Lind", "Lind"]


def test_without_suggestions_there_is_no_next_one_and_nothing_to_decide() -> None:
    for made in (table(), Table(TEXT)):
        assert next_suggestion(made.state) is None
        assert (accept(made.state, made.context, ()), refuse(made.state, made.context, ())) == (None, None)


def test_accepting_a_mention_makes_one_transaction_with_its_entity() -> None:
    made = at(table(*LIND), LIND[0]).press("y")
    (annotation,) = made.annotations()
    (entity,) = made.entities()
    assert (annotation.body, entity.name, entity.label) == (Mention(entity.id), "Tove Lind", "PERSON")
    assert words(made) == ["Lind", "It lost forty jobs."]
    made.press("u")
    assert (made.annotations(), made.entities(), len(words(made))) == ([], [], 3)


def test_the_longer_name_that_is_suggested_gets_the_words_as_an_alias() -> None:
    made = at(table(*LIND), LIND[1]).press("y")
    assert [(entity.name, entity.aliases) for entity in made.entities()] == [("Tove Lind", ("Lind",))]


def test_a_suggested_entity_is_taken_by_its_id_and_keeps_its_names() -> None:
    made = at(table(*LIND), LIND[0]).press("y")
    (entity,) = made.entities()
    known = suggestion("Lind", nth=1, entity=entity.id)
    made.session.suggest(Suggested([known], made.state.marks))
    at(made, known).press("y")
    assert [(one.id, one.aliases) for one in made.entities()] == [(entity.id, ("Lind",))]
    assert {annotation.body for annotation in made.annotations()} == {Mention(entity.id)}


def test_an_entity_that_is_gone_is_made_again_from_its_name() -> None:
    made = table(suggestion("Lind", nth=1, entity="f" * 14, name="Tove Lind"))
    made.session.select(Selection.caret(25))
    assert [entity.name for entity in made.press("y").entities()] == ["Tove Lind"]


def test_accepting_a_claim_takes_kind_and_claimant_as_paraphrased_or_quoted() -> None:
    for picture, attribution in ((TEXT, Attribution.PARAPHRASED), (TEXT.replace("It", "“t"), Attribution.QUOTED)):
        made = Table(picture)
        one = Suggestion(Span(35, len(TEXT)), Sort.CLAIM, "number", (), "test", claimant="Tove Lind")
        made.session.suggest(Suggested([one], made.state.marks))
        (annotation,) = at(made, one).press("y").annotations()
        (entity,) = made.entities()
        assert annotation.body == Claim("number", entity.id, attribution)


def test_a_claimant_that_is_not_known_yet_has_the_type_that_is_suggested_for_the_name() -> None:
    one = Suggestion(Span(35, len(TEXT)), Sort.CLAIM, "number", (), "test", claimant="The Mill")
    made = table(suggestion("the mill", "ORG"), one)
    assert [(entity.name, entity.label) for entity in at(made, one).press("y").entities()] == [("The Mill", "ORG")]


def test_refusing_keeps_the_words_and_takes_the_suggestion_away_until_it_is_undone() -> None:
    made = at(table(*LIND), LIND[1]).press("x")
    (refusal,) = made.state.records.refusals_of(made.state.document.id)
    assert isinstance(refusal, Refusal)
    assert (refusal.target.quote, refusal.target.start, refusal.sort) == ("Lind", 24, Sort.MENTION)
    assert words(made) == ["Tove Lind", "It lost forty jobs."]
    assert words(made.press("u")) == ["Tove Lind", "Lind", "It lost forty jobs."]


def test_after_a_decision_comes_the_next_and_after_its_undoing_the_same() -> None:
    made = at(table(*LIND), LIND[0])
    transaction = accept(made.state, made.context, ())
    assert transaction is not None
    made.do(transaction)
    assert onward(made.state, transaction) == gone_to(Spot(LIND[1].span, Sort.MENTION))
    assert brought_back(made.state, transaction) is None
    made.session.undo()
    assert brought_back(made.state, transaction) == gone_to(Spot(LIND[0].span, Sort.MENTION))


def test_the_innermost_at_the_caret_is_meant_unless_another_was_gone_to() -> None:
    outer, inner = suggestion(TEXT[:23], "fact"), suggestion("Tove Lind")
    made = table(outer, inner)
    made.session.select(Selection.caret(6))
    assert made.state.suggestion == inner
    assert at(made, outer).state.suggestion == outer


def test_nothing_is_accepted_over_a_selection() -> None:
    made = table(*LIND)
    made.session.select(Selection(0, 4, 0))
    assert accept(made.state, made.context, ()) is None


def test_what_was_gone_to_is_what_another_mark_is_put_on() -> None:
    odd = suggestion("Lind ran")
    made = at(table(odd), odd).press("e:o")
    assert [annotation.targets[0].quote for annotation in made.annotations()] == ["Lind ran"]
    assert words(made) == []
