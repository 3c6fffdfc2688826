"""The command line: what is asked for, by whom it is done, and what its exit code is."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.arguments import COMMANDS, UsageError, main_parser
from reader.core.errors import ReaderError
from reader.report.console import complain

if TYPE_CHECKING:
    pass

DONE, WRONG, FAILED = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141
"""What a shell makes of the signals SIGINT and SIGPIPE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments (the process's own without ``argv``) ask for, and give the exit code. Raises nothing."""
    try:
        code = _dispatch(list(sys.argv[1:] if argv is None else argv))
        if sys.stdout is not None:
            sys.stdout.flush()
    except SystemExit as stop:  # argparse, after --help and --version
        return stop.code if isinstance(stop.code, int) else DONE
    except ReaderError as error:
        complain(f"reader: {error}")
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return PIPE_CLOSED
    except OSError as error:
        _discard_output()
        complain(f"reader: {error.filename or 'the output'}: {error.strerror or error}. {_advice(error)}, then try again.")
    except Exception as error:  # the last line of defence: the user gets a sentence, whoever reports it the traceback
        if os.environ.get("READER_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        complain(f"reader: this should not have happened ({what}). Run it again with READER_DEBUG=1 and report what it prints.")
    else:
        return code
    return FAILED


def _advice(error: OSError) -> str:
    return "Make room" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "Check the name and the permissions"


def _dispatch(argv: list[str]) -> int:
    # The options that are not a command's own may stand before the command.
    at = 0
    while at < len(argv) and argv[at].startswith(("--annotator", "--encoding")):
        at += 1 if "=" in argv[at] else 2
    name = argv[at] if at < len(argv) else ""
    if name not in COMMANDS:
        arguments = main_parser().parse_args(argv)
        gc.disable()  # a start makes no garbage, and looking for it takes a tenth of it; the screen turns it on when it is drawn
        try:
            from reader.running.screen import read

            return read(arguments.paths or ["."], arguments.annotator, arguments.encoding)
        finally:
            gc.enable()
    arguments = COMMANDS[name]().parse_args(argv[:at] + argv[at + 1 :])
    match name:
        case "export":
            from reader.running.exporting import export

            return export(
                arguments.path,
                arguments.annotator,
                arguments.encoding,
                format=arguments.format,
                output=arguments.output,
                with_text=not arguments.no_text,
                may_replace=arguments.force,
                labels=arguments.labels,
            )
        case "list":
            from reader.running.printing import list_documents

            return list_documents(arguments.path, arguments.annotator, arguments.encoding, as_json=arguments.json)
        case "summary":
            from reader.running.printing import summarize

            return summarize(arguments.path, arguments.annotator, arguments.encoding, as_json=arguments.json)
        case "show":
            from reader.running.printing import show

            return show(arguments.file, arguments.annotator, arguments.encoding)
        case "diff":
            from reader.running.printing import diff

            return diff(arguments.old, arguments.new, arguments.annotator, arguments.encoding, as_json=arguments.json)
        case "find":
            from reader.running.printing import find

            return find(arguments.path, arguments.words, arguments.encoding, is_pattern=arguments.regex, as_json=arguments.json)
        case "suggest" if arguments.file is not None:
            from reader.running.suggestions import import_suggestions

            return import_suggestions(
                arguments.folder,
                arguments.file,
                arguments.encoding,
                name=arguments.name,
                takes_all=arguments.all,
                may_replace=arguments.force,
            )
        case "suggest" if arguments.remove is not None:
            from reader.running.suggestions import remove_suggestions

            return remove_suggestions(arguments.folder, arguments.remove)
        case "suggest":
            from reader.running.suggestions import list_suggestions

            return list_suggestions(arguments.folder)
        case "merge":
            from reader.running.checking import merge

            return merge(arguments.base, arguments.ours, arguments.theirs)
        case "scheme":
            return _scheme(arguments.action, arguments.name)
        case _:
            from reader.running.checking import check

            return check(arguments.path, arguments.annotator, arguments.encoding, repairing=arguments.repair)


def _scheme(action: str, name: str | None) -> int:
    from reader.running.schemes import check_scheme, list_schemes, show_scheme

    if action == "check":
        if name is None:
            raise UsageError("name the FILE to check: reader scheme check FILE.")
        return check_scheme(name)
    if action == "list" and name is not None:
        raise UsageError(f"“reader scheme list” takes no name; “reader scheme show {name}” prints one.")
    return list_schemes() if action == "list" else show_scheme(name)


def _discard_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not complain about it at exit."""
    with suppress(OSError, ValueError, AttributeError):  # a stream that has no descriptor has nothing to complain about
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
