"""Files that people name: reading what they hand in, writing what they asked for. Durable, whole or not at all.

The office's own files belong to `desktop_app.store`.
"""

from __future__ import annotations

from pathlib import Path

from desktop_app.store.durable import replace_file
from desktop_app.store.files import Files
from desktop_app.workflows.errors import WorkflowError

MAX_INPUT_BYTES = 1 << 28


def read_input(path: Path) -> bytes:
    """Return a file's bytes. Raises WorkflowError when it is not there, not a plain file, or above 256 MiB."""
    try:
        if path.is_file() and path.stat().st_size > MAX_INPUT_BYTES:
            raise WorkflowError(f"Tệp {path} quá lớn (trên 256 MiB).", f"The file {path} is too large (over 256 MiB).")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorkflowError(
            f"Không đọc được {path}: {reason}. Hãy kiểm tra đường dẫn.", f"Cannot read {path}: {reason}. Check the path."
        ) from error


def write_result(path: Path, data: bytes) -> None:
    """Make `path` hold exactly `data`, flushed to the disk. Raises StoreError or WorkflowError; an old file is then whole."""
    if not path.parent.is_dir():
        raise WorkflowError(f"Không có thư mục {path.parent}.", f"There is no folder {path.parent}.")
    replace_file(Files(), path, data)
