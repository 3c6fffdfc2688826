"""The inspector: what stands at the caret, and all marks and posts of the open document, with the line of the caret's own."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from reader.core.annotation import Mention
from reader.core.state import State
from reader.paint.outline import Item, outline
from reader.ui.panes.bars import HerePane
from reader.ui.panes.facts import facts_at_caret, outline_line
from reader.ui.panes.listing import Lines, ListPane
from reader.ui.panes.pane import Ground
from reader.ui.theme import Looks


class Inspector(Ground):
    """Draws a state. Choosing a line posts ``ListPane.Chosen`` with the id of the annotation or post."""

    def __init__(self, looks: Looks, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._here = HerePane(looks, id="here")
        self._outline = ListPane("Marks", looks, "none yet", id="outline")
        self._leaders: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield self._here
        yield self._outline

    def show(self, state: State | None, others: Sequence[Item] = ()) -> None:
        """List the marks of ``state`` anew, and those of ``others`` after them; nothing for ``None``."""
        items = (*outline(state), *others) if state else ()
        self._outline.show(Lines([outline_line(item) for item in items]))
        self._leaders = {}
        if state is None:
            self._here.show(())
            return
        for item in items:
            annotation = state.records.annotation(item.target) if item.target else None
            if annotation is not None and isinstance(annotation.body, Mention):
                self._leaders[annotation.body.entity] = annotation.id

    def follow(self, state: State) -> None:
        """Show what stands at the caret, and which line that is: a mention's is its entity's, a post's its own."""
        self._here.show(facts_at_caret(state))
        annotation = state.annotation
        if annotation is None:
            self._outline.follow(state.post.id if state.post else None)
        elif isinstance(annotation.body, Mention):
            self._outline.follow(self._leaders.get(annotation.body.entity))
        else:
            self._outline.follow(annotation.id)

    def restyle(self, looks: Looks) -> None:
        self._here.restyle(looks)
        self._outline.restyle(looks)
