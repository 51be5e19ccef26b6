"""Soft checks of a slip: what is legal but unusual asks for a reason, and is kept as it is with the reason beside it.

Few and plain, thresholds in one place; an ordinary slip, one with the same good answer everywhere among them, meets none.
Hard checks are `forms.checks`, whose warnings ask for a reason as well. This module must not refuse anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.words import say
from desktop_app.workflows.slip import ANSWERS, MISSING_KEYS
from forms import check_problems
from forms.definition import Definition
from forms.problems import Problem, Refused, declare, make_problem

MISSING_ABOVE_PER_CENT = 50
"""More of the criteria than this without an answer ask for a reason."""
LOWEST = 1
"""This answer to every criterion asks for a reason: pads and hurried fingers make it, people hardly ever do."""

ALL_MISSING = declare(
    "SLIP-ALL-MISSING",
    "Không câu nào có câu trả lời. Nếu là phiếu trống, bấm Esc rồi Shift-F8; nếu đúng như phiếu, chọn lý do.",
    "No item has an answer. If the slip was returned blank, press Esc and Shift-F8; if this is the slip, choose a reason.",
    "warning",
)
MANY_MISSING = declare(
    "SLIP-MANY-MISSING",
    "Hơn nửa số câu không có câu trả lời. Xem lại phiếu; nếu đúng, chọn lý do.",
    "More than half of the items have no answer. Look at the slip; if it is so, choose a reason.",
    "warning",
)
ALL_LOWEST = declare(
    "SLIP-ALL-LOWEST",
    "Mọi câu đều là mức 1. Xem lại phiếu; nếu đúng, chọn lý do.",
    "Every item has the lowest answer. Look at the slip; if it is so, choose a reason.",
    "warning",
)


class NeedsReasons(Refused):
    """Nothing was saved: warnings without a reason. Save again with a reason for each code of `problems`."""


_AS_ON_PAPER = ("Đúng như trên phiếu", "Just as on the slip")
QUICK_REASONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    ALL_MISSING: (
        _AS_ON_PAPER, ("Phiếu mờ, rách, không đọc được", "The slip is faded or torn"),
        ("Người trả lời chỉ ghi ý kiến", "Only remarks were written"),
    ),
    MANY_MISSING: (
        _AS_ON_PAPER, ("Người trả lời bỏ dở", "The respondent stopped halfway"),
        ("Thiếu một mặt phiếu", "One side of the slip is missing"),
    ),
    ALL_LOWEST: (
        _AS_ON_PAPER, ("Có ghi ý kiến không hài lòng", "Dissatisfaction is written on it"),
    ),
    check_problems.DAY_OUTSIDE: (
        _AS_ON_PAPER, ("Phiếu nộp muộn", "The slip was handed in late"), ("Phiếu nộp sớm", "The slip was handed in early"),
    ),
    check_problems.DATE_FUTURE: (
        _AS_ON_PAPER, ("Đồng hồ của máy sai", "The clock of this computer is wrong"),
    ),
}  # fmt: skip
"""Reasons offered for a digit, by the code of the warning."""
CORRECTION_REASONS = (
    ("Gõ nhầm", "Typed wrongly"), ("Nhập lệch dòng", "A line was shifted"), ("Nhầm số phiếu hoặc ngày", "Wrong serial or day"),
    ("Bổ sung phần còn thiếu", "Something was missing"),
)  # fmt: skip
VOID_REASONS = (
    ("Phiếu rách, mờ, không đọc được", "Torn or illegible"), ("Trùng số với phiếu khác", "Same number as another slip"),
    ("Người trả lời gạch bỏ", "Crossed out by the respondent"), ("Không thuộc đợt này", "Not of this batch"),
)  # fmt: skip


def check_soft(definition: Definition, data: Mapping[str, Any]) -> list[Problem]:
    """Return the warnings of a slip's answers; none for one without answers (void, blank)."""
    wanted = [item.id for item in definition.items if definition.place(item) == ANSWERS]
    answers = [data.get(ANSWERS, {}).get(id) for id in wanted]
    if not wanted or any(answer is None for answer in answers):
        return []
    missing = sum(answer in MISSING_KEYS.values() for answer in answers)
    if missing == len(answers):
        return [make_problem(ALL_MISSING, ANSWERS)]
    if missing * 100 > MISSING_ABOVE_PER_CENT * len(answers):
        return [make_problem(MANY_MISSING, ANSWERS)]
    return [make_problem(ALL_LOWEST, ANSWERS)] if all(answer == LOWEST for answer in answers) else []


def quick_reasons(code: str) -> list[str]:
    """Return the reasons offered for a warning, in the language in use."""
    return [say(vi, en) for vi, en in QUICK_REASONS.get(code, (_AS_ON_PAPER,))]
