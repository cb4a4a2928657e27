"""Where the rules that ship with the package are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cleaner.errors import CleanerError

_PACKAGE = Path(__file__).resolve().parents[1]


@lru_cache(maxsize=1)
def rules_home() -> Path:
    """The folder of the shipped rules.

    An installed wheel carries them as `cleaner/_rules`. An editable install and an unpacked sdist
    run from the project's own tree, where they are the folder `rules` beside `pyproject.toml`.
    Raises CleanerError if they are in neither place.
    """
    return _home(_PACKAGE)


def _home(package: Path) -> Path:
    inside, beside = package / "_rules", package.parent / "rules"
    if inside.is_dir():
        return inside
    # Beside an installed package there may be a stranger's `rules`: ours stands in a project.
    if beside.is_dir() and (package.parent / "pyproject.toml").is_file():
        return beside
    raise CleanerError(
        f"The rules that belong to this program are missing: there is neither {inside} nor a "
        f"project with {beside}. Install the package again, or name a folder of rules with --rules."
    )
