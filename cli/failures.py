"""Errors as people meet them: one line that says what to do, and an exit status.

====  ==========================================================================
0     it worked
1     it failed: a graph or file cannot be used, or some input was rejected
2     misuse: an unknown command, option, question, parameter, name or format
130   interrupted with Ctrl-C
====  ==========================================================================
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import typer

from ..errors import ActagraphError, BadQuestion, UnknownName
from .terminal import complain

FAILURE, MISUSE, INTERRUPTED = 1, 2, 130

_LISTS = {
    "question": "; acta questions lists them",
    "source": "; acta sources lists them",
    "entity": "; acta find looks for a part of a name",
}


def reported(command: Callable[[], object]) -> int:
    """Run ``command``, report an anticipated error in one line, and return the exit status."""
    try:
        status = command()
        sys.stdout.flush()
    except typer.TyperException as error:
        return _misused(error)
    except ActagraphError as error:
        complain(f"{error}{_advice(error)}")
        return MISUSE if isinstance(error, BadQuestion) else FAILURE
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        return _unread()
    except OSError as error:
        complain(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
        return FAILURE
    if status == INTERRUPTED:
        complain("interrupted; the graph is as it was, and loading again completes an interrupted load")
    return status if isinstance(status, int) else 0


def _advice(error: ActagraphError) -> str:
    """What to do about an error that cannot say it itself, because it does not know this command line."""
    if isinstance(error, UnknownName) and not error.closest:
        return _LISTS.get(error.what, "")
    return ""


def _misused(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)
        return MISUSE
    path = context.command_path if context else "acta"
    complain(f"{error.format_message().rstrip('.')}; see {path} --help")
    return MISUSE


def _unread() -> int:
    """The reader of a pipe has gone, which is its right: stop without a word."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
