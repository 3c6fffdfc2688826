"""The claim ledger: all claims of the folder, those that say the same in pairs, linked or refused with one key."""

from __future__ import annotations

from textual.pilot import Pilot

from reader.core.anchor import Selector
from reader.core.annotation import Annotation, Claim, Note, Provenance, Relation
from reader.core.records import Records
from reader.store.memory import MemoryStore
from reader.suggest.alike import pairs
from reader.ui.ledger import Elsewhere, Ledger
from reader.ui.screens.ledger import LedgerScreen
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, press, reading, rows, shown, state, until

MADE = Provenance("tester", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
FOLDER = {
    "a": "The bridge collapse killed 40 people on Tuesday. Taxes will rise next year.",
    "b": "On Tuesday 40 people were killed when the bridge collapsed. It rained.",
    "c": "The collapse of the bridge on Tuesday killed 50 people.\n\nGood night!\n— Mia Berg (@miaberg) May 28, 2024\n\nThe end.",
}
"""Three articles of which the first two say the same, and the third another number."""


async def marked(pilot: Pilot[None]) -> None:
    """Mark the first sentence of each article as a claim, and two more in the first one; stay there."""
    await opened(pilot, "a.txt")
    await press(pilot, "c", "right_parenthesis", "c")
    for path in ("b.txt", "c.txt"):
        await press(pilot, "ctrl+n")
        await opened(pilot, path)
        await press(pilot, "c")
    await press(pilot, "ctrl+o", "ctrl+o")
    await opened(pilot, "a.txt")


async def ledger(pilot: Pilot[None]) -> LedgerScreen:
    """Open the ledger and wait until all is compared."""
    await press(pilot, "L")
    screen = pilot.app.screen
    assert isinstance(screen, LedgerScreen)
    await until(pilot, lambda: screen.ledger.is_compared and "alike" in rows(pilot)[0])
    await pilot.pause()
    return screen


def compared(*words: str) -> Ledger:
    """A ledger of one claim in each of some articles."""
    claims = [
        Annotation(f"{n:014x}", f"d{n}", (Selector(0, len(said), said, "", ""),), Claim("fact"), MADE) for n, said in enumerate(words)
    ]
    made = Ledger(Records(claims), lambda document: document)
    know_all(made)
    return made


def know_all(ledger: Ledger) -> None:
    for _ in ledger.collect():
        pass
    for progress in pairs(ledger.statements):
        ledger.know(progress)


def relations(pilot: Pilot[None]) -> list[Relation]:
    return state(pilot).records.relations()


async def test_all_claims_of_the_folder_are_listed_with_what_is_said_of_them(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        assert "Claims 4, by article" in rows(pilot)[1]
        assert "3 pairs alike" in rows(pilot)[0]
        assert "▸◆ The bridge collapse killed 40 people" in rows(pilot)[2]
        assert "≈2 · fact · a.txt" in rows(pilot)[2]
        assert "Taxes will rise" in rows(pilot)[3]
        assert "b.txt" in rows(pilot)[4]


async def test_enter_goes_to_the_claim_in_its_article(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "end", "enter")
        await opened(pilot, "c.txt")
        assert state(pilot).caret == 0


async def test_the_ledger_opens_at_the_claim_at_the_caret(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await press(pilot, "right_parenthesis")
        await ledger(pilot)
        assert "▸◆ Taxes will rise" in shown(pilot)


async def test_claims_that_are_alike_stand_together_with_score_and_reason(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(120, 40)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "s", "s", "s")
        text = shown(pilot)
        assert "Alike 3" in text
        assert "alike · repeats? · the same words" in text
        assert "alike · contradicts? · 40 here, 50 there" in text
        for key in ("r repeats", "c contradicts", "x no", "a as …", "C differences"):
            assert key in rows(pilot)[-1]


async def test_the_keys_that_decide_are_in_the_footer_of_a_small_terminal(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "s", "s", "s")
        footer = " ".join(rows(pilot)[-2:])
        decide = ("r repeats", "c contradicts", "x no", "a as …")
        for key in (*decide, "Enter go", "C differences", "/ narrow", "u undo", "s sort", "Esc back"):
            assert key in footer


async def test_one_key_links_two_claims_and_goes_on_to_the_next_pair(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        screen = await ledger(pilot)
        await press(pilot, "s", "s", "s")
        before = screen.pane.cursor_value
        await press(pilot, "r")
        (relation,) = relations(pilot)
        assert relation.kind == "repeats"
        assert "✓ repeats" in shown(pilot)
        assert "Linked: repeats. u undoes it." in rows(pilot)[-1]
        assert screen.pane.cursor_value != before
        await press(pilot, "c")
        assert [one.kind for one in relations(pilot)].count("contradicts") == 1
        await press(pilot, "u", "u")
        assert relations(pilot) == []
        assert "✓" not in shown(pilot)


async def test_a_pair_is_linked_as_any_kind_of_the_scheme(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "s", "s", "s", "a", "s")
        assert [one.kind for one in relations(pilot)] == ["supports"]


async def test_the_claim_under_the_cursor_is_the_one_that_repeats(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        screen = await ledger(pilot)
        await press(pilot, "s", "s", "s", "j")
        one, other = screen.ledger.ends(int((screen.pane.cursor_value or "").partition(":")[0]))
        await press(pilot, "r")
        assert [(relation.source, relation.target) for relation in relations(pilot)] == [(other.id, one.id)]


async def test_the_same_link_twice_is_refused(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "s", "s", "s", "r", "g", "r")
        assert "That is said already." in rows(pilot)[-1]
        assert len(relations(pilot)) == 1


async def test_a_refused_pair_is_not_shown_again_as_long_as_the_program_runs(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "s", "s", "s", "x")
        assert "Not shown any more, until you quit." in rows(pilot)[-1]
        assert "Alike 2" in shown(pilot)
        await press(pilot, "escape")
        await ledger(pilot)
        await press(pilot, "s", "s", "s")
        assert "Alike 2" in shown(pilot)


async def test_undo_in_the_ledger_takes_back_a_refusal_before_what_was_done_earlier(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "s", "s", "s", "r", "x", "u")
        assert "Shown again." in rows(pilot)[-1]
        assert "Alike 3" in shown(pilot)
        assert len(relations(pilot)) == 1
        await press(pilot, "u")
        assert relations(pilot) == []


async def test_undo_in_the_ledger_takes_back_first_what_was_done_after_a_refusal(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "s", "s", "s", "x", "r", "u")
        assert relations(pilot) == []
        assert "Alike 2" in shown(pilot)


async def test_the_differences_of_a_pair_are_shown(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "s", "s", "s", "C")
        text = shown(pilot)
        assert "[-" in text
        assert "{+" in text
        assert "in common:" in text
        await press(pilot, "escape")
        assert "Alike 3" in shown(pilot)


async def test_while_another_article_is_being_opened_below_the_ledger_it_is_drawn_and_changes_nothing(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        screen = await ledger(pilot)
        await press(pilot, "s", "s", "s")
        desk = reading(pilot).desk
        session, at = desk.session, desk.at
        desk.put(at)
        screen.pane.redraw()
        await press(pilot, "r")
        assert "still being opened" in rows(pilot)[-1]
        await press(pilot, "u")
        assert "still being opened" in rows(pilot)[-1]
        assert session.records.relations() == []


async def test_claims_are_narrowed_by_words(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "slash", "text:taxes", "enter")
        assert "Claims 1, by article, holding “taxes”" in shown(pilot)
        await press(pilot, "s", "s", "s")
        assert "Alike 0" in shown(pilot)


async def test_claims_are_sorted_by_claimant_and_by_verdict(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await press(pilot, "ctrl+n", "ctrl+n")
        await opened(pilot, "c.txt")
        await press(pilot, "right_square_bracket", "c")
        screen = await ledger(pilot)
        await press(pilot, "s")
        await until(pilot, lambda: "by claimant" in rows(pilot)[1] and "alike" in rows(pilot)[0])
        assert "Good night!" in rows(pilot)[2]
        assert "Mia Berg · fact" in rows(pilot)[2]
        await press(pilot, "s")
        await until(pilot, lambda: "by verdict" in rows(pilot)[1] and "alike" in rows(pilot)[0])
        assert screen.sorting.value == "verdict"


async def test_pairs_are_decided_upon_only_where_they_are_shown(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await ledger(pilot)
        await press(pilot, "r")
        assert "s sorts by likeness" in rows(pilot)[-1]
        assert relations(pilot) == []


async def test_the_facts_say_where_else_a_claim_stands_once_that_is_known(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(120, 40)) as pilot:
        await marked(pilot)
        assert "other article" not in shown(pilot)
        await ledger(pilot)
        await press(pilot, "escape")
        assert "Also claimed in 1 other" in shown(pilot)


async def test_leaving_stops_the_comparing_and_opening_again_goes_on(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await pilot.press("L")
        screen = pilot.app.screen
        await press(pilot, "escape")
        assert isinstance(screen, LedgerScreen)
        assert screen.is_left.is_set()
        await ledger(pilot)
        assert "3 pairs alike" in rows(pilot)[0]


async def test_a_folder_without_claims_says_how_to_make_one(make_app: MakeApp) -> None:
    async with make_app(**FOLDER).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "L")
        assert "No claims yet: c marks one in an article." in shown(pilot)


async def test_what_is_kept_is_listed_after_a_restart(make_app: MakeApp) -> None:
    store = MemoryStore()
    async with make_app(store, **FOLDER).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
    async with make_app(store, **FOLDER).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a.txt")
        await ledger(pilot)
        assert "Claims 4, by article" in shown(pilot)
        assert "c.txt" in shown(pilot)


def test_a_ledger_that_was_compared_keeps_its_pairs_while_the_claims_are_the_same() -> None:
    ledger = compared("The bridge fell on Tuesday.", "On Tuesday the bridge fell.")
    before = ledger.pairs
    assert [*ledger.collect()][-1] == ledger.statements
    assert ledger.pairs is before
    assert ledger.is_compared


def test_pairs_that_were_not_all_found_are_forgotten_before_they_are_looked_for_again() -> None:
    ledger = compared("The bridge fell on Tuesday.", "On Tuesday the bridge fell.")
    ledger.compared = 1  # as if the reader had left meanwhile
    know_all(ledger)
    assert len(ledger.pairs) == 1
    assert ledger.alike(ledger.statements[0].id) == [0]


def test_a_claim_that_stands_in_very_many_articles_is_counted_in_all() -> None:
    ledger = compared(*["The bridge fell on Tuesday."] * 50)
    assert ledger.elsewhere(ledger.statements[20].id) == (49, 0)


def test_what_contradicts_a_claim_does_not_count_as_the_same() -> None:
    ledger = compared("The bridge killed 40 people.", "The bridge killed 50 people.", "Killed by the bridge: 40 people.")
    assert ledger.elsewhere(ledger.statements[0].id) == (1, 1)


def test_a_refused_pair_counts_nowhere() -> None:
    ledger = compared("The bridge fell on Tuesday.", "On Tuesday the bridge fell.")
    ledger.refuse(0)
    assert ledger.elsewhere(ledger.statements[0].id) == (0, 0)
    assert ledger.statements[0].id not in Elsewhere(ledger, "L")


def test_only_claims_are_in_the_ledger() -> None:
    note = Annotation("f" * 14, "d0", (Selector(0, 3, "The", "", ""),), Note("so"), MADE)
    ledger = Ledger(Records([note]), lambda document: document)
    know_all(ledger)
    assert list(ledger.statements) == []
