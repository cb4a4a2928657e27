"""Everything that can go wrong, as one tree. Each message is written for a person: what is wrong,
where (file, line, column where there are any), and what to do.

    CleanerError            exit code 4: could not go on
    ├── UsageError          exit code 2: the command was asked for something it cannot do
    ├── SettingsError       exit code 2: an unknown or unreadable setting
    ├── RuleError           exit code 2: every fault of the rule files, at once
    ├── SourceError         one document cannot be read: it becomes a reject and the run goes on
    ├── CorpusError         exit code 4: the corpus cannot be read or written
    │   └── NotThere        exit code 2: there is no such corpus, or no such document in it
    └── CheckFailed         exit code 1: a check has findings

Exit code 0 is "done", 3 "more rejects than allowed"; 130 is "interrupted", 143 "asked to end" and
129 "the terminal went away".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class CleanerError(Exception):
    """The root: something a person has to know before the work can go on."""

    exit_code = 4


class UsageError(CleanerError):
    """The request itself cannot be carried out: a path is missing, the output is taken."""

    exit_code = 2


class SettingsError(CleanerError):
    """A setting is unknown or has a value it cannot have."""

    exit_code = 2


class SourceError(CleanerError):
    """One document cannot be read. `reason` is a short stable word, `detail` says more."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class CorpusError(CleanerError):
    """A corpus cannot be read or written."""


class NotThere(CorpusError):
    """There is no corpus where one was named, or no one document in it that a name means."""

    exit_code = 2


class CheckFailed(CleanerError):
    """A check ran to its end and found something."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a rule file. Lines and columns count from 1. `code` is what
    `clean rules lint --explain` knows it by."""

    file: str
    line: int
    column: int
    message: str
    advice: str
    excerpt: str = ""
    code: str = ""

    def __str__(self) -> str:
        code = f" [{self.code}]" if self.code else ""
        head = f"{self.file}:{self.line}:{self.column}: {self.message}{code}"
        shown = f"\n    {self.excerpt}\n    {' ' * (self.column - 1)}^" if self.excerpt else ""
        return f"{head}{shown}\n    {self.advice}"


class RuleError(CleanerError):
    """All faults of the rule files that were read, in file and line order."""

    exit_code = 2

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.file, f.line, f.column, f.message)))
        count = len(self.faults)
        plural = "" if count == 1 else "s"
        listing = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"{count} fault{plural} in the rules\n{listing}")


def counted(number: int, noun: str) -> str:
    """A number and what it counts, for reports: `1 rule`, `2 rules`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
