"""Cleaning from Python: one object, one call, one answer."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.edits import Change, compose
from cleaner.guard import clean_guarded
from cleaner.kit import Kit, make_kit
from cleaner.model import (
    Cleaned,
    Edit,
    Language,
    Mark,
    Measurement,
    Mention,
    Metadata,
    Note,
    Reject,
    Source,
)
from cleaner.rulebook.rule import Rulebook
from cleaner.settings import Settings

_WHAT = {
    "repair": "characters and white space",
    "layout": "what stands around the article",
    "names": "one spelling of a name",
    "units": "the symbol of a unit",
    "reject": "not kept",
}
"""What stages do whose edits come from no rule with a title."""
_QUIET = Settings(discover="off")
"""A program that uses the library names its rules: where it runs must not matter."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one text.

    `base` is the text as it was taken in and `text` what it became; `edits` is the log that leads
    from one to the other (`cleaner.edits.replay`, `undo`). `rejected` is empty for a text that is
    kept, else the reason why a corpus would not hold it: `text` is then empty.
    """

    base: str
    text: str
    edits: tuple[Edit, ...]
    marks: tuple[Mark, ...]
    metadata: Metadata
    language: Language
    rejected: str
    titles: dict[str, str]

    @property
    def notes(self) -> tuple[Note, ...]:
        """Captures, flags and rules that stood back, in order of their place in `text`."""
        return tuple(mark for mark in self.marks if isinstance(mark, Note))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The names in `text`, each as it stood and in its one spelling."""
        return tuple(mark for mark in self.marks if isinstance(mark, Mention))

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """The quantities in `text`."""
        return tuple(mark for mark in self.marks if isinstance(mark, Measurement))

    @property
    def changes(self) -> list[Change]:
        """The edits as changes of `base`, from first to last, none overlapping."""
        return compose(self.base, self.edits)

    def explain(self) -> str:
        """A line for each change: where in `base`, by which rules, what was there, what is there
        now; and a line for each value taken for metadata, and for each rule that stood back."""
        told = []
        for change in self.changes:
            rules = ", ".join(dict.fromkeys(edit.rule for edit in change.edits))
            titles = "; ".join(dict.fromkeys(self._title(edit) for edit in change.edits))
            what = f"{_shown(change.old)} -> {_shown(change.new)}"
            if not change.new:
                what = f"removed {_shown(change.old)}"
            told.append(f"{change.start}:{change.end}  {rules} ({titles}): {what}")
        told += [f"{note.kind} by {note.by}: {_shown(note.value)}" for note in self.notes]
        return "\n".join(told)

    def _title(self, edit: Edit) -> str:
        return self.titles.get(edit.rule) or _WHAT.get(edit.stage, edit.stage)


class Cleaner:
    """Cleans one text after the other by the same rules and settings.

    Further keyword arguments are settings (`Cleaner(title="drop", select=("comment",))`). Raises
    SettingsError for a setting that is unknown, RuleError for faults in the rules.
    """

    def __init__(self, rules: Rulebook | None = None, **settings: object) -> None:
        self._kit: Kit = make_kit(_QUIET.with_values(settings, "Cleaner"), rules)
        self._titles = {rule.id: rule.title for rule in self._kit.rulebook.rules}

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._kit.settings

    def clean(self, text: str | bytes, *, url: str = "", charset: str = "") -> Result:
        """What becomes of one text: a `str`, or the bytes of a file, which are decoded as those of
        a file are (by `charset` if that is known, else by what they look like). Never raises for
        what the text holds: a text that a corpus would reject comes back empty, with the reason in
        `rejected`. Raises TypeError for what is neither."""
        if not isinstance(text, str | bytes):
            raise TypeError(
                f"clean() takes a text (str) or its bytes, not {type(text).__name__}: leave out "
                "what has none, and give the text of a row or a page by itself."
            )
        hints = {key: value for key, value in (("url", url), ("charset", charset)) if value}
        found = clean_guarded(Source("text", "text", text, hints=hints), self._kit)
        if isinstance(found, Reject):
            return self._rejected(found, text)
        return self._kept(found)

    def _kept(self, found: Cleaned) -> Result:
        doc = found.document
        return Result(
            doc.base,
            doc.text,
            doc.edits,
            doc.marks,
            found.metadata,
            found.language,
            "",
            self._titles,
        )

    def _rejected(self, found: Reject, text: str | bytes) -> Result:
        base = text if isinstance(text, str) else ""
        gone = (Edit("reject", f"reject.{found.reason}", 0, len(base), base, ""),) if base else ()
        nowhere = Language("und", "Zyyy", 0.0, False)
        return Result(base, "", gone, (), Metadata(), nowhere, found.reason, self._titles)


def _shown(text: str, most: int = 60) -> str:
    """A text in quotes on one line, cut to a length that can be read."""
    return repr(text if len(text) <= most else text[: most - 1] + "…")
