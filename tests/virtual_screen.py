"""A screen of our own for windows under test: Xvfb on a display number nobody else has."""

from __future__ import annotations

import os
import select
import subprocess
from types import TracebackType
from typing import Self


class VirtualScreen:
    """An Xvfb of this process's own; `display` names it inside the `with` block.

    `-displayfd` makes the server choose a free number and say it, so runs beside each other never meet. The server goes
    when the process goes, however it ends, and not before: Tk keeps its connection after its last window is closed, and
    Xlib ends a process whose screen goes away. Raises OSError if Xvfb is missing or is not up within 20 seconds.
    """

    def __init__(self, size: str = "1366x768x24") -> None:
        self._size = size
        self.display = ""

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", self._size, "-nolisten", "tcp", "-noreset"]
        silent = subprocess.DEVNULL
        try:
            self._server = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *server], pass_fds=[writing], stdin=silent, stdout=silent, stderr=silent
            )
        finally:
            os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip() if select.select([answer], [], [], 20)[0] else ""
        if not number:
            self._server.kill()
            self._server.wait()
            raise OSError("Xvfb is missing or did not start")
        self.display = f":{number}"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave the server to the end of the process."""
        self._server.returncode = 0  # nobody waits for it: Popen is not to warn that it still runs
