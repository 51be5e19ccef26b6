from datetime import date

import pytest

from forms.dates import parse_date
from forms.dossier import STATUSES
from forms.shipped import holidays_of, load_seed, load_shipped
from forms.text import nfc
from tests.forms.office_look import told

DOMAIN_22 = """
Nơi ngồi chờ tại cơ quan/Bộ phận tiếp nhận và trả kết quả có đủ chỗ ngồi
Trang thiết bị phục vụ người dân, tổ chức đầy đủ
Trang thiết bị phục vụ người dân, tổ chức hiện đại
Trang thiết bị phục vụ người dân, tổ chức dễ sử dụng
Thủ tục hành chính được niêm yết công khai đầy đủ
Thủ tục hành chính được niêm yết công khai chính xác
Thành phần hồ sơ phải nộp là đúng quy định
Phí/lệ phí phải nộp là đúng quy định
Thời hạn giải quyết (tính từ khi hồ sơ được tiếp nhận đến ngày trả kết quả) là đúng quy định
Cán bộ có thái độ giao tiếp lịch sự
Cán bộ chú ý lắng nghe ý kiến của người dân/đại diện tổ chức
Cán bộ trả lời, giải đáp đầy đủ các ý kiến của người dân/đại diện tổ chức
Cán bộ hướng dẫn kê khai hồ sơ tận tình, chu đáo
Cán bộ hướng dẫn hồ sơ dễ hiểu
Cán bộ tuân thủ đúng quy định trong giải quyết công việc
Kết quả đúng quy định
Kết quả có thông tin đầy đủ
Kết quả có thông tin chính xác
Có bố trí hình thức tiếp nhận góp ý, phản ánh, kiến nghị
Việc thực hiện góp ý, phản ánh, kiến nghị dễ dàng
Tiếp nhận và xử lý tích cực các góp ý, phản ánh, kiến nghị
Có thông báo kết quả xử lý góp ý, phản ánh, kiến nghị kịp thời
""".strip().splitlines()
SCALE = ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]


def test_every_form_of_the_office_ships() -> None:
    assert set(load_shipped()) == {
        "survey-2640@1", "survey-1001@1", "dossier@1", "feedback@1", "batch@1", "unit@1", "procedure@1", "holiday@1", "report@1",
        "account@1", "verification@1", "sample@1", "sitting@1", "paper@1",
    }  # fmt: skip


def test_the_22_criteria_stand_word_for_word() -> None:
    definition = load_shipped()["survey-2640@1"]
    assert [item.label_vi for item in definition.likert] == DOMAIN_22
    assert [item.id for item in definition.likert] == [f"c{number:02d}" for number in range(1, 23)]


@pytest.mark.parametrize(("form", "sizes"), [("survey-2640@1", [4, 5, 6, 3, 4]), ("survey-1001@1", [4, 4, 5, 3, 3])])
def test_criteria_stand_in_five_groups(form: str, sizes: list[int]) -> None:
    definition = load_shipped()[form]
    groups = [item.section for item in definition.likert]
    assert [groups.count(f"g{number}") for number in range(1, 6)] == sizes
    assert groups == sorted(groups)
    assert [definition.section(f"g{number}").number for number in range(1, 6)] == ["I", "II", "III", "IV", "V"]
    assert [choice.label_vi for choice in definition.likert[0].choices] == SCALE


def test_respondent_items_are_the_same_on_both_slips_and_never_required() -> None:
    for form in ("survey-2640@1", "survey-1001@1"):
        definition = load_shipped()[form]
        items = [item for item in definition.items if definition.place(item) == "respondent"]
        assert [item.id for item in items] == ["sex", "age", "ethnicity", "education", "occupation", "living"]
        assert [len(item.choices) for item in items] == [2, 5, 2, 6, 7, 2]
        assert not any(item.required for item in items)


def test_slips_are_anonymous() -> None:
    for form in ("survey-2640@1", "survey-1001@1"):
        ids = {item.id for item in load_shipped()[form].items}
        assert not ids & {"name", "code", "id_number", "phone", "dossier"}
        assert not any(item.personal for item in load_shipped()[form].items)


def test_statuses_carry_the_portal_labels_in_order() -> None:
    status = load_shipped()["dossier@1"].item("status")
    assert tuple(choice.value for choice in status.choices) == STATUSES
    assert [choice.label_vi for choice in status.choices] == [
        "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý", "Yêu cầu bổ sung giấy tờ",
        "Yêu cầu thực hiện nghĩa vụ tài chính", "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong", "Đã trả kết quả",
    ]  # fmt: skip


def test_every_label_is_there_in_both_languages_and_nfc() -> None:
    for definition in load_shipped().values():
        labels = [(item.label_vi, item.label_en) for item in definition.items]
        labels += [(section.label_vi, section.label_en) for section in definition.sections]
        labels += [(choice.label_vi, choice.label_en) for item in definition.items for choice in item.choices]
        assert all(vi and en and vi == nfc(vi) for vi, en in labels), definition.name


def test_personal_items_of_a_dossier_are_marked() -> None:
    personal = {item.id for item in load_shipped()["dossier@1"].items if item.personal}
    assert personal == {"name", "id_number", "birth", "sex", "phone", "email", "address"}


def test_procedures_cover_every_field_of_the_one_stop_office() -> None:
    assert {record["field_name"] for record in load_seed("procedures")} == {
        "Cấp, quản lý CMND", "Cấp, quản lý căn cước", "Quản lý ngành nghề đầu tư, kinh doanh có điều kiện về ANTT",
        "Đăng ký, quản lý cư trú", "Đăng ký, quản lý phương tiện giao thông cơ giới đường bộ", "Đăng ký, quản lý con dấu",
        "Phòng cháy, chữa cháy", "Quản lý xuất nhập cảnh", "Quản lý vũ khí, vật liệu nổ, công cụ hỗ trợ và pháo",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("procedure", "limits"),
    [
        ("cmnd-cccd", {"new": 7, "exchange": 7, "reissue": 15}),
        ("cmnd-cccd-vung-cao", {"new": 20, "exchange": 20, "reissue": 20}),
        ("cmnd-cccd-noi-khac", {"new": 15, "exchange": 15, "reissue": 15}),
        ("can-cuoc", {"new": 7, "exchange": 7, "reissue": 7}),
        ("antt-gcn", {"new": 5, "exchange": 4, "reissue": 4}),
        ("thuong-tru", {"register": 7}),
        ("tam-tru", {"register": 3, "extend": 3}),
    ],
)
def test_limits_are_those_of_the_law(procedure: str, limits: dict[str, int]) -> None:
    record = next(record for record in load_seed("procedures") if record["procedure"] == procedure)
    assert {limit["case"]: limit["days"] for limit in record["limits"]} == limits


def test_seeds_pass_their_own_checks() -> None:
    for record in load_seed("procedures"):
        assert told("procedure@1", record) == []
    for year in (2019, 2020, 2021, 2025, 2026):
        for record in holidays_of(year):
            assert told("holiday@1", record) == []


def test_seeds_are_fresh_copies() -> None:
    load_seed("procedures")[0]["limits"].clear()
    assert load_seed("procedures")[0]["limits"]
    assert load_seed("surveys") == []


@pytest.mark.parametrize(("year", "days"), [(2019, 10), (2020, 10), (2021, 11), (2022, 11), (2024, 11), (2025, 11), (2026, 12)])
def test_days_off_by_law_are_as_many_as_the_labour_code_says(year: int, days: int) -> None:
    assert sum(record["basis"] == "law" for record in holidays_of(year)) == days


TET = {  # mùng một Tết, and the tenth of the third lunar month
    2020: ("01-25", "04-02"), 2021: ("02-12", "04-21"), 2022: ("02-01", "04-10"), 2023: ("01-22", "04-29"),
    2024: ("02-10", "04-18"), 2025: ("01-29", "04-07"), 2026: ("02-17", "04-26"),
}  # fmt: skip


@pytest.mark.parametrize("year", TET)
def test_the_calendar_of_a_year_has_the_days_the_labour_code_names(year: int) -> None:
    """domain.md §3: 1/1; five days of Tết; 10/3 lunar; 30/4; 1/5; 2/9, from 2021 with one of its neighbours."""
    by_law = {record["day"][5:]: record["name"] for record in holidays_of(year) if record["basis"] == "law"}
    first = date.fromisoformat(f"{year}-{TET[year][0]}")
    tet = [day for day, name in by_law.items() if "Tết Nguyên Đán" in name]
    assert len(tet) == 5
    assert (date.fromisoformat(f"{year}-{tet[-1]}") - date.fromisoformat(f"{year}-{tet[0]}")).days == 4
    assert tet[0] < f"{first:%m-%d}" < tet[-1]
    assert {"01-01", TET[year][1], "04-30", "05-01", "09-02"} <= set(by_law)
    national = {day for day in by_law if day.startswith("09-")}
    assert len(national) == (1 if year == 2020 else 2)
    assert national <= {"09-01", "09-02", "09-03"}
    rest = set(by_law) - set(tet) - national - {"01-01", TET[year][1], "04-30", "05-01"}
    assert rest == ({"11-24"} if year == 2026 else set())  # from 2026 a twelfth day; all of it is the office's to edit


@pytest.mark.parametrize("year", TET)
def test_each_holiday_on_a_weekend_has_its_day_in_lieu_and_each_swapped_day_its_saturday(year: int) -> None:
    records = holidays_of(year)
    weekend = [r for r in records if r["basis"] == "law" and date.fromisoformat(r["day"]).weekday() >= 5]
    in_lieu = [r for r in records if r["basis"] == "lieu"]
    assert len(in_lieu) == len(weekend)
    assert all(date.fromisoformat(r["day"]).weekday() < 5 for r in in_lieu)
    saturdays = [r for r in records if r["kind"] == "work"]
    assert len(saturdays) == sum(r["kind"] == "off" and r["basis"] == "swap" for r in records)
    assert all(date.fromisoformat(r["day"]).weekday() == 5 for r in saturdays)


def test_days_in_lieu_and_swapped_saturdays_are_filled_in() -> None:
    by_day = {record["day"]: (record["kind"], record["basis"]) for record in holidays_of(2024)}
    assert by_day["2024-04-29"] == ("off", "swap")
    assert by_day["2024-05-04"] == ("work", "swap")
    assert by_day["2024-02-14"] == ("off", "lieu")
    assert by_day["2024-02-12"] == ("off", "law")


def test_a_saturday_worked_for_a_day_off_in_the_year_before_is_in_its_own_year() -> None:
    assert {"day": "2019-01-05", "name": "Ngày làm bù", "kind": "work", "basis": "swap"} in holidays_of(2019)


def test_holidays_come_in_order_and_in_their_year() -> None:
    days = [record["day"] for record in holidays_of(2020)]
    assert days == sorted(set(days))
    assert all(parse_date(day) and day.startswith("2020") for day in days)
