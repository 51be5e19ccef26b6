"""The two registers of the counter on paper: Sổ theo dõi hồ sơ (TT 01/2018/TT-VPCP) and Sổ đăng ký văn bản đi (NĐ 30/2020/NĐ-CP).

Columns and titles stand here, rows come from the office. Must not know where a row comes from.
"""

from __future__ import annotations

from collections.abc import Sequence

from exports.papers.ledger import Column, Ledger

DOSSIER_TITLE, OUTGOING_TITLE = "SỔ THEO DÕI HỒ SƠ", "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
DOSSIER_COLUMNS = (
    Column("TT", 10, "center"), Column("Mã hồ sơ", 38), Column("Tên TTHC", 32), Column("Số lượng (bộ)", 12, "center"),
    Column("Tên cá nhân, tổ chức", 28), Column("Địa chỉ, số điện thoại", 32.5), Column("Cơ quan chủ trì giải quyết", 21.5),
    Column("Ngày nhận", 16, "center"), Column("Ngày hẹn trả", 16, "center"), Column("Ngày trả", 16, "center"),
    Column("Phương thức nhận kết quả", 17), Column("Ký nhận", 14), Column("Ghi chú", 22),
)  # fmt: skip
"""As the form has them, in its order (domain.md §3)."""
OUTGOING_COLUMNS = (
    Column("Số, ký hiệu văn bản", 30), Column("Ngày, tháng văn bản", 22, "center"),
    Column("Tên loại và trích yếu nội dung văn bản", 80), Column("Người ký", 34), Column("Nơi nhận văn bản", 42),
    Column("Đơn vị, người nhận bản lưu", 27), Column("Số lượng bản", 15, "center"), Column("Ghi chú", 25),
)  # fmt: skip
"""NĐ 30/2020/NĐ-CP, Phụ lục IV, mẫu sổ đăng ký văn bản đi."""


def make_dossier_ledger(period: str, printed: str, rows: Sequence[Sequence[str]], closing: Sequence[str] = ()) -> Ledger:
    """Return the register of dossiers; rows in the order of `DOSSIER_COLUMNS`."""
    return Ledger(DOSSIER_TITLE, period, printed, DOSSIER_COLUMNS, rows, closing)


def make_outgoing_ledger(period: str, printed: str, rows: Sequence[Sequence[str]], closing: Sequence[str] = ()) -> Ledger:
    """Return the register of outgoing documents; rows in the order of `OUTGOING_COLUMNS`."""
    return Ledger(OUTGOING_TITLE, period, printed, OUTGOING_COLUMNS, rows, closing)
