"""Handing a PDF to the printer, at its own size on A4. No tkinter.

Linux: `lp` of CUPS. Windows: the program that is registered for printing PDFs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop_app.workflows.errors import WorkflowError

LP_OPTIONS = ("-o", "media=A4", "-o", "print-scaling=none")
WAIT_SECONDS = 60


def print_pdf(data: bytes, title: str) -> None:
    """Print a document's bytes; title: as the printer's queue shows it. Raises WorkflowError when it was not taken."""
    handle, name = tempfile.mkstemp(prefix="somotcua-", suffix=".pdf")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    if sys.platform == "win32":
        _start_print(name)  # the viewer reads the file later: it stays until the system clears its folder
        return
    try:
        _lp(name, title)
    finally:
        Path(name).unlink(missing_ok=True)


def lp_command(program: str, name: str, title: str) -> list[str]:
    """Return the command that prints a file."""
    return [program, "-t", title, *LP_OPTIONS, "--", name]


def _lp(name: str, title: str) -> None:
    program = shutil.which("lp")
    if program is None:
        raise WorkflowError(
            "Máy này chưa có chương trình in (lp của CUPS). Hãy lưu PDF rồi in từ máy khác.",
            "This computer has no printing program (lp of CUPS). Save the PDF and print it elsewhere.",
        )
    try:
        done = subprocess.run(  # noqa: S603 - our own words, no shell
            lp_command(program, name, title), capture_output=True, text=True, timeout=WAIT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _not_taken(type(error).__name__) from error
    if done.returncode:
        raise _not_taken(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else str(done.returncode))


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
