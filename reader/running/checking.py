"""The commands that look after stores: check, merge."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import config_path, load_scheme, load_settings
from reader.core.errors import ConfigError, StoreError
from reader.library import Library, libraries
from reader.report.console import complain, say, shown
from reader.report.work import Work
from reader.running.works import DONE, WRONG, counted, nothing_to_read, store_opener, strangers

if TYPE_CHECKING:
    pass


def check(path: str, annotator: str | None, encoding: str | None = None, *, repairing: bool) -> int:
    """Print a line for everything that is wrong with ``path``, or that all is well. WRONG when something is.

    With ``repairing``, stores are put in order first, and what that did is printed before.
    """
    from reader.report.checking import findings, versions
    from reader.store.place import annotators, kept_aside

    (library,) = libraries([path], encoding)
    known = annotators(library.root)
    notice = strangers(annotator, known) if annotator else None
    works, wrong = [], []
    needed: set[str] | None = None if annotator else set()
    for name in [annotator] if annotator else known:
        store, _ = store_opener(name)(library.root)
        try:
            if repairing:
                say(shown(f"{name}: {what}") for what in store.repair())
            stored = store.load()
            problems = store.check()
            wrong += [f"{name}: {problem}" for problem in problems]
        except StoreError as error:
            wrong.append(f"{name}: {error}")
            needed = None
            continue
        finally:
            store.close()
        aside = kept_aside(library.root, name)
        wrong += [
            f"{name}: {path.name} is a broken database that was kept aside. Compare it with what is here, then move it away."
            for path in aside
        ]
        needed = None if needed is None or problems or aside else needed | versions(stored)
        works.append(Work(library, name, stored, text=store.text))
    if not library.entries and not works and not wrong:
        raise nothing_to_read(library)
    wrong += findings(library, works)
    found, odd = _check_texts(library, known, needed, repairing=repairing)
    wrong += found
    say(shown(line) for line in wrong)
    if not wrong:
        annotations = sum(len(work.annotations()) for work in works)
        say([f"ok: {counted(len(library.entries), 'document')}, {counted(annotations, 'annotation')}"])
    for sentence in (*((notice,) if notice else ()), *odd, *_outside_scheme(works)):
        complain(f"reader: {sentence}")
    return WRONG if wrong else DONE


def _outside_scheme(works: Sequence[Work]) -> list[str]:
    """What records have that the configured scheme does not, in sentences: they are kept, and nothing is wrong with them."""
    from reader.report.schemes import outside

    try:
        scheme = load_scheme(load_settings(config_path(os.environ)).scheme)
    except ConfigError as error:
        return [f"{error} Until then it is not told which labels are not in the scheme."]
    return [f"{work.annotator}: {what}" for work in works for what in outside(work.records, scheme)]


def _check_texts(
    library: Library, annotators: Sequence[str], needed: Collection[str] | None, *, repairing: bool
) -> tuple[list[str], list[str]]:
    """What is wrong with the texts kept beside the databases of ``annotators``, and what is odd about them, in sentences.

    ``needed`` are those that marks were made on; ``None``: not all marks are known. With ``repairing``, what is of no use is removed,
    and told.
    """
    from reader.store.place import database_path
    from reader.store.snapshots import Snapshots

    wrong, odd = list[str](), list[str]()
    for home in sorted({database_path(library.root, name).path.parent for name in annotators}):
        texts = Snapshots(home)
        try:
            stock = texts.stock()
            spare = () if needed is None else tuple(digest for digest in stock.whole if digest not in needed)
            if repairing:
                texts.remove((*stock.broken, *spare), stock.unfinished)
                useless = (
                    *(f"{digest}.txt, which was broken" for digest in stock.broken),
                    *(f"{digest}.txt, which no mark needs" for digest in spare),
                )
                say(shown(f"{home}: removed the kept text {what}.") for what in useless)
                say(shown(f"{home}: removed the unfinished {name}.") for name in stock.unfinished)
                continue
        except StoreError as error:
            wrong.append(str(error))
            continue
        wrong += [
            f"{home}: the kept text {digest}.txt is broken. --repair removes it; the next mark on that text keeps it again."
            for digest in stock.broken
        ]
        odd += [f"{home}: no mark needs the kept text {digest}.txt. --repair removes it." for digest in spare]
        odd += [f"{home}: {name} was not finished. --repair removes it." for name in stock.unfinished]
    return wrong, odd


def merge(base: str, ours: str, theirs: str) -> int:
    """Merge two stores that parted from ``base`` into ``ours``, and print a line for each decision."""
    from reader.store.merge import merge_files

    say(map(shown, merge_files(Path(base), Path(ours), Path(theirs))))
    return DONE
