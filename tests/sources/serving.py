"""A small server of files: with ranges or without, and with faults where one is asked for."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Served:
    """What the server has, by path, and how it behaves. `cuts` are the bytes after which it hangs
    up, for one answer each; `asked` are the requests it had."""

    files: dict[str, bytes]
    ranges: bool = True
    sizes: bool = True
    media: str = "application/octet-stream"
    status: dict[str, int] = field(default_factory=dict)
    cuts: list[int] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    mark: str = '"one"'
    url: str = ""


@contextmanager
def serving(served: Served) -> Iterator[Served]:
    """The server at work, at `served.url`."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            _answer(self, served)

        def log_message(self, *_):
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(request, served):
    path, _, _ = request.path.partition("?")
    served.asked.append((request.path, dict(request.headers)))
    # Before anything is sent: who has the head of an answer may already set what the next one is.
    cut = served.cuts.pop(0) if served.cuts else None
    data = served.files.get(path)
    status = served.status.get(path, 200 if data is not None else 404)
    if status in (301, 302):
        request.send_response(status)
        request.send_header("Location", served.files[path].decode())
        request.end_headers()
        return
    if status != 200 or data is None:
        request.send_error(status)
        return
    given = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    wanted = request.headers.get("If-Match", served.mark)
    start, stop = 0, len(data)
    if wanted != served.mark:
        request.send_error(412)
        return
    if given and served.ranges:
        start = int(given[1])
        stop = min(int(given[2]) + 1, stop) if given[2] else stop
        if start >= len(data):
            request.send_error(416)
            return
        request.send_response(206)
        request.send_header("Content-Range", f"bytes {start}-{stop - 1}/{len(data)}")
    else:
        request.send_response(200)
    if served.sizes:
        request.send_header("Content-Length", str(stop - start))
    request.send_header("Content-Type", served.media)
    request.send_header("ETag", served.mark)
    request.end_headers()
    with suppress(ConnectionError):  # who only looks hangs up
        request.wfile.write(data[start:stop][:cut])
