"""The claims of a folder and which of them say the same: collected in slices, compared elsewhere, told by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from reader.core.annotation import Annotation, Claim, Sketch, group_of
from reader.core.records import Records
from reader.suggest.alike import Pair, Progress, Statement

SOME = 50
"""Marks that are looked at between two looks at the clock."""


SAME = 0.95
"""The score from which on two claims say just the same."""

MOST = 1000
"""Claims that say the same as one that are looked at to tell where it stands."""


class Ledger:
    """What is known of the claims in ``records``. ``path_of`` gives the path of a document (its id).

    ``statements`` are the claims by path and place, ``pairs`` those that are alike, in the order in which they were found. Pairs that the
    reader refused are known as long as the program runs: there is no record that could keep them.
    """

    def __init__(self, records: Records, path_of: Callable[[str], str]) -> None:
        self.records = records
        self.path_of = path_of
        self.statements: Sequence[Statement] = ()
        self.pairs: list[Pair] = []
        self.compared = 0
        self._refused: set[frozenset[str]] = set()
        self._pairs_of: dict[str, list[int]] = defaultdict(list)

    @property
    def is_compared(self) -> bool:
        """Whether all statements were compared with each other."""
        return self.compared == len(self.statements)

    def collect(self) -> Iterator[list[Statement]]:
        """Find the claims again, some at a time. At the last all are found, and pairs of others, or not of all of them, are forgotten."""
        found: list[Statement] = []
        documents = sorted(self.records.documents(), key=lambda document: (self.path_of(document), document))
        for document in documents:
            first, seen = len(found), 0
            for seen, noted in enumerate(self.records.sketches_of(document), 1):
                if group_of(noted) is Claim:
                    found.append(_statement(noted, document))
                if seen % SOME == 0:
                    yield found
            claims = found[first:]
            if seen != self.records.count_of(document):  # somebody has added or read some meanwhile
                claims = [_statement(noted, document) for noted in self.records.annotations_of(document) if group_of(noted) is Claim]
            found[first:] = sorted(claims, key=lambda claim: (claim.start, -claim.end, claim.id))
            yield found
        if found != self.statements or not self.is_compared:
            self.statements, self.pairs, self.compared = found, [], 0
            self._pairs_of.clear()
        yield found

    def know(self, progress: Progress) -> None:
        """Take in what comparing has brought."""
        self.compared = progress.done
        for pair in progress.pairs:
            for number in (pair.first, pair.second):
                self._pairs_of[self.statements[number].id].append(len(self.pairs))
            self.pairs.append(pair)

    def claim(self, number: int) -> Annotation | None:
        """The claim with this number, read from the records; ``None`` when it is there no more."""
        return self.records.annotation(self.statements[number].id)

    def ends(self, number: int) -> tuple[Statement, Statement]:
        """The two statements of a pair, by its number."""
        pair = self.pairs[number]
        return self.statements[pair.first], self.statements[pair.second]

    def refuse(self, number: int) -> None:
        """The two claims of a pair do not say the same."""
        self._refused.add(frozenset(end.id for end in self.ends(number)))

    def take_back(self, number: int) -> None:
        """The two claims of a pair that was refused may say the same."""
        self._refused.discard(frozenset(end.id for end in self.ends(number)))

    def is_refused(self, number: int) -> bool:
        return bool(self._refused) and frozenset(end.id for end in self.ends(number)) in self._refused

    def links(self, number: int) -> tuple[str, ...]:
        """The kinds of the relations between the two claims of a pair."""
        one, other = (end.id for end in self.ends(number))
        found = self.records.relations_of(one)
        return tuple(dict.fromkeys(relation.kind for relation in found if other in (relation.source, relation.target)))

    def alike(self, claim: str) -> list[int]:
        """The pairs, by number, that a claim (its id) is in."""
        return [number for number in self._pairs_of.get(claim, ()) if not self.is_refused(number)]

    def elsewhere(self, claim: str) -> tuple[int, int]:
        """In how many other documents a claim (its id) stands as well, and in how many what seems to contradict it.

        What says just the same speaks for what it is alike to: of very many that do, each is a pair with its neighbours only.
        """
        repeats, contradicts, own = dict[str, str](), set[str](), ""
        waiting, known = [claim], {claim}
        while waiting and len(known) < MOST:
            at = waiting.pop()
            for number in self.alike(at):
                likeness = self.pairs[number].likeness
                one, other = self.ends(number)
                mine, theirs = (one, other) if one.id == at else (other, one)
                own = mine.document if at == claim else own
                if likeness.contradicts:
                    contradicts.add(theirs.document)
                else:
                    repeats[theirs.id] = theirs.document
                    if likeness.score >= SAME and theirs.id not in known:
                        known.add(theirs.id)
                        waiting.append(theirs.id)
        return len({*repeats.values()} - {own}), len(contradicts - {own})


class Elsewhere(Mapping[str, str]):
    """Says of a claim (its id) in how many other articles it stands; ``key`` opens the ledger. Asking costs the size of the answer."""

    def __init__(self, ledger: Ledger, key: str) -> None:
        self._ledger = ledger
        self._key = key

    def __getitem__(self, claim: str) -> str:
        repeats, contradicts = self._ledger.elsewhere(claim)
        if not repeats and not contradicts:
            raise KeyError(claim)
        told = [f"claimed in {repeats:,} other article{'' if repeats == 1 else 's'}"] if repeats else []
        told += [f"perhaps contradicted in {contradicts:,}"] if contradicts else []
        return f"{', '.join(told)}: {self._key}"

    def __iter__(self) -> Iterator[str]:
        return (statement.id for statement in self._ledger.statements if any(self._ledger.elsewhere(statement.id)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _statement(noted: Annotation | Sketch, document: str) -> Statement:
    words = " … ".join(" ".join(target.quote.split()) for target in noted.targets)
    return Statement(noted.id, document, noted.targets[0].start, max(target.end for target in noted.targets), words)
