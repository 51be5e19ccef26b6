"""How the command line speaks: JSON, plain tables, problems and progress. It must not do any work of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from desktop_app.words import language, say
from forms.problems import Problem


class Refusal(Exception):
    """A command that ends with an exit status and problems to be shown."""

    def __init__(self, status: int, problems: Sequence[Problem] = (), text: str = "") -> None:
        super().__init__(text or "; ".join(problem.code for problem in problems))
        self.status = status
        self.problems = problems
        self.text = text


def print_json(value: Any) -> None:
    """Print a value as readable JSON, Vietnamese letters as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def print_lines(rows: Iterable[Sequence[str]]) -> None:
    """Print rows with columns apart, each as wide as its widest cell."""
    table = [[str(cell) for cell in row] for row in rows]
    if not table:
        print(say("(không có gì)", "(nothing)"))
        return
    widths = [max(len(row[i]) for row in table if i < len(row)) for i in range(max(map(len, table)))]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip())


def explain(refusal: Refusal) -> None:
    """Print a refusal to standard error: its sentence, then every problem with place, code and what to do."""
    if refusal.text:
        print(refusal.text, file=sys.stderr)
    for problem in refusal.problems:
        print(describe(problem), file=sys.stderr)


def describe(problem: Problem) -> str:
    """Return a problem as one line, both languages, the one in use first."""
    first, second = (problem.vi, problem.en) if language() == "vi" else (problem.en, problem.vi)
    mark = say("Lỗi", "Error") if problem.severity == "error" else say("Lưu ý", "Note")
    return f"{mark} {problem.where} [{problem.code}]: {first} / {second}"


class ProgressLine:
    """Shows progress on standard error: one line that is rewritten on a terminal, one line a step elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = ""

    def __call__(self, done: int, total: int, text: str) -> None:
        """Show how far the work has come."""
        if self._live:
            print(f"\r\x1b[K{text} {done}/{total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)
        elif text != self._last:
            print(f"{text}…", file=sys.stderr, flush=True)
        self._last = text
