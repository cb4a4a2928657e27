"""Settings: one frozen object, read in rising order from `cleaner.toml`, `[tool.cleaner]` in
`pyproject.toml`, the environment (`CLEANER_TITLE=drop`) and the command line."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
import types
from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from cleaner.errors import SettingsError
from cleaner.sizes import size_of

Normalizing = Literal["rewrite", "annotate", "off"]

Format = Literal[
    "auto",
    "text",
    "html",
    "jsonl",
    "json",
    "csv",
    "tsv",
    "parquet",
    "arrow",
    "warc",
    "wacz",
    "zip",
    "tar",
]

READING = "reading"
"""Marks the settings about what is read and how; commands that read no raw files do not offer
them."""

VARIABLES = "CLEANER_"
"""What the names of environment variables that are settings begin with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be chosen. Each field's `help` is what the docs and `--help` show."""

    title: Literal["keep", "drop"] = field(
        default="keep",
        metadata={"help": "whether the headline captured as title stays in the text"},
    )
    names: Normalizing = field(
        default="rewrite",
        metadata={"help": "bring each name to one spelling, only note it, or neither"},
    )
    units: Normalizing = field(
        default="rewrite",
        metadata={"help": "bring each unit to one symbol, only note it, or neither"},
    )
    artifacts: Normalizing = field(
        default="rewrite",
        metadata={"help": "mend traces of machine translation, only note them, or neither"},
    )
    layout: Literal["safe", "balanced", "off"] = field(
        default="safe",
        metadata={"help": "how far evidence from the layout may go"},
    )
    select: tuple[str, ...] = field(
        default=("all",),
        metadata={"help": "rules, names, units to run, by the first whole parts of ids; or `all`"},
    )
    ignore: tuple[str, ...] = field(
        default=(),
        metadata={"help": "those not to run, and repairs, by the same; the longer one wins"},
    )
    rules: tuple[str, ...] = field(
        default=(), metadata={"help": "folders or files with further rules"}
    )
    discover: Literal["on", "off"] = field(
        default="on",
        metadata={"help": "use rules of ./rules, the user's own folder and installed packages"},
    )
    site_from: str = field(
        default="url",
        metadata={
            "help": "what tells a document's site: its url, or a part of its path by number, from "
            "1, or from -1 for the file's name backwards",
        },
    )
    detector: str = field(
        default="default",
        metadata={"help": "what tells languages: default, or another detector by its name"},
    )
    provenance: Literal["full", "spans", "none"] = field(
        default="full",
        metadata={"help": "what a row says of its edits; spans leaves out the removed texts"},
    )
    passes: Literal["auto", "1", "2"] = field(
        default="auto",
        metadata={"help": "2 looks first for lines that repeat; auto does where pages share hosts"},
    )
    max_removed: float = field(
        default=0.6,
        metadata={
            "help": "share of a document, from 0 to 1, that rules together may take (layout apart)",
            "range": (0.0, 1.0, "a share from 0 to 1"),
        },
    )
    format: Format = field(
        default="auto",
        metadata={"help": "what the files hold; auto tells it by content and name", "of": READING},
    )
    split: str = field(
        default="",
        metadata={"help": "line that parts the documents of a text file", "of": READING},
    )
    text_key: str = field(
        default="",
        metadata={"help": "column or key that holds the text", "of": READING},
    )
    html_key: str = field(
        default="",
        metadata={"help": "column or key that holds a page's HTML", "of": READING},
    )
    id_key: str = field(
        default="",
        metadata={"help": "column or key that holds the record's own id", "of": READING},
    )
    url_key: str = field(
        default="",
        metadata={"help": "column or key that holds the URL", "of": READING},
    )
    date_key: str = field(
        default="",
        metadata={"help": "column or key that holds the date", "of": READING},
    )
    extractor: str = field(
        default="trafilatura",
        metadata={"help": "what takes the main text out of HTML", "of": READING},
    )
    links: Literal["drop", "keep"] = field(
        default="drop",
        metadata={"help": "whether the targets of links in HTML are kept", "of": READING},
    )
    lists: Literal["keep", "drop"] = field(
        default="keep",
        metadata={"help": "whether lists in HTML are kept", "of": READING},
    )
    max_document: int = field(
        default=64 * 2**20,
        metadata={
            "help": "bytes a document may have, as in 64MB",
            "of": READING,
            # An Arrow string column holds 2 GiB, a row holds the text and what was removed from
            # it, and Python keeps up to four bytes per character of each copy on the way.
            "range": (1, 2**28, "a size from 1 byte to 256MiB, as in 64MB"),
        },
    )
    max_expanded: int = field(
        default=2**40,
        metadata={
            "help": "bytes that may come out of one compressed file, as in 10GB",
            "of": READING,
            "range": (1, 2**60, "a size from 1 byte to 1024 PiB, as in 10GB"),
        },
    )
    time_limit: float = field(
        default=60.0,
        metadata={
            "help": "seconds of CPU a document may take, for each 10 MB of it; 0 for no limit",
            "of": READING,
            "range": (0.0, 86_400.0, "a number of seconds from 0 to 86400"),
        },
    )

    @property
    def digest(self) -> str:
        """SHA-256 over all settings that can change what is written. Where rules come from is left
        out: the rulebook has its own digest."""
        told = [f.name for f in fields(self) if f.name not in ("rules", "discover")]
        values = {name: getattr(self, name) for name in told}
        text = json.dumps(values, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def with_values(self, values: Mapping[str, Any], where: str) -> Settings:
        """These settings with some values changed. `where` names their origin in messages.

        Raises SettingsError for an unknown name (naming the nearest) or a value out of range.
        """
        known = {f.name: f for f in fields(Settings)}
        kinds = get_type_hints(Settings)
        checked = {}
        for name, value in values.items():
            key = name.replace("-", "_")
            if key not in known:
                raise SettingsError(
                    f"{where}: unknown setting {name!r}{nearest(key, known) or '.'} "
                    f"Settings are {', '.join(known)}."
                )
            checked[key] = _checked(known[key], kinds[key], value, where)
        return replace(self, **checked)


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the known name nearest to this one, or nothing. What it is the
    beginning of is nearer than what is spelled alike."""
    names = list(known)
    longer = sorted((one for one in names if name and one.startswith(name)), key=len)
    near = longer[:1] or get_close_matches(name, names, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


def _checked(setting: Field[Any], kind: Any, value: Any, where: str) -> Any:
    key = setting.name
    if get_origin(kind) is Literal:
        choices = get_args(kind)
        if value not in choices:
            raise SettingsError(
                f"{where}: {key} cannot be {value!r}; choose one of {', '.join(choices)}."
            )
        return value
    if kind is float or kind is int:
        least, most, told = setting.metadata["range"]
        number = _number(kind, value)
        if number is None or not least <= number <= most:
            raise SettingsError(f"{where}: {key} must be {told}, not {value!r}.")
        return number
    if kind is str:
        if not isinstance(value, str):
            raise SettingsError(f"{where}: {key} must be a text, not {value!r}.")
        return value
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise SettingsError(f"{where}: {key} must be a list of texts, not {value!r}.")
    return tuple(part.strip() for part in parts if part.strip())


def _number(kind: type[float] | type[int], value: Any) -> float | int | None:
    """A number, or a size such as `64MB`; None for what is none."""
    try:
        if isinstance(value, bool):
            return None
        if kind is float:
            return float(value)
        return value if isinstance(value, int) else size_of(value)
    except (TypeError, ValueError, AttributeError):
        return None


def read_settings(
    folder: Path,
    environment: Mapping[str, str],
    flags: Mapping[str, Any] = types.MappingProxyType({}),
) -> Settings:
    """The settings in force in a folder: files found there or in the nearest folder above, then
    the environment, then the flags that were given (None counts as not given).

    Raises SettingsError for an unknown key, an impossible value or a file that is not TOML.
    """
    settings = Settings()
    for name, table in (("cleaner.toml", ()), ("pyproject.toml", ("tool", "cleaner"))):
        for place in (folder, *folder.parents):
            values = _table(place / name, table)
            if values is not None:
                settings = settings.with_values(values, str(place / name))
                if "rules" in values:
                    # Named from where the file stands, not from where we are.
                    settings = replace(
                        settings, rules=tuple(str(place / r) for r in settings.rules)
                    )
                break
    for name, value in sorted(environment.items()):
        if name.startswith(VARIABLES):
            key = name.removeprefix(VARIABLES).lower()
            settings = settings.with_values({key: value}, f"environment variable {name}")
    chosen = {key: value for key, value in flags.items() if value is not None}
    return settings.with_values(chosen, "command line")


def _table(path: Path, keys: tuple[str, ...]) -> dict[str, Any] | None:
    """A table of a TOML file, None if there is no such file or it has no table of that name."""
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises below closed folders
        return None
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML: {error}.") from error
    for key in keys:
        table = table.get(key)
        if table is None:
            return None
        if not isinstance(table, dict):
            raise SettingsError(f"{path}: [{'.'.join(keys)}] must be a table of settings.")
    return dict(table)
