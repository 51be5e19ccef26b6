"""Codes of what can be wrong with a record: where, what is wrong, what to do. Codes are never reused.

No message holds a value of the record; labels, limits and lists of the form's own are all that is filled in.
"""

from forms.problems import declare

RECORD_SHAPE = declare(
    "RECORD-SHAPE",
    "Mỗi bản ghi phải là một đối tượng JSON {{…}}; sửa dòng này.",
    "Each record must be one JSON object {{…}}; correct this line.",
)
FORM_UNKNOWN = declare(
    "FORM-UNKNOWN",
    "Không có mẫu phiếu tên này; ghi tên và phiên bản đúng, ví dụ survey-2640@1.",
    "There is no form of this name; give name and version as they are, for example survey-2640@1.",
)
FORM_OTHER = declare(
    "FORM-OTHER",
    "Bản ghi thuộc mẫu khác với mẫu đang nhập ({name}); nhập vào đúng mẫu.",
    "The record is of another form than the one being keyed ({name}); key it with its own form.",
)
FORM_NOT_SURVEY = declare(
    "FORM-NOT-SURVEY",
    "Mẫu này không phải phiếu khảo sát; chọn mẫu phiếu khảo sát.",
    "This form is no survey slip; choose a survey form.",
)
FIELD_UNKNOWN = declare(
    "FIELD-UNKNOWN",
    "Mẫu không có mục này; xóa hoặc sửa tên mục.",
    "The form has no such item; remove it or correct its name.",
)
FIELD_MISSING = declare(
    "FIELD-MISSING",
    "Thiếu “{vi}”; nhập bổ sung.",
    "“{en}” is missing; key it.",
)
FIELD_NOT_ASKED = declare(
    "FIELD-NOT-ASKED",
    "“{vi}” không hỏi trong trường hợp này; xóa câu trả lời.",
    "“{en}” is not asked in this case; remove the answer.",
)
TYPE_TEXT = declare(
    "TYPE-TEXT",
    "“{vi}” phải là chữ (chuỗi JSON).",
    "“{en}” must be text (a JSON string).",
)
TYPE_INTEGER = declare(
    "TYPE-INTEGER",
    "“{vi}” phải là số nguyên, không phải số thập phân, đúng/sai hay danh sách.",
    "“{en}” must be a whole number, no decimals, true/false or list.",
)
TYPE_OBJECT = declare(
    "TYPE-OBJECT",
    "Chỗ này phải là một đối tượng JSON {{…}}.",
    "A JSON object {{…}} must stand here.",
)
TYPE_LIST = declare(
    "TYPE-LIST",
    "“{vi}” phải là danh sách [ … ].",
    "“{en}” must be a list [ … ].",
)
TYPE_JSON = declare(
    "TYPE-JSON",
    "“{vi}” chỉ được chứa chữ, số nguyên, đúng/sai, danh sách và đối tượng, không quá 12 tầng.",
    "“{en}” may hold text, whole numbers, true/false, lists and objects only, at most 12 levels deep.",
)
TEXT_HIDDEN = declare(
    "TEXT-HIDDEN",
    "“{vi}” có ký tự ẩn (điều khiển, đổi chiều chữ hoặc không độ rộng); gõ lại.",
    "“{en}” has hidden characters (control, direction or zero-width); type it anew.",
)
TEXT_LENGTH = declare(
    "TEXT-LENGTH",
    "“{vi}” phải dài từ {low} đến {high} ký tự.",
    "“{en}” must have {low} to {high} characters.",
)
TEXT_LINES = declare(
    "TEXT-LINES",
    "“{vi}” chỉ một dòng, không xuống dòng, không dấu tab.",
    "“{en}” is one line, without line breaks and tabs.",
)
TEXT_LEGACY = declare(
    "TEXT-LEGACY",
    "“{vi}” có vẻ là chữ TCVN3 hoặc VNI cũ; chuyển mã rồi nhập lại.",
    "“{en}” looks like old TCVN3 or VNI text; convert it and key it again.",
    "warning",
)
TOKEN_SHAPE = declare(
    "TOKEN-SHAPE",
    "“{vi}” là mã: bắt đầu bằng chữ hoặc số, chỉ gồm chữ, số và . _ - /, không khoảng trắng, tối đa 80 ký tự.",
    "“{en}” is a code: it starts with a letter or digit and has letters, digits and . _ - / only, no space, at most 80.",
)
NUMBER_DIGITS = declare(
    "NUMBER-DIGITS",
    "“{vi}” phải viết bằng chữ số; xem lại chữ bị gõ nhầm.",
    "“{en}” must be written in digits; look for a letter typed by mistake.",
)
NUMBER_RANGE = declare(
    "NUMBER-RANGE",
    "“{vi}” phải từ {low} đến {high}.",
    "“{en}” must be from {low} to {high}.",
)
LIST_LENGTH = declare(
    "LIST-LENGTH",
    "“{vi}” phải có từ {low} đến {high} dòng.",
    "“{en}” must have {low} to {high} entries.",
)
CHOICE_UNKNOWN = declare(
    "CHOICE-UNKNOWN",
    "“{vi}” không có phương án này; các phương án: {known_vi}.",
    "“{en}” has no such answer; the answers are: {known_en}.",
)
ANSWER_MISSING = declare(
    "ANSWER-MISSING",
    "Chưa nhập câu trả lời tiêu chí này; bấm 1-5, hoặc ghi bỏ trống, đánh hai ô, không đọc được.",
    "This criterion has no answer yet; key 1-5, or mark it blank, double-marked or illegible.",
)
ANSWER_RANGE = declare(
    "ANSWER-RANGE",
    'Câu trả lời phải là số 1 đến 5, hoặc "blank", "double", "illegible".',
    'The answer must be a number 1 to 5, or "blank", "double", "illegible".',
)
ANSWER_UNKNOWN = declare(
    "ANSWER-UNKNOWN",
    "Phiếu không có tiêu chí này; xem lại mẫu và phiên bản.",
    "The slip has no such criterion; look at the form and its version.",
)
DATE_SHAPE = declare(
    "DATE-SHAPE",
    "“{vi}” không viết như một ngày; viết ngày/tháng/năm.",
    "“{en}” is not written as a day; write day/month/year.",
)
DATE_IMPOSSIBLE = declare(
    "DATE-IMPOSSIBLE",
    "“{vi}”: ngày này không có trong lịch; xem lại trên giấy.",
    "“{en}”: the calendar has no such day; look at the paper.",
)
DATE_FUTURE = declare(
    "DATE-FUTURE",
    "“{vi}” muộn hơn hôm nay; xem lại ngày này và đồng hồ của máy.",
    "“{en}” is later than today; look at it and at the clock of this computer.",
    "warning",
)
TIME_SHAPE = declare(
    "TIME-SHAPE",
    "“{vi}” không viết như thời gian; viết ngày/tháng/năm giờ:phút.",
    "“{en}” is not written as a time; write day/month/year hour:minute.",
)
TIME_IMPOSSIBLE = declare(
    "TIME-IMPOSSIBLE",
    "“{vi}”: ngày hoặc giờ này không có; xem lại trên giấy.",
    "“{en}”: there is no such day or hour; look at the paper.",
)
TIME_ZONE = declare(
    "TIME-ZONE",
    "“{vi}” thiếu múi giờ; ghi +07:00 ở cuối.",
    "“{en}” does not say its time zone; add +07:00 at the end.",
)
ID_SHAPE = declare(
    "ID-SHAPE",
    "Số CMND có 9 chữ số, số CCCD/định danh có 12; đếm lại, chú ý số 0 ở đầu.",
    "An identity number has 9 or 12 digits; count again, mind leading zeros.",
)
ID_PROVINCE = declare(
    "ID-PROVINCE",
    "Ba số đầu không phải mã tỉnh đã biết; xem lại trên thẻ, nếu đúng thì giữ nguyên.",
    "The first three digits are no known province code; look at the card, keep it if it is right.",
    "warning",
)
ID_SEX = declare(
    "ID-SEX",
    "Giới tính trong số định danh khác giới tính đã nhập; xem lại trên thẻ.",
    "The sex in the identity number differs from the one keyed; look at the card.",
    "warning",
)
ID_BIRTH = declare(
    "ID-BIRTH",
    "Năm sinh trong số định danh khác năm sinh đã nhập; xem lại trên thẻ.",
    "The birth year in the identity number differs from the one keyed; look at the card.",
    "warning",
)
PHONE_SHAPE = declare(
    "PHONE-SHAPE",
    "Số điện thoại phải là 0[3, 5, 7, 8, 9] và 8 chữ số, hoặc số cố định bắt đầu bằng 02; xem lại.",
    "A phone number is 0[3, 5, 7, 8, 9] and 8 digits, or a landline number starting with 02; look again.",
)
BATCH_MISSING = declare(
    "BATCH-MISSING",
    "Chưa có đợt phiếu này; nhập đợt phiếu trước.",
    "There is no such batch; key the batch first.",
)
BATCH_FORM = declare(
    "BATCH-FORM",
    "Đợt phiếu dùng mẫu khác với phiếu này; chọn đúng đợt hoặc đúng mẫu.",
    "The batch uses another form than this slip; choose the right batch or form.",
)
BATCH_ISSUED = declare(
    "BATCH-ISSUED",
    "Số phát ra nhiều hơn số phiếu từ số đầu đến số cuối ({slips}); xem lại.",
    "More slips are issued than there are from first to last number ({slips}); look again.",
    "warning",
)
BATCH_RETURNED = declare(
    "BATCH-RETURNED",
    "Thu về nhiều hơn phát ra ({issued}); xem lại hai số.",
    "More slips came back than were issued ({issued}); look at both numbers.",
)
SERIAL_ORDER = declare(
    "SERIAL-ORDER",
    "Số phiếu cuối nhỏ hơn số phiếu đầu; xem lại.",
    "The last slip number is below the first; look again.",
)
SERIAL_OUTSIDE = declare(
    "SERIAL-OUTSIDE",
    "Số phiếu ngoài khoảng của đợt ({first}-{last}); xem lại số phiếu hoặc đợt.",
    "The slip number is outside the batch ({first}-{last}); look at the number or the batch.",
)
VOID_ANSWERED = declare(
    "SLIP-VOID-ANSWERED",
    "Phiếu hủy hoặc phiếu trống không có câu trả lời; bỏ phần này hoặc đổi loại phiếu.",
    "A void or blank slip has no answers; take this part away or change the disposition.",
)
SLIP_TRAINING = declare(
    "SLIP-TRAINING",
    "Phiếu tập nhập chỉ thuộc đợt tập nhập, và đợt tập nhập chỉ có phiếu tập nhập; chọn lại loại phiếu hoặc đợt.",
    "Training slips belong to training batches only, and these hold nothing else; choose the disposition or batch again.",
)
NOTE_ITEM = declare(
    "NOTE-ITEM-UNKNOWN",
    "Ghi chú cho một câu không có trong mẫu phiếu; ghi đúng mã câu.",
    "A note on an item the form does not have; give the item's id.",
)
SERIAL_TAKEN = declare(
    "SERIAL-TAKEN",
    "Số phiếu này của đợt đã nhập rồi; tìm phiếu trùng.",
    "This slip number of the batch is keyed already; find the double.",
)
DAY_OUTSIDE = declare(
    "DAY-OUTSIDE",
    "Ngày ngoài thời gian của đợt ({first} - {last}); xem lại, nếu đúng thì giữ nguyên.",
    "The day is outside the batch's period ({first} - {last}); look again, keep it if it is right.",
    "warning",
)
PERIOD_ORDER = declare(
    "PERIOD-ORDER",
    "“Đến ngày” sớm hơn “Từ ngày”; xem lại.",
    "The last day is before the first; look again.",
)
CODE_TAKEN = declare(
    "CODE-TAKEN",
    "Mã hồ sơ này đã có trong sổ; tìm hồ sơ trùng.",
    "This dossier code is in the register already; find the double.",
)
PROCEDURE_UNKNOWN = declare(
    "PROCEDURE-UNKNOWN",
    "Chưa có thủ tục này trong danh mục; chọn thủ tục khác hoặc thêm vào danh mục.",
    "There is no such procedure in the list; choose another or add it.",
)
PROCEDURE_DATES = declare(
    "PROCEDURE-DATES",
    "Thủ tục không áp dụng vào ngày nhận hồ sơ; xem lại thủ tục.",
    "The procedure was not in force on the day of reception; look at the procedure.",
    "warning",
)
DUE_KEYED = declare(
    "DUE-KEYED",
    "Ngày hẹn trả do chương trình tính, không nhập tay; xóa mục này.",
    "The due day is computed, never keyed; remove it.",
)
MOVE_ORDER = declare(
    "MOVE-ORDER",
    "Bước này sớm hơn bước trước nó; xem lại thời gian.",
    "This move is earlier than the one before it; look at the times.",
)
MOVE_EARLY = declare(
    "MOVE-EARLY",
    "Bước này sớm hơn lúc nhận hồ sơ; xem lại thời gian.",
    "This move is earlier than the reception of the dossier; look at the times.",
)
FINISHED_EARLY = declare(
    "FINISHED-EARLY",
    "Xử lý xong hoặc trả kết quả trước khi nhận hồ sơ; xem lại thời gian.",
    "The dossier is finished or handed over before it was received; look at the times.",
)
MOVE_STATUS = declare(
    "MOVE-STATUS",
    "Trạng thái không khớp với bước cuối cùng; sửa trạng thái hoặc bổ sung bước.",
    "The status is not where the last move led; correct it or add the move.",
)
MOVE_WHY = declare(
    "MOVE-WHY",
    "Bước này nên ghi lý do.",
    "This move should say why.",
    "warning",
)
CASE_DOUBLED = declare(
    "CASE-DOUBLED",
    "Trường hợp này đã có thời hạn ở trên; giữ một dòng.",
    "This case has a limit above already; keep one of the two.",
)
FEEDBACK_EARLY = declare(
    "FEEDBACK-EARLY",
    "Ngày trả lời sớm hơn ngày nhận; xem lại.",
    "The day of the answer is before the day received; look again.",
)
FEEDBACK_UNDATED = declare(
    "FEEDBACK-UNDATED",
    "Có nội dung trả lời thì phải ghi ngày trả lời.",
    "An answer needs the day it was given.",
)
FEEDBACK_SLIP_NAMED = declare(
    "FEEDBACK-SLIP-NAMED",
    "Ý kiến ghi trên phiếu khảo sát không gắn với hồ sơ nào, để không ai bị nhận ra. Hãy xóa mã, hoặc sửa hình thức.",
    "A survey slip's remark names no dossier, so that nobody is known by it. Take the code away, or correct the channel.",
)
FEEDBACK_DOSSIER = declare(
    "FEEDBACK-DOSSIER-UNKNOWN",
    "Đơn vị không có hồ sơ mang mã này; xem lại mã, nếu người dân ghi đúng như vậy thì giữ nguyên.",
    "The office has no dossier of this code; look again, keep it if the citizen gave it so.",
    "warning",
)
UNIT_OWN_PARENT = declare(
    "UNIT-OWN-PARENT",
    "Đơn vị không thể là cấp trên hoặc kế thừa của chính nó; sửa mã.",
    "A unit cannot be above itself or succeed itself; correct the code.",
)
STATION_DOUBLED = declare(
    "STATION-DOUBLED",
    "Mã máy này đã có ở trên; đặt mã khác.",
    "This station code is used above already; choose another.",
)
KEY_SHAPE = declare(
    "KEY-SHAPE",
    "Khóa không đúng dạng ({shape}); chép lại từ tệp khóa công khai.",
    "The key is not of the right shape ({shape}); copy it again from the public key file.",
)
