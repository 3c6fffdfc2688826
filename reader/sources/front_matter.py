"""What a Markdown file says of itself above its text: the simple values of YAML or TOML front matter."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

_LONGEST = 64 * 1024  # code points of front matter that is read
_OPENING = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\n")
_CLOSING = {"---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE), "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)}
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w.-]{0,60})[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)$")
_INNER = re.compile(r"[ \t]*(?:-[ \t]+)?(?P<key>[A-Za-z_]\w{0,60})[ \t]*:[ \t]+(?P<value>.*)$")
_COMMENT = re.compile(r"[ \t]+#.*$")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
_ESCAPE = re.compile(r'\\([nt"\\/])')


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``end`` is where the text begins (0: there is no front matter). ``values`` are those of the keys, in small letters, each as text.

    Of a list each item is a value; of what is deeper, that which is under ``name`` or ``title`` is one of the key above.
    """

    end: int = 0
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, *keys: str) -> str | None:
        """The first value of the first of ``keys`` that has one."""
        return next((value for key in keys for value in self.values.get(key, ()) if value), None)


def read_front_matter(text: str) -> FrontMatter:
    """The front matter that opens ``text``. What is not simple in it is passed over; what never ends is none."""
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter()
    closing = _CLOSING[opening[1]].search(text, opening.end(), opening.end() + _LONGEST)
    if closing is None:
        return FrontMatter()
    inside = text[opening.end() : closing.start()]
    if opening[1] == "---" and inside.strip() and not any(map(_KEY.match, inside.split("\n"))):
        return FrontMatter()  # a line drawn above the text, and another
    return FrontMatter(closing.end(), _toml(inside) if opening[1] == "+++" else _yaml(inside))


def _toml(inside: str) -> dict[str, tuple[str, ...]]:
    try:
        table = tomllib.loads(inside)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return {key.lower(): tuple(_words(value)) for key, value in table.items()}


def _words(value: object) -> list[str]:
    """The texts in a value of TOML: itself, its items, the names in it."""
    if isinstance(value, list):
        return [word for item in value[:50] for word in _words(item)]
    if isinstance(value, dict):
        return [word for key in ("name", "title") if key in value for word in _words(value[key])]
    return [str(value)]


def _yaml(inside: str) -> dict[str, tuple[str, ...]]:
    """The subset that authors write: ``key: value``, lists in brackets or one item a line, names one level deeper."""
    values: dict[str, list[str]] = {}
    current: list[str] = []
    for line in inside.split("\n"):
        if found := _KEY.match(line):
            current = values.setdefault(found["key"].lower(), [])
            current += _scalars(found["value"] or "")
        elif (found := _INNER.match(line)) is not None:
            if found["key"].lower() in ("name", "title"):
                current += _scalars(found["value"])
        elif (found := _ITEM.match(line)) is not None:
            current += _scalars(found["value"])
    return {key: tuple(found) for key, found in values.items()}


def _scalars(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [word for item in value[1:-1].split(",")[:50] for word in _scalars(item)]
    if value[:1] in ("|", ">", "&", "*", "!", "{") and len(value) < 3:
        return []
    if len(value) > 1 and value[0] in "\"'" and (end := value.rfind(value[0])) > 0:
        quoted = value[1:end]
        return [_ESCAPE.sub(lambda escape: _ESCAPES[escape[1]], quoted) if value[0] == '"' else quoted.replace("''", "'")]
    value = _COMMENT.sub("", value)
    return [value] if value and value not in ("null", "~") else []
