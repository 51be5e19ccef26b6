"""The components of a procedure (thành phần hồ sơ) held against what was handed in, which a dossier keeps as lines of text.

A line that reads as a component does is that component, whatever its case and marks; every other line is a paper of its
own. This module must not refuse anything: whether a dossier that is not complete is received is for the officer to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.problems import Problem, declare, make_problem
from forms.text import clean, fold

COMPONENT_MISSING = declare(
    "COMPONENT-MISSING",
    "Chưa đủ thành phần bắt buộc của thủ tục, còn thiếu {count} giấy tờ. Đánh dấu giấy đã nộp, hoặc lưu rồi chọn cách nhận.",
    "Required papers of the procedure are missing: {count}. Tick what was handed in, or save and choose how to receive it.",
    "warning",
)
REASON_LETTERS = 1000
"""What a move's reason can hold."""


@dataclass(frozen=True, slots=True)
class Component:
    """A paper the procedure asks for. line: as a dossier keeps it, with the copies where there are several."""

    line: str
    required: bool


def components_of(procedure: Mapping[str, Any] | None) -> list[Component]:
    """Return the components of a procedure's record in its order, none for a procedure that lists none."""
    return [
        Component(_line(str(entry["name"]), entry.get("copies") or 1), entry.get("required") == "yes")
        for entry in (procedure or {}).get("documents") or ()
    ]


def split_lines(components: Sequence[Component], lines: Iterable[str]) -> tuple[set[int], list[str]]:
    """Return the places of the components among the lines, and the lines that are none of them, as they stand."""
    places = {fold(component.line): place for place, component in enumerate(components)}
    kept = [text for line in lines if (text := clean(line))]
    ticked = {places[fold(line)] for line in kept if fold(line) in places}
    return ticked, [line for line in kept if fold(line) not in places]


def join_lines(components: Sequence[Component], ticked: Iterable[int], others: Iterable[str]) -> list[str]:
    """Return the lines of what was handed in: components in the procedure's order, then the other papers."""
    chosen = set(ticked)
    return [
        *(component.line for place, component in enumerate(components) if place in chosen),
        *(text for line in others if (text := clean(line))),
    ]


def missing_required(procedure: Mapping[str, Any] | None, lines: Iterable[str]) -> list[str]:
    """Return the required components that are not among the lines handed in, in the procedure's order."""
    components = components_of(procedure)
    ticked, _ = split_lines(components, lines)
    return [component.line for place, component in enumerate(components) if component.required and place not in ticked]


def check_components(procedure: Mapping[str, Any] | None, lines: Iterable[str]) -> list[Problem]:
    """Return the warning of a dossier that lacks required components, as a list of none or one."""
    missing = missing_required(procedure, lines)
    return [make_problem(COMPONENT_MISSING, "documents", count=len(missing))] if missing else []


def _line(name: str, copies: int) -> str:
    return clean(name) if copies <= 1 else f"{clean(name)} ({copies} bản)"


def supplement_reason(missing: Iterable[str]) -> str:
    """Return the reason of a request for supplements that names the missing papers, as it is kept: in Vietnamese."""
    text = f"Thiếu: {'; '.join(missing)}"
    return text if len(text) <= REASON_LETTERS else f"{text[: REASON_LETTERS - 1]}…"
