"""Where the command line meets the system: its streams, its arguments, and faults that nobody foresaw.

No traceback may reach a person, and no text of an unforeseen error: that could hold what somebody keyed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from desktop_app.commands.output import Refusal
from desktop_app.words import language, say, use_language

PLACES = 3


class Parser(argparse.ArgumentParser):
    """A parser that says in the language in use that the command is not right."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong, end with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, say(f"Lệnh chưa đúng: {message}\n", f"The command is not right: {message}\n"))


class LanguageAction(argparse.Action):
    """Switches the language as soon as it is read, so that faults of later arguments are told in it."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, values: Any, _option: str | None = None) -> None:
        """Keep and use the language."""
        use_language(values)
        setattr(namespace, self.dest, values)


def speak_utf8() -> None:
    """Let both streams take every letter: a pipe on Windows or a bare system has another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def hush() -> None:
    """Let standard output take nothing more, so that the interpreter's last flush finds no closed pipe."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        reading, writing = os.pipe()
        os.dup2(writing, sys.stdout.fileno())
        sys.stdout.flush()
        sys.stdout = None  # as in a program without a console
        os.close(writing)
        os.close(reading)


def refusal_of(error: Exception) -> Refusal:
    """Return what to tell a person about an error that no command turned into a refusal."""
    from desktop_app.workflows.errors import describe_error

    known = describe_error(error)
    if known is not None:
        return Refusal(3 if known.locked else 2, text=known.vi if language() == "vi" else known.en)
    if isinstance(error, OSError):
        return Refusal(2, text=_refused_by_system(error))
    places = ", ".join(_places(error))
    return Refusal(
        2,
        text=say(
            f"Lỗi của chương trình ({places}), việc này chưa xong. Hãy báo dòng này cho người quản trị; sổ còn nguyên.",
            f"A fault of the program ({places}), this was not done. Report this line to the administrator; the office is whole.",
        ),
    )


def _refused_by_system(error: OSError) -> str:
    reason, place = error.strerror or type(error).__name__, error.filename or say("kết quả", "output")
    return say(f"Hệ thống từ chối {place}: {reason}. Hãy kiểm tra.", f"The system refused {place}: {reason}. Check it.")


def _places(error: Exception) -> Sequence[str]:
    frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
    return [type(error).__name__, *(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)]
