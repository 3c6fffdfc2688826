"""What a command is: a name, keys, what it asks for, and a pure function that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from reader.core.scheme import Label, Scheme
from reader.core.state import Selection, State
from reader.core.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Context:
    """What commands may not make themselves: the time (UTC, ISO 8601), the annotator, new ids, the label set."""

    scheme: Scheme
    creator: str
    now: str
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a :class:`Pick`. ``label`` explains it; ``None``: its title says it all."""

    letter: str
    value: str
    title: str
    label: Label | None = None

    @classmethod
    def of(cls, label: Label) -> Choice:
        """The choice of a label of the scheme."""
        return cls(label.letter, label.name, label.title, label)


@dataclass(frozen=True, slots=True)
class Pick:
    """Asks for one of a few choices, each by one letter."""

    prompt: str
    choices: Callable[[Context], tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Write:
    """Asks for a line of text. Nothing is done with an empty one."""

    prompt: str


Ask: TypeAlias = Pick | Write
Answers: TypeAlias = tuple[str, ...]
Edit: TypeAlias = Callable[[State, Context, Answers], Transaction | None]
Motion: TypeAlias = Callable[[State], int | None]
Select: TypeAlias = Callable[[State], Selection | None]
Applies: TypeAlias = Callable[[State], bool]
"""Whether a command would do something, told with less work than doing it takes."""
Onward: TypeAlias = Callable[[State, Transaction], Selection | None]
"""Where to go once a transaction of the command is done; ``None``: the caret stays."""


class Group(StrEnum):
    """The headings of the help, in its order."""

    MARK = "Mark"
    SELECT = "Select"
    MOVE = "Move"
    POSTS = "Posts"
    SUGGEST = "Suggestions"
    REVIEW = "Review"
    RELATE = "Relate"
    LOOK = "Look"
    DESK = "Desk"
    PROGRAM = "Program"


@dataclass(frozen=True, slots=True)
class Moving:
    """Moves the caret to an offset. ``extending``, when given, is where the head goes while a selection is being extended."""

    motion: Motion
    extending: Motion | None = None


@dataclass(frozen=True, slots=True)
class Selecting:
    """Changes the selection. Without ``applies``, whether it does is found by trying."""

    select: Select
    applies: Applies | None = None


@dataclass(frozen=True, slots=True)
class Editing:
    """Changes records, once everything in ``asks`` has been answered. ``None`` from the function: it does not apply here.

    Without ``applies``, what asks nothing is tried to find out whether it does. ``onward`` says where to go when it is done.
    """

    edit: Edit
    asks: tuple[Ask, ...] = ()
    applies: Applies | None = None
    onward: Onward | None = None


@dataclass(frozen=True, slots=True)
class Viewing:
    """Changes only what is on the screen; the screen knows how, by the command's name."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the reader can do. ``footer`` is its word in the footer (``None``: not there).

    ``keys`` and ``extend_keys`` are the toolkit's names of keys; ``extend_keys`` extend the selection by the same motion. ``help``
    says when and how in one sentence.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    group: Group
    does: Moving | Selecting | Editing | Viewing
    help: str
    extend_keys: tuple[str, ...] = ()
    footer: str | None = None
