"""What the choices of a question mean: description, guidelines and examples of each; its letter chooses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.commands.command import Choice
from reader.core.scheme import Label
from reader.core.visible import visible
from reader.ui.leaving import LeftOnce

_BOLD, _QUIET = Style(bold=True), Style(dim=True)


class ExplainingDialog(ModalScreen[str | None], LeftOnce[str | None]):
    """Gives the value of the choice whose letter was pressed, or ``None`` when the reader leaves."""

    BINDINGS = [
        Binding("escape,enter,question_mark", "dismiss(None)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(15)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
    ]

    def __init__(self, prompt: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._prompt = prompt
        self._choices = choices

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="explaining", can_focus=True) as scroll:
            scroll.border_title = self._prompt
            scroll.border_subtitle = "a letter chooses · ↓ ↑ scroll · Esc"
            yield Static(self._table())

    def on_key(self, event: events.Key) -> None:
        choice = next((choice for choice in self._choices if choice.letter == event.character), None)
        if choice is not None:
            event.stop()
            event.prevent_default()
            self.dismiss(choice.value)

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(no_wrap=True, min_width=1)
        table.add_column(ratio=1)
        for choice in self._choices:
            label = choice.label or Label(choice.value, choice.title, choice.letter)
            for number, row in enumerate(explained(label)):
                table.add_row(Text(visible(choice.letter), style=_BOLD) if number == 0 else "", row)
        return table


def explained(label: Label) -> Iterator[Text]:
    """What there is to say of ``label``: title and description, guidelines, an example a line. Nothing in it acts."""
    glyph = f"{label.glyph} " if label.glyph else ""
    description = f"  {_line(label.description)}" if label.description else ""
    yield Text.assemble((f"{glyph}{_line(label.title)}", _BOLD), description)
    for line in label.guidelines.splitlines():
        yield Text(visible(line.expandtabs(4)))
    for example in label.examples:
        yield Text(f"· {_line(example)}", style=_QUIET)


def _line(words: str) -> str:
    return visible(" ".join(words.split()))
