"""One-line pictures of what a look-up in a text finds: ``The ⟦bri|dge⟧ fell`` asks at the ``d`` and expects ``bridge``."""

from __future__ import annotations

from collections.abc import Iterable

from reader.core.span import Span


def read(picture: str) -> tuple[str, int, Span | None]:
    """The text of a picture, the offset of its ``|``, and its bracketed span (``None``: nothing is expected)."""
    text, places = "", {}
    for character in picture:
        if character in "⟦⟧|":
            places[character] = len(text)
        else:
            text += character
    return text, places.get("|", 0), Span(places["⟦"], places["⟧"]) if "⟦" in places else None


def draw(text: str, spans: Iterable[Span]) -> str:
    """``text`` with every span in brackets."""
    picture, at = "", 0
    for span in spans:
        picture += f"{text[at : span.start]}⟦{span.of(text)}⟧"
        at = span.end
    return picture + text[at:]


def whole(text: str) -> Span:
    return Span(0, len(text))
