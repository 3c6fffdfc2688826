"""Where an annotator's database for a folder lies."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote_to_bytes

from reader.core.errors import StoreError

FOLDER = ".reader"
SUFFIX = ".json"
LONGEST = 120
"""Bytes of an encoded name, so that the names made from it stay below the 255 that file systems allow."""

_SHORTENED = re.compile(r".*~[0-9a-f]{16}", re.DOTALL)
_ASIDE = re.compile(r".*\.broken-[0-9]{8}t[0-9]{6}(-[0-9]+)?", re.DOTALL)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database is or will be; ``problem`` is a sentence for the reader when that is not simply beside the articles."""

    path: Path
    problem: str | None = None


def can_write(path: Path) -> bool:
    """Whether the system says that ``path`` may be written; for a folder, that files can be made in it."""
    return os.access(path, os.W_OK | os.X_OK if os.path.isdir(path) else os.W_OK)  # noqa: PTH112  # Path.is_dir raises where the user may not look


def database_path(root: Path, annotator: str, is_writable: Callable[[Path], bool] = can_write) -> Place:
    """The place of ``annotator``'s database for the articles in the folder ``root``. Looks, and makes nothing.

    It is ``root/.reader/ANNOTATOR.json``. Where that cannot be written and does not exist, it is a file of the user's data directory, and
    stays there until the reader moves it, also when the folder can be written later: marks never part between two files unseen. Where it
    exists but cannot be written, it is opened where it is: everything can be read, and a commit says why it cannot be kept. When both
    exist, ``problem`` names the one that is not used.

    ``StoreError`` when the annotator has no name.
    """
    name = file_name(annotator)
    beside, away = _standing(root / FOLDER, name), _standing(_away(root), name)
    writable = _is_open(root, beside, is_writable)
    if _exists(away) and not (writable and _exists(beside)):
        if _exists(beside):
            return Place(away, f"{beside} cannot be written; marks are kept in {away}, and those in the former are not shown.")
        if writable:
            return Place(away, f"Marks are still kept in {away}. To have them beside the articles, move that file to {beside}.")
        return Place(away, f"{root} cannot be written; marks are kept in {away}.")
    if writable:
        return Place(beside, f"Marks made earlier are in {away} and are not shown; {beside} is used." if _exists(away) else None)
    if _exists(beside):
        return Place(beside, f"{beside} cannot be written: marks can be read, not changed. Make it writable, or copy the folder.")
    return Place(away, f"{root} cannot be written; marks are kept in {away}.")


def weight(root: Path, annotator: str) -> int:
    """The bytes of ``annotator``'s database and journal for the folder ``root``; 0 where there are none, or none that can be seen."""
    with suppress(OSError, StoreError):
        path = database_path(root, annotator).path
        return sum(found.stat().st_size for found in (path, path.with_suffix(".journal")) if found.exists())
    return 0


def annotators(root: Path) -> list[str]:
    """The annotators with a database for ``root``, beside the articles or in the user's data directory; sorted.

    Each leads :func:`database_path` to its database.
    """
    found: set[str] = set()
    if not Path(os.path.realpath(root / FOLDER)).is_relative_to(os.path.realpath(root)):
        raise StoreError(f"{root / FOLDER} leads out of its folder. Replace the symbolic link by what it stands for.")
    for folder in (root / FOLDER, _away(root)):
        try:
            names = [path.name.removesuffix(SUFFIX) for path in folder.iterdir() if path.suffix == SUFFIX and path.is_file()]
        except FileNotFoundError:
            continue
        except OSError as error:
            if folder == _away(root) and isinstance(error, PermissionError):
                continue  # where the user may not look, the user has kept nothing
            raise StoreError(f"Cannot look into {folder}: {error.strerror}. Check what it is, and your access to it.") from error
        found.update(name for name in names if not name.startswith(".") and not _ASIDE.fullmatch(name.lower()))
    return sorted(unquote_to_bytes(name.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape") for name in found)


def kept_aside(root: Path, annotator: str) -> list[Path]:
    """The broken databases of ``annotator`` that were kept aside beside the one in use, sorted."""
    path = database_path(root, annotator).path
    with suppress(OSError):
        stem = path.stem.lower()
        return sorted(p for p in path.parent.iterdir() if _ASIDE.fullmatch(p.stem.lower()) and p.name.lower().startswith(f"{stem}.broken-"))
    return []


def file_name(annotator: str) -> str:
    """The name of an annotator's database. It has no separator, is never hidden, and differs from others' on every file system.

    Letters, marks and digits of any script and ``.``, ``_``, ``-`` stand for themselves, anything else as the percent-encoded bytes of
    UTF-8. A very long name is cut and ends in ``~`` and a part of its hash. ``StoreError`` when nothing is left of the name.
    """
    name = unicodedata.normalize("NFC", annotator.strip())
    if not name:
        raise StoreError("The annotator has no name. Give one with --annotator NAME.")
    if _SHORTENED.fullmatch(name):
        stem, _, ending = name.rpartition("~")
        encoded, ending = _encoded(stem), f"~{ending}"
    else:
        encoded, ending = _encoded(name), ""
    if len((encoded + ending).encode()) > LONGEST:
        ending = f"~{sha256(name.casefold().encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
        encoded = _cut(encoded, LONGEST - len(ending))
    return encoded + ending + SUFFIX


def is_same(annotator: str, other: str) -> bool:
    """Whether two names are one annotator: case is folded, as some file systems do, so that nobody's marks depend on where they lie."""
    return file_name(annotator).casefold() == file_name(other).casefold()


def _standing(folder: Path, name: str) -> Path:
    """The file in ``folder`` that has this name in whatever case, else the file with just this name, which is not there."""
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.name.casefold() == name.casefold():
                return path
    return folder / name


def _encoded(name: str) -> str:
    safe = "".join(char if char in "._-" or unicodedata.category(char)[0] in "LMN" else _percent(char) for char in name)
    if safe.startswith(".") or _RESERVED.fullmatch(safe.lower()):
        safe = _percent(safe[0]) + safe[1:]
    return re.sub(r"\.(?=broken-)", "%2E", safe, flags=re.IGNORECASE)  # what is kept aside is no annotator's


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogateescape" if "\udc80" <= char <= "\udcff" else "surrogatepass"))


def _cut(encoded: str, longest: int) -> str:
    """The beginning of an encoded name, ``longest`` bytes at most, that ends with a whole character."""
    parts = re.findall(r"(?:%[0-9A-F]{2})+|[^%]", encoded)
    kept = ""
    for part in parts:
        if len((kept + part).encode()) > longest:
            break
        kept += part
    return kept


def _away(root: Path) -> Path:
    """The folder of the user's data directory for ``root``, with a readable name; two folders never share one."""
    from platformdirs import user_data_path

    real = os.path.realpath(root)
    readable = re.sub(r"[^\w-]+", "-", Path(real).name)[:40]
    mark = sha256(real.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_data_path("reader", appauthor=False) / "folders" / f"{mark}-{readable}"


def _exists(path: Path) -> bool:
    """Whether there is something at ``path``, as far as the user may look."""
    try:
        path.stat()
    except OSError:
        return False
    return True


def _is_open(root: Path, beside: Path, is_writable: Callable[[Path], bool]) -> bool:
    """Whether the database can be made or replaced beside the articles, with all that this takes."""
    folder = beside.parent
    if not _exists(folder):
        return is_writable(root)
    return is_writable(folder) and (not _exists(beside) or is_writable(beside))
