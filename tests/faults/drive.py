"""A run as the command does it, in a process that can be killed:
python -m tests.faults.drive IN OUT WORKERS MEANS SHARD_BYTES, where WORKERS is a number, `ray` for
a cluster that is started, or `ray@` and the address of one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cleaner.cli.ending import run_to_end
from cleaner.run.local import Local
from cleaner.run.on_ray import OnRay
from cleaner.run.plan import plan
from cleaner.run.run import How, run
from cleaner.run.split import splitter
from cleaner.run.tally import Nobody
from cleaner.sources.files import find
from tests.faults import saboteurs


class Teller(Nobody):
    """Tells that the run is stopping."""

    def stopping(self):
        os.write(2, b"stopping\n")


def drive() -> int:
    source, out, workers, means, shard_bytes = sys.argv[1:]
    kit = saboteurs.kit(saboteurs.SETTINGS)
    shards = plan(find([source]), int(shard_bytes), splitter(kit.settings))
    kind, _, address = workers.partition("@")
    executor = OnRay(address, 2) if kind == "ray" else Local(int(workers))
    how = How(executor, Teller(), getattr(saboteurs, means))
    outcome = run(shards, kit, Path(out), how)
    sys.stdout.write(f"{outcome.counts.documents} {outcome.earlier}/{outcome.shards}\n")
    return 0


if __name__ == "__main__":
    sys.exit(run_to_end(drive))
