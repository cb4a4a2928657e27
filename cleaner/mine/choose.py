"""From all groups to the findings that become rules: each line in one of them."""

from __future__ import annotations

from collections.abc import Mapping

from cleaner.mine.document import UNKNOWN
from cleaner.mine.found import EVERYWHERE, SAMPLES, Finding, Group, Groups
from cleaner.mine.judge import MIN_SITES, judge
from cleaner.mine.vocabulary import Vocabulary
from cleaner.repeats.keys import keys_of
from cleaner.repeats.shape import NAME

MASKS_MORE = 1.2
"""A shape stands for its lines where it is in so many times the documents of the most frequent."""


def choose(groups: Groups, vocabulary: Vocabulary) -> list[Finding]:
    """The findings, in order of site and key. What is boilerplate on several sites is one finding
    for all; a line whose shape says more is left to the shape."""
    judged = {
        name: finding
        for name in sorted(groups)
        if (finding := _judged(groups[name], vocabulary)) is not None
    }
    for name in [n for n, f in judged.items() if _masks_words(f.group, judged, groups)]:
        del judged[name]
    _join_sites(judged, groups)
    kept = {name: f for name, f in judged.items() if not _in_shape(f, judged)}
    return [f for f in kept.values() if f.group.kind == "line" or not _in_lines(f, kept)]


def _judged(group: Group, vocabulary: Vocabulary) -> Finding | None:
    known = len(group.sites - {UNKNOWN})
    if group.site == EVERYWHERE and known and known < MIN_SITES:
        return None
    found = judge(group, vocabulary)
    # Where no site is known, nothing tells one site's words from another's.
    if found and not known and found.confidence == "high":
        return Finding(group, "medium", found.why, found.opens_list)
    return found


def _masks_words(group: Group, judged: Mapping[tuple[str, str], Finding], groups: Groups) -> bool:
    """Whether what a shape masks as names is words: the very lines stand on several sites, or they
    are few and each is found by itself. `Email | Imprimer` and `Email | Imprimir` are two lines of
    two languages; a rule for both would take `Email | Ann Lee` too."""
    if group.kind != "shape" or NAME not in group.key:
        return False
    forms = [keys_of(line).form for line in group.samples]
    if group.site == EVERYWHERE:
        over = (groups.get((EVERYWHERE, form)) for form in forms)
        if any(line and len(line.sites - {UNKNOWN}) >= MIN_SITES for line in over):
            return True
    return len(forms) < SAMPLES and all((group.site, form) in judged for form in forms)


def _join_sites(judged: dict[tuple[str, str], Finding], groups: Groups) -> None:
    """Leaves out of the sites what is found for all of them, at least as surely."""
    for site, key in list(judged):
        everywhere = judged.get((EVERYWHERE, key))
        if site == EVERYWHERE or everywhere is None:
            continue
        if everywhere.confidence == "high" or judged[site, key].confidence != "high":
            del judged[site, key]
    for name in [n for n in judged if n[0] == EVERYWHERE]:
        # What is left for the sites stays there: one rule for a line is enough.
        if any((site, name[1]) in judged for site in groups[name].sites):
            del judged[name]


def _in_shape(finding: Finding, judged: Mapping[tuple[str, str], Finding]) -> bool:
    """Whether a line's shape is found in clearly more documents, no less surely."""
    group = finding.group
    if group.kind != "line" or finding.opens_list:
        return False
    shape = keys_of(next(iter(group.samples))).shape
    found = judged.get((group.site, shape)) if shape else None
    if found is None or found.group.documents < MASKS_MORE * group.documents:
        return False
    return found.confidence == finding.confidence or finding.confidence != "high"


def _in_lines(finding: Finding, kept: Mapping[tuple[str, str], Finding]) -> bool:
    """Whether what a shape or a label stands for is found line by line."""
    group = finding.group
    lines = [keys_of(line) for line in group.samples]
    found = [(group.site, keys.form) in kept for keys in lines]
    if group.kind == "label":
        found = [
            one or (group.site, keys.shape) in kept for one, keys in zip(found, lines, strict=True)
        ]
    return all(found)
