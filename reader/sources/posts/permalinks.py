"""Telling from a URL which post of which platform it leads to, with the forms of each platform's URLs as data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from reader.core.document import Platform

_LONGEST = 2000  # code points of a URL that are looked at


@dataclass(frozen=True, slots=True)
class Permalink:
    """A post's address. ``id`` tells it from the platform's other posts; ``handle`` begins with ``@``, ``None``: the URL does not say."""

    platform: Platform
    id: str
    url: str
    handle: str | None = None


_X_HOST = r"(?:[\w-]+\.)?(?:twitter|x|fxtwitter|vxtwitter|fixupx|fixvx)\.com"
_INSTAGRAM_HOST = r"(?:[\w-]+\.)?(?:instagram\.com|instagr\.am)"
_FACEBOOK_HOST = r"(?:[\w-]+\.)?(?:facebook|fb)\.com"
_REDDIT_HOST = r"(?:[\w-]+\.)?(?:reddit|redditmedia)\.com"
_YOUTUBE_HOST = r"(?:[\w-]+\.)?youtube(?:-nocookie)?\.com"
_VIDEO = r"(?P<id>[\w-]{11})(?![\w-])"

# What a URL without its scheme looks like, and the address it stands for. More special forms come first.
_FORMS: tuple[tuple[Platform, str, str], ...] = (
    (Platform.X, rf"{_X_HOST}/(?:i/(?:web/)?status|statuses)/(?P<id>\d{{1,20}})", "https://{site}/i/status/{id}"),
    (Platform.X, rf"{_X_HOST}/(?P<user>\w{{1,20}})/status(?:es)?/(?P<id>\d{{1,20}})", "https://{site}/{user}/status/{id}"),
    (Platform.X, r"platform\.(?:twitter|x)\.com/embed/\w+\.html.*?[?&]id=(?P<id>\d{1,20})", "https://{site}/i/status/{id}"),
    (Platform.INSTAGRAM, rf"{_INSTAGRAM_HOST}/(?:(?!stories/)(?P<user>[\w.]{{1,40}})/)?(?P<kind>p|tv)/(?P<id>[\w-]{{5,64}})",
     "https://www.instagram.com/{kind}/{id}/"),
    (Platform.INSTAGRAM, rf"{_INSTAGRAM_HOST}/(?:(?P<user>[\w.]{{1,40}})/)?reels?/(?P<id>[\w-]{{5,64}})", "https://www.instagram.com/reel/{id}/"),
    (Platform.FACEBOOK, rf"{_FACEBOOK_HOST}/(?P<user>[\w.-]+)/(?P<kind>posts|videos|photos|reels?)/(?P<id>[^?#]+)",
     "https://www.facebook.com/{user}/{kind}/{id}"),
    (Platform.FACEBOOK, rf"{_FACEBOOK_HOST}/(?P<id>groups/[\w.-]+/(?:posts|permalink)/\d+|reel/\d+|share/[prv]/\w+)",
     "https://www.facebook.com/{id}"),
    (Platform.FACEBOOK, rf"{_FACEBOOK_HOST}/(?P<id>(?:[\w.-]+/)?(?:permalink|photo|story|video|watch)(?:\.php)?/?\?[^#]*)",
     "https://www.facebook.com/{id}"),
    (Platform.FACEBOOK, r"fb\.watch/(?P<id>[\w-]+)", "https://fb.watch/{id}/"),
    (Platform.BLUESKY, r"(?:[\w-]+\.)?bsky\.app/profile/(?P<user>[\w.:%-]+)/post/(?P<id>\w{5,20})", "https://bsky.app/profile/{user}/post/{id}"),
    (Platform.BLUESKY, r"(?:embed\.bsky\.app/embed/)?(?P<user>did:[\w.:%-]+|[\w-]+(?:\.[\w-]+)+)/app\.bsky\.feed\.post/(?P<id>\w{5,20})",
     "https://bsky.app/profile/{user}/post/{id}"),
    (Platform.THREADS, r"(?:www\.)?threads\.(?P<top>net|com)/@(?P<user>[\w.]+)/post/(?P<id>[\w-]{5,64})",
     "https://www.threads.{top}/@{user}/post/{id}"),
    (Platform.THREADS, r"(?:www\.)?threads\.(?P<top>net|com)/t/(?P<id>[\w-]{5,64})", "https://www.threads.{top}/t/{id}"),
    (Platform.TIKTOK, r"(?:[\w-]+\.)?tiktok\.com/@(?P<user>[\w.-]+)/(?P<kind>video|photo)/(?P<id>\d{5,22})",
     "https://www.tiktok.com/@{user}/{kind}/{id}"),
    (Platform.TIKTOK, r"(?:[\w-]+\.)?tiktok\.com/(?:embed(?:/v\d)?|player/v\d|v)/(?P<id>\d{5,22})", "https://www.tiktok.com/embed/v2/{id}"),
    (Platform.TIKTOK, r"(?P<host>vm\.tiktok\.com|vt\.tiktok\.com|www\.tiktok\.com/t)/(?P<id>\w+)", "https://{host}/{id}/"),
    (Platform.REDDIT, rf"{_REDDIT_HOST}/(?P<id>(?:(?:r|u|user)/[\w-]+/)?comments/\w+(?:/[^/?#]*)*)", "https://www.reddit.com/{id}"),
    (Platform.REDDIT, rf"{_REDDIT_HOST}/(?P<id>r/\w+/s/\w+)", "https://www.reddit.com/{id}"),
    (Platform.REDDIT, r"redd\.it/(?P<id>\w{4,})", "https://redd.it/{id}"),
    (Platform.YOUTUBE, rf"{_YOUTUBE_HOST}/(?:embed|v|shorts|live)/(?!videoseries|live_stream){_VIDEO}", "https://www.youtube.com/watch?v={id}"),
    (Platform.YOUTUBE, rf"{_YOUTUBE_HOST}/watch/?\?(?:[^#]*&)?v={_VIDEO}", "https://www.youtube.com/watch?v={id}"),
    (Platform.YOUTUBE, rf"youtu\.be/{_VIDEO}", "https://www.youtube.com/watch?v={id}"),
    (Platform.TELEGRAM, r"(?:t|telegram)\.me/(?:s/)?(?!c/|share/)(?P<user>\w{3,64})/(?P<id>\d{1,12})", "https://t.me/{user}/{id}"),
    (Platform.TRUTHSOCIAL, r"truthsocial\.com/(?:@|users/)(?P<user>\w+)/(?:posts/|statuses/)?(?P<id>\d{5,22})",
     "https://truthsocial.com/@{user}/{id}"),
    (Platform.MASTODON, r"(?P<host>[\w-]+(?:\.[\w-]+)+)/@(?P<user>[\w.-]+(?:@[\w.-]+)?)/(?P<id>\d{5,22})", "https://{host}/@{user}/{id}"),
    (Platform.MASTODON, r"(?P<host>[\w-]+(?:\.[\w-]+)+)/users/(?P<user>\w+)/statuses/(?P<id>\d{5,22})", "https://{host}/@{user}/{id}"),
)  # fmt: skip
_PATTERNS = tuple((platform, re.compile(form, re.IGNORECASE), address) for platform, form, address in _FORMS)

_SCHEME = re.compile(r"\s*(?:https?:)?//|\s*at://", re.IGNORECASE)
_PLUGIN = re.compile(rf"{_FACEBOOK_HOST}/(?:v[\d.]+/)?plugins/(?:post|video|comment_embed)\.php", re.IGNORECASE)
_OTHER_PLUGIN = re.compile(rf"{_FACEBOOK_HOST}/(?:v[\d.]+/)?plugins/|platform\.(?:twitter|x)\.com/widgets/", re.IGNORECASE)
_FACEBOOK = re.compile(rf"(?:https?:)?//{_FACEBOOK_HOST}/\S", re.IGNORECASE)
_FIELD = re.compile(r"[?&](?P<name>[\w.\[\]-]{1,40})=(?P<value>[^&#]+)")
_TRACKING = re.compile(r"[?&](?:__\w+|ref\w*|rdid|mibextid|share_url|utm_\w+|locale|paipv|eav|_rdr)(?:\[\d*\])?(?:=[^&]*)?", re.IGNORECASE)
_NOBODY = frozenset({"i", "anyuser", "profile", "pages", "watch"})  # stand in URLs where a name belongs
_NO_SOCIAL_HOST = re.compile(r"(?:[\w-]+\.)*(?:medium|youtube|tiktok|threads|substack|flipboard)\.(?:com|net)$", re.IGNORECASE)


def read_permalink(url: str) -> Permalink | None:
    """The post that ``url`` leads to: its own page, or the one that shows it in a frame. ``None`` when it is no post's."""
    scheme = _SCHEME.match(url)
    if scheme is None:
        return None
    rest = url[scheme.end() : scheme.end() + _LONGEST].strip().replace("/#!/", "/").replace("%3A", ":").replace("%3a", ":")
    for platform, pattern, address in _PATTERNS:
        if found := pattern.match(rest):
            return _permalink(platform, found, address)
    return None


def read_frame(url: str) -> Permalink | None:
    """The post that a frame with this ``src`` shows: as ``read_permalink``, else by the address that the URL carries in its query."""
    scheme = _SCHEME.match(url)
    if scheme is None:
        return None
    rest = url[scheme.end() :]
    if (found := read_permalink(url)) is not None:
        return found
    if plugin := _PLUGIN.match(rest):
        return next((post for value in _carried(rest[plugin.end() :]) if (post := facebook_post(value))), None)
    if _OTHER_PLUGIN.match(rest):  # buttons, which carry the address of the page
        return None
    return next((post for value in _carried(rest) if (post := read_permalink(value))), None)


def facebook_post(url: str) -> Permalink | None:
    """What Facebook's own embed says is a post, whatever its address looks like; ``None`` when it is not Facebook's."""
    found = read_permalink(url)
    if found is not None or not _FACEBOOK.match(url):
        return found if found and found.platform is Platform.FACEBOOK else None
    address = "https:" + url[url.index("//") : _LONGEST]
    return Permalink(Platform.FACEBOOK, address.partition("/")[2].lower(), _untracked(address))


def x_post(id: str) -> Permalink:
    """The post on X with this number, whoever wrote it."""
    return Permalink(Platform.X, id, f"https://twitter.com/i/status/{id}")


def _carried(query: str) -> Iterator[str]:
    """The URLs in the fields of a query."""
    for field in _FIELD.finditer(query[:_LONGEST]):
        value = unquote(field["value"])
        if value.startswith(("http", "//")):
            yield value


def _permalink(platform: Platform, found: re.Match[str], address: str) -> Permalink | None:
    parts = {name: value for name, value in found.groupdict().items() if value is not None}
    id, user, host = parts["id"].rstrip("/"), parts.get("user"), parts.get("host", "").lower().removeprefix("www.")
    handle = f"@{user}" if user and user.lower() not in _NOBODY and not user.startswith("did:") else None
    match platform:
        case Platform.X:
            parts["site"] = "twitter.com" if "twitter.com" in found[0].lower() else "x.com"
        case Platform.FACEBOOK:
            handle = handle if user and not user.isdigit() and ".php" not in user else None
            id = parts["id"] = _untracked(id)
        case Platform.REDDIT:
            parts["id"] = id.removesuffix("/embed") + "/"
            id = "/".join(part for place, part in enumerate(id.lower().partition("comments/")[2].split("/")) if place != 1) or id
        case Platform.MASTODON:
            if _NO_SOCIAL_HOST.match(host):
                return None
            parts["host"], id = host, f"{host}/{id}"
            handle = handle if handle is None or "@" in handle[1:] else f"{handle}@{host}"
        case Platform.INSTAGRAM | Platform.THREADS | Platform.YOUTUBE | Platform.TIKTOK | Platform.TELEGRAM:
            parts.setdefault("kind", "p")
        case _:
            pass
    parts["kind"] = parts.get("kind", "").lower()
    return Permalink(platform, f"{user}/{id}".lower() if platform is Platform.TELEGRAM else id, address.format(**parts), handle)


def _untracked(url: str) -> str:
    """``url`` without the fields that follow its reader around."""
    path, mark, query = url.partition("?")
    kept = _TRACKING.sub("", "&" + query).lstrip("&") if mark else ""
    return f"{path}?{kept}" if kept else path
