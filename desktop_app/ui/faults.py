"""What happens when something goes wrong: one plain sentence for the person, where and what for the log, no field values.

A message of an exception may hold what someone keyed, so neither log nor details ever hold it: only kinds and places.
"""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop_app.words import say
from desktop_app.workflows.errors import describe_error
from forms.problems import Refused

LOG_BYTES, LOG_FILES = 1 << 19, 3
LOG_FILE = "errors.log"


def open_log(folder: Path) -> Path | None:
    """Start logging faults to a file in `folder`, small and turning over; return it, None where it cannot be written."""
    path = folder / LOG_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("somotcua")
    for old in log.handlers[:]:
        log.removeHandler(old)
        old.close()
    log.addHandler(handler)
    log.propagate = False
    return path


def details(error: BaseException) -> str:
    """Return kind and places of an error and its causes, without any message or value."""
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


def record(error: BaseException) -> None:
    """Write an error to the log."""
    logging.getLogger("somotcua").error("%s", details(error))


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
