"""Where packs are found that nobody named: beside the work, in the user's own folder, and in
installed packages. What is found so is always told: the report of a run names each file, and the
corpus keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click

from cleaner.rulebook.home import rules_home

GROUP = "cleaner.rules"
"""Entry points of this group name packages that hold packs."""
FOLDER = "rules"
OTHER_PACKS = ("names", "units")
"""Folders of a place that hold packs of another format, which others read."""
KNOWN_FALSE = "known-false.yaml"
"""What rules are known to take of known-good text: no pack, though it lies among them."""
_HEAD_KEY = re.compile(r"^(schema|pack|rules|disable):", re.MULTILINE)


class Place(NamedTuple):
    """A folder or file with packs, and the name its files are reported under. Where `found` is
    true nobody named it: files there that are no packs are passed over. Where `shipped` is true
    its patterns are taken at their word: they were tried before, by tests and by lint."""

    path: Path
    label: str
    found: bool = False
    shipped: bool = False


def own_places() -> list[Place]:
    """The places with packs that belong to whoever runs the program, the weakest first: packages
    that offer rules, by name; the folder `rules` of the user's configuration; the folder `rules`
    of the working directory. The project's own rules do not count among them, nor does a copy of
    them, such as a checkout has beside an installed package."""
    shipped = rules_home().resolve()
    candidates = [
        *_packaged(),
        Place(Path(click.get_app_dir("clean")) / FOLDER, "user", found=True),
        Place(Path(FOLDER), "local", found=True),
    ]
    return [
        place
        for place in candidates
        if place.path.is_dir()
        and place.path.resolve() != shipped
        and not _copies(place.path, shipped)
        and (any(_packs(place)) or (place.path / "names").is_dir())
    ]


def _copies(folder: Path, shipped: Path) -> bool:
    """Whether a folder holds the shipped packs as they are, and no other."""
    mine, theirs = (
        sorted(path.relative_to(place) for path in place.rglob("*.yaml"))
        for place in (folder, shipped)
    )
    return mine == theirs and all(
        (folder / name).read_bytes() == (shipped / name).read_bytes() for name in mine
    )


def _packaged() -> Iterator[Place]:
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            spec = find_spec(point.module)
        except ImportError:
            spec = None
        for folder in (spec and spec.submodule_search_locations) or ():
            yield Place(Path(folder), f"package-{point.name}", found=True)


def pack_files(place: Place) -> list[tuple[Path, str]]:
    """The pack files of a place in order, each with its name for reports, which starts with the
    place's label wherever the place is. Empty where there are none."""
    if place.path.is_file():
        return [(place.path, place.label)]
    return [(path, f"{place.label}/{name}") for path, name in _packs(place)]


def _packs(place: Place) -> Iterator[tuple[Path, str]]:
    inside = sorted((path.relative_to(place.path), path) for path in place.path.rglob("*.yaml"))
    for name, path in inside:
        hidden = any(part.startswith(".") for part in name.parts)
        if hidden or name.parts[0] in OTHER_PACKS or name.name == KNOWN_FALSE:
            continue
        if not place.found or _looks_like_a_pack(path):
            yield path, name.as_posix()


def _looks_like_a_pack(path: Path) -> bool:
    """Whether a file that nobody named is meant as a pack: other programs have folders of that
    name too. A pack with one key mistyped is still one."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True  # reading it again says what is wrong
    return len(set(_HEAD_KEY.findall(text))) >= 2
