"""`clean pipe`: one line in, one line out, in order, whatever the lines hold."""

from __future__ import annotations

import json

import pytest

from cleaner import guard
from cleaner.corpus.schema import SCHEMA
from tests.cli.conftest import ARTICLE, start

HTML = """<html><head><title>Two planes</title></head><body><nav>Home | News</nav><article>
<p>Two planes landed near the town on Sunday, and nobody was hurt, said the police.</p>
<p>The pilots said that they would fly on as soon as the weather allowed it.</p>
</article><footer>Imprint</footer></body></html>"""


def lines(*records):
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def answers(outcome):
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_in_order(clean):
    records = [{"id": n, "text": f"Text number {n}.  \n"} for n in range(50)]
    done = clean("pipe", stdin=lines(*records))
    assert (done.code, done.err) == (0, "")
    assert answers(done) == [{"id": n, "text": f"Text number {n}."} for n in range(50)]


def test_it_cleans(clean):
    (found,) = answers(clean("pipe", stdin=lines({"id": "a", "text": ARTICLE})))
    assert "Please enter" not in found["text"]
    (kept,) = answers(clean("pipe", "--ignore", "all", stdin=lines({"id": "a", "text": ARTICLE})))
    assert "Please enter" in kept["text"]


@pytest.mark.parametrize("more", [{}, {"text": "Something else"}, {"text": None}])
def test_html(clean, more):
    record = {"id": "h", "html": HTML, "url": "https://example.org/a", **more}
    (found,) = answers(clean("pipe", "--full", stdin=lines(record)))
    assert "Two planes landed" in found["text"]
    assert "Imprint" not in found["text"]
    assert found["url"] == "https://example.org/a"
    assert found["extractor"].startswith("trafilatura")


@pytest.mark.parametrize("record", [{"html": None, "text": "A <b> text."}, {"text": "A <b> text."}])
def test_text_is_no_html(clean, record):
    (found,) = answers(clean("pipe", "--full", stdin=lines({"id": 1, "format": "html", **record})))
    assert not found["extractor"].startswith("trafilatura")


def test_full_has_every_column(clean):
    record = {"id": "a", "text": ARTICLE, "source": "gazette", "stars": 5, "tags": ["x", "ü"]}
    (found,) = answers(clean("pipe", "--full", stdin=lines(record)))
    assert list(found) == SCHEMA.names
    assert (found["id"], found["source"]) == ("a", "gazette")
    assert [edit["rule"] for edit in found["edits"] if edit["stage"] == "strip"]
    assert {"stars": "5", "tags": '["x", "ü"]'}.items() <= json.loads(found["metadata"]).items()


IDS = {"7": 7, '"a"': "a", '"\\ud800"': "\ud800", '{"x": 1}': {"x": 1}, "null": "line-1", "0": 0}


@pytest.mark.parametrize("written", IDS)
def test_ids_come_back_as_they_were(clean, written):
    done = clean("pipe", stdin=b'{"id": %s, "text": "A text."}\n' % written.encode())
    assert answers(done) == [{"id": IDS[written], "text": "A text."}]


def test_without_an_id_the_line_is_one(clean):
    done = clean("pipe", stdin=b'\n\n{"text": "A text."}')
    assert answers(done) == [{"id": "line-3", "text": "A text."}]


BROKEN = {
    "no JSON": (b"{broken", "is no JSON: Expecting property name"),
    "nothing but half": (
        b'{"id": 1, "text": "a',
        "is no JSON: Unterminated string starting at column",
    ),
    "a list": (b"[1, 2]", "is no JSON object"),
    "a string": (b'"text"', "is no JSON object"),
    "no text": (b'{"id": 1, "txt": "a"}', "neither 'text' nor 'html', but 'id', 'txt'"),
    "nothing": (b"{}", "neither 'text' nor 'html', but nothing"),
    "null": (b'{"id": 1, "text": null}', "its 'text' is null"),
    "a number": (b'{"id": 1, "text": 5}', "its text is not a string: '5'"),
    "NaN": (b'{"id": NaN, "text": "a"}', "NaN is no number in JSON"),
    "no UTF-8": (b'{"id": 1, "text": "\xff"}', "is not UTF-8: invalid start byte at byte 19"),
    "UTF-16": ('{"id": 1}'.encode("utf-16"), "is not UTF-8"),
    "deep": (b"[" * 100_000, "is nested too deep"),
    "a long number": (b'{"id": %s, "text": "a"}' % (b"1" * 5000), "is no JSON"),
    "NUL": (b"\0", "is no JSON"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_line_stops_nothing(clean, case):
    line, told = BROKEN[case]
    good = lines({"id": "good", "text": "A text."})
    done = clean("pipe", stdin=good + line + b"\n" + good)
    assert done.code == 0
    first, broken, last = answers(done)
    assert first == last == {"id": "good", "text": "A text."}
    assert (broken["text"], broken["rejected"]) == ("", "not-a-record")
    assert told in broken["detail"]
    assert f"clean: line 2: {broken['detail']}\n" == done.err


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), ("\n \n", "blank")])
@pytest.mark.parametrize("full", [[], ["--full"]])
def test_what_a_corpus_would_reject(clean, text, reason, full):
    (found,) = answers(clean("pipe", *full, stdin=lines({"id": 1, "text": text})))
    assert (found["id"], found["text"], found["rejected"]) == (1, "", reason)


def test_a_mark_at_the_beginning_is_no_fault(clean):
    done = clean("pipe", stdin=b"\xef\xbb\xbf" + lines({"id": 1, "text": "A text."}))
    assert answers(done) == [{"id": 1, "text": "A text."}]


def test_a_line_over_the_limit_is_read_away(clean):
    good = lines({"id": 1, "text": "A text."})
    long = lines({"id": 2, "text": "x" * 5000})
    done = clean("pipe", "--max-document", "100", stdin=good + long + good)
    assert [found.get("rejected") for found in answers(done)] == [None, "too-large", None]
    assert "line 2: 101 bytes or more; the limit is 100 (--max-document)" in done.err


def test_a_bug_costs_one_line(clean, monkeypatch):
    def buggy(source, kit):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(guard, "clean_document", buggy)
    done = clean("pipe", stdin=lines({"id": 1, "text": "a"}))
    assert answers(done)[0]["rejected"] == "failed"
    assert "ZeroDivisionError: oh" in answers(done)[0]["detail"]


def test_nothing_in_nothing_out(clean):
    assert clean("pipe", stdin=b"").out == ""


def test_it_streams(tmp_path):
    done = start("pipe", cwd=tmp_path, stdin=-1)
    for number in range(3):
        done.stdin.write(lines({"id": number, "text": "A text."}))
        done.stdin.flush()
        # The answer is there although more may come.
        assert json.loads(done.stdout.readline())["id"] == number
    assert done.communicate() == (b"", b"")
    assert done.returncode == 0


def test_a_reader_that_goes(tmp_path):
    done = start("pipe", cwd=tmp_path, stdin=-1)
    line = lines({"id": 1, "text": "A text."})
    done.stdin.write(line)
    done.stdin.flush()
    done.stdout.readline()
    done.stdout.close()
    try:
        for _ in range(1000):
            done.stdin.write(line)
        done.stdin.close()
    except BrokenPipeError:  # it has gone too, as it should
        pass
    assert done.wait() == 141
    assert done.stderr.read() == b""
    done.stderr.close()


def test_named_keys(clean):
    record = {"nr": [1], "body": {"words": "A text."}, "text": "Another."}
    words = ["--text-key", "body.words", "--id-key", "nr"]
    assert answers(clean("pipe", *words, stdin=lines(record))) == [{"id": [1], "text": "A text."}]
    (found,) = answers(clean("pipe", "--text-key", "bodi", stdin=lines(record)))
    assert found["rejected"] == "no-such-key"
