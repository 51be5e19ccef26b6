"""`python dev.py bench [part]`: every part's rows in one table; status 1 if a part failed, not if a goal is missed."""

from __future__ import annotations

import importlib
import os
import platform
import sys
import traceback
from math import inf
from pathlib import Path

from bench.row import Row

HEADINGS = ("what", "measured", "floor", "ratio", "goal", "", "note")
WORDS = (0, 5, 6)


def main(arguments: list[str]) -> int:
    """Measure the named parts, or all, and print the table. Returns the exit status."""
    parts = [path.stem.removeprefix("bench_") for path in sorted(Path(__file__).parent.glob("bench_*.py"))]
    unknown = [name for name in arguments if name not in parts]
    if unknown:
        print(f"no part named {', '.join(unknown)}; there are: {', '.join(parts) or 'none'}", file=sys.stderr)
        return 2
    print(f"{machine()}\nmedians of at least five runs in one process\n", flush=True)
    failed = []
    for part in arguments or parts:
        try:
            print(table(part, importlib.import_module(f"bench.bench_{part}").rows()), flush=True)
        except Exception:  # noqa: BLE001  # the other parts are still worth measuring; this one is shown and counted
            traceback.print_exc()
            failed.append(part)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def machine() -> str:
    """Return one line about where this was measured."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def table(part: str, rows: list[Row]) -> str:
    """Return a part's rows as aligned text."""
    lines = [HEADINGS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join([part, *(aligned(line, widths) for line in lines), ""])


def aligned(line: tuple[str, ...], widths: list[int]) -> str:
    """Return one line of a table: words to the left, figures to the right."""
    sides = ["<" if column in WORDS else ">" for column in range(len(line))]
    return "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(line, sides, widths, strict=True)).rstrip()


def cells(row: Row) -> tuple[str, ...]:
    """Return the cells of one row."""
    return (
        row.what,
        f"{row.measured:.4g} {row.unit}",
        f"{row.floor:.4g} {row.unit}",
        f"{row.ratio:.2f}×",
        f"≤ {row.goal:g}×" if row.goal < inf else "",
        ("ok" if row.in_order else "MISSED") if row.goal < inf else "",
        row.note,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
