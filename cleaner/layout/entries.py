"""Reading the lexicon's files: tables with a tab between the columns, `#` before remarks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaner.errors import Fault, RuleError
from cleaner.layout.lexicon import KINDS, Entry, Weights

WEIGHT_ADVICE = "Write content, over and before as numbers, such as -3.0<tab>2.5<tab>0."


class Tables:
    """The tables of a folder. Faults are gathered, and `check` raises them all at once; `digest`
    is a SHA-256 over all that was read."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.faults: list[Fault] = []
        self._read = hashlib.sha256()

    @property
    def digest(self) -> str:
        """SHA-256 over the files read so far, hexadecimal."""
        return self._read.hexdigest()

    def rows(self, name: str, columns: int) -> Iterator[tuple[int, list[str]]]:
        """The rows of a table, each with the number of its line."""
        path = self.home / name
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            fault = Fault(str(path), 1, 1, f"cannot be read: {error}", "Save the file as UTF-8.")
            self.faults.append(fault)
            return
        self._read.update(text.encode())
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) == columns:
                yield number, cells
            else:
                told = f"{len(cells)} columns where {columns} belong"
                self.fault(name, number, told, "Put one tab between two columns.", line)

    def fault(self, name: str, line: int, message: str, advice: str, excerpt: str = "") -> None:
        """Notes a fault of a line."""
        self.faults.append(Fault(str(self.home / name), line, 1, message, advice, excerpt))

    def check(self) -> None:
        """Raises RuleError if there were faults."""
        if self.faults:
            raise RuleError(self.faults)

    def weights(self, name: str, line: int, cells: list[str]) -> Weights | None:
        """The weights that cells hold, None with a fault if one is no number."""
        try:
            return Weights(*map(float, cells))
        except ValueError:
            told = f"{cells} are not all numbers"
            self.fault(name, line, told, WEIGHT_ADVICE, "\t".join(cells))
            return None

    def number(self, name: str, line: int, cell: str) -> float:
        """The number in a cell, 0 with a fault if it is none."""
        try:
            return float(cell)
        except ValueError:
            self.fault(name, line, f"{cell!r} is not a number", "Write a number such as -1.5.")
            return 0.0


def read_entries(tables: Tables, name: str) -> list[Entry]:
    """The entries of a table of kind, text and three weights."""
    entries = []
    for line, (kind, text, *cells) in tables.rows(name, 5):
        weights = tables.weights(name, line, cells)
        if kind not in KINDS:
            tables.fault(name, line, f"{kind!r} is no kind", f"Choose one of {', '.join(KINDS)}.")
        elif weights is not None:
            entries.append(Entry(kind, text, weights))
    return entries


def read_phrases(tables: Tables, name: str, says: str) -> list[Entry]:
    """The entries of a table of phrases, weighted by what they say as the other table has it."""
    weights = {}
    for line, (what, *cells) in tables.rows(says, 4):
        found = tables.weights(says, line, cells)
        if found is not None:
            weights[what] = found
    entries: list[Entry] = []
    for line, (what, _language, place, phrases) in tables.rows(name, 4):
        if what not in weights:
            tables.fault(name, line, f"{what!r} says nothing", f"Give it weights in {says}.")
        elif place not in ("line", "start"):
            tables.fault(name, line, f"{place!r} is no place", "Write line or start.")
        else:
            entries += (phrase_entry(place, p, weights[what]) for p in phrases.split("|"))
    return entries


def phrase_entry(place: str, phrase: str, weights: Weights) -> Entry:
    """The entry of a phrase that is a whole line or starts one."""
    return Entry(place, phrase.strip(), weights)


def rule_entries(
    phrases: Iterable[str], headings: Iterable[str], weights: tuple[Weights, Weights]
) -> list[Entry]:
    """The entries of the rulebook's own phrases: of whole lines, and of headings of lists."""
    of_phrases, of_headings = weights
    return [Entry("line", text, of_phrases) for text in phrases] + [
        Entry("line", text, of_headings) for text in headings
    ]
