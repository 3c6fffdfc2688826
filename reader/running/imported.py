"""The suggestions that were imported for a folder, as the screen asks for them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError, StoreError

if TYPE_CHECKING:
    from reader.core.handed_on import SuggestedDocument
    from reader.suggest.files import Imported


def imported(root: Path) -> Imported:
    """The suggester of what was imported for the folder ``root``. Nothing is read before it is asked."""
    from reader.suggest.files import Imported

    return Imported(_Imports(root))


class _Imports:
    """The files of suggestions for the folder ``root``."""

    def __init__(self, root: Path) -> None:
        from reader.store.suggestions import SuggestionFiles

        self._files = SuggestionFiles(root)

    def versions(self) -> Mapping[str, Hashable]:
        return self._files.versions()

    def read(self, name: str) -> Sequence[SuggestedDocument]:
        from reader.formats.json_import import read_suggestions

        try:
            return read_suggestions(self._files.read(name), name).documents
        except ReaderError as error:
            remedy = f"Import them anew, or let go of them with “reader suggest FOLDER --remove {name}”."
            raise StoreError(f"Imported suggestions cannot be used: {error} {remedy}") from error
