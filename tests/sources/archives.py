"""Web archives as Common Crawl writes them, made by warcio."""

from __future__ import annotations

import io
from dataclasses import dataclass

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SEEN = "2024-02-21T01:02:03Z"


@dataclass(frozen=True)
class Archive:
    """The bytes of an archive and where each of its records begins."""

    data: bytes
    starts: list[int]

    def pieces(self):
        """The bytes of each record."""
        ends = [*self.starts[1:], len(self.data)]
        return [self.data[start:end] for start, end in zip(self.starts, ends, strict=True)]


class Writing:
    """Writes records one by one. Their ids count, so that the same call gives the same bytes."""

    def __init__(self, gzip: bool) -> None:
        self.file = io.BytesIO()
        self.writer = WARCWriter(self.file, gzip=gzip, warc_version="1.0")
        self.starts: list[int] = []

    def add(self, record: ArcWarcRecord) -> None:
        number = len(self.starts)
        record.rec_headers.replace_header("WARC-Record-ID", record_id(number))
        record.rec_headers.replace_header("WARC-Date", SEEN)
        self.starts.append(self.file.tell())
        self.writer.write_record(record)

    def info(self) -> None:
        fields = {"isPartOf": "CC-MAIN-2024-10", "format": "WARC File Format 1.0"}
        self.add(self.writer.create_warcinfo_record("CC-MAIN-a.warc.gz", fields))

    def record(self, kind, url, payload, headers=(), http=None, media="") -> None:
        self.add(
            self.writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(payload),
                warc_headers_dict=dict(headers),
                http_headers=http,
                warc_content_type=media,
            )
        )

    def answer(self, url, body, fields=(), status="200 OK", kind="response", more=()) -> None:
        http = StatusAndHeaders(status, [*fields], protocol="HTTP/1.1")
        self.record(kind, url, body, more, http)

    def done(self) -> Archive:
        return Archive(self.file.getvalue(), self.starts)


def record_id(number):
    return f"<urn:uuid:00000000-0000-4000-8000-{number:012}>"


def wet(texts, gzip=True):
    """The text of pages: a warcinfo record, then a conversion for each."""
    writing = Writing(gzip)
    writing.info()
    for number, text in enumerate(texts):
        headers = {
            "WARC-Refers-To": record_id(900 + number),
            "WARC-Identified-Content-Language": "eng,deu",
        }
        url = f"https://example.org/{number}"
        writing.record("conversion", url, text.encode(), headers, media="text/plain")
    return writing.done()


HTML_TYPE = ("Content-Type", "text/html; charset=utf-8")


def warc(pages, gzip=True):
    """Pages as they were crawled: a request, a response and a metadata record for each. The
    crawler has decoded what servers send, and keeps their headers under other names."""
    writing = Writing(gzip)
    writing.info()
    for number, text in enumerate(pages):
        url, body = f"https://example.org/{number}", text.encode()
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        writing.record("request", url, b"", {"WARC-IP-Address": "192.0.2.1"}, asked)
        fields = [
            ("Date", "Wed, 21 Feb 2024 01:02:03 GMT"),
            HTML_TYPE,
            ("X-Crawl-Content-Encoding", "gzip"),
            ("X-Crawl-Transfer-Encoding", "chunked"),
            ("Last-Modified", "Tue, 20 Feb 2024 00:00:00 GMT"),
            ("Content-Length", str(len(body))),
        ]
        writing.answer(url, body, fields, more={"WARC-Identified-Payload-Type": "text/html"})
        said = b"fetchTimeMs: 7\r\ncharset-detected: UTF-8\r\n\r\n"
        writing.record("metadata", url, said, media="application/warc-fields")
    return writing.done()
