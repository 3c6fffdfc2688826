from __future__ import annotations

import pytest

from reader.core.document import Platform
from reader.sources.posts.attribution import Attribution, Form, Signature, attributions, signature


def only(text: str) -> Attribution:
    (attribution,) = attributions(text)
    return attribution


@pytest.mark.parametrize(
    ("line", "author", "handle", "date"),
    [
        ("— Ana Bo (@anabo) May 28, 2024", "Ana Bo", "@anabo", "2024-05-28"),
        ("– Ana Bo (@anabo) May 28, 2024", "Ana Bo", "@anabo", "2024-05-28"),
        ("&mdash; Ana Bo (@anabo) May 28, 2024", "Ana Bo", "@anabo", "2024-05-28"),
        ("— Ana 🏳️‍🌈 [BOT] (she) (@anabo) 25. September 2018", "Ana 🏳️‍🌈 [BOT] (she)", "@anabo", "2018-09-25"),
        ("— Ana-Bo — Smith (@anabo) May 28, 2024", "Ana-Bo — Smith", "@anabo", "2024-05-28"),
        ("— マツモト （@keiji） 2024年12月15日", "マツモト", "@keiji", "2024-12-15"),
        ("\u200f— \u2067أنا\u2069 (@ana) 5 يناير 2020", "أنا", "@ana", "2020-01-05"),
        ("Ana Bo (@anabo) May 28, 2024", "Ana Bo", "@anabo", "2024-05-28"),
        ("— (@anabo) May 28, 2024", None, "@anabo", "2024-05-28"),
        ("— Ana (@anabo)\nMay 28, 2024", "Ana", "@anabo", "2024-05-28"),
        ("— Ana (@ana@host.social) 2026-04-01T03:14:06.000Z", "Ana", "@ana@host.social", "2026-04-01T03:14:06.000Z"),
    ],
)
def test_a_line_with_handle_and_date_is_an_attribution(line: str, author: str | None, handle: str, date: str) -> None:
    text = f"A post.\n{line}\nMore."
    attribution = only(text)
    assert (attribution.author, attribution.handle, attribution.date) == (author, handle, date)
    assert attribution.span.of(text) == line


def test_an_attribution_at_the_end_of_a_line_begins_at_its_dash() -> None:
    text = "It has — as they say — begun.— Ana (@ana) May 28, 2024The next one"
    assert only(text).span.of(text) == "— Ana (@ana) May 28, 2024"


def test_a_permalink_after_the_date_is_kept() -> None:
    link = "https://bsky.app/profile/ana.example/post/3k"
    attribution = only(f"A post.\n— Ana (@ana.example) May 28, 2024 {link}\n")
    assert (attribution.permalink, attribution.platform) == (link, Platform.BLUESKY)


@pytest.mark.parametrize(
    "line",
    [
        "A post shared by Ana 🌞 (@ana.bo)",
        "A photo posted by Ana 🌞 (@ana.bo) on Dec 5, 2016 at 9:10am PST",
        "Ein Beitrag geteilt von Ana 🌞 (@ana.bo) am 23. Okt 2017 um 0:31 Uhr",
        "Una publicación compartida de Ana 🌞 (@ana.bo)",
        "Une publication partagée par Ana 🌞 (@ana.bo) le 5 Déc. 2016 à 9h10 PST",
        "Un post condiviso da Ana 🌞 (@ana.bo)",
        "Uma publicação compartilhada por Ana 🌞 (@ana.bo)",
        "Публикация от Ana 🌞 (@ana.bo)",
        "Ana 🌞(@ana.bo)がシェアした投稿",
    ],
)
def test_instagrams_line_is_an_attribution_in_its_languages(line: str) -> None:
    attribution = only(f"Look:\n{line}\nMore.")
    assert (attribution.form, attribution.platform) == (Form.SHARED, Platform.INSTAGRAM)
    assert (attribution.author, attribution.handle, len(attribution.span)) == ("Ana 🌞", "@ana.bo", len(line))


def test_instagrams_invitation_above_belongs_to_the_attribution() -> None:
    line = "Sieh dir diesen Beitrag auf Instagram an\n\nEin Beitrag geteilt von Ana (@ana)"
    text = f"Text.\n{line}\n"
    assert only(text).span.of(text) == line


@pytest.mark.parametrize(
    ("site", "handle", "platform"),
    [("Mastodon", "@ana@host.social", Platform.MASTODON), ("Threads", "@ana", Platform.THREADS)],
)
def test_post_by_and_view_on_are_an_attribution(site: str, handle: str, platform: Platform) -> None:
    attribution = only(f"Text.\nPost by {handle}\nView on {site}\nMore.")
    assert (attribution.form, attribution.handle, attribution.platform) == (Form.POST_BY, handle, platform)


@pytest.mark.parametrize(
    "line",
    [
        "Follow Ana Bo (@anabo)",
        "Follow Ana Bo (@anabo) on X",
        "By Ana Bo (@anabo) May 28, 2024",
        "Von Ana Bo (@anabo) 28. Mai 2024",
        "Ana Bo (@anabo) wrote on May 28, 2024 that she agreed.",
        "She had said so before (@anabo) May 28, 2024",
        "Contact the author (@anabo) by May 28, 2024 at the latest.",
        "The match (5-3) was on May 28, 2024",
        "Write to ana (ana@example.org) May 28, 2024",
    ],
)
def test_a_byline_or_an_aside_is_no_attribution(line: str) -> None:
    assert not list(attributions(f"Some text.\n{line}\nMore text."))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("— Ana Bo (@ana)", Signature(0, "Ana Bo", "@ana")),
        ("It fell.— Ana Bo (@ana) ", Signature(8, "Ana Bo", "@ana")),
        ("It fell — so they say. — Ana-Bo (@ana)", Signature(23, "Ana-Bo", "@ana")),
        ("— Ana — Bo (@ana)", Signature(0, "Ana — Bo", "@ana")),
        ("Ana Bo (@ana)", Signature(0, "Ana Bo", "@ana")),
        ("— (@ana)", Signature(0, None, "@ana")),
        ("— Bo (@bo) and — Ana (@ana)", Signature(15, "Ana", "@ana")),
    ],
)
def test_a_signature_ends_its_line(line: str, found: Signature) -> None:
    assert signature(line) == found


@pytest.mark.parametrize("line", ["", "— Ana Bo (@ana) wrote", "@ana", "words " * 20 + "(@ana)", "— " + "words " * 20 + "(@ana)"])
def test_other_lines_have_no_signature(line: str) -> None:
    assert signature(line) is None
