"""What is said of relations: the words of a kind from either end, and what stands at the other one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from reader.core.annotation import Annotation, Evidence, Mention, Note, Relation, Tag
from reader.core.records import Records
from reader.paint.reviewing import in_short, quote_of

MOST = 4
"""Relations of one mark that are told where the caret is."""

GONE = "a mark that is not there any more"

_PASSIVE = {
    "said_by": "said",
    "about": "is spoken of in",
    "supports": "supported by",
    "refutes": "refuted by",
    "repeats": "repeated by",
    "contradicts": "contradicted by",
}
"""The kinds of the scheme that ships, from the end that they lead to."""


@dataclass(frozen=True, slots=True)
class Side:
    """A relation as one of its ends sees it: ``word`` says how it stands to the annotation ``other`` (its id), which reads ``words``."""

    relation: Relation
    other: str
    word: str
    words: str


def side_of(relation: Relation, annotation: str, records: Records) -> Side:
    """``relation`` as the annotation with this id sees it."""
    is_source = relation.source == annotation
    other = relation.target if is_source else relation.source
    kind = relation.kind.replace("_", " ")
    word = f"{kind} →" if is_source else f"← {_PASSIVE.get(relation.kind, kind)}"
    return Side(relation, other, word, words_of(records.annotation(other), records))


def sides_of(annotation: str, records: Records) -> list[Side]:
    """The relations of an annotation (its id), as it sees them: those that start from it first, then by kind."""
    found = sorted(records.relations_of(annotation), key=lambda one: (one.source != annotation, one.kind, one.id))
    return [side_of(relation, annotation, records) for relation in found]


def told_of(annotation: Annotation, records: Records) -> list[tuple[str, str]]:
    """How the annotation stands to others, each in a word and what the other says; of more than a few, how many there are more."""
    found = records.relations_of(annotation.id)
    told = [(side.word, side.words) for relation in islice(found, MOST) for side in (side_of(relation, annotation.id, records),)]
    return [*told, ("…", f"{len(found) - MOST:,} more relations")] if len(found) > MOST else told


def words_of(annotation: Annotation | None, records: Records, most: int = 60) -> str:
    """What an annotation says, cut after ``most`` code points: its address, its entity's name, what was written, else what is marked."""
    if annotation is None:
        return GONE
    match annotation.body:
        case Evidence(url=str(url)):
            return in_short(url, most)
        case Mention(entity=id):
            entity = records.entity(id)
            return in_short(entity.name if entity else quote_of(annotation), most)
        case Note(text=text) if text:
            return in_short(" ".join(text.split()), most)
        case Tag(label=label):
            return in_short(f"#{label}", most)
        case _:
            return in_short(quote_of(annotation), most)
