"""What readers read: a stream of bytes, with the way to it written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from cleaner.model import NOTHING, Broken, Source
from cleaner.settings import Settings
from cleaner.sources.found import Part, document_id, whole
from cleaner.sources.guards import Budget

STEP = "!"
"""Between the steps of a locator, outermost first: `gz!byte=120`, `member=a/b.jsonl!byte=0`."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes to read, and how they were reached.

    `uri` names the file they come from and `locator` leads to them inside it ("" for the file
    itself). `name` is what their format may be guessed by: the last component of the file's or
    member's name, without the endings of compressions that were taken off. `file` is buffered and
    can be searched (`seekable`) only where nothing is compressed around it. Where its bytes are
    damaged it first gives what stands before, then raises SourceError: only b"" is its end, not
    fewer bytes than were asked for. `depth` counts the containers and compressions
    around it. `hints` is what those say about all in it. `budget` is what may come out of them.
    `part` is the stretch of it that is to be read, None for all of it.
    """

    uri: str
    name: str
    file: BinaryIO
    locator: str = ""
    depth: int = 0
    hints: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    budget: Budget = field(default_factory=Budget, compare=False)
    part: Part | None = None

    def peek(self, size: int) -> bytes:
        """The next bytes, up to so many, left where they are."""
        # Every buffered file can show what it holds; BinaryIO does not say so.
        shown: bytes = self.file.peek(size)[:size]  # type: ignore[attr-defined]
        return shown

    def at(self, step: str) -> str:
        """The locator of what a step leads to from here."""
        return f"{self.locator}{STEP}{step}" if self.locator and step else self.locator or step

    def inner(
        self, step: str, name: str, file: BinaryIO, hints: Mapping[str, str] = NOTHING
    ) -> Stream:
        """A stream inside this one: a member, or what a compression holds."""
        known = {**self.hints, **hints}
        return Stream(self.uri, name, file, self.at(step), self.depth + 1, known, self.budget)

    def source(self, step: str, data: bytes | str, hints: Mapping[str, str] = NOTHING) -> Source:
        """The document at a step ("" for all there is), with what is known about it."""
        locator = self.at(step)
        known = {**self.hints, **hints}
        return Source(document_id(self.uri, locator), self.uri, data, locator, known)

    def broken(self, step: str, reason: str, detail: str, data: bytes = b"") -> Broken:
        """The record at a step that cannot be read ("" for all there is), with its bytes as far
        as they are known."""
        return Broken(self.source(step or whole(self.part), data), reason, detail)


Reader = Callable[[Stream, Settings], Iterator[Source | Broken | Stream]]
"""Gives what is in a stream, piece by piece, never holding more than a record of it: documents,
records that cannot be read, and streams to read in turn (members, the inside of a compression).
Raises SourceError where it cannot go on: what was given before stays, the rest becomes one reject.
"""
