"""One file of the web, streamed; by ranges where the server knows them.

What is lost on the way is asked for again from there on, as long as it is the same file.
"""

from __future__ import annotations

import base64
import http.client
import io
import re
import time
from email.message import Message
from http import HTTPStatus
from http.client import responses
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from cleaner.errors import CleanerError, SourceError, UsageError
from cleaner.sources.addresses import recorded
from cleaner.sources.found import UNREADABLE
from cleaner.version import VERSION

TIMEOUT = 60.0
"""Seconds to wait for a server that says nothing."""
TRIES = 4
"""How often the same bytes are asked for."""
PAUSE = 1.0
"""Seconds before the second time; twice as long before each further one."""
NEARBY, MOST = 2**20, 2**26
"""Bytes asked for at once by who goes to and fro, and by who then reads on and on."""
_PAGES = ("text/html", "application/xhtml+xml")
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")
_LOST = (OSError, http.client.HTTPException)
_BROKEN = (
    ConnectionResetError,
    ConnectionAbortedError,
    BrokenPipeError,
    http.client.IncompleteRead,
)
"""In which of these ways a connection breaks is chance; rejects are to be the same each time."""
LOST = "the connection was lost"
_NO_SUCH_RANGE = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE


class WebFile(io.RawIOBase):
    """A file of the web. `size` is its bytes, None where the server does not say; `hints` has the
    `url` of a page of HTML and the `charset` that the server names.

    Raises `refusal` (a UsageError, or SourceError `unreadable`) where it cannot be had, and
    SourceError at a reading that leads no further.
    """

    def __init__(self, address: str, refusal: type[CleanerError] = SourceError) -> None:
        self._url, self._headers = _request(address)
        self._response: Any = None
        self._at, self._span, self._reached = 0, NEARBY, -1
        self._until: int | None = None
        self._ranges, self._mark = False, ""
        self.size: int | None = None
        self.hints: dict[str, str] = {}
        self._told = recorded(address)
        try:
            self._response = self._ask()
        except (*_LOST, ValueError) as error:
            if isinstance(error, HTTPError) and error.code == _NO_SUCH_RANGE:
                self.size = 0  # of a file without bytes no range can be given
                return
            if refusal is UsageError:
                raise UsageError(f"{self._told!r} cannot be read: {told(error)}.") from error
            raise SourceError(UNREADABLE, told(error)) from error
        self._learn(self._response.headers, self._response.status)

    def seekable(self) -> bool:
        """Whether the server gives ranges."""
        return self._ranges and self.size is not None

    def tell(self) -> int:
        """The place it is at."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place and returns it; nothing is asked for yet."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size or 0}[whence]
        place = max(base + offset, 0)
        if place != self._at:
            self._drop()
            self._at, self._until = place, place
        return place

    def close(self) -> None:
        """Gives the connection up."""
        self._drop()
        super().close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer than asked for where fewer have come; b"" at the end."""
        if self.size is not None and self._at >= self.size:
            return b""
        fault: BaseException | None = None
        for number in range(TRIES):
            if number:
                time.sleep(PAUSE * 2 ** (number - 1))
            try:
                data: bytes = self._open().read1(size if size >= 0 else NEARBY)
            except _LOST as error:
                fault, data = error, b""
            if data:
                self._at += len(data)
                return data
            self._drop()
            if self.size is None and fault is None:
                self.size = self._at  # no other sign of its end was promised
                return b""
            if not self.seekable():
                break
        why = LOST if fault is None else told(fault)
        of = f" of {self.size:,}" if self.size is not None else ""
        raise SourceError(UNREADABLE, f"{why}, after {self._at:,}{of} bytes")

    def _open(self) -> Any:
        """The answer that goes on at this place."""
        if self._response is not None and self._at == self._until:
            self._drop()  # all of the range has come
        if self._response is None:
            self._response = self._ask()
        return self._response

    def _ask(self) -> Any:
        """The server's answer to a request for what begins here: all there is at first, then what
        is near, then more and more."""
        headers = {**self._headers, "Range": f"bytes={self._at}-"}
        if self._at and self._mark:
            headers["If-Match"] = self._mark
        if self._until is not None and self.size is not None:
            self._span = min(2 * self._span, MOST) if self._at == self._reached else NEARBY
            self._until = self._reached = min(self._at + self._span, self.size)
            headers["Range"] += str(self._until - 1)
        asked = Request(self._url)  # noqa: S310 - http or https, see remote.py
        for name, value in headers.items():
            # Who is led on to another server gives that one no password.
            secret = name == "Authorization"
            (asked.add_unredirected_header if secret else asked.add_header)(name, value)
        answer = urlopen(asked, timeout=TIMEOUT)  # noqa: S310
        if self._at and not _continues(answer, self._at):
            answer.close()
            raise URLError("it is not the same file any more, or is not given in parts")
        return answer

    def _learn(self, headers: Message, status: int) -> None:
        """Takes note of what the server says with its first answer."""
        part = _RANGE.fullmatch(headers.get("Content-Range", ""))
        self._ranges = status == HTTPStatus.PARTIAL_CONTENT and part is not None
        length = headers.get("Content-Length", "")
        if part is not None:
            self.size = int(part[2])
        elif length.isdecimal():
            self.size = int(length)
        mark = headers.get("ETag", "")
        self._mark = "" if mark.startswith("W/") else mark
        if headers.get_content_type() in _PAGES:
            self.hints["url"] = self._told
            if charset := headers.get_content_charset():
                self.hints["charset"] = charset

    def _drop(self) -> None:
        if self._response is not None:
            self._response.close()
            self._response = None


def _continues(answer: Any, at: int) -> bool:
    """Whether an answer is the part that was asked for."""
    part = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    return answer.status == HTTPStatus.PARTIAL_CONTENT and part is not None and int(part[1]) == at


def _request(address: str) -> tuple[str, dict[str, str]]:
    """The address as a request may have it, and the headers that go with it."""
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        raise UsageError(f"{recorded(address)!r} is no address of the web.") from None
    headers = {"User-Agent": f"cleaner/{VERSION}", "Accept-Encoding": "identity"}
    if at:
        secret = base64.b64encode(unquote(user).encode()).decode()
        headers["Authorization"] = f"Basic {secret}"
    return urlunsplit((parts.scheme, host, path, query, "")), headers


def told(error: BaseException) -> str:
    """What is wrong, without the address, which may hold a secret."""
    if isinstance(error, HTTPError):
        return f"the server answers {error.code} {responses.get(error.code, '')}".rstrip()
    if isinstance(error, URLError):
        return told(error.reason) if isinstance(error.reason, Exception) else str(error.reason)
    if isinstance(error, _BROKEN):
        return LOST
    strerror = error.strerror if isinstance(error, OSError) else None
    return strerror or type(error).__name__
