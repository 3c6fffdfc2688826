"""The commands that change only what is on the screen, by name, and those that reach the session through it: undo, redo, repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.commands.linking import url_at_caret
from reader.commands.suggesting import brought_back
from reader.core.annotation import PostCorrection
from reader.core.errors import ReaderError
from reader.core.span import Span
from reader.core.state import Selection, State
from reader.core.transaction import Transaction
from reader.ui.gone import REFUSAL
from reader.ui.relating import follow, list_relations
from reader.ui.stages import go_to_next_open

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

View = Callable[["ReadingScreen"], None]


def edit(screen: ReadingScreen) -> None:
    """Opens the form of the mark at the caret, else of the post."""
    from reader.commands.form import filled_in, form_at_caret  # both cost start-up time
    from reader.ui.dialogs.form import FormDialog

    state = screen.state
    form = form_at_caret(state, screen.desk.context) if state else None
    if screen.desk.is_gone:
        screen.say(REFUSAL)
        return
    if state is None or form is None:
        screen.say("There is no mark and no post at the caret.")
        return

    def fill_in(values: dict[str, str] | None) -> None:
        transaction = filled_in(state, screen.desk.context, form, values) if values is not None else None
        if transaction is not None:
            screen.do(transaction)

    screen.app.push_screen(FormDialog(form, screen.looks), fill_in)


def undo(screen: ReadingScreen) -> None:
    """Takes the latest transaction back."""
    _travel(screen, lambda: screen.desk.session.undo(), "Undid", "Nothing to undo.")


def redo(screen: ReadingScreen) -> None:
    """Does the latest undone transaction again."""
    _travel(screen, lambda: screen.desk.session.redo(), "Did again", "Nothing to redo.")


def repeat(screen: ReadingScreen) -> None:
    """Does what was done last, with the same answers, here."""
    if screen.carrying_out.last is None:
        screen.say("Nothing to repeat: mark something first.")
    else:
        screen.carrying_out.edit(*screen.carrying_out.last)


def resume(screen: ReadingScreen) -> None:
    """Goes to where the caret stood when the article was left."""
    if screen.resume_at is None:
        screen.say("You have not been in this article before.")
    else:
        screen.move(screen.resume_at)


def find(screen: ReadingScreen) -> None:
    """Asks for words or an expression and goes along to the first match; leaving goes back. In the library: narrows it."""
    state = screen.state
    if screen.library_pane.has_focus:
        _narrow(screen)
        return
    if state is None:
        screen.say("No article is open.")
        return
    from reader.ui.seeking import Seeking  # only when it is asked for

    Seeking(screen, state).ask()


def _narrow(screen: ReadingScreen) -> None:
    """Asks for words and narrows the library to what holds them while they are written; Enter opens, leaving shows all again."""
    pane = screen.library_pane

    def taken(_: str) -> None:
        if len(screen.desk.shown):
            pane.action_choose()
        else:
            screen.say(f"No name holds “{screen.desk.shown.text}”. Escape shows all again.")

    def left() -> None:
        screen.narrow_library("")

    screen.asking.write("Narrow to", taken, heard=screen.narrow_library, left=left, walked=pane.action_move)


def find_in_folder(screen: ReadingScreen) -> None:
    """Asks for words and lists where they stand in all articles of the folder."""
    from reader.ui import concordance  # only when it is asked for

    concordance.find_in_folder(screen)


def find_next(screen: ReadingScreen) -> None:
    """Goes to the next match, after the last to the first."""
    _find(screen, lambda caret: screen.finding.next_from(caret + 1))


def find_previous(screen: ReadingScreen) -> None:
    """Goes to the match before, before the first to the last."""
    _find(screen, lambda caret: screen.finding.previous_from(caret))


def open_link(screen: ReadingScreen) -> None:
    """Asks whether the link at the caret, else the post's own, is to be opened."""
    state = screen.state
    url = url_at_caret(state) if state else None
    if url is None:
        screen.say("There is no link at the caret, and no post with one.")
        return
    from reader.ui.dialogs.opening import OpeningDialog  # only when it is asked for

    def answered(answer: bool | None) -> None:
        if answer:
            screen.open_url(url)

    screen.app.push_screen(OpeningDialog(url), answered)


def compare_versions(screen: ReadingScreen) -> None:
    """Shows what changed between the open article and another version of it."""
    from reader.ui import comparing  # only when it is asked for

    comparing.compare_versions(screen)


def next_open(screen: ReadingScreen) -> None:
    """Opens the next article that is not done."""
    go_to_next_open(screen)


def filter(screen: ReadingScreen) -> None:
    """Asks what the list of marks is to be filtered by."""
    screen.filtering.ask()


def summary(screen: ReadingScreen) -> None:
    """Shows what was said, in numbers."""
    from reader.ui import summing  # only when it is asked for

    summing.sum_up(screen)


def mark_every(screen: ReadingScreen) -> None:
    """Shows every occurrence of the name that was just accepted, else of the one that is marked, selected or at the caret."""
    from reader.commands.occurring import sought  # only when it is asked for
    from reader.ui import occurring

    occurring.mark_every(screen, screen.suggesting.just_accepted or (sought(screen.state) if screen.state is not None else None))


def toggle_library(screen: ReadingScreen) -> None:
    """Shows the library with the focus, or hides it."""
    screen.toggle_class("-library")
    (screen.library_pane if screen.has_class("-library") else screen.article).focus()


def toggle_inspector(screen: ReadingScreen) -> None:
    """Shows the inspector, or hides it."""
    screen.toggle_class("-inspector")
    screen.article.focus()


def next_pane(screen: ReadingScreen) -> None:
    """Gives the focus to the next pane in sight."""
    screen.focus_next()


def previous_pane(screen: ReadingScreen) -> None:
    """Gives the focus to the pane before."""
    screen.focus_previous()


def help(screen: ReadingScreen) -> None:
    """Shows all keys."""
    from reader.ui.dialogs.help import HelpDialog  # only when it is asked for

    screen.app.push_screen(HelpDialog(screen.desk.config.keymap, screen.looks, screen.desk.config.scheme))


def suspend(screen: ReadingScreen) -> None:
    """Gives the terminal back to the shell until the program is called again."""
    screen.app.action_suspend_process()


def quit(screen: ReadingScreen) -> None:
    """Keeps the reader's place and ends the program."""
    screen.leave_document()
    screen.app.exit()


def relate(screen: ReadingScreen) -> None:
    """Begins a relation with what stands at the caret, or ends it there."""
    screen.relating.press()


def ledger(screen: ReadingScreen) -> None:
    """Shows all claims of the folder, and which of them say the same."""
    from reader.ui.screens import ledger as screens  # only when it is asked for

    screens.show_ledger(screen)


def compare_with_post(screen: ReadingScreen) -> None:
    """Shows the claim at the caret beside the post that it may tell again."""
    from reader.ui import paraphrasing  # only when it is asked for

    paraphrasing.compare_with_post(screen)


VIEWS: dict[str, View] = {
    "relate": relate,
    "follow_relation": follow,
    "list_relations": list_relations,
    "compare_with_post": compare_with_post,
    "ledger": ledger,
    "edit": edit,
    "undo": undo,
    "redo": redo,
    "repeat": repeat,
    "down": lambda screen: screen.move_rows(1),
    "up": lambda screen: screen.move_rows(-1),
    "page_down": lambda screen: screen.move_pages(1),
    "page_up": lambda screen: screen.move_pages(-1),
    "resume": resume,
    "find": find,
    "find_in_folder": find_in_folder,
    "find_next": find_next,
    "find_previous": find_previous,
    "open_link": open_link,
    "same_entity": lambda screen: screen.identity.same(),
    "entities": lambda screen: screen.identity.open_registry(),
    "toggle_suggestions": lambda screen: screen.suggesting.toggle(),
    "next_suggestion": lambda screen: screen.suggesting.go_on(),
    "learned_suggestions": lambda screen: screen.learning.toggle(),
    "mark_every": mark_every,
    "match": lambda screen: screen.matching.ask(),
    "compare_versions": compare_versions,
    "next_open": next_open,
    "filter": filter,
    "summary": summary,
    "next_document": lambda screen: screen.step_entry(1),
    "previous_document": lambda screen: screen.step_entry(-1),
    "toggle_library": toggle_library,
    "toggle_inspector": toggle_inspector,
    "next_pane": next_pane,
    "previous_pane": previous_pane,
    "help": help,
    "palette": lambda screen: screen.app.action_command_palette(),
    "change_theme": lambda screen: screen.app.search_themes(),
    "suspend": suspend,
    "quit": quit,
}
"""One for each command of the catalogue that is the screen's."""


def _travel(screen: ReadingScreen, step: Callable[[], Transaction | None], done: str, nothing: str) -> None:
    """Undo or redo, and show the place where it happened, in whichever document that is."""
    if screen.state is None:
        return
    with screen.at_once():
        _step(screen, step, done, nothing)


def _step(screen: ReadingScreen, step: Callable[[], Transaction | None], done: str, nothing: str) -> None:
    try:
        transaction = step()
    except ReaderError as error:
        screen.say(f"{error} Nothing was changed.", is_error=True)
        return
    if transaction is None or screen.state is None:
        screen.say(nothing)
        return
    words = f"{done}: {transaction.title}."

    def show() -> None:
        if screen.state is not None:
            screen.select(brought_back(screen.state, transaction) or Selection.caret(_place_of(transaction, screen.state)))
            screen.suggesting.bring_back(transaction)
        screen.say(words)

    if not transaction.document:  # it is about the folder as a whole
        screen.say(words)
        return
    if screen.state.document.id == transaction.document:
        show()
        return
    index = screen.desk.index_of(transaction.document)
    if index is None:
        screen.say(f"{words} It was in {screen.desk.whereabouts(transaction.document)}.")
    else:
        screen.go_to_entry(index, then=show)


def _place_of(transaction: Transaction, state: State) -> int:
    """Where a transaction happened; of a corrected post, where that begins now."""
    records = [record for change in transaction.changes for record in (change.before, change.after)]
    corrected = {record.post for record in records if isinstance(record, PostCorrection)}
    post = next((post for post in state.document.posts if post.id in corrected), None)
    return post.start if post else min(transaction.offset, len(state.document.text))


def _find(screen: ReadingScreen, match_from: Callable[[int], Span | None]) -> None:
    state = screen.state
    if state is None:
        return
    match = match_from(state.caret)
    if match is None:
        screen.say(f"Nothing to go to: {screen.key_of('find')} asks what to find.")
    else:
        screen.move(match.start)
