"""The second look: what repeats, gathered with where and among what it stands.

Only lines that the first look found in enough documents are held, each with numbers and a few
samples, and no more than a set number of them: memory does not grow with the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.mine.document import LEAST_DOCUMENTS, LONG_RUN, UNKNOWN, Seen, enough
from cleaner.mine.found import EVERYWHERE, MOST_SITES, Group, Groups, Kind
from cleaner.mine.nearest import Prose
from cleaner.repeats.keys import keys_of, numbers_of
from cleaner.repeats.table import Repeats
from cleaner.rulebook.form import HEAD_CHARS

MOST_GROUPS = 200_000
"""Groups that are held; what repeats most is met first, and what is met later is left out."""
LEAST_ITEMS = 3
LEAST_EVERYWHERE = 5
_KINDS: tuple[Kind, ...] = ("line", "shape", "label")


class Gatherer:
    """Takes one document after the other."""

    def __init__(self, table: Repeats) -> None:
        self._table = table
        self.groups: Groups = {}
        self.prose = Prose()

    def add(self, seen: Seen) -> None:
        """Takes a document."""
        places: dict[tuple[str, str], list[int]] = {}
        kinds: dict[tuple[str, str], tuple[Kind, int, int]] = {}
        for place, line in enumerate(seen.lines):
            if seen.prose[place]:
                self.prose.add(line)
            for name, kind, documents, of in self._names(line, seen.site):
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

    def _names(self, line: str, site: str) -> Iterator[tuple[tuple[str, str], Kind, int, int]]:
        """The groups a line belongs to, with their kind and counts."""
        numbers = numbers_of(line)
        table = self._table
        if not numbers.form or len(line) > HEAD_CHARS:
            return
        keys = None
        for kind, number, at in zip(_KINDS, numbers, range(3), strict=True):
            for scope, host, least in (
                (site, site, enough(table, site)),
                (EVERYWHERE, "", max(LEAST_EVERYWHERE, LEAST_DOCUMENTS)),
            ):
                count = 0 if scope == UNKNOWN else table.count(number, host)
                if count >= least:
                    keys = keys or keys_of(line)
                    yield (scope, keys[at]), kind, count, table.size(host)


def _take(group: Group, seen: Seen, places: list[int]) -> None:
    """Adds a document to a group that has lines at these places of it."""
    first, last = seen.core
    group.seen += 1
    group.most = max(group.most, len(places))
    zones = {"head" if p < first else "tail" if p > last else "body" for p in places}
    group.head += "head" in zones
    group.tail += "tail" in zones
    group.body += "body" in zones
    runs = [seen.at_edge(p) for p in places]
    group.edge += all(runs)
    group.long_run += all(run >= LONG_RUN for run in runs)
    size = len(seen.lines)
    around = [[q for q in (p - 1, p + 1) if 0 <= q < size] for p in places]
    group.beside += any(seen.taken[q] for near in around for q in near)
    group.alone += not any(seen.marked[q] for near in around for q in near)
    after = [p + 1 for p in places if p + 1 < size]
    group.before_prose += any(seen.prose[q] and not seen.marked[q] for q in after)
    group.before_item += any(not seen.prose[q] and not seen.marked[q] for q in after)
    group.taken += all(seen.taken[p] for p in places)
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
        _take_list(group, seen, places[-1], last)


def _take_list(group: Group, seen: Seen, place: int, last: int) -> None:
    """Adds what is below a line, if that is a list after the article."""
    items = seen.items_below(place) if place > last else []
    if len(items) < LEAST_ITEMS:
        return
    group.lists += 1
    group.items += len(items)
    group.titles += sum(seen.table.exact(seen.lines[i], "") > 1 for i in items)
    group.characters += sum(len(seen.lines[i]) for i in items)
    if not group.block:
        group.block = "\n".join([seen.lines[place], *(seen.lines[i] for i in items[:8])])


def gather(documents: Iterable[Seen], table: Repeats) -> Gatherer:
    """What repeats in some documents, by the table of the first look."""
    gatherer = Gatherer(table)
    for seen in documents:
        gatherer.add(seen)
    return gatherer
