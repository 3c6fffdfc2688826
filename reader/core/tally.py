"""What was said in documents, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

from reader.core.annotation import Annotation, Claim, Evidence, Mention, Note, Stage, Status, Tag
from reader.core.records import Records


@dataclass(slots=True)
class Tally:
    """Numbers of documents and of annotations, which grow while they are counted.

    ``stages`` are documents by how far the work on them is. ``claims`` are counted by claimant (an entity's id) and verdict, each ``None``
    where there is none; ``mentions`` by entity. ``tags`` counts labels, whether they stand alone or on another annotation.
    """

    stages: Counter[Stage] = field(default_factory=Counter)
    claims: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    notes: int = 0
    evidence: int = 0
    unsure: int = 0
    marks: int = 0

    def add(self, annotation: Annotation) -> None:
        """Count one annotation more."""
        self.marks += 1
        self.unsure += annotation.status is Status.UNSURE
        labels = set(annotation.tags)
        match annotation.body:
            case Claim(kind=kind, claimant=claimant, verdict=verdict):
                self.claims[claimant or None, verdict or None] += 1
                self.kinds[kind] += 1
            case Mention(entity=entity):
                self.mentions[entity] += 1
            case Note():
                self.notes += 1
            case Tag(label=label):
                labels.add(label)
            case Evidence():
                self.evidence += 1
            case other:
                assert_never(other)
        self.tags.update(labels)

    def claimants(self) -> list[tuple[str | None, int]]:
        """Who makes claims (entity ids; ``None``: nobody that is known), and how many; the most first."""
        made: Counter[str | None] = Counter()
        for (claimant, _), count in self.claims.items():
            made[claimant] += count
        return sorted(made.items(), key=lambda found: (-found[1], found[0] or ""))

    def verdicts(self) -> dict[str | None, int]:
        """The verdicts on claims and how many have each; ``None``: no verdict."""
        found: Counter[str | None] = Counter()
        for (_, verdict), count in self.claims.items():
            found[verdict] += count
        return dict(found)


def count_marks(tally: Tally, records: Records, documents: Iterable[str]) -> Iterator[Annotation]:
    """Count the annotations of ``documents`` (their ids) one by one, and give each when it was counted. It wakes them."""
    for document in documents:
        for id in records.ids_of(document):
            annotation = records.annotation(id)
            if annotation is not None:
                tally.add(annotation)
                yield annotation


def most(counted: Counter[str]) -> list[tuple[str, int]]:
    """What was counted, the most first, then by name."""
    return sorted(counted.items(), key=lambda found: (-found[1], found[0]))
