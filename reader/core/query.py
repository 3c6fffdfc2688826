"""What a reader searches for."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ESCAPED = re.compile(r"\\.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Query:
    """``words`` to be found, or a regular expression when it ``is_pattern``. Without capitals, capitals are found too."""

    words: str = ""
    is_pattern: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be found."""
        return not self.words.strip()

    @property
    def is_case_sensitive(self) -> bool:
        """Whether capitals and small letters are told apart: there are capitals in it, those after a backslash not counted."""
        words = _ESCAPED.sub("", self.words) if self.is_pattern else self.words
        return words != words.lower()


NO_QUERY = Query()
"""Nothing is searched for."""
