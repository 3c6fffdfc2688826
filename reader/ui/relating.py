"""Relating on the reading screen: the first mark is held until the other end is chosen, then a letter says how the two stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.commands.command import Choice
from reader.commands.relating import End, first_end, kinds_between, other_end, relate, related, web_end
from reader.core.errors import ReaderError
from reader.core.scheme import RelationKind, Scheme
from reader.core.transaction import Transaction
from reader.paint.relating import sides_of, words_of
from reader.ui.gone import REFUSAL

if TYPE_CHECKING:
    from reader.ui.hints import Hint
    from reader.ui.screens.reading import ReadingScreen

TURN = "<"
"""The key that turns a relation round before its kind is chosen."""

NOT_YET = "The article is still being opened. Nothing was changed."

_SHORT = 28
"""Code points of each end that the title shows."""


class Relating:
    """Holds the end that a relation begins with, also while another article is opened, and asks on ``screen`` for the rest."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._source: End | None = None
        self._ends: tuple[End, End] | None = None

    @property
    def is_on(self) -> bool:
        """Whether the other end is being looked for."""
        return self._source is not None

    @property
    def title(self) -> str:
        """What is being related, for the title; empty when nothing is."""
        state = self._screen.state
        if state is None or self._source is None:
            return ""
        if self._ends is not None and self._screen.asking.is_picking:
            one, other = (words_of(end.annotation, state.records, _SHORT) for end in self._ends)
            return f"{one} → {other}"
        return f"Relate {words_of(self._source.annotation, state.records, 2 * _SHORT)} to …"

    def hints(self) -> list[Hint]:
        """The keys that choose the other end."""
        key_of = self._screen.key_of
        return [
            (key_of("relate"), "to this", True),
            (f"{key_of('previous_annotation')} {key_of('next_annotation')}", "marks", True),
            (key_of("next_post"), "post", True),
            (key_of("find"), "find", True),
            (key_of("next_pane"), "choose from a list", True),
            (key_of("open_link"), "web address", True),
            (key_of("let_go"), "leave", True),
        ]

    def press(self) -> None:
        """Begin with what stands at the caret, or end with it."""
        screen = self._screen
        state = screen.state
        if state is None or not state.document.blocks:
            screen.say("There is nothing here to relate.")
        elif screen.desk.is_gone:
            screen.say(REFUSAL)
        elif self._source is None:
            self._source = first_end(state, screen.desk.context)
            if self._source is None:
                screen.say(f"There is no mark here to relate: {screen.key_of('mark_claim')} marks the sentence, or select words.")
            else:
                screen.show_task()
        else:
            other = other_end(state, screen.desk.context)
            if other is None:
                screen.say("There is no mark here. Go to one, or select words to make them evidence.")
            else:
                self.join(other)

    def takes(self, name: str) -> bool:
        """Take a command that means something else while the other end is being looked for; whether it was taken."""
        if self._source is None:
            return False
        match name:
            case "next_pane":
                self._list()
            case "open_link":
                self._screen.asking.write("Web address", self._lead_to)
            case "let_go" if self._screen.state is None or self._screen.state.selection.is_empty:
                self._end()
            case _:
                return False
        return True

    def join(self, other: End) -> None:
        """Ask how what was begun with stands to ``other``, and keep the answer."""
        source, state = self._source, self._screen.state
        if source is None or state is None:
            return
        if not source.made and state.records.annotation(source.annotation.id) is None:
            self._end()
            self._screen.say("The mark that you began with is not there any more.")
        elif source.annotation.id == other.annotation.id or (source.made and source.annotation.targets == other.annotation.targets):
            self._screen.say("That is the mark that you began with. Go to another one.")
        else:
            self._ask(source, other)

    def _ask(self, source: End, target: End) -> None:
        screen = self._screen
        scheme = screen.desk.config.scheme
        if not kinds_between(scheme, source, target):
            source, target = target, source
        if not kinds_between(scheme, source, target):
            screen.say(f"The scheme has no relation between {_a(source.type)} and {_a(target.type)}.")
            return
        self._ends = (source, target)

        def taken(kind: str) -> None:
            if kind == TURN:
                self._ask(target, source)
            else:
                self._keep(source, target, kind)

        screen.asking.pick("How", kind_choices(scheme, source, target), taken)
        screen.show_task()

    def _keep(self, source: End, target: End, kind: str) -> None:
        screen, state = self._screen, self._screen.state
        if state is None:
            return
        records = state.records
        one, other = (words_of(end.annotation, records, _SHORT) for end in (source, target))
        said = f"{one} {title_of(screen.desk.config.scheme, kind)} {other}"
        if related(records, source.annotation.id, target.annotation.id, kind):
            screen.say(f"That is said already: {said}.")
            return
        transaction = relate(records, screen.desk.context, source, target, kind, state.document.id)
        if transaction is None:
            return
        with screen.at_once():
            is_done = screen.do(transaction)
        if is_done:
            self._end()
            screen.say(f"{said} · {screen.key_of('undo')} undoes it, {screen.key_of('follow_relation')} goes there")

    def _lead_to(self, address: str) -> None:
        other = web_end(self._source, self._screen.desk.context, address) if self._source else None
        if other is None:
            self._screen.say(f"“{address}” is no web address: write it out, with https:// before it and no spaces.")
        else:
            self.join(other)

    def _list(self) -> None:
        from reader.ui.screens.ends import EndsScreen  # only when it is asked for

        if self._source is not None:
            self._screen.app.push_screen(EndsScreen(self._screen, self._source), self._chosen)

    def _chosen(self, other: End | None) -> None:
        if other is not None:
            self.join(other)

    def _end(self) -> None:
        self._source = self._ends = None
        self._screen.show_task()


def follow(screen: ReadingScreen) -> None:
    """Goes to the other end of the mark's relation; of several, they are listed."""
    annotation = screen.state.annotation if screen.state else None
    sides = sides_of(annotation.id, screen.state.records) if annotation and screen.state else []
    if not sides:
        screen.say(f"There is no relation here: {screen.key_of('relate')} makes one.")
    elif len(sides) == 1:
        go_to_mark(screen, sides[0].other)
    else:
        list_relations(screen)


def list_relations(screen: ReadingScreen) -> None:
    """Lists the relations of the mark at the caret, to go along, change or remove them."""
    from reader.ui.screens.relations import RelationsScreen  # only when it is asked for

    state = screen.state
    annotation = state.annotation if state else None
    if state is None or annotation is None or not state.records.relations_of(annotation.id):
        screen.say(f"There is no relation here: {screen.key_of('relate')} makes one.")
        return

    def left(other: str | None) -> None:
        if other is not None:
            go_to_mark(screen, other)

    screen.app.push_screen(RelationsScreen(screen, annotation.id), left)


def go_to_mark(screen: ReadingScreen, id: str) -> None:
    """Go to the annotation with this id, in whichever article of the folder it is."""
    state = screen.state
    annotation = state.records.annotation(id) if state else None
    if state is None or annotation is None:
        screen.say("That mark is not there any more.")
        return
    if annotation.document == state.document.id:
        screen.jump(id)
        return
    index = screen.desk.index_of(annotation.document)
    if index is None:
        screen.say("That mark is in an article that is not in the library.")
    else:
        screen.go_to_entry(index, then=lambda: screen.jump(id))


def attempt(screen: ReadingScreen, transaction: Transaction) -> str | None:
    """Have a transaction done for a screen that lies over the reading screen; why it was not, when it was not."""
    if not screen.desk.is_open:
        return NOT_YET
    try:
        screen.know_document()
        screen.desk.session.do(transaction)
    except ReaderError as error:
        return f"{error} Nothing was changed."
    return None


def take_back(screen: ReadingScreen) -> str:
    """Undo the latest transaction for a screen that lies over the reading screen, and say what came of it."""
    if not screen.desk.is_open:
        return NOT_YET
    try:
        transaction = screen.desk.session.undo()
    except ReaderError as error:
        return f"{error} Nothing was changed."
    return f"Undid: {transaction.title}." if transaction else "Nothing to undo."


def kind_choices(scheme: Scheme, source: End, target: End) -> Sequence[Choice]:
    """The kinds that may lead from ``source`` to ``target``, by their letters, and the key that turns the relation round if any may."""
    choices = [choice_of(kind) for kind in kinds_between(scheme, source, target)]
    return [*choices, Choice(TURN, TURN, "turn")] if kinds_between(scheme, target, source) else choices


def choice_of(kind: RelationKind) -> Choice:
    """A kind of relation as it is chosen."""
    return Choice.of(kind)


def title_of(scheme: Scheme, kind: str) -> str:
    """What the scheme calls a kind of relation; its name, when the scheme does not have it any more."""
    return next((one.title for one in scheme.relation_kinds if one.name == kind), kind.replace("_", " "))


def path_of(screen: ReadingScreen, document: str) -> str:
    """Where a document (its id) of the open folder was last seen; empty when that is not known."""
    state = screen.state
    if state is not None and state.document.id == document:
        return state.document.path
    visit = screen.desk.session.visits.get(document) if screen.desk.is_readable else None
    return visit.path if visit else ""


def _a(type_: str) -> str:
    return f"{'an' if type_[0] in 'aeiou' else 'a'} {type_}"
