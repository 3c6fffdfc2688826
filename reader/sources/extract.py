"""From a parsed page to the passages of its article."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from reader.sources.densest import find_article
from reader.sources.passages import passages
from reader.sources.pieces import Passage

NO_EXTRACTOR = (
    "The article was found by a plain method, so menus may be among its text, or parts missing. "
    "Install claim-reader[html] for a better one."
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """The passages of an article, and sentences about how they were found."""

    passages: list[Passage]
    problems: tuple[str, ...] = ()


def extract(tree: HtmlElement) -> Extraction:
    """The article of ``tree``, which stays as it is: as trafilatura finds it; plainly, when that is not there, fails or finds nothing."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        return Extraction(_plainly(tree), (NO_EXTRACTOR,))
    try:
        # Not with links or formatting: asked for these it takes more of the page's furniture for the article.
        found = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # a library's, on pages that its authors have not seen
        problem = f"The article was found by a plain method, because the better one failed ({type(error).__name__})."
        return Extraction(_plainly(tree), (problem,))
    body = getattr(found, "body", None)
    article = passages(body) if isinstance(body, etree._Element) else []
    return Extraction(article or _plainly(tree))


def _plainly(tree: HtmlElement) -> list[Passage]:
    return passages(find_article(deepcopy(tree)))
