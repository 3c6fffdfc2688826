"""What a single line shows of being a post's or the article's."""

from __future__ import annotations

import re

from reader.sources.posts.cues import Cue

_LINK = re.compile(r"https?://|pic\.twitter\.com/|\[image or embed\]|\bt\.co/")
_TAG = re.compile(r"(?<![\w./])[@#＃][^\W_]\w")
_EMOJI = re.compile(r"[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
_ITEM = re.compile(r"(?:[-–—•·・*✅✔➡→▪►▶◾]|\(?\d{1,2}[.):/]\s|[a-z]\)\s)")
_FIRST_PERSON = re.compile(
    r"\b(?:I|I[’']\w+|[Mm]y|[Mm]e|[Ww]e|[Ww]e[’']\w+|[Oo]ur|us"
    r"|[Ii]ch|[Mm]ein\w*|[Ww]ir|[Uu]ns(?:ere?)?"
    r"|[Jj]e|[Jj]['’]\w+|[Mm]on|[Mm]es|[Nn]ous|[Nn]otre|[Nn]os"
    r"|[Yy]o|[Mm]is?|[Nn]osotros|[Nn]uestr\w+|[Ii]o|[Nn]oi|[Nn]ostr\w+"
    r"|[Ee]u|[Mm]eu|[Mm]inha|[Nn]ós|[Nn]oss[oa]s?|[Ii]k|[Mm]ijn|[Jj]ag|[Ll]ol|LOL|OMG)\b"
)
_EXCLAIMS = re.compile(r"[!?‼⁉！？]{2}|!(?:\s|$)|！|\b[A-Z]{4,}\s[A-Z]{2,}\b|:[()/D]|\.{3}(?:\s|$)")
_REPORTING = (
    "said says saying told tells wrote writes tweeted tweet tweets posted added adding reported reportedly explained claimed "
    "replied responded "
    "announced noted stated Twitter sagte schrieb schreibt erklärte twitterte laut teilte berichtet berichtete dijo escribió "
    "tuiteó afirmó señaló "
    "según déclaré écrit tweeté selon affirmé indiqué explique scritto secondo disse escreveu segundo afirmou zei schreef "
    "volgens skrev enligt"
)
_REPORTS = re.compile(rf"\b(?:according to|ha detto|{'|'.join(_REPORTING.split())})\b")
_QUOTE_OPENS = ("“", "„", "«", '"', "‘", "»", "”", "「")
_QUOTE_ENDS = ("”", "»", "“")
_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d{2}\b|[^.]{0,40}(?:Getty Images|©|\(AP\)|Reuters\))"
    r"|(?:Image|Photo|Picture|Foto|Bild|Credit|Getty|Video|Read more|See also|Source|Quelle|Watch|Related|MORE|Advert\w*)\b[^.]{0,12}[:：]"
)
_MARKS = re.compile(r"https?://\S+|pic\.twitter\.com/\w+|[@#]\w+|[^\w@#]+|[@#_]")
_OPENING = re.compile(r"\.?@\w|RT\b|#[^\W\d]|[A-Z]{4,}\b[^.]{0,20}:|\(?1[/.)]")
_FEW = 20  # code points that may well be nothing but marks
_MOST_MARKS = 120  # code points within which nothing but marks is worth a look

_LENGTHS = ((0, Cue.TINY), (25, Cue.SHORT), (70, None), (130, Cue.LONG), (200, Cue.PROSE))  # from how many code points on


def line_cues(line: str) -> list[Cue]:
    """The cues of a line's own, without looking around it. ``line`` is stripped and not empty."""
    cues = [Cue.LINE]
    if _LINK.search(line):
        cues.append(Cue.LINK)
    if ("@" in line or "#" in line or "＃" in line) and _TAG.search(line):
        cues.append(Cue.TAG)
    if not line.isascii() and _EMOJI.search(line):
        cues.append(Cue.EMOJI)
    if _ITEM.match(line):
        cues.append(Cue.ITEM)
    is_quoted = line.startswith(_QUOTE_OPENS) or line.endswith(_QUOTE_ENDS)  # then somebody else speaks, in an article
    if not is_quoted and _FIRST_PERSON.search(line):
        cues.append(Cue.FIRST_PERSON)
    if not is_quoted and _EXCLAIMS.search(line):
        cues.append(Cue.EXCLAIMS)
    if (length := [cue for least, cue in _LENGTHS if len(line) >= least][-1]) is not None:
        cues.append(length)
    if _REPORTS.search(line):
        cues.append(Cue.REPORTS)
    if line[0].islower():
        cues.append(Cue.SMALL)
    if _CLOCK.match(line):
        cues.append(Cue.CLOCK)
    return cues


def opens_like_post(line: str) -> bool:
    """Whether the line begins as posts often do: a reply's mention, RT, a hashtag, an emoji, BREAKING:."""
    return _OPENING.match(line) is not None or _EMOJI.match(line) is not None


def opens_inside_sentence(line: str) -> bool:
    """Whether the line begins with a small letter or a closing mark, so that something belongs before it."""
    return line[0].islower() or line[0] in ",;.)]}&"


def curls_apostrophes(line: str) -> bool | None:
    """Whether apostrophes and quotation marks are curly in the line, as printers set them, or straight, as typed; ``None`` without any."""
    curly = sum(map(line.count, "’‘“”"))
    straight = line.count("'") + line.count('"')
    return None if curly == straight else curly > straight


def is_marks_only(body: str) -> bool:
    """Whether nothing but links, mentions, hashtags and emoji stands in ``body``."""
    return len(body) < _MOST_MARKS and (len(body) < _FEW or _LINK.search(body) is not None or "#" in body) and not _MARKS.sub("", body)


def introduces(line: str, below: str) -> Cue | None:
    """What a line that ends with a colon does for the one below: leads its list, or presents it as the article's writer would."""
    if not line.endswith((":", "：")):
        return None
    if _ITEM.match(below):
        return Cue.LEADS_LIST
    return Cue.INTRODUCES if len(line.split()) > 2 else None
