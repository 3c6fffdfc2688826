"""The inspector: what stands at the caret, and all marks and posts of the open document, with the line of the caret's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from reader.core.annotation import Mention
from reader.core.scheme import Scheme
from reader.core.state import State
from reader.core.suggested import spot_of
from reader.paint.outline import Item, Outline, to_review, to_suggestion
from reader.ui.panes.bars import HerePane
from reader.ui.panes.facts import OutlineLines, facts_at_caret
from reader.ui.panes.listing import Lines, ListPane
from reader.ui.panes.pane import Ground
from reader.ui.theme import Looks

if TYPE_CHECKING:
    from reader.paint.filtering import FilteredOutline


class Inspector(Ground):
    """Draws a state. Choosing a line posts ``ListPane.Chosen`` with the id of the annotation or post."""

    def __init__(self, looks: Looks, scheme: Scheme | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._scheme = scheme
        self._looks = looks
        self._here = HerePane(looks, id="here")
        self._outline = ListPane("Marks", looks, "none yet", id="outline")
        self._is_filtered = False
        self._elsewhere: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        yield self._here
        yield self._outline

    def show(self, state: State | None, others: Sequence[Item] = ()) -> None:
        """List the marks of ``state`` anew, and those of ``others`` after them; nothing for ``None``."""
        self._is_filtered = False
        self._outline.show(Lines() if state is None else OutlineLines(Outline(state, others), self._looks), "Marks")
        if state is None:
            self._here.show(())

    def show_filtered(self, outline: FilteredOutline, *titles: str) -> None:
        """List what a filter has let pass, under the first of ``titles`` that there is room for."""
        self._is_filtered = True
        self._outline.show(OutlineLines(outline, self._looks), *titles)

    def entitle(self, *titles: str) -> None:
        """Put another title above the list, the first of ``titles`` that there is room for."""
        self._outline.entitle(*titles)

    def know(self, elsewhere: Mapping[str, str]) -> None:
        """Say of claims, by their ids, where else they stand, when the caret is on them."""
        self._elsewhere = elsewhere

    def follow(self, state: State) -> None:
        """Show what stands at the caret, and which line that is: a mention's is its entity's, a post's its own."""
        self._here.show(facts_at_caret(state, self._scheme, self._elsewhere))
        annotation = state.annotation
        if state.in_review is not None and state.selection.mark == state.in_review.id:
            self._outline.follow(to_review(state.in_review.id))
            return
        suggestion = state.chosen_suggestion or (state.suggestion if annotation is None else None)
        if suggestion is not None:
            self._outline.follow(to_suggestion(spot_of(suggestion)))
            return
        if annotation is None:
            self._outline.follow(state.post.id if state.post else None)
            return
        if self._is_filtered:
            self._outline.follow(annotation.id)
            return
        mark = state.marks.get(annotation.id)
        is_mention = mark is not None and isinstance(annotation.body, Mention)
        self._outline.follow(state.marks.nth(mark.group, 0).id if mark is not None and is_mention else annotation.id)

    def restyle(self, looks: Looks) -> None:
        self._looks = looks
        self._here.restyle(looks)
        self._outline.restyle(looks)
