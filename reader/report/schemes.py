"""Label sets from the command line: what they hold, which there are, what records have outside of them, and records in another's labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reader.config import SCHEMES, load_scheme, scheme_text
from reader.core.annotation import Annotation, Entity, Record
from reader.core.records import Records
from reader.core.scheme import Scheme, label_map, unknown

MOST_TOLD, LONGEST = 20, 100
"""Labels outside of a scheme that are told one by one, and characters of what is told of each."""


def contents(scheme: Scheme) -> str:
    """How many entries of each sort ``scheme`` has."""
    counts = (
        (len(scheme.claim_kinds), "claim kind"),
        (len(scheme.entity_types), "entity type"),
        (len(scheme.verdicts), "verdict"),
        (len(scheme.relation_kinds), "relation kind"),
        (len(scheme.attributes), "attribute"),
    )
    return ", ".join(f"{number} {thing}{'' if number == 1 else 's'}" for number, thing in counts)


def schemes() -> Iterator[str]:
    """A line for each scheme that ships: its name, what it holds, and the first sentence of its file."""
    width = max(map(len, SCHEMES))
    for name in SCHEMES:
        about = scheme_text(name).partition("\n")[0].lstrip("# ")
        yield f"{name.ljust(width)}  {contents(load_scheme(name))}"
        yield f"{' ' * width}  {about}"


def outside(records: Iterable[Record], scheme: Scheme) -> Iterator[str]:
    """A sentence for each label of ``records`` that ``scheme`` does not have, with how many have it. Of very many, the first."""
    found: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record.id):
        for what in unknown(record, scheme):
            found.setdefault(what, []).append(record)
    for what, holders in sorted(found.items())[:MOST_TOLD]:
        first = holders[0]
        of = "annotation" if isinstance(first, Annotation) else type(first).__name__.lower()
        others = f" and {len(holders) - 1:,} more" if len(holders) > 1 else ""
        what = what if len(what) <= LONGEST else f"{what[: LONGEST - 1]}…"
        yield f"the {what} is not in the scheme, but {of} {first.id}{others} {'have' if others else 'has'} it. It is kept as it is."
    if len(found) > MOST_TOLD:
        yield f"{len(found) - MOST_TOLD:,} more labels are not in the scheme. They are kept as they are."


def relabelled(records: Records, scheme: Scheme, to: str) -> tuple[Records, list[str]]:
    """``records`` with the entity types of the scheme ``to``, which ships, in place of those of ``scheme``.

    A type without a counterpart stays, and is told in a sentence.
    """
    types, there = label_map(scheme, to), load_scheme(to)
    kept: Counter[str] = Counter()
    made: list[Record] = []
    for record in records:
        if isinstance(record, Entity):
            if record.label not in types and there.entity_type(record.label) is None:
                kept[record.label] += 1
            made.append(replace(record, label=types.get(record.label, record.label)))
        else:
            made.append(record)
    return Records(made), [f"{to} has nothing for the entity type “{label}”; {count:,} kept it." for label, count in sorted(kept.items())]
