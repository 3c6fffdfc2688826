"""What is known about each platform: its phrases, handles and length limits, as data."""

from __future__ import annotations

import re

from reader.core.document import Platform

HANDLE = r"@[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,62}[A-Za-z0-9_])?(?:@[A-Za-z0-9][A-Za-z0-9.\-]{1,120})?"
"""A handle as a regular expression: ``@name``, ``@name.bsky.social``, ``@name@host``. Its length is bounded."""

SHARED_BEFORE = (
    "A post shared by", "A photo shared by", "A video shared by", "A post posted by", "A photo posted by", "A video posted by",
    "Ein Beitrag geteilt von", "Ein Foto geteilt von", "Ein Video geteilt von", "Ein Foto gepostet von",
    "Una publicación compartida de", "Una publicación compartida por", "Una foto publicada por", "Una foto compartida de",
    "Un vídeo publicado por", "Un video publicado por", "Un vídeo compartido de",
    "Une publication partagée par", "Une photo publiée par", "Une photo partagée par", "Une vidéo publiée par", "Une vidéo partagée par",
    "Un post condiviso da", "Una foto pubblicata da", "Una foto condivisa da", "Un video pubblicato da", "Un video condiviso da",
    "Uma publicação compartilhada por", "Uma publicação partilhada por", "Uma publicação de", "Uma foto publicada por",
    "Um post compartilhado por", "Um vídeo publicado por",
    "Публикация от", "Фото опубликовано", "Een bericht gedeeld door", "Post udostępniony przez", "Ett inlägg delat av",
    "Et opslag delt af",
    "Et innlegg delt av", "Příspěvek sdílený", "Sebuah kiriman dibagikan oleh", "Η δημοσίευση κοινοποιήθηκε από",
    "O postare distribuită de",
)  # fmt: skip
"""Instagram's words before ``NAME (@handle)``, in its languages."""

SHARED_AFTER = (
    "がシェアした投稿", "님의 공유 게시물", "님이 공유한 게시물", "分享的帖子", "分享的貼文", "jakama julkaisu",
    "által megosztott bejegyzés",
    "'in paylaştığı bir gönderi", "’in paylaştığı bir gönderi", "paylaştığı bir gönderi",
)  # fmt: skip
"""Instagram's words after ``NAME (@handle)``, in the languages that put them there."""

VIEW_LINES = frozenset(
    (
        "view this post on instagram", "view this photo on instagram", "sieh dir diesen beitrag auf instagram an",
        "ver esta publicación en instagram",
        "voir cette publication sur instagram", "afficher cette publication sur instagram", "visualizza questo post su instagram",
        "ver esta publicação no instagram", "ver essa foto no instagram", "посмотреть эту публикацию в instagram",
        "dit bericht op instagram bekijken", "dit bericht bekijken op instagram", "wyświetl ten post na instagramie",
        "visa det här inlägget på instagram", "se dette opslag på instagram", "vis dette innlegget på instagram",
        "zobrazit příspěvek na instagramu", "lihat postingan ini di instagram", "bu gönderiyi instagram'da gör",
        "この投稿をinstagramで見る",
        "instagram에서 이 게시물 보기", "在 instagram 查看这篇帖子", "在 instagram 查看這則貼文",
        "δείτε αυτή τη δημοσίευση στο instagram.",
    )
)  # fmt: skip
"""Instagram's line above a post that the page does not hold, case-folded."""

VIEW_ON = {"Mastodon": Platform.MASTODON, "Threads": Platform.THREADS, "Bluesky": Platform.BLUESKY, "Truth Social": Platform.TRUTHSOCIAL}
"""The names after ``View on``, below ``Post by @handle``."""

HOSTS = {
    "twitter.com": Platform.X, "x.com": Platform.X, "t.co": Platform.X, "bsky.app": Platform.BLUESKY, "instagram.com": Platform.INSTAGRAM,
    "threads.net": Platform.THREADS, "threads.com": Platform.THREADS, "truthsocial.com": Platform.TRUTHSOCIAL,
}  # fmt: skip
"""The platform of a permalink's host, without ``www.``."""

_X_NAME = 15  # longest handle on X
_SHORT_POSTS_UNTIL = "2017-11-08"  # the day X went from 140 to 280 for everyone
_SHORT_POST = 140
_LINK_LENGTH = 23
_LINK = re.compile(r"https?://\S+")
_LINK_OR_PICTURE = r"(?:https?://|pic\.twitter\.com/)\S+"
_REPLY = re.compile(r"(?:[.\s]*@\w{1,20})+")
_PICTURE = re.compile(r"pic\.twitter\.com/\w+")
_AFTER_CUT = re.compile(rf"…\s*{_LINK_OR_PICTURE}(?:\s+{_LINK_OR_PICTURE})*\s*\Z")  # X's own link to the rest
_EMOJI_TAIL = re.compile(
    r"\u200d[\u2190-\u2bff\U0001f000-\U0001faff]|[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]"
    r"|(?<=[\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]"
)
_HEAVY = re.compile(r"[^\u0000-\u10ff\u2000-\u200f\u2010-\u201f\u2032-\u2037\ufe00-\ufe0f]")


def platform_of(handle: str) -> Platform:
    """The platform whose handles look like ``handle``, when nothing else tells."""
    if "@" in handle[1:]:
        return Platform.MASTODON
    if "." in handle:
        return Platform.BLUESKY
    return Platform.X if len(handle) - 1 <= _X_NAME and "-" not in handle else Platform.OTHER


def longest_post(platform: Platform, date: str | None) -> int:
    """The most that a post of ``platform`` can weigh (see ``weight``) on the ISO day ``date``; posts beyond it are rare."""
    match platform:
        case Platform.X:
            return _SHORT_POST if date and date < _SHORT_POSTS_UNTIL else 280
        case Platform.BLUESKY:
            return 300
        case Platform.MASTODON | Platform.THREADS | Platform.TRUTHSOCIAL | Platform.OTHER:
            return 500
        case _:
            return 2200


def weight(body: str, platform: Platform, date: str | None) -> int:
    """How much of the platform's limit ``body`` uses up, in the count it had on the ISO day ``date``.

    X counts a link as 23, its own pictures and the names a reply begins with as nothing, and emoji and most characters outside the
    European scripts as two (since it allows 280; https://docs.x.com/fundamentals/counting-characters). Elsewhere it is code points.
    """
    if platform is not Platform.X:
        return len(body)
    if "…" in body:
        body = _AFTER_CUT.sub("…", body)
    if "pic.twitter.com/" in body:
        body = _PICTURE.sub("", body)
    if body.startswith(("@", ".")) and (names := _REPLY.match(body)):
        body = body[names.end() :]
    if "http" in body:
        body = _LINK.sub("x" * _LINK_LENGTH, body)
    body = body.strip()
    if body.isascii() or longest_post(platform, date) == _SHORT_POST:
        return len(body)
    body = _EMOJI_TAIL.sub("", body)
    return len(body) + len(_HEAVY.findall(body))
