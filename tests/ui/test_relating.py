"""Relating marks from the keyboard, and going along what was related."""

from __future__ import annotations

from textual.pilot import Pilot

from reader.core.annotation import Evidence, Relation
from reader.store.memory import MemoryStore
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state, until

ARTICLE = "The bridge fell on Tuesday. Nobody was hurt. The mayor denied it.\n\nThe river is wide."
OTHER = "On Tuesday the old bridge fell. Cats are nice."
POSTED = """The mayor opened the new harbour.

What a cold morning at the pier!
— Tom Halder (@halder) May 27, 2024

Now it rains.

Our harbour opens today, with room for 40 ships!
— Mia Berg (@miaberg) May 28, 2024

It rained."""


def relations(pilot: Pilot[None]) -> list[Relation]:
    return state(pilot).records.relations()


def quotes(pilot: Pilot[None]) -> list[tuple[str, str, str]]:
    """The relations as (what is at their source, kind, what is at their target)."""
    records = state(pilot).records
    found = []
    for relation in relations(pilot):
        ends = [records.annotation(id) for id in (relation.source, relation.target)]
        found.append((*(end.targets[0].quote for end in ends if end), relation.kind))
    return [(one, kind, other) for one, other, kind in found]


def said(pilot: Pilot[None]) -> str:
    """The sentence at the bottom, on one line."""
    return " ".join(" ".join(rows(pilot)[-3:]).split())


async def claims(pilot: Pilot[None], count: int) -> None:
    """Mark the first ``count`` sentences as claims, and go back to the first."""
    for number in range(count):
        await press(pilot, *(("right_parenthesis", "c") if number else ("c",)))
    await press(pilot, "g")


async def test_two_marks_are_related_by_moving_and_a_letter(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        await press(pilot, "r")
        assert "Relate “The bridge fell on Tuesday.” to …" in rows(pilot)[0]
        assert "r to this" in rows(pilot)[-1]
        assert "Esc leave" in rows(pilot)[-1]
        await press(pilot, "greater_than_sign", "r")
        assert "“The bridge fell on Tuesday.” → “Nobody was hurt.”" in rows(pilot)[0]
        assert "s supports" in rows(pilot)[-1]
        await press(pilot, "s")
        assert quotes(pilot) == [("The bridge fell on Tuesday.", "supports", "Nobody was hurt.")]
        assert "“The bridge fell on Tuesday.” supports “Nobody was hurt.”" in said(pilot)
        await press(pilot, "u")
        assert relations(pilot) == []
        assert len(placed(pilot)) == 2


async def test_a_relation_is_told_at_both_ends_and_counted_in_the_list(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        await press(pilot, "r", "greater_than_sign", "r", "f")
        assert "← refuted by “The bridge fell" in shown(pilot)
        assert shown(pilot).count("⇄1") == 2
        await press(pilot, "less_than_sign")
        assert "refutes → “Nobody was hurt.”" in shown(pilot)


async def test_escape_leaves_without_a_relation(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        await press(pilot, "r", "greater_than_sign", "escape")
        assert "Relate" not in rows(pilot)[0]
        assert "c claim" in rows(pilot)[-1]
        await press(pilot, "r")
        assert "Relate “Nobody was hurt.” to …" in rows(pilot)[0]
        assert relations(pilot) == []


async def test_escape_before_the_kind_is_chosen_goes_back_to_choosing_the_other_end(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        await press(pilot, "r", "greater_than_sign", "r", "escape")
        assert "Relate “The bridge fell on Tuesday.” to …" in rows(pilot)[0]
        await press(pilot, "r", "s")
        assert len(relations(pilot)) == 1


async def test_a_relation_is_turned_round_before_its_kind_is_chosen(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        await press(pilot, "r", "greater_than_sign", "r", "less_than_sign")
        assert "“Nobody was hurt.” → “The bridge fell on Tuesday.”" in rows(pilot)[0]
        await press(pilot, "s")
        assert quotes(pilot) == [("Nobody was hurt.", "supports", "The bridge fell on Tuesday.")]


async def test_the_list_of_the_marks_leads_to_either_end_of_a_relation_also_in_another_article(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE, b=OTHER).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "c", "r", "ctrl+n")
        await opened(pilot, "b.txt")
        await press(pilot, "c", "r", "r")
        text = shown(pilot)
        assert "Relations 1" in text
        assert "repeats → “On Tuesday" in text
        assert text.count("elsewhere") == 1
        reading(pilot).jump(f"&0{relations(pilot)[0].id}")
        await opened(pilot, "a.txt")
        assert "Relations 1" in shown(pilot)
        reading(pilot).jump(f"&1{relations(pilot)[0].id}")
        await opened(pilot, "b.txt")
        await press(pilot, "u")
        assert "Relations" not in shown(pilot)


async def test_what_the_kinds_mean_is_shown_where_one_is_picked_and_the_way_out_on_a_small_terminal(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        await press(pilot, "r", "right_parenthesis", "r")
        for key in ("a about", "s supports", "f refutes", "r repeats", "c contradicts", "< turn", "?", "Esc"):
            assert key in rows(pilot)[-1]
        await press(pilot, "question_mark")
        assert "more reason to believe the second" in " ".join(shown(pilot).split())
        await press(pilot, "s")
        assert [kind for _, kind, _ in quotes(pilot)] == ["supports"]


async def test_where_there_is_no_mark_it_says_so(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "r")
        assert "There is no mark here to relate: c marks the sentence" in said(pilot)
        assert "Relate" not in rows(pilot)[0]


async def test_a_mark_is_not_related_to_itself(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 1)
        await press(pilot, "r", "r")
        assert "That is the mark that you began with." in said(pilot)


async def test_the_same_relation_twice_is_refused(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        await press(pilot, "r", "greater_than_sign", "r", "s", "less_than_sign", "r", "greater_than_sign", "r", "s")
        assert "That is said already: “The bridge fell on Tuesday.” supports" in said(pilot)
        assert len(relations(pilot)) == 1


async def test_a_selection_is_evidence_for_a_claim_and_undone_with_the_relation(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 1)
        await press(pilot, "r", "right_parenthesis", "v", "w", "r", "f")
        assert [type(annotation.body).__name__ for annotation in placed(pilot)] == ["Claim", "Evidence"]
        await press(pilot, "u")
        assert len(placed(pilot)) == 1
        assert relations(pilot) == []


async def test_a_post_without_a_mark_becomes_evidence(make_app: MakeApp) -> None:
    async with make_app(a=POSTED).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 1)
        await press(pilot, "r", "right_square_bracket", "right_square_bracket", "r", "r")
        assert quotes(pilot) == [("The mayor opened the new harbour.", "repeats", "Our harbour opens today, with room for 40 ships!")]
        assert placed(pilot)[1].body == Evidence()


async def test_a_web_address_is_asked_for_with_one_key(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 1)
        await press(pilot, "r", "o", "text:a.example", "enter")
        assert "is no web address" in said(pilot)
        await press(pilot, "o", "text:https://a.example/x", "enter", "s")
        assert Evidence("https://a.example/x") in [annotation.body for annotation in placed(pilot)]
        assert len(relations(pilot)) == 1


async def test_the_other_end_is_chosen_from_a_list_of_the_marks(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 3)
        await press(pilot, "r", "tab")
        assert "Relate “The bridge fell on Tuesday.” to" in rows(pilot)[0]
        assert "Marks 3" in shown(pilot)
        await press(pilot, "slash", "text:denied", "enter")
        await press(pilot, "c")
        assert quotes(pilot) == [("The bridge fell on Tuesday.", "contradicts", "The mayor denied it.")]


async def test_the_posts_of_the_list_stand_by_likeness(make_app: MakeApp) -> None:
    async with make_app(a=POSTED).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 1)
        await press(pilot, "r", "tab")
        assert "Posts 2" in rows(pilot)[2]
        assert "Mia Berg" in rows(pilot)[3]
        assert "% alike" in rows(pilot)[3]
        await press(pilot, "enter", "r")
        assert quotes(pilot)[0][2].startswith("Our harbour opens today")


async def test_an_entity_of_the_list_stands_for_its_mention(make_app: MakeApp) -> None:
    async with make_app(a="The bridge fell. Ann Lee saw it.").run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "c", "right_parenthesis", "e", "p", "g", "r", "tab", "end")
        assert "▸● Ann Lee" in shown(pilot)
        await press(pilot, "enter", "y")
        assert quotes(pilot) == [("The bridge fell.", "said_by", "Ann Lee")]


async def test_marks_of_other_articles_are_found_by_words_and_gone_to(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE, b=OTHER).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "c", "ctrl+n")
        await opened(pilot, "b.txt")
        await press(pilot, "c", "r", "tab", "slash", "text:bridge fell on")
        await until(pilot, lambda: "In other articles 1" in shown(pilot))
        assert "a.txt" in shown(pilot)
        await press(pilot, "enter", "r")
        assert quotes(pilot) == [("On Tuesday the old bridge fell.", "repeats", "The bridge fell on Tuesday.")]
        await press(pilot, "apostrophe")
        await opened(pilot, "a.txt")
        assert state(pilot).caret == 0
        assert "← repeated by “On Tuesday" in shown(pilot)
        await press(pilot, "apostrophe")
        await opened(pilot, "b.txt")


async def test_a_relation_that_was_begun_is_ended_in_another_article(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE, b=OTHER).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "c", "r", "ctrl+n")
        await opened(pilot, "b.txt")
        assert "Relate “The bridge fell on Tuesday.” to …" in rows(pilot)[0]
        await press(pilot, "v", "w", "w", "r", "s")
        assert quotes(pilot) == [("The bridge fell on Tuesday.", "supports", "On Tuesday")]


async def test_several_relations_are_listed_and_gone_along(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 3)
        await press(pilot, "r", "greater_than_sign", "r", "s", "less_than_sign", "r", *["greater_than_sign"] * 2, "r", "f")
        await press(pilot, *["less_than_sign"] * 2, "apostrophe")
        assert "Relations of “The bridge fell on Tuesday.”" in rows(pilot)[0]
        assert "refutes → “The mayor denied it.”" in rows(pilot)[2]
        assert "supports → “Nobody was hurt.”" in rows(pilot)[3]
        await press(pilot, "enter")
        assert state(pilot).document.text[state(pilot).caret :].startswith("The mayor denied it.")


async def test_a_relation_is_changed_turned_and_removed_in_the_list(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        await press(pilot, "r", "greater_than_sign", "r", "s", "quotation_mark", "c", "f")
        assert quotes(pilot)[0][1] == "refutes"
        await press(pilot, "t")
        assert quotes(pilot) == [("Nobody was hurt.", "refutes", "The bridge fell on Tuesday.")]
        await press(pilot, "d")
        assert relations(pilot) == []
        assert "No relations any more." in shown(pilot)
        await press(pilot, "u")
        assert len(relations(pilot)) == 1
        await press(pilot, "escape")
        assert "refutes → “The bridge fell" in shown(pilot)


async def test_without_a_relation_there_is_no_other_end(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "c", "apostrophe")
        assert "There is no relation here: r makes one." in said(pilot)
        await press(pilot, "quotation_mark")
        assert "There is no relation here: r makes one." in said(pilot)


async def test_relations_are_there_after_a_restart(make_app: MakeApp) -> None:
    store = MemoryStore()
    async with make_app(store, a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        await press(pilot, "r", "greater_than_sign", "r", "s")
    async with make_app(store, a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "apostrophe")
        assert "← supported by “The bridge fell" in shown(pilot)


async def test_a_sentence_is_shown_beside_the_post_that_it_tells_again(make_app: MakeApp) -> None:
    async with make_app(a=POSTED).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "C")
        text = shown(pilot)
        assert "The post: X · Mia Berg @miaberg · 2024-05-28" in text
        assert "The sentence, not marked yet" in text
        assert "in common: opened, harbour" in text
        assert "[-" in text
        assert "{+" in text
        assert "post 1 of 2" in rows(pilot)[0]
        await press(pilot, "right_square_bracket")
        assert "Tom Halder" in shown(pilot)


async def test_a_paraphrase_is_linked_with_its_author_in_one_step(make_app: MakeApp) -> None:
    async with make_app(a=POSTED).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "C", "p")
        assert "r repeats" in rows(pilot)[-1]
        await press(pilot, "r")
        assert "Linked: the claim repeats the post, in other words." in said(pilot)
        assert "Claim fact · by Mia Berg · paraphrased" in " ".join(row[:40].strip() for row in rows(pilot)).replace("  ", " ")
        assert quotes(pilot)[0][2].startswith("Our harbour")
        await press(pilot, "u")
        assert placed(pilot) == []


async def test_a_related_post_is_shown_first(make_app: MakeApp) -> None:
    async with make_app(a=POSTED).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 1)
        await press(pilot, "r", "right_square_bracket", "r", "s", "g", "C")
        assert "The post: X · Tom Halder" in shown(pilot)


async def test_an_article_without_posts_has_none_to_compare_with(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "C")
        assert "There is no post in this article." in said(pilot)


async def test_the_seeds_paraphrase_is_beside_the_first_post(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "right_parenthesis", "C")
        assert "The post: X · Jan Leike @janleike" in shown(pilot)
        assert "scalable oversight" in shown(pilot)
        await press(pilot, "p", "r")
        assert "by Jan Leike" in shown(pilot)


async def test_nothing_of_what_is_related_reaches_the_terminal_raw(make_app: MakeApp) -> None:
    async with make_app(a="A \x1b[31m[bold]red[/bold] bridge. It \x1b]0;fell\x07 down.").run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await claims(pilot, 2)
        seen = []
        for keys in (("r",), ("tab",), ("escape", "greater_than_sign", "r"), ("s",), ("quotation_mark",), ("escape", "L")):
            await press(pilot, *keys)
            await until(pilot, lambda: "[bold]red[/bold]" in shown(pilot))
            seen.append(shown(pilot))
        assert not any(control in text for text in seen for control in "\x1b\x07")
        assert len(seen) == 6
