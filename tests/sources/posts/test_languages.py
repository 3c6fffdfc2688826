from __future__ import annotations

import pytest

from reader.sources.posts.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It was the best of times and it was the worst of times.", "en"),
        ("Das ist nicht der Weg, den wir gehen wollten.", "de"),
        ("Les enfants sont dans la cour avec des ballons.", "fr"),
        ("Los niños están en el patio y no quieren salir.", "es"),
        ("Сегодня идёт дождь", "cyrillic"),
        ("今日はまだ雨が降っています。", "kana"),
        ("اليوم ممطر", "arabic"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "Berlin", "@ana #the #of #and https://the.of.and/to", "😀😀😀", "42"])
def test_too_little_tells_nothing(text: str) -> None:
    assert language_of(text) is None
