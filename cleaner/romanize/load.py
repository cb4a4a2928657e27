"""Reading packs of names: all entries, or every fault of every file at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cleaner.errors import Fault, RuleError, UsageError
from cleaner.romanize.entry import SHORTEST_SURNAME, Entry, Name, NamePack, NameTests
from cleaner.romanize.index import Index
from cleaner.romanize.targets import matchers_of
from cleaner.settings import nearest
from cleaner.yamltree import Node, TreeBuilder

FOLDER = "names"
"""The folder of a place of rules in which packs of names stand."""


@dataclass(frozen=True)
class Names:
    """All names in force, in order of their ids, and the files they came from."""

    entries: tuple[Entry, ...]
    files: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def index(self) -> Index:
        """What finds the names in texts; made when it is first asked for."""
        return Index([entry.name for entry in self.entries])

    @property
    def digest(self) -> str:
        """SHA-256 over what the names do. Tests and collisions looked at do not count."""
        plain = [
            entry.name.model_dump(mode="json", exclude={"tests", "accept"}, exclude_defaults=True)
            for entry in self.entries
        ]
        text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def chosen(self, runs: Callable[[str], bool]) -> Names:
        """The names whose ids a choice leaves."""
        kept = tuple(entry for entry in self.entries if runs(entry.name.id))
        return self if len(kept) == len(self.entries) else Names(kept, self.files)

    def get(self, name_id: str) -> Entry | None:
        """The entry of an id."""
        return next((entry for entry in self.entries if entry.name.id == name_id), None)


Named = tuple[Path, str]
"""A place, and the name its files are reported under."""


def load_names(*places: str | Path | Named) -> Names:
    """The names of the packs in `names/` of each place of rules, or in a folder called so.

    An entry in a later place replaces one with the same id in an earlier. Raises RuleError with
    all faults of all files, UsageError for a place that is not there.
    """
    faults: list[Fault] = []
    entries: dict[str, Entry] = {}
    files: dict[str, str] = {}
    for place, label in _labelled(places):
        if not place.exists():
            raise UsageError(f"{place}: there is no such file or folder to read names from.")
        here: dict[str, Entry] = {}
        for path, name in _files(place, label):
            try:
                files[name] = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                faults.append(Fault(name, 1, 1, f"cannot be read: {error}", "Save it as UTF-8."))
                continue
            for entry in read_names(name, files[name], faults):
                _add(here, entry, faults)
        entries |= here
    if faults:
        raise RuleError(faults)
    return Names(tuple(entries[key] for key in sorted(entries)), files)


def _labelled(places: Sequence[str | Path | Named]) -> list[Named]:
    """The places, each with a name that no other has. A place that is there twice counts once, as
    the later."""
    found: dict[Path, Named] = {}
    for each in places:
        place, label = each if isinstance(each, tuple) else (Path(each), "")
        found.pop(place.resolve(), None)
        found[place.resolve()] = place, label
    labels: set[str] = set()
    made = []
    for number, (place, label) in enumerate(found.values()):
        folder = place.parent if place.name == FOLDER else place
        name = label or folder.resolve().name
        name = "rules" if name == "_rules" else name  # so it is called in an installed package
        name = name if name not in labels else f"{number}-{name}"
        labels.add(name)
        made.append((place, name))
    return made


def _files(place: Path, label: str) -> Iterator[tuple[Path, str]]:
    """The packs of a place in order, each with its name for reports."""
    folder = place if place.name == FOLDER else place / FOLDER
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        yield path, f"{label}/{FOLDER}/{path.name}"


def _add(entries: dict[str, Entry], entry: Entry, faults: list[Fault]) -> None:
    first = entries.setdefault(entry.name.id, entry)
    if first is not entry:
        message = f"id {entry.name.id!r} is taken: it stands in {first.file}:{first.line}"
        advice = "One name, one entry: join the two, or choose another id."
        faults.append(Fault(entry.file, entry.line, 1, message, advice))


def read_names(file: str, text: str, faults: list[Fault]) -> list[Entry]:
    """The names of one file; what is wrong with it is added to `faults`."""
    tree = TreeBuilder(file, text)
    root = tree.build()
    entries: list[Entry] = []
    if root is not None:
        plain = root.plain()
        try:
            pack = NamePack.model_validate(plain)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                _explain(tree, root, item)
        else:
            for number, name in enumerate(pack.names):
                node = root.find(["names", number])
                if _sound(tree, node, name):
                    entries.append(Entry(name, pack.pack, file, node.line))
    elif not tree.faults:
        tree.fault(1, 1, "the file is empty", "Start with schema:, pack: and names:.")
    faults += tree.faults
    return entries


def _sound(tree: TreeBuilder, node: Node, name: Name) -> bool:
    """Whether an entry can be compiled; notes the fault if not."""
    try:
        matchers_of(name)
    except ValueError as error:
        advice = "See docs/normalization.md for what each language takes."
        tree.fault_at(node.find(["native"]), str(error), advice)
        return False
    if name.kind == "surname" and sum(map(str.isalpha, name.canonical)) < SHORTEST_SURNAME:
        tree.fault_at(
            node.find(["kind"]),
            f"{name.canonical} is too short for a bare surname",
            f"Give the person's full name; bare, {SHORTEST_SURNAME} letters is the least.",
        )
        return False
    return True


def _explain(tree: TreeBuilder, root: Node, item: Any) -> None:
    steps = list(item["loc"])
    place = root.find(steps)
    if steps[-1:] == ["[key]"]:
        steps.pop()
        place = root.find(steps[:-1]).key(steps[-1]) or place
    name = ".".join(map(str, steps))
    if item["type"] == "extra_forbidden":
        known = _keys(steps[:-1])
        tree.fault_at(
            root.find(steps[:-1]).key(steps[-1]) or place,
            f"unknown key {steps[-1]!r}{nearest(str(steps[-1]), known)}",
            f"Keys here are {', '.join(known)}.",
        )
    elif item["type"] == "missing":
        tree.fault_at(place, f"{name} is missing", f"Add `{steps[-1]}:`.")
    else:
        expected = item.get("ctx", {}).get("expected")
        advice = f"It may be {expected}." if expected else "See docs/normalization.md, Names."
        tree.fault_at(place, f"{name}: {item['msg']}", advice)


def _keys(steps: Sequence[str | int]) -> list[str]:
    """The legal keys where some steps lead."""
    words = [step for step in steps if isinstance(step, str)]
    model = NameTests if words[-1:] == ["tests"] else Name if words else NamePack
    return [info.alias or key for key, info in model.model_fields.items()]
