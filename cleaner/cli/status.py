"""`clean status`: how far a run is, from another terminal."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import folders
from cleaner.errors import NotThere

if TYPE_CHECKING:
    from cleaner.run.tally import Tally


@click.command("status", short_help="Show how far a run is.")
@click.argument("corpus", shell_complete=folders)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(corpus: str, as_json: bool) -> None:
    """Show how far the run is that fills a folder, what its workers are at, and what it rejected,
    without disturbing it; or what an interrupted run has done.

    \b
    Example:
      clean status corpus/
    """
    from cleaner.cli.progress import facts_of

    out = Path(corpus)
    about = _about(out)
    tally = _tally(out, about)
    state = _state(out)
    if as_json:
        facts = {**facts_of(tally), "state": state, "workers": _workers(tally)}
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        click.echo(_page(state, tally, about))


def _state(out: Path) -> str:
    from cleaner.corpus.layout import MANIFEST, TEMPORARY, UNFINISHED
    from cleaner.run.lock import is_held
    from cleaner.run.place import PART

    if is_held(out / TEMPORARY):
        return "at work"
    if (out / PART).is_file() and not (out / UNFINISHED).is_file():
        return "finished"
    return "finished" if (out / MANIFEST).is_file() else "interrupted"


def _about(out: Path) -> dict[str, Any]:
    """What the run at work says of itself, or what one that was ended early has left to say; {}
    if there is neither. Raises NotThere where there is nothing at all."""
    from cleaner.corpus.layout import COMMITS, TEMPORARY, UNFINISHED
    from cleaner.run.run import ABOUT

    for path in (out / TEMPORARY / ABOUT, out / UNFINISHED):
        with suppress(OSError, ValueError):
            about: dict[str, Any] = json.loads(path.read_bytes())
            return about
    if (out / COMMITS).is_dir() or (out / TEMPORARY).is_dir():
        return {}
    raise NotThere(
        f"{out}: no run and no corpus is there. Give the folder that a `clean PATH -o FOLDER` "
        "fills. While `--fresh` replaces a corpus, that is the hidden folder .FOLDER.new beside it."
    )


def _tally(out: Path, about: dict[str, Any]) -> Tally:
    from cleaner.corpus.layout import TEMPORARY
    from cleaner.run.resume import records
    from cleaner.run.slot import states_in
    from cleaner.run.tally import Tally

    commits = records(out)
    tally = Tally(about.get("shards", len(commits)), about.get("bytes", 0))
    for commit in commits.values():
        tally.counts.add(commit.counts)
        tally.shards_done += 1
    states = states_in(out / TEMPORARY)
    tally.at_work = [state for state in states if state.shard not in (-1, *commits)]
    return tally


def _workers(tally: Tally) -> list[dict[str, int]]:
    return [
        {"shard": each.shard, "documents": each.documents, "input": each.input, "row": each.row}
        for each in tally.at_work
    ]


def _page(state: str, tally: Tally, about: dict[str, Any]) -> str:
    import time

    from cleaner.cli.progress import duration

    rejected = ", ".join(f"{name} {n:,}" for name, n in sorted(tally.counts.rejected.items()))
    lines = [
        ("state", state),
        ("shards", f"{tally.shards_done:,} of {tally.shards:,} done"),
        ("documents", f"{tally.documents:,}"),
        ("rejected", f"{tally.rejects:,}" + (f" ({rejected})" if rejected else "")),
        ("worst rule", tally.worst or "none yet"),
    ]
    if state == "at work" and "began" in about:
        seconds = max(0.0, time.time() - about["began"])
        lines.append(("at work for", duration(seconds)))
        lines += [
            (f"worker {number}", f"shard {each.shard}, {each.documents:,} documents in it")
            for number, each in enumerate(tally.at_work)
        ]
    return "\n".join(f"{name:<12} {value}" for name, value in lines)
