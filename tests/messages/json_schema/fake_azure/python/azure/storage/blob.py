"""A stand-in for azure.storage.blob, see README.md."""

import os
from pathlib import Path
from typing import BinaryIO, Self


class ContainerClient:
    def __init__(self, container: str) -> None:
        self.folder = Path(os.environ["FAKE_AZURE"], "blobs", container)

    @classmethod
    def from_connection_string(cls, text: str, container: str) -> "ContainerClient":
        return cls(container)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def upload_blob(self, name: str, data: BinaryIO, *, overwrite: bool) -> None:
        if not self.folder.is_dir():
            raise FileNotFoundError("the container does not exist")
        with (self.folder / name).open("wb" if overwrite else "xb") as blob:
            blob.write(data.read())
