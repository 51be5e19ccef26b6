"""What a dry run says of a row: what is wrong, what to look at, what was repaired, with the cell before and after.

The sentences hold no value of a person; `before` and `after` do, so a list of findings is as private as the register.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from desktop_app.words import say
from forms.problems import Problem, declare, make_problem

Weight = Literal["error", "warning", "repaired"]
MOST_OF_A_KIND = 5000
"""Repairs of one kind in one column that are listed one by one; the rest is counted."""

DAY = declare(
    "IMPORT-DAY-UNREADABLE",
    "Không đọc được ngày trong ô này; sửa trong tệp thành dd/mm/yyyy.",
    "This cell is no day; write it as dd/mm/yyyy in the file.",
)
PROCEDURE = declare(
    "IMPORT-PROCEDURE-UNKNOWN",
    "Tên thủ tục này chưa có trong sổ; chọn thủ tục tương ứng, mỗi tên chỉ hỏi một lần.",
    "The office has no procedure of this name; choose the one it stands for, once for each name.",
)
CODE_TWICE = declare(
    "IMPORT-CODE-TWICE",
    "Mã hồ sơ này đã có ở dòng {other} của tệp; sửa mã hoặc bỏ một dòng.",
    "Row {other} of the file has the same dossier code; correct it or leave one row out.",
)
DIGITS = declare(
    "IMPORT-DIGITS-LOST",
    "Excel đã cắt mất chữ số (dạng 1,23E+11); lấy lại số từ sổ giấy, định dạng cột là chữ.",
    "Excel has cut digits off (like 1.23E+11); take the number from the paper and make the column text.",
)
CELL_ERROR = declare(
    "IMPORT-CELL-ERROR",
    "Ô có lỗi của Excel (#N/A, #REF!…); sửa công thức trong tệp.",
    "The cell holds an Excel error (#N/A, #REF!…); mend the formula in the file.",
)
UNDATED = declare(
    "IMPORT-STATUS-UNDATED",
    "Trạng thái là đã xong nhưng không có ngày; ghi ngày trả vào tệp.",
    "The status says finished but there is no day; write the day into the file.",
)
FILE_AGAIN = declare(
    "IMPORT-FILE-AGAIN",
    "Trang tính này đã được nhập với mã {id}. Hãy bỏ lần nhập đó trước, hoặc chọn tệp khác.",
    "This very sheet was imported as {id}. Undo that import first, or choose another file.",
)
COLUMN_MISSING = declare(
    "IMPORT-COLUMN-MISSING",
    "Chưa có cột nào là “{vi}”; chọn cột ở bước trước.",
    "No column is “{en}” yet; choose it in the step before.",
)

DUE_DIFFERS = declare(
    "IMPORT-DUE-DIFFERS",
    "Ngày hẹn trả trong sổ giấy khác ngày chương trình tính; ngày tính được dùng, ngày giấy giữ ở ghi chú.",
    "The due day on paper differs from the computed one; the computed day counts, the paper's is kept in the note.",
    "warning",
)
DUE_LATE = declare(
    "IMPORT-DUE-LATE",
    "Sổ giấy coi là đúng hạn nhưng theo ngày chương trình tính là quá hạn; xem lại thủ tục và trường hợp.",
    "On time by the paper's day, late by the computed one; look at procedure and case.",
    "warning",
)
SAME_IN_FILE = declare(
    "IMPORT-SAME-IN-FILE",
    "Cùng người, cùng thủ tục, cùng ngày nhận với dòng {other}; có thể nhập trùng.",
    "Same person, procedure and day as row {other}; it may stand there twice.",
    "warning",
)
SAME_IN_OFFICE = declare(
    "IMPORT-SAME-IN-OFFICE",
    "Cùng người, cùng thủ tục, cùng ngày nhận với một hồ sơ đã có trong sổ; có thể nhập trùng.",
    "Same person, procedure and day as a dossier in the office; it may be there already.",
    "warning",
)
TO_NOTE = declare(
    "IMPORT-KEPT-IN-NOTE",
    "Không dùng được vào mục này; giữ nguyên văn ở ghi chú.",
    "It does not fit this item; it is kept in the note as written.",
    "warning",
)
ROW_LEFT = declare(
    "IMPORT-ROW-LEFT",
    "Dòng này không phải hồ sơ (tiêu đề, cộng, chữ ký); không nhập.",
    "This row is no dossier (a heading, a sum, a signature); it is left out.",
    "warning",
)
STATUS_UNKNOWN = declare(
    "IMPORT-STATUS-UNKNOWN",
    "Không hiểu trạng thái này; lấy theo các ngày, nguyên văn giữ ở ghi chú.",
    "This status is not known; the days decide, and the words are kept in the note.",
    "warning",
)
STATUS_DAY = declare(
    "IMPORT-STATUS-DAY",
    "Không có ngày của trạng thái này; lấy thời điểm nhận.",
    "The day of this status is not given; the time of reception is taken.",
    "warning",
)
CASE_TAKEN = declare(
    "IMPORT-CASE-TAKEN",
    "Không thấy trường hợp (cấp mới, đổi, lại…); lấy trường hợp đầu của thủ tục.",
    "No case is named; the procedure's first case is taken.",
    "warning",
)
UNSAVED = declare(
    "IMPORT-FORMULA-EMPTY",
    "Ô có công thức nhưng Excel chưa lưu giá trị; ô coi như trống.",
    "The cell has a formula without a stored value; it counts as empty.",
    "warning",
)
SWAPPED = declare(
    "IMPORT-DAYS-SWAPPED",
    "Excel đã hiểu ngày thành tháng trong cột này (mọi ô ngày đều ≤ 12, mọi ô chữ đều > 12); đã đổi lại. Hãy xem kỹ.",
    "Excel took days for months in this column (all day cells ≤ 12, all text cells > 12); they were turned back. Look closely.",
    "warning",
)

_REPAIRS = {
    "IMPORT-LETTERS": ("Chữ {letters} đã chuyển sang Unicode.", "Text in {letters} became Unicode."),
    "IMPORT-DAY-MENDED": ("Ngày viết khác dd/mm/yyyy hoặc là số ngày của Excel: đã đọc lại.", "A short or serial day was read."),
    "IMPORT-ZEROS": ("Đã thêm lại số 0 đầu mà Excel bỏ.", "Leading zeros that Excel dropped are back."),
    "IMPORT-PHONE-OLD": ("Số di động 11 số đã đổi sang 10 số.", "An 11-digit mobile number became its new one."),
    "IMPORT-SPLIT": ("Đã tách địa chỉ và số điện thoại.", "Address and phone were split."),
    "IMPORT-MERGED": ("Ô gộp: lấy giá trị của ô trên.", "Merged cells: the value of the first."),
    "IMPORT-DITTO": ("Dấu “như trên”: lấy giá trị dòng trên.", "A ditto mark: the value above."),
    "IMPORT-HIDDEN": ("Đã bỏ ký tự ẩn.", "Hidden characters were taken out."),
    "IMPORT-CODE-MADE": ("Không có mã: cấp mã tạm.", "No code: a provisional one is given."),
    "IMPORT-CODE-KEPT": ("Không phải mã hồ sơ: giữ làm mã trước đây, cấp mã tạm.", "Not a code: kept as a former one."),
}
LETTERS, DAY_MENDED, ZEROS, PHONE_OLD, SPLIT, MERGED, DITTO, HIDDEN, CODE_MADE, CODE_KEPT = (
    declare(code, vi, en, "warning") for code, (vi, en) in _REPAIRS.items()
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing said of one cell. row: as the spreadsheet counts, 0 for the file.  column: its letter, empty for the row.

    heading: of the column.  before, after: the cell as it stood and what is taken; they hold what a person is.
    """

    row: int
    column: str
    heading: str
    weight: Weight
    code: str
    vi: str
    en: str
    before: str = ""
    after: str = ""

    @property
    def words(self) -> str:
        """The sentence in the language in use."""
        return say(self.vi, self.en)


@dataclass(slots=True)
class Findings:
    """What a dry run has found so far. `more`: how many repairs of a kind and column are counted only."""

    found: list[Finding] = field(default_factory=list)
    more: Counter[tuple[str, str]] = field(default_factory=Counter)
    counts: Counter[Weight] = field(default_factory=Counter)
    _kinds: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        """Take a finding in."""
        self.counts[finding.weight] += 1
        kind = (finding.code, finding.column)
        self._kinds[kind] += 1
        if finding.weight == "repaired" and self._kinds[kind] > MOST_OF_A_KIND:
            self.more[kind] += 1
        else:
            self.found.append(finding)

    def by_row(self) -> list[Finding]:
        """Return them by row; those of one row in the order in which they were found."""
        return sorted(self.found, key=lambda finding: finding.row)

    def problems(self) -> Iterator[Problem]:
        """Yield the errors as problems placed as `row N, column C`, without what stands in the cell."""
        for found in self.by_row():
            if found.weight == "error":
                where = ", ".join(part for part in (f"row {found.row}" if found.row else "", found.column) if part)
                yield Problem(found.code, where or "file", found.vi, found.en)


def make_finding(
    code: str,
    row: int,
    column: str = "",
    heading: str = "",
    *,
    repaired: bool = False,
    cell: tuple[str, str] = ("", ""),
    **values: object,
) -> Finding:
    """Return a finding of a declared code. repaired: it was put right.  cell: before and after."""
    problem = make_problem(code, "", **values)
    weight: Weight = "repaired" if repaired else problem.severity
    return Finding(row, column, heading, weight, code, problem.vi, problem.en, *cell)
