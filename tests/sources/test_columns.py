"""Which column is what, in the shapes that records come in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import SourceError
from cleaner.model import Broken
from cleaner.sources.columns import Keys, roles
from tests.sources.records import source_of

URL, DAY, SEEN = "https://example.org/a", "2019-05-01", "2020-01-02T03:04:05Z"

SHAPES = {
    "plain": ({"text": "T"}, {}),
    "Dolma": (
        {
            "id": "d1", "text": "T", "source": "crawl", "added": SEEN, "created": DAY,
            "metadata": {"url": URL},
        },
        {
            "id": "d1", "source": "crawl", "added": SEEN, "created": DAY, "date": DAY, "url": URL,
            "metadata": json.dumps({"url": URL}),
        },
    ),
    "C4": (
        {"text": "T", "timestamp": SEEN, "url": URL},
        {"retrieved": SEEN, "url": URL},
    ),
    "FineWeb": (
        {
            "text": "T", "id": "<urn:uuid:1>", "dump": "CC-MAIN-2013-20", "url": URL, "date": SEEN,
            "file_path": "s3://a", "language": "en", "language_score": 0.5, "token_count": 7,
        },
        {
            "id": "<urn:uuid:1>", "dump": "CC-MAIN-2013-20", "url": URL, "retrieved": SEEN,
            "file_path": "s3://a", "language": "en", "language_score": "0.5", "token_count": "7",
        },
    ),
    "RefinedWeb": (
        {"content": "T", "url": URL, "timestamp": SEEN, "dump": "CC-MAIN-2019-09", "segment": "s"},
        {"url": URL, "retrieved": SEEN, "dump": "CC-MAIN-2019-09", "segment": "s"},
    ),
    "RedPajama": (
        {"text": "T", "meta": json.dumps({"url": URL, "timestamp": SEEN})},
        {"url": URL, "retrieved": SEEN, "meta": json.dumps({"url": URL, "timestamp": SEEN})},
    ),
    "RedPajama 2": (
        {"raw_content": "T", "doc_id": "x/1", "url": URL, "date_download": SEEN, "bucket": "head"},
        {"id": "x/1", "url": URL, "retrieved": SEEN, "bucket": "head"},
    ),
    "OSCAR": (
        {
            "content": "T",
            "warc_headers": {
                "warc-record-id": "<urn:uuid:2>", "warc-target-uri": URL, "warc-date": SEEN,
            },
            "metadata": {"annotation": ["tiny"]},
        },
        {
            "id": "<urn:uuid:2>", "url": URL, "retrieved": SEEN,
            "warc_headers": json.dumps(
                {"warc-record-id": "<urn:uuid:2>", "warc-target-uri": URL, "warc-date": SEEN}
            ),
            "metadata": '{"annotation": ["tiny"]}',
        },
    ),
    "CulturaX": (
        {"text": "T", "timestamp": SEEN, "url": URL, "source": "mC4"},
        {"retrieved": SEEN, "url": URL, "source": "mC4"},
    ),
    "CC-News": (
        {"title": "A title", "text": "T", "domain": "example.org", "date": DAY, "url": URL},
        {"title": "A title", "domain": "example.org", "date": DAY, "url": URL},
    ),
    "a forum": ({"body": "T", "_id": 7, "timestamp": DAY}, {"id": "7", "date": DAY}),
    "capitals": (
        {"Text": "T", "sourceURL": URL, "datePublished": DAY},
        {"url": URL, "date": DAY},
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape):
    record, hints = SHAPES[shape]
    source = source_of(record)
    assert (source.data, dict(source.hints)) == ("T", hints)


def test_timestamps_without_a_url_are_dates():
    assert source_of({"text": "T", "timestamp": DAY}).hints == {"date": DAY}


@pytest.mark.parametrize(
    ("record", "settings", "data", "html"),
    [
        ({"text": "T", "html": "<p>"}, {}, "T", False),
        ({"html": "<p>", "text": "T"}, {}, "T", False),
        ({"html": "<p>"}, {}, "<p>", True),
        ({"text": None, "html": "<p>"}, {}, "<p>", True),
        ({"text": "", "html": "<p>"}, {}, "<p>", True),
        ({"text": "T", "html": "<p>"}, {"html_key": "html"}, "<p>", True),
        ({"text": "T", "html": "<p>"}, {"html_key": "html", "text_key": "text"}, "<p>", True),
        ({"text": "T", "html": None}, {"html_key": "html", "text_key": "text"}, "T", False),
        ({"text": "T", "html": ""}, {"html_key": "html"}, "T", False),
        ({"text": "T", "html": "<p>"}, {"text_key": "text"}, "T", False),
        ({"body": "B", "text": "T"}, {}, "T", False),
        ({"body": "B", "text": None}, {}, "B", False),
        ({"document": {"a": 1}, "body": "B"}, {}, "B", False),
        ({"body": "B", "text": "T"}, {"text_key": "body"}, "B", False),
        ({"a": {"b": "T"}}, {"text_key": "a.b"}, "T", False),
        ({"a.b": "T", "a": {"b": "X"}}, {"text_key": "a.b"}, "T", False),
        ({"text": ""}, {}, "", False),
        ({"raw_html": b"<p>\xe4"}, {}, b"<p>\xe4", True),
    ],
)
def test_which_column_wins(record, settings, data, html):
    source = source_of(record, **settings)
    assert (source.data, source.hints.get("format") == "html") == (data, html)


def test_nothing_is_lost():
    record = {"text": "T", "html": "<p>", "n": 0, "no": False, "list": [1, "é"], "empty": ""}
    assert source_of(record).hints == {
        "html": "<p>", "n": "0", "no": "false", "list": '[1, "é"]', "empty": "",
    }  # fmt: skip


def test_a_nested_text_is_taken_out_of_what_passes_through():
    record = {"page": {"body": "T", "lang": "en"}, "other": 1}
    source = source_of(record, text_key="page.body")
    assert source.hints == {"page": '{"lang": "en"}', "other": "1"}
    assert record["page"]["body"] == "T"


def test_columns_cannot_pass_for_hints():
    record = {"text": "T", "format": "html", "charset": "utf-7", "url": "u", "link": "l"}
    assert source_of(record, url_key="link").hints == {
        "column.format": "html", "column.charset": "utf-7", "column.url": "u", "url": "l",
    }  # fmt: skip


def test_bytes_come_with_their_charset():
    assert source_of({"html": b"<p>\xe4", "charset": "latin-1"}).hints["charset"] == "latin-1"


@pytest.mark.parametrize(
    ("record", "settings", "reason", "told"),
    [
        ({}, {}, "not-a-record", "has neither 'text' nor 'html', but nothing"),
        ({"txt": "T"}, {}, "not-a-record", "has neither 'text' nor 'html', but 'txt'"),
        ({"text": None, "id": 1}, {}, "not-a-record", "its 'text' is null"),
        ({"html": None, "body": None}, {}, "not-a-record", "its 'body', 'html' are null"),
        ({"text": 5}, {}, "not-a-record", "its text is not a string: '5'"),
        ({"text": ["T"]}, {}, "not-a-record", "its text is not a string"),
        ({"html": {"a": 1}}, {}, "not-a-record", "its html is not a string"),
        ({"text": "T"}, {"text_key": "texts"}, "no-such-key", "did you mean 'text'?"),
        ({"text": "T"}, {"html_key": "page"}, "no-such-key", "has no 'page'"),
        ({"text": "T", "link": "u"}, {"url_key": "lnk"}, "no-such-key", "did you mean 'link'?"),
        ({"text": "T", "a": {"day": 1}}, {"date_key": "a.days"}, "no-such-key", "mean 'a.day'?"),
        ({"text": "T", "a": "x"}, {"id_key": "a.b"}, "no-such-key", "has no 'a.b'"),
        ({"text": None, "body": "B"}, {"text_key": "text"}, "not-a-record", "'text' is null"),
        ({"text": "é" * 60}, {"max_document": 100}, "too-large", "the limit is 100"),
        ({"html": b"a" * 101}, {"max_document": 100}, "too-large", "the limit is 100"),
    ],
)
def test_records_without_a_document(record, settings, reason, told):
    found = source_of(record, **settings)
    assert isinstance(found, Broken)
    assert (found.reason, told in found.detail) == (reason, True), found.detail


def test_the_limit_is_met():
    assert source_of({"text": "é" * 50}, max_document=100).data == "é" * 50


def test_a_named_key_may_hold_nothing():
    assert source_of({"text": "T", "u": None}, url_key="u").hints == {}


def test_roles_of_a_table():
    names = ["id", "Link", "raw_html", "body", "published", "n"]
    assert roles(names, Keys()) == {
        "text": "body", "html": "raw_html", "id": "id", "url": "Link", "date": "published",
    }  # fmt: skip
    assert roles(names, Keys(text="n"))["text"] == "n"
    with pytest.raises(SourceError, match="'pubished'; did you mean 'published'"):
        roles(names, Keys(date="pubished"))
    with pytest.raises(SourceError, match="neither a text nor an HTML column, but 'id', 'n'"):
        roles(["id", "n"], Keys())


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.text(max_size=12), json_values, max_size=6), st.text())
def test_any_column_can_be_found_in_the_hints(record, text):
    source = source_of({**record, "text": text}, text_key="text")
    assert source.data == text
    kept = sorted(source.hints.values())
    assert len(kept) == sum(v is not None for k, v in record.items() if k != "text")
    for name, value in record.items():
        if name != "text" and value is not None:
            written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            assert written in kept
