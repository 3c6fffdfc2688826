"""The label set on the screen: explained where one chooses, asked for in the form, seen in margin and colours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.color import Color
from rich.style import Style

from reader.config import load_scheme
from reader.core.annotation import Claim
from reader.core.scheme import Attribute, AttributeKind, Label, Scheme
from reader.paint.layout import Layout
from reader.ui.drawing import Canvas, draw
from reader.ui.theme import Looks, _contrast
from reader.ui.themes import THEMES
from tests.notation import Table
from tests.ui.conftest import MakeApp
from tests.ui.driving import placed, press, reading, rows, shown, state

DEFAULT = load_scheme(None)
OWN = replace(
    DEFAULT,
    attributes=(
        Attribute("tone", "Tone", AttributeKind.CHOICE, ("calm", "loud"), ("claim",), "How it is said"),
        Attribute("ironic", "Ironic?", AttributeKind.YES_NO),
        Attribute("aside here", "A rather long title of it", AttributeKind.TEXT),
    ),
)
KINDS = (Label("fact", "Fact", "f", color="#ff0000"), Label("rumour", "Rumour", "r", glyph="%"))
TYPES = (Label("PERSON", "Person", "p"), Label("ORG", "Organisation", "o", color="#00ff00", glyph="@"))


async def test_what_the_types_mean_is_shown_where_one_is_picked_and_a_letter_picks_there(make_app: MakeApp) -> None:
    async with make_app(a="Acme left.").run_test(size=(80, 24)) as pilot:
        await press(pilot, "e", "question_mark")
        assert "Person  Somebody with a name, real or invented" in shown(pilot)
        assert "somebody is one too. No pronouns." in shown(pilot)
        assert "· Dr ⟦Ann Lee⟧" in shown(pilot)
        assert "Other  Any other name" not in shown(pilot)
        await press(pilot, "pagedown", "pagedown")
        assert "Other  Any other name" in shown(pilot)
        await press(pilot, "o")
        assert [entity.label for entity in state(pilot).records.entities()] == ["ORG"]
        assert not reading(pilot).asking.is_picking


async def test_after_the_explanation_the_question_is_still_asked(make_app: MakeApp) -> None:
    async with make_app(a="Acme left.").run_test(size=(80, 24)) as pilot:
        await press(pilot, "e", "question_mark", "z", "escape")
        assert reading(pilot).asking.is_picking
        await press(pilot, "p")
        assert [entity.label for entity in state(pilot).records.entities()] == ["PERSON"]
        await press(pilot, "d", "e", "question_mark", "escape", "escape")
        assert not reading(pilot).asking.is_picking
        assert placed(pilot) == []


async def test_a_scheme_that_explains_nothing_has_no_key_for_it(make_app: MakeApp) -> None:
    plain = replace(DEFAULT, entity_types=(Label("X", "Thing", "x"),))
    async with make_app(a="Acme left.", scheme=plain).run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
        assert "what they mean" not in rows(pilot)[-1]
        await press(pilot, "question_mark")
        assert "“?” is none of x Thing." in rows(pilot)[-1]


async def test_of_eighteen_types_each_letter_is_in_the_footer_of_a_small_terminal(make_app: MakeApp) -> None:
    scheme = load_scheme("ontonotes18")
    async with make_app(a="Acme left.", scheme=scheme).run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
        assert rows(pilot)[-1].split() == [*(label.letter for label in scheme.entity_types), "?", "Esc"]


async def test_the_form_says_what_the_chosen_kind_means(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "enter")
        assert "? explains all · Says that something is or was so" in shown(pilot)
        await press(pilot, "right")
        assert "? explains all · Stands or falls with a quantity" in shown(pilot)
        await press(pilot, "tab")
        assert "? explains all" not in shown(pilot)


async def test_a_kind_is_chosen_from_its_explanation_in_the_form(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "enter", "question_mark")
        assert "Look for because, led to, thanks to, therefore." in shown(pilot)
        await press(pilot, "p", "enter")
        assert [annotation.body for annotation in placed(pilot)] == [Claim("prediction")]


async def test_a_question_mark_can_be_written_in_the_form(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "text:x", "enter", "enter", "text:really", "question_mark", "ctrl+s")
        (annotation,) = placed(pilot)
        assert "?" in str(annotation.body)


async def test_attributes_are_filled_in_by_keys_and_told_at_the_caret(make_app: MakeApp) -> None:
    async with make_app(a="One here.", scheme=OWN).run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "enter", *["tab"] * 7)
        assert "How it is said" in shown(pilot)
        assert "A rather long t…" in shown(pilot)
        await press(pilot, "l", "tab", "y", "tab", "text:said [b]twice", "enter")
        (annotation,) = placed(pilot)
        assert annotation.attributes == (("aside here", "said [b]twice"), ("ironic", "yes"), ("tone", "loud"))
        told = " ".join(" ".join(row[:40].split()) for row in rows(pilot)[-7:-1])
        assert "Ironic?: yes · Tone: loud" in told
        await press(pilot, "u")
        assert [annotation.attributes for annotation in placed(pilot)] == [()]


async def test_the_whole_form_with_attributes_can_be_reached_on_a_small_terminal(make_app: MakeApp) -> None:
    many = replace(OWN, attributes=tuple(Attribute(f"a{number}", f"Attribute {number}", AttributeKind.TEXT) for number in range(20)))
    async with make_app(a="One here.", scheme=many).run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "enter", *["tab"] * 26, "text:last")
        assert "last" in shown(pilot)
        await press(pilot, "enter")
        assert [annotation.attributes for annotation in placed(pilot)] == [(("a19", "last"),)]


async def test_a_label_that_the_scheme_does_not_have_says_so_at_the_caret(make_app: MakeApp) -> None:
    other = replace(DEFAULT, claim_kinds=(Label("rumour", "Rumour", "r"),))
    table = Table("⟦O|ne here.⟧{claim}")
    async with make_app(table.store, a="One here.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "c")
    async with make_app(table.store, a="One here.", scheme=other).run_test(size=(120, 40)) as pilot:
        await press(pilot, "l")
        assert "fact (not in the" in shown(pilot)


async def test_words_of_the_scheme_that_look_like_markup_stay_words(make_app: MakeApp) -> None:
    words = "[@click=app.quit]x[/nope]"
    hostile = Label("X", words, "x", words, guidelines=f"{words}\n\tg\u0301{chr(0x301) * 50}", examples=(words,))
    scheme = replace(DEFAULT, entity_types=(hostile,), claim_kinds=(hostile,), attributes=(Attribute(words, words, AttributeKind.TEXT),))
    async with make_app(a="One here.", scheme=scheme).run_test(size=(80, 24)) as pilot:
        await press(pilot, "e", "question_mark")
        assert shown(pilot).count(words) >= 4
        assert shown(pilot).count("\u0301") < 10
        await press(pilot, "escape", "escape", "c", "enter")
        assert shown(pilot).count(words) >= 2
        await press(pilot, "escape", "question_mark", *["pagedown"] * 20, "pageup")
        assert shown(pilot).count(words) >= 2


async def test_the_help_lists_the_label_set(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(80, 24)) as pilot:
        await press(pilot, "question_mark", *["pagedown"] * 12)
        assert "c  contradicts  The two cannot both be true" in shown(pilot)


def row_of(picture: str, scheme: Scheme) -> list[tuple[str, Style | None]]:
    """The first row of a document with marks, in the looks of ``scheme``."""
    table = Table(picture)
    layout = Layout(table.state.document, 60, len)
    looks = Looks(THEMES["textual-dark"], scheme.entity_types, scheme.claim_kinds)
    row = draw(Canvas(table.state, layout, looks, 3, 64, has_focus=False), layout.rows(0)[0])
    return [(segment.text, segment.style) for segment in row]


def test_a_claim_has_the_colour_of_its_kind_and_without_one_the_themes() -> None:
    plain, own = (dict(row_of("⟦One⟧{claim} two.", replace(DEFAULT, claim_kinds=kinds))) for kinds in (DEFAULT.claim_kinds, KINDS))
    assert plain["One"] != own["One"]
    assert plain["◆"] != own["◆"]
    assert own[" two."] == plain[" two."]
    one = own["One"]
    assert one is not None
    assert one.underline  # never by colour alone


def test_the_margin_shows_the_glyph_of_a_kind_or_type_that_gives_one() -> None:
    rumours = replace(DEFAULT, entity_types=TYPES, claim_kinds=(replace(KINDS[1], name="fact"),))
    for picture, sign in (
        ("⟦One⟧{claim} two.", "%"),
        ("⟦One⟧{ORG} two.", "@"),
        ("⟦One⟧{PERSON} two.", " "),
        ("⟦O⟧{note:x}⟦ne⟧{ORG} two.", "≡"),
    ):
        assert "".join(text for text, _ in row_of(picture, rumours)).startswith(f" {sign} O"), picture


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "nord", "dracula"])
@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#7f7f7f", "#ff0000", "#0000ff", "#ffff00", "#1e1e1e"])
def test_a_colour_of_the_scheme_can_be_read_whatever_it_is(theme: str, color: str) -> None:
    types, kinds = (Label("ORG", "O", "o", color=color),), (Label("fact", "F", "f", color=color),)
    looks = Looks(THEMES[theme], types, kinds)
    for names in ({"mention.ORG"}, {"mention.ORG", "claim", "claim.fact"}, {"claim", "claim.fact"}):
        style = looks.style(frozenset(names))
        assert isinstance(style.color, Color)
        assert isinstance(style.bgcolor, Color)
        assert _contrast(style.color, style.bgcolor) >= 4.5, names
    for name in ("mention.ORG", "claim.fact"):
        glyph = looks.glyph(name)
        assert glyph.color is not None
        assert _contrast(glyph.color, Color.parse(THEMES[theme].background)) >= 4.5, name


def test_types_without_a_colour_keep_the_themes() -> None:
    plain = Looks(THEMES["textual-dark"], DEFAULT.entity_types)
    own = Looks(THEMES["textual-dark"], TYPES)
    assert own.style(frozenset({"mention.PERSON"})) == plain.style(frozenset({"mention.PERSON"}))
    assert own.style(frozenset({"mention.ORG"})) != plain.style(frozenset({"mention.ORG"}))
