"""How far a document was read, and where it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """A document (its id), path and hash when it was last open, the caret's last offset, and the furthest that was seen.

    All in code points; ``length`` is the text's. A document keeps its id when its file moves; ``before`` is the path that it had then
    (empty: it has not moved). ``apart`` are the documents (ids) that the reader said it does not go on from, sorted.
    """

    document: str
    path: str
    sha256: str
    length: int
    offset: int
    furthest: int
    before: str = ""
    apart: tuple[str, ...] = ()

    @property
    def progress(self) -> float:
        """The share of the text that was seen, 0..1; 1 for an empty text."""
        return min(1.0, self.furthest / self.length) if self.length else 1.0
