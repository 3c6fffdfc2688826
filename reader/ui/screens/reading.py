"""The reading screen: library, article, inspector and bars, and a key's way from the catalogue to the session and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.widgets import Static

from reader.commands.catalogue import BY_NAME
from reader.commands.selecting import sentence_under, word_under
from reader.commands.walking import go_to
from reader.core.annotation import Annotation, DocumentStatus
from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.history import History
from reader.core.query import NO_QUERY
from reader.core.span import Span
from reader.core.stages import worded
from reader.core.state import Selection, State
from reader.core.transaction import Change, Transaction
from reader.paint.outline import end_of_relation, suggested_spot
from reader.ui.arrangement import FULL, ROOMY, SMALLEST, WIDE
from reader.ui.asking import Asking
from reader.ui.browser import Opener
from reader.ui.carrying_out import CarryingOut
from reader.ui.desk import Desk
from reader.ui.filtering import Filtering
from reader.ui.finding import NOTHING
from reader.ui.gone import NO_TEXT
from reader.ui.hints import hints
from reader.ui.identity import Identity
from reader.ui.keys import bindings, keys_of, readable
from reader.ui.learning import Learning
from reader.ui.panes.article import EMPTY, ArticlePane
from reader.ui.panes.bars import KeyBar, TitleBar
from reader.ui.panes.facts import position
from reader.ui.panes.inspector import Inspector
from reader.ui.panes.listing import ListPane
from reader.ui.panes.pane import Ground
from reader.ui.relating import Relating, go_to_mark
from reader.ui.reviewing import Reviewing
from reader.ui.screens.opening import GLANCE, OpeningScreen
from reader.ui.suggesting import Suggesting
from reader.ui.theme import Looks
from reader.ui.waiting import WaitingKeys

if TYPE_CHECKING:
    from reader.ui.ledger import Ledger

MANY = 100
"""Changes of one transaction from which on the whole page is drawn anew."""

LIST_COMMANDS = frozenset(["down", "up", "page_down", "page_up", "document_start", "document_end", "edit", "let_go"])
"""Commands whose keys walk a list that has the focus."""


class ReadingScreen(OpeningScreen):
    """Draws the session's state and carries out commands. The truth lies in the session, never here."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    AUTO_FOCUS = "#article"
    BLANK = True  # the panes cover all of it

    def __init__(self, desk: Desk, looks: Looks, opener: Opener) -> None:
        super().__init__(desk, looks)
        self.looks = looks
        self._opener = opener
        self.finding = NOTHING
        self.sought = NO_QUERY
        """What was searched for last in the folder."""
        self.sought_last: str | None = None
        """The line of that which was gone to last."""
        self._inspector = Inspector(looks, desk.config.scheme, id="inspector")
        self._title = TitleBar(looks, id="title")
        self._keys = KeyBar(looks, id="keys")
        self._waiting = WaitingKeys(desk.config.keymap)
        self._is_held = False
        self._is_behind = False
        self._small = Static("", id="small", markup=False)
        self.asking = Asking(self, self._keys, self._show_hints)
        self.reviewing = Reviewing(self)
        self.identity: Identity = Identity(self)
        self.filtering = Filtering(self, self._inspector)
        self.suggesting: Suggesting = Suggesting(self)
        self.learning: Learning = Learning(self)
        self.relating = Relating(self)
        self.carrying_out = CarryingOut(self)
        self.ledgers: dict[Path, Ledger] = {}

    def compose(self) -> ComposeResult:
        yield self._title
        with Ground(id="desk"):
            yield self.library_pane
            yield self.article
            yield self._inspector
        yield self._keys
        yield self._small

    def on_mount(self) -> None:
        self.add_class("-inspector")
        self._arrange(self.app.size)  # before anything is drawn, so that nothing jumps
        self.begin()
        self.set_interval(GLANCE, self.look_around)

    def on_unmount(self) -> None:
        self.learning.close()

    def on_resize(self, event: events.Resize) -> None:
        self._arrange(event.size)

    def _arrange(self, size: Size) -> None:
        """Put the panes where there is room for them."""
        is_narrow = size.width < WIDE
        if is_narrow and not self.has_class("-narrow"):
            self.remove_class("-library")
        self.set_class(is_narrow, "-narrow")
        self.set_class(size.width >= ROOMY, "-roomy")
        self.set_class(size.height < FULL[1] or size.width < FULL[0], "-tiny")
        is_too_small = size.width < SMALLEST[0] or size.height < SMALLEST[1]
        self.set_class(is_too_small, "-too-small")
        if is_too_small:
            self._small.update("Too small: make the terminal {}×{} or larger. Nothing is lost.".format(*SMALLEST))

    # Documents

    def show_arrivals(self, earlier: int) -> None:
        """Show the library where there is room, once there are several documents; and how many there are."""
        if earlier <= 1 < len(self.desk.entries):
            self.set_class(not self.has_class("-narrow"), "-library")
            self._show_hints()
        if self.state is not None:
            self._show_title(self.state)

    def show_document(self, state: State, problems: Sequence[str]) -> None:
        """Draw a document that was just opened, and say what there is to say of it."""
        self.finding = NOTHING
        self.article.when_empty = f"{state.document.path}\n\n{NO_TEXT}" if self.desk.is_gone else EMPTY
        self.article.show(state)
        self.filtering.begin(state)
        self._after_moving()
        self.identity.begin()
        self.suggesting.opened()
        if problems:
            self.say(" ".join(problems), is_error=True)
        elif news := self.desk.news_of_file():
            self.say(news)
        elif self.resume_at is not None and self.resume_at > state.caret:
            self.say(f"You were further on: {self.key_of('resume')} goes back there.")

    def show_words(self, state: State) -> None:
        self.finding = NOTHING
        self.article.show(state)
        self._inspector.show(None)
        self._after_moving()

    def show_opened(self) -> None:
        self.press_waiting()

    def press_waiting(self) -> None:
        """Carry out the keys that had to wait."""
        self.call_later(self._waiting.press, self.app.on_event)

    def show_loading(self, path: str) -> None:
        """Say in the article's place what is being loaded."""
        self.article.show_nothing(f"Loading {path} …")
        self._title.show(path, "loading")
        self._inspector.show(None)
        self._show_hints()

    def show_unreadable(self, path: str, problem: str) -> None:
        """Say in the article's place why it cannot be read."""
        self.article.show_nothing(f"{path}\n\n{problem}")
        self._title.show(path, "cannot be read" if self.desk.entries else "")
        self._inspector.show(None)
        self._show_hints()

    # A key's way

    def take(self, event: events.Key) -> bool:
        """Take a key that answers a question before anything else sees it; whether it was taken."""
        if self._waiting.keep(event, is_being_opened=self.is_being_opened, is_gathering=self.suggesting.is_waited_for):
            return True
        self._keys.show_message("")
        return self.asking.take(event)

    def paste(self, words: str) -> bool:
        """Take pasted words for a line that is being written; whether there is one."""
        self.asking.paste(words)
        return self.asking.is_writing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Commands have their keys, but for those of a prompt while one is written in, and of a list while it is walked."""
        if action not in ("run", "extend"):
            return True
        return not (self.asking.is_writing or (isinstance(self.focused, ListPane) and parameters[0] in LIST_COMMANDS))

    def action_run(self, name: str) -> None:
        """Carry out the command ``name``."""
        self.carrying_out.run(name)

    def action_extend(self, name: str) -> None:
        """Carry out the motion ``name`` with the selection following."""
        self.carrying_out.extend(name)

    def do(self, transaction: Transaction, beside: Sequence[Document] = ()) -> bool:
        """Have the session do ``transaction``, which marks the documents ``beside``, too, that are not open; whether it was kept."""
        try:
            self.know_document()
            self.desk.session.do(transaction, beside)
        except ReaderError as error:
            self.say(f"{error} Nothing was changed.", is_error=True)
            return False
        return True

    def show_transaction(self, transaction: Transaction) -> None:
        """Show what a transaction changed: the rows of its annotations; everything, when it touches more than those."""
        state = self.state
        if state is None:
            return
        spans = _spans_of(transaction, state) if len(transaction.changes) <= MANY else None
        self._show_changed(state, spans, transaction.changes)
        if any(isinstance(change.after or change.before, DocumentStatus) for change in transaction.changes):
            self.refresh_library_title()
        self.identity.show_transaction(transaction)
        self.settling.go_on()
        self.suggesting.changed(transaction)

    def show_settled(self, spans: Sequence[Span] | None) -> None:
        """Draw marks that were put in their places while the article is read."""
        if self.state is not None:
            self._show_changed(self.state, spans)

    def show_progress(self) -> None:
        """Say, or stop saying, that marks are being sought."""
        if self.state is not None:
            self._show_title(self.state)

    def show_task(self) -> None:
        """Say, or stop saying, what is being done: in the title, with its keys."""
        self._show_hints()
        self.show_progress()

    def show_elsewhere(self, elsewhere: Mapping[str, str]) -> None:
        """Say of claims, by their ids, where else they stand, when the caret is on them."""
        self._inspector.know(elsewhere)
        if self.state is not None:
            self._inspector.follow(self.state)

    def show_placed(self) -> None:
        self.reviewing.offer()

    def _show_changed(self, state: State, spans: Sequence[Span] | None, changes: Sequence[Change] | None = None) -> None:
        """Draw ``spans`` anew, and what lists marks; ``changes`` are those of the records, ``None`` where other marks have places now."""
        self.article.show(state, self.finding)
        self.article.changed(spans)
        self.desk.learn_posts()
        self.filtering.show(state, changes)
        self.refresh_library_line()
        self._after_moving()

    def show_suggested(self) -> None:
        """Draw other suggestions."""
        if self.state is not None:
            self._show_changed(self.state, None)

    def show_offer(self, words: str) -> None:
        """Show the key that asks about the article's marks, and say ``words`` unless a question is being answered."""
        self._show_hints()
        if not self.asking.is_picking:
            self.say(words)

    def show_others(self) -> None:
        """List what other annotators have marked here."""
        if self.state is not None:
            self.filtering.show(self.state, ())
            self._inspector.follow(self.state)

    # Caret and selection

    def move(self, target: int | None, *, extending: bool = False, keep_goal: bool = False) -> None:
        """Put the caret at ``target`` (``None``: stay); with ``extending`` the selection's other end stays."""
        state = self.state
        if state is not None and target is not None:
            extended = replace(state.selection, head=target, mark=None)
            self.select(extended if extending else Selection.caret(target), keep_goal=keep_goal)

    def move_rows(self, rows: int, *, extending: bool = False) -> None:
        """Move the caret by rows of the screen."""
        self.move(self.article.row_from_caret(rows), extending=extending or self._is_extending, keep_goal=True)

    def move_pages(self, pages: int, *, extending: bool = False) -> None:
        """Move the caret and the page."""
        self.move(self.article.page_from_caret(pages), extending=extending or self._is_extending, keep_goal=True)

    def select(self, selection: Selection | None, *, keep_goal: bool = False) -> None:
        """Select; ``None`` changes nothing."""
        if self.state is None or selection is None:
            return
        if not keep_goal:
            self.article.forget_goal()
        self.desk.session.select(selection)
        self.article.show(self.desk.session.state or self.state, self.finding)
        self._after_moving()

    @property
    def _is_extending(self) -> bool:
        return self.state is not None and self.state.selection.extending

    def _after_moving(self) -> None:
        """What follows the caret: the bars, the inspector, the reader's place."""
        state = self.state
        if state is None:
            return
        if self._is_held:
            self._is_behind = True
            return
        self.was_here()
        self._inspector.follow(state)
        self._show_title(state)
        self._show_hints()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What follows the caret is shown once, at the end, whatever is done meanwhile."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
            if self._is_behind:
                self._is_behind = False
                self._after_moving()

    def _show_title(self, state: State) -> None:
        where = position(state, self.desk, self.finding)
        status = state.records.status_of(state.document.id)
        title = f"{worded(status.stage)} · {state.document.title}" if status else state.document.title
        self._title.show(self.relating.title or title, " · ".join(part for part in (self.settling.news, where) if part))

    def on_article_pane_pointed(self, message: ArticlePane.Pointed) -> None:
        state = self.state
        if state is None:
            return
        if message.is_drag:
            self.select(replace(state.selection, head=message.offset, mark=None))
        elif message.clicks == 1:
            self.select(Selection.caret(message.offset))
        else:
            self.select((word_under if message.clicks == 2 else sentence_under)(state, message.offset))

    def on_article_pane_scrolled(self, message: ArticlePane.Scrolled) -> None:
        self.move(message.offset, extending=self._is_extending)

    # The other panes

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        if message.pane is self.library_pane:
            self.go_to_entry(int(message.value))
            if self.has_class("-narrow"):
                self.remove_class("-library")
        else:
            self.jump(message.value)
        self.article.focus()

    def on_list_pane_left(self) -> None:
        if self.library_pane.has_focus and self.desk.shown.text:
            self.narrow_library("")
        else:
            self.article.focus()

    def jump(self, target: str) -> None:
        """Go to the annotation or post with the id ``target``, as one to review after a ``?``; or to the offset after an ``@``."""
        state = self.state
        if state is None:
            return
        if target.startswith("@"):
            self.move(int(target[1:]))
            return
        if self.reviewing.go_to(target):
            return
        if (spot := suggested_spot(target)) is not None:
            self.suggesting.go_to(spot)
            return
        if (end := end_of_relation(target, state.records)) is not None:
            go_to_mark(self, end)
            return
        post = next((post for post in state.document.posts if post.id == target), None)
        selection = Selection.caret(post.start) if post else go_to(state, target)
        if selection is None:
            is_sought = target in state.marks.pending
            self.say("The marks are still being looked for." if is_sought else "Its words are not in this text any more.")
        self.select(selection)

    @work(group="browser")
    async def open_url(self, url: str) -> None:
        """Open ``url``, which the reader said is to be opened, in the browser."""
        problem = await self._opener(url)
        self.say(problem or f"Opened {url}", is_error=problem is not None)

    # Bars

    def say(self, message: str, *, is_error: bool = False) -> None:
        """Show a sentence in the footer until the next key."""
        self._keys.show_message(message, is_error=is_error)

    def say_too(self, message: str) -> None:
        """Show a sentence after the one that is shown, unless a question is being answered."""
        if not self.asking.is_picking:
            self._keys.add_message(message)

    def key_of(self, name: str) -> str:
        """The key of the command ``name``, as a person writes it; its title in quotes when it has none."""
        keys = keys_of(BY_NAME[name], self.desk.config.keymap)
        return readable(keys[0]) if keys else f"“{BY_NAME[name].title}”"

    def restyle(self, looks: Looks) -> None:
        """Draw everything in other looks."""
        self.looks = looks
        for pane in (self.article, self.library_pane, self._inspector, self._title, self._keys):
            pane.restyle(looks)

    def _show_hints(self) -> None:
        """The footer's keys; those that would do nothing now are drawn quietly."""
        if self.asking.is_picking:
            return
        if self.relating.is_on:
            self._keys.show_hints(self.relating.hints())
            self.show_progress()
            return
        history = self.desk.session.history if self.desk.is_open else History()
        more = {"has_match": self.matching.is_offered, "is_gone": self.desk.is_gone, "has_suggestions": self.suggesting.was_asked}
        shown = hints(self.state, self.desk.context, history, self.desk.config.keymap, documents=len(self.desk.entries), **more)
        self._keys.show_hints(shown, "SELECT" if self._is_extending else "")


def _spans_of(transaction: Transaction, state: State) -> list[Span] | None:
    """Where the annotations that a transaction changed stand, and stood; ``None`` when that is not known, or it changed anything else.

    How far the work is shows nowhere in the article.
    """
    both = (record for change in transaction.changes for record in (change.before, change.after))
    records = [record for record in both if record is not None and not isinstance(record, DocumentStatus)]
    if not all(isinstance(record, Annotation) for record in records):
        return None
    if any(target.text != state.document.digest for record in records if isinstance(record, Annotation) for target in record.targets):
        return None  # where it stood before cannot be told from where it was made
    spans = [mark.hull for record in records if (mark := state.marks.get(record.id))]
    return spans + [record.hull for record in records if isinstance(record, Annotation) and record.document == state.document.id]
