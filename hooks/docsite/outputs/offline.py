"""A built site as one archive to download: `python -m docsite.outputs.offline FOLDER ARCHIVE`."""

import sys
from pathlib import Path

from docsite.outputs import archive, site_folder

_ONLINE = frozenset(("404.html", "sitemap.xml", "sitemap.xml.gz"))
"""What only a host or a search engine asks for."""


def pack(folder: Path, target: Path) -> None:
    """Write the files of a built site into an archive, below a folder of the archive's name."""
    files = {path: (folder / path).read_bytes() for path in site_folder.walk(folder) if path not in _ONLINE}
    below = {f"{target.stem}/{path}": content for path, content in files.items()}
    target.write_bytes(archive.pack(below, compressed=True))


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
