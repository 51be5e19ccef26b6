"""What happens when something goes wrong: one plain sentence for the person, where and what for the log, no field values.

A message of an exception may hold what someone keyed, so neither log nor details ever hold it: only kinds and places.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.words import say
from desktop_app.workflows.errors import describe_error
from forms.problems import Refused

if TYPE_CHECKING:
    import logging

    from desktop_app.ui.dialogs import Dialogs

LOG_BYTES, LOG_FILES = 1 << 19, 3
LOG_FILE = "errors.log"


class FaultLog:
    """A small log that turns over, in `folder`. The file is opened at the first fault; `path` is where it lies."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOG_FILE
        self._log: logging.Logger | None = None

    def record(self, error: BaseException) -> bool:
        """Write an error's kind and places; return whether that worked."""
        try:
            self._log = self._log or self._open()
        except OSError:
            return False
        self._log.error("%s", details(error))
        return True

    def tell(self, dialogs: Dialogs, error: BaseException) -> None:
        """Say an error in one sentence; one the program did not expect is logged first, its details can be copied."""
        expected = is_expected(error)
        logged = not expected and self.record(error)
        dialogs.show_error(sentence(error), "" if expected else details(error), self.path if logged else None)

    def _open(self) -> logging.Logger:
        import logging
        from logging.handlers import RotatingFileHandler

        self.path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(self.path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log = logging.Logger("somotcua")  # noqa: LOG001 - this window's own: not to be reached or silenced from elsewhere
        log.addHandler(handler)
        return log


def details(error: BaseException) -> str:
    """Return kind and places of an error and its causes, without any message or value."""
    import traceback

    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        kind = type(seen)
        frames = traceback.extract_tb(seen.__traceback__)
        places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        codes = [f"  {problem.where}: {problem.code}" for problem in seen.problems] if isinstance(seen, Refused) else []
        parts.append("\n".join([f"{kind.__module__}.{kind.__qualname__}", *places, *codes]))
        seen = seen.__cause__ or seen.__context__
    return "\n".join(parts)


def sentence(error: BaseException) -> str:
    """Return what a person is told: the error's own sentence, a refusal's first problems, or that the program is at fault."""
    if isinstance(error, Refused):
        return "\n".join(say(problem.vi, problem.en) for problem in error.problems[:5])
    known = describe_error(error)
    if known is not None:
        return say(known.vi, known.en)
    if isinstance(error, OSError) and error.strerror:
        return say(f"Hệ thống báo: {error.strerror}. Hãy thử lại.", f"The system says: {error.strerror}. Try again.")
    return say(
        "Chương trình gặp lỗi ngoài dự kiến; dữ liệu đã lưu còn nguyên. Hãy gửi chi tiết cho người quản trị.",
        "The program met a fault it did not expect; what was saved is whole. Send the details to your administrator.",
    )


def is_expected(error: BaseException) -> bool:
    """Whether the error is a refusal or a state with its own sentence, not a fault of the program."""
    return isinstance(error, Refused) or describe_error(error) is not None
