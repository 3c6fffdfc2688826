"""Suggestions read from the JSON that the export writes, whoever or whatever wrote it: nothing in it is believed before it is looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from reader.core.anchor import CONTEXT, Selector
from reader.core.annotation import Status
from reader.core.errors import ReaderError
from reader.core.handed_on import Suggested, SuggestedDocument
from reader.core.suggestion import Sort
from reader.formats.json_text import json_text

LARGEST = 256 * 1024 * 1024
"""Bytes that a file of suggestions may have."""

LONGEST = 1000
"""Code points of a label, a name or a reason."""

MOST_REASONS = 20

Object: TypeAlias = dict[str, object]


class SuggestionFileError(ReaderError):
    """A file is none of suggestions; the message says where in it and why."""


@dataclass(frozen=True, slots=True)
class SuggestionFile:
    """What a file suggests. ``others`` counts its notes, tags and pieces of evidence, which nobody can suggest."""

    documents: tuple[SuggestedDocument, ...]
    others: int = 0


def read_suggestions(content: bytes, where: str, *, takes_all: bool = False) -> SuggestionFile:
    """The suggestions in ``content``, a file that is called ``where``: annotations with the status “suggested”.

    Needed are the format, documents each with an id, a sha256 or a path, and their annotations with type, start, end, quote, status and
    claim or mention; prefix, suffix, confidence and reasons are taken where they are, and anything else is not looked at. With
    ``takes_all``, annotations of any status, or of none, are taken for suggestions. ``SuggestionFileError`` for whatever is amiss.
    """
    if len(content) > LARGEST:
        raise SuggestionFileError(f"{where}: has {len(content):,} bytes, and at most {LARGEST:,} are read. Split it by documents.")
    whole = _Place(where, "").table(_parsed(content, where))
    top = _Place(where, "the file")
    if whole.get("format") != "reader" or whole.get("version") != 1 or isinstance(whole.get("version"), bool):
        top.refuse('is no export of reader: it must begin with "format": "reader" and "version": 1')
    names = {id: name for id, name, _ in _entities(whole, where)}
    labels = {id: label for id, _, label in _entities(whole, where)}
    others = 0
    documents = []
    for place, entry in _Place(where, "documents").entries(whole.get("documents")):
        id, sha256, path = (place.text(entry, key, default="") for key in ("id", "sha256", "path"))
        if not (id or sha256 or path):
            place.refuse("has no id, no sha256 and no path, so nobody knows which document it is")
        suggestions = []
        for inner, annotation in place.at("annotations").entries(entry.get("annotations")):
            sort = annotation.get("type")
            if sort in ("note", "tag", "evidence"):
                others += 1
                continue
            if sort not in ("claim", "mention"):
                inner.at("type").refuse("must be “claim” or “mention”")
            _check_status(annotation, inner, takes_all=takes_all)
            suggestions.append(_suggested(annotation, Sort(str(sort)), inner, names, labels))
        documents.append(SuggestedDocument(id, sha256, path, tuple(suggestions)))
    return SuggestionFile(tuple(documents), others)


def write_suggestions(documents: Iterable[SuggestedDocument]) -> bytes:
    """``documents`` as JSON that :func:`read_suggestions` reads."""
    numbers: dict[str, str] = {}

    def number(name: str | None) -> str | None:
        return None if name is None else numbers.setdefault(name, f"name-{len(numbers) + 1}")

    entries = [
        {
            "id": document.id,
            "sha256": document.sha256,
            "path": document.path,
            "annotations": [
                {
                    "type": one.sort.value,
                    "start": one.selector.start,
                    "end": one.selector.end,
                    "quote": one.selector.quote,
                    "prefix": one.selector.prefix[-CONTEXT:],
                    "suffix": one.selector.suffix[:CONTEXT],
                    "status": Status.SUGGESTED.value,
                    "confidence": one.confidence,
                    "reasons": list(one.reasons),
                    one.sort.value: {"kind": one.label, "claimant": number(one.claimant)}
                    if one.sort is Sort.CLAIM
                    else {"label": one.label, "entity": number(one.name)},
                }
                for one in document.suggestions
            ],
        }
        for document in documents
    ]
    entities = [{"id": id, "name": name, "label": ""} for name, id in numbers.items()]
    return json_text({"format": "reader", "version": 1, "documents": entries, "entities": entities}).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a file something stands; what it asks for and does not find there is refused."""

    file: str
    path: str

    def at(self, key: str | int) -> _Place:
        return _Place(self.file, f"{self.path}[{key}]" if isinstance(key, int) else f"{self.path}.{key}")

    def refuse(self, what: str) -> NoReturn:
        raise SuggestionFileError(f"{self.file}: {self.path} {what}. Correct it, or have it written anew; nothing was imported.")

    def table(self, value: object) -> Object:
        if not isinstance(value, dict):
            (self if self.path else _Place(self.file, "the file")).refuse("must be an object")
        return value

    def entries(self, value: object) -> Iterator[tuple[_Place, Object]]:
        """The objects of a list, each with its place."""
        if not isinstance(value, list):
            self.refuse("must be a list")
        for number, entry in enumerate(value):
            yield self.at(number), self.at(number).table(entry)

    def text(self, holder: Mapping[str, object], key: str, default: str | None = None, longest: int | None = LONGEST) -> str:
        """The text at ``key``; where there is none, or null, ``default``, if that is no ``None``."""
        value = holder.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            self.at(key).refuse("must be a text")
        if longest is not None and len(value) > longest:
            self.at(key).refuse(f"has {len(value):,} characters; at most {longest:,} are taken")
        return value

    def offset(self, holder: Mapping[str, object], key: str) -> int:
        value = holder.get(key)
        if type(value) is not int or not 0 <= value <= LARGEST:
            self.at(key).refuse("must be a whole number, at least 0")
        return value


def _parsed(content: bytes, where: str) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise SuggestionFileError(f"{where}: is not in UTF-8, from byte {error.start} on. Have it written in UTF-8.") from None
    except json.JSONDecodeError as error:
        what = f"line {error.lineno}, column {error.colno}: is no JSON ({error.msg})"
        raise SuggestionFileError(f"{where}: {what}. Correct it, or have it written anew.") from None
    except (ValueError, RecursionError) as error:
        what = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise SuggestionFileError(f"{where}: is no JSON that can be read: {what}. Have it written anew.") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _entities(whole: Object, where: str) -> Iterator[tuple[str, str, str]]:
    """Id, name and label of each entity."""
    for place, entity in _Place(where, "entities").entries(whole.get("entities", [])):
        yield place.text(entity, "id"), place.text(entity, "name", default=""), place.text(entity, "label", default="")


def _check_status(annotation: Object, place: _Place, *, takes_all: bool) -> None:
    status = annotation.get("status")
    if status != Status.SUGGESTED.value and not takes_all:
        said = f"is “{status[:40]}”" if isinstance(status, str) else "is not said"
        what = f"{said}, and only what is “suggested” is imported. Give --all to take marks for suggestions"
        raise SuggestionFileError(f"{place.file}: {place.path}.status {what}.")


def _suggested(annotation: Object, sort: Sort, place: _Place, names: Mapping[str, str], labels: Mapping[str, str]) -> Suggested:
    body, inner = place.at(sort.value).table(annotation.get(sort.value)), place.at(sort.value)
    name = claimant = None
    if sort is Sort.CLAIM:
        label = inner.text(body, "kind")
        claimant = names.get(inner.text(body, "claimant", default="")) or None
    else:
        entity = inner.text(body, "entity", default="")
        label = inner.text(body, "label", default="") or labels.get(entity, "")
        name = names.get(entity) or None
    if not label:
        inner.refuse("has no label")
    return Suggested(_selector(annotation, place), sort, label, _reasons(annotation, place), _confidence(annotation, place), name, claimant)


def _selector(annotation: Object, place: _Place) -> Selector:
    """Where it was made. Its quote is what counts: an end that does not fit it is not believed."""
    start, end = place.offset(annotation, "start"), place.offset(annotation, "end")
    quote = place.text(annotation, "quote", longest=None)
    if not quote.strip():
        place.at("quote").refuse("has no words")
    if end <= start:
        place.at("end").refuse("must be greater than start")
    prefix, suffix = (place.text(annotation, key, default="") for key in ("prefix", "suffix"))
    return Selector(start, start + len(quote), quote, prefix, suffix)


def _confidence(annotation: Object, place: _Place) -> float:
    value = annotation.get("confidence", 0.5)
    if type(value) not in (int, float) or not 0 <= value <= 1:  # type: ignore[operator]  # of these types only
        place.at("confidence").refuse("must be a number from 0 to 1")
    return float(value)  # type: ignore[arg-type]  # as above


def _reasons(annotation: Object, place: _Place) -> tuple[str, ...]:
    given = annotation.get("reasons", [])
    if not isinstance(given, list) or len(given) > MOST_REASONS or not all(isinstance(one, str) and len(one) <= LONGEST for one in given):
        place.at("reasons").refuse(f"must be a list of {MOST_REASONS} texts at most, each of {LONGEST:,} characters at most")
    return tuple(given)
