"""The question which entity is meant."""

from __future__ import annotations

from collections.abc import Sequence

from reader.core.annotation import Entity
from reader.ui.dialogs.choosing import ChoosingDialog, Question
from reader.ui.entities import names_to_narrow
from reader.ui.panes.listing import Line
from reader.ui.theme import Looks


def entity_dialog(question: str, entities: Sequence[Entity], looks: Looks) -> ChoosingDialog:
    """Gives the id of one of ``entities``, which are listed as they come: the likeliest first."""

    def line(number: int) -> Line:
        entity = entities[number]
        also = f" · {', '.join(entity.aliases)}" if entity.aliases else ""
        return Line(f"{entity.name}{also}", entity.id, entity.label, "●", f"mention.{entity.label}")

    heading = f"{len(entities):,} entit{'y' if len(entities) == 1 else 'ies'}, the likeliest first"
    asked = Question(question, "takes", "a part of its name", heading)
    return ChoosingDialog(asked, [names_to_narrow(entity) for entity in entities], line, looks)
