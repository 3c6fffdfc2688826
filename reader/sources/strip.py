"""The text of a page without parsing it: tags taken out, in time that grows with its length alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|"
    "hr|html|legend|li|main|menu|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_MARKUP = re.compile(rf"<(?:(?P<comment>!--)|(?P<raw>script|style|svg)\b|(?P<block>/?(?:{_BLOCKS})\b)|/?[a-z]|[!?])", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,500}>([^<]{0,1000})", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_DECLARATIONS = re.compile(r"<!DOCTYPE[^>\[]{0,500}\[[^\]]*+\]\s*>", re.IGNORECASE)
_INLINED = re.compile(r"data:[\w.+-]{1,40}/[^\"'\s)>]{1000,}")


def strip(markup: str) -> str:
    """What stands between the tags of ``markup``, character references resolved, a line per block, blank lines left out.

    Scripts, styles and drawings are no text, nor is what a comment holds; one that is never closed is as if it were not there.
    """
    text = unescape("".join(_pieces(markup)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def title_of(markup: str) -> str:
    """The words of the ``title`` element; empty when there is none near the beginning."""
    found = _TITLE.search(markup, 0, 100_000)
    return " ".join(unescape(found[1]).split()) if found else ""


def lightened(markup: str) -> str:
    """``markup`` without what no article is in: pictures and fonts as long ``data:`` URLs, declarations of entities."""
    if "data:" in markup:
        markup = _INLINED.sub("data:,", markup)
    return _DECLARATIONS.sub("", markup, count=1) if "<!ENTITY" in markup else markup


def _pieces(markup: str) -> Iterator[str]:
    at = 0
    unclosed: set[str] = set()  # what was sought in vain once is not sought again
    while found := _MARKUP.search(markup, at):
        yield markup[at : found.start()]
        if found["block"]:
            yield "\n"
        end = _end(markup, found, unclosed)
        at = found.end() if end is None else end
    yield markup[at:]


def _end(markup: str, found: re.Match[str], unclosed: set[str]) -> int | None:
    """Where the tag, comment or script that was found ends; ``None``: nowhere."""
    if found["comment"]:
        return _find(markup, "-->", found.end(), unclosed)
    if found["raw"]:
        end = _find(markup, f"</{found['raw'].lower()}", found.end(), unclosed)
        return len(markup) if end is None else end
    return _find(markup, ">", found.end(), unclosed)


_ENDS = {
    "-->": re.compile("-->"),
    # Quotes hold a ">" behind "=" only. Possessive, so that no text is looked at twice.
    ">": re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>"""),
    **{f"</{name}": re.compile(f"</{name}[^>]*+(?:>|$)", re.IGNORECASE) for name in ("script", "style", "svg")},
}


def _find(markup: str, ending: str, start: int, unclosed: set[str]) -> int | None:
    """The offset behind the next ``ending``, if there is one."""
    if ending in unclosed:
        return None
    found = _ENDS[ending].match(markup, start) if ending == ">" else _ENDS[ending].search(markup, start)
    if found is None:
        unclosed.add(ending)
    return found.end() if found else None
