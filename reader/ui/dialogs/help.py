"""The help: every command with its keys, made from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.commands.catalogue import COMMANDS
from reader.commands.command import Group
from reader.core.scheme import Scheme
from reader.core.visible import visible
from reader.ui.keys import keys_of, readable
from reader.ui.leaving import LeftOnce
from reader.ui.theme import GLYPHS, Looks

KEYS = 17
"""Cells for the keys of a command."""


class HelpDialog(ModalScreen[None], LeftOnce[None]):
    """All keys under their headings; any of Escape, q and ? closes it."""

    BINDINGS = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(15)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
    ]

    def __init__(self, keymap: Mapping[str, tuple[str, ...]], looks: Looks, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        self._keymap = keymap
        self._looks = looks

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help", can_focus=True) as scroll:
            scroll.border_title = "Help"
            scroll.border_subtitle = "Esc closes · ↓ ↑ scroll"
            yield Static(self._table())

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(justify="right", min_width=9, max_width=KEYS)  # more keys than that go on in the next row
        table.add_column(ratio=1)
        table.add_row("", Text("A mark is on disk when you see it; there is nothing to save."))
        table.add_row("", self._legend())
        for group in Group:
            table.add_row("", "")
            table.add_row("", Text(group.value, style="bold underline"))
            for command in COMMANDS:
                if command.group is group:
                    keys = keys_of(command, self._keymap)
                    shown = " ".join(readable(key) for key in (*keys[:3], *command.extend_keys[:1]))
                    table.add_row(Text(shown, style="bold"), Text.assemble(command.title, (f"  {command.help}", "dim")))
        self._add_scheme(table)
        return table

    def _add_scheme(self, table: Table) -> None:
        """The label set: what there is to choose from, with the letters."""
        scheme = self._scheme
        sections = (("Claim kinds", scheme.claim_kinds), ("Entity types", scheme.entity_types), ("Verdicts", scheme.verdicts))
        for title, labels in (*sections, ("Relations", scheme.relation_kinds)):
            table.add_row("", "")
            table.add_row("", Text(title, style="bold underline"))
            for label in labels:
                words = Text.assemble(visible(label.title), (f"  {visible(label.description)}", "dim"))
                table.add_row(Text(visible(label.letter), style="bold"), words)

    def _legend(self) -> Text:
        """What each sort of mark looks like."""
        legend = Text()
        for name in ("claim", "evidence", "note", "tag"):
            glyph = GLYPHS[name]
            legend.append(f"{glyph} ", self._looks.glyph(name))
            legend.append(name, self._looks.style(frozenset({name})))
            legend.append("   ")
        legend.append("● ", self._looks.glyph("mention"))
        legend.append("entity", self._looks.style(frozenset({"mention"})))
        for name, word in (("suggestion.claim", "claim suggested"), ("suggestion.mention", "entity suggested")):
            legend.append(f"   {GLYPHS[name]} ", self._looks.glyph(name))
            legend.append(word, self._looks.style(frozenset({name})))
        return legend
