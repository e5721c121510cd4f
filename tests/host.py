"""A static host for the built site that compresses text, as real ones do."""

import contextlib
import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from pathlib import Path

TEXT = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")


@contextlib.contextmanager
def serve(site: Path, base: str) -> Iterator[str]:
    """Serve a folder below a base path, text compressed."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].removeprefix(base)
            file = site / path / "index.html" if not path or path.endswith("/") else site / path
            found = file.is_file() and file.resolve().is_relative_to(site.resolve())
            file = file if found else site / "404.html"
            kind, content = mimetypes.guess_type(file.name)[0] or "text/plain", file.read_bytes()
            self.send_response(200 if found else 404)
            if kind.startswith(TEXT):
                content = gzip.compress(content)
                self.send_header("Content-Encoding", "gzip")
            charset = "; charset=utf-8" if kind.startswith("text/") else ""
            self.send_header("Content-Type", f"{kind}{charset}")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}{base}"
        httpd.shutdown()
