"""The bars: what is open, at the top; what can be pressed, at the bottom; what stands at the caret, in the inspector."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size

from reader.core.graphemes import next_grapheme
from reader.core.visible import visible
from reader.ui.cells import tail
from reader.ui.panes.listing import fit, fold
from reader.ui.panes.pane import RowsPane
from reader.ui.theme import Looks
from reader.ui.written_line import WrittenLine

MOST_ROWS = 6
"""Rows of the footer that a long sentence may take."""


Cells: TypeAlias = tuple[Segment, ...]
"""What one row of a bar shows."""


class Bar(RowsPane[Cells]):
    """Rows of segments on a ground, which is the bars' unless an heir has another."""

    @property
    def ground(self) -> Style:
        return self._looks.panel

    @abstractmethod
    def cells(self, width: int) -> list[list[Segment]]:
        """What each row shows in ``width`` cells, from the top."""

    def rows(self, size: Size) -> list[Cells]:
        return [tuple(row) for row in self.cells(size.width)]

    def draw_row(self, row: Cells, width: int) -> Cells:  # noqa: ARG002  # the width was taken into account when the row was made
        return row


class TitleBar(Bar):
    """The open document's title on the left, where the caret is on the right."""

    def __init__(self, looks: Looks, *, id: str | None = None) -> None:
        super().__init__(looks, id=id)
        self._shown = ("", "")

    def show(self, title: str, position: str) -> None:
        if (title, position) != self._shown:
            self._shown = (title, position)
            self.change()

    def cells(self, width: int) -> list[list[Segment]]:
        title, position = (visible(" ".join(part.split())) for part in self._shown)
        position = _whole_parts(position, max(0, width // 2, width - cell_len(title) - 3))
        title = fit(title, max(0, width - cell_len(position) - 3))
        gap = max(1, width - cell_len(title) - cell_len(position) - 2)
        bold = self._looks.panel + Style(bold=True)
        return [[Segment(f" {title}", bold), Segment(" " * gap, self._looks.panel), Segment(f"{position} ", self._looks.panel)]]


def _whole_parts(text: str, width: int) -> str:
    """As many of the parts of ``text``, which dots divide, as ``width`` cells have room for; the first one is cut where it must be."""
    while cell_len(text) > width and " · " in text:
        text = text.rpartition(" · ")[0]
    return fit(text, width)


@dataclass(frozen=True, slots=True)
class _Prompt:
    """A line being written under a ``label``. ``offered`` stands in an empty one; ``note`` and ``hints`` (keys with words) stand behind."""

    label: str
    line: WrittenLine
    offered: str
    note: str
    hints: tuple[tuple[str, str], ...]


class KeyBar(Bar):
    """The keys that can be pressed now; over them a message, until the next key. In their place a line that is being written."""

    def __init__(self, looks: Looks, *, most_hint_rows: int = 1, id: str | None = None) -> None:
        super().__init__(looks, id=id)
        self._most_hint_rows = most_hint_rows
        self._hints: Sequence[tuple[str, str, bool]] = ()
        self._lead = ""
        self._answers = 0
        self._message = ""
        self._is_error = False
        self._prompt: _Prompt | None = None

    def write(self, label: str, line: WrittenLine, offered: str, note: str, hints: tuple[tuple[str, str], ...]) -> int:
        """Show a line that is being written, and give the cell of its caret."""
        self._prompt = _Prompt(visible(label), line, visible(offered), visible(note), hints)
        self._fit_height()
        self.change()
        return self._prompt_row(self._prompt, self.size.width)[1]

    def end_writing(self) -> None:
        """Show the keys again."""
        self._prompt = None
        self._fit_height()
        self.change()

    def show_hints(self, hints: Sequence[tuple[str, str, bool]], lead: str = "") -> None:
        """Show (key, word, applies now) after ``lead``; what does not apply is drawn quietly."""
        self._show(hints, lead, answers=0)

    def ask(self, question: str, hints: Sequence[tuple[str, str, bool]], *, answers: int) -> None:
        """Show the answers to a question, which are the first of ``hints``, and what else can be pressed.

        Where there is not room for all, their words are shortened; the first hints are shown first.
        """
        self._show(hints, question, answers=answers)

    def _show(self, hints: Sequence[tuple[str, str, bool]], lead: str, *, answers: int) -> None:
        if (hints, lead) != (self._hints, self._lead):
            self._hints, self._lead, self._answers = hints, lead, answers
            if self._most_hint_rows > 1:
                self._fit_height()
            self.change()

    def show_message(self, message: str, *, is_error: bool = False) -> None:
        """Show a sentence over the hints; an empty one gives them back."""
        if (message, is_error) == (self._message, self._is_error):
            return
        self._message, self._is_error = message, is_error
        self._fit_height()
        self.change()

    def add_message(self, message: str) -> None:
        """Show a sentence after the one that is shown, if there is one."""
        self.show_message(" ".join(words for words in (self._message, message) if words), is_error=self._is_error and bool(self._message))

    def on_resize(self) -> None:
        self._fit_height()

    def _fit_height(self) -> None:
        """Take the rows that the message needs. That lays the whole screen out anew, which only a long sentence is worth."""
        rows = min(MOST_ROWS, len(self._message_rows(self.size.width))) if self._message and self.size.width else 1
        rows += 1 if self._message and self._prompt is not None else 0
        if self._prompt is None and self.size.width:
            rows = max(rows, len(self._hint_rows(self.size.width)))
        if rows != self.size.height:
            self.styles.height = rows

    def cells(self, width: int) -> list[list[Segment]]:
        last = [self._prompt_row(self._prompt, width)[0]] if self._prompt is not None else []
        if not self._message:
            return last or self._hint_rows(width)
        style = self._looks.error if self._is_error else self._looks.panel
        rows = [*([Segment(f" {row}", style)] for row in self._message_rows(width)[:MOST_ROWS]), *last]
        return [*([Segment("", style)] for _ in range(self.size.height - len(rows))), *rows]

    def _prompt_row(self, prompt: _Prompt, width: int) -> tuple[list[Segment], int]:
        """The row of a line that is being written, and the cell of its caret. What does not fit is cut before the caret, and behind it."""
        looks = self._looks
        label = f" {prompt.label}: "
        hints = [Segment(part, style) for key, word in prompt.hints for part, style in ((f" {key} ", looks.key), (f"{word} ", looks.panel))]
        room = max(8, width - cell_len(label) - sum(cell_len(segment.text) for segment in hints) - 1)
        note = fit(f"  {prompt.note} ", room // 2) if prompt.note else ""
        room -= cell_len(note)
        behind = visible(prompt.line.text[prompt.line.caret :]) if prompt.line.text else prompt.offered
        end = next_grapheme(behind, 0) if behind else 0
        before = tail(visible(prompt.line.text[: prompt.line.caret]), room - 1)
        at, after = behind[:end] or " ", behind[end:]
        ink = looks.panel if prompt.line.text else looks.quiet_panel
        written = [
            Segment(label, looks.panel + Style(bold=True)),
            Segment(before, looks.panel),
            Segment(at, looks.panel + Style(reverse=True)),
            Segment(set_cell_size(after, max(0, room - cell_len(before) - cell_len(at))), ink),
        ]
        return [*written, Segment(note, looks.warning), *hints], cell_len(label) + cell_len(before)

    def _message_rows(self, width: int) -> list[str]:
        words = visible(" ".join(self._message.split()))
        return fold(f"✗ {words}" if self._is_error else words, max(8, width - 2), 0)

    def _hint_rows(self, width: int) -> list[list[Segment]]:
        """The keys in one row; where there may be more of them, in as many as show all."""
        if self._answers or self._lead or self._most_hint_rows == 1:
            return [self._hint_row(width)]
        parts: list[list[tuple[str, str, bool]]] = [[]]
        for hint in self._hints:
            if parts[-1] and sum(map(_hint_cells, [*parts[-1], hint])) > width and len(parts) < self._most_hint_rows:
                parts.append([])
            parts[-1].append(hint)
        return [self._drawn_hints(_fitting(part, width)) for part in parts]

    def _hint_row(self, width: int) -> list[Segment]:
        looks = self._looks
        lead, hints = f" {self._lead} " if self._lead else "", self._hints
        if self._answers and cell_len(lead) + sum(map(_hint_cells, hints)) > width:
            hints = self._shortened(width - cell_len(lead))
            if [*hints[: self._answers]] != [*self._hints[: self._answers]]:
                lead, hints = "", self._shortened(width)  # the answers matter more than the question
        segments = [Segment(lead, looks.panel + Style(bold=True))] if lead else []
        return segments + self._drawn_hints(hints if self._answers else _fitting(self._hints, width - cell_len(lead)))

    def _drawn_hints(self, hints: Sequence[tuple[str, str, bool]]) -> list[Segment]:
        looks, segments = self._looks, list[Segment]()
        for key, word, applies in hints:
            quiet = Style() if applies else Style(dim=True)
            segments += [Segment(f" {key} " if word else f"{key} ", looks.key + quiet)]
            segments += [Segment(f"{word} ", looks.panel + quiet)] if word else []
        return segments

    def _shortened(self, width: int) -> Sequence[tuple[str, str, bool]]:
        """The answers with their words cut so that all have room, and after them the bare key of what else there is, as far as it fits."""
        answers, others = list(self._hints[: self._answers]), [(key, "", applies) for key, _, applies in self._hints[self._answers :]]
        rest = others[:-1] or others  # how to leave is known best
        room = width + 1 - sum(map(_hint_cells, rest))  # nothing follows the last space
        for longest in range(max(cell_len(word) for _, word, _ in answers), 0, -1):
            cut = [(key, fit(word, longest).rstrip(), applies) for key, word, applies in answers]
            if sum(map(_hint_cells, cut)) <= room:
                break
        else:
            cut = [(key, "", applies) for key, _, applies in answers]
        return [*cut, *(others if sum(map(_hint_cells, [*cut, *others])) <= width + 1 else rest)]


def _fitting(hints: Sequence[tuple[str, str, bool]], width: int) -> list[tuple[str, str, bool]]:
    """The hints that fit. The last three are always among them: they are the way to all others, and out."""
    pinned = list(hints[-3:])
    room = width - sum(map(_hint_cells, pinned))
    fitting = []
    for hint in hints[: len(hints) - len(pinned)]:
        room -= _hint_cells(hint)
        if room < 0:
            break
        fitting.append(hint)
    return [*fitting, *pinned]


def _hint_cells(hint: tuple[str, str, bool]) -> int:
    return cell_len(hint[0]) + cell_len(hint[1]) + (3 if hint[1] else 1)


class HerePane(Bar):
    """What stands at the caret: the marks, innermost first, and the post. Several rows, on the article's ground."""

    def __init__(self, looks: Looks, *, id: str | None = None) -> None:
        super().__init__(looks, id=id)
        self._facts: Sequence[tuple[str, str, str]] = ()

    def show(self, facts: Sequence[tuple[str, str, str]]) -> None:
        """Show (name for its looks, word, what it says), one fact after the other."""
        if facts != self._facts:
            self._facts = facts
            self.change()

    @property
    def ground(self) -> Style:
        return self._looks.base

    def cells(self, width: int) -> list[list[Segment]]:
        title = [Segment(" At the caret".ljust(width), self._looks.panel + Style(bold=True))]
        rows = [title]
        for name, word, words in self._facts:
            lead = f" {visible(word)} "
            for number, line in enumerate(fold(visible(" ".join(words.split())), max(8, width - 2), cell_len(lead))):
                start = Segment(lead, self._looks.glyph(name)) if number == 0 else Segment("  ", self._looks.base)
                rows.append([start, Segment(line, self._looks.base)])
        if not self._facts:
            rows.append([Segment(" no mark here", self._looks.quiet)])
        height = self.size.height
        return rows if len(rows) <= height else [*rows[: height - 1], [Segment(" …", self._looks.quiet)]]
