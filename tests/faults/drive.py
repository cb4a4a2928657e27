"""A run as the command does it, in a process that can be killed:
python -m tests.faults.drive IN OUT WORKERS MEANS SHARD_BYTES"""

from __future__ import annotations

import sys
from pathlib import Path

from cleaner.cli.ending import run_to_end
from cleaner.run.local import Effort, run
from cleaner.run.plan import plan
from cleaner.run.split import splitter
from cleaner.sources.files import find
from tests.faults import saboteurs


def drive() -> int:
    source, out, workers, means, shard_bytes = sys.argv[1:]
    kit = saboteurs.kit(saboteurs.SETTINGS)
    shards = plan(find([source]), int(shard_bytes), splitter(kit.settings))
    effort = Effort(int(workers))
    outcome = run(shards, kit, Path(out), effort, means=getattr(saboteurs, means))
    sys.stdout.write(f"{outcome.counts.documents} {outcome.earlier}/{outcome.shards}\n")
    return 0


if __name__ == "__main__":
    sys.exit(run_to_end(drive))
