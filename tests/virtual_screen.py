"""A screen of our own for windows under test: Xvfb on a display number nobody else has."""

from __future__ import annotations

import os
import select
import subprocess
from types import TracebackType
from typing import Self


class VirtualScreen:
    """An Xvfb that lives as long as the `with` block.

    `-displayfd` makes the server choose a free number and say it, so runs beside each other never meet.
    Raises OSError if Xvfb is missing or does not come up within 20 seconds.
    """

    def __init__(self, size: str = "1366x768x24") -> None:
        self._size = size
        self.display = ""

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", self._size, "-nolisten", "tcp", "-noreset"]
        try:
            self._server = subprocess.Popen(
                command, pass_fds=[writing], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        finally:
            os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip() if select.select([answer], [], [], 20)[0] else ""
        if not number:
            self.__exit__(None, None, None)
            raise OSError("Xvfb did not start")
        self.display = f":{number}"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.terminate()
        self._server.wait()
