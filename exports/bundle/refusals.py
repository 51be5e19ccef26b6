"""Why a bundle is not taken or cannot be made: one catalogue of coded sentences, and the exception that carries one.

Each says where, what is wrong and what to do. Codes are never reused. JSON that is not strict keeps the code of
`forms.strict_json`. This module must not decide what is refused.
"""

from __future__ import annotations

from forms.problems import Severity, declare, make_problem
from forms.strict_json import BadJson


class BundleRefused(Exception):
    """A bundle that is not taken, or not made; nothing was left behind.

    code: catalogue code.  where: part of the bundle, e.g. `header.json` or `data/events.ndjson:17`.  vi, en: the sentence.
    """

    def __init__(self, code: str, vi: str, en: str, where: str = "") -> None:
        super().__init__(f"{code}: {en}")
        self.code, self.vi, self.en, self.where = code, vi, en, where


def refusal(code: str, where: str, **values: object) -> BundleRefused:
    """Return the refusal of a declared code, its sentences filled and led by the place. Raises KeyError for an unknown code."""
    problem = make_problem(code, where, **values)
    return BundleRefused(code, f"[{where}] {problem.vi}", f"[{where}] {problem.en}", where)


def json_refusal(bad: BadJson, where: str) -> BundleRefused:
    """Return the refusal for JSON that is not strict."""
    return refusal(bad.code, where, detail=bad.detail)


_AGAIN_VI, _AGAIN_EN = "Hãy xin nơi gửi xuất lại gói.", "Ask the sender to export the bundle again."
_HOSTILE_VI = "Không mở; chương trình này không làm ra gói như vậy. Hãy báo người phụ trách."
_HOSTILE_EN = "Not opened; this program does not make such bundles. Tell the person in charge."


def _declare(code: str, vi: str, en: str, end: str = "again", severity: Severity = "error") -> str:
    ends = {"again": (_AGAIN_VI, _AGAIN_EN), "hostile": (_HOSTILE_VI, _HOSTILE_EN), "": ("", "")}
    more_vi, more_en = ends[end]
    return declare(f"BUNDLE-{code}", f"{vi} {more_vi}".strip(), f"{en} {more_en}".strip(), severity)


# The outer file.
UNREADABLE = _declare("UNREADABLE", "Không đọc được tệp ({detail}).", "The file cannot be read ({detail}).")
NOT_A_BUNDLE = _declare(
    "NOT-A-BUNDLE",
    "Tệp này không phải gói dữ liệu của Sổ Một Cửa. Hãy chọn tệp khác.",
    "This file is not a bundle of Sổ Một Cửa. Choose another file.",
    "",
)
CUT = _declare(
    "CUT", "Tệp bị cụt: chép chưa xong hoặc USB hỏng.", "The file is cut short: not copied to its end, or the stick is bad."
)
MEMBERS = _declare(
    "MEMBERS",
    "Chỗ này phải là {expected} nhưng lại là {found}: gói có đúng ba phần theo thứ tự đã định.",
    "{expected} belongs here but {found} was found: a bundle has exactly three members in a set order.",
    "hostile",
)
FRAME = _declare("FRAME", "Khung ZIP không đúng từng byte như đã định.", "The ZIP frame is not byte for byte as laid down.")
TRAILER = _declare(
    "TRAILER",
    "Sau phần cuối có dữ liệu không đúng khung ZIP.",
    "What follows the last member is not the ZIP directory that belongs there.",
)
TOO_BIG = _declare("TOO-BIG", "Lớn quá mức cho phép ({limit} byte).", "Larger than allowed ({limit} bytes).", "hostile")
# The header and its signature.
FORMAT = _declare(
    "FORMAT",
    "Gói của một chương trình khác. Hãy mở bằng chương trình đã làm ra nó.",
    "A bundle of another program. Open it with the program that made it.",
    "",
)
VERSION = _declare(
    "VERSION",
    "Gói có phiên bản {found}, chương trình này chỉ biết đến {known}. Hãy cập nhật chương trình rồi nhận lại; giữ nguyên tệp.",
    "The bundle has version {found}, this program knows up to {known}. Update the program and receive it then; keep the file.",
    "",
)
HEADER = _declare("HEADER", "Mục “{field}” của phần đầu không đúng mẫu.", "The header's “{field}” is not in its form.")
NOT_CANONICAL = _declare(
    "NOT-CANONICAL", "Phần đầu không viết đúng dạng chuẩn.", "The header is not written in canonical form.", "hostile"
)
SIGNATURE_SHAPE = _declare("SIGNATURE-SHAPE", "Chữ ký không đúng dạng SSHSIG.", "The signature is not a proper SSHSIG.")
SIGNATURE_KEY = _declare(
    "SIGNATURE-KEY",
    "Chữ ký làm bằng khóa khác với khóa ghi trong phần đầu.",
    "The signature was made with another key than the header names.",
    "hostile",
)
SIGNATURE = _declare(
    "SIGNATURE",
    "Chữ ký không khớp: phần đầu đã bị sửa hoặc hỏng.",
    "The signature does not match: the header was changed or damaged.",
)
PAYLOAD_SIZE = _declare("PAYLOAD-SIZE", "Phần dữ liệu dài khác số đã ký.", "The payload's length is not the one that was signed.")
PAYLOAD_HASH = _declare(
    "PAYLOAD-HASH",
    "Phần dữ liệu không khớp mã băm đã ký: tệp bị sửa hoặc hỏng.",
    "The payload does not match the signed hash: the file was changed or damaged.",
)
# Whose, and for whom.
UNKNOWN_UNIT = _declare(
    "UNKNOWN-UNIT",
    "Chưa biết đơn vị {unit}. Hãy nạp thẻ đơn vị của họ rồi nhận lại; giữ nguyên tệp.",
    "The unit {unit} is not known here. Take in its unit card, then receive again; keep the file.",
    "",
)
UNKNOWN_STATION = _declare(
    "UNKNOWN-STATION",
    "Đơn vị {unit} không có máy {station} trong danh sách. Hãy xin thẻ đơn vị mới; giữ nguyên tệp.",
    "The unit {unit} has no station {station} on its card. Ask for its new unit card; keep the file.",
    "",
)
UNKNOWN_KEY = _declare(
    "UNKNOWN-KEY",
    "Khóa {key} không phải khóa đã biết của {station}. Hãy gọi hỏi đơn vị trước khi tin; giữ nguyên tệp.",
    "The key {key} is not the known key of {station}. Call the unit before trusting it; keep the file.",
    "",
)
NOT_FOR_US = _declare(
    "NOT-FOR-US",
    "Gói này mã hoá cho nơi khác, máy này không mở được. Hãy chuyển đúng nơi nhận hoặc xin gói gửi cho đơn vị mình.",
    "The bundle is encrypted to someone else and cannot be opened here. Pass it on, or ask for one made for this office.",
    "",
)
DECRYPT = _declare("DECRYPT", "Không giải mã được phần dữ liệu.", "The payload cannot be decrypted.")
SPOOL = _declare(
    "SPOOL",
    "Không đủ chỗ tạm để mở gói ({detail}). Hãy giải phóng ổ đĩa của máy rồi nhận lại.",
    "Not enough temporary space to open the bundle ({detail}). Free space on this PC and receive again.",
    "",
)
# Inside.
INNER_CUT = _declare("INNER-CUT", "Gói bên trong bị cụt.", "The inner package is cut short.", "hostile")
INNER_FRAME = _declare(
    "INNER-FRAME",
    "Khung ZIP bên trong khai sai (cờ, kích thước hoặc mã kiểm).",
    "The inner ZIP frame lies about flags, sizes or checksums.",
    "hostile",
)
INNER_NAME = _declare(
    "INNER-NAME", "Chỗ này phải là {expected} nhưng lại là {found}.", "{expected} belongs here but {found} was found.", "hostile"
)
INNER_UNSAFE = _declare("INNER-UNSAFE-NAME", "Tên tệp nguy hiểm: {found}.", "A dangerous file name: {found}.", "hostile")
INNER_TWICE = _declare("INNER-TWICE", "Tên tệp lặp lại: {found}.", "A file name appears twice: {found}.", "hostile")
INNER_DIRECTORY = _declare(
    "INNER-DIRECTORY",
    "Mục lục ZIP bên trong không khớp các phần (thừa, chồng lên nhau hoặc sai chỗ).",
    "The inner ZIP directory does not match its members (extra, overlapping or misplaced).",
    "hostile",
)
BOMB = _declare(
    "BOMB", "Giải nén ra lớn hơn đã khai ({limit} byte).", "Unpacks to more than declared ({limit} bytes).", "hostile"
)
DEFLATE = _declare("DEFLATE", "Dữ liệu nén bị hỏng.", "The compressed data is damaged.")
BAG = _declare("BAG", "Không phải túi BagIt 1.0 dạng đã định.", "Not a BagIt 1.0 bag of the set form.", "hostile")
MANIFEST = _declare(
    "MANIFEST", "Bản kê mã băm không đúng mẫu hoặc không đủ tệp.", "The manifest is not in its form or does not list the files."
)
MANIFEST_HASH = _declare(
    "MANIFEST-HASH", "Nội dung không khớp mã băm trong bản kê.", "The content does not match its hash in the manifest."
)
IDENTITY = _declare(
    "IDENTITY",
    "Mục “{field}” bên trong khác phần đầu: có thể ai đó ký lại gói của người khác.",
    "“{field}” inside differs from the header: someone may have signed another's bundle anew.",
    "hostile",
)
# The lines.
LINE_LONG = _declare("LINE-LONG", "Dòng dài quá {limit} byte.", "The line is longer than {limit} bytes.", "hostile")
LINE_SHAPE = _declare("LINE-SHAPE", "Dòng không đúng mẫu ({detail}).", "The line is not in its form ({detail}).")
LINE_VERSION = _declare(
    "LINE-VERSION",
    "Dòng có phiên bản mới hơn. Hãy cập nhật chương trình rồi nhận lại; giữ nguyên tệp.",
    "The line has a newer version. Update the program and receive it then; keep the file.",
    "",
)
LINE_HASH = _declare("LINE-HASH", "Dòng không khớp mã băm của nó.", "The line does not match its own hash.")
LINE_PAYLOAD = _declare("LINE-PAYLOAD", "Nội dung dòng không khớp mã băm.", "The line's content does not match its hash.")
LINE_SEALED = _declare("LINE-SEALED", "Dòng còn niêm bằng khóa của nơi gửi.", "The line is still sealed with the sender's key.")
LINE_STREAM = _declare("LINE-STREAM", "Dòng của máy khác hoặc đợt khác.", "The line is of another station or epoch.", "hostile")
LINE_ORDER = _declare(
    "LINE-ORDER", "Dòng số {found}, phải là {expected}.", "The line is number {found}, {expected} belongs here."
)
LINE_CHAIN = _declare("LINE-CHAIN", "Dòng không nối vào dòng trước.", "The line does not follow from the one before.")
LINE_GROUP = _declare("LINE-GROUP", "Nhóm dòng không trọn vẹn ở đây.", "A group of lines is not whole here.")
LINE_VALUE = _declare("LINE-VALUE", "Mục “{field}” của dòng không đúng mẫu.", "The line's “{field}” is not in its form.")
LINES = _declare(
    "LINES",
    "Các dòng không khớp phần đầu (số dòng, số byte hoặc mã băm cuối).",
    "The lines do not match the header (their count, bytes or last hash).",
)
# Making one, and what is only said.
CANNOT_MAKE = _declare(
    "CANNOT-MAKE",
    "Chưa xuất được gói: {field} không hợp lệ ({detail}).",
    "The bundle was not made: {field} is not valid ({detail}).",
    "",
)
CLOCK = _declare(
    "CLOCK",
    "Ngày làm gói ({created}) khó tin: đồng hồ máy gửi có thể sai. Vẫn nhận; hãy nhắc nơi gửi chỉnh giờ.",
    "The bundle's date ({created}) is hard to believe: the sender's clock may be wrong. Still taken; tell the sender.",
    "",
    "warning",
)
CODES = tuple(
    value
    for name, value in sorted(globals().items())
    if name.isupper() and isinstance(value, str) and value.startswith("BUNDLE-")
)
"""Every code of this catalogue."""
