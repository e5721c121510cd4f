"""A built site as one archive to download: `python -m docsite.offline FOLDER ARCHIVE`.

The bytes of the archive depend on the files alone, so that two builds of one revision can be compared.
"""

import sys
import zipfile
from pathlib import Path

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ONLINE = frozenset(("404.html", "sitemap.xml", "sitemap.xml.gz"))
"""What only a host or a search engine asks for."""


def pack(folder: Path, archive: Path) -> None:
    """Write the files of a built site into an archive, below a folder of the archive's name."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder).as_posix()
            if file.is_file() and path not in _ONLINE:
                entry = zipfile.ZipInfo(f"{archive.stem}/{path}", _LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                target.writestr(entry, file.read_bytes())


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
