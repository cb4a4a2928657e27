"""By what a corpus is made, as it says itself in `_rules/settings.json`, and what has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from cleaner.corpus.commit import Stamp, json_bytes
from cleaner.corpus.layout import RULES, SETTINGS
from cleaner.errors import CorpusError
from cleaner.kit import Kit
from cleaner.run.shard import stamp
from cleaner.settings import Settings

_NAMED = 5
"""How many changed files a message names."""
_ELSEWHERE = ("rules", "discover")
"""Settings that say where rules come from: what those are is what counts."""


def files_of(kit: Kit) -> dict[str, str]:
    """What `_rules/` holds: the rules as used, and the settings and digests."""
    made = {"made_by": asdict(stamp(kit)), "settings": settings_as_used(kit.settings)}
    return {**kit.files, SETTINGS: json_bytes(made).decode()}


def settings_as_used(settings: Settings) -> dict[str, Any]:
    """The settings that can change what is written, as JSON has them."""
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    known: dict[str, Any] = json.loads(json.dumps(values))
    return {name: value for name, value in known.items() if name not in _ELSEWHERE}


def made_by(out: Path) -> tuple[Stamp, dict[str, Any]] | None:
    """By what the corpus in a folder is made, and its settings; None if it does not say."""
    try:
        told = json.loads((out / RULES / SETTINGS).read_bytes())
        return Stamp(**told["made_by"]), dict(told["settings"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def settings_of(out: Path) -> Settings:
    """The settings a corpus was made with. Raises CorpusError if it does not say, SettingsError
    for one that is not known here."""
    made = made_by(out)
    if made is None:
        raise CorpusError(
            f"{out}: does not say with what settings it was made (there is no {RULES}/{SETTINGS})."
        )
    return Settings().with_values(made[1], str(out / RULES / SETTINGS))


def changes(out: Path, kit: Kit) -> list[str]:
    """What makes this run another than the one that a folder's corpus is of, in a sentence each;
    empty if nothing does."""
    now, made = stamp(kit), made_by(out)
    if made is None:
        return ["it does not say with what settings and rules it was made"]
    before, settings = made
    found = []
    if before.version != now.version or before.schema_version != now.schema_version:
        found.append(f"it was made by version {before.version}, and this is {now.version}")
    if before.settings_digest != now.settings_digest:
        found += _settings_changed(settings, settings_as_used(kit.settings))
    if before.rulebook_digest != now.rulebook_digest:
        found += _rules_changed(out, kit)
    return found


def _settings_changed(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            yield f"the setting {name} was {_shown(before.get(name))}, now {_shown(now.get(name))}"


def _shown(value: Any) -> str:
    if value is None:
        return "not known"
    return ",".join(value) or "empty" if isinstance(value, list) else str(value) or "empty"


def _rules_changed(out: Path, kit: Kit) -> Iterator[str]:
    now = kit.files
    folder = out / RULES
    there = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    there.pop(SETTINGS, None)
    differing = [
        name
        for name in sorted(now.keys() | there.keys())
        if name not in now or name not in there or there[name].read_bytes() != now[name].encode()
    ]
    if differing:
        more = f" and {len(differing) - _NAMED} more" if len(differing) > _NAMED else ""
        yield f"the rules have changed: {', '.join(differing[:_NAMED])}{more}"
    else:
        yield "the lines that repeat in the input (--passes) are others"
