"""The commands' arguments, with the help that each prints."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from reader import __version__
from reader.core.errors import ReaderError
from reader.report.console import say

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class UsageError(ReaderError):
    """The arguments ask for nothing that there is."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, and whose help reaches any terminal."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}. “{self.prog} --help” says how it is called.")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:  # noqa: ARG002  # only ever standard output here
        say([message.rstrip("\n")])


def main_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader",
        "Read articles, mark claims, tag entities. Every mark is on disk before the next key.",
        """\
commands (reader COMMAND --help tells more):
  reader export PATH  hand on documents, posts and annotations as JSON
  reader list PATH    documents with their status, posts, annotations, progress
  reader summary PATH claims by claimant and verdict, entities by mentions, and more
  reader show FILE    the article with posts and highlights, printed
  reader diff OLD NEW what changed, and what became of the claims in it; without
                      NEW: since OLD was last marked
  reader find PATH WORDS   where words stand, as lines in context
  reader check PATH   verify store and anchors; --repair puts a broken store in order
  reader suggest FOLDER --from FILE   take suggestions that a model has made
  reader merge BASE OURS THEIRS   merge two stores that parted, for git
  reader scheme check FILE   name every mistake in a label set;
                      list, show: the label sets that ship

A PATH that is named like a command is given as ./export. Annotations are kept in
the folder .reader beside the documents.

The configuration is a TOML file, config.toml in the user's configuration folder
for reader, or the one that READER_CONFIG names. It may hold:
  annotator = "ann"
  theme = "nord"
  scheme = "labels.toml"   (your label set, or the name of one that ships)
  [keymap]
  mark_claim = ["c", "x"]
""",
    )
    parser.add_argument("paths", metavar="PATH", nargs="*", help="a folder or files to open; without any, the current folder")
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    return parser


def _export_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader export",
        "Hand on the documents of a folder, or one file, with posts and annotations.",
        """\
Annotations whose words are no longer found, or whose document is gone, become
orphans. Documents that cannot be read are named on standard error.
Exit code: 0 all is exported; 1 all but what cannot be read is; 2 nothing is.
""",
    )
    parser.add_argument("path", metavar="PATH", help="a folder or a file")
    parser.add_argument("--format", default="json", metavar="NAME", help="the format (json, and what plugins bring)")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="where to; - is standard output, and the default")
    parser.add_argument("--no-text", action="store_true", help="leave the documents' text out")
    parser.add_argument("--labels", metavar="SCHEME", help="the entity types of a label set that ships, such as conll4")
    parser.add_argument("--force", action="store_true", help="replace FILE when it is there already")
    return parser


def _list_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader list",
        "List documents with their status, posts, annotations and progress.",
        """\
Documents whose files are gone come last, as long as something was said of them.
Exit code: 0 listed; 1 listed, but a document cannot be read; 2 nothing to list.
""",
    )
    parser.add_argument("path", metavar="PATH", help="a folder or a file")
    parser.add_argument("--json", action="store_true", help="as a JSON array of objects, with more numbers")
    return parser


def _summary_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader summary",
        "Sum up: documents by status, claims by claimant and verdict, entities by mentions, tags.",
        """\
Exit code: 0 summed up; 1 summed up, but a document cannot be read; 2 nothing to sum up.
""",
    )
    parser.add_argument("path", metavar="PATH", help="a folder or a file")
    parser.add_argument("--json", action="store_true", help="as a JSON object, with all rows")
    return parser


def _show_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader show",
        "Print an article, posts framed, marks in brackets: The ⟦bridge⟧{claim} fell.",
        "Colour is for terminals, and never with NO_COLOR.",
    )
    parser.add_argument("file", metavar="FILE", help="a file")
    return parser


def _diff_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader diff",
        "Tell what changed between two versions of an article, and what became of the marked claims.",
        """\
Without NEW, OLD as it was when it was last marked is compared with what it is now.
Claims marked in either version are unchanged, moved, reworded, softened, strengthened,
vanished or added, or have another number or negation; each with the words that show it.
Posts are known again by permalink, or author and date, wherever they stand. Then come
the sentences added and removed, and every change in context: [-taken out-]{+put in+}.
Other white space is no difference. Colour is for terminals, and never with NO_COLOR.
Exit code: 0 the same; 1 different; 2 not compared.
""",
    )
    parser.add_argument("old", metavar="OLD", help="a file: the earlier version")
    parser.add_argument("new", metavar="NEW", nargs="?", help="a file: the later version")
    parser.add_argument("--json", action="store_true", help="as a JSON object, with offsets")
    return parser


def _find_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader find",
        "Find words in the documents of a folder, or one file, and print each place with its context.",
        """\
Without capitals in WORDS, capitals are found too; any white space is the same as any
other. What is found is in the documents as the screen shows them: of a page, in the
article. Documents that cannot be read are named on standard error.
Exit code: 0 found; 1 nothing found; 2 not searched.
""",
        is_somebodys=False,
    )
    parser.add_argument("path", metavar="PATH", help="a folder or a file")
    parser.add_argument("words", metavar="WORDS", help="what to find; of several words one argument, in quotes")
    parser.add_argument("--regex", action="store_true", help="WORDS is a regular expression, as Python has them; ^ and $ are ends of lines")
    parser.add_argument("--json", action="store_true", help="as a JSON array of objects, with offsets")
    _add_encoding(parser)
    return parser


def _check_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader check",
        "Verify that all stored can be read, each mark has its place, no record leads nowhere.",
        """\
All annotators of the folder are checked unless one is named.
With --repair, a broken store is kept aside as it is, under a name with the date, and
all that can be read of it stays in place; a change that was not finished is cut off.
Of the kept texts, broken ones are removed, and those that no mark of anybody needs.
Exit code: 0 all is well; 1 each line says what is wrong; 2 not checked.
""",
    )
    parser.add_argument("path", metavar="PATH", help="a folder or a file")
    parser.add_argument("--repair", action="store_true", help="put broken stores in order first, and say what was done")
    return parser


def _suggest_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader suggest",
        "Import suggestions from a file, to be accepted or refused one by one while reading.",
        """\
FILE is JSON as the export writes it, its annotations with "status": "suggested".
Its documents are known by id, else by sha256, else by path; words that have moved are
found again. All of it is checked first; what has a place is kept in FOLDER, as
.reader/suggestions/NAME.json, and nothing is marked.
Exit code: 0 all have a place; 1 some have none, and are named; 2 nothing is imported.
""",
        is_somebodys=False,
    )
    parser.add_argument("folder", metavar="FOLDER", help="a folder of documents")
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--from", dest="file", metavar="FILE", help="the file to import")
    asked.add_argument("--list", action="store_true", help="what was imported")
    asked.add_argument("--remove", metavar="NAME", help="remove what was imported under NAME")
    parser.add_argument("--name", metavar="NAME", type=_name, help="what to call it (else as FILE is called)")
    parser.add_argument("--all", action="store_true", help="take annotations of any status for suggestions")
    parser.add_argument("--force", action="store_true", help="replace what was imported under the same name")
    parser.add_argument(
        "--encoding", metavar="NAME", type=_encoding, help="what the documents are in, such as windows-1252 (else found out)"
    )
    return parser


def _merge_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader merge",
        "Merge two stores of one annotator, record by record, into the file OURS.",
        """\
What one side changed is taken; of what both changed, field by field, the newer edit wins;
a record that one side removed and the other edited stays. Each such decision is a line.
As git's merge driver, with “*.json -text merge=reader” in .reader/.gitattributes:
  git config merge.reader.driver "reader merge %O %A %B"
In a rebase, git calls the branch that you rebase onto OURS.
Exit code: 0 merged; 2 not merged, and OURS is as it was.
""",
        is_somebodys=False,
    )
    parser.add_argument("base", metavar="BASE", help="the store as it was before the two parted; it may be empty or missing")
    parser.add_argument("ours", metavar="OURS", help="one of the two; the merged store is written over it")
    parser.add_argument("theirs", metavar="THEIRS", help="the other")
    return parser


def _scheme_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader scheme",
        "Label sets: the kinds, types, verdicts, relations and attributes that marks have.",
        """\
  reader scheme check FILE   every mistake in FILE, each with its line
  reader scheme list         the label sets that ship
  reader scheme show [NAME]  one of them as TOML, to start your own from; without
                             NAME, the one that is used when none is configured
Exit code: 0 done, and FILE is sound; 1 each line says what is wrong; 2 it cannot be read.
""",
        is_somebodys=False,
    )
    parser.add_argument("action", metavar="check|list|show", choices=("check", "list", "show"), help="what to do")
    parser.add_argument("name", metavar="FILE|NAME", nargs="?", help="the file to check, or the label set to print")
    return parser


def _parser(prog: str, description: str, epilog: str, *, is_somebodys: bool = True) -> argparse.ArgumentParser:
    """A parser; of what is done to somebody's annotations, with the option that says whose."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = _Parser(prog=prog, description=description, epilog=epilog, formatter_class=raw, allow_abbrev=False)
    if is_somebodys:
        parser.add_argument(
            "--annotator", metavar="NAME", type=_name, help="whose annotations (else READER_ANNOTATOR, the configuration, the login name)"
        )
        _add_encoding(parser)
    return parser


def _add_encoding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--encoding", metavar="NAME", type=_encoding, help="what all files are in, such as windows-1252 (else found out)")


def _encoding(given: str) -> str:
    from reader.sources.safe import codec

    try:
        return codec(given)
    except ReaderError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from error


def _name(given: str) -> str:
    if not given.strip():
        raise argparse.ArgumentTypeError("a name is needed")
    return given.strip()


COMMANDS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "export": _export_parser,
    "list": _list_parser,
    "summary": _summary_parser,
    "show": _show_parser,
    "diff": _diff_parser,
    "find": _find_parser,
    "check": _check_parser,
    "suggest": _suggest_parser,
    "merge": _merge_parser,
    "scheme": _scheme_parser,
}
