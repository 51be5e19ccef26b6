"""Made-up people and businesses with names, birth days, ID numbers, phones and addresses that are valid in form.

No one here exists: names are drawn at random from common Vietnamese names, numbers at random within their form
(CCCD: province, century and sex, year of birth, six random digits). This module must not know dossiers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FAMILY = (
    ("Nguyễn", 38), ("Trần", 11), ("Lê", 9), ("Phạm", 7), ("Hoàng", 5), ("Ngô", 5), ("Vũ", 4), ("Đặng", 4), ("Đỗ", 4),
    ("Bùi", 2), ("Dương", 3), ("Chu", 2), ("Đàm", 2), ("Quách", 1), ("Lưu", 1), ("Đinh", 1), ("Trịnh", 1),
)  # fmt: skip
MIDDLE = {
    "male": ("Văn", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Thế", "Đình", "Công", "Ngọc"),
    "female": ("Thị", "Thị", "Thị", "Thị Thu", "Thị Thanh", "Ngọc", "Thùy", "Thị Kim", "Khánh", "Phương"),
}
GIVEN = {
    "male": (
        "Hùng", "Dũng", "Tuấn", "Thắng", "Cường", "Hải", "Long", "Nam", "Sơn", "Quân", "Đạt", "Khôi", "Phúc", "Tùng",
        "Việt", "Huy", "Kiên", "Thành", "Trường", "Bảo",
    ),
    "female": (
        "Hương", "Lan", "Hoa", "Thủy", "Ngân", "Trang", "Linh", "Hà", "Yến", "Nhung", "Huyền", "Oanh", "Thảo", "Mai",
        "Quỳnh", "Hạnh", "Dung", "Loan", "Ngọc", "Vân",
    ),
}  # fmt: skip
BUSINESS = (
    "Hộ kinh doanh cầm đồ", "Hộ kinh doanh karaoke", "Nhà nghỉ", "Công ty TNHH dịch vụ bảo vệ", "Cơ sở in",
    "Khách sạn", "Cửa hàng kinh doanh khí", "Công ty TNHH cho thuê tài chính",
)  # fmt: skip
BRANDS = ("Hoàng Gia", "Minh Phát", "Đông Đô", "Phú Lâm", "An Bình", "Kinh Bắc", "Thành Đạt", "Bảo An", "Thiên Đức", "Hưng Thịnh")
MOBILE = ("032", "035", "038", "070", "079", "083", "085", "091", "094", "097", "098")
BAC_NINH = "027"


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person. birth: day of birth.  id_number: 12-digit CCCD or 9-digit CMND."""

    name: str
    sex: str
    birth: date
    id_number: str
    phone: str
    address: str


class Crowd:
    """Gives out people, none twice the same ID number. `places` are the wards or communes they live in."""

    def __init__(self, dice: Random, places: tuple[str, ...]) -> None:
        self._dice, self._places, self._given = dice, places, set[str]()

    def person(self, today: date) -> Person:
        """Return someone of 14 to 80 years at `today`."""
        dice = self._dice
        sex = dice.choice(("male", "female"))
        birth = today - timedelta(days=dice.randint(14 * 366, 80 * 365))
        family = dice.choices([name for name, _ in FAMILY], [weight for _, weight in FAMILY])[0]
        name = f"{family} {dice.choice(MIDDLE[sex])} {dice.choice(GIVEN[sex])}"
        return Person(name, sex, birth, self._number(sex, birth), self._phone(), self._address())

    def business(self) -> str:
        """Return the name of a made-up business of a trade under security conditions."""
        return f"{self._dice.choice(BUSINESS)} {self._dice.choice(BRANDS)}"

    def _number(self, sex: str, birth: date) -> str:
        while True:
            if self._dice.random() < 0.35:
                number = f"125{self._dice.randrange(10**6):06d}"
            else:
                century = (0 if birth.year < 2000 else 2) + (sex == "female")
                number = f"{BAC_NINH}{century}{birth.year % 100:02d}{self._dice.randrange(10**6):06d}"
            if number not in self._given:
                self._given.add(number)
                return number

    def _phone(self) -> str:
        return f"{self._dice.choice(MOBILE)}{self._dice.randrange(10**7):07d}"

    def _address(self) -> str:
        return f"Số {self._dice.randint(1, 199)}, {self._dice.choice(self._places)}"
