"""What stands in for cleaning where something is to go wrong: most documents are cleaned as ever,
those that say so in their text do what they say."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from cleaner.flow import clean_document, repaired
from cleaner.guard import guarded, read_guarded
from cleaner.kit import Kit, make_kit
from cleaner.model import Cleaned, Document, Language, Reject, Source
from cleaner.rulebook.rule import Rulebook
from cleaner.run.shard import Means
from cleaner.settings import Settings

ENGLISH = Language("en", "Latn", 1.0, True)
SETTINGS = Settings(names="off", units="off", select=("all",), time_limit=3.0, passes="1")


def kit(settings: Settings) -> Kit:
    """A kit with no rules and no models: loading them takes longer than all the rest."""
    known = make_kit(settings, Rulebook(()))
    return replace(known, language=lambda text: ENGLISH, shares=lambda text, language: ())


def _do_harm(source: Source) -> None:
    text = source.data if isinstance(source.data, str) else source.data.decode()
    if "DIES" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANGS" in text:  # as a library does that neither ends nor lets Python run
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(1000)
    if "EATS" in text:
        eaten = []
        while True:
            eaten.append(bytes(2**27))
    if "RAISES" in text:
        raise ZeroDivisionError("oh")


def _clean(source: Source, kit: Kit) -> Cleaned | Reject:
    _do_harm(source)
    return clean_document(source, kit)


def _see(source: Source, kit: Kit) -> Document | Reject | None:
    _do_harm(source)
    return repaired(source, kit)


def clean(source: Source, kit: Kit) -> Cleaned | Reject:
    """Cleans a document, or does what it says."""
    return guarded(_clean, source, kit)


def see(source: Source, kit: Kit) -> Document | None:
    """Looks at a document for the first time, or does what it says."""
    found = guarded(_see, source, kit)
    return found if isinstance(found, Document) else None


def lingering(source: Source, kit: Kit) -> Cleaned | Reject:
    """Takes long enough to be seen at it, and leaves a note before and after."""
    name = Path(source.uri).stem
    Path(f"begun-{name}").touch()
    time.sleep(1.5)
    result = guarded(clean_document, source, kit)
    Path(f"ended-{name}").touch()
    return result


def slowly(source: Source, kit: Kit) -> Cleaned | Reject:
    """Takes its time, so that there is some to be killed in."""
    time.sleep(0.01)
    return guarded(clean_document, source, kit)


def read(found, settings):
    """Ends the process where a reader comes to a certain place."""
    for each, taken in read_guarded(found, settings):
        if "STUMBLES" in str(each.data):
            os.kill(os.getpid(), signal.SIGKILL)
        yield each, taken


USUAL = Means(kit=kit)
WRONG = Means(clean=clean, see=see, kit=kit)
LINGERING = Means(clean=lingering, kit=kit)
SLOW = Means(clean=slowly, kit=kit)
STUMBLING = Means(read=read, kit=kit)
