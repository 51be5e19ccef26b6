"""The recovery sheet: one A4 page with the code that opens a sealed office when its passwords are lost. For a safe.

Vietnamese, Tinos, large groups that can be read out and typed. The code stands on the page alone, in no metadata. Values in,
bytes out; whoever calls this prints it and keeps no copy.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from exports.report.typeface import BOLD, DRAWING, ITALIC, REGULAR, register, require_drawable
from forms.dates import format_long_date
from forms.text import nfc

MM = 72 / 25.4
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP = 30 * MM, WIDTH - 20 * MM, HEIGHT - 25 * MM
GROUPS_A_ROW = 3
TITLE, ABOVE = "MÃ KHÔI PHỤC SỔ MỘT CỬA", "CHỈ IN MỘT BẢN – CẤT TRONG KÉT CỦA ĐƠN VỊ"
USES = """\
Mã này mở được toàn bộ sổ khi quản trị quên mật khẩu hoặc vắng mặt. Không ai, kể cả người viết chương trình, mở được sổ khi mất \
cả mật khẩu lẫn mã này và khóa ủy thác.
Cho tờ giấy vào phong bì, niêm phong, ký giáp lai và cất trong két của thủ trưởng đơn vị. Không chụp ảnh, không lưu tệp, không \
để cạnh máy tính.
Cách dùng: ở trang đăng nhập chọn “Mã khôi phục”, gõ mã, rồi đặt mật khẩu mới cho tài khoản quản trị. Dấu gạch và chữ hoa, chữ \
thường không quan trọng; mã không có chữ I, L, O, U: ký tự tròn là số không, ký tự một nét là số một.
Mỗi mã chỉ dùng một lần: dùng xong, chương trình cấp mã mới và tờ giấy này hết hiệu lực; hãy hủy nó và cất tờ mới.""".splitlines()
LOG_TITLE, LOG_HEADS = "Theo dõi mở niêm phong", ("Ngày", "Người mở", "Lý do", "Ký tên")
LOG_ROWS = 4


def make_recovery_sheet(unit_name: str, code: str, day: date) -> bytes:
    """Return the sheet as PDF. code: in groups with hyphens, as it is to be read. Raises Refused for a name without glyphs."""
    out = BytesIO()
    register()
    with DRAWING:
        page: Any = Canvas(out, pagesize=A4, invariant=1, lang="vi-VN")
        page.setTitle(f"{TITLE} – {nfc(unit_name)}")
        page.setAuthor(nfc(unit_name))
        y = _head(page, nfc(unit_name), day)
        y = _code(page, code, y - 12 * MM)
        y = _uses(page, y - 12 * MM)
        _log(page, y - 8 * MM)
        page.showPage()
        page.save()
    return out.getvalue()


def _head(page: Any, unit_name: str, day: date) -> float:
    y = TOP
    y = _text(page, unit_name.upper(), BOLD, 13, y, centred=True)
    y = _text(page, ABOVE, REGULAR, 11, y - 2 * MM, centred=True)
    y = _text(page, TITLE, BOLD, 20, y - 10 * MM, centred=True)
    return _text(page, f"Lập {format_long_date(day)}", ITALIC, 12, y - 1 * MM, centred=True)


def _code(page: Any, code: str, y: float) -> float:
    """Draw the groups in rows within a frame, each group in a column of its own."""
    groups = code.split("-")
    rows = [groups[start : start + GROUPS_A_ROW] for start in range(0, len(groups), GROUPS_A_ROW)]
    step, size = 16 * MM, 32
    height = step * len(rows) + 6 * MM
    page.setLineWidth(1.2)
    page.rect(LEFT, y - height, RIGHT - LEFT, height)
    column = (RIGHT - LEFT) / GROUPS_A_ROW
    page.setFont(BOLD, size)
    for number, row in enumerate(rows):
        for place, group in enumerate(row):
            require_drawable(group, BOLD)
            page.drawCentredString(LEFT + column * (place + 0.5), y - step * (number + 1) + 2 * MM, group, charSpace=3)
    return y - height


def _uses(page: Any, y: float) -> float:
    for number, sentence in enumerate(USES, 1):
        y = _text(page, f"{number}. {sentence}", REGULAR, 12.5, y) - 2 * MM
    return y


def _log(page: Any, y: float) -> None:
    y = _text(page, LOG_TITLE, BOLD, 12, y) - 1 * MM
    row, widths = 9 * MM, (30 * MM, 50 * MM, 48 * MM, RIGHT - LEFT - 128 * MM)
    page.setLineWidth(0.5)
    for number in range(LOG_ROWS + 2):
        page.line(LEFT, y - row * number, RIGHT, y - row * number)
    x = LEFT
    for head, width in zip(LOG_HEADS, widths, strict=True):
        page.line(x, y, x, y - row * (LOG_ROWS + 1))
        page.setFont(BOLD, 11)
        page.drawString(x + 2 * MM, y - row + 3 * MM, head)
        x += width
    page.line(x, y, x, y - row * (LOG_ROWS + 1))


def _text(page: Any, text: str, font: str, size: float, y: float, *, centred: bool = False) -> float:
    """Draw a text in as many lines as it needs below `y`; return where the last one stands."""
    require_drawable(text, font)
    page.setFont(font, size)
    for line in simpleSplit(text, font, size, RIGHT - LEFT):
        y -= size * 1.35
        if centred:
            page.drawCentredString((LEFT + RIGHT) / 2, y, line)
        else:
            page.drawString(LEFT, y, line)
    return y
