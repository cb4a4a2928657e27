"""Reading rules: the packs of several places into one rulebook, or every fault of every file at
once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cleaner.errors import Fault, RuleError, UsageError
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.pack import read_pack
from cleaner.rulebook.rule import Loaded, Rulebook

OTHER_PACKS = ("names", "units")
"""Folders of a place that hold packs of another format, which others read."""


def load_rules(*places: str | Path, core: bool = True) -> Rulebook:
    """The rulebook of the shipped packs and those in further files or folders.

    A rule in a later place replaces one with the same id in an earlier place. Raises RuleError
    with all faults of all files, UsageError for a place that does not exist.
    """
    roots = [rules_home()] if core else []
    roots += [Path(place) for place in places]
    faults: list[Fault] = []
    entries: dict[str, Loaded] = {}
    texts: dict[str, str] = {}
    for root, label in zip(roots, _labels(roots, core), strict=True):
        here: dict[str, Loaded] = {}
        for path, name in _files(root, label):
            text = _text(path, name, faults)
            if text is None:
                continue
            texts[name] = text
            for entry in read_pack(name, text, faults):
                _add(here, entry, faults)
        entries |= {entry.rule.id: entry for entry in here.values()}
    if faults:
        raise RuleError(faults)
    return Rulebook(tuple(entries[key] for key in sorted(entries)), texts)


def _labels(roots: Sequence[Path], core: bool) -> list[str]:
    """A name for each place, its own last name where no earlier place bears it."""
    labels: list[str] = []
    for number, root in enumerate(roots):
        name = "rules" if core and number == 0 else root.resolve().name or "rules"
        labels.append(name if name not in labels else f"{number}-{name}")
    return labels


def _files(root: Path, label: str) -> list[tuple[Path, str]]:
    """The pack files of a place in order, each with its name for reports, which starts with the
    place's label wherever the place is."""
    if root.is_file():
        return [(root, label)]
    inside = sorted((path.relative_to(root), path) for path in root.rglob("*.yaml"))
    shown = [
        (name, path)
        for name, path in inside
        if name.parts[0] not in OTHER_PACKS and not any(p.startswith(".") for p in name.parts)
    ]
    if not shown:
        raise UsageError(
            f"{root}: there are no rules there. Name a .yaml file or a folder of them."
        )
    return [(path, f"{label}/{name.as_posix()}") for name, path in shown]


def _text(path: Path, name: str, faults: list[Fault]) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(name, 1, 1, f"cannot be read: {error}", "Save the file as UTF-8."))
        return None


def _add(entries: dict[str, Loaded], entry: Loaded, faults: list[Fault]) -> None:
    """Files a rule under its id and its former ones, none of which may be taken."""
    names = dict.fromkeys((entry.rule.id, *entry.rule.replaces), entry)
    for rule_id in names:
        first = entries.get(rule_id)
        if first is not None:
            where = f"{first.file}:{first.line}"
            message = f"rule id {rule_id!r} is taken: it stands in {where}"
            faults.append(
                Fault(entry.file, entry.line, 1, message, "Ids are for ever: choose another.")
            )
            return
    entries |= names
