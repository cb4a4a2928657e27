"""What an index finds at a place is what each lattice accepts there, one by one."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner.romanize import matcher
from cleaner.romanize.fold import fold
from cleaner.romanize.lattice import literal
from cleaner.romanize.outline import Outlines
from tests.romanize.made import rows

MATCHERS = [matcher(native, code, reading) for code, native, reading, _ in rows("variants.tsv")]
LATTICES = [lattice for one in MATCHERS for lattice in one.lattices]
FORMS = [form for *_, forms in rows("variants.tsv") for form in forms]
LITERALS = [literal(form) for form in FORMS[::7]]
SOURCES = [*LATTICES, *LITERALS]
OUTLINES = Outlines(SOURCES)


def first_word(folded: str) -> str:
    return "".join(c if c.isalnum() else " " for c in folded).split(" ")[0]


def accepting(form: str) -> set[int]:
    """The lattices that accept a form as a whole, and the literals that are it."""
    folded = fold(form)
    whole = {n for n, one in enumerate(LATTICES) if one.schemes(folded) is not None}
    plain = folded.replace("-", " ")
    return whole | {len(LATTICES) + n for n, o in enumerate(LITERALS) if o.spelling == plain}


def ending(form: str) -> set[int]:
    """The same by way of the outlines."""
    folded = fold(form)
    numbers = OUTLINES.fitting(first_word(folded))
    return {number for number in numbers if len(folded) in SOURCES[number].ends(folded)}


@given(st.sampled_from(FORMS))
def test_all_at_once_is_one_by_one(form):
    assert ending(form) == accepting(form)


@given(st.sampled_from(FORMS), st.data())
def test_also_where_letters_are_wrong(form, data):
    at = data.draw(st.integers(0, len(form) - 1))
    letter = data.draw(st.sampled_from("aeioukhsz' -жא"))
    changed = form[:at] + letter + form[at + 1 :]
    assert ending(changed) == accepting(changed)


@given(st.sampled_from(FORMS), st.integers(1, 30))
def test_what_a_form_begins_with_goes_on(form, size):
    folded = fold(form)
    for number in accepting(form):
        assert SOURCES[number].goes_on(folded[:size])
        assert not SOURCES[number].goes_on(folded[:size] + "#")


@given(st.sampled_from(FORMS))
def test_first_words_are_told_from_whole_names(form):
    folded = fold(form)
    word = first_word(folded)
    for number in accepting(form):
        whole, begun = SOURCES[number].first_word(word)
        assert whole if word == folded else begun or "'" in form
        assert number in set(OUTLINES.fitting(word))


def test_a_word_that_no_name_begins_with_has_none():
    for word in ("washington", "", "q", "ж"):
        assert list(OUTLINES.fitting(word)) == []


def test_no_names_have_no_outlines():
    assert list(Outlines([]).fitting("kyiv")) == []
