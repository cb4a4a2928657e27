"""The second look: what repeats, gathered with where and among what it stands.

Only lines that the first look found in enough documents are held, each with numbers and a few
samples, and no more than a set number of them: memory does not grow with the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from cleaner.mine.document import LEAST_DOCUMENTS, LONG_RUN, UNKNOWN, Seen
from cleaner.mine.found import EVERYWHERE, MOST_SITES, Group, Groups, Kind
from cleaner.mine.nearest import Prose
from cleaner.repeats.keys import keys_of
from cleaner.repeats.table import Repeats
from cleaner.rulebook.form import HEAD_CHARS

MOST_GROUPS = 200_000
"""Groups that are held; what repeats most is met first, and what is met later is left out."""
LEAST_ITEMS = 3
LEAST_EVERYWHERE = 5
_KINDS: tuple[Kind, ...] = ("line", "shape", "label")
_Name = tuple[str, str]
"""The site and the key of a group."""


class Gatherer:
    """Takes one document after the other."""

    def __init__(self, table: Repeats) -> None:
        self._table = table
        self.groups: Groups = {}
        self.prose = Prose()
        self._keys_of = lru_cache(maxsize=1 << 16)(keys_of)

    def add(self, seen: Seen) -> None:
        """Takes a document."""
        places: dict[_Name, list[int]] = {}
        kinds: dict[_Name, tuple[Kind, int, int]] = {}
        for place, line in enumerate(seen.lines):
            if seen.prose[place]:
                self.prose.add(line)
            for name, kind, documents, of in self._names(seen, place):
                places.setdefault(name, []).append(place)
                kinds[name] = kind, documents, of
        for name, where in places.items():
            group = self.groups.get(name)
            if group is None:
                if len(self.groups) >= MOST_GROUPS:
                    continue
                kind, documents, of = kinds[name]
                group = self.groups[name] = Group(kind, name[1], name[0], documents, of)
            _take(group, seen, where)

    def _names(self, seen: Seen, place: int) -> Iterator[tuple[_Name, Kind, int, int]]:
        """The groups a line belongs to, with their kind and counts."""
        line, counts = seen.lines[place], seen.counts[place]
        if max(counts.anywhere) < LEAST_DOCUMENTS or len(line) > HEAD_CHARS:
            return
        keys = self._keys_of(line)
        site, of, least = seen.site, self._table.size(seen.site), seen.least
        for kind, key, here, anywhere in zip(_KINDS, keys, *counts, strict=True):
            if here >= least and site != UNKNOWN:
                yield (site, key), kind, here, of
            if anywhere >= LEAST_EVERYWHERE:
                yield (EVERYWHERE, key), kind, anywhere, self._table.size()


def _take(group: Group, seen: Seen, places: list[int]) -> None:
    """Adds a document to a group that has lines at these places of it."""
    group.seen += 1
    group.most = max(group.most, len(places))
    stood = [seen.standing(place) for place in places]
    zones = {each.zone for each in stood}
    group.head += "head" in zones
    group.tail += "tail" in zones
    group.body += "body" in zones
    group.edge += all(each.run for each in stood)
    group.long_run += all(each.run >= LONG_RUN for each in stood)
    group.beside += any(each.beside for each in stood)
    group.alone += all(each.alone for each in stood)
    group.before_prose += any(each.before_prose for each in stood)
    group.before_item += any(each.before_item for each in stood)
    group.taken += all(seen.taken[place] for place in places)
    page = seen.page
    for place in places:
        line, index = seen.lines[place], page.filled[place]
        group.characters += len(line)
        group.longest = max(group.longest, len(line))
        group.only_head &= page.in_head(index)
        group.only_tail &= page.in_tail(index)
        group.sample(line.strip(), seen.doc.id)
    if len(group.sites) < MOST_SITES:
        group.sites.add(seen.site)
    if group.kind == "line":
        _take_list(group, seen, places[-1])


def _take_list(group: Group, seen: Seen, place: int) -> None:
    """Adds what is below a line, if that is a list after the article."""
    items = seen.items_below(place) if place > seen.core[1] else []
    if len(items) < LEAST_ITEMS:
        return
    group.lists += 1
    group.items += len(items)
    group.titles += sum(seen.counts[i].anywhere.form > 1 for i in items)
    group.characters += sum(len(seen.lines[i]) for i in items)
    if not group.block:
        group.block = "\n".join([seen.lines[place], *(seen.lines[i] for i in items[:8])])


def gather(documents: Iterable[Seen], table: Repeats) -> Gatherer:
    """What repeats in some documents, by the table of the first look."""
    gatherer = Gatherer(table)
    for seen in documents:
        gatherer.add(seen)
    return gatherer
