"""The index of a large folder: which of its documents cannot have some words. It is a cache, and never the word on what is found.

An SQLite FTS5 table of trigrams, since matches begin and end anywhere in words, also where no spaces part these; only which
document has which trigram is kept, in small letters as this program makes them. A document counts as known while its file has the size and
the time of change that it was indexed with. Whatever is wrong with the file of the index, it is thrown away.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from reader.core.finding import lowered
from reader.core.query import Query
from reader.library import Entry

VERSION = 1
APPLICATION = 0x72646678

LARGEST = 5_000_000
"""Code points of a text that is indexed; longer ones are looked through."""

SPARE = 1000
"""Texts of documents that are gone or were changed that are kept in any index; beyond that, as many as there are others."""

TOGETHER = 200
"""Documents that are put in together."""

MOST_TRIGRAMS = 12
"""Trigrams of a word that are asked for: what more would leave out is not worth asking."""

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, text INTEGER) WITHOUT ROWID;
CREATE TABLE rows (last INTEGER);
INSERT INTO rows VALUES (0);
CREATE VIRTUAL TABLE texts USING fts5(content, content='', columnsize=0, detail=none, tokenize="trigram case_sensitive 1");
"""

Stamp = tuple[int, int]
"""The size of a file, and when it was changed, in nanoseconds."""

NOT_INDEXED = -1
"""The row of a text that is not indexed and is always looked through: it cannot be read, or is too long."""

_UNKNOWN: tuple[Stamp | None, int] = (None, NOT_INDEXED)

TextOf = Callable[[Entry], str | None]
"""Gives the canonical text of a document; ``None`` when it cannot be read."""


def is_supported() -> bool:
    """Whether this machine's SQLite can keep an index."""
    try:
        with closing(sqlite3.connect(":memory:")) as trial:
            trial.executescript(_SCHEMA)
    except sqlite3.Error:
        return False
    return True


def index_path(root: Path) -> Path:
    """Where the index of the folder ``root`` is kept: in the user's cache, since it can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("reader") / "search" / f"{sha256(os.fsencode(root)).hexdigest()[:32]}.sqlite"


class Index:
    """The index at ``path``, which need not be there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def without_match(self, query: Query, entries: Sequence[Entry]) -> frozenset[str]:
        """The paths of those of ``entries`` that have no match of ``query``, as far as that is known; of expressions nothing is."""
        trigrams = _trigrams(query)
        if not trigrams or not self.path.exists():
            return frozenset()
        wanted = " AND ".join('"{}"'.format(trigram.replace('"', '""')) for trigram in trigrams)
        try:
            with closing(self._open()) as connection:
                known = _known(connection)
                hits = {row for (row,) in connection.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (wanted,))}
        except (sqlite3.Error, ValueError, TypeError) as error:
            if not _is_busy(error):
                self.discard()
            return frozenset()
        without = []
        for entry in entries:
            stamp, text = known.get(entry.path, _UNKNOWN)
            if text != NOT_INDEXED and text not in hits and stamp == _stamp(entry):
                without.append(entry.path)
        return frozenset(without)

    def is_current(self, entries: Iterable[Entry]) -> bool:
        """Whether all of ``entries`` are known as their files are now."""
        if not self.path.exists():
            return False
        try:
            with closing(self._open()) as connection:
                known = _known(connection)
        except (sqlite3.Error, ValueError, TypeError):
            return False
        return all(known.get(entry.path, _UNKNOWN)[0] == _stamp(entry) for entry in entries if _can_be_known(entry))

    def update(self, entries: Sequence[Entry], text_of: TextOf, is_stopped: Callable[[], bool] = lambda: False) -> int:
        """Make the index know all of ``entries`` as they are now and nothing else, and give how many were put in.

        What is put in is kept from time to time, so that an update that is stopped goes on where it was. An index that is broken, or half
        of which is of no use any more, is made anew. ``sqlite3.Error`` or ``OSError`` when it cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._writable() as connection:
            known = _known(connection)
            gone = known.keys() - {entry.path for entry in entries}
            with connection:
                connection.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in gone))
            (last,) = connection.execute("SELECT last FROM rows").fetchone()
            new = [entry for entry in entries if _can_be_known(entry) and known.get(entry.path, _UNKNOWN)[0] != _stamp(entry)]
            for first in range(0, len(new), TOGETHER):
                if is_stopped():
                    break
                files, texts = [], []
                for entry in new[first : first + TOGETHER]:
                    stamp = _stamp(entry)  # before it is read: a change meanwhile is seen
                    if stamp is None:
                        continue
                    text = text_of(entry)
                    if text is None or len(text) > LARGEST:
                        files.append((entry.path, *stamp, NOT_INDEXED))
                    else:
                        last += 1
                        files.append((entry.path, *stamp, last))
                        texts.append((last, lowered(text)))
                with connection:
                    connection.executemany("INSERT INTO texts (rowid, content) VALUES (?, ?)", texts)
                    connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", files)
                    connection.execute("UPDATE rows SET last = ?", (last,))
            return len(new)

    def discard(self) -> None:
        """Throw the index away."""
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                Path(f"{self.path}{ending}").unlink()

    def _open(self) -> sqlite3.Connection:
        """A connection to an index that is there; ``sqlite3.Error`` when it is none, or of another version."""
        connection = sqlite3.connect(self.path, timeout=1)
        try:
            (application,), (version,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
        except sqlite3.Error:
            connection.close()
            raise
        if (application, version) != (APPLICATION, VERSION):
            connection.close()
            raise sqlite3.DatabaseError("not an index of this version")
        return connection

    @contextmanager
    def _writable(self) -> Iterator[sqlite3.Connection]:
        """A connection to an index that is whole; it is made anew when it is not, or when half of it is of no use."""
        if not self._is_sound():
            self.discard()
            beside = Index(Path(f"{self.path}.new"))  # whoever looks meanwhile sees no half of it
            beside.discard()
            with closing(sqlite3.connect(beside.path)) as made:
                made.execute("PRAGMA journal_mode = WAL")
                made.executescript(_SCHEMA)
            beside.path.replace(self.path)
        with closing(self._open()) as connection:
            connection.execute("PRAGMA synchronous = NORMAL")  # a cut of the power loses what was put in last, and nothing else
            yield connection

    def _is_sound(self) -> bool:
        if not self.path.exists():
            return False
        try:
            with closing(self._open()) as connection:
                (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                (kept,) = connection.execute("SELECT count(*) FROM files").fetchone()
                (last,) = connection.execute("SELECT last FROM rows").fetchone()
        except (sqlite3.Error, ValueError, TypeError):
            return False
        return bool(verdict == "ok" and last <= 2 * kept + SPARE)


def _known(connection: sqlite3.Connection) -> dict[str, tuple[Stamp, int]]:
    """The stamp of each document that is known, by its path, and the row of its text."""
    rows = connection.execute("SELECT path, size, changed, text FROM files")
    return {str(path): ((int(size), int(changed)), int(text)) for path, size, changed, text in rows}


def _can_be_known(entry: Entry) -> bool:
    """Whether no other document has the same path: with U+FFFD in it, it stands for names that cannot be written down."""
    return "\ufffd" not in entry.path


def _is_busy(error: Exception) -> bool:
    """Whether somebody else is at work on the index, with which nothing else is wrong."""
    return getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _stamp(entry: Entry) -> Stamp | None:
    try:
        status = entry.file.stat()
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns)


def _trigrams(query: Query) -> list[str]:
    """Trigrams that each text with a match of ``query`` has; none of an expression or of words that are shorter."""
    if query.is_pattern:
        return []
    found: dict[str, None] = {}
    for piece in lowered(query.words).split():
        of_piece = [piece[at : at + 3] for at in range(len(piece) - 2)]
        step = max(1, -(-len(of_piece) // MOST_TRIGRAMS))
        found.update(dict.fromkeys(of_piece[::step]))
    return list(found)
