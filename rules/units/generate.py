"""Writes names.tsv: what units are called in the languages of the Unicode CLDR.

    python rules/units/generate.py

Needs Babel, which nothing else here does: `pip install "babel>=2.16"`. Babel carries the CLDR,
which is under the Unicode License v3, a permissive one. Which units are wanted is what units.tsv
knows; a unit's names are its long forms, one for each plural category.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import babel
from babel import Locale

HERE = Path(__file__).parent
LOCALES = (
    *("ar", "bg", "cs", "da", "de", "el", "en", "en_GB", "es", "fa", "fi", "fr", "he", "hi", "hu"),
    *("id", "it", "ja", "ko", "nb", "nl", "pl", "pt", "pt_PT", "ro", "ru", "sv", "tr", "uk", "vi"),
    "zh",
    "zh_Hant",
)
WITHOUT_LONG_FORMS = ("fa",)
_PART = re.compile(r"square-|cubic-|-per-")
_LETTERS = re.compile(r"[^\W\d_](?:[^\d\n²³]*[^\W\d_])?")
_LATIN = re.compile("[A-Za-z]")
_MARKS = re.compile("[\u200e\u200f\u061c]")


def known_units() -> frozenset[str]:
    """The keys of units.tsv, with their prefixes."""
    prefixes = {row[0]: row[2] for row in rows("prefixes.tsv")}
    keys: set[str] = set()
    for row in rows("units.tsv"):
        keys |= {row[0], *(prefixes[prefix] + row[0] for prefix in row[5].split())}
    return frozenset(keys)


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table below its head line."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    yield from [line.split("\t") for line in lines if not line.startswith("#")][1:]


def names(locale: str, known: frozenset[str]) -> Iterator[tuple[str, str, str, str]]:
    """Language, form, key and `one` or `other` for every name of a known unit."""
    language = locale.split("_", maxsplit=1)[0]
    style = "short" if locale in WITHOUT_LONG_FORMS else "long"
    # Babel has no public way to list the patterns of a unit; this is what its formatter reads.
    patterns = Locale.parse(locale)._data["unit_patterns"]  # noqa: SLF001
    for name in sorted(patterns):
        key = name.split("-", 1)[1]
        if not all(part in known for part in _PART.split(key) if part):
            continue
        for category, pattern in sorted(dict(patterns[name].get(style, {})).items()):
            form = _MARKS.sub("", pattern.replace("{0}", "")).replace("\u00a0", " ").strip()
            if category == "per" or not pattern.lstrip(" \u200e\u200f").startswith("{0}"):
                continue
            if style == "short" and _LATIN.search(form):
                continue
            if _LETTERS.fullmatch(form):
                yield language, form, key, "one" if category == "one" else "other"


def main() -> None:
    """Write the table."""
    known = known_units()
    found = sorted({name for locale in LOCALES for name in names(locale, known)})
    # A form that is both is no sign of the singular.
    others = {(language, form) for language, form, _, category in found if category == "other"}
    kept = [row for row in found if row[3] == "other" or row[:2] not in others]
    head = [
        f"# Names of units from the Unicode CLDR, as Babel {babel.__version__} has it, written by",
        "# generate.py. Copyright © 1991-2026 Unicode, Inc. Unicode License v3.",
        "language\tform\tkey\tcategory",
    ]
    text = "\n".join([*head, *("\t".join(row) for row in kept)]) + "\n"
    (HERE / "names.tsv").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(kept)} names\n")


if __name__ == "__main__":
    main()
