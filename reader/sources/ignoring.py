"""Which files of a folder its ``.gitignore`` files leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import SourceError
from reader.sources.safe import read_bytes

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_LARGEST = 256 * 1024  # bytes of such a file that is heeded
_LONGEST = 512  # code points of a path that is asked about: the time to answer grows with their third power
_MOST_STARS = 3  # runs of stars in a pattern that is heeded: each multiplies the time to answer by the length of the path
_ODD_CLASS = re.compile(r"\[[^\]]*(?:\[|--|&&|~~|\|\|)")  # what ``re`` warns of


@dataclass(frozen=True, slots=True)
class Rules:
    """The ``.gitignore`` files on the way down to a folder, each with the path of its own folder, outermost first."""

    files: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def within(self, file: Path, prefix: str) -> Rules:
        """These rules and those of ``file``, in the folder whose path, with a slash at its end, is ``prefix``.

        Lines that are no patterns are passed over, and so are patterns that would take long to match, and a file that cannot be read.
        """
        try:
            lines = read_bytes(file, _LARGEST).decode("utf-8", "surrogateescape").lstrip("\ufeff").splitlines()
        except SourceError:
            return self
        spec = _spec([line for line in lines if len(re.findall(r"\*+", line)) <= _MOST_STARS and not _ODD_CLASS.search(line)])
        return Rules((*self.files, (prefix, spec)))

    def ignore(self, path: str) -> bool:
        """Whether the last pattern that matches ``path``, a folder's with a slash at its end, leaves it out."""
        if len(path) > _LONGEST:
            return False
        for prefix, spec in reversed(self.files):
            is_left_out = spec.check_file(path[len(prefix) :]).include
            if is_left_out is not None:
                return is_left_out
        return False


def _spec(lines: list[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # only for folders that have such a file

    try:
        return GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error):
        return GitIgnoreSpec.from_lines([line for line in lines if _is_pattern(line)])


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
