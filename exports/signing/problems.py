"""Coded refusals of signing. Must not name a person."""

from __future__ import annotations

from forms.problems import Refused, declare, make_problem

NOT_A_REPORT = declare(
    "SIGN-NOT-A-REPORT",
    "Tệp không phải báo cáo do chương trình này lập nên không có chỗ ký. Hãy lập báo cáo rồi ký.",
    "The file is no report of this program, so it has no place to sign. Make the report and sign that.",
)
SIGNED_BEFORE = declare(
    "SIGN-TWICE",
    "Báo cáo đã có chữ ký này. Muốn sửa, hãy lập báo cáo mới.",
    "The report already bears this signature. To change it, make a new report.",
)
ORDER = declare(
    "SIGN-ORDER",
    "Người lập báo cáo phải ký trước, rồi chỉ huy mới ký.",
    "The officer who prepared the report signs first, then the commander.",
)
DAMAGED = declare(
    "SIGN-DAMAGED",
    "Báo cáo đã bị thay đổi sau chữ ký trước ({reason}). Không ký; hãy lập báo cáo mới.",
    "The report was changed after the earlier signature ({reason}). Not signed; make a new report.",
)
BAD_PASSWORD = declare(
    "SIGN-PASSWORD",
    "Sai mật khẩu của tệp chứng thư, hoặc tệp không phải chứng thư .p12.",
    "Wrong password of the certificate file, or the file is no .p12 certificate.",
)
WRONG_ROLE = declare(
    "SIGN-ROLE",
    "Chứng thư này dành cho vai trò khác ({title}). Hãy chọn đúng tệp chứng thư.",
    "This certificate is for another role ({title}). Choose the right certificate file.",
)
EXPIRED = declare(
    "SIGN-CERTIFICATE-TIME",
    "Chứng thư không có hiệu lực vào ngày ký. Kiểm tra ngày giờ của máy hoặc xin chứng thư mới.",
    "The certificate is not valid on the day of signing. Check the machine's clock or get a new certificate.",
)
NAIVE_TIME = declare(
    "SIGN-TIME-ZONE", "Thời gian ký phải ghi múi giờ.", "The time of signing must say its offset."
)
NO_MODULE = declare(
    "TOKEN-MODULE",
    "Không nạp được trình điều khiển USB Token. Kiểm tra đường dẫn module-path.",
    "The token's driver cannot be loaded. Check module-path.",
)
NO_TOKEN = declare(
    "TOKEN-ABSENT", "Không thấy USB Token. Hãy cắm token rồi thử lại.", "No such token. Plug it in and try again."
)
BAD_PIN = declare(
    "TOKEN-PIN",
    "Sai mã PIN. Token sẽ khóa sau vài lần nhập sai; hãy kiểm tra kỹ trước khi nhập lại.",
    "Wrong PIN. The token locks after a few wrong ones; be sure before you try again.",
)
LOCKED_PIN = declare(
    "TOKEN-LOCKED",
    "Token đã bị khóa mã PIN. Liên hệ nơi cấp token để mở khóa.",
    "The token's PIN is locked. Ask its issuer to unlock it.",
)
NO_KEY = declare(
    "TOKEN-KEY",
    "Không tìm thấy chứng thư hoặc khóa ký trong token, hoặc token không ký được kiểu này. Kiểm tra tên (object) trong URI.",
    "No such certificate or key on the token, or it cannot sign this way. Check the object in the URI.",
)
BAD_URI = declare(
    "TOKEN-URI",
    "Địa chỉ token không đúng dạng pkcs11:token=…;object=…?module-path=….",
    "The token's address is not of the form pkcs11:token=…;object=…?module-path=….",
)
NO_PLACE = declare(
    "FILL-PLACE",
    "Báo cáo không có chỗ trống để ghi số, ngày, hoặc đã được ký duyệt.",
    "The report has no open place for number and date, or is approved already.",
)
NUMBER_LENGTH = declare(
    "REPORT-NUMBER-LENGTH",
    "Số văn bản phải dài từ 1 đến 20 ký tự; hãy ghi lại, ví dụ 05.",
    "The number of the document must have 1 to 20 characters; write it again, for example 05.",
)


def refuse(code: str, **values: object) -> Refused:
    """Return the refusal of a file, to be raised."""
    return Refused([make_problem(code, "file", **values)])
