"""From findings to rules as plain values, with examples from the corpus and the evidence in words.

Each rule is read back and its examples are run before it is written: what does not hold is left
out and counted.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import regex

from cleaner.lines import bullet
from cleaner.mine.document import UNKNOWN
from cleaner.mine.found import EVERYWHERE, Finding
from cleaner.mine.nearest import Prose, words_of
from cleaner.mine.pattern import matches, of_label, of_shape
from cleaner.repeats.keys import LABEL
from cleaner.rulebook.form import match_form

MARGIN = 1.25
"""A rule takes lines so many times as long as the longest that was seen."""
MATCH_EXAMPLES, KEEP_EXAMPLES = 4, 2
ZONED = 0.9
"""A rule is held to the part of the page where so large a share of what was seen stood: there
the headline of a page that others list stays."""
_WORD = regex.compile(r"[a-z0-9]+")
Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mined:
    """A rule made of a finding: its id, its keys and values as they go to the file, and remarks."""

    id: str
    finding: Finding
    value: Value
    remarks: tuple[str, ...]


def made(findings: Iterable[Finding], prose: Prose) -> list[Mined]:
    """The rules for some findings, those left out for which no pattern holds."""
    taken: set[str] = set()
    rules = []
    for finding in findings:
        what = _what(finding)
        if what is None:
            continue
        rule_id = _free_id(finding, taken)
        taken.add(rule_id)
        rules.append(Mined(rule_id, finding, _value(rule_id, finding, what, prose), _seen(finding)))
    return rules


def _what(finding: Finding) -> Value | None:
    """What a rule matches."""
    group = finding.group
    lines = list(group.samples)
    if finding.opens_list:
        return {"heading_is": {"any": [lines[0]]}}
    if group.kind == "line":
        return {"line_is": {"any": [lines[0]]}}
    pattern = of_label(group.key.removeprefix(LABEL)) if group.kind == "label" else of_shape(lines)
    if pattern is None or not any(matches(pattern, line) for line in lines):
        return None
    return {"line_regex": pattern}


def _value(rule_id: str, finding: Finding, what: Value, prose: Prose) -> Value:
    group = finding.group
    first = next(iter(group.samples))
    value: Value = {
        "id": rule_id,
        "title": _cut(f"mined: {first}", 100),
        "why": finding.why + ".",
        "action": "remove_block" if finding.opens_list else "remove_line",
        "confidence": finding.confidence,
        "status": "experimental",
        **what,
    }
    if not finding.opens_list:
        value["where"] = _where(finding)
    elif group.only_tail:
        value["where"] = {"zone": "tail"}
    if group.site not in (EVERYWHERE, UNKNOWN):
        value["sites"] = [group.site]
    value["tests"] = _tests(finding, what, prose)
    return value


def _where(finding: Finding) -> Value:
    group = finding.group
    where: Value = {}
    if group.only_tail or group.part(group.tail) >= ZONED:
        where["zone"] = "tail"
    elif group.only_head or group.part(group.head) >= ZONED:
        where["zone"] = "head"
    where["max_chars"] = max(16, int(group.longest * MARGIN) + 1)
    return where


def _tests(finding: Finding, what: Value, prose: Prose) -> Value:
    group = finding.group
    lines = list(group.samples)
    if finding.opens_list:
        # The block ends where the text does, so the example is the list by itself.
        match = [group.block]
    else:
        pattern = what.get("line_regex")
        form = match_form(lines[0])
        match = [
            line
            for line in lines
            if (matches(pattern, line) if pattern else match_form(line) == form)
        ][:MATCH_EXAMPLES]
    return {"match": match, "keep": _keep(lines[0], prose)}


def _keep(line: str, prose: Prose) -> list[str]:
    """The nearest prose; where none shares a word with the line, a sentence that begins with the
    line's words."""
    near = prose.nearest(line, KEEP_EXAMPLES)
    words = set(words_of(line))
    if near and words & set(words_of(near[0])):
        return near
    said = line[bullet(line) :].strip().rstrip(".:!?…。：")
    return [f"{said}, {near[0]}" if near else f"{said}, said the page that day, and went on."]


def _free_id(finding: Finding, taken: set[str]) -> str:
    """`mined.example-com.share-this-page`, with a mark of its own where that is taken."""
    group = finding.group
    site = "all" if group.site == EVERYWHERE else "site" if group.site == UNKNOWN else group.site
    words = "-".join(_slug(group.key.rpartition("\0")[2])[:5]) or "line"
    mark = hashlib.sha256(f"{group.site}\0{group.key}".encode()).hexdigest()[:6]
    name = f"mined.{'-'.join(_slug(site)) or mark}.{words[:48].rstrip('-')}"
    return name if name not in taken and words != "line" else f"{name}-{mark}"


def _slug(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return [word for word in _WORD.findall(plain) if not word.isdigit()]


def _seen(finding: Finding) -> tuple[str, ...]:
    """Where samples stand, for the remarks above a rule."""
    group = finding.group
    told = [f"takes about {group.characters:,} characters of the documents it was mined from"]
    told += [f"{document}: {_cut(line, 90)}" for line, document in list(group.samples.items())[:3]]
    return tuple(told)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
