"""What speaks for or against a post's beginning at a certain line, and how much.

The weights are log odds: a start's score is the sum over its cues, and ``exp`` of it, divided by the sum over all starts that could be,
is its probability (a conditional logit). They were set by judgement and then fitted to posts in saved news pages, held near what
judgement said, so that no rare cue can stand for one page.
"""

from __future__ import annotations

from enum import Enum


class Cue(Enum):
    """A reason, in words for the reader."""

    # a line above the post's last one, taken as the post's
    LINE = "one more line"
    LINK = "a link or a post's picture"
    TAG = "mentions or hashtags"
    EMOJI = "emoji"
    ITEM = "a list item"
    FIRST_PERSON = "speaks in the first person"
    EXCLAIMS = "exclaims"
    SMALL = "begins with a small letter"
    LEADS_LIST = "leads a list"
    FOREIGN = "in another language than the article"
    TYPED = "other apostrophes than the article's"
    JOINED = "joined to the next line, where blank lines part blocks"
    TINY = "a very short line"
    SHORT = "a short line"
    LONG = "long prose"
    PROSE = "very long prose"
    REPORTS = "reports what somebody says"
    INTRODUCES = "introduces what follows"
    NAMES_AUTHOR = "speaks about the author"
    CLOCK = "a clock time or a caption"
    NATIVE = "in the article's language, unlike the post"
    # the post as a whole
    OPENING = "opens like a post"
    NEARLY_FULL = "nearly fills what the platform allows"
    FILLED = "cut off where the platform's length ends"
    AFTER_COLON = "follows a colon"
    UNOPENED = "would begin inside a sentence"
    UNFILLED = "would be cut off before the platform's length ends"
    INSIDE = "begins inside a line"
    OVERLONG = "a little longer than the platform allows"
    FAR_TOO_LONG = "longer than the platform allows"
    NO_BODY = "only the author is given"


WEIGHTS: dict[Cue, float] = {
    Cue.LINE: -0.8,  # most posts have a single line
    Cue.LINK: 0.5,
    Cue.TAG: 2.3,
    Cue.EMOJI: 3.0,
    Cue.ITEM: 1.1,
    Cue.FIRST_PERSON: 1.4,
    Cue.EXCLAIMS: 1.6,
    Cue.SMALL: 1.8,
    Cue.LEADS_LIST: 1.2,
    Cue.FOREIGN: 2.4,
    Cue.TYPED: 1.3,
    Cue.JOINED: 2.4,
    Cue.TINY: 0.3,
    Cue.SHORT: 0.5,
    Cue.LONG: -0.4,
    Cue.PROSE: -1.7,
    Cue.REPORTS: -1.0,
    Cue.INTRODUCES: -1.5,
    Cue.NAMES_AUTHOR: -0.9,
    Cue.CLOCK: -2.2,
    Cue.NATIVE: -2.5,
    Cue.OPENING: 0.9,
    Cue.NEARLY_FULL: 1.3,
    Cue.FILLED: 1.5,
    Cue.AFTER_COLON: 3.0,
    Cue.UNOPENED: -1.5,
    Cue.UNFILLED: -1.5,
    Cue.INSIDE: -3.5,
    Cue.OVERLONG: -1.8,
    Cue.FAR_TOO_LONG: -5.0,
    Cue.NO_BODY: -0.1,
}
