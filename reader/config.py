"""What the user has set: the annotator's name, theme, keys and label set, from a TOML file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from reader.core.errors import ConfigError
from reader.core.scheme import Scheme
from reader.core.scheme_table import Mistake, read_scheme, scheme_from
from reader.key_names import key_name

Commands = Mapping[str, tuple[str, ...]]
"""The names of all commands with the keys that they have by default."""

SCHEMES = {"default": "scheme.toml", "conll4": "schemes/conll4.toml", "ontonotes18": "schemes/ontonotes18.toml"}
"""The schemes that ship, by the names under which a configuration asks for them, with their files in the package."""

LARGEST = 1 << 17
"""Bytes that a configuration or a scheme may have."""

LONG_KEY = r"""(?<![\w"'.-])(?:(?:[\w-]++|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){64}"""
"""A key of more parts than anybody writes. What a parser does with those grows with their square."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the program goes by. ``theme`` ``None``: the screen's own choice. ``keymap`` holds only the commands whose keys were set."""

    annotator: str
    theme: str | None
    keymap: Commands
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration file itself says; ``None`` where it is silent. ``scheme`` is the file that it names, or one of ``SCHEMES``."""

    annotator: str | None = None
    theme: str | None = None
    keymap: Commands = field(default_factory=dict)
    scheme: Path | str | None = None


def config_path(environ: Mapping[str, str]) -> Path | None:
    """The configuration file: ``READER_CONFIG`` (there or not), else the one in the user's folder; ``None`` when there is none."""
    if named := environ.get("READER_CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    usual = user_config_path("reader", appauthor=False) / "config.toml"
    return usual if usual.is_file() else None


def load_config(
    path: Path | None,
    *,
    environ: Mapping[str, str],
    themes: Collection[str] | None,
    commands: Commands | None,
    annotator: str | None = None,
) -> Config:
    """The configuration in the file ``path`` (``None``: there is none), with the default label set where it names no other.

    ``themes`` and ``commands`` are what may be named there; ``None`` leaves that unchecked. ``annotator`` is the command line's.
    Raises ``ConfigError``.
    """
    settings = load_settings(path, themes=themes, commands=commands)
    return Config(annotator_name(annotator, environ, settings), settings.theme, settings.keymap, load_scheme(settings.scheme))


def load_settings(path: Path | None, *, themes: Collection[str] | None = None, commands: Commands | None = None) -> Settings:
    """What the file ``path`` says. ``ConfigError`` names the file, the line and what to do there."""
    if path is None:
        return Settings()
    toml = _Toml.read(path, "Create the file, or unset READER_CONFIG.")
    for key in toml.table:
        if key not in ("annotator", "theme", "scheme", "keymap"):
            raise toml.mistake((key,), f"“{key}” is no setting; there are annotator, theme, scheme and [keymap].")
    theme = toml.text("theme")
    if theme is not None and themes is not None and theme not in themes:
        raise toml.mistake(("theme",), f"there is no theme “{theme}”; there are {', '.join(sorted(themes))}.")
    return Settings(toml.text("annotator"), theme, _keymap(toml, commands), _scheme(toml.text("scheme"), path.parent))


def load_scheme(named: Path | str | None) -> Scheme:
    """The label set in a file, or the one of ``SCHEMES`` with this name; ``None``: the default.

    ``ConfigError`` names the file, the line and what to do there.
    """
    if not isinstance(named, Path):
        return _shipped(named or "default")
    toml = _Toml.read(named, "Create the file, or correct “scheme” in the configuration.")
    scheme, mistakes = read_scheme(toml.table, _known)
    if mistakes:
        raise toml.mistake(mistakes[0].path, mistakes[0].what)
    return scheme


def check_scheme(path: Path) -> tuple[Scheme | None, tuple[str, ...]]:
    """The label set in the file ``path``, and a sentence with file and line for every mistake in it; ``None`` when it is no TOML.

    Labels that it says to be the same as those of a scheme that ships are looked for there. ``ConfigError`` when it cannot be read.
    """
    try:
        toml = _Toml.read(path, "Check the name.")
    except TomlError as mistake:
        return None, (str(mistake),)
    scheme, mistakes = read_scheme(toml.table, _known)
    return scheme, toml.sentences([*mistakes, *_strays(toml.table, scheme)])


def scheme_text(name: str) -> str:
    """The TOML of a scheme that ships. ``ConfigError`` when there is none of this name."""
    from importlib.resources import files

    if name not in SCHEMES:
        raise ConfigError(f"there is no scheme “{name}”; there are {', '.join(SCHEMES)}.")
    return files("reader").joinpath(SCHEMES[name]).read_text("utf-8")


def _shipped(name: str) -> Scheme:
    import tomllib

    return scheme_from(tomllib.loads(scheme_text(name)), SCHEMES[name], _known)


def _known(name: str) -> Scheme | None:
    return _shipped(name) if name in SCHEMES else None


def _scheme(named: str | None, folder: Path) -> Path | str | None:
    """What a configuration in ``folder`` names as its scheme: one that ships, else a file."""
    return named if named is None or named in SCHEMES else folder / Path(named).expanduser()


def _strays(table: Mapping[str, object], scheme: Scheme) -> list[Mistake]:
    """The labels that entity types are said to be the same as, and that are not in the schemes that ship."""
    if "entity_types" not in table:
        return []
    found = []
    for number, label in enumerate(scheme.entity_types):
        for name, there in label.same_as:
            known = _known(name)
            if known is not None and known.entity_type(there) is None:
                types = ", ".join(other.name for other in known.entity_types)
                what = f"the scheme “{name}” has no entity type “{there}”; it has {types}."
                found.append(Mistake(("entity_types", number, "same_as", name), what))
    return found


def annotator_name(option: str | None, environ: Mapping[str, str], settings: Settings) -> str:
    """Who annotates: the first that is given of ``--annotator``, ``READER_ANNOTATOR``, the configuration, the login name, ``reader``."""
    for given in (option, environ.get("READER_ANNOTATOR"), settings.annotator):
        if given and given.strip():
            return given.strip()
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # what getuser raises without a login name differs by system and version
        return "reader"


def _keymap(toml: _Toml, commands: Commands | None) -> Commands:
    table = toml.table.get("keymap", {})
    if not isinstance(table, dict):
        raise toml.mistake(("keymap",), 'write [keymap] on a line of its own and below it lines like: mark_claim = ["c"].')
    keymap: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for command, value in table.items():
        if commands is not None and command not in commands:
            raise toml.mistake(("keymap", command), f"there is no command “{command}”{_nearest(command, commands)}")
        keymap[command] = _keys(toml, command, value)
        for key in keymap[command]:
            if key in owners:
                raise toml.mistake(("keymap", command), f"the key “{key}” is bound to “{owners[key]}” already; bind it once.")
            owners[key] = command
    for command, keys in (commands or {}).items():
        for key in keys:
            if command not in keymap and key in owners:
                what = f"the key “{key}” belongs to “{command}”; give that other keys here too, or none: {command} = []."
                raise toml.mistake(("keymap", owners[key]), what)
    return MappingProxyType(keymap)


def _keys(toml: _Toml, command: str, value: object) -> tuple[str, ...]:
    keys = [value] if isinstance(value, str) else value
    if not isinstance(keys, list) or not all(isinstance(key, str) and key for key in keys):
        raise toml.mistake(("keymap", command), f"give the keys of “{command}” as text in quotes, several in brackets.")
    names = []
    for key in keys:
        named = key_name(key)
        if named is None:
            raise toml.mistake(
                ("keymap", command), f"there is no key “{key}”; keys are written like c, C, ?, f5, ctrl+r, shift+left, pageup."
            )
        names.append(named)
    return tuple(names)


def _nearest(name: str, names: Collection[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, names, 1)
    return f"; is it “{near[0]}”?" if near else "; ? in the program lists them all."


class TomlError(ConfigError):
    """A file is not what TOML may be; the message names its line."""


@dataclass(frozen=True, slots=True)
class _Toml:
    """A parsed TOML file and its text, in which the line of a mistake is looked up."""

    path: Path
    source: str
    table: Mapping[str, object]

    @classmethod
    def read(cls, path: Path, when_missing: str) -> _Toml:
        import tomllib

        source = ""
        try:
            source = _contents(path).decode("utf-8-sig")
            _refuse_long_keys(path, source)
            return cls(path, source, tomllib.loads(source))
        except FileNotFoundError:
            raise ConfigError(f"{path}: there is no such file. {when_missing}") from None
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read ({error.strerror}). Check its permissions.") from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise TomlError(f"{path}, line {line}: is not UTF-8. Save the file as UTF-8.") from None
        except RecursionError:
            raise TomlError(f"{path}, line 1: brackets stand too deep within brackets. Take some of them away.") from None
        except tomllib.TOMLDecodeError as error:
            raise TomlError(_syntax(path, source, str(error))) from None
        except ValueError:  # of the interpreter, which takes no number of more than some thousand digits
            raise TomlError(f"{path}, line 1: a number in it has too many digits. Take it out.") from None

    def text(self, key: str) -> str | None:
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.mistake((key,), f"“{key}” must be text in quotes, not empty.")
        return value

    def mistake(self, path: tuple[str | int, ...], what: str) -> ConfigError:
        from reader.toml_lines import line_of

        return ConfigError(f"{self.path}, line {line_of(self.source, path)}: {what}")

    def sentences(self, mistakes: Iterable[Mistake]) -> tuple[str, ...]:
        """Each of the ``mistakes`` with file and line, in the order of the lines."""
        from reader.toml_lines import nearest_line, written_lines

        lines = written_lines(self.source)
        placed = sorted((nearest_line(lines, mistake.path), number, mistake.what) for number, mistake in enumerate(mistakes))
        return tuple(f"{self.path}, line {line}: {what}" for line, _, what in placed)


def _contents(path: Path) -> bytes:
    """The bytes of a file. ``ConfigError`` when it is too large, or none."""
    if path.is_fifo():  # nobody may ever write into it
        raise ConfigError(f"{path}: is a pipe. Give a file with TOML in it.")
    with path.open("rb") as file:
        contents = file.read(LARGEST + 1)
    if len(contents) > LARGEST:
        raise ConfigError(f"{path}: is larger than {LARGEST >> 10} KB, more than anybody chooses from. Make it smaller.")
    return contents


def _refuse_long_keys(path: Path, source: str) -> None:
    import re

    if source.count(".") >= 64 and (found := re.search(LONG_KEY, source)):
        line = source.count("\n", 0, found.start()) + 1
        raise TomlError(f"{path}, line {line}: a key has more than 64 parts. Take some dots away.")


def _syntax(path: Path, source: str, message: str) -> str:
    """The parser's ``message``, which ends in “(at line 2, column 3)” or “(at end of document)”, with the file and line first."""
    import re

    found = re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", message, re.DOTALL)
    what, line = (found[1], found[2]) if found else (message, source.rstrip().count("\n") + 1)
    return f"{path}, line {line}: this is not TOML: {what}. Correct the line."
