"""Files that people name: reading what they hand in, writing what they asked for. Durable, whole or not at all.

The office's own files belong to `desktop_app.store`.
"""

from __future__ import annotations

from pathlib import Path

from desktop_app.store.durable import replace_file
from desktop_app.store.errors import WriteFailed
from desktop_app.store.files import Files
from desktop_app.workflows.errors import WorkflowError

MAX_INPUT_BYTES = 1 << 28


def read_input(path: Path) -> bytes:
    """Return a file's bytes. Raises WorkflowError when it cannot be read or has more than 256 MiB, as a device may."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_INPUT_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorkflowError(
            f"Không đọc được {path}: {reason}. Hãy kiểm tra đường dẫn.", f"Cannot read {path}: {reason}. Check the path."
        ) from error
    if len(data) > MAX_INPUT_BYTES:
        raise WorkflowError(f"Tệp {path} quá lớn (trên 256 MiB).", f"The file {path} is too large (over 256 MiB).")
    return data


def require_place(path: Path) -> None:
    """Raise WorkflowError if the folder a result is to be written in is not there."""
    if not path.parent.is_dir():
        raise WorkflowError(f"Không có thư mục {path.parent}.", f"There is no folder {path.parent}.")


def write_result(path: Path, data: bytes) -> None:
    """Make `path` hold exactly `data`, flushed to the disk. Raises StoreError or WorkflowError; an old file is then whole."""
    require_place(path)
    if path.is_dir():
        raise WorkflowError(f"{path} là thư mục, không phải tệp.", f"{path} is a folder, not a file.")
    try:
        replace_file(Files(), path, data)
    except WriteFailed as error:
        raise WorkflowError(f"{path}: {error.vi}", f"{path}: {error.en}") from error
