"""The first screen of an article as a terminal takes it, made before the toolkit is there: importing that takes longest in a start.

What draws the article's rows later draws them here too, so that the first screen of the toolkit shows the same in their place. Nothing
here may import the toolkit, save the part of Rich that styles text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from reader.core.document import Document
from reader.core.state import unmarked
from reader.paint.layout import Place
from reader.ui.arrangement import article_place
from reader.ui.clean import cleaned, is_clean
from reader.ui.drawing import canvas_for, draw_page, thumb_of
from reader.ui.theme import Looks
from reader.ui.themes import THEMES

THEME = "textual-dark"
"""The toolkit's theme where none is set."""

_DECIDING = ("TEXTUAL", "NO_COLOR", "FORCE_COLOR", "TTY_", "COLUMNS", "LINES")
"""How variables begin that change what the toolkit draws, or with what: what they do is left to it."""


def first_words(
    document: Document, size: tuple[int, int], *, has_library: bool, theme: str | None, environ: Mapping[str, str]
) -> str | None:
    """What paints the page that ``document`` begins with, caret and all, on an empty screen of ``size`` (columns, rows).

    Where other panes will stand, there is their ground. ``theme`` ``None``: the toolkit's own choice. ``None`` when it is not certain what
    the toolkit will draw there: in a small terminal, a theme of the terminal's own colours, or with variables that it goes by.
    """
    place = article_place(*size, has_library=has_library)
    colors, system = THEMES.get(theme or THEME), _color_system(environ)
    if place is None or colors is None or "default" in colors or system is None or not document.blocks:
        return None
    if any(name.startswith(_DECIDING) for name in environ):
        return None
    looks = Looks(colors, ())
    canvas = canvas_for(unmarked(document), looks, place.width - 1, has_focus=True)
    top = Place(0, 0)
    page = draw_page(canvas, top, range(place.height), thumb_of(canvas.layout, top, place.height))
    columns, rows = size
    left, right = Segment(" " * place.x, looks.base), Segment(" " * (columns - place.x - place.width), looks.base)
    bar, ground = [Segment(" " * columns, looks.panel)], [Segment(" " * columns, looks.base)]
    screen = [bar, *([left, *row, right] for row in page), *[ground] * (rows - 2 - place.height), bar]
    return "".join(f"\x1b[{number};1H{_row(row, system)}" for number, row in enumerate(screen, 1))


def _row(segments: Sequence[Segment], system: ColorSystem) -> str:
    """The row in its styles; nothing in its text acts."""
    styled = [(text if is_clean(text) else cleaned(text), style or Style.null()) for text, style, _ in segments]
    return "".join(style.render(text, color_system=system) for text, style in styled)


def _color_system(environ: Mapping[str, str]) -> ColorSystem | None:
    """How many colours the terminal has, as Rich finds it out; ``None``: none."""
    term = environ.get("TERM", "").strip().lower()
    if term in ("dumb", "unknown"):
        return None
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return ColorSystem.TRUECOLOR
    return ColorSystem.EIGHT_BIT if term.rpartition("-")[2] in ("256color", "kitty") else ColorSystem.STANDARD
