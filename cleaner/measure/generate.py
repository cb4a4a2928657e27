"""Writes the table of unit names: what units are called in the languages of the Unicode CLDR.

    python -m cleaner.measure.generate rules/units

Needs Babel, which nothing else here does: `pip install "babel>=2.16"`. Babel carries the CLDR,
which is under the Unicode License v3, a permissive one. Which units are wanted is what units.tsv
in the same folder knows; a unit's names are its long forms, one for each plural category.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from cleaner.measure.units import read_table

LOCALES = (
    *("ar", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "en", "en_GB", "es", "et", "fa", "fi"),
    *("fr", "gl", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "mk", "nb"),
    *("nl", "pl", "pt", "pt_PT", "ro", "ru", "sk", "sl", "sr", "sr_Latn", "sv", "tr", "uk", "vi"),
    *("zh", "zh_Hant"),
)
WITHOUT_LONG_FORMS = frozenset({"fa"})
"""For these the short forms are taken, as far as they are words of the language."""

_PART = re.compile(r"square-|cubic-|-per-")
_LETTERS = re.compile(r"[^\W\d_](?:[^\d\n²³]*[^\W\d_²³])?")
_LATIN = re.compile("[A-Za-z]")
_MARKS = re.compile("[\u200e\u200f\u061c]")

Row = tuple[str, str, str, str]
"""Language, form, key, and `one` or `other`."""


def known_units(home: Path) -> frozenset[str]:
    """The keys of units.tsv, with their prefixes."""
    prefixes = {row["prefix"]: row["name"] for row in read_table(home / "prefixes.tsv")}
    keys: set[str] = set()
    for row in read_table(home / "units.tsv"):
        key = row["key"]
        keys |= {key, *(prefixes[prefix] + key for prefix in row["prefixes"].split())}
    return frozenset(keys)


def known_symbols(home: Path) -> frozenset[str]:
    """The symbols of units.tsv, without prefixes. What CLDR has for a name is no name if it is
    one of them."""
    rows = read_table(home / "units.tsv")
    return frozenset(symbol for row in rows for symbol in row["symbols"].split())


def names(
    locale: str, patterns: Any, known: frozenset[str], symbols: frozenset[str] = frozenset()
) -> Iterator[Row]:
    """The names of known units in a locale, by its unit patterns, without mere symbols."""
    language = locale.split("_", maxsplit=1)[0]
    style = "short" if locale in WITHOUT_LONG_FORMS else "long"
    for name in sorted(patterns):
        key = name.split("-", 1)[1]
        if not all(part in known for part in _PART.split(key) if part):
            continue
        for category, pattern in sorted(dict(patterns[name].get(style, {})).items()):
            form = _MARKS.sub("", pattern.replace("{0}", "")).replace("\u00a0", " ").strip()
            in_front = not _MARKS.sub("", pattern).lstrip().startswith("{0}")
            if category == "per" or in_front or (style == "short" and _LATIN.search(form)):
                continue
            if _LETTERS.fullmatch(form) and form not in symbols:
                yield language, form, key, "one" if category == "one" else "other"


def main() -> None:
    """Write the table into the folder that is named."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    home = Path(sys.argv[1])
    babel = import_module("babel")
    known, symbols = known_units(home), known_symbols(home)
    found: set[Row] = set()
    for locale in LOCALES:
        # Babel has no public way to list the patterns of a unit; its formatter reads this.
        patterns = babel.Locale.parse(locale)._data["unit_patterns"]  # noqa: SLF001
        found |= set(names(locale, patterns, known, symbols))
    # A form that is both is no sign of the singular.
    others = {row[:2] for row in found if row[3] == "other"}
    kept = sorted(row for row in found if row[3] == "other" or row[:2] not in others)
    head = [
        f"# Names of units from the Unicode CLDR, as Babel {babel.__version__} has it, written by",
        "# cleaner.measure.generate. Copyright © 1991-2026 Unicode, Inc. Unicode License v3.",
        "language\tform\tkey\tcategory",
    ]
    text = "\n".join([*head, *("\t".join(row) for row in kept)]) + "\n"
    (home / "names.tsv").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(kept)} names\n")


if __name__ == "__main__":
    main()
