"""The unit of failure is a document: a bug that one of them brings out costs that one alone."""

from __future__ import annotations

import traceback
from pathlib import PurePath

from cleaner.errors import SourceError
from cleaner.flow import clean_document, reject
from cleaner.kit import Kit
from cleaner.model import Cleaned, Reject, Source

FAILED = "failed"
MOST = 400
"""Characters of an error's message that a reject keeps: some messages hold the whole document."""


def clean_guarded(source: Source, kit: Kit) -> Cleaned | Reject:
    """What becomes of one source. Where cleaning it fails for a reason that nobody thought of,
    that is a reject too, `failed`, with the error and where in the code it arose.

    Raises OSError and ImportError: cleaning reads models, not files of the user, so these tell
    of the machine, and every other document would fail by them too.
    """
    try:
        return clean_document(source, kit)
    except (OSError, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 - no kind of bug may cost the other documents
        return reject(source, "clean", SourceError(FAILED, _told(error)))


def _told(error: Exception) -> str:
    """`ValueError: what is wrong (repair.py, line 12)`."""
    message = f"{type(error).__name__}: {error}"
    if len(message) > MOST:
        message = message[: MOST - 1] + "…"
    frames = traceback.extract_tb(error.__traceback__)
    return f"{message} ({PurePath(frames[-1].filename).name}, line {frames[-1].lineno})"
