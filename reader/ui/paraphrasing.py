"""A claim beside the post that it may tell again: the likeliest post first, the differences marked, and one key to link them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from reader.commands.command import Choice
from reader.commands.relating import End, claim_end, kinds_between, link_to_post, post_end
from reader.core.annotation import Annotation, Claim
from reader.core.document import Post
from reader.core.records import Records
from reader.core.state import State
from reader.paint.outline import post_title
from reader.paint.reviewing import quote_of
from reader.suggest.alike import PARAPHRASE, rank
from reader.ui.asking import Asking
from reader.ui.panes.changes import ChangesPane
from reader.ui.relating import TURN, attempt, kind_choices, title_of
from reader.ui.screens.beside import BesideScreen, beside

if TYPE_CHECKING:
    from textual import events

    from reader.ui.screens.reading import ReadingScreen

MOST_RANKED = 200
"""Posts around the claim that are compared with it."""


class ParaphraseScreen(BesideScreen):
    """Shows ``claim`` beside the posts of the open article, the likeliest first, and links it to one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket,n", "step(1)", show=False),
        Binding("left_square_bracket,N", "step(-1)", show=False),
        Binding("r", "link", show=False),
        Binding("p", "tell", show=False),
    ]

    def __init__(self, home: ReadingScreen, state: State, claim: End, posts: Sequence[tuple[Post, float]]) -> None:
        many = len(posts) > 1
        hints = (
            ("r", "relate them", True),
            ("p", "it is a paraphrase", True),
            *((("]", "next post", True), ("[", "post before", True)) if many else ()),
            ("Esc", "back", True),
        )
        super().__init__(home.looks, "The claim and the post", (), hints)
        self._home = home
        self._state = state
        self._claim = claim
        self._posts = posts
        self._at = 0
        self.asking = Asking(self, self.keys, self._rest)

    def on_mount(self) -> None:
        self._show()
        if self._posts[0][1] < PARAPHRASE:
            self.keys.show_message("No post here is much like it; this is the likeliest.")

    def take(self, event: events.Key) -> bool:
        """Take a key that answers a question before anything else sees it; whether it was taken."""
        self.keys.show_message("")
        if not self.asking.is_picking:
            return False
        self.asking.take(event)
        return True

    def paste(self, words: str) -> bool:  # noqa: ARG002  # as all screens have it on which questions are asked
        """Nothing is written here that words could be put into."""
        return False

    def action_step(self, step: int) -> None:
        """Show the next post, or the one before."""
        self._at = (self._at + step) % len(self._posts)
        self._show()

    def action_link(self) -> None:
        """Relate the two by a kind that is chosen by its letter."""
        self._ask(leads_back=False, is_told=False)

    def action_tell(self) -> None:
        """The same, and the claim is the post's author's, paraphrased."""
        self._ask(leads_back=False, is_told=True)

    def on_changes_pane_chosen(self, message: ChangesPane.Chosen) -> None:
        message.stop()

    def _show(self) -> None:
        post, score = self._posts[self._at]
        lead = "The claim" if not self._claim.made else "The sentence, not marked yet"
        words, said = post_words(post, self._state), quote_of(self._claim.annotation)
        self.items = beside(f"{score:.0%} alike", f"The post: {post_title(post)}", words, lead, said)
        self.position = f"post {self._at + 1} of {len(self._posts)}"
        self.draw()

    def _ask(self, *, leads_back: bool, is_told: bool) -> None:
        post, _ = self._posts[self._at]
        context, scheme = self._home.desk.context, self._home.desk.config.scheme
        evidence = post_end(self._state, context, post)
        ends = (evidence, self._claim) if leads_back else (self._claim, evidence)
        if not kinds_between(scheme, *ends):
            leads_back, ends = not leads_back, (ends[1], ends[0])
        choices: Sequence[Choice] = kind_choices(scheme, *ends)
        if not kinds_between(scheme, *ends):
            self.keys.show_message("The scheme has no relation between a claim and evidence.")
            return

        def taken(kind: str) -> None:
            if kind == TURN:
                self._ask(leads_back=not leads_back, is_told=is_told)
            else:
                self._link(post, kind, leads_back=leads_back, is_told=is_told)

        self.asking.pick("The post … the claim" if leads_back else "The claim … the post", choices, taken)

    def _link(self, post: Post, kind: str, *, leads_back: bool, is_told: bool) -> None:
        transaction = link_to_post(self._state, self._home.desk.context, self._claim, post, kind, leads_back=leads_back, is_told=is_told)
        if transaction is None:
            self.keys.show_message("That is said already.")
            return
        problem = attempt(self._home, transaction)
        if problem is not None:
            self.keys.show_message(problem, is_error=True)
            return
        title = title_of(self._home.desk.config.scheme, kind)
        self.dismiss(None)
        one, other = ("the post", "the claim") if leads_back else ("the claim", "the post")
        told = ", in other words" if is_told else ""
        self._home.say(f"Linked: {one} {title} {other}{told}. {self._home.key_of('undo')} undoes it.")

    def _rest(self) -> None:
        self.keys.show_hints(self.hints)


def compare_with_post(screen: ReadingScreen) -> None:
    """Shows the claim at the caret, else the sentence, beside the post that it most likely tells again."""
    state = screen.state
    if state is None or not state.document.posts:
        screen.say("There is no post in this article.")
        return
    here = next((one for one in state.annotations_at_caret(8) if isinstance(one.body, Claim)), None)
    claim = End(here) if here else claim_end(state, screen.desk.context)
    if claim is None:
        screen.say("There is no claim and no sentence at the caret.")
        return
    posts = ranked(state, claim)
    if posts:
        screen.app.push_screen(ParaphraseScreen(screen, state, claim, posts))
    else:
        screen.say("There is no other post in this article.")


def ranked(state: State, claim: End) -> list[tuple[Post, float]]:
    """The posts that ``claim`` may tell again, each with how alike it is: those that it is related to first, then the likeliest.

    A post that the claim stands in is none; of very many, those around the claim are taken.
    """
    start = claim.annotation.hull.start
    posts = [post for post in state.document.posts if not post.span.contains(start)]
    posts = sorted(posts, key=lambda post: abs(post.start - start))[:MOST_RANKED]
    posts.sort(key=lambda post: post.start)
    names = [f"{post.author or ''} {post.handle or ''}" for post in posts]
    scored = rank(quote_of(claim.annotation), [post_words(post, state) for post in posts], names)
    is_related = related_post(claim.annotation, state.records)
    return sorted(((posts[number], score) for number, score in scored), key=lambda one: not is_related(one[0]))


def related_post(claim: Annotation, records: Records) -> Callable[[Post], bool]:
    """Whether a post holds an end of a relation of ``claim``."""
    others = [id for one in records.relations_of(claim.id) for id in (one.source, one.target) if id != claim.id]
    found = [annotation for id in others[:MOST_RANKED] if (annotation := records.annotation(id)) and annotation.document == claim.document]
    return lambda post: any(post.span.covers(annotation.hull) for annotation in found)


def post_words(post: Post, state: State) -> str:
    """What a post says, without the source's markup."""
    return post.body.of(state.document.text) if post.words is None else post.words
