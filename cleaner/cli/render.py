"""A document's edits for the eye: the text before cleaning, marked with what became of it.

With colours, what was removed is red and struck through, what took its place green, and the ids
of the rules yellow. Where a spelling, a unit or a character was only normalized, old and new are
blue. White space that was removed is a faint sign without an id, and the rules at work there are
named once, below the text. Without colours, marks stand for all of it: `[-old-]{+new+}<rule>`, and
`[~old~]{~new~}<rule>` for what was normalized.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import click

from cleaner.cli.terminal import harmless
from cleaner.edits import Change, compose
from cleaner.model import Edit

FIELDS = (
    "title", "author", "agency", "dateline", "date", "url", "retrieved", "site", "breadcrumb",
)  # fmt: skip
WIDTH = 12
NORMALIZING = frozenset({"repair", "names", "units", "artifacts"})
"""Stages after which what they change is still there, in another form."""
_SIGNS = {"\n": "␤", "\r": "␍", "\t": "⇥", " ": "·", "\v": "␋", "\f": "␌"}


def render_row(row: Mapping[str, Any], base: str, log: Sequence[Edit], plain: bool) -> str:
    """A row's metadata and its marked text."""
    head = "\n".join(_head(row, len(log), plain))
    return f"{head}\n\n{render(base, log, plain)}"


def render(base: str, log: Sequence[Edit], plain: bool) -> str:
    """The text before cleaning with each change marked where it stands, ending in a line end."""
    pieces: list[str] = []
    blanks: Counter[str] = Counter()
    done = 0
    for change in compose(base, log):
        pieces.append(harmless(base[done : change.start]))
        done = change.end
        if change.old == change.new:
            pieces.append(harmless(change.old))
        elif plain:
            pieces.append(_marked(change))
        elif change.old.strip() or change.new.strip():
            pieces.append(_coloured(change))
        else:
            blanks.update(_rules(change))
            pieces.append(_blank(change))
    pieces.append(harmless(base[done:]))
    text = "".join(pieces)
    text += "" if text.endswith("\n") else "\n"
    if blanks:
        told = ", ".join(f"{rule} ×{times}" for rule, times in sorted(blanks.items()))
        text += "\n" + click.style(f"white space: {told}", dim=True) + "\n"
    return text


def _head(row: Mapping[str, Any], edits: int, plain: bool) -> Iterator[str]:
    """The lines of the head: what is known of the document, and by which rule."""
    by = {capture["key"]: capture["rule"] for capture in reversed(row["captures"] or ())}
    yield _line("id", row["id"], "", plain)
    yield _line("file", f"{row['file_path']} {row['locator']}".rstrip(), "", plain)
    sure = f"{row['language_score']:.2f}{'' if row['language_reliable'] else ', not reliable'}"
    yield _line("language", f"{row['language']} ({row['language_script']}, {sure})", "", plain)
    size = f"{row['n_chars_raw']:,} before, {row['n_chars']:,} after, {edits:,} edits"
    yield _line("characters", size, "", plain)
    for field in FIELDS:
        if row[field] is not None:
            yield _line(field, row[field], by.get(field, ""), plain)
    for caption in row["captions"] or ():
        yield _line("caption", caption, "", plain)
    for flag in row["flags"] or ():
        yield _line(flag["kind"], flag["value"], flag["rule"], plain)


def _line(name: str, value: str, rule: str, plain: bool) -> str:
    shown = harmless(value).replace("\n", "␤")
    if plain:
        return f"{name:<{WIDTH}}{shown}{f'  <{rule}>' if rule else ''}"
    told = f"  {_id([rule])}" if rule else ""
    return f"{click.style(f'{name:<{WIDTH}}', dim=True)}{shown}{told}"


def _rules(change: Change) -> list[str]:
    return list(dict.fromkeys(edit.rule for edit in change.edits))


def _id(rules: Sequence[str]) -> str:
    return click.style(f"<{', '.join(rules)}>", fg="yellow")


def _marked(change: Change) -> str:
    """A change between marks. White space that was removed at its end stays outside, so that the
    rule's id stands beside its text and not at the start of the next line."""
    body = change.old.rstrip("\n")
    rest = change.old[len(body) :]
    if not body.strip():
        body, rest = _signs(change.old), "\n" * ("\n" in change.old)
    new = change.new if change.new.strip() else _signs(change.new)
    minus, plus = "~~" if _normalizes(change) else "-+"
    old = f"[{minus}{harmless(body)}{minus}]" if body else ""
    added = f"{{{plus}{harmless(new)}{plus}}}" if new else ""
    return f"{old}{added}<{', '.join(_rules(change))}>{rest}"


def _coloured(change: Change) -> str:
    body = change.old.rstrip("\n")
    rest = change.old[len(body) :]
    # Line by line, so that a pager that shows one line alone shows it right.
    normalized = _normalizes(change)
    struck = [
        click.style(line, fg="blue" if normalized else "red", strikethrough=True) if line else line
        for line in harmless(body).split("\n")
    ]
    new = _tinted(
        change.new if change.new.strip() else _signs(change.new),
        "bright_blue" if normalized else "green",
    )
    pieces = [piece for piece in ("\n".join(struck) if body else "", new) if piece]
    return f"{' → '.join(pieces)} {_id(_rules(change))}{rest}"


def _normalizes(change: Change) -> bool:
    """Whether what stood there is still there, in another form."""
    return bool(change.new) and all(edit.stage in NORMALIZING for edit in change.edits)


def _tinted(new: str, colour: str) -> str:
    lines = harmless(new).split("\n")
    return "\n".join(click.style(line, fg=colour) if line else line for line in lines)


def _blank(change: Change) -> str:
    """A change of white space, faint and short; where a line end went, the line ends here too."""
    arrow = "→" if change.old and change.new else ""
    sign = click.style(f"{_signs(change.old)}{arrow}{_signs(change.new)}", dim=True)
    return sign + "\n" * ("\n" in change.old or "\n" in change.new)


def _signs(blank: str) -> str:
    """White space as signs that can be seen, a run of the same as one with its number: `␤×3`."""
    runs = ((sign, len(list(run))) for sign, run in groupby(blank))
    return "".join(
        _SIGNS.get(char, f"<{ord(char):04X}>") + (f"×{times}" if times > 1 else "")
        for char, times in runs
    )
