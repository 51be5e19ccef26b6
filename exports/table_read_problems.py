"""Codes of what can be wrong with a table somebody hands in: why it is not opened, and what in it was left alone."""

from forms.problems import declare

TOO_LARGE = declare(
    "TABLE-TOO-LARGE",
    "Tệp bung ra quá lớn ({size} MB, tối đa {limit} MB); có thể là tệp phá hoại. Hãy chép riêng các dòng cần nhập sang tệp mới.",
    "The file unpacks to too much ({size} MB, at most {limit} MB); it may be meant to do harm. Copy the rows to a new file.",
)
TOO_MANY_ROWS = declare(
    "TABLE-TOO-MANY-ROWS",
    "Bảng có hơn {limit} dòng có chữ. Hãy chia tệp, ví dụ mỗi năm một tệp.",
    "The table has more than {limit} rows with something in them. Split the file, for example by year.",
)
TOO_MANY_COLUMNS = declare(
    "TABLE-TOO-MANY-COLUMNS",
    "Bảng có hơn {limit} cột. Hãy chỉ để lại các cột của sổ.",
    "The table has more than {limit} columns. Keep only those of the register.",
)
BROKEN = declare(
    "TABLE-BROKEN",
    "Tệp bảng tính bị hỏng hoặc không đúng chuẩn. Hãy mở bằng Excel hay LibreOffice, lưu lại thành .xlsx rồi nhập.",
    "The workbook is broken or not as the format wants it. Open it in Excel or LibreOffice, save it as .xlsx, then import.",
)
UNSAFE = declare(
    "TABLE-UNSAFE",
    "Tệp có khai báo DTD, thứ Excel không bao giờ ghi; không mở. Hãy lấy lại tệp từ nơi gửi.",
    "The file declares a DTD, which Excel never writes; it is not opened. Get the file anew from its sender.",
)
OLD_EXCEL = declare(
    "TABLE-OLD-EXCEL",
    "Đây là tệp Excel đời cũ (.xls). Hãy mở bằng Excel hay LibreOffice, lưu thành .xlsx rồi nhập.",
    "This is an old Excel file (.xls). Open it in Excel or LibreOffice, save it as .xlsx, then import.",
)
LOCKED_FILE = declare(
    "TABLE-PASSWORD",
    "Tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi nhập.",
    "The file has a password. Open it in Excel, take the password away, save it, then import.",
)
OTHER_BOOK = declare(
    "TABLE-OTHER-BOOK",
    "Đây là bảng tính dạng {kind}. Hãy lưu thành .xlsx rồi nhập.",
    "This is a workbook of the kind {kind}. Save it as .xlsx, then import.",
)
NO_TABLE = declare(
    "TABLE-NONE",
    "Tệp không phải XLSX hay CSV. Hãy chọn đúng tệp, hoặc lưu lại thành .xlsx.",
    "The file is neither XLSX nor CSV. Choose another one, or save it as .xlsx.",
)
NO_SHEET = declare(
    "TABLE-NO-SHEET",
    "Không có trang tính tên như vậy. Các trang tính: {known}.",
    "There is no such sheet. Sheets: {known}.",
)
EMPTY = declare(
    "TABLE-EMPTY",
    "Trang tính này không có dòng nào có chữ. Hãy chọn trang tính khác.",
    "This sheet has no row with anything in it. Choose another sheet.",
)

OTHER_NAME = declare(
    "TABLE-OTHER-NAME",
    "Tên tệp ghi .{named} nhưng nội dung là {kind}; đã đọc theo nội dung.",
    "The file's name says .{named} but it holds {kind}; it was read as what it holds.",
    "warning",
)
MACROS = declare(
    "TABLE-MACROS",
    "Tệp có macro; macro không được chạy, chỉ đọc các ô.",
    "The file has macros; they were not run, only cells were read.",
    "warning",
)
LINKS = declare(
    "TABLE-LINKS",
    "Tệp có liên kết tới tệp khác; không mở liên kết, chỉ dùng giá trị đã lưu trong ô.",
    "The file links to other files; these were not opened, the values stored in the cells were taken.",
    "warning",
)
FORMULAS = declare(
    "TABLE-FORMULAS",
    "Trang tính có {count} ô công thức; chỉ dùng giá trị Excel đã tính và lưu.",
    "The sheet has {count} cells with formulas; the values Excel stored were taken.",
    "warning",
)
EIGHT_BIT = declare(
    "TABLE-EIGHT-BIT",
    "Tệp CSV không phải UTF-8; đã đọc theo {encoding}. Hãy xem kỹ chữ ở bản xem trước.",
    "The CSV is not UTF-8; it was read as {encoding}. Look closely at the preview.",
    "warning",
)
LOST_LETTERS = declare(
    "TABLE-LETTERS-LOST",
    "Tệp có dấu “?” hoặc “�” thay cho chữ: chữ đã mất trước khi nhập. Hãy xuất lại tệp theo UTF-8.",
    "The file has “�” for letters: they were lost before. Write the file anew as UTF-8.",
    "warning",
)
