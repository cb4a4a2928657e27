"""Makes the two tables that are taken from elsewhere. Run it again when their sources change.

    python benchmarks/tables.py words AMERICAN-ENGLISH    -> rules/names/english-words.txt.gz
    python benchmarks/tables.py hanzi                     -> cleaner/romanize/tables/hanzi.tsv

AMERICAN-ENGLISH is the word list of the Debian package `wamerican`, which is SCOWL by Kevin
Atkinson (permissive licence, see rules/names/english-words.LICENCE.txt). The readings of Chinese
characters are those of pypinyin (MIT licence), which need only be installed for this script: for
each character of GB 2312 and of Big5's first level the two commonest readings, without tones.
"""

from __future__ import annotations

import gzip
import sys
import unicodedata
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
WORDS = HOME / "rules" / "names" / "english-words.txt.gz"
HANZI = HOME / "cleaner" / "romanize" / "tables" / "hanzi.tsv"


def words(source: Path) -> None:
    """The lower-case words of three letters and more, sorted, one to a line."""
    lines = source.read_text(encoding="utf-8").split()
    kept = sorted({word for word in lines if word.isalpha() and word.islower() and len(word) > 2})
    data = "".join(f"{word}\n" for word in kept).encode()
    WORDS.write_bytes(gzip.compress(data, 9, mtime=0))
    print(f"{WORDS}: {len(kept)} words")


def hanzi() -> None:
    """One line per syllable: the syllable and its characters."""
    from pypinyin import Style, pinyin

    characters = sorted(set(_characters("gb2312", 0xF7)) | set(_characters("big5", 0xC6)))
    table: dict[str, list[str]] = {}
    for character in characters:
        found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        readings = found[0][:2] if found else []
        for reading in readings:
            plain = unicodedata.normalize("NFC", reading).replace("ü", "v")
            if plain.isascii() and plain.isalpha():
                table.setdefault(plain, []).append(character)
    lines = [f"{syllable}\t{''.join(table[syllable])}\n" for syllable in sorted(table)]
    HANZI.write_text("".join(lines), encoding="utf-8")
    print(f"{HANZI}: {len(characters)} characters, {len(lines)} syllables")


def _characters(codec: str, last: int) -> list[str]:
    found = []
    for lead in range(0xA1, last + 1):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and "一" <= text <= "鿿":
                found.append(text)
    return found


def main() -> None:
    """Make one of the tables."""
    match sys.argv[1:]:
        case ["words", source]:
            words(Path(source))
        case ["hanzi"]:
            hanzi()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
