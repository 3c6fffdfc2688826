"""Hypothesis strategies for records, transactions and visits."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from reader.core.anchor import Selector
from reader.core.annotation import (
    Annotation,
    Attribution,
    Body,
    Claim,
    DocumentStatus,
    Entity,
    Evidence,
    Mention,
    Note,
    PostCorrection,
    Provenance,
    Record,
    Refusal,
    Relation,
    Stage,
    Status,
    Tag,
)
from reader.core.document import Platform
from reader.core.records import Records
from reader.core.suggestion import Sort
from reader.core.transaction import Change, Transaction
from reader.core.visit import Visit

texts: SearchStrategy[str] = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
"""Any text that a document or a reader can write, controls and reversed writing included; no half characters."""

maybe_texts: SearchStrategy[str | None] = st.none() | texts
lists: SearchStrategy[tuple[str, ...]] = st.lists(texts, max_size=3).map(tuple)
ids: SearchStrategy[str] = st.integers(0, 2**53 - 1).map(lambda number: f"{number:014x}")
few_ids: SearchStrategy[str] = st.integers(0, 7).map(lambda number: f"{number:014x}")
"""Ids that often meet: of records that are changed again and of entities that several annotations name."""

documents: SearchStrategy[str] = st.sampled_from(("doc-a", "doc-b", "doc-ç"))
times: SearchStrategy[str] = st.datetimes().map(lambda moment: f"{moment:%Y}".zfill(4) + f"{moment:-%m-%dT%H:%M:%SZ}")
provenances: SearchStrategy[Provenance] = st.builds(Provenance, texts, times, times)
visits: SearchStrategy[Visit] = st.builds(
    Visit,
    documents,
    texts | st.just("caf\udce9.txt"),
    texts,
    *[st.integers(0, 10**9)] * 3,
    texts | st.just("caf\udce9.txt"),
    st.lists(documents, unique=True).map(lambda ids: tuple(sorted(ids))),
)


@st.composite
def selectors(draw: st.DrawFn) -> Selector:
    start, quote = draw(st.integers(0, 10**7)), draw(texts)
    return Selector(start, start + len(quote), quote, *(draw(texts) for _ in range(4)))


bodies: SearchStrategy[Body] = st.one_of(
    st.builds(Claim, texts, st.none() | few_ids, st.sampled_from(Attribution), st.none() | st.booleans(), maybe_texts, texts, lists),
    st.builds(Mention, few_ids),
    st.builds(Note, texts),
    st.builds(Tag, texts),
    st.builds(Evidence, maybe_texts, texts),
)
targets: SearchStrategy[tuple[Selector, ...]] = st.lists(selectors(), min_size=1, max_size=3).map(
    lambda found: tuple(sorted(found, key=lambda selector: selector.start))
)


attributes: SearchStrategy[tuple[tuple[str, str], ...]] = st.dictionaries(texts, texts, max_size=2).map(lambda d: tuple(sorted(d.items())))


def annotations(id: SearchStrategy[str] = ids) -> SearchStrategy[Annotation]:
    return st.builds(Annotation, id, documents, targets, bodies, provenances, lists, st.sampled_from(Status), st.booleans(), attributes)


def entities(id: SearchStrategy[str] = ids) -> SearchStrategy[Entity]:
    names = st.sampled_from(("Jan Leike", "JAN  LEIKE", "Jan Leike’s", "@janleike")) | texts
    return st.builds(Entity, id, names, texts, st.lists(names, max_size=3).map(tuple), lists)


def relations(id: SearchStrategy[str] = ids) -> SearchStrategy[Relation]:
    return st.builds(Relation, id, texts, few_ids, few_ids, provenances)


def corrections(id: SearchStrategy[str] = ids) -> SearchStrategy[PostCorrection]:
    return st.builds(
        PostCorrection,
        id,
        documents,
        texts,
        st.none() | selectors(),
        provenances,
        st.sampled_from(Platform),
        maybe_texts,
        maybe_texts,
        maybe_texts,
    )


def refusals(id: SearchStrategy[str] = ids) -> SearchStrategy[Refusal]:
    return st.builds(Refusal, id, documents, selectors(), st.sampled_from(Sort), provenances)


def statuses(id: SearchStrategy[str] = ids) -> SearchStrategy[DocumentStatus]:
    return st.builds(DocumentStatus, id, documents, st.sampled_from(Stage), provenances)


def records(id: SearchStrategy[str] = ids) -> SearchStrategy[Record]:
    """A record of any sort."""
    return st.one_of(annotations(id), entities(id), relations(id), corrections(id), refusals(id), statuses(id))


def same_sort(record: Record) -> SearchStrategy[Record]:
    """Another version of ``record``."""
    id = st.just(record.id)
    match record:
        case Annotation():
            return annotations(id)
        case Entity():
            return entities(id)
        case Relation():
            return relations(id)
        case PostCorrection():
            return corrections(id)
        case Refusal():
            return refusals(id)
        case DocumentStatus():
            return statuses(id)


@st.composite
def transactions(draw: st.DrawFn, start: Records) -> Transaction:
    """A transaction that ``start`` can take: records added, changed and removed, none to a few."""
    changes = []
    for id in draw(st.lists(few_ids, unique=True, max_size=4)):
        before = start.get(id)
        if before is None:
            changes.append(Change(None, draw(records(st.just(id)))))
        else:
            changes.append(Change(before, draw(st.none() | same_sort(before))))
    return Transaction(draw(texts), tuple(changes), draw(documents), draw(st.integers(0, 10**6)))


works: SearchStrategy[tuple[Record, ...]] = st.lists(records(few_ids), max_size=6, unique_by=lambda record: record.id).map(tuple)
"""All records of a small folder; they do not always fit one another."""
