"""CSV and TSV: every way they are written, and rows that are none."""

import csv
import io
from itertools import accumulate, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cleaner.sources.columns import Keys
from cleaner.sources.dialect import dialect_of
from cleaner.sources.encoding import encoding_of
from cleaner.sources.rowlines import table_lines
from tests.sources.records import sources
from tests.sources.streams import found, texts

BOTH = pytest.mark.parametrize("seekable", [True, False])


@BOTH
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows(end, seekable):
    data = f'id,text{end}1,a{end}{end}2,"b ""c"", d{end}e"{end}3,f'.encode()
    assert texts("a.csv", data, seekable=seekable) == [
        (f"byte={7 + len(end)},row=0", "a"),
        (f"byte={10 + 3 * len(end)},row=1", f'b "c", d{end}e'),
        (f"byte={len(data) - 3},row=2", "f"),
    ]


WRITTEN = {
    "commas": (b"id,text\n1,a;b\n", "a;b"),
    "semicolons": (b"id;text\n1;a, b\n", "a, b"),
    "tabs": (b"id\ttext\n1\ta, b; c\n", "a, b; c"),
    "bars": (b"id|text\n1|a, b; c\n", "a, b; c"),
    "one column": (b"text\na, b; c\n", "a, b; c"),
    "one column with a quoted comma": (b'text\n"a, b"\n', "a, b"),
    "quoted names": (b'"id","text"\n"1","a"\n', "a"),
    "names in spaces": (b"id, text \n1,a\n", "a"),
    "an index without a name": (b",text\n0,a\n", "a"),
    "empty fields too many": (b"id,text\n1,a,,\n", "a"),
    "backslashes": (b'id,text\n1,"a \\"b\\", c"\n', 'a "b", c'),
    "a backslash at the end": (b'id,text,path\n1,a,"C:\\"\n', "a"),
    "a mark within": (b'id,text\n1,a "b" c\n', 'a "b" c'),
    "a long field": (b"id,text\n1," + b"x" * 200_000 + b"\n", "x" * 200_000),
    "NUL": (b"id,text\n1,a\0b\n", "a\0b"),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_ways_to_write_a_table(case):
    data, text = WRITTEN[case]
    assert [each for _, each in texts("a.csv", data, format="csv")] == [text]


def test_tabs_without_quotation():
    data = b'id\ttext\n1\t"Hello," he said.\n2\t"open\n3\tok\n4\t"a\tb"\n5\t"c\nd"\n'
    assert [text for _, text in texts("a.tsv", data)] == [
        '"Hello," he said.', '"open', "ok", "a\tb", "c\nd",
    ]  # fmt: skip


WORDS = 'id;text\n1;{0}\n2;"{0};\n{0}"\n'
RUSSIAN = "Съешь ещё этих мягких французских булок, да выпей чаю"
CODECS = {
    **dict.fromkeys(("utf-8", "utf-8-sig"), "Žluťoučký kůň"),
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be", "utf-32"), "Привет"),
    **dict.fromkeys(("cp1251", "koi8-r"), RUSSIAN),
    "cp1252": "Voilà où l’été s’achève à Besançon",
    "shift_jis": "日本語の文章を読むことができます。表",
    "gb18030": "这是一个用来测试编码的中文句子。",
    "euc_kr": "한국어 문장을 읽을 수 있습니다.",
}


@BOTH
@pytest.mark.parametrize("codec", CODECS)
def test_character_sets(codec, seekable):
    words = CODECS[codec]
    data = WORDS.format(words).encode(codec)
    given = found("a.csv", data, seekable=seekable)
    assert [each.data for each in given] == [words, f"{words};\n{words}"]
    plain = codec.replace("-sig", "")
    plain = plain if plain not in ("utf-16", "utf-32") else f"{plain}-le"
    for each, first in zip(given, ("1", "2"), strict=True):
        byte = int(each.locator.split(",")[0].removeprefix("byte="))
        assert data[byte:].decode(plain).startswith(f"{first};")


def test_what_is_no_text_is_counted_later():
    (source,) = sources("a.csv", b"id,text\n1,a\n".replace(b"a\n", b"caf\x81\xe9 d\xe9j\xe0\n"))
    assert "\udc81" in source.data


def test_what_turns_out_to_be_no_utf8_comes_as_bytes():
    data = "id,text\n1,Žluťoučký\n".encode() + b"2,a\n" * 20_000 + b"3,caf\xe9\n4,b\n"
    given = found("a.csv", data)
    assert given[0].data == "Žluťoučký"
    assert [each.data for each in given[-3:]] == ["a", b"caf\xe9", "b"]


@pytest.mark.parametrize("codec", ["iso2022_jp", "cp932", "gb18030", "utf-8", "cp1252"])
@given(data=st.binary(max_size=60))
def test_any_bytes_of_any_character_set_are_lines(codec, data):
    given = [*table_lines(io.BytesIO(data), codec, 0, 1000)]
    assert b"".join(line.raw for line in given) == data
    assert [line.start for line in given] == [*accumulate((len(x.raw) for x in given), initial=0)][
        : len(given)
    ]


RAGGED = {
    "too few": (b"2", "has 1 field and the head 2: a ragged row"),
    "too many": (b"2,a,b", "has 3 fields and the head 2: a ragged row"),
    "text behind a mark": (b'2,"a"b', "is no row: ',' expected after '\"'"),
    "a mark that opens": (b'2,"a', "is no row: ',' expected after '\"'"),
}


@pytest.mark.parametrize("case", RAGGED)
def test_a_broken_row_costs_no_other(case):
    line, told = RAGGED[case]
    data = b"id,text\n1,a\n" + line + b'\n3,"b, c"\n4,d\n'
    first, broken, *others = found("a.csv", data)
    assert (first.data, [each.data for each in others]) == ("a", ["b, c", "d"])
    assert (broken.locator, broken.reason) == ("byte=12,row=1", "not-a-record")
    assert (broken.detail, broken.data) == (told, line + b"\n")


def test_a_mark_that_nothing_closes():
    first, *others = found("a.csv", b'id,text\n1,"open\n2,a\n3,b\n')
    assert first.detail == "is no row: unexpected end of data"
    assert [each.data for each in others] == ["a", "b"]


def test_a_mark_that_nothing_closes_for_long():
    data = b'id,text\n1,"open\n' + b"2,a\n" * 100
    first, *others = found("a.csv", data, max_document=100)
    assert first.reason == "too-large"
    assert [each.data for each in others] == ["a"] * 100


def test_many_such_marks_end_some_time(monkeypatch):
    monkeypatch.setattr("cleaner.sources.rowlines.REREAD", 300)
    given = found("a.csv", b"id,text\n" + b'1,"open\n2,a\n' * 50, max_document=100)
    assert len(given) < 100
    assert given[0].reason


@pytest.mark.parametrize("end", ["\n", "\r"])
@pytest.mark.parametrize("size", [300, 2**20 - 10, 3 * 2**20])
def test_a_long_row_is_read_away(size, end):
    data = f"id,text{end}1,a{end}2,{'x' * size}{end}3,b{end}".encode()
    first, long, last = found("a.csv", data, max_document=100)
    assert (first.data, long.reason, last.data) == ("a", "too-large", "b")
    assert last.locator == f"byte={data.rindex(b'3')},row=2"


REFUSED = {
    "no text": (b"id,n\n1,2\n", {}, "no-such-key", "but 'id', 'n'; name one by --text-key"),
    "another name": (b"id,story\n1,a\n", {"text_key": "stories"}, "no-such-key", "mean 'story'?"),
    "a broken head": (b'"te"xt,id\na,1\n', {}, "not-a-record", "its head is no row"),
    "cut UTF-16": ("id,text\n1,aé\n".encode("utf-16")[:-1], {}, "encoding", "is not utf-16-le"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_tables_that_cannot_be_read(case):
    data, settings, reason, told = REFUSED[case]
    *_, refused = found("a.csv", data, **settings)
    assert (refused.reason, told in refused.detail) == (reason, True), refused.detail


@pytest.mark.parametrize("data", [b"", b"\n\n\r\n", b"id,text\n"])
def test_tables_without_rows(data):
    assert found("a.csv", data, format="csv") == []


def test_two_columns_of_one_name():
    (source,) = sources("a.csv", b"text,n,n,\na,1,2,3\n")
    assert (source.data, source.hints) == ("a", {"n": "1", "n.2": "2", "column 4": "3"})


def test_a_named_column_tells_the_delimiter():
    assert dialect_of("a,b;story\n1,2;x\n", ",;", Keys(text="story")).delimiter == ";"


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028"])
def test_what_ends_a_line_to_others_ends_none_in_a_table(sign):
    table = f'text,note,number\n"""\\",{sign},0\n'
    assert dialect_of(table, ",", Keys()).backslash is False
    (source,) = sources("a.csv", table.encode())
    assert (source.data, source.hints) == ('"\\', {"note": sign, "number": "0"})


@pytest.mark.parametrize("head", [b"", b"text", b"\xff\xfe", b"\0\0\0\0", b"\x81"])
def test_every_beginning_has_a_character_set(head):
    codec, mark = encoding_of(head)
    head[mark:].decode(codec, "replace")


cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=12)


@given(st.lists(st.tuples(cell, cell, cell), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_csv_wrote_comes_back(rows, delimiter):
    assume(not any("\ufeff" in "".join(row) for row in rows))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerows([("id", "text", "note"), *rows])
    data = file.getvalue().encode()
    name = "a.tsv" if delimiter == "\t" else "a.csv"
    given = sources(name, data, format=name[2:])
    assert [(each.data, each.hints.get("note", "")) for each in given] == [
        (text, note) for _, text, note in rows
    ]
    starts = [int(each.locator.split(",")[0].removeprefix("byte=")) for each in given]
    for (start, end), row in zip(pairwise([*starts, len(data)]), rows, strict=True):
        read = next(csv.reader(io.StringIO(data[start:end].decode()), delimiter=delimiter))
        assert tuple(read) == row


@given(st.binary(max_size=80))
def test_any_bytes_are_read_to_their_end(data):
    for name in ("csv", "tsv"):
        for each in sources("a", b"id,text\n" + data, format=name):
            assert each is not None
