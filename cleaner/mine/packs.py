"""Writing rules as packs: a file for each site and one for all, and only what holds when read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cleaner.errors import Fault
from cleaner.mine.document import UNKNOWN
from cleaner.mine.found import EVERYWHERE
from cleaner.mine.rules import Mined
from cleaner.rulebook.check import check
from cleaner.rulebook.format import formatted
from cleaner.rulebook.pack import read_pack
from cleaner.rulebook.writing import SCHEMA_FILE

ALL_SITES = "all-sites"
_HEAD = """\
# yaml-language-server: $schema={schema}
# Mined from a corpus by `clean mine`: what repeats, with the evidence for it. Look the rules over,
# take out what is wrong, and set `status: stable` where a rule is right.
schema: 1
pack: {pack}
rules:
"""


@dataclass(frozen=True, slots=True)
class Packs:
    """Packs by the names of their files, the rules in them, and those that did not hold."""

    files: Mapping[str, str]
    rules: tuple[Mined, ...]
    dropped: tuple[Mined, ...]


def packs(rules: Iterable[Mined]) -> Packs:
    """The packs for some rules, which stand in each pack in the order given."""
    by_file: dict[str, list[Mined]] = defaultdict(list)
    kept, dropped = [], []
    for rule in rules:
        if not holds(rule):
            dropped.append(rule)
            continue
        kept.append(rule)
        by_file[_file(rule.finding.group.site)].append(rule)
    files = {name: formatted(name, pack(name, by_file[name])) for name in sorted(by_file)}
    return Packs(files, tuple(kept), tuple(dropped))


def pack(name: str, rules: Sequence[Mined]) -> str:
    """One pack as a YAML file, with the schema in the folder of all of them."""
    schema = "../" * name.count("/") + SCHEMA_FILE
    head = _HEAD.format(schema=schema, pack=f"mined/{name.removesuffix('.yaml')}")
    return head + "".join(map(_entry, rules))


def holds(rule: Mined) -> bool:
    """Whether a rule can be read, and does in its examples what they say."""
    faults: list[Fault] = []
    entries = read_pack("mined.yaml", pack("mined.yaml", [rule]), faults)
    return not faults and len(entries) == 1 and not check(entries).failures


def _file(site: str) -> str:
    if site == EVERYWHERE:
        return f"{ALL_SITES}.yaml"
    if site == UNKNOWN:
        return "unknown-site.yaml"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in site)
    return f"sites/{safe.strip('.-').lower() or 'site'}.yaml"


def _entry(rule: Mined) -> str:
    remarks = "".join(f"# {remark}\n" for remark in map(_printable, rule.remarks))
    lines: list[str] = []
    for number, (key, value) in enumerate(rule.value.items()):
        lines += _keyed(key, value, "- " if number == 0 else "  ", 4)
    return remarks + "\n".join(lines) + "\n"


def _keyed(key: str, value: Any, lead: str, indent: int) -> list[str]:
    if key == "tests":
        lines = [f"{lead}{key}:"]
        for kind, examples in value.items():
            lines.append(f"{' ' * indent}{kind}:")
            lines += [f"{' ' * indent}- {quoted(example)}" for example in examples]
        return lines
    return [f"{lead}{key}: {_flow(value)}"]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value) if isinstance(value, int) else quoted(value)


def quoted(text: str) -> str:
    """A text as YAML: in single quotes, or in double ones with escapes where it has line ends or
    signs that cannot be printed."""
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char == "\n":
        return "\\n"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
