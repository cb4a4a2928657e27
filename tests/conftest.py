"""How hypothesis works here: no deadlines, since no test is about time and machines are shared; and
on CI the same examples every time, so that a failure there is one that can be looked into.

Some things cost less here than at work. Shipped packs are read once in a process, not for each of a
thousand kits: a file of the same name and text is the same pack. Runs do not keep what they have
made to the end of the process: hundreds end in this one. And nothing waits for the disk: what was
written is there for all who read it, whoever is killed, and no test cuts the power."""

import functools
import gc
import os
import signal

from hypothesis import HealthCheck, settings

from cleaner import garbage
from cleaner.rulebook import load
from cleaner.rulebook.pack import Sheet, read_sheet

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


_sheets: dict[tuple[str, str], Sheet] = {}


def _read(file: str, text: str, tried: bool = False) -> Sheet:
    """What `read_sheet` gives. Who reads a sheet takes its faults out, so none with any is kept."""
    if tried and (file, text) in _sheets:
        return _sheets[file, text]
    sheet = read_sheet(file, text, tried)
    if tried and not sheet.tree.faults:
        _sheets[file, text] = sheet
    return sheet


# Who starts the tests in the background may have had these ignored, which children inherit.
for name in ("SIGINT", "SIGHUP"):
    if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_IGN:
        signal.signal(getattr(signal, name), signal.SIG_DFL)

load.read_sheet = _read
garbage.keep_all = functools.wraps(garbage.keep_all)(lambda: None)
os.fsync = os.fstat  # which wants an open file as well


def pytest_collection_finish() -> None:
    """The tests themselves are no garbage: looking through ten thousand takes a third of a second
    each time."""
    gc.collect()
    gc.freeze()
