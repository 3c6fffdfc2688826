"""Web pages and Markdown on the reading screen: what they look like, where their links lead, and that nothing waits for them."""

from __future__ import annotations

import threading

import pytest

from reader.core.document import Document
from reader.library import Entry, Library
from reader.store.memory import MemoryStore
from tests.sources.pages import SENTENCES, page, paragraphs, tweet
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state, until

HEAD = """
<meta name="author" content="Ann Other"><meta property="article:published_time" content="2024-05-28T10:00:00Z">
<link rel="canonical" href="https://courier.example/bridge">
"""
LINKED = f'<p>{SENTENCES[0]} More is told <a href="https://courier.example/cracks?page=2">in the report</a> of the county.</p>'
EMPTY = '<blockquote class="twitter-tweet"><a href="https://twitter.com/ann_other/status/1000000000000000077"></a></blockquote>'
ARTICLE = f"{LINKED}{paragraphs(*SENTENCES[1:3])}{tweet(1)}{paragraphs(*SENTENCES[3:])}{EMPTY}"
PAGE = page(ARTICLE, head=HEAD)
LIST = f"""
<h2>What is known</h2>{paragraphs(*SENTENCES)}
<ul><li>The bridge is old, and has been for a while.</li><li>The river is wide, and gets wider each year.</li></ul>
<blockquote><p>I have never seen such cracks in any bridge that I have looked at.</p></blockquote>
<table><tr><th>Year</th><th>Cracks</th></tr><tr><td>1963</td><td>2</td></tr></table>{paragraphs(*SENTENCES)}
"""


class Browser:
    """Remembers what it was asked to open."""

    def __init__(self, problem: str | None = None) -> None:
        self.opened: list[str] = []
        self._problem = problem

    async def __call__(self, url: str) -> str | None:
        self.opened.append(url)
        return self._problem


async def test_a_page_shows_its_article_its_posts_and_who_wrote_it(make_app: MakeApp) -> None:
    async with make_app(**{"a.html": PAGE}).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        text = shown(pilot)
        assert "The old bridge over the river Wend" in text
        assert "X · Ann Other @ann_other" in text
        assert "Article by Ann Other ·" in text
        assert "2024-05-28 · courier.example" in text
        assert "Ten cheeses" not in text


async def test_a_post_whose_text_is_not_in_the_file_says_so_and_where_it_is(make_app: MakeApp) -> None:
    async with make_app(**{"a.html": PAGE}).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "right_square_bracket")
        assert "━ twitter.com/ann_other/status/1000000000000000001 ━" in shown(pilot)
        await press(pilot, "right_square_bracket")
        assert "the post’s text is not in this file" in shown(pilot)
        assert "https://twitter.com/ann_other/status/1000000000000000077" in shown(pilot)


async def test_headings_items_quotations_and_tables_can_be_told_apart_without_colour(make_app: MakeApp) -> None:
    async with make_app(**{"a.html": page(LIST)}).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        lines = [line.strip(" ┃") for line in rows(pilot)]
        first = next(number for number, line in enumerate(lines) if "The bridge is old" in line)
        assert lines[first].startswith("• The bridge is old")
        assert lines[first + 1].startswith("• The river is wide")
        assert any(line.startswith("▎ I have never seen") for line in lines)
        header = next(number for number, line in enumerate(lines) if line.startswith("Year | Cracks"))
        assert lines[header + 1].startswith("1963 | 2")


async def test_claims_are_marked_in_items_and_quotations_of_a_page(make_app: MakeApp) -> None:
    async with make_app(**{"a.html": page(LIST)}).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        for words in ("The bridge is old", "I have never seen"):
            line = next(number for number, row in enumerate(rows(pilot)) if words in row)
            await pilot.click(offset=(rows(pilot)[line].index(words) + 4, line))
            await press(pilot, "c")
        assert [annotation.targets[0].quote for annotation in placed(pilot)] == [
            "The bridge is old, and has been for a while.",
            "I have never seen such cracks in any bridge that I have looked at.",
        ]


async def test_a_claim_in_a_post_of_markdown_is_of_its_words_alone(make_app: MakeApp) -> None:
    async with make_app(**{"a.md": f"# Bridge\n\nOne here.\n\n{tweet(1)}\n"}).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "right_square_bracket", "c")
        (claim,) = placed(pilot)
        assert claim.targets[0].quote == "Not again!"


async def test_a_link_is_opened_after_its_whole_address_was_shown_and_agreed_to(make_app: MakeApp) -> None:
    browser = Browser()
    async with make_app(opener=browser, **{"a.html": PAGE}).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", "text:in the report", "enter", "o")
        assert "Open in the browser?" in shown(pilot)
        assert "at courier.example" in shown(pilot)
        assert "https://courier.example/cracks?page=2" in shown(pilot)
        assert browser.opened == []
        await press(pilot, "y")
        assert browser.opened == ["https://courier.example/cracks?page=2"]


@pytest.mark.parametrize("key", ["n", "escape", "enter", "space", "c"])
async def test_nothing_is_opened_without_a_yes(make_app: MakeApp, key: str) -> None:
    browser = Browser()
    async with make_app(opener=browser, **{"a.html": PAGE}).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", "text:in the report", "enter", "o", key)
        assert browser.opened == []
        assert placed(pilot) == []


async def test_in_a_post_its_own_address_is_opened(make_app: MakeApp) -> None:
    browser = Browser()
    async with make_app(opener=browser, **{"a.html": PAGE}).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "right_square_bracket", "o", "y")
        assert browser.opened == [state(pilot).document.posts[0].permalink]


async def test_without_a_link_the_screen_says_so_and_the_footer_is_quiet_about_it(make_app: MakeApp) -> None:
    async with make_app(**{"a.html": PAGE}).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        assert "o link" in rows(pilot)[-1]
        await press(pilot, "o")
        assert "There is no link at the caret" in rows(pilot)[-1]


async def test_where_nothing_leads_anywhere_the_footer_has_no_word_for_links(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "o link" not in rows(pilot)[-1]


async def test_a_browser_that_does_not_start_is_said(make_app: MakeApp) -> None:
    async with make_app(opener=Browser("No browser could be started."), **{"a.html": PAGE}).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "right_square_bracket", "o", "y")
        assert "No browser could be started." in rows(pilot)[-1]


async def test_an_address_that_would_deceive_shows_the_machine_it_leads_to(make_app: MakeApp) -> None:
    text = "One [here](https://bank.example@evil.example/\u0430).\n"
    async with make_app(opener=Browser(), **{"a.md": text}).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", "text:here", "enter", "o")
        assert "at evil.example" in shown(pilot)


class Gate:
    """Lets documents be loaded only when it is opened, and counts how many are being loaded."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._open = threading.Event()
        self._lock = threading.Lock()
        self.begun: list[str] = []
        self.at_once = self.most = 0
        load = Library.load

        def held(library: Library, entry: Entry) -> Document:
            with self._lock:
                self.begun.append(entry.path)
                self.at_once += 1
                self.most = max(self.most, self.at_once)
            self._open.wait(60)
            try:
                return load(library, entry)
            finally:
                with self._lock:
                    self.at_once -= 1

        monkeypatch.setattr(Library, "load", held)

    def open(self) -> None:
        self._open.set()


async def test_while_a_page_is_loading_the_screen_answers_and_says_so(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    async with make_app(**{"a.html": PAGE}).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Loading a.html …" in shown(pilot))
        await press(pilot, "c")
        assert "The article is still being loaded." in rows(pilot)[-1]
        gate.open()
        await opened(pilot)
        assert "The old bridge" in shown(pilot)


async def test_going_on_while_pages_load_opens_the_one_that_was_gone_to_last(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    pages = {f"{letter}.md": f"# Page {letter}\n\nOne here.\n" for letter in "abcdefgh"}
    async with make_app(**pages).run_test(size=(120, 40)) as pilot:
        await press(pilot, *["ctrl+n"] * 6)
        gate.open()
        await opened(pilot)
        assert state(pilot).document.path == "g.md"
        assert gate.begun[:3] == ["a.md", "b.md", "g.md"]


async def test_pages_in_sight_are_learned_one_at_a_time(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    gate.open()
    pages = {f"page{number}.md": f"# Page {number}\n\nOne here.\n" for number in range(9)}
    async with make_app(**pages).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "▢" in rows(pilot)[10])
        assert gate.most <= 2
        assert len(gate.begun) == len(set(gate.begun))


async def test_quitting_does_not_wait_for_a_page(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    app = make_app(**{"a.html": PAGE})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "q")
    assert app.return_code == 0
    assert gate.at_once == 1
    gate.open()


async def test_undo_goes_to_a_page_and_shows_the_place_when_it_is_there(make_app: MakeApp) -> None:
    async with make_app(MemoryStore(), **{"a.md": "# A\n\nOne here.\n", "b.md": "# B\n\nTwo here.\n"}).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.md")
        await press(pilot, "right_curly_bracket", "c", "ctrl+n")
        await opened(pilot, "b.md")
        await press(pilot, "u")
        await opened(pilot, "a.md")
        assert placed(pilot) == []
        assert state(pilot).caret == state(pilot).document.text.index("One")
        assert "Undid: mark claim" in rows(pilot)[-1]


async def test_what_was_odd_about_a_page_is_said(make_app: MakeApp) -> None:
    deep = "<div>" * 100_000 + "The words are here all the same."
    async with make_app(**{"a.html": deep}).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        assert reading(pilot).state is not None
        assert "The words are here all the same." in shown(pilot)
        assert state(pilot).document.problems
        assert state(pilot).document.problems[0][:30] in shown(pilot)
