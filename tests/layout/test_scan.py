"""One look at the code points finds what a look at each line finds."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cleaner.layout.lexicon import Entry, Lexicon, Weights
from cleaner.layout.scan import scan
from cleaner.layout.shape import shape

WORDS = st.sampled_from(
    ["Read", "more", "о", "погоде", "2023", "l'eau", "関連", "記事", "ข่าว", "हिंदी", "—", "©", "İ"]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)


def one(lines):
    return scan([lines], [[False] * len(lines)])


def dense(char):
    code = ord(char)
    return 0x2E80 <= code <= 0x9FFF or 0x0E00 <= code <= 0x0EDF


def words_of(line):
    """The words of a line, found one character after the other."""
    words, run = [], ""
    for char in line:
        part = unicodedata.category(char)[0] in "LN" or unicodedata.category(char) in ("Mn", "Mc")
        if not part or dense(char):
            words += [run] if run else []
            run = ""
            words += [char] if part else []
        else:
            run += char
    return words + ([run] if run else [])


@given(LINES)
def test_words_are_runs_of_letters_and_single_dense_signs(lines):
    scanned = one(lines)
    found = []
    for line in range(len(lines)):
        span = range(scanned.word.of_line[line], scanned.word.of_line[line + 1])
        codes = [scanned.codes[scanned.word.starts[w] : scanned.word.ends[w]] for w in span]
        found.append(["".join(map(chr, word)) for word in codes])
    assert found == [words_of(line) for line in lines]


@given(LINES, LINES)
def test_documents_of_a_batch_do_not_know_each_other(first, second):
    together = scan([first, second], [[False] * len(first), [False] * len(second)])
    alone = one(second)
    for name, values in shape(together).items():
        assert list(values[len(first) :]) == list(shape(alone)[name]), name
    assert list(together.prose[len(first) :]) == list(alone.prose)


def test_lone_surrogates_and_pictures_are_no_words():
    assert list(one(["\ud800 x", "😀", "𠮷野家"]).words) == [1, 0, 3]


def test_case_and_the_value_of_digits_do_not_matter():
    lexicon = Lexicon([Entry("line", "comments 0", Weights(-1, 2, 3))])
    said, _ = lexicon.scores(one(["Comments (7)", "COMMENTS 9", "comments 12", "comments"]))
    assert said.tolist() == [[-1, 2, 3], [-1, 2, 3], [0, 0, 0], [0, 0, 0]]


def test_entries_are_met_where_their_kind_says():
    kinds = ("word", "pair", "first", "last", "line", "start")
    texts = ("more", "read more", "read", "more", "read more", "read more")
    lines = ["Read more", "Read more about it", "We read more", "Please do read"]
    met = []
    for kind, text in zip(kinds, texts, strict=True):
        lexicon = Lexicon([Entry(kind, text, Weights(1, 0, 0))])
        met.append("".join("x" if row[0] else "." for row in lexicon.scores(one(lines))[0]))
    assert met == ["xxx.", "xxx.", "xx..", "x.x.", "x...", "xx.."]


def test_a_start_of_one_word_and_one_of_many_are_met():
    entries = [
        Entry("start", "foto", Weights(1, 0, 0)),
        Entry("start", "a b c d e", Weights(2, 0, 0)),
    ]
    said, _ = Lexicon(entries).scores(one(["Foto: dpa", "A b c d e f", "Das Foto", "a b c"]))
    assert said[:, 0].tolist() == [1, 2, 0, 0]


def test_capitals_do_not_matter_nor_does_the_turkish_dotted_one():
    lexicon = Lexicon([Entry("line", "ilgili haberler", Weights(1, 0, 0))])
    said, _ = lexicon.scores(one(["İlgili Haberler", "ilgili haberler", "ılgili haberler"]))
    assert said[:, 0].tolist() == [1, 1, 0]


def test_of_two_entries_for_the_same_the_later_one_counts():
    entries = [Entry("line", "home", Weights(-3, 0, 2)), Entry("line", "Home", Weights(1, 0, 0))]
    assert Lexicon(entries).scores(one(["Home"]))[0].tolist() == [[1, 0, 0]]
