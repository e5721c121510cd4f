"""A static host for a built site, as real ones are."""

import contextlib
import functools
import gzip
import http.server
import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

TEXT = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")


Answer = Callable[[str], tuple[int, str] | None]
"""Returns status and HTML of the answer at a path; nothing where the host answers as always."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers as a host of static sites does: below a base path, with the site's page where nothing is."""

    protocol_version = "HTTP/1.1"
    # Head and body leave together: apart, the second waits 40 ms until the browser acknowledges the first.
    wbufsize = -1
    disable_nagle_algorithm = True

    def __init__(
        self, site: Path, base: str, compressed: bool, answer: Answer | None, *arguments: object
    ) -> None:
        self.site, self.base, self.compressed, self.answer = site, base, compressed, answer
        super().__init__(*arguments, directory=str(site))  # type: ignore[arg-type]  # passed on as they came

    def translate_path(self, path: str) -> str:
        inside = path[len(self.base) :] if path.startswith(self.base) else "outside-of-the-base-path"
        return super().translate_path("/" + inside)

    def list_directory(self, _: object) -> None:
        self.send_error(404)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        if self.answer and (given := self.answer(self.path)):
            return io.BytesIO(self.begin(given[0], "text/html", given[1].encode()))
        found = self.translate_path(self.path)
        file = Path(found, "index.html") if found.endswith("/") else Path(found)
        if self.compressed and file.is_file() and self.guess_type(file).startswith(TEXT):
            return io.BytesIO(self.begin(200, self.guess_type(file), file.read_bytes()))
        return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.site / "404.html"
        if code != 404 or not page.is_file():  # else as a host of static sites does
            super().send_error(code, message, explain)
            return
        self.wfile.write(self.begin(code, "text/html", page.read_bytes()))

    def begin(self, code: int, kind: str, content: bytes) -> bytes:
        """Send the head of an answer and return its body."""
        self.send_response(code)
        if self.compressed:
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", f"{kind}{charset}")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return content

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages has it
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@contextlib.contextmanager
def serve(site: Path, base: str, *, compressed: bool = False, answer: Answer | None = None) -> Iterator[str]:
    """Serve a folder on a free port below a base path; with `compressed`, text goes through gzip."""
    handler = functools.partial(Handler, site, base, compressed, answer)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{httpd.server_address[1]}{base}"
        finally:
            httpd.shutdown()
            thread.join()
