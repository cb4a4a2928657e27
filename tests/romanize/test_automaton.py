"""The automaton accepts what the lattices accept, one by one."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner.romanize import automaton, matcher
from cleaner.romanize.automaton import Automaton
from cleaner.romanize.fold import fold
from tests.romanize.made import rows

MATCHERS = [matcher(native, code, reading) for code, native, reading, _ in rows("variants.tsv")]
LATTICES = [lattice for one in MATCHERS for lattice in one.lattices]
FORMS = [form for *_, forms in rows("variants.tsv") for form in forms]


def accepted(machine: Automaton, form: str) -> list[int]:
    ends, _ = machine.ends(form, 0)
    return list(ends[-1][1]) if ends and ends[-1][0] == len(form) else []


def one_by_one(form: str) -> list[int]:
    return [n for n, lattice in enumerate(LATTICES) if lattice.schemes(fold(form)) is not None]


MACHINE = Automaton(LATTICES)


@given(st.sampled_from(FORMS))
def test_all_at_once_is_one_by_one(form):
    assert accepted(MACHINE, form) == one_by_one(form)


@given(st.sampled_from(FORMS), st.data())
def test_also_where_letters_are_wrong(form, data):
    at = data.draw(st.integers(0, len(form) - 1))
    letter = data.draw(st.sampled_from("aeioukhsz' -жא"))
    changed = form[:at] + letter + form[at + 1 :]
    assert accepted(MACHINE, changed) == one_by_one(changed)


def test_forgetting_changes_nothing(monkeypatch):
    monkeypatch.setattr(automaton, "MOST_STATES", 50)
    machine = Automaton(LATTICES)
    for form in FORMS[::9]:
        assert accepted(machine, form) == accepted(MACHINE, form)
