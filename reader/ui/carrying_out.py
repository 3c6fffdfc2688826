"""A key's way from the catalogue to the session: what a command asks for, what it does, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reader.commands.catalogue import BY_NAME
from reader.commands.command import Answers, Command, Editing, Group, Moving, Pick, Selecting, Viewing, Write
from reader.commands.suggesting import decided
from reader.core.state import Selection
from reader.ui.gone import REFUSAL
from reader.ui.stages import told
from reader.ui.views import VIEWS
from reader.ui.waiting import NEED_ALL

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


class CarryingOut:
    """Carries out commands on ``screen``. ``last`` is the one that repeating does again, with its answers."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.last: tuple[Command, Answers] | None = None

    def run(self, name: str) -> None:
        """Carry out the command ``name``."""
        command, state = BY_NAME[name], self._screen.state
        if self._screen.has_class("-too-small") and name != "quit":
            return  # nothing acts out of sight
        if self._screen.relating.takes(name):
            return
        match command.does:
            case _ if name in NEED_ALL and self._screen.is_being_opened:
                self._screen.say("The article is still being opened.")
            case Viewing():
                VIEWS[name](self._screen)
            case _ if state is None:
                self._screen.say("The article is still being loaded." if self._screen.is_loading else "No article is open.")
            case _ if not state.document.blocks and command.group is not Group.DESK:
                self._screen.say(REFUSAL if self._screen.desk.is_gone else "This article is empty: there is nothing to go to or to mark.")
            case Moving(motion=motion, extending=extending):
                is_extending = state.selection.extending
                target = (extending or motion)(state) if is_extending else motion(state)
                self._screen.move(target, extending=is_extending)
                self._say_when_none(command, target)
            case Selecting() if self._screen.filtering.walks(name):
                self._screen.filtering.walk(1 if name == "next_annotation" else -1)
            case Selecting(select=select):
                selection = select(state)
                self._screen.select(selection)
                self._say_when_none(command, selection)
                if selection is not None and command.group is Group.REVIEW:
                    self._screen.reviewing.ask()
            case Editing() if self._screen.desk.is_gone:
                self._screen.say(REFUSAL)
            case Editing():
                self._ask(command, ())
            case _ as unknown:
                assert_never(unknown)

    def _say_when_none(self, command: Command, found: object) -> None:
        """Say that a post or mark that was asked for is not there. At the ends of the text the caret that stays says enough."""
        if found is None and command.group is Group.REVIEW and self._screen.state is not None and self._screen.state.marks.pending:
            self._screen.say("The marks are still being looked for.")
        elif found is None and command.group in (Group.POSTS, Group.LOOK, Group.REVIEW):
            self._screen.say(f"{command.title}: there is none.")

    def extend(self, name: str) -> None:
        """Carry out the motion ``name`` with the selection following."""
        state, does = self._screen.state, BY_NAME[name].does
        if self._screen.has_class("-too-small"):
            return
        if state is not None and isinstance(does, Moving):
            self._screen.move((does.extending or does.motion)(state), extending=True)
        elif state is not None and name in ("down", "up"):
            self._screen.move_rows(1 if name == "down" else -1, extending=True)
        elif state is not None:
            self._screen.move_pages(1 if name == "page_down" else -1, extending=True)

    def edit(self, command: Command, answers: Answers) -> None:
        """Do what ``command`` makes of ``answers``, let the selection go, and remember it for repeating."""
        state = self._screen.state
        if state is None or not isinstance(command.does, Editing):
            return
        transaction = command.does.edit(state, self._screen.desk.context, answers)
        if transaction is None:
            hint = self._screen.suggesting.nothing_to_decide if command.name in ("accept", "refuse") else command.help
            self._screen.say(f"{command.title}: there is nothing to do here. {hint}")
            return
        with self._screen.at_once():
            if self._screen.do(transaction):
                after = self._screen.state or state
                onward = command.does.onward(after, transaction) if command.does.onward else None
                if command.group is Group.DESK:
                    self._screen.say(told(self._screen.desk, self._screen.key_of("next_open")))
                    return
                has_slipped = command.group is Group.POSTS and after.post is None  # out of the post that became shorter
                self._screen.select(onward or Selection.caret(transaction.offset if has_slipped else state.selection.head))
                match command.group:
                    case Group.SUGGEST if (spot := decided(transaction)) is not None:
                        self._screen.suggesting.tell(transaction, spot)
                    case Group.REVIEW | Group.SUGGEST:
                        self._screen.reviewing.tell(transaction)
                    case _:
                        self.last = (command, answers)
                if command.name == "tag_entity":
                    self._screen.identity.offer(transaction)

    def _ask(self, command: Command, answers: Answers) -> None:
        """Ask for the next answer that ``command`` needs, or carry it out."""
        assert isinstance(command.does, Editing)
        if len(answers) == len(command.does.asks):
            self.edit(command, answers)
            return
        match command.does.asks[len(answers)]:
            case Pick(prompt=prompt, choices=choices):
                self._screen.asking.pick(prompt, choices(self._screen.desk.context), lambda value: self._ask(command, (*answers, value)))
            case Write(prompt=prompt):
                self._screen.asking.write(prompt, lambda text: self._ask(command, (*answers, text)))
