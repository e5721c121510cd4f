"""Upload the images of an exam and list them in an order: upload_images.py LOCALID [OD|OS]=FILE ..."""

import json
import os
import sys
import uuid
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from azure.storage.blob import ContainerClient

from first_order import build, check, send


# --8<-- [start:upload]
def upload(file: Path, eye: str, number: int) -> dict[str, Any]:
    """Upload a file under a name that is new, and return its entry for the order.

    An exception means that the file is not there: don't send the order.
    """
    access, container = os.environ["IRIS_STORAGE_STRING"], os.environ["IRIS_CONTAINER"]
    name = f"{uuid.uuid4()}{file.suffix.lower()}"  # names no patient
    with ContainerClient.from_connection_string(access, container) as client:
        with file.open("rb") as content:
            client.upload_blob(name, content, overwrite=False)
    taken = datetime.fromtimestamp(file.stat().st_mtime, timezone.utc)  # better: from your camera
    return {
        "LocalId": f"IMG{number}",
        "Taken": taken.isoformat(),
        "AzureBlobStorage": {"Container": container, "FileName": name},
        "Laterality": eye,
        "ImageContext": "Primary",
    }
# --8<-- [end:upload]


# --8<-- [start:order]
def main(local_id: str, *images: str) -> None:
    entries = []
    for number, image in enumerate(images, 1):
        eye, _, file = image.partition("=")
        entries.append(upload(Path(file), eye, number))
    order = build(local_id) | {"Camera": {"Images": entries}}
    print(json.dumps(order, indent=2))
    if faults := check(order):
        sys.exit("\n".join(faults))
    send(order)  # after all files are in place
# --8<-- [end:order]


if __name__ == "__main__":
    main(*sys.argv[1:])
