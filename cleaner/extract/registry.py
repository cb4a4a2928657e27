"""The extractors there are: three of our own and those other packages bring."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec

from cleaner.errors import SettingsError
from cleaner.extract.protocol import Extractor
from cleaner.settings import nearest

GROUP = "cleaner.extractors"
"""Entry points of this group name a function that is an `Extractor`."""

_OWN = {
    "trafilatura": ("cleaner.extract.by_trafilatura", "trafilatura", "trafilatura"),
    "resiliparse": ("cleaner.extract.by_resiliparse", "resiliparse", "cleaner[resiliparse]"),
    "all-text": ("cleaner.extract.all_text", "lxml", "lxml"),
}
"""By name: the module, the library it needs, and what to install to have it."""


def check(name: str) -> None:
    """Raises SettingsError for an extractor that does not exist or is not installed. Cheap: loads
    none of the libraries."""
    if name in _OWN:
        _, library, install = _OWN[name]
        if find_spec(library) is None:
            raise SettingsError(
                f"the extractor {name!r} is not installed: pip install {install!r}."
            )
    elif name not in entry_points(group=GROUP).names:
        known = sorted({*_OWN, *entry_points(group=GROUP).names})
        raise SettingsError(
            f"there is no extractor {name!r}{nearest(name, known) or '.'} "
            f"There are: {', '.join(known)}."
        )


@cache
def extractor(name: str) -> Extractor:
    """The extractor of a name. Raises SettingsError where `check` does."""
    check(name)
    if name in _OWN:
        found: Extractor = import_module(_OWN[name][0]).extract
    else:
        found = next(iter(entry_points(group=GROUP, name=name))).load()
    return found
