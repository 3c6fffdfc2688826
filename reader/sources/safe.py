"""From a path to text: opening only what is an ordinary file, and decoding whatever bytes it holds."""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from reader.core.errors import SourceError

LIMIT = 256 * 1024 * 1024
"""The most bytes a source may have."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with its newlines folded to ``\\n``, the Python codec that gave it, and sentences about what was lost."""

    text: str
    encoding: str
    problems: tuple[str, ...] = ()


_SURROGATE = re.compile("[\ud800-\udfff]")


def shown(path: Path | str) -> str:
    """A path fit for a message: what cannot be encoded or printed becomes U+FFFD."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in str(path))


def encodable(name: str) -> str:
    """A file name or text that UTF-8 can hold: each lone surrogate becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", name)


def read_bytes(path: Path, limit: int = LIMIT, *, only: int | None = None) -> bytes:
    """All bytes of an ordinary file, reached through links or not; at most the first ``only``.

    Raises ``SourceError`` for everything else: nothing there, no permission, a folder, a pipe, a device or a socket (none of which is
    opened), more than ``limit`` bytes. Never blocks.
    """
    try:
        _refuse_unless_file(path, path.stat())
        with os.fdopen(_open_at_once(path), "rb") as file:  # between the two looks the path may have become something else
            status = os.fstat(file.fileno())
            _refuse_unless_file(path, status)
            content = file.read(limit + 1 if only is None else only) if status.st_size <= limit else b""
    except (OSError, ValueError) as error:
        raise SourceError(_sentence(path, error)) from error
    if status.st_size > limit or len(content) > limit:
        size = max(status.st_size, len(content))
        raise SourceError(f"{shown(path)} is too large: {size:,} bytes, and at most {limit:,} can be read. Split it into smaller files.")
    return content


def decode(content: bytes, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """The text that ``content`` holds: in ``encoding`` when the reader named one, else by byte order mark, else as UTF-8.

    What is not even UTF-8 with a few broken bytes, which become U+FFFD, is in the encoding that it has ``declared``, when that fits, else
    in one that is guessed. Raises ``SourceError``, without a path, when it is no text or ``encoding`` is not known. Time grows with
    the length alone: only a sample is guessed from.
    """
    text, name, problems = _decode_as(content, codec(encoding)) if encoding else _decode(content, declared)
    if encoding:
        text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise SourceError("It is not a text file: it holds NUL bytes. Open a text file, or convert this one to text in UTF-8 first.")
    text = encodable(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, name, problems)


def codec(name: str) -> str:
    """Python's name of the text encoding ``name``. Raises ``SourceError`` when there is none."""
    found = _known(name)
    if found is None:
        raise SourceError(f"“{shown(name)}” is no encoding that is known. Name one such as utf-8, windows-1252, shift_jis or koi8-r.")
    return found


def _refuse_unless_file(path: Path, status: os.stat_result) -> None:
    kinds = {
        stat.S_IFDIR: "a folder; open it as one, or name a file in it",
        stat.S_IFIFO: "a pipe, not a file; save what it carries to a file first",
        stat.S_IFSOCK: "a socket, not a file; name an ordinary file",
        stat.S_IFCHR: "a device, not a file; name an ordinary file",
        stat.S_IFBLK: "a device, not a file; name an ordinary file",
    }
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{shown(path)} is {kinds.get(stat.S_IFMT(status.st_mode), 'no ordinary file; name one')}.")


def _open_at_once(path: Path) -> int:
    return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0))


def _sentence(path: Path, error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return f"{shown(path)} does not exist. Check the spelling, or open the folder that should hold it."
        case PermissionError():
            return f"{shown(path)} may not be read by you. Change its permissions, or copy it to where you may read it."
        case OSError():
            return f"{shown(path)} cannot be read: {(error.strerror or str(error)).lower()}. Check the disk or the link, then try again."
        case _:  # a NUL in the path
            return f"{shown(path)} is no path that a file can have. Check the spelling."


# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_MISLEADING = {"utf-8", "utf-8-sig", "utf-7", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"}
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r\f\x08\x1b"})
_ASCII = bytes(range(128))
_MOST_CONTROLS = 0.02  # share of control bytes from which a file is no text
_BROKEN = 0.1  # share of the bytes outside ASCII that may be broken in what is still UTF-8
_SAMPLE = 32 * 1024  # bytes; charset-normalizer takes about a second for every few hundred KB
_CONVERT = "Convert the file to UTF-8 if letters look wrong."


# Browsers read these labels as a larger encoding than they name (https://encoding.spec.whatwg.org/#names-and-labels).
_AS_BROWSERS_DO = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip


_NO_ENCODINGS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
"""Codecs of Python's that turn bytes into text, though no file is in them."""


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
        b"text".decode(name, "replace")  # refuses codecs that give bytes
    except (LookupError, ValueError):  # ValueError: a NUL, a surrogate, or no text
        return None
    return None if found in _NO_ENCODINGS else found


def _decode(content: bytes, declared: str | None) -> tuple[str, str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_as(content, encoding)
    if b"\0" in content or len(content) - len(content.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(content):
        raise SourceError("It is not a text file: it holds binary data. Open a text file, or convert this one to text in UTF-8 first.")
    named = _known(declared) if declared else None
    named = _AS_BROWSERS_DO.get(named, named) if named else None
    if named and named.startswith("iso2022") and content.isascii():
        return _decode_as(content, named)  # seven-bit, hence valid UTF-8 as well
    try:
        return content.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass  # expected of every older encoding: the next steps are for it
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    beyond_ascii = len(content.translate(None, _ASCII))
    if broken <= _BROKEN * beyond_ascii:
        return text, "utf-8", (_loss(broken, "UTF-8"),)
    if named and named not in _MISLEADING:
        text, encoding, problems = _decode_as(content, named)
        if text.count("\ufffd") <= _BROKEN * beyond_ascii:
            return text, encoding, problems
    return _guess(content)


def _decode_as(content: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    """``content`` in an encoding that it names itself or that was guessed; what does not fit is replaced and told."""
    try:
        return content.decode(encoding), encoding, ()
    except UnicodeError:
        text = content.decode(encoding, "replace")
        return text, encoding, (_loss(text.count("\ufffd"), encoding.upper()),)


def _guess(content: bytes) -> tuple[str, str, tuple[str, ...]]:
    from charset_normalizer import from_bytes  # large, and seldom needed

    found = from_bytes(_sample(content), cp_exclusion=["utf_7"]).best()
    if found is None:
        text, encoding, problems = _decode_as(content, "cp1252")
        return text, encoding, (f"The encoding is not known; Windows-1252 was assumed. {_CONVERT}", *problems)
    # Western Europe's encoding, wherever it reads the sample just like the one that was found.
    name = "cp1252" if "cp1252" in found.could_be_from_charset else found.encoding
    text, encoding, problems = _decode_as(content, codecs.lookup(name).name)
    return text, encoding, (f"The encoding was guessed: {encoding}. {_CONVERT}", *problems)


def _sample(content: bytes) -> bytes:
    """A piece from a little before the first byte outside ASCII, cut where lines end if they do."""
    first = re.search(rb"[\x80-\xff]", content)
    start = max(0, first.start() - 512) if first else 0
    start = content.rfind(b"\n", start, first.start() if first else start) + 1 or start
    end = min(len(content), start + _SAMPLE)
    return content[start : max(content.rfind(b"\n", start, end) + 1, end if end == len(content) else 0) or end]


def _loss(count: int, encoding: str) -> str:
    places = "one place" if count == 1 else f"{count:,} places"
    return f"The file is not quite valid {encoding}: {places} could not be read, shown as U+FFFD (\ufffd)."
