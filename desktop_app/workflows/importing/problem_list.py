"""A dry run as a file: one line a finding, row by row. It holds what a person is, so it goes out noted like every export."""

from __future__ import annotations

from pathlib import Path

from desktop_app.words import say
from desktop_app.workflows.exporting import export_file
from desktop_app.workflows.importing.findings import Findings, Weight
from desktop_app.workflows.importing.plan import Plan
from desktop_app.workflows.session import Session
from exports.table_csv import make_list_csv


def weight_name(weight: Weight) -> str:
    """Return the word for how much a finding weighs."""
    words = {"error": ("Lỗi", "Error"), "warning": ("Lưu ý", "Look"), "repaired": ("Đã sửa", "Repaired")}
    return say(*words[weight])


def make_problem_csv(findings: Findings) -> bytes:
    """Return the findings as CSV; no cell can be taken for a formula."""
    head = [
        say("Dòng", "Row"), say("Cột", "Column"), say("Tiêu đề", "Heading"), say("Mức", "Weight"), say("Mã", "Code"),
        say("Nội dung", "What"), say("Trong tệp", "In the file"), say("Thành", "Became"),
    ]  # fmt: skip
    lines: list[list[str | int | None]] = [
        [
            found.row or None,
            found.column,
            found.heading,
            weight_name(found.weight),
            found.code,
            found.words,
            found.before,
            found.after,
        ]
        for found in findings.by_row()
    ]
    for (code, column), count in sorted(findings.more.items()):
        more = say(f"và {count} ô nữa như vậy", f"and {count} more cells like it")
        lines.append([None, column, None, weight_name("repaired"), code, more, None, None])
    return make_list_csv(head, lines)


def write_problems(session: Session, path: Path, plan: Plan) -> None:
    """Write the list where a person asked for it, and note it. Raises StoreError or WorkflowError."""
    detail = {"rows": len(plan.rows), "findings": sum(plan.findings.counts.values())}
    export_file(session, path, make_problem_csv(plan.findings), "import-problems", detail)
