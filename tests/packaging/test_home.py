"""The shipped rules are found where they are, and never a stranger's."""

import pytest

from cleaner.errors import CleanerError
from cleaner.rulebook.home import _home, rules_home


def test_the_rules_of_this_checkout_are_found():
    assert rules_home().is_dir()


def test_rules_inside_the_package_come_first(tmp_path):
    package = tmp_path / "cleaner"
    (package / "_rules").mkdir(parents=True)
    (tmp_path / "rules").mkdir()
    (tmp_path / "pyproject.toml").touch()
    assert _home(package) == package / "_rules"


def test_rules_beside_the_package_are_those_of_a_project(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "pyproject.toml").touch()
    assert _home(tmp_path / "cleaner") == tmp_path / "rules"


def test_a_strangers_folder_beside_the_package_is_left_alone(tmp_path):
    (tmp_path / "rules").mkdir()
    with pytest.raises(CleanerError, match=r"Install the package again"):
        _home(tmp_path / "cleaner")


def test_no_rules_at_all_is_said_with_advice(tmp_path):
    with pytest.raises(CleanerError, match=r"--rules"):
        _home(tmp_path / "cleaner")
