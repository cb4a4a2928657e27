"""Reading rules: the packs of several places into one rulebook, or every fault of every file at
once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from cleaner.errors import Fault, RuleError, UsageError
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.pack import Sheet, read_sheet
from cleaner.rulebook.places import FOLDER, Place, own_places, pack_files
from cleaner.rulebook.rule import Loaded, Rulebook
from cleaner.settings import nearest


def load_rules(
    *places: str | Path, core: bool = True, own: bool = False, trusting: bool = True
) -> Rulebook:
    """The rulebook of the shipped packs, with `own` of those in `places.own_places`, and of those
    in further files or folders. Patterns of the shipped packs are not tried again unless
    `trusting` is false; a broken one then shows when it is first used, as a RuleError.

    A rule in a later place replaces one with the same id in an earlier place, and a pack may
    disable rules of its own place and of earlier ones. Raises RuleError with all faults of all
    files, UsageError for a place that does not exist.
    """
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    found = all_places(places, core, own)
    if not trusting:
        found = [place._replace(shipped=False) for place in found]
    entries = merge([(place, list(read_place(place, texts, faults))) for place in found], faults)
    if faults:
        raise RuleError(faults)
    labels = tuple(f"{place.label}/" for place in found if place.found)
    told = tuple(name for name in texts if name.startswith(labels))
    return Rulebook(tuple(entries[key] for key in sorted(entries)), texts, told)


def merge(
    places: Iterable[tuple[Place, Sequence[Sheet]]], faults: list[Fault]
) -> dict[str, Loaded]:
    """The rules of the packs of some places by id, a later place winning; ids that are taken or
    disable nothing are added to `faults`."""
    entries: dict[str, Loaded] = {}
    for _, sheets in places:
        here: dict[str, Loaded] = {}
        for sheet in sheets:
            for entry in sheet.entries:
                _add(here, entry, faults)
        entries |= {each.rule.id: _over(each, entries) for each in here.values()}
        for sheet in sheets:
            _disable(sheet, entries, faults)
    return entries


def all_places(named: Sequence[str | Path], core: bool, own: bool) -> list[Place]:
    """All places rules come from, the weakest first. A place that is named is not found again."""
    roots = [Path(place) for place in named]
    told = {root.resolve() for root in roots}
    first = [Place(rules_home(), FOLDER, shipped=True)] if core else []
    first += [p for p in own_places() if p.path.resolve() not in told] if own else []
    labels = [place.label for place in first]
    for number, root in enumerate(roots, start=len(first)):
        name = root.resolve().name or FOLDER
        labels.append(name if name not in labels else f"{number}-{name}")
    return first + [
        Place(root, label) for root, label in zip(roots, labels[len(first) :], strict=True)
    ]


def read_place(place: Place, texts: dict[str, str], faults: list[Fault]) -> Iterable[Sheet]:
    """The packs of a place, read. Their texts are added to `texts`, and what is wrong with them to
    `faults`. Raises UsageError if a place that was named has none."""
    files = pack_files(place)
    if not files and not place.found:
        raise UsageError(
            f"{place.path}: there are no rules there. Name a .yaml file or a folder of them."
        )
    for path, name in files:
        text = _text(path, name, faults)
        if text is not None:
            texts[name] = text
            sheet = read_sheet(name, text, tried=place.shipped)
            faults += sheet.tree.faults
            sheet.tree.faults = []
            yield sheet


def _text(path: Path, name: str, faults: list[Fault]) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot be read: {error}"
        faults.append(Fault(name, 1, 1, message, "Save the file as UTF-8.", code="R001"))
        return None


def _add(entries: dict[str, Loaded], entry: Loaded, faults: list[Fault]) -> None:
    """Files a rule under its id and its former ones, none of which may be taken."""
    names = dict.fromkeys((entry.rule.id, *entry.rule.replaces), entry)
    for rule_id in names:
        first = entries.get(rule_id)
        if first is not None:
            where = f"{first.file}:{first.line}"
            message = f"rule id {rule_id!r} is taken: it stands in {where}"
            advice = "Ids are for ever: choose another."
            faults.append(Fault(entry.file, entry.line, 1, message, advice, code="R010"))
            return
    entries |= names


def _over(entry: Loaded, earlier: dict[str, Loaded]) -> Loaded:
    """The entry with the place of the one it replaces, if there is one."""
    first = earlier.get(entry.rule.id)
    return entry if first is None else replace(entry, over=f"{first.file}:{first.line}")


def _disable(sheet: Sheet, entries: dict[str, Loaded], faults: list[Fault]) -> None:
    """Switches off the rules that a pack disables, by id or by the first parts of ids."""
    for node in sheet.disable:
        prefix = str(node.value)
        meant = [key for key, entry in entries.items() if entry.rule.named(prefix)]
        for key in meant:
            off = entries[key].rule.model_copy(update={"status": "disabled"})
            by = f"{sheet.tree.file}:{node.line}"
            entries[key] = replace(entries[key], rule=off, disabled_by=by)
        if not meant:
            message = f"disable: there is no rule {prefix!r} to disable{nearest(prefix, entries)}"
            advice = "`clean rules list` names them all."
            sheet.tree.fault_at(node, message, advice, "R012")
    faults += sheet.tree.faults
    sheet.tree.faults = []
