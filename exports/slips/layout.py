"""The blank slip of a survey form, as a drawing on one A4 page: what stands where follows from the definition alone.

Room that is left goes to the lines for remarks, then to the rows. Must not draw, and must not know a batch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from exports.report.typeface import BOLD, ITALIC, REGULAR, register
from exports.slips import criteria, questions
from exports.slips.heads import BOTTOM, HEAD_HEIGHT, LEFT, RIGHT, TOP, WIDTH, add_corners
from exports.slips.parts import PAGE, Area, Drawing, fit_size
from forms.definition import Definition, Item
from forms.problems import Refused, declare, make_problem

LAYOUT = 1
"""Number of this geometry, printed in the QR. Another one as soon as a box stands elsewhere."""
TOO_LONG = declare(
    "SLIP-PAGE-FULL",
    "Mẫu phiếu {form} dài quá một trang A4 nên không in được phiếu. Hãy rút gọn câu hỏi hoặc dùng mẫu phiếu khác.",
    "The form {form} needs more than one A4 page, so its slips cannot be printed. Shorten its questions or use another form.",
)

TITLE = "PHIẾU KHẢO SÁT Ý KIẾN"
SUBJECT = "về sự hài lòng của người dân, tổ chức đối với việc giải quyết thủ tục hành chính"
INTRO = (
    "Để phục vụ Nhân dân ngày càng tốt hơn, kính mong ông/bà cho biết ý kiến về lần giải quyết thủ tục hành chính vừa qua. "
    "Ở mỗi dòng, xin ông/bà đánh dấu X vào một ô đúng nhất với ý kiến của mình. Phiếu không ghi tên người trả lời; "
    "ý kiến của ông/bà chỉ dùng để tổng hợp chung. Xin trân trọng cảm ơn!"
)
TITLE_SIZE, SUBJECT_SIZE, INTRO_SIZE, FOOT_SIZE = 16.0, 11.5, 10.5, 8.5
TITLE_HEIGHT, FOOT_HEIGHT = 22.0, 3.0
LEAST_REMARK_LINES = 2
CODE = Area(RIGHT - 22, TOP + HEAD_HEIGHT, 22, 22)
SERIAL = Area(RIGHT - 70, TOP + HEAD_HEIGHT + 4, 46, 14)


@dataclass(frozen=True, slots=True)
class Slip:
    """A blank slip. serial, code: where number and QR go.  remarks: where people write."""

    drawing: Drawing
    serial: Area
    code: Area
    remarks: Area


@dataclass(slots=True)
class _Plan:
    """What follows each other, and how much of it."""

    groups: list[criteria.Group]
    respondent: list[list[Item]]
    remarks: list[Item]
    lines: list[int] = field(default_factory=list)
    row: float = criteria.ROW

    def height(self) -> float:
        remarks = sum(questions.remark_height(lines) for lines in self.lines)
        return criteria.table_height(self.groups, self.row) + questions.respondent_height(self.respondent) + remarks


@lru_cache(maxsize=16)
def lay_out(definition: Definition) -> Slip:
    """Return the slip of a survey form. Raises Refused where it does not fit the page or a letter has no glyph."""
    register()
    drawing = Drawing()
    add_corners(drawing)
    y = _add_opening(drawing)
    plan = _make_plan(definition, BOTTOM - FOOT_HEIGHT - y)
    y = criteria.add_table(drawing, definition, plan.groups, plan.row, y)
    y = top = questions.add_respondent(drawing, definition, plan.respondent, y)
    for item, lines in zip(plan.remarks, plan.lines, strict=True):
        y = questions.add_remark(drawing, item, lines, y)
    _add_foot(drawing, definition)
    return Slip(drawing, SERIAL, CODE, Area(LEFT, top, WIDTH, y - top))


def _make_plan(definition: Definition, room: float) -> _Plan:
    """Share the room out: first to the remarks' lines, up to what the form asks for, then to the rows."""
    remarks = [item for item in definition.items if item.kind == "text" and item.lines > 1 and not item.computed]
    plan = _Plan(criteria.list_groups(definition), questions.pack_respondent(definition), remarks)
    plan.lines = [min(LEAST_REMARK_LINES, item.lines) for item in remarks]
    if plan.height() > room:
        raise Refused([make_problem(TOO_LONG, "form", form=definition.name)])
    for place, item in enumerate(remarks):
        while plan.lines[place] < item.lines and plan.height() + questions.REMARK_LINE <= room:
            plan.lines[place] += 1
    plan.row = min(criteria.MOST_ROW, criteria.ROW + (room - plan.height()) / max(len(definition.likert), 1))
    return plan


def _add_opening(drawing: Drawing) -> float:
    """Title and thanks; return where they end."""
    width, y = SERIAL.left - LEFT - 2, TOP + HEAD_HEIGHT
    drawing.say(TITLE, LEFT + width / 2, y + 8.2, BOLD, TITLE_SIZE, "center")
    drawing.say_lines(SUBJECT, Area(LEFT, y + 10.2, width, 0), BOLD, SUBJECT_SIZE, "center")
    area = Area(LEFT, y + TITLE_HEIGHT + 0.4, WIDTH, 0)
    return area.top + drawing.say_lines(INTRO, area, REGULAR, INTRO_SIZE, leading=1.12) + 1.5


def _add_foot(drawing: Drawing, definition: Definition) -> None:
    """The form's name and source, between the lower corner marks."""
    source = f"{definition.title_vi}{', ' + definition.source if definition.source else ''} ({definition.name})"
    size = fit_size(source, ITALIC, FOOT_SIZE, WIDTH - 10)
    drawing.say(source, PAGE[0] / 2, BOTTOM + 1.0, ITALIC, size, "center", 0.25)
