"""What suggesters are told of the reader's own work, made from records without waking an annotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reader.core.annotation import Entity
from reader.core.records import Records
from reader.core.suggestion import Sort
from reader.suggest.contract import KnownName


def names_of(entities: Iterable[Entity]) -> Mapping[str, KnownName]:
    """The names, aliases and handles of ``entities``, as they are written, each with the entity that it leads to.

    What names two entities leads to none of them, and is left out.
    """
    names: dict[str, KnownName] = {}
    doubtful: set[str] = set()
    for entity in entities:
        for string in dict.fromkeys((entity.name, *entity.aliases)):
            known = names.get(string)
            if known is not None and known.entity != entity.id:
                doubtful.add(string)
            elif string.strip():
                names[string] = KnownName(entity.id, entity.name, entity.label)
    for string in doubtful:
        del names[string]
    return names


def refused_names(records: Records) -> frozenset[str]:
    """The strings that were refused as names more often than what they name was marked or said to claim, in the whole folder."""
    refused = Counter(refusal.target.quote for refusal in records.refusals() if refusal.sort is Sort.MENTION)
    return frozenset(string for string, times in refused.items() if times > _uses(string, records, times))


def _uses(string: str, records: Records, most: int) -> int:
    """How often the entities of this name are mentioned or claim something; ``most`` at the most is counted."""
    count = 0
    for entity in records.entities_named(string):
        for _ in records.user_ids_of(entity.id):
            count += 1
            if count >= most:
                return count
    return count
