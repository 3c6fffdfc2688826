"""How far the work on the desk's documents is, whether they were opened or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.core.annotation import Stage
from reader.core.stages import is_open, stage_of, worded
from reader.ui.desk import Desk

if TYPE_CHECKING:
    from reader.ui.screens.opening import OpeningScreen

FEW = 1000
"""Entries that are looked at one by one for a heading."""


def document_at(desk: Desk, index: int) -> str | None:
    """The document (its id) of an entry, loaded or not: the one that it was found to be, else a marked one last seen at its path."""
    if index in desk.gone:
        return desk.gone[index]
    known = desk.known(index)
    if known is not None:
        return known.document or None
    session = desk.session_of(index)
    if session is None:
        return None
    path = desk.entries.path(index)
    return next((document for document in session.visits.at_path(path) if session.records.speaks_of(document)), None)


def stage_at(desk: Desk, index: int) -> Stage:
    """How far the work on an entry's document is; new, as long as nothing is known of it."""
    session, document = desk.session_of(index), document_at(desk, index)
    return Stage.NEW if session is None or document is None else stage_of(session.records, document)


def said_stages(desk: Desk) -> Counter[Stage]:
    """Of how many documents that are not gone the reader has said how far the work is, in the folders that were opened.

    What is said of a whole folder is not looked for entry by entry; where many single files are open, they are left out.
    """
    counted = Counter[Stage]()
    for library in desk.arrivals.libraries:
        session = desk.session_in(library)
        if session is not None and library.is_whole:
            counted.update(session.records.stages())
    if not all(library.is_whole for library in desk.arrivals.libraries) and len(desk.entries) <= FEW:
        counted.update(stage_at(desk, index) for index in range(len(desk.entries)) if not desk.entries.library(index).is_whole)
    for index, document in desk.gone.items():
        session = desk.session_of(index)
        status = session.records.status_of(document) if session else None
        if status is not None:
            counted[status.stage] -= 1
    return counted


def stages_here(desk: Desk, counted: Counter[Stage]) -> Iterator[int]:
    """Count in ``counted`` the documents of the open folder by how far the work is, one by one; those that are gone are none."""
    here = desk.library
    for index in range(len(desk.entries)):
        if index not in desk.gone and desk.entries.library(index) is here:
            counted[stage_at(desk, index)] += 1
        yield index


def next_open(desk: Desk) -> Iterator[int | None]:
    """The next entry, of those that the library shows, that is not done, after a ``None`` for each that is passed over.

    After the last comes the first. Where there is no other, nothing but ``None`` is given.
    """
    for index in desk.shown.onward(desk.at):
        if index != desk.at and _can_be_worked_on(desk, index):
            yield index
            return
        yield None


def go_to_next_open(screen: OpeningScreen) -> None:
    """Opens the next article that is not done, or says that there is none. Among very many it is looked for while keys are taken."""
    if not screen.desk.entries:
        screen.say("No article is open.")
        return
    found: list[int] = []

    def steps() -> Iterator[None]:
        for index in next_open(screen.desk):
            if index is not None:
                found.append(index)
            yield

    screen.onward.run(steps(), lambda: screen.say("Looking for the next article that is open …"), lambda: _go_to(screen, found))


def _go_to(screen: OpeningScreen, found: Sequence[int]) -> None:
    """Opens the one that was ``found``, or says that there is none."""
    desk = screen.desk
    if found:
        screen.go_to_entry(found[0])
        return
    if len(desk.entries) == 1:
        screen.say("There is no other article here.")
        return
    which = f"articles with “{desk.shown.text}”" if desk.shown.text else "articles"
    if desk.at not in desk.gone and is_open(stage_at(desk, desk.at)):
        screen.say(f"All other {which} are done.")
    else:
        screen.say(f"All {which} are done.")


def told(desk: Desk, key: str) -> str:
    """How far the work on the open document is by now, and how many are done, in words; ``key`` goes to the next that is not."""
    stage, done = stage_at(desk, desk.at), said_stages(desk)[Stage.DONE]
    count = len(desk.entries) - len(desk.gone)
    if count < 2:
        return f"{worded(stage)}."
    left = f" {key} goes to the next that is open." if done < count else ""
    return f"{worded(stage)}. {done:,} of {count:,} articles {'is' if done == 1 else 'are'} done.{left}"


def _can_be_worked_on(desk: Desk, index: int) -> bool:
    """Whether an entry is not done, and neither gone nor known not to be readable."""
    if index in desk.gone or not is_open(stage_at(desk, index)):
        return False
    known = desk.known(index)
    return (known is None or known.problem is None) and desk.problem(index) is None
