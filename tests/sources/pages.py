"""Invented web pages."""

from __future__ import annotations

SENTENCES = (
    "The old bridge over the river Wend was closed on Monday, after an inspector had found cracks in two of its pillars, the town said.",
    "Nobody knows when it is going to be opened again, because engineers from the county have to look at every stone of it first.",
    "Until then, buses go the long way round through Upper Wending, which takes a good twenty minutes more than it used to take.",
    "The mayor, who lives on the other bank, asked everybody to be patient, and promised a ferry for the children by next Thursday.",
    "The last time that the bridge was closed for so long was in the winter of 1963, when ice had carried away one of the arches.",
)

FURNITURE_ABOVE = """
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
"""
FURNITURE_BELOW = """
<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/1">Ten cheeses</a></li><li><a href="/2">Storm to come</a></li></ul></aside>
<footer><p>© The Wending Courier. <a href="/imprint">Imprint</a> · <a href="/privacy">Privacy</a></p></footer>
"""


def tweet(number: int, words: str = "Not again! #bridge") -> str:
    """A post on X as its oEmbed has it."""
    return (
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{words} ({number})</p>&mdash; Ann Other (@ann_other) '
        f'<a href="https://twitter.com/ann_other/status/10000000000000000{number:02}">May 28, 2024</a></blockquote>\n'
        '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
    )


def paragraphs(*sentences: str) -> str:
    return "\n".join(f"<p>{sentence}</p>" for sentence in sentences)


def page(article: str = "", *, head: str = "", above: str = FURNITURE_ABOVE, below: str = FURNITURE_BELOW) -> str:
    """A page with ``article`` in it, five sentences without one."""
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>Bridge closed – The Wending Courier</title>{head}</head>\n'
        f"<body>{above}<article>{article or paragraphs(*SENTENCES)}</article>{below}</body></html>\n"
    )
