"""Codes of what can be wrong with a definition file. Codes are never reused."""

from forms.problems import declare

DEF_JSON = declare(
    "DEF-JSON",
    "Tệp định nghĩa biểu mẫu không phải JSON hợp lệ ({detail}); lấy lại bản gốc hoặc sửa chỗ sai.",
    "The definition file is not valid JSON ({detail}); take the original again or mend it.",
)
DEF_SHAPE = declare(
    "DEF-SHAPE",
    "Định nghĩa biểu mẫu phải là một đối tượng JSON.",
    "A form definition must be one JSON object.",
)
DEF_MEMBER_UNKNOWN = declare(
    "DEF-MEMBER-UNKNOWN",
    "Thành phần này không có trong quy cách định nghĩa; xóa hoặc sửa tên.",
    "The format has no such member; remove it or correct its name.",
)
DEF_MEMBER_MISSING = declare(
    "DEF-MEMBER-MISSING",
    "Thiếu thành phần bắt buộc này; bổ sung.",
    "This required member is missing; add it.",
)
DEF_TYPE = declare(
    "DEF-TYPE",
    "Giá trị sai kiểu; cần {vi}.",
    "The value has the wrong type; it must be {en}.",
)
DEF_TEXT = declare(
    "DEF-TEXT",
    "Chữ để trống, có ký tự ẩn, thừa khoảng trắng hoặc chưa ở dạng NFC; sửa lại.",
    "The text is empty, has hidden characters or spaces around it, or is not NFC; correct it.",
)
DEF_FORMAT = declare(
    "DEF-FORMAT",
    "Phiên bản quy cách không phải {known}; chương trình này không đọc được, cần bản mới hơn.",
    "The format version is not {known}; this program cannot read it, get a newer one.",
)
DEF_VERSION = declare(
    "DEF-VERSION",
    "Phiên bản phải là số nguyên từ 1.",
    "The version must be a whole number from 1.",
)
DEF_DATE = declare(
    "DEF-DATE",
    "Ngày phải có thật và viết dạng năm-tháng-ngày (2020-01-31).",
    "The day must exist and be written year-month-day (2020-01-31).",
)
DEF_ID = declare(
    "DEF-ID",
    "Mã phải bắt đầu bằng chữ thường không dấu, tiếp theo là chữ thường, số, gạch ngang hoặc gạch dưới.",
    "An id starts with a small plain letter, then small letters, digits, hyphens or underscores.",
)
DEF_ID_DOUBLED = declare(
    "DEF-ID-DOUBLED",
    "Mã này đã dùng ở trên; đặt mã khác.",
    "This id is used above already; choose another.",
)
DEF_TABLE = declare(
    "DEF-TABLE",
    "Không có bảng này; các bảng: {known}.",
    "There is no such table; the tables are: {known}.",
)
DEF_KEY = declare(
    "DEF-KEY",
    "Khóa phải là mã của một mục bắt buộc, không thuộc phần có nơi lưu riêng.",
    "The key must be the id of a required item that lies in the record itself.",
)
DEF_KIND = declare(
    "DEF-KIND",
    "Không có loại mục này; các loại: {known}.",
    "There is no such kind of item; the kinds are: {known}.",
)
DEF_SECTION = declare(
    "DEF-SECTION",
    "Mục thuộc phần không có trong danh sách phần; thêm phần hoặc sửa mã.",
    "The item is in a section that is not listed; add the section or correct the id.",
)
DEF_SECTION_EMPTY = declare(
    "DEF-SECTION-EMPTY",
    "Phần này không có mục nào; xóa phần hoặc thêm mục.",
    "No item is in this section; remove it or add items.",
)
DEF_CHOICES_MISSING = declare(
    "DEF-CHOICES-MISSING",
    "Mục lựa chọn phải có ít nhất hai phương án.",
    "A choice must have two answers or more.",
)
DEF_CHOICES_NEEDLESS = declare(
    "DEF-CHOICES-NEEDLESS",
    "Loại mục này không có phương án để chọn; xóa danh sách phương án.",
    "This kind of item has no answers to choose from; remove them.",
)
DEF_CHOICE_DOUBLED = declare(
    "DEF-CHOICE-DOUBLED",
    "Hai phương án cùng giá trị; sửa một.",
    "Two answers have the same value; change one.",
)
DEF_SCALE = declare(
    "DEF-SCALE",
    "Phiếu có mục chấm điểm phải có thang đủ năm mức, giá trị 1 đến 5 theo thứ tự; biểu khác không có thang.",
    "A form with rated items needs a scale of five answers, values 1 to 5 in order; other forms have none.",
)
DEF_RANGE = declare(
    "DEF-RANGE",
    "Giới hạn nhỏ nhất lớn hơn giới hạn lớn nhất, hoặc loại mục này không có giới hạn.",
    "The lower limit is above the upper one, or this kind of item has no limits.",
)
DEF_MEMBERS = declare(
    "DEF-MEMBERS",
    "Chỉ loại object và list có mục con; object phải có ít nhất một.",
    "Only object and list have items of their own; an object must have one or more.",
)
DEF_RELEVANT = declare(
    "DEF-RELEVANT",
    "Điều kiện phải chỉ một mục đứng trước cùng chỗ và những giá trị mục ấy có thể nhận.",
    "The condition must name an earlier item of the same place and values that item can have.",
)
DEF_DEFAULT = declare(
    "DEF-DEFAULT",
    "Giá trị mặc định không phải là câu trả lời hợp lệ của mục.",
    "The default is no valid answer of the item.",
)
