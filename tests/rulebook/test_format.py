"""One form for packs: nothing is said differently, no comment is lost, and once is enough."""

import pytest
import yaml

from cleaner.errors import UsageError
from cleaner.rulebook.format import formatted
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.places import Place, pack_files
from cleaner.yamltree import TreeBuilder

PACKS = [
    (name, path.read_text(encoding="utf-8"))
    for path, name in pack_files(Place(rules_home(), "rules"))
]


def test_shipped_packs_say_the_same_in_form() -> None:
    for name, text in PACKS:
        made = formatted(name, text)
        before, after = TreeBuilder(name, text).build(), TreeBuilder(name, made).build()
        assert before is not None
        assert after is not None
        assert before.plain() == after.plain()
        assert formatted(name, made) == made


def test_both_readers_of_yaml_agree_on_the_shipped_packs() -> None:
    differ = []
    for name, text in PACKS:
        usual, other = TreeBuilder(name, text), TreeBuilder(name, text, yaml.SafeLoader)
        if usual.build() != other.build() or usual.faults or other.faults:
            differ.append(name)
    assert differ == []


BEFORE = """# head
pack: my/rules
schema: 1

rules:
# above the first
  - id: my.first
    tests:
      match: [a b]   # seen
    # why so
    title: "First"
    action: remove_line
    line_regex: "a\\\\s*b"


    why: |-
      Text that holds
        # no comment

      and ends
  - {id: my.second, title: second, action: flag, span_regex: x y}
# at the end
"""
AFTER = """# head
schema: 1
pack: my/rules
rules:

# above the first
- id: my.first
  # why so
  title: "First"
  why: |-
    Text that holds
      # no comment

    and ends
  action: remove_line
  line_regex: 'a\\s*b'
  tests:
    match: [a b]   # seen

- {id: my.second, title: second, action: flag, span_regex: x y}

# at the end
"""


def test_the_form() -> None:
    assert formatted("p.yaml", BEFORE) == AFTER
    assert formatted("p.yaml", BEFORE.replace("\n", "\r\n")) == AFTER


@pytest.mark.parametrize("text", ["- a\n", "a: [b\n", "{schema: 1}\n", "a: 1\na: 2\n", ""])
def test_what_is_no_pack_is_left(text: str) -> None:
    with pytest.raises(UsageError):
        formatted("p.yaml", text)
