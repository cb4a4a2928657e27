"""JSON lines and JSON: every record that can be read is, and the others are named one by one."""

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import SourceError
from cleaner.sources.jsontext import lines, parsed
from cleaner.sources.split import Values, members
from tests.sources.records import as_json, as_jsonl, sources
from tests.sources.streams import found, texts

RECORDS = [{"text": f"Text {n}", "n": n} for n in range(4)]


def test_lines():
    data = b'\xef\xbb\xbf{"text": "a"}\r\n\n  \n{"text": "b"}\n{"text": "c"}'
    assert texts("a.jsonl", data) == [("byte=0", "a"), ("byte=22", "b"), ("byte=36", "c")]


BROKEN = {
    "no JSON": (b"{broken", "Expecting property name enclosed in double quotes at column 2"),
    "cut off": (b'{"text": "a', "Unterminated string starting at column 10"),
    "a comma": (b'{"text": "a",}', "at column 1"),
    "a list": (b"[1, 2]", "is no JSON object"),
    "a string": (b'"text"', "is no JSON object"),
    "no text": (b'{"n": 1}', "has neither 'text' nor 'html'"),
    "NaN": (b'{"text": "a", "n": NaN}', "NaN is no number in JSON"),
    "minus infinity": (b'{"text": "a", "n": -Infinity}', "-Infinity is no number"),
    "too large a number": (b'{"text": "a", "n": 1e999}', "1e999 is too large"),
    "thousands of digits": (b'{"text": "a", "n": %s}' % (b"7" * 5000), "is no JSON"),
    "a key twice": (b'{"text": "a", "text": "b"}', "the key 'text' stands there twice"),
    "a key twice below": (b'{"text": "a", "m": {"k": 1, "k": 2}}', "the key 'k' stands"),
    "latin-1": ('{"text": "é"}'.encode("latin-1"), "is not UTF-8: invalid continuation byte"),
    "deep": (b'{"text": "a", "n": ' + b"[" * 100_000, "is nested too deep"),
    "deep and whole": (b'{"text": "a", "n": ' + b"[" * 9000 + b"]" * 9000 + b"}", "too deep"),
    "NUL": (b"\0", "is no JSON"),
    "two": (b'{"text": "a"} {"text": "b"}', "Extra data at column 15: "),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_line_costs_no_other(case):
    line, told = BROKEN[case]
    first, broken, last = found("a.jsonl", b'{"text": "a"}\n' + line + b'\n{"text": "b"}\n')
    assert (first.data, last.data) == ("a", "b")
    assert (broken.reason, broken.data) == ("not-a-record", line + b"\n")
    assert told in broken.detail
    assert broken.locator == "byte=14"


def test_the_excerpt_shows_what_cannot_be_seen():
    (broken,) = found("a.jsonl", '{"текст": \x01}'.encode(), format="jsonl")
    assert broken.detail.endswith('column 11: {"текст": \\x01}')


def test_the_excerpt_of_a_broken_line():
    line = b'{"text": "' + b"long " * 20 + b'" "x": "' + b"more " * 20 + b'"}'
    (broken,) = found("a.jsonl", b'{"text": "a"}\n' + line)[1:]
    assert broken.detail.endswith(': …ng long long long " "x": "more more more…')


GOOD = {
    "the same twice": (b'{"text": "a", "text": "a"}', "a"),
    "half a character": (b'{"text": "\\ud83d"}', "\ud83d"),
    "a whole pair": (b'{"text": "\\ud83d\\ude00"}', "\U0001f600"),
    "line separators": ('{"text": "a\u2028b\x85c"}'.encode(), "a\u2028b\x85c"),
    "other spaces": (b'  \t{ "text" : "a" } \t', "a"),
    "NUL": (b'{"text": "a\\u0000b"}', "a\0b"),
    "hundreds of digits": (b'{"text": "a", "n": %s}' % (b"7" * 500), "a"),
}


@pytest.mark.parametrize("case", GOOD)
def test_what_is_no_fault(case):
    line, text = GOOD[case]
    assert texts("a.jsonl", line + b"\n" + line) == [
        ("byte=0", text),
        (f"byte={len(line) + 1}", text),
    ]


def test_a_long_line_is_read_away():
    data = b'{"text": "a"}\n' + b'{"text": "' + b"x" * 300 + b'"}\n{"text": "b"}\n'
    (first, long, last) = found("a.jsonl", data, max_document=100)
    assert (first.data, long.reason, last.data) == ("a", "too-large", "b")
    assert last.locator == f"byte={data.rindex(b'{')}"


def test_long_lines_come_in_pieces():
    file = io.BytesIO(b"a\n\n" + b"x" * 50 + b"\nb\n" + b"y" * 50)
    assert list(lines(file, 10)) == [(1, 0, b"a\n"), (3, 3, None), (4, 54, b"b\n"), (5, 56, None)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_files_are_refused_once(name, codec):
    data = as_jsonl(RECORDS).decode().encode(codec)
    (refused,) = found(name, data, format=name[2:])
    assert refused.reason == "encoding"


JSON = {
    "a list": as_json(RECORDS),
    "a list in one line": json.dumps(RECORDS).encode(),
    "with a mark": b"\xef\xbb\xbf \n" + as_json(RECORDS),
    "in an object": json.dumps({"n": 4, "items": RECORDS, "more": [1, 2]}).encode(),
    "deep in objects": json.dumps({"meta": {"list": [{}]}, "items": RECORDS}).encode(),
    "one after the other": b"".join(json.dumps(r, indent=1).encode() + b"\n" for r in RECORDS),
    "without commas": b"[" + as_jsonl(RECORDS) + b"]",
    "several lists": json.dumps(RECORDS[:2]).encode() + b"\n" + json.dumps(RECORDS[2:]).encode(),
}


@pytest.mark.parametrize("case", JSON)
@pytest.mark.parametrize("chunk", [1, 7, 2**18])
def test_json_is_parted(case, chunk, monkeypatch):
    monkeypatch.setattr("cleaner.sources.split.CHUNK", chunk)
    data = JSON[case]
    given = found("a.json", data, format="json")
    assert [each.data for each in given] == [record["text"] for record in RECORDS]
    for number, each in enumerate(given):
        byte = int(each.locator.split(",")[0].removeprefix("byte="))
        assert each.locator == f"byte={byte},record={number}"
        assert json.JSONDecoder().raw_decode(data[byte:].decode())[0] == RECORDS[number]


ONE = {
    "a record": {"id": 1, "text": "T"},
    "with comments": {"comments": [{"text": "no"}], "text": "T"},
    "with HTML": {"comments": [{"text": "no"}], "html": "T"},
    "with a list of numbers": {"text": "T", "n": [[1], [2]]},
}


@pytest.mark.parametrize("case", ONE)
def test_one_document(case):
    assert texts("a.json", json.dumps(ONE[case]).encode()) == [("byte=0,record=0", "T")]


@pytest.mark.parametrize(
    ("record", "key", "texts_of"),
    [
        ({"comments": [{"text": "no"}], "story": "T"}, "story", ["T"]),
        ({"comments": [{"text": "no"}], "page": {"body": "T"}}, "page.body", ["T"]),
        ({"text": "a title", "items": [{"story": "T"}, {"story": "U"}]}, "story", ["T", "U"]),
    ],
)
def test_a_named_key_tells_what_is_a_document(record, key, texts_of):
    given = texts("a.json", json.dumps(record).encode(), text_key=key)
    assert [text for _, text in given] == texts_of


def test_strings_hold_brackets():
    records = [{"text": '}]{["\\'}, {"text": "\\\\"}, {"text": '",'}, {"text": "]"}]
    assert [text for _, text in texts("a.json", as_json(records))] == [r["text"] for r in records]


def test_a_broken_record_costs_no_other():
    data = b'[{"text": "a"}, {"text" "b"}, 5, "x,]", {"text": "c"},, {"text": "d"}]'
    given = [(each.reason, each.data) for each in found("a.json", data)]
    assert given == [
        ("", "a"),
        ("not-a-record", b'{"text" "b"}'),
        ("not-a-record", b"5"),
        ("not-a-record", b'"x,]"'),
        ("", "c"),
        ("", "d"),
    ]


CUT = {
    "in a record": (b'[{"text": "a"}, {"text": "b', "ends in the middle of what begins at byte 16"),
    "between records": (b'[{"text": "a"}', "ends before its list of records does"),
    "after the comma": (b'[{"text": "a"},', "ends before its list of records does"),
    "with something else": (b'[{"text": "a"}] x', "is no list and no object at byte 16"),
    "in the object": (b'{"items": [{"text": "a"}], "n": 5', "ends in the middle"),
}


@pytest.mark.parametrize("case", CUT)
def test_what_is_cut_off(case):
    data, told = CUT[case]
    first, last = found("a.json", data, format="json")
    assert (first.data, last.reason) == ("a", "not-a-record")
    assert told in last.detail


@pytest.mark.parametrize("size", [300, 2**19])
@pytest.mark.parametrize("text", ['"]}', "\\", "x"])
def test_a_long_record_is_read_away(size, text):
    data = as_json([{"text": "a"}, {"text": text * size}, {"text": "b"}])
    given = found("a.json", data, max_document=100)
    assert [each.reason for each in given] == ["", "too-large", ""]
    assert [each.data for each in given[::2]] == ["a", "b"]


def test_a_long_object_is_read_by_its_list():
    records = [{"text": "x" * 50} for _ in range(50)]
    data = json.dumps({"n": 1, "items": records}).encode()
    assert len(found("a.json", data, max_document=200)) == 50


def test_several_lists_are_not_guessed_at():
    (refused,) = found("a.json", json.dumps({"a": RECORDS, "b": RECORDS}).encode())
    assert "several lists of records: 'a', 'b'" in refused.detail


@pytest.mark.parametrize("data", [b"[]", b" [ ] ", b'{"items": []}[]'])
def test_empty_lists(data):
    assert [each for each in found("a.json", data, format="json") if not each.reason] == []


def test_members_of_half_an_object():
    data = b'{"a": {"b": [1]}, "c, \\"": [ {"x": 1}, 2], "d": "e", "f": [{"g'
    assert [(m.key, m.value, m.is_records) for m in members(data)] == [
        (b'"a"', b'{"b": [1]}', False),
        (b'"c, \\""', b'[ {"x": 1}, 2]', True),
        (b'"d"', b'"e"', False),
        (b'"f"', b'[{"g', True),
    ]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(st.lists(values), st.sampled_from([None, 1]), st.integers(1, 40))
def test_any_list_is_parted_into_its_values(records, indent, chunk):
    class Slow(io.BytesIO):
        def read(self, size=-1):
            return super().read(chunk)

    data = json.dumps(records, indent=indent).encode()
    parted = Values(Slow(data), 10**6)
    parted.next_byte()
    parted.drop()
    taken = []
    while parted.next_byte() != b"]":
        if parted.next_byte() == b",":
            parted.drop()
        else:
            taken.append(json.loads(parted.value()))
    assert taken == records


@given(st.binary(max_size=60))
def test_any_bytes_are_read_to_their_end(data):
    for name in ("jsonl", "json"):
        for each in sources("a", data, format=name):
            assert each is not None


@given(st.dictionaries(st.text(), values))
def test_what_was_written_is_parsed(record):
    for ascii_only in (True, False):
        data = json.dumps(record, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
        assert parsed(data) == record


def test_a_number_that_python_refuses_is_told():
    digits = "9" * (sys.get_int_max_str_digits() + 1)
    with pytest.raises(SourceError, match="is no JSON"):
        parsed(b'{"n": %s}' % digits.encode())
