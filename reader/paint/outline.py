"""What the inspector lists: claims, entities, notes, tags, evidence, posts and lost marks of the open document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.core.annotation import Annotation, Claim, Evidence, Mention, Note, Status, Tag
from reader.core.document import PLATFORM_TITLES, Document, Post, PostState
from reader.core.marks import Mark, Marks
from reader.core.records import Records
from reader.core.state import State
from reader.paint.runs import name_of


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the inspector. ``name`` is what it is drawn as, ``target`` the annotation or post it stands for (its id).

    ``detail`` follows ``text``, drawn more quietly. A heading has no target.
    """

    text: str
    name: str
    target: str | None = None
    detail: str = ""


def outline(state: State) -> tuple[Item, ...]:
    """All items under headings that count them; a heading without items is left out."""
    marks = list(state.marks)
    annotated = [(mark, annotation) for mark in marks if (annotation := state.records.annotation(mark.id))]
    items: list[Item] = []
    items += _section("Claims", [_claim(a, state.records) for _, a in annotated if isinstance(a.body, Claim)])
    items += _section("Entities", _entities(annotated, state.records))
    items += _section("Notes", [_plain(a, a.body.text, state.records) for _, a in annotated if isinstance(a.body, Note)])
    items += _section("Tags", [_plain(a, f"#{a.body.label}", state.records) for _, a in annotated if isinstance(a.body, Tag)])
    items += _section(
        "Evidence", [_plain(a, a.body.url or a.body.note, state.records) for _, a in annotated if isinstance(a.body, Evidence)]
    )
    items += _section("Posts", [Item(post_title(post), "post", post.id) for post in state.document.posts])
    lost = [annotation for id in state.marks.orphans if (annotation := state.records.annotation(id))]
    items += _section("Not found in this text", [Item(_quote(a), "orphan", a.id, state.marks.orphans[a.id]) for a in lost])
    return tuple(items)


def outline_of_other(annotator: str, document: Document, records: Records) -> tuple[Item, ...]:
    """What another annotator has marked in ``document``, in its order, under a heading; nothing, when they have marked nothing.

    A target is ``@`` and the offset of the mark: their annotations are not among the reader's own.
    """
    marks = Marks(document.text, records.annotations_of(document.id))
    items = []
    for mark in marks:
        annotation = records.annotation(mark.id)
        if annotation is not None:
            word, _ = describe(annotation, records)
            items.append(Item(_quote(annotation), name_of(annotation, records), f"@{mark.hull.start}", word.lower()))
    return tuple(_section(f"By {annotator}:", items))


def describe(annotation: Annotation, records: Records) -> tuple[str, str]:
    """What an annotation is, in a word or two, and what it says."""
    tags = "".join(f" #{tag}" for tag in annotation.tags)
    unsure = " · unsure" if annotation.status is Status.UNSURE else ""
    match annotation.body:
        case Claim() as claim:
            claimant = records.entity(claim.claimant)
            parts = [claim.kind, f"by {claimant.name}" if claimant else "claimant unknown", claim.attribution.value]
            if claim.checkworthy is not None:
                parts.append("worth checking" if claim.checkworthy else "not worth checking")
            parts += [part for part in (claim.verdict and f"verdict: {claim.verdict}", claim.note, *claim.links) if part]
            return "Claim", " · ".join(parts) + unsure + tags
        case Mention(entity=id):
            entity = records.entity(id)
            if entity is None:
                return "Entity", "unknown"
            aliases = f" ({', '.join(entity.aliases)})" if entity.aliases else ""
            references = "".join(f" · {reference}" for reference in entity.references)
            return entity.label, f"{entity.name}{aliases}{references}{unsure}{tags}"
        case Note(text=text):
            return "Note", text + unsure + tags
        case Tag(label=label):
            return "Tag", label + unsure + tags
        case Evidence(url=url, note=note):
            return "Evidence", " · ".join(part for part in (url, note) if part) + unsure + tags


def post_title(post: Post) -> str:
    """Platform, author, handle and time to the minute, as a post's frame shows them; without what is unknown, ``Post`` when all is."""
    who = " ".join(part for part in (post.author, post.handle) if part)
    when = (post.date or "")[:16].replace("T", " ")
    return " · ".join(part for part in (PLATFORM_TITLES.get(post.platform), who, when) if part) or "Post"


def post_source(post: Post) -> tuple[str, ...]:
    """What is missing of a post, and its address on the web without the scheme: none, one or both."""
    missing = () if post.state is PostState.FULL else (TEXT_ELSEWHERE,)
    return (*missing, post.permalink.partition("://")[2]) if post.permalink else missing


def byline(document: Document, source: str | None) -> str:
    """Author, day, ``source`` and language of a document, as far as they are known; empty when nothing is."""
    author = document.author and f"by {document.author}"
    return " · ".join(part for part in (author, document.date and document.date[:10], source, document.language) if part)


TEXT_ELSEWHERE = "the post’s text is not in this file"


def _section(title: str, items: list[Item]) -> list[Item]:
    return [Item(f"{title} {len(items)}", "heading"), *items] if items else []


def _claim(annotation: Annotation, records: Records) -> Item:
    assert isinstance(annotation.body, Claim)
    claimant = records.entity(annotation.body.claimant)
    parts = [claimant.name if claimant else "", annotation.body.kind, annotation.body.verdict or ""]
    return Item(_quote(annotation), name_of(annotation, records), annotation.id, " · ".join(part for part in parts if part))


def _entities(annotated: Iterable[tuple[Mark, Annotation]], records: Records) -> list[Item]:
    """One item per entity that the document mentions, in the order of first mention; it leads to that."""
    mentions: dict[str, list[Annotation]] = {}
    for _, annotation in annotated:
        if isinstance(annotation.body, Mention):
            mentions.setdefault(annotation.body.entity, []).append(annotation)
    items = []
    for id, found in mentions.items():
        entity = records.entity(id)
        times = f" ×{len(found)}" if len(found) > 1 else ""
        name = entity.name if entity else found[0].targets[0].quote
        items.append(Item(name, name_of(found[0], records), found[0].id, (entity.label if entity else "") + times))
    return items


def _plain(annotation: Annotation, text: str, records: Records) -> Item:
    return Item(text or _quote(annotation), name_of(annotation, records), annotation.id, _quote(annotation) if text else "")


def _quote(annotation: Annotation) -> str:
    return " … ".join(" ".join(target.quote.split()) for target in annotation.targets)
