"""Where the words at the caret, and the entities that they name, lead on the web."""

from __future__ import annotations

import re
from bisect import bisect_right

from reader.commands.targets import mention
from reader.core.annotation import Entity, Mention
from reader.core.document import Link
from reader.core.state import State

_ITEM = "https://www.wikidata.org/wiki/{}"
_WIKIDATA = re.compile(r"Q[1-9]\d*", re.ASCII)
_WEB = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)


def link_at_caret(state: State) -> Link | None:
    """The link whose words the caret stands on."""
    links = state.document.links
    at = bisect_right(links, state.caret, key=lambda link: link.span.start) - 1
    return links[at] if at >= 0 and links[at].span.contains(state.caret) else None


def url_at_caret(state: State) -> str | None:
    """The address of the link at the caret, else of the entity that is mentioned there, else of the post.

    ``None`` where there is none of them, or it is no ``http`` or ``https`` URL.
    """
    link, post = link_at_caret(state), state.post
    url = link.url if link else _address_of_entity(state) or (post.permalink if post else None)
    return web_address(url) if url else None


def address_of(entity: Entity) -> str | None:
    """Where the first of an entity's references leads that leads anywhere; a Wikidata id to the item's page."""
    found = (_ITEM.format(reference) if _WIKIDATA.fullmatch(reference) else reference for reference in entity.references)
    return next((url for url in found if web_address(url)), None)


def web_address(words: str) -> str | None:
    """``words`` as the ``http`` or ``https`` URL that they are; ``None`` when they are none, or a terminal would obey something in them."""
    return words if _WEB.fullmatch(words) and words.isprintable() else None


def _address_of_entity(state: State) -> str | None:
    found = mention(state)
    entity = state.records.entity(found.body.entity) if found and isinstance(found.body, Mention) else None
    return address_of(entity) if entity else None
