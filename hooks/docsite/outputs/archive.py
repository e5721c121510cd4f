"""Files as a zip archive whose bytes depend on the files alone, so that two builds of one revision can be compared."""

import io
import zipfile
from collections.abc import Mapping

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, str | bytes], *, compressed: bool = False) -> bytes:
    """Return a zip archive of files by path.

    They are stored as they are unless asked for otherwise: zlib's bytes differ from one release to the next.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            archive.writestr(entry, content)
    return target.getvalue()
