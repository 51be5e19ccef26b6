"""Handing a PDF to the printer, at its own size on A4 unless another paper is named. No tkinter.

Linux: `lp` of CUPS reads it from a pipe, no copy touches the disk. Windows: the program that is registered for printing
PDFs needs a file, which stays in the system's folder for temporary files until that is cleared.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile

from desktop_app.workflows.errors import WorkflowError

MEDIA = "A4"
WAIT_SECONDS = 60


def print_pdf(data: bytes, title: str, media: str = MEDIA) -> None:
    """Print a document's bytes; title: as the printer's queue shows it; media: A4 or A5. Raises WorkflowError if not taken."""
    if sys.platform == "win32":
        handle, name = tempfile.mkstemp(prefix="somotcua-", suffix=".pdf")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _start_print(name)
        return
    _lp(data, title, media)


def lp_command(program: str, title: str, media: str = MEDIA) -> list[str]:
    """Return the command that prints what it reads from its standard input."""
    return [program, "-t", title, "-o", f"media={media}", "-o", "print-scaling=none"]


def _lp(data: bytes, title: str, media: str) -> None:
    program = shutil.which("lp")
    if program is None:
        raise WorkflowError(
            "Máy này chưa có chương trình in (lp của CUPS). Hãy lưu PDF rồi in từ máy khác.",
            "This computer has no printing program (lp of CUPS). Save the PDF and print it elsewhere.",
        )
    try:
        done = subprocess.run(  # noqa: S603 - our own words, no shell
            lp_command(program, title, media), input=data, capture_output=True, timeout=WAIT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _not_taken(type(error).__name__) from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip()
        raise _not_taken(told.splitlines()[-1] if told else str(done.returncode))


def _start_print(name: str) -> None:
    start = getattr(os, "startfile", None)
    try:
        if start is not None:
            start(name, "print")
    except OSError as error:
        raise _not_taken(error.strerror or type(error).__name__) from error


def _not_taken(reason: str) -> WorkflowError:
    return WorkflowError(
        f"Máy in không nhận ({reason}). Hãy kiểm tra máy in, hoặc lưu PDF rồi in sau.",
        f"The printer did not take it ({reason}). Check the printer, or save the PDF and print it later.",
    )
