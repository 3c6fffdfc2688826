"""Keys as people write them, turned into the names that the toolkit gives them."""

from __future__ import annotations

# Where the toolkit's names of keys are shorter than Unicode's.
_KEY_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}


_NAMED_KEYS = frozenset(
    {
        *("enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
        *("up", "down", "left", "right"),
        *(f"f{number}" for number in range(1, 25)),
    }
)
_WRITTEN = {"esc": "escape", "del": "delete", "ins": "insert", "pgup": "pageup", "pgdn": "pagedown", "return": "enter"}

# The toolkit's names of the signs on a keyboard, which may be given by name too.
_SIGNS = frozenset(
    {
        "exclamation_mark",
        "quotation_mark",
        "number_sign",
        "dollar_sign",
        "percent_sign",
        "ampersand",
        "apostrophe",
        "left_parenthesis",
        "right_parenthesis",
        "asterisk",
        "plus",
        "comma",
        "minus",
        "full_stop",
        "slash",
        "colon",
        "semicolon",
        "less_than_sign",
        "equals_sign",
        "greater_than_sign",
        "question_mark",
        "at",
        "left_square_bracket",
        "backslash",
        "right_square_bracket",
        "circumflex_accent",
        "underscore",
        "grave_accent",
        "left_curly_bracket",
        "vertical_line",
        "right_curly_bracket",
        "tilde",
    }
)


def key_name(key: str) -> str | None:
    """The toolkit's name of a key, given as one character or as people write keys; ``None`` when there is no such key.

    ``?`` is ``question_mark``, ``Ctrl+R`` is ``ctrl+r``, ``PgDn`` is ``pagedown``.
    """
    *modifiers, last = key.split("+") if len(key) > 1 and not key.endswith("+") else [*key[:-1].rstrip("+").split("+"), key[-1]]
    modifiers = [modifier.strip().lower() for modifier in modifiers if modifier]
    if not {*modifiers} <= {"ctrl", "shift", "alt"} or len({*modifiers}) != len(modifiers):
        return None
    named = _last_name(last if len(last) == 1 else last.strip().lower())
    if named is None or (modifiers and "ctrl" in modifiers and len(named) == 1 and not named.isascii()):
        return None
    if "shift" in modifiers and len(named) == 1:  # a terminal sends the capital
        return named.upper() if modifiers == ["shift"] else None
    if modifiers and len(named) == 1:
        named = named.lower()
    return "+".join([*(modifier for modifier in ("alt", "ctrl", "shift") if modifier in modifiers), named])


def _last_name(key: str) -> str | None:
    if len(key) > 1:
        key = _WRITTEN.get(key, key)
        return key if key in _NAMED_KEYS or key in _SIGNS else None
    if key.isalnum():
        return key
    if key == " ":
        return "space"
    from unicodedata import name

    spelled = name(key, "").lower().replace("-", "_").replace(" ", "_")
    return _KEY_NAMES.get(spelled, spelled) or None
