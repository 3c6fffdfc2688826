"""One-line pictures of a document with marks and a selection, and keys pressed on it.

``The ⟦brid⟧ge fell`` is a text with a selection, ``The br|idge fell`` one with the caret before the ``i``, and
``The ⟦bridge⟧{claim} fell`` one with a mark. Marks nest: ``⟦The ⟦bridge⟧{PLACE} fell.⟧{claim}``. ``/`` stands for a newline.
Keys are written with spaces between them; what a command asks for follows a colon: ``e:p`` or ``m:Who`` (``_`` is a space).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count

from reader.commands.catalogue import COMMANDS
from reader.commands.command import Command, Context, Editing, Moving, Pick, Selecting
from reader.config import load_scheme
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Body, Claim, Entity, Evidence, Mention, Note, Provenance, Tag
from reader.core.document import Document
from reader.core.span import Span
from reader.core.state import Selection, State
from reader.core.transaction import Change, Transaction
from reader.session import Session
from reader.sources.text import document_of
from reader.store.memory import MemoryStore
from tests.laws import check_laws

SCHEME = load_scheme(None)
NOW = "2026-01-02T03:04:05Z"
CHARACTERS = {
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "+": "plus",
    "-": "minus",
}
TOKEN = re.compile(r"⟦|⟧(?:\{([^}]*)\})?|\|")


@dataclass(frozen=True)
class Picture:
    text: str
    marks: tuple[tuple[Span, str], ...]
    selection: Selection | None


def document(text: str) -> Document:
    return document_of(text, path="test.txt", sha256="0" * 64, encoding="utf-8")


def parse(picture: str) -> Picture:
    picture = picture.replace("/", "\n")
    text, last = "", 0
    opened: list[int] = []
    marks: list[tuple[Span, str]] = []
    selection = None
    for token in TOKEN.finditer(picture):
        text += picture[last : token.start()]
        last = token.end()
        if token[0] == "|":
            selection = Selection.caret(len(text))
        elif token[0] == "⟦":
            opened.append(len(text))
        elif token[1] is None:
            start = opened.pop()
            selection = Selection(start, len(text), start)
        else:
            marks.append((Span(opened.pop(), len(text)), token[1]))
    return Picture(text + picture[last:], tuple(sorted(marks, key=lambda mark: (mark[0].start, -mark[0].end, mark[1]))), selection)


class Table:
    """A document on a desk, with someone at the keys. Every transaction that comes about must keep the laws."""

    def __init__(self, picture: str) -> None:
        parsed = parse(picture)
        self.scheme = SCHEME
        self._ids = count(1)
        self.store = MemoryStore()
        self.session = Session(self.store)
        self.session.open(document(parsed.text))
        for span, label in parsed.marks:
            self._mark(span, label)
        if parsed.selection is not None:
            self.session.select(parsed.selection)

    @property
    def state(self) -> State:
        assert self.session.state is not None
        return self.session.state

    def becomes(self, text: str) -> Table:
        """Open the document again, whose file says ``text`` by now (``/`` stands for a newline)."""
        self.session.open(document(text.replace("/", "\n")))
        return self

    @property
    def context(self) -> Context:
        return Context(self.scheme, "tester", NOW, lambda: format(next(self._ids), "014x"))

    def press(self, keys: str) -> Table:
        for key in keys.split():
            name, _, answer = key.partition(":")
            if name == "u":
                self.session.undo()
            elif name == "R":
                self.session.redo()
            else:
                self._run(_command(name), answer.replace("_", " "))
        return self

    def do(self, transaction: Transaction) -> None:
        check_laws(self.session.records, transaction)
        self.session.do(transaction)

    def picture(self, *, with_selection: bool) -> Picture:
        marks = []
        for mark in self.state.marks:
            annotation = self.state.records.annotation(mark.id)
            assert annotation is not None
            marks += [(span, label_of(annotation, self.state)) for span in mark.spans]
        ordered = tuple(sorted(marks, key=lambda mark: (mark[0].start, -mark[0].end, mark[1])))
        selection = self.state.selection if with_selection else None
        return Picture(self.state.document.text, ordered, selection and replace(selection, origin=0, extending=False, mark=None))

    def annotations(self) -> list[Annotation]:
        found = (self.state.records.annotation(mark.id) for mark in self.state.marks)
        return [annotation for annotation in found if annotation is not None]

    def entities(self) -> list[Entity]:
        return self.state.records.entities()

    def _run(self, command: Command, answer: str) -> None:
        state = self.state
        match command.does:
            case Moving(motion=motion, extending=extending):
                target = (extending or motion)(state) if state.selection.extending else motion(state)
                if target is not None and state.selection.extending:
                    self.session.select(replace(state.selection, head=target))
                elif target is not None:
                    self.session.select(Selection.caret(target))
            case Selecting(select=select):
                self.session.select(select(state) or state.selection)
            case Editing(edit=edit, asks=asks):
                answers = tuple(self._answer(ask, answer) for ask in asks)
                transaction = edit(state, self.context, answers)
                if transaction is not None:
                    self.do(transaction)
                    self.session.select(Selection.caret(state.selection.head))
            case _:
                raise AssertionError(f"{command.name} is the screen's")

    def _answer(self, ask: object, answer: str) -> str:
        if isinstance(ask, Pick):
            return next(choice.value for choice in ask.choices(self.context) if choice.letter == answer)
        return answer

    def _mark(self, span: Span, label: str) -> None:
        """Put a mark into the store as a reader might have before."""
        changes = []
        body: Body
        match label.partition(":"):
            case ("claim", _, _):
                body = Claim("fact")
            case ("note", _, text):
                body = Note(text)
            case ("tag", _, text):
                body = Tag(text)
            case ("evidence", _, _):
                body = Evidence()
            case _:
                entity = Entity(self.context.new_id(), span.of(self.state.document.text), label)
                changes.append(Change(None, entity))
                body = Mention(entity.id)
        selector = describe(self.state.document.text, span)
        annotation = Annotation(self.context.new_id(), self.state.document.id, (selector,), body, Provenance("tester", NOW, NOW))
        self.session.do(Transaction("set up", (*changes, Change(None, annotation)), self.state.document.id, span.start))


def label_of(annotation: Annotation, state: State) -> str:
    match annotation.body:
        case Claim():
            return "claim"
        case Mention(entity=id):
            entity = state.records.entity(id)
            return entity.label if entity else "?"
        case Note(text=text):
            return f"note:{text}"
        case Tag(label=label):
            return f"tag:{label}"
        case Evidence():
            return "evidence"


def check(before: str, keys: str, after: str) -> Table:
    """Pressing ``keys`` on ``before`` gives ``after``; the selection is compared where ``after`` shows one."""
    wanted = parse(after)
    table = Table(before).press(keys)
    got = table.picture(with_selection=wanted.selection is not None)
    selection = wanted.selection and replace(wanted.selection, origin=0)
    assert got == replace(wanted, selection=selection)
    return table


def _command(key: str) -> Command:
    named = CHARACTERS.get(key, key)
    return next(command for command in COMMANDS if named in command.keys)
