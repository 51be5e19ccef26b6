"""Starting the program anew in the place of this process, so that nothing it had in memory is left.

Linux and macOS: the same process takes on a new image, its memory goes. Windows: a new process is started, this one ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
"""The folder the program's packages lie in."""


def restart_arguments(folder: Path, account: str) -> list[str]:
    """Return the command that opens the program at the login page of an office. No password is ever among them."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop_app"]
    return [*program, "--office", str(folder), "--account", account]


def restart_program(arguments: Sequence[str]) -> None:
    """Let this process be the program anew. Does not come back."""
    sys.stdout.flush()
    sys.stderr.flush()
    environment = _environment()
    if sys.platform == "win32":
        subprocess.Popen(list(arguments), env=environment)  # noqa: S603 - our own words, no shell
        os._exit(0)
    os.execve(arguments[0], list(arguments), environment)  # noqa: S606 - our own words, no shell


def _environment() -> dict[str, str]:
    """Return the environment with the folder this program was imported from: it may have been started from elsewhere."""
    home = str(HOME)
    others = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part and part != home]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([home, *others])}
