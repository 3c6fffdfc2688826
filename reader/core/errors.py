"""What can go wrong outside the program, as exceptions whose message says what, where and what to do next."""

from __future__ import annotations


class ReaderError(Exception):
    """Something the reader can act on. ``str(error)`` is one sentence or two, fit to be shown as it is."""


class SourceError(ReaderError):
    """A file or folder cannot be read as a document."""


class StoreError(ReaderError):
    """Annotations cannot be loaded or kept."""


class ConfigError(ReaderError):
    """A configuration or scheme file holds a mistake; the message names file and line."""


class ExportError(ReaderError):
    """An export cannot be written."""
