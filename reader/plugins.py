"""Parts that are found by name: those of the package, and those that other packages offer as entry points."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from reader.formats.contract import Exporter
    from reader.suggest.contract import Suggester

EXPORTERS = "reader.exporters"
SUGGESTERS = "reader.suggesters"

# In the notation of entry points, but known without the time that it takes to read what is installed.
_BUILT_IN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        EXPORTERS: {"json": "reader.formats.json_export:EXPORTER"},
        SUGGESTERS: {"claims": "reader.suggest.claims:CLAIMS", "names": "reader.suggest.names:SUGGESTER"},
    }
)


class PluginError(ReaderError):
    """A part of this name is not there, or cannot be loaded."""


def names(group: str) -> list[str]:
    """The names in ``group``, sorted. Imports nothing of what they name."""
    return sorted({*_BUILT_IN.get(group, {}), *(point.name for point in _installed(group))})


def load(group: str, name: str) -> object:
    """What ``name`` in ``group`` leads to; a name of the package's own wins. ``PluginError`` says what failed, and whose it is."""
    if built_in := _BUILT_IN.get(group, {}).get(name):
        from importlib import import_module

        module, attribute = built_in.split(":")
        part: object = getattr(import_module(module), attribute)
        return part
    point = next((point for point in _installed(group) if point.name == name), None)
    if point is None:
        raise PluginError(f"There is no “{name}” among {group}; there are {', '.join(names(group))}.")
    try:
        return point.load()
    except Exception as error:  # another's code runs here and may raise anything
        raise PluginError(f"{_source(point, name)} cannot be loaded ({type(error).__name__}: {error}). Update or remove it.") from error


def exporter(name: str) -> Exporter:
    """The export format ``name``. ``PluginError`` when it is not there, cannot be loaded, or is no exporter."""
    found = load(EXPORTERS, name)
    if not callable(getattr(found, "write", None)):
        raise PluginError(f"The export format “{name}” has no “write”, so it is none. Remove the package that brings it.")
    return found  # type: ignore[return-value]  # the check above is all that can be asked of another's object


def suggester(name: str) -> Suggester:
    """The suggester ``name``. ``PluginError`` when it is not there, cannot be loaded, or is no suggester."""
    found = load(SUGGESTERS, name)
    if not callable(getattr(found, "suggest", None)):
        raise PluginError(f"The suggester “{name}” has no “suggest”, so it is none. Remove the package that brings it.")
    if not isinstance(getattr(found, "name", None), str) or not isinstance(getattr(found, "title", None), str):
        raise PluginError(f"The suggester “{name}” does not say its name and title, so it is none. Remove the package that brings it.")
    return found  # type: ignore[return-value]  # the check above is all that can be asked of another's object


def suggesters() -> tuple[list[Suggester], list[str]]:
    """All suggesters that can be used, by name, and a sentence about each that cannot. Imports them all."""
    usable: list[Suggester] = []
    problems: list[str] = []
    for name in names(SUGGESTERS):
        try:
            usable.append(suggester(name))
        except PluginError as error:
            problems.append(str(error))
    return usable, problems


def _installed(group: str) -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points

    return tuple(entry_points(group=group))


def _source(point: EntryPoint, name: str) -> str:
    package = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    return f"“{name}” of the package {package}"
