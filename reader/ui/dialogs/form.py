"""The form of a mark or post: its fields one below the other, filled in from the keyboard."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from reader.commands.command import Choice
from reader.commands.form import Field, Form
from reader.core.scheme import label_named
from reader.core.visible import visible
from reader.ui.dialogs.prompt import Line
from reader.ui.leaving import LeftOnce
from reader.ui.panes.listing import fit
from reader.ui.strips import drawn
from reader.ui.theme import Looks

LABEL = 17
"""Cells of the titles of fields."""


class ChoiceField(Widget, can_focus=True):
    """One of a few values on one row: ← → walk them, a letter goes to the next title that begins with it. Posts ``Chosen`` for another."""

    class Chosen(Message):
        """Another value than before is chosen."""

    def __init__(self, field: Field, looks: Looks, *, id: str | None) -> None:
        super().__init__(id=id)
        self._choices = field.choices
        self._looks = looks
        self._at = next((index for index, (value, _) in enumerate(field.choices) if value == field.value), 0)

    @property
    def value(self) -> str:
        return self._choices[self._at][0]

    def choose(self, value: str) -> None:
        """Have ``value`` chosen, if it is one of the choices."""
        self._at = next((index for index, (name, _) in enumerate(self._choices) if name == value), self._at)
        self.post_message(self.Chosen())
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("left", "right", "space"):
            self._at = (self._at + (-1 if event.key == "left" else 1)) % len(self._choices)
        elif event.character and event.character.isalnum():
            order = [*range(self._at + 1, len(self._choices)), *range(self._at + 1)]
            wanted = event.character.casefold()
            self._at = next((i for i in order if self._choices[i][1].casefold().startswith(wanted)), self._at)
        else:
            return
        event.stop()
        event.prevent_default()
        self.choose(self.value)

    def on_click(self) -> None:
        self._at = (self._at + 1) % len(self._choices)
        self.choose(self.value)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        looks, width = self._looks, self.size.width
        chosen = looks.key + Style(reverse=self.has_focus, underline=not self.has_focus)
        titles = [visible(title) for _, title in self._choices]
        if sum(len(title) + 2 for title in titles) <= width:
            shown = [f"[{title}]" if index == self._at else f" {title} " for index, title in enumerate(titles)]
            segments = [Segment(title, chosen if index == self._at else looks.panel) for index, title in enumerate(shown)]
        else:
            count = f" {self._at + 1}/{len(titles)}"
            title = fit(titles[self._at], max(1, width - len(count) - 6))
            segments = [Segment("‹ ", looks.panel), Segment(f"[{title}]", chosen), Segment(f" ›{count}", looks.panel)]
        return drawn(self, [segments], looks.panel, crop)


class FormDialog(ModalScreen[dict[str, str] | None], LeftOnce[dict[str, str] | None]):
    """Gives the values of all fields by name, or ``None`` when the reader leaves without keeping them."""

    BINDINGS = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "keep", show=False),
        Binding("enter", "keep", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("question_mark", "explain", show=False),
    ]

    def __init__(self, form: Form, looks: Looks) -> None:
        super().__init__()
        self._form = form
        self._looks = looks
        self._widgets = {field.name: self._widget(field) for field in form.fields}
        self._untouched: dict[str, str] = {}
        self._was_warned = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="form", can_focus=False) as scroll:
            scroll.border_title = self._form.title
            scroll.border_subtitle = "Enter keeps · Esc leaves · Tab next field"
            yield Static(fit(visible(" ".join(self._form.quote.split())), 150), id="quote", markup=False)
            for field in self._form.fields:
                with Horizontal(classes="long row" if field.is_long else "row"):
                    yield Static(fit(visible(" ".join(field.title.split())), LABEL - 1), classes="label", markup=False)
                    yield self._widgets[field.name]
            if any(field.labels or field.about for field in self._form.fields):
                yield Static("", id="meaning", markup=False)

    def on_mount(self) -> None:
        self._widgets[self._form.fields[0].name].focus()
        self._untouched = {field.name: self._value(field) for field in self._form.fields}

    def on_descendant_focus(self) -> None:
        self._show_meaning()

    def on_choice_field_chosen(self) -> None:
        self._show_meaning()

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        for field in self._form.fields:
            if not field.accepts(self._value(field)):
                self.query_one("#form").border_subtitle = f"{field.title}: give it as {field.hint}"
                self._widgets[field.name].focus()
                return
        self.dismiss({field.name: self._value(field) for field in self._form.fields})

    def action_leave(self) -> None:
        """Leave; what was filled in is given up only at the second asking."""
        values = {field.name: self._value(field) for field in self._form.fields}
        if values == self._untouched or self._was_warned:
            self.dismiss(None)
            return
        self._was_warned = True
        self.query_one("#form").border_subtitle = "Enter keeps · Esc again gives up what you filled in"

    def action_explain(self) -> None:
        """Show what the choices of the field mean; one may be taken there."""
        field = self._focused_field()
        widget = self._widgets[field.name] if field else None
        if field is None or not field.labels or not isinstance(widget, ChoiceField):
            return
        from reader.ui.dialogs.explaining import ExplainingDialog  # only when it is asked for

        def answered(value: str | None) -> None:
            if value is not None:
                widget.choose(value)

        self.app.push_screen(ExplainingDialog(field.title, [Choice.of(label) for label in field.labels]), answered)

    def _focused_field(self) -> Field | None:
        return next((field for field in self._form.fields if self._widgets[field.name] is self.focused), None)

    def _show_meaning(self) -> None:
        """Say below the fields what the chosen value of the one that has the focus means, else what the field does."""
        field = self._focused_field()
        for meaning in self.query("#meaning").results(Static):
            label = label_named(self._value(field), field.labels) if field else None
            words = field.about if field and not label else label.description if label else ""
            more = "? explains all · " if field and field.labels else ""
            meaning.update(fit(visible(" ".join(f"{more}{words}".split())), max(1, self.app.size.width * 9 // 10 - 6)))

    def _widget(self, field: Field) -> Widget:
        name = f"field-{field.name}" if field.name.isidentifier() else None
        if field.choices:
            return ChoiceField(field, self._looks, id=name)
        if field.is_long:
            return TextArea(field.value, id=name, tab_behavior="focus", compact=True)
        suggester = SuggestFromList(field.suggestions, case_sensitive=False) if field.suggestions else None
        return Line(field.value, placeholder=field.hint, suggester=suggester, id=name, compact=True, select_on_focus=False)

    def _value(self, field: Field) -> str:
        match widget := self._widgets[field.name]:
            case TextArea():
                return widget.text
            case Input() | ChoiceField():
                return widget.value
            case _:
                return field.value
