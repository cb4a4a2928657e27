"""The first pass: which lines repeat, before anything is cleaned.

Lines are counted as rules will see them first: extracted from their pages and repaired. That is
done again when they are cleaned; to keep the texts in between would be to write the corpus twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from cleaner.errors import UsageError
from cleaner.guard import read_guarded, repaired_guarded
from cleaner.kit import Kit
from cleaner.lines import page_of
from cleaner.model import Broken, Document, Source
from cleaner.repeats.table import Repeats
from cleaner.repeats.tally import Tally
from cleaner.run.plan import ShardSpec
from cleaner.sources.arguments import STDIN
from cleaner.sources.found import Found

LEAST = 3
"""Documents a line must stand in to be in the table: fewer say nothing of a site."""
LOOKED_AT = 2_000
"""Documents by which `auto` tells whether many share a host."""
MANY = 20
"""So many documents of one host are many."""
_CANONICAL = re.compile(
    rb"<(?:link[^>]{0,200}rel=[\"']?canonical|meta[^>]{0,200}og:url)[^>]{0,500}", re.IGNORECASE
)
_ADDRESS = re.compile(rb"(?:href|content)=[\"']?(https?://[^\"'\s>]{1,300})", re.IGNORECASE)

Told = Callable[[Document], None]


def with_first_pass(shards: Sequence[ShardSpec], kit: Kit, told: Told | None = None) -> Kit:
    """The kit for the second pass, which knows where lines repeat; the same kit where the setting
    `passes` asks for one pass, or leaves the choice and there is no use in two. `told` hears of
    each document.

    Raises UsageError for two passes over standard input, which can be read once.
    """
    passes = kit.settings.passes
    from_stdin = any(found.path == STDIN for spec in shards for found in spec.inputs)
    if passes == "2" and from_stdin:
        raise UsageError(
            "--passes 2 reads everything twice, and standard input can be read once. Write it to "
            "a file and name that."
        )
    if passes == "1" or from_stdin or not kit.asks_for_repeats:
        return kit
    if passes == "auto" and not many_share_a_host(shards, kit):
        return kit
    return kit.with_repeats(count_repeats(shards, kit, told))


def count_repeats(shards: Iterable[ShardSpec], kit: Kit, told: Told | None = None) -> Repeats:
    """In how many documents the lines of all inputs stand. The order of inputs does not matter."""
    with Tally() as tally:
        for doc in documents(shards, kit):
            page = page_of(doc.text)
            tally.add(doc.site, (page.lines[i] for i in page.filled))
            if told is not None:
                told(doc)
        return tally.table(LEAST)


def documents(shards: Iterable[ShardSpec], kit: Kit) -> Iterator[Document]:
    """The documents of all inputs as rules see them first, without those that have no text."""
    for source in _sources(shards, kit):
        doc = repaired_guarded(source, kit)
        if doc is not None:
            yield doc


def many_share_a_host(shards: Sequence[ShardSpec], kit: Kit) -> bool:
    """Whether many of the first documents are from one site, by what is said of them from outside
    or, for pages, by the address they give themselves."""
    hosts: Counter[str] = Counter()
    for source in islice(_sources(shards, kit), LOOKED_AT):
        url = source.hints.get("url", "") or _own_address(source)
        site = kit.site(source.uri, url).removeprefix("www.")
        hosts[site] += 1
        if site and hosts[site] >= MANY:
            return True
    return False


def _sources(shards: Iterable[ShardSpec], kit: Kit) -> Iterator[Source]:
    inputs: Iterator[Found] = (found for spec in shards for found in spec.inputs)
    for found in inputs:
        for each, _ in read_guarded(found, kit.settings):
            if not isinstance(each, Broken):
                yield each


def _own_address(source: Source) -> str:
    """The address that a page gives itself in its head, "" for none."""
    if source.hints.get("format") != "html":
        return ""
    data = source.data[:50_000]
    head = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
    tag = _CANONICAL.search(head)
    found = _ADDRESS.search(tag[0]) if tag else None
    return found[1].decode("ascii", "replace") if found else ""
