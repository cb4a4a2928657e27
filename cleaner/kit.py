"""The kit: what stages may look at beside the document itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.edits import mapper, passes
from cleaner.errors import SettingsError
from cleaner.extract.registry import check as check_extractor
from cleaner.garbage import uncollected
from cleaner.language import detector
from cleaner.measure.ids import unit_ids
from cleaner.measure.units import TABLES, tables_digest
from cleaner.model import Document, Edit, Language, Note, Share
from cleaner.repeats.table import NO_REPEATS, Repeats
from cleaner.romanize.load import Names, load_names
from cleaner.rulebook.builtin import BUILTINS
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.match import Matcher, Scope
from cleaner.rulebook.places import own_places
from cleaner.rulebook.rule import CONFIDENCES, BlockRule, LayoutRule, Rulebook
from cleaner.rulebook.selection import EVERY, EVERYTHING, Selection, begins, stem, stems
from cleaner.rulebook.sites import check_site_from, site_of
from cleaner.settings import Settings, nearest

if TYPE_CHECKING:
    from cleaner.layout.filter import Layout
    from cleaner.layout.model import Model


@dataclass(frozen=True, slots=True)
class Kit:
    """The rules, the settings and the models of a run: frozen, shared by all documents.

    `yielding` names rules that stand back for the document at hand.
    """

    rulebook: Rulebook
    settings: Settings
    language: Callable[[str], Language]
    shares: Callable[[str, Language], tuple[Share, ...]]
    matcher: Matcher
    names: Names
    rulebook_digest: str
    settings_digest: str
    yielding: frozenset[str] = frozenset()
    selection: Selection = EVERY
    repeats: Repeats = NO_REPEATS
    layout: Layout | None = None
    layout_rules: tuple[LayoutRule, ...] = ()

    def propose(self, stage: str, doc: Document) -> list[Edit | Note]:
        """What the rules of a stage propose for a document."""
        return self.matcher.propose(doc.text, stage, self._scope(doc), self.yielding)

    def layout_parts(self, doc: Document) -> dict[str, str]:
        """The parts of a page that layout may take of a document, each with the id of the rule that
        says so: of several the first by id."""
        scope = self._scope(doc)
        return {r.layout: r.id for r in reversed(self.layout_rules) if scope.allows(r)}

    def _scope(self, doc: Document) -> Scope:
        return Scope(
            doc.site,
            lambda: self.language(doc.text).code,
            self.repeats.seen if self.repeats else None,
        )

    def site(self, path: str, url: str) -> str:
        """The site of a document, by its file's path and its address; "" if it is not known."""
        return site_of(url, path, self.settings.site_from)

    @property
    def files(self) -> dict[str, str]:
        """The files of the rules, names and units at work, by the names they are reported by."""
        units = {} if self.settings.units == "off" else _unit_files()
        return {**self.rulebook.files, **self.names.files, **units}

    @property
    def rule_ids(self) -> frozenset[str]:
        """The ids of all rules at work that may stand back: what layout takes is no part of the
        cap, and it comes to rest by itself."""
        rules = self.rulebook.rules
        return frozenset(rule.id for rule in rules if not isinstance(rule, LayoutRule))

    def confidence(self, rule_id: str) -> int:
        """How sure a rule is of itself: a higher number is surer."""
        entry = self.rulebook.get(rule_id)
        return CONFIDENCES.index(entry.rule.confidence) if entry else len(CONFIDENCES)

    def furnished(self, doc: Document) -> bool:
        """Whether rules took anything out of a document, furniture or metadata: whoever scraped it
        took more than the text."""
        return any(map(self._takes, doc.edits))

    def cuts(self, doc: Document) -> list[int]:
        """The offsets in a document's text at which rules took out whole lines."""
        found: list[int] = []
        for run in passes(doc.edits):
            forward = mapper(run)
            found = [forward(offset) for offset in found]
            whole = (edit for edit in run if "\n" in edit.old and not edit.new.strip())
            found += [forward(edit.start) for edit in whole if self._takes(edit)]
        return found

    def _takes(self, edit: Edit) -> bool:
        """Whether a rule took furniture or metadata by an edit."""
        entry = self.rulebook.get(edit.rule) if edit.stage == "strip" else None
        return entry is not None and entry.rule.action.startswith(("remove", "capture"))

    def with_repeats(self, repeats: Repeats) -> Kit:
        """A kit whose rules know where else lines stand. The table is part of what a corpus is
        made by, so it enters the digest of the rules."""
        if not repeats:
            return self
        digest = hashlib.sha256(f"{self.rulebook_digest} {repeats.digest}".encode()).hexdigest()
        return replace(self, repeats=repeats, rulebook_digest=digest)

    def without(self, rule_ids: frozenset[str]) -> Kit:
        """A kit in which some more rules stand back."""
        return replace(self, yielding=self.yielding | rule_ids)


@uncollected()
def make_kit(settings: Settings, rulebook: Rulebook | None = None) -> Kit:
    """The kit for some settings, with the shipped rules and those the settings name unless a
    rulebook is given. Raises RuleError for faults in the rules, SettingsError for a detector or
    an extractor that does not exist or is not installed."""
    check_site_from(settings.site_from)
    if rulebook is None:
        rulebook = load_rules(*settings.rules, own=settings.discover == "on")
    book = rulebook
    check_choice(settings, book)
    selection = Selection(settings.select, settings.ignore)
    book = book.chosen(*(_of_rules(book, p) for p in (settings.select, settings.ignore)))
    names = Names(()) if settings.names == "off" else _names(settings).chosen(selection.runs)
    layout_rules = tuple(rule for rule in book.rules if isinstance(rule, LayoutRule))
    layout = _layout(settings, book) if layout_rules and settings.layout != "off" else None
    parts = (book.digest, names.digest, _units(), *([layout.digest] if layout else ()))
    digest = hashlib.sha256(" ".join(parts).encode()).hexdigest()
    model = detector(settings.detector)
    check_extractor(settings.extractor)
    language = lru_cache(maxsize=4)(model.detect)
    return Kit(
        book,
        settings,
        language,
        model.shares,
        Matcher(book.rules),
        names,
        digest,
        settings.digest,
        selection=selection,
        layout=layout,
        layout_rules=layout_rules,
    )


def check_choice(settings: Settings, book: Rulebook) -> None:
    """Raises SettingsError for a prefix that means nothing, or a repair that cannot be ignored."""
    given = [("select", p) for p in settings.select] + [("ignore", p) for p in settings.ignore]
    given = [(flag, p) for flag, p in given if not any(rule.named(p) for rule in book.rules)]
    fixed = {one.id for one in BUILTINS if not one.optional}
    for flag, prefix in given:
        if flag == "ignore" and stem(prefix) in fixed:
            raise SettingsError(
                f"ignore: {stem(prefix)} cannot be switched off: all others count on it."
            )
    known = None
    for flag, prefix in given:
        if prefix == EVERYTHING:
            continue
        known = known or other_ids(settings)
        if not any(begins(one, prefix) for one in known):
            near = nearest(stem(prefix), stems([*known, *(rule.id for rule in book.rules)]))
            raise SettingsError(
                f"{flag}: nothing has an id that begins with {prefix!r}{near or '.'} "
                "`clean rules list --kind all` names them all."
            )


def other_ids(settings: Settings) -> list[str]:
    """The ids of what is at work beside rules: names, units, repairs and doubts."""
    names = (entry.name.id for entry in _names(settings).entries)
    return [*names, *unit_ids(rules_home() / "units"), *(one.id for one in BUILTINS)]


def _of_rules(book: Rulebook, prefixes: tuple[str, ...]) -> list[str]:
    return [p for p in prefixes if any(rule.named(p) for rule in book.rules)]


def _layout(settings: Settings, book: Rulebook) -> Layout:
    """The layout for some settings. The phrases of rules that remove lines, and the headings of
    lists that they remove, are evidence to it."""
    from cleaner.layout.filter import layout_of  # noqa: PLC0415 - numpy is needed nowhere else

    headings: set[str] = set()
    phrases: set[str] = set()
    for rule in book.rules:
        if isinstance(rule, BlockRule):
            headings.update(phrase for group in rule.heading_is.values() for phrase in group)
        elif rule.action in ("remove_line", "capture_line"):
            phrases.update(phrase for group in rule.line_is.values() for phrase in group)
    model = _layout_model(rules_home() / "layout", tuple(sorted(phrases)), tuple(sorted(headings)))
    keep_headline = settings.title == "keep"
    return layout_of(model, settings.layout, keep_headline)


@lru_cache(maxsize=4)
def _layout_model(home: Path, phrases: tuple[str, ...], headings: tuple[str, ...]) -> Model:
    """The model in a folder with further phrases: read once, it does not change while the program
    runs."""
    from cleaner.layout.model import load_model  # noqa: PLC0415 - numpy is needed nowhere else

    return load_model(home, phrases, headings)


@lru_cache(maxsize=1)
def _units() -> str:
    """The digest of the unit tables, which do not change while the program runs."""
    return tables_digest(rules_home() / "units")


@lru_cache(maxsize=1)
def _unit_files() -> dict[str, str]:
    """The unit tables, by the names they are reported by."""
    home = rules_home() / "units"
    return {f"rules/units/{name}.tsv": _text(home / f"{name}.tsv") for name in TABLES}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _names(settings: Settings) -> Names:
    """The shipped names and those beside the settings' rules."""
    home = rules_home()
    own = own_places() if settings.discover == "on" else ()
    found = ((place.path, place.label) for place in own)
    places: list[str | Path | tuple[Path, str]] = [*found, *settings.rules]
    return load_names(home, *places) if places else _shipped(home)


@lru_cache(maxsize=1)
def _shipped(home: Path) -> Names:
    """The shipped names, read once: they do not change while the program runs."""
    return load_names(home)
