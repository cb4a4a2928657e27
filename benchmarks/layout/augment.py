"""Pages made from the labelled ones, of forms the development pages lack.

They do not move the figures on whole pages; they are what makes the layout safe: short texts,
clean texts, verse, hard-wrapped lines, a sentence per line, and pages in invented languages, on
which the learned words are silent and only the phrases of `phrases.tsv` may speak.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.layout.devset import Page

Row = tuple[str, str, bool]
"""A line, its label, and whether a blank line stands before it."""

_CONSONANTS, _VOWELS = "bcdfghjklmnpqrstvwxz", "aeiouy"
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[A-Z“\"'])")
_CLAUSE = re.compile(r"(?<=[,;:.])\s+")


@dataclass
class Foreign(Page):
    """A page in an invented language. `original` are its lines before that."""

    original: tuple[str, ...] = ()


def augment(pages: Sequence[Page], seed: int = 11) -> list[Page]:
    """Made pages, by chance that the seed fixes; they keep the id and domain of what they are
    made from."""
    made = []
    for page in pages:
        chance = random.Random(f"{seed} {page.variant} {page.id}")  # noqa: S311
        made += [p for p in _of(page, chance) if p.lines]
    return made


def _of(page: Page, chance: random.Random) -> Iterator[Page]:
    rows = page.rows
    stays = [i for i, row in enumerate(rows) if row[1] in ("content", "mixed")]
    pick, roll = chance.choice, chance.random
    if len(rows) > 6 and roll() < 0.3:
        low = chance.randrange(max(1, len(rows) // 2))
        yield _page(
            page,
            rows[low : chance.randrange(min(len(rows), low + 3), len(rows) + 1)],
            "crop",
            chance,
        )
    if roll() < 0.3:
        yield _foreign(page, rows, "foreign", chance)
    if not stays:
        return
    body = [rows[i] for i in stays]
    head, tail = rows[: stays[0]], rows[stays[-1] + 1 :]
    if roll() < 0.4:
        low = max(0, stays[0] - pick([0, 0, 1, 2, 4]))
        high = stays[-1] + 1 + pick([0, 0, 1, 2, 3, 6, 12])
        yield _page(page, rows[low:high], "near", chance)
    if roll() < 0.3:
        yield _page(page, body, "clean", chance)
    for _ in range(2):
        yield _page(page, _short(head, body, tail, chance), "short", chance)
    yield _page(page, _part(body, pick([1, 2, 3, 5, 8]), chance), "short clean", chance)
    for _ in range(2):
        if roll() < 0.6:
            yield _foreign(page, _short(head, body, tail, chance), "foreign short", chance)
    if roll() < 0.25:
        yield _foreign(page, body, "foreign clean", chance)
    dice = roll()
    for share, name, form in _FORMS:
        if dice < share:
            made = form(head, body, tail, chance)
            yield (_page if roll() < 0.6 else _foreign)(page, made, name, chance)
            return
        dice -= share


def _part(rows: list[Row], size: int, chance: random.Random) -> list[Row]:
    start = chance.randrange(len(rows))
    return rows[start : start + size]


def _short(head: list[Row], body: list[Row], tail: list[Row], chance: random.Random) -> list[Row]:
    """A few lines of the body with a few of what stands before and after it."""
    before = chance.choice([0, 0, 1, 1, 2, 3, 5])
    after, start = chance.choice([0, 0, 1, 2, 3, 5, 8]), 0
    if len(tail) > after and chance.random() < 0.4:
        start = chance.randrange(len(tail) - after)
    part = _part(body, chance.choice([1, 2, 3, 4, 5, 6, 8, 12]), chance)
    return head[len(head) - before :] + part + tail[start : start + after]


def _wrapped(head: list[Row], body: list[Row], tail: list[Row], chance: random.Random) -> list[Row]:
    """Lines broken at a fixed width, as in mails and old books."""
    width = chance.choice([50, 60, 65, 72, 76, 80, 90])
    rows = head[-3:] + body + tail[:3]
    return [
        (part, label, place == 0)
        for line, label, _ in rows
        for place, part in enumerate(_wrap(line, width))
    ]


def _verse(head: list[Row], body: list[Row], tail: list[Row], chance: random.Random) -> list[Row]:
    """Short lines, half of the time without stops at their ends."""
    bare, width = chance.random() < 0.5, chance.choice([25, 32, 40, 50])
    rows = []
    for line, label, _ in _part(body, chance.choice([2, 3, 6, 30]), chance):
        for clause in _CLAUSE.split(line):
            parts = _wrap(clause, width)
            rows += [(part.rstrip(".,;:") if bare else part, label, False) for part in parts]
    rows = rows[: chance.choice([8, 14, 60])]
    return _framed(head, rows, tail, 0.4, chance)


def _sentences(
    head: list[Row], body: list[Row], tail: list[Row], chance: random.Random
) -> list[Row]:
    """A sentence on each line, as in dialogue, questions and answers, and East Asian news."""
    rows = [
        (part, label, False)
        for line, label, _ in _part(body, chance.choice([2, 4, 30]), chance)
        for part in _SENTENCE.split(line)
    ]
    return _framed(head, rows[: chance.choice([4, 8, 40])], tail, 0.4, chance)


_FORMS: tuple[
    tuple[float, str, Callable[[list[Row], list[Row], list[Row], random.Random], list[Row]]], ...
] = ((0.12, "wrapped", _wrapped), (0.15, "verse", _verse), (0.23, "sentences", _sentences))


def _framed(
    head: list[Row], rows: list[Row], tail: list[Row], often: float, chance: random.Random
) -> list[Row]:
    if chance.random() < often:
        rows = head[len(head) - chance.choice([1, 2, 3]) :] + rows if head else rows
    if chance.random() < often:
        rows = rows + tail[: chance.choice([1, 2, 4])]
    return rows


def _wrap(line: str, width: int) -> list[str]:
    parts, current = [], ""
    for word in line.split():
        if current and len(current) + len(word) + 1 > width:
            parts.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*parts, current] if current else parts


def _page(
    page: Page, rows: list[Row], variant: str, chance: random.Random, original: bool = False
) -> Page:
    """The rows as a page, its blank lines as they were, none, or everywhere."""
    rows = [row for row in rows if row[0].strip()]
    style = chance.choice(["as it was", "as it was", "as it was", "all", "none"])
    blank = [row[2] if style == "as it was" else style == "all" for row in rows]
    lines = [row[0].strip() for row in rows]
    if not original and chance.random() < 0.06:
        lines = [line.lower() for line in lines]
    labels = [row[1] for row in rows]
    return Page(page.id, page.kind, page.domain, variant, lines, blank, labels)


def _foreign(page: Page, rows: list[Row], variant: str, chance: random.Random) -> Page:
    """The rows in an invented language."""
    rows = [row for row in rows if row[0].strip()]
    speak = _language(chance)
    told = [(speak(line) or line, line, label, blank) for line, label, blank in rows]
    made = _page(page, [(new, label, b) for new, _, label, b in told], variant, chance, True)
    original = tuple(old for new, old, _, _ in told if new.strip())
    return Foreign(
        made.id, made.kind, made.domain, variant, made.lines, made.blank, made.labels,
        original=original,
    )  # fmt: skip


def _language(chance: random.Random) -> Callable[[str], str]:
    """A way to write English lines in a language that does not exist: letters changed, words
    joined, capitals changed, or in Han characters; now and then without stops."""
    bare = chance.random() < 0.08
    speak: Callable[[str], str]
    if chance.random() < 0.22:
        seed = chance.getrandbits(32)
        speak = partial(_in_han, seed=seed)
    else:
        speak = _in_letters(chance)
    if bare:
        return lambda line: re.sub(r"[.!?。]+$", "", speak(line))
    return speak


def _in_letters(chance: random.Random) -> Callable[[str], str]:
    consonants, vowels = list(_CONSONANTS), list(_VOWELS)
    chance.shuffle(consonants)
    chance.shuffle(vowels)
    small = dict(zip(_CONSONANTS + _VOWELS, consonants + vowels, strict=True))
    letters = str.maketrans(small | {a.upper(): b.upper() for a, b in small.items()})
    joining = chance.choice([0, 0, 0.2, 0.4, 0.6])
    capitals = chance.choice([0, 0, 0, 0.12, 0.25, 0.35])
    lower = chance.random() < 0.3

    def speak(line: str) -> str:
        words: list[str] = []
        for word in line.translate(letters).split(" "):
            if words and word.isalpha() and words[-1].isalpha() and chance.random() < joining:
                words[-1] += word.lower()
            else:
                words.append(
                    word.capitalize() if word.isalpha() and chance.random() < capitals else word
                )
        text = " ".join(words)
        return text.lower() if lower else text

    return speak


def _in_han(line: str, seed: int) -> str:
    def signs(found: re.Match[str]) -> str:
        word = found.group().lower()
        count = 1 if len(word) < 4 else 2
        return "".join(
            chr(0x4E00 + zlib.crc32(f"{seed} {word} {k}".encode()) % 3000) for k in range(count)
        )

    line = re.sub(r"[A-Za-z\u2019']+", signs, line)
    line = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", line)
    line = re.sub(r"(?<=[\u4e00-\u9fff])\.( |$)", "。", line)
    line = re.sub(r"(?<=[\u4e00-\u9fff]), ?", "、", line)
    return line.replace("? ", "？").replace("! ", "！")
