"""What workers do in a first pass: count the lines of a shard, or see which sites it is of. What
they find goes into a file of their own, which whoever asked puts together with the others."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cleaner.corpus.commit import Counts
from cleaner.kit import Kit
from cleaner.lines import page_of
from cleaner.model import Document, Reject, Source
from cleaner.repeats.tally import Tally
from cleaner.run.pulse import Pulse
from cleaner.run.shard import results
from cleaner.run.worker import Done, Job, Task

LOOKED_AT = 2_000
"""Documents by which `auto` tells whether many share a host."""
_CANONICAL = re.compile(
    rb"<(?:link[^>]{0,200}rel=[\"']?canonical|meta[^>]{0,200}og:url)[^>]{0,500}", re.IGNORECASE
)
_ADDRESS = re.compile(rb"(?:href|content)=[\"']?(https?://[^\"'\s>]{1,300})", re.IGNORECASE)


class Seen(NamedTuple):
    """A document of a first pass; `document` is None for one without text."""

    source: Source
    document: Document | None


class Sited(NamedTuple):
    """A document and the site it is from, "" if that is not known."""

    source: Source
    site: str


def count_shard(task: Task, job: Job, kit: Kit, pulse: Pulse) -> Done:
    """Counts the lines of a shard's documents, as rules will see them first."""

    def see(source: Source, kit: Kit) -> Seen:
        return Seen(source, job.means.see(source, kit))

    began = time.monotonic()
    with _files_in(job.out), Tally() as tally:
        for result in results(task.spec, kit, pulse, see, job.means.read, task.poisons):
            if isinstance(result, Seen) and result.document is not None:
                page = page_of(result.document.text)
                tally.add(result.document.site, (page.lines[i] for i in page.filled))
        pulse.rest()
        with counted_in(job.out, task.spec.index).open("wb") as file:
            tally.write(file)
    return _done(task, pulse, began)


def join(tally: Tally, path: Path) -> None:
    """Adds what `count_shard` found, and removes its file."""
    with path.open("rb") as file:
        tally.join(file)
    path.unlink()


def sites_of_shard(task: Task, job: Job, kit: Kit, pulse: Pulse) -> Done:
    """Notes the sites of the shard's first documents, one a line."""
    began = time.monotonic()
    found = results(task.spec, kit, pulse, _sited, job.means.read, task.poisons)
    sites = [each.site for each in islice(_known(found), LOOKED_AT)]
    pulse.rest()
    counted_in(job.out, task.spec.index).write_text("\n".join([*sites, ""]), encoding="utf-8")
    return _done(task, pulse, began)


def counted_in(folder: Path, shard: int) -> Path:
    """The file that holds what was found in a shard."""
    return folder / f"{shard}"


@contextmanager
def _files_in(folder: Path) -> Iterator[None]:
    """Temporary files made in the block lie in a folder: a worker that is killed leaves them
    behind, and there they are found and removed."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _done(task: Task, pulse: Pulse, began: float) -> Done:
    counts = Counts(documents=pulse.documents)
    seconds = time.monotonic() - began
    return Done(task.spec.index, counts, pulse.bytes, seconds, pulse.slowest)


def _known(results: Iterable[Sited | Reject]) -> Iterator[Sited]:
    return (each for each in results if isinstance(each, Sited))


def _sited(source: Source, kit: Kit) -> Sited:
    url = source.hints.get("url", "") or _own_address(source)
    return Sited(source, kit.site(source.uri, url).removeprefix("www."))


def _own_address(source: Source) -> str:
    """The address that a page gives itself in its head, "" for none."""
    if source.hints.get("format") != "html":
        return ""
    data = source.data[:50_000]
    head = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
    tag = _CANONICAL.search(head)
    found = _ADDRESS.search(tag[0]) if tag else None
    return found[1].decode("ascii", "replace") if found else ""
