"""How the process ends: whatever happens, with one message for a person and an exit code."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click

from cleaner.errors import CleanerError

COULD_NOT_GO_ON = CleanerError.exit_code
SIGNALLED = 128
"""A shell reports a process that a signal ended as this and the signal's number."""


class _Asked(KeyboardInterrupt):
    """The system asks the process to end: everything is left as by Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def run_to_end(work: Callable[[], int]) -> int:
    """The exit code of some work, with every error told on standard error."""
    _prepare()
    try:
        code = work()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except click.exceptions.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        _close_output()
        return SIGNALLED + 13  # as if SIGPIPE had ended it, which is how filters end
    except (Exception, KeyboardInterrupt) as error:
        message, code = _told(error)
        if message is None and sys.flags.dev_mode:
            raise
        # Nobody can mend a program from its traceback who only wanted to use it.
        return _tell(message or _fault(error), code)


def _told(error: BaseException) -> tuple[str | None, int]:
    """What to say of an error, None for one that nobody thought of, and the exit code."""
    match error:
        case click.Abort() | KeyboardInterrupt():
            number = error.number if isinstance(error, _Asked) else int(signal.SIGINT)
            what = "interrupted" if number == signal.SIGINT else "told to end"
            left = _notes(error) or "nothing half-written is left behind."
            return f"{what}; {left}", SIGNALLED + number
        case click.ClickException():
            return _usage(error), error.exit_code
        case CleanerError():
            return f"{error} {_notes(error)}".rstrip(), error.exit_code
        case OSError():
            return _disk(error), COULD_NOT_GO_ON
        case MemoryError():
            return "out of memory. Give it more, or smaller documents.", COULD_NOT_GO_ON
        case _:
            return None, COULD_NOT_GO_ON


def _notes(error: BaseException) -> str:
    """What was said of an error on its way here: how much of the work is done."""
    return " ".join(getattr(error, "__notes__", ()))


def _fault(error: BaseException) -> str:
    return (
        f"a fault in clean itself: {type(error).__name__}: {error}\n"
        "Please report it, with what `python -X dev -m cleaner` and the same arguments print."
    )


def _prepare() -> None:
    """Lets signals end the work as Ctrl-C does, and lets any text be printed anywhere."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _asked)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _asked(number: int, _: FrameType | None) -> None:
    raise _Asked(number)


def _tell(message: str, code: int) -> int:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:  # it is what went wrong
        _close_output()
    click.echo(f"clean: {message}", err=True)
    return code


def _close_output() -> None:
    """Points standard output nowhere: it cannot be written, and Python flushes it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: click.ClickException) -> str:
    """What is wrong with what was typed, and where to look."""
    message = error.format_message()
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return message
    name = ctx.info_name or ""
    if ctx.parent is not None and ctx.parent.parent is None and name and Path(name).exists():
        message += f"\n{name!r} is a command here; to clean the file of that name say ./{name}."
    return f"{message}\nTry '{' '.join(ctx.command_path.split())} --help'."


def _disk(error: OSError) -> str:
    what = error.strerror or str(error) or type(error).__name__
    return (
        f"{error.filename}: {what}."
        if error.filename is not None
        else f"the system refused: {what}."
    )
