"""The question which article is the other version, asked by name."""

from __future__ import annotations

from collections.abc import Sequence

from reader.core.matching import shared_start
from reader.ui.dialogs.choosing import ChoosingDialog, Question
from reader.ui.panes.listing import Line
from reader.ui.theme import Looks


def version_dialog(names: Sequence[tuple[int, str]], name: str, looks: Looks) -> ChoosingDialog:
    """Gives the entry to compare with, as text. ``names`` are the entries' indexes and names; those most like ``name`` come first."""
    alike = sorted(names, key=lambda named: (-shared_start(named[1], 0, len(named[1]), name, 0, len(name)), named[0]))
    question = Question("Compare with which version?", "compares", "words of its name", f"{len(alike):,} articles")
    return ChoosingDialog(question, [found for _, found in alike], lambda number: Line(alike[number][1], str(alike[number][0])), looks)
