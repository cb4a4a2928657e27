"""Rules over text that is known to be good: whatever they take of it is wrong, or was looked at
and accepted in `known-false.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import Fault, RuleError, UsageError
from cleaner.lines import Page
from cleaner.model import Edit
from cleaner.rulebook.keys import LANGUAGE_PATTERN, Limits
from cleaner.rulebook.match import Matcher, Scope
from cleaner.rulebook.places import KNOWN_FALSE
from cleaner.rulebook.rule import BaseRule
from cleaner.yamltree import Node, TreeBuilder

STAGES = ("strip", "artifacts")
_PART = re.compile(r"[^._]+")
_CODE_LIST = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
    pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    als arz ast azb bar bcl ceb ckb diq dsb fil frr gsw hak hsb ilo lzh mai mhr mrj mwl myv mzn nah
    nap nds pam pnb rue sah scn sco szl vec war wuu xmf yue
"""
_CODES = frozenset(_CODE_LIST.split())
"""Codes of languages (ISO 639): all of two letters, and those of three that texts on the web are
labelled with. A word of three letters is rarely a code: `faq`, `new` as a file's name are none."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a rule takes of known-good text: the rule, the file, the line from 1, the text, and
    what takes its place."""

    rule: str
    file: str
    line: int
    text: str
    new: str = ""

    def __str__(self) -> str:
        shown = self.text.strip("\n").replace("\n", "␤")
        return f"{self.file}:{self.line}: {self.rule} takes {shown!r}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One entry of `known-false.yaml`: what a rule may take, and why."""

    rule: str
    text: str
    why: str
    file: str
    line: int


def good_texts(folder: Path) -> list[tuple[str, str]]:
    """The texts below a folder (or the one file): name and text, in order of the names. Raises
    UsageError if there are none, or one is not UTF-8."""
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*.txt"))
    if not paths:
        raise UsageError(f"{folder}: there is no known-good text there, in files *.txt.")
    found = []
    for path in paths:
        name = path.name if path == folder else path.relative_to(folder).as_posix()
        try:
            found.append((name, path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: cannot be read as UTF-8: {error}.") from error
    return found


def language_of(name: str) -> str:
    """The language of a text by its name, "" if it says none: that of the innermost folder whose
    name is a code, or else of the code that the file's name, or a folder's, begins with. `de.txt`,
    `de_news.txt`, `de/news.txt` and `de/it.txt` are German; `de/faq.txt` is, and `faq.txt` says
    nothing."""
    *folders, file = Path(name).parts
    parts = [_PART.match(step) for step in (file, *reversed(folders))]
    begins = (part[0] for part in parts if part)
    return next(filter(_is_code, (*reversed(folders), *begins)), "")


def _is_code(text: str) -> bool:
    found = LANGUAGE_PATTERN.fullmatch(text)
    return found is not None and text.split("-", 1)[0] in _CODES


def taken_of(rules: Iterable[BaseRule], texts: Iterable[tuple[str, str]]) -> Iterator[Taken]:
    """What rules take of texts, in order. Each rule sees each text as it is; what it may take of
    a document by default is not limited here, since known-good texts may be short. A text whose
    language is not told by its name counts as being in any language."""
    free = [_free(rule) for rule in rules if rule.status not in ("disabled", "deprecated")]
    anywhere = Matcher([rule.model_copy(update={"languages": ()}) for rule in free])
    gated = Matcher(free)
    for name, text in texts:
        language = language_of(name)
        matcher = gated if language else anywhere
        scope = Scope("", lambda language=language: language)  # type: ignore[misc]
        edits = [
            item
            for stage in STAGES
            for item in matcher.propose(text, stage, scope)
            if isinstance(item, Edit)
        ]
        starts = Page(text).starts
        for edit in sorted(edits, key=lambda e: (e.start, e.rule)):
            line = sum(1 for start in starts if start <= edit.start)
            yield Taken(edit.rule, name, line, edit.old, edit.new)


def _free(rule: BaseRule) -> BaseRule:
    if "limits" in rule.model_fields_set:
        return rule
    return rule.model_copy(update={"limits": Limits(max_document_fraction=1)})


def accepted_in(places: Iterable[Path]) -> list[Accepted]:
    """The entries of `known-false.yaml` in some folders. Raises RuleError for faults in them."""
    found: list[Accepted] = []
    faults: list[Fault] = []
    for place in places:
        path = place / KNOWN_FALSE
        if path.is_file():
            tree = TreeBuilder(path.as_posix(), path.read_text(encoding="utf-8"))
            root = tree.build()
            entries = root.value if root is not None and isinstance(root.value, list) else []
            if root is not None and not isinstance(root.value, list):
                tree.fault_at(root, "this is no list", "List entries with rule, text and why.")
            found += [each for node in entries if (each := _entry(tree, node))]
            faults += tree.faults
    if faults:
        raise RuleError(faults)
    return found


def _entry(tree: TreeBuilder, node: Node) -> Accepted | None:
    keys = node.plain()
    if not isinstance(keys, dict) or sorted(keys) != ["rule", "text", "why"]:
        tree.fault_at(node, "an entry is not as it should be", "It has rule, text and why.", "R007")
        return None
    return Accepted(**{k: str(v) for k, v in keys.items()}, file=tree.file, line=node.line)


def split_accepted(
    taken: Iterable[Taken], accepted: Sequence[Accepted]
) -> tuple[list[Taken], list[Accepted]]:
    """What is taken and not accepted, and what is accepted and not taken any more."""
    known = {(each.rule, each.text.strip()) for each in accepted}
    wrong, seen = [], set()
    for each in taken:
        name = (each.rule, each.text.strip())
        if name in known:
            seen.add(name)
        else:
            wrong.append(each)
    return wrong, [each for each in accepted if (each.rule, each.text.strip()) not in seen]
