"""The first pass: which lines repeat, before anything is cleaned.

Lines are counted as rules will see them first: extracted from their pages and repaired. That is
done again when they are cleaned; to keep the texts in between would be to write the corpus twice.
The same workers do it, with the same guards: a document that ends one is not counted.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cleaner.errors import UsageError
from cleaner.guard import read_guarded, repaired_guarded
from cleaner.kit import Kit, make_kit
from cleaner.model import Broken, Document
from cleaner.repeats.table import Repeats
from cleaner.repeats.tally import Tally
from cleaner.rulebook.rule import Rulebook
from cleaner.run.count import LOOKED_AT, count_shard, counted_in, join, sites_of_shard
from cleaner.run.foreman import Foreman
from cleaner.run.local import Local
from cleaner.run.plan import ShardSpec
from cleaner.run.run import USUALLY, How
from cleaner.run.tally import Nobody
from cleaner.run.tally import Tally as Progress
from cleaner.run.worker import Done, job_of
from cleaner.settings import Settings
from cleaner.sources.arguments import STDIN

LEAST = 3
"""Documents a line must stand in to be in the table: fewer say nothing of a site."""
MANY = 20
"""So many documents of one host are many."""
PHASE = "first pass"


def with_first_pass(shards: Sequence[ShardSpec], kit: Kit, how: How = USUALLY) -> Kit:
    """The kit for the second pass, which knows where lines repeat; the same kit where the setting
    `passes` asks for one pass, or leaves the choice and there is no use in two.

    Raises UsageError for two passes over standard input, which can be read once.
    """
    passes = kit.settings.passes
    from_stdin = any(found.path == STDIN for spec in shards for found in spec.inputs)
    if passes == "2" and from_stdin:
        raise UsageError(
            "--passes 2 reads everything twice, and standard input can be read once. Write it to "
            "a file and name that."
        )
    if passes == "1" or from_stdin or not kit.rulebook.framing:
        return kit
    if passes == "auto" and not many_share_a_host(shards, kit, how):
        return kit
    return kit.with_repeats(count_repeats(shards, kit, how))


def count_repeats(shards: Sequence[ShardSpec], kit: Kit, how: How = USUALLY) -> Repeats:
    """In how many documents the lines of all inputs stand. The order of inputs does not matter."""
    with _room() as folder, Tally() as tally:
        foreman = _Counter(shards, how, Path(folder), tally)
        job = job_of(kit, Path(folder), how.means, count_shard)
        how.executor.carry_out(shards, job, kit, foreman)
        return tally.table(LEAST)


def many_share_a_host(shards: Sequence[ShardSpec], kit: Kit, how: How = USUALLY) -> bool:
    """Whether many of the first documents are from one site, by what is said of them from outside
    or, for pages, by the address they give themselves."""
    with _room() as folder:
        foreman = _Looker(shards, Path(folder))
        # One after the other, as the first documents are wanted; and rules have no say in it.
        executor = Local(min(1, how.executor.workers))
        light = _light(kit.settings)
        job = job_of(light, Path(folder), how.means._replace(kit=_light), sites_of_shard)
        executor.carry_out(shards, job, light, foreman)
        return foreman.many


class _Counter(Foreman):
    """Puts together what is counted."""

    def __init__(self, shards: Sequence[ShardSpec], how: How, folder: Path, tally: Tally) -> None:
        size = sum(spec.bytes for spec in shards)
        super().__init__(shards, Progress(len(shards), size, phase=PHASE), how.watch)
        self._folder = folder
        self._lines = tally

    def done(self, done: Done) -> None:
        """Adds a shard's lines to those of all."""
        join(self._lines, counted_in(self._folder, done.shard))
        super().done(done)


class _Looker(Foreman):
    """Looks at the first documents until it has seen enough."""

    def __init__(self, shards: Sequence[ShardSpec], folder: Path) -> None:
        super().__init__(shards, Progress(len(shards), 0), Nobody())
        self._folder = folder
        self._sites: Counter[str] = Counter()
        self._left = LOOKED_AT

    @property
    def many(self) -> bool:
        """Whether enough of them share a site."""
        return max((n for site, n in self._sites.items() if site), default=0) >= MANY

    @property
    def stopping(self) -> bool:
        """Whether no more need be looked at."""
        return self.many or not self._left

    def done(self, done: Done) -> None:
        """Looks at the sites of a shard."""
        found = counted_in(self._folder, done.shard).read_text(encoding="utf-8").split("\n")[:-1]
        self._sites.update(found[: self._left])
        self._left -= len(found[: self._left])


def documents(shards: Iterable[ShardSpec], kit: Kit) -> Iterator[Document]:
    """The documents of all inputs as rules see them first, without those that have no text; read
    and repaired in this process."""
    for spec in shards:
        for found in spec.inputs:
            for each, _ in read_guarded(found, kit.settings):
                doc = None if isinstance(each, Broken) else repaired_guarded(each, kit)
                if doc is not None:
                    yield doc


def _light(settings: Settings) -> Kit:
    """A kit for reading alone: its rules would take longer to load than the look at a file."""
    plain = replace(settings, select=("all",), ignore=(), names="off", layout="off")
    return make_kit(plain, Rulebook(()))


def _room() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="clean-", ignore_cleanup_errors=True)
