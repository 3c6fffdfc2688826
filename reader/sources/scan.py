"""Looking through a folder for documents by their names: nothing is opened, and hardly anything is asked of the disk but names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import SourceError

if TYPE_CHECKING:
    from reader.sources.ignoring import Rules

RULES = ".gitignore"
"""The name of files that say what is left out."""

IGNORED = frozenset({"node_modules"})
"""Folders that hold no articles, whatever is in them, besides those whose names begin with a dot."""

PAGES = (".html", ".htm", ".xhtml")
"""How the names of pages end, beside which browsers put a folder with the page's pictures and scripts."""

FURNITURE = ("_files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden", "_pliki", ".files")
"""What browsers put behind a page's name to name that folder, in their languages."""


MANY = 5_000
"""Names in one folder that take so long to put in order that the first of them does not wait for it."""


def scan(root: Path, endings: tuple[str, ...]) -> Iterator[list[str]]:
    """The files under the folder ``root`` whose names end in one of ``endings`` (in small letters), as they are found.

    Each is its path from ``root``, with slashes. Folders are gone through in order, with one list, maybe empty, for each run of files:
    numbers in names count as numbers, capitals as small letters. Left out is what has a name with a dot before it or one of ``IGNORED``,
    the furniture of a saved page, and what the ``.gitignore`` files from ``root`` down say. A link to a folder is followed only if that
    is inside ``root`` and is not gone through anyway; such folders come last. A folder that cannot be read is in the lists by its own
    path. Whatever is wrong with a file shows when it is opened. Raises ``SourceError`` when ``root`` itself cannot be read.
    """
    walk = _Walk(root, endings)
    yield from walk.below("")
    while walk.links:
        home = root.resolve()
        links, walk.links = sorted(walk.links), []
        for link in links:
            target = (root / link).resolve()
            inside = f"{target.relative_to(home).as_posix()}/" if target != home and target.is_relative_to(home) else ""
            if inside and inside not in walk.seen:
                walk.seen.add(inside)
                yield from walk.below(f"{link}/")


class _Walk:
    """One going through a folder. ``links`` are those to folders; ``seen`` the folders gone through, by their paths with slashes."""

    def __init__(self, root: Path, endings: tuple[str, ...]) -> None:
        self._root = root
        self._endings = endings
        self.links: list[str] = []
        self.seen: set[str] = set()

    def below(self, start: str) -> Iterator[list[str]]:
        """The files under the folder ``start``, "" for the root. Kept on a stack: folders nest deeper than calls may."""
        stack: list[tuple[str, Rules | None, Iterator[str]]] = []
        opening: tuple[str, Rules | None] | None = (start, None)
        while opening or stack:
            if opening:
                found = self._look(*opening)
                if found is None:
                    yield [opening[0].rstrip("/")]
                else:
                    stack.append(found)
                opening = None
                continue
            prefix, rules, names = stack[-1]
            files: list[str] = []
            for name in names:
                if name.endswith("/"):
                    opening = (prefix + name, rules)
                    break
                if not name:
                    break
                files.append(prefix + name)
            else:
                stack.pop()
            yield files

    def _look(self, prefix: str, rules: Rules | None) -> tuple[str, Rules | None, Iterator[str]] | None:
        """What is in a folder, in order, and the rules there; ``None`` when it cannot be read."""
        folder = self._root / prefix
        self.seen.add(prefix)
        try:
            files, folders, links, has_rules = self._inside(folder)
        except OSError as error:
            if prefix:
                return None
            from reader.sources.safe import shown

            advice = "Change its permissions, or open another folder."
            raise SourceError(f"{shown(folder)} cannot be read: {(error.strerror or str(error)).lower()}. {advice}") from error
        if has_rules:
            from reader.sources.ignoring import Rules  # seldom needed

            rules = (rules or Rules()).within(folder / RULES, prefix)
        if rules is not None:
            files = [name for name in files if not rules.ignore(prefix + name)]
            folders = [name for name in folders if not rules.ignore(prefix + name)]
            links = [name for name in links if not rules.ignore(prefix + name)]
        self.links += [prefix + name for name in links]
        return prefix, rules, _first_at_once(files + folders)

    def _inside(self, folder: Path) -> tuple[list[str], list[str], list[str], bool]:
        """The files that may be documents, the folders, the links to folders, and whether there is a file of rules."""
        files, folders, links, pages = [], [], [], set()
        has_rules = False
        with os.scandir(folder) as found:
            for item in found:
                name = item.name
                lowered = name.lower()
                if name.startswith("."):
                    has_rules = has_rules or name == RULES
                elif _is_folder(item):
                    if name not in IGNORED:
                        folders.append(f"{name}/")
                elif item.is_symlink() and _leads_to_folder(item):
                    links.append(name)
                else:
                    if lowered.endswith(self._endings):
                        files.append(name)
                    if lowered.endswith(PAGES):
                        pages.add(name.rpartition(".")[0])
        return files, [name for name in folders if not pages or not _is_furniture(name, pages)], links, has_rules


def in_order(names: Iterable[str]) -> list[str]:
    """``names`` as a person sorts them: capitals with small letters, and the first four numbers by what they count."""
    return sorted(names, key=lambda name: f"{_NUMBER.sub(_padded, name.casefold(), _NUMBERS)}\0{name}")


def first_in_order(names: Sequence[str]) -> str | None:
    """The first of ``in_order(names)`` in a fraction of the time, for some; ``None`` when it is not that easy, or there are no names."""
    least = min((name.casefold() for name in names), default="")
    # What comes before it in order has the same beginning, and then a number of as few digits or fewer.
    beginning = _BEGINNING.match(least)
    assert beginning is not None
    before, number = beginning.groups()
    is_candidate = re.compile(f"{re.escape(before)}0*[0-9]{{0,{len(number)}}}(?![0-9])").match
    candidates = [name for name in names if is_candidate(name.casefold())]
    return in_order(candidates)[0] if candidates and len(candidates) < MANY else None


def _first_at_once(names: Sequence[str]) -> Iterator[str]:
    """``names`` in order. Where there are many, an empty one stands behind the first two, which are there before the others are in order.

    Two, so that it is known at once that there are several.
    """
    first = first_in_order(names) if len(names) > MANY else None
    second = first_in_order([name for name in names if name != first]) if first is not None else None
    if first is None or second is None:
        yield from in_order(names)
    else:
        yield first
        yield second
        yield ""
        yield from in_order(names)[2:]


_BEGINNING = re.compile("([^0-9]*)0*([0-9]*)")
_NUMBER = re.compile("[0-9]+")
_NUMBERS = 4  # more would make the hashes that name many files cost more than all else


def _padded(number: re.Match[str]) -> str:
    return number[0].zfill(12)


def _is_furniture(folder: str, pages: set[str]) -> bool:
    """Whether a folder (a slash at its end) is named after one of ``pages`` (without their endings)."""
    return any(folder[: -len(kind) - 1] in pages for kind in FURNITURE if folder.endswith(f"{kind}/"))


def _is_folder(item: os.DirEntry[str]) -> bool:
    """Whether it is a folder and no link to one; not, where that may not be known."""
    try:
        return item.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _leads_to_folder(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_dir()
    except OSError:
        return False
