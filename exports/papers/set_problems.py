"""Codes of what can be wrong with a set file. Codes are never reused."""

from forms.problems import declare

SET_JSON = declare(
    "SET-JSON",
    "Tệp bộ mẫu không phải JSON hợp lệ ({detail}); lấy lại bản gốc hoặc sửa chỗ sai.",
    "The set file is not valid JSON ({detail}); take the original again or mend it.",
)
SET_SHAPE = declare("SET-SHAPE", "Bộ mẫu phải là một đối tượng JSON.", "A set must be one JSON object.")
SET_FORMAT = declare(
    "SET-FORMAT",
    "Phiên bản quy cách không phải {known}; chương trình này không đọc được, cần bản mới hơn.",
    "The format version is not {known}; this program cannot read it, get a newer one.",
)
SET_MEMBER_UNKNOWN = declare(
    "SET-MEMBER-UNKNOWN",
    "Thành phần này không có trong quy cách bộ mẫu; xóa hoặc sửa tên.",
    "The format of sets has no such member; remove it or correct its name.",
)
SET_MEMBER_MISSING = declare(
    "SET-MEMBER-MISSING", "Thiếu thành phần bắt buộc này; bổ sung.", "This required member is missing; add it."
)
SET_TYPE = declare("SET-TYPE", "Giá trị sai kiểu; cần {vi}.", "The value has the wrong type; it must be {en}.")
SET_TEXT = declare(
    "SET-TEXT",
    "Chữ để trống, có ký tự ẩn, thừa khoảng trắng hoặc chưa ở dạng NFC; sửa lại.",
    "The text is empty, has hidden characters or spaces around it, or is not NFC; correct it.",
)
SET_ID = declare(
    "SET-ID",
    "Mã phải bắt đầu bằng chữ thường không dấu, tiếp theo là chữ thường, số hoặc gạch ngang.",
    "An id starts with a small plain letter, then small letters, digits or hyphens.",
)
SET_DATE = declare(
    "SET-DATE",
    "Ngày phải có thật và viết dạng năm-tháng-ngày (2018-11-23).",
    "The day must exist and be written year-month-day (2018-11-23).",
)
SET_RANGE = declare("SET-RANGE", "Ngày cuối sớm hơn ngày đầu; đổi lại.", "The last day lies before the first; correct them.")
SET_HOUR = declare(
    "SET-HOUR", "Giờ phải viết dạng 17:00.", "The hour must be written like 17:00."
)
SET_CHOICE = declare("SET-CHOICE", "Phải là một trong: {known}.", "It must be one of: {known}.")
SET_KIND_DOUBLED = declare(
    "SET-KIND-DOUBLED", "Loại giấy này đã có ở trên; mỗi loại một mẫu.", "This kind stands above already; one paper a kind."
)
SET_VALUE = declare(
    "SET-VALUE",
    "Không có giá trị này ở chỗ này; các giá trị: {known}.",
    "There is no such value at this place; the values are: {known}.",
)
SET_BRACES = declare(
    "SET-BRACES",
    "Dấu ngoặc nhọn không khép đúng; mỗi giá trị viết {{tên}}.",
    "The braces do not match; a value is written {{name}}.",
)
SET_COLUMNS = declare(
    "SET-COLUMNS",
    "Số tiêu đề, số ô và số bề rộng phải bằng nhau, từ 1 cột.",
    "Headings, cells and widths must be equally many, one at least.",
)
SET_NUMBER = declare("SET-NUMBER", "Phải là số nguyên từ {low} đến {high}.", "It must be a whole number from {low} to {high}.")
SET_EMPTY = declare("SET-EMPTY", "Danh sách phải có từ {low} đến {high} mục.", "The list must have {low} to {high} entries.")
SET_GLYPH = declare(
    "SET-GLYPH",
    "Phông chữ của giấy in không có ký tự {codes}; thay ký tự khác.",
    "The papers' font has no glyph for {codes}; use another character.",
)
