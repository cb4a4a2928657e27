"""Texts of formats without a reader are refused; what only looks a little like them is read."""

import pytest

from tests.sources.streams import texts

MAIL = "From: Ann <a@example.org>\r\nSubject: The\r\n ferry\r\n"
FOREIGN = {
    "rss": ("a.rss", '<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>'),
    "atom without a declaration": ("a.xml", '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'),
    "a dump of a wiki": ("a.txt", '<mediawiki xml:lang="en"><page>'),
    "xml with a mark": ("a", '\ufeff<?xml version="1.0"?><doc>Text.</doc>'),
    "subtitles": ("a.srt", "1\r\n00:00:01,000 --> 00:00:04,000\r\nWhere were you?\r\n"),
    "web subtitles": ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\nWhere were you?\n"),
    "a style sheet": ("a.css", "body { color: red }"),
    "a program": ("a.JS", "function f() { return 1; }"),
    "mails": ("a.mbox", f"From a@example.org Mon Jan  1 00:00:00 2024\n{MAIL}\nText.\n"),
    "mhtml": (
        "a.mhtml",
        f'{MAIL}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x',
    ),
}
READ = {
    "a page with a declaration": ("a", '<?xml version="1.0"?><html><p>Text.</p></html>'),
    "xml that is talked about": ("a.txt", 'A file begins with <?xml version="1.0"?> mostly.'),
    "tags": ("a.txt", "<p>One paragraph.</p>"),
    "a word in brackets": ("a.txt", "<feedback> is what they asked for."),
    "a time": ("a.txt", "12\n00:00:01,000 was the time when it began."),
    "a plain mail": ("a.eml", f"{MAIL}Content-Type: text/plain\r\n\r\nText."),
    "a letter": ("a.txt", "From a friend in 2024\nDear: all\n"),
    "about mails": ("a.txt", "Text about mails.\n\nContent-Type: multipart/mixed\n"),
    "a name that is no ending": ("css", "body { color: red }"),
    "a script that is a text": ("a.js.txt", "function f() { return 1; }"),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_refused(case):
    name, text = FOREIGN[case]
    assert [reason for _, reason in texts(name, text.encode())] == ["unsupported"]
    assert texts(name, text.encode(), format="text") == [("", text.encode())]


@pytest.mark.parametrize("case", READ)
def test_read(case):
    name, text = READ[case]
    assert texts(name, text.encode()) == [("", text.encode())]
