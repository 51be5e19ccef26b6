import pytest

from forms.legacy import decode_tcvn3, decode_vni, looks_legacy

SMALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("TiÕng ViÖt", "Tiếng Việt"),
        ("C«ng an thÞ x· Tõ S¬n", "Công an thị xã Từ Sơn"),
        ("\u00a7\u00b7 \u00ae\u00ad\u00eec x\u00f6 l\u00fd xong", "Đã được xử lý xong"),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ],
)
def test_tcvn3_becomes_unicode(old: str, new: str) -> None:
    assert decode_tcvn3(old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tieáng Vieät", "Tiếng Việt"),
        ("Coâng an thò xaõ Töø Sôn", "Công an thị xã Từ Sơn"),
        ("Ñaõ ñöôïc xöû lyù xong", "Đã được xử lý xong"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("AÊn uoáng", "Ăn uống"),
    ],
)
def test_vni_becomes_unicode(old: str, new: str) -> None:
    assert decode_vni(old) == new


def test_tcvn3_reaches_every_small_letter_once() -> None:
    codes = [chr(code) for code in range(0xA1, 0x100)]
    reached = [decode_tcvn3(code) for code in codes if decode_tcvn3(code) != code or decode_tcvn3(code) == "ý"]
    assert sorted(letter for letter in reached if letter in SMALL) == sorted(SMALL)


def test_vni_reaches_every_small_letter() -> None:
    marks = "ùøûõïâáàåãäêéèúüë"
    reached = {decode_vni(base + mark) for base in "aeouyôö" for mark in marks} | {decode_vni(c) for c in "ñôöæóòîíì"}
    assert set(SMALL) <= reached


@pytest.mark.parametrize("text", ["TiÕng ViÖt", "Tieáng Vieät", "S¬n", "c«ng", "Tõ S¬n, B¾c Ninh", "Töø Sôn, Baéc Ninh"])
def test_old_text_is_noticed(text: str) -> None:
    assert looks_legacy(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tiếng Việt",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "Hoà Đông, Ý Yên, Khoái Châu, Quý",
        "Müller",
        "Công ty «An»",
        "Acme®",
        "1½ m²",
        "abc",
        "30 °C",
    ],
)
def test_other_text_is_left_in_peace(text: str) -> None:
    assert not looks_legacy(text)
