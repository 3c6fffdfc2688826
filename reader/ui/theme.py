"""The one place that gives names their looks. Meaning never rests on colour alone: every sort of mark has an attribute of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.style import Style

from reader.core.scheme import Label
from reader.paint.runs import EDITED
from reader.ui.themes import Colors

GLYPHS = {"claim": "◆", "evidence": "◇", "note": "≡", "tag": "#", "suggestion.claim": "+", "suggestion.mention": "·"}
"""What stands in the margin of the row where a mark of this name starts, or a suggestion; the first that applies is shown."""

# Hues for entity types, in the scheme's order of the types; beyond the eighth they come round again.
_HUES_DARK = ("#7ec8ff", "#9be38f", "#ffb86c", "#ff92c2", "#c7a6ff", "#8be0d4", "#f1e27a", "#c9c9c9")
_HUES_LIGHT = ("#005fb8", "#1f7a1f", "#a84e00", "#b0006d", "#6b2fc9", "#00736b", "#7a6a00", "#4a4a4a")


class Looks:
    """The styles of all names in a theme's ``colors``. ``types`` and ``kinds`` are the scheme's entity types and claim kinds, in its order.

    Their colours and glyphs win over the theme's; colours are moved until they can be read.
    """

    def __init__(self, colors: Colors, types: Sequence[Label], kinds: Sequence[Label] = ()) -> None:
        self._background = Color.parse(colors.background)
        self._foreground = Color.parse(colors.foreground)
        self._primary = Color.parse(colors.primary)
        self._accent = Color.parse(colors.accent)
        self._error = Color.parse(colors.error)
        self._success = Color.parse(colors.success)
        self._warning = Color.parse(colors.warning)
        self.is_dark = colors.is_dark
        hues = _HUES_DARK if colors.is_dark else _HUES_LIGHT
        self._hues = {label.name: Color.parse(hues[index % len(hues)]) for index, label in enumerate(types)}
        own = {f"{sort}.{label.name}": label for sort, labels in (("claim", kinds), ("mention", types)) for label in labels}
        self._own = {name: Color.parse(label.color) for name, label in own.items() if label.color}
        self._signs = GLYPHS | {name: label.glyph for name, label in own.items() if label.glyph}
        self.kinds = frozenset(label.name for label in kinds if label.color or label.glyph)
        with_glyphs = (f"mention.{label.name}" for label in types if label.glyph)
        self._margin = (*(f"claim.{label.name}" for label in kinds if label.name in self.kinds), *GLYPHS, *with_glyphs)
        self.style = lru_cache(maxsize=4096)(self._style)

    @cached_property
    def base(self) -> Style:
        """Plain text on the article's ground."""
        return Style(color=self._foreground, bgcolor=self._background)

    @cached_property
    def quiet(self) -> Style:
        """Text that steps back."""
        return self.base + Style(color=_blend(self._background, self._foreground, 0.62))

    @cached_property
    def panel(self) -> Style:
        """The ground of the bars."""
        return self.base + Style(bgcolor=_blend(self._background, self._foreground, 0.10))

    @cached_property
    def quiet_panel(self) -> Style:
        """What steps back in the bars."""
        return self.panel + Style(color=_blend(self._background, self._foreground, 0.66))

    @cached_property
    def key(self) -> Style:
        """A key's name in the bars."""
        return self.panel + Style(color=self._readable(self._accent), bold=True)

    @cached_property
    def warning(self) -> Style:
        return self.panel + Style(color=self._readable(self._warning), bold=True)

    @cached_property
    def error(self) -> Style:
        return self.panel + Style(color=self._readable(self._error), bold=True)

    @cached_property
    def taken_out(self) -> Style:
        """Words that another version has not any more."""
        return self.base + Style(color=self._readable(self._error), strike=True)

    @cached_property
    def put_in(self) -> Style:
        """Words that another version had not."""
        return self.base + Style(color=self._readable(self._success), bold=True)

    @cached_property
    def frame(self) -> Style:
        """The frame of a post."""
        return self.base + Style(color=_blend(self._background, self._foreground, 0.45))

    @cached_property
    def focused_frame(self) -> Style:
        """The frame of the post that holds the caret."""
        return self.base + Style(color=self._readable(self._primary), bold=True)

    @cached_property
    def cursor_line(self) -> Style:
        """The chosen line of a list that has the focus."""
        return Style(bgcolor=_blend(self._background, self._primary, 0.40), bold=True)

    @cached_property
    def followed_line(self) -> Style:
        """The line of a list that the caret is at."""
        return Style(bgcolor=_blend(self._background, self._foreground, 0.14))

    def _style(self, names: frozenset[str]) -> Style:
        """The style of a run with these names: grounds mix, attributes add up, selection and caret lie on top."""
        ground, ink = self._background, self._foreground
        attributes: dict[str, bool] = {}
        if "link" in names:
            ink = self._readable(self._primary)
            attributes["underline"] = True
        if "attribution" in names or "markup" in names:
            ink = _blend(self._background, self._foreground, 0.62)
        if "heading" in names:
            attributes["bold"] = True
        if "note" in names:
            ground = _blend(ground, self._accent, 0.16)
            attributes["italic"] = True
        if "tag" in names:
            attributes["underline2"] = True
        if "evidence" in names:
            ground = _blend(ground, self._primary, 0.20)
            attributes["italic"] = True
        if "claim" in names:
            kind = next((name for name in sorted(names) if name.startswith("claim.")), "claim")
            ground = _blend(ground, self._own.get(kind, self._warning), 0.17 if self.is_dark else 0.24)
            attributes["underline"] = True
        mention = next((name for name in sorted(names) if name.startswith("mention")), None)
        if mention is not None:
            ink = self._hues.get(mention.partition(".")[2], self._readable(self._accent))
            attributes["bold"] = "heading" not in names  # among bold letters, those that are not stand out
        suggested = [name for name in names if name.startswith("suggestion.")]
        if suggested:
            attributes["dim"] = attributes["italic"] = True
        named = next((name for name in sorted(suggested) if name.startswith("suggestion.mention")), None)
        if named is not None and mention is None:
            ink = self._hues.get(named.removeprefix("suggestion.mention").removeprefix("."), self._readable(self._accent))
            attributes["underline"] = True
        if "unsure" in names or "suggested" in names:
            attributes["dim"] = True
        if EDITED in names:
            attributes["overline"] = True
        if "current" in names:
            ground = _blend(ground, self._primary, 0.35)
        if "found" in names:
            ground = _blend(ground, self._warning, 0.45)
        if "selection" in names:
            ground = _blend(ground, self._primary, 0.55)
        if mention in self._own:
            ink = self._readable(self._own[mention], ground)
        style = Style(color=ink, bgcolor=ground, **attributes)  # type: ignore[arg-type]  # attributes are booleans only
        return style + Style(reverse=True) if "caret" in names else style

    def glyph(self, name: str) -> Style:
        """The style of a margin glyph or a list's mark for ``name``."""
        if name in self._own:
            return self.base + Style(color=self._readable(self._own[name]), bold=True)
        if name.startswith("suggestion."):
            return self.glyph(name.removeprefix("suggestion.")) + Style(bold=False, italic=True, dim=True)
        if name.startswith("mention"):
            return self.base + Style(color=self._hues.get(name.partition(".")[2], self._readable(self._accent)), bold=True)
        hue = {"claim": self._warning, "evidence": self._primary, "orphan": self._error}.get(name.partition(".")[0], self._accent)
        return self.base + Style(color=self._readable(hue), bold=True)

    def sign(self, name: str) -> str:
        """What stands in the margin, and before a line, for ``name``: the scheme's glyph, else that of its sort; empty: nothing."""
        return self._signs.get(name) or self._signs.get(name.partition(".")[0], "")

    def first_sign(self, names: Collection[str]) -> str | None:
        """Whose sign the margin shows where all these start: a claim’s, then as ``GLYPHS`` has them, then an entity’s."""
        return next((name for name in self._margin if name in names), None)

    def _readable(self, color: Color, ground: Color | None = None) -> Color:
        """``color`` moved towards the ink until it stands out from the ground (WCAG 2.1 contrast of 4.5); ``None``: the article's."""
        for step in range(11):
            candidate = _blend(color, self._foreground, step / 10)
            if _contrast(candidate, ground or self._background) >= 4.5:
                return candidate
        return self._foreground


def _blend(color: Color, other: Color, share: float) -> Color:
    """``color`` with a ``share`` of the other, from 0 to 1. A colour that only the terminal knows cannot be mixed, and is taken whole."""
    if other.triplet is None:
        return other
    if share <= 0:
        return color
    pairs = zip(_levels(color), _levels(other), strict=True)
    return Color.from_triplet(ColorTriplet(*(int(one + (two - one) * share) for one, two in pairs)))


def _levels(color: Color) -> tuple[int, int, int]:
    """Red, green and blue, up to 255; black for a colour that only the terminal knows."""
    return color.triplet or (0, 0, 0)


def _contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    """Relative luminance, WCAG 2.1."""
    values = (level / 255 for level in _levels(color))
    channels = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
