"""Attacks on a signed report: each is refused, by the question it belongs to."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from desktop_app.store.certificates import UnitCertificates
from exports.report.readback import read_back
from exports.signing import Verification, verify_report
from exports.signing.answers import Question
from exports.signing.envelope import find_ranges, is_whole
from tests.exports import signing_samples as samples


def verify(data: bytes) -> Verification:
    return verify_report(data, roots=[samples.make_unit().ca_pem])


def update(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return the file with a change appended as an incremental update."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer: Any = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def edit_title(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    info = writer.trailer["/Info"]
    info[generic.pdf_name("/Title")] = generic.pdf_string("Bao cao khac")
    writer.set_info(info)


def edit_page(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    page = writer.root["/Pages"]["/Kids"][0]
    content = generic.StreamObject(stream_data=b"BT ET")
    page["/Contents"] = writer.add_object(content)
    writer.update_container(page)


def rewrite(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return the file written anew with a change, signatures kept as they were."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def change_printed_digit(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2]
    streams = page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
    for stream in streams:
        code = bytes(stream.read_bytes())
        changed = code.replace(b"(372)", b"(373)", 1)
        if changed != code:
            stream.write(changed)
            return
    raise AssertionError("no digit found to change")


def change_attached_digit(pdf: pikepdf.Pdf) -> None:
    stream = pdf.Root.AF[0].EF.F
    code = bytes(stream.read_bytes())
    assert b'"valid":372' in code
    params = stream.Params
    stream.write(code.replace(b'"valid":372', b'"valid":373'))
    stream.Params = params


def test_a_changed_printed_digit_is_seen_by_the_figures_even_in_an_unsigned_file() -> None:
    answer = verify(rewrite(samples.make_plain(), change_printed_digit)).questions["figures"]
    assert not answer.ok
    assert "không khớp" in answer.vi


def test_a_changed_attached_digit_is_seen_by_the_figures_even_in_an_unsigned_file() -> None:
    answer = verify(rewrite(samples.make_plain(), change_attached_digit)).questions["figures"]
    assert not answer.ok
    assert "Mã số liệu" in answer.vi


def test_an_untouched_unsigned_file_says_it_is_not_signed_and_its_figures_agree() -> None:
    verification = verify(samples.make_plain())
    assert not verification.ok
    assert "chưa có chữ ký số" in verification.vi
    assert "not signed" in verification.en
    assert verification.questions["figures"].ok


def flip(data: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1 << bit
    return bytes(changed)


def sign_both(unit: UnitCertificates) -> bytes:
    return samples.approve(samples.prepare(samples.make_plain(), unit), unit)


ATTACKS: list[tuple[str, Callable[[], bytes], Question]] = [
    ("junk after the end", lambda: samples.make_signed() + b"\n% junk\n", "complete"),
    ("one byte after the end", lambda: samples.make_signed() + b"\n", "complete"),
    ("title only, after both", lambda: update(samples.make_signed(), edit_title), "complete"),
    ("page, after both", lambda: update(samples.make_signed(), edit_page), "complete"),
    ("cut back to the officer's revision", samples.make_prepared, "complete"),
    ("last byte missing", lambda: samples.make_signed()[:-1], "intact"),
    ("printed digit, written anew", lambda: rewrite(samples.make_signed(), change_printed_digit), "intact"),
    ("attached digit, written anew", lambda: rewrite(samples.make_signed(), change_attached_digit), "figures"),
    ("signed by strangers", lambda: sign_both(samples.make_stranger()), "whose"),
    ("approved by a stranger", lambda: samples.approve(samples.make_prepared(), samples.make_stranger()), "whose"),
]  # fmt: skip


@pytest.mark.parametrize(("attack", "question"), [pytest.param(a, q, id=name) for name, a, q in ATTACKS])
def test_an_attack_is_refused_by_the_question_it_belongs_to(attack: Callable[[], bytes], question: Question) -> None:
    verification = verify(attack())
    assert not verification.ok
    assert not verification.questions[question].ok
    assert verification.vi.startswith("KHÔNG CHẤP NHẬN")
    assert verification.en.startswith("NOT ACCEPTED")


def test_a_title_edited_between_the_signatures_is_refused_even_if_the_commander_signed_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exports.signing.writing.require_whole", lambda _: None)
    forged = samples.approve(update(samples.make_prepared(), edit_title), samples.make_unit())
    verification = verify(forged)
    assert verification.questions["intact"].ok
    assert not verification.questions["complete"].ok


def test_a_page_edited_between_the_signatures_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.signing.writing.require_whole", lambda _: None)
    assert not verify(samples.approve(update(samples.make_prepared(), edit_page), samples.make_unit())).questions["complete"].ok


def test_a_flipped_bit_breaks_the_seal_wherever_it_is() -> None:
    data, chance = samples.make_signed(), random.Random(2020)
    ranges = find_ranges(data)
    assert is_whole(data, ranges)
    assert ranges[-1][2] + ranges[-1][3] == len(data)
    places = [0, len(data) - 1, *(chance.randrange(len(data)) for _ in range(400))]
    signature = range(ranges[-1][1], ranges[-1][2])
    for place in places:
        if place not in signature:
            assert not is_whole(flip(data, place, chance.randrange(8)), ranges), place


def test_a_flipped_bit_is_refused_by_the_whole_verification() -> None:
    data, chance = samples.make_signed(), random.Random(5168)
    for place in [*(chance.randrange(len(data)) for _ in range(6)), len(data) - 1]:
        assert not verify(flip(data, place, chance.randrange(8))).ok, place


def test_a_flipped_bit_in_the_signatures_own_bytes_is_refused() -> None:
    """Nothing covers them but their own form, the certificate and the signature's arithmetic."""
    data, chance = samples.make_signed(), random.Random(2640)
    start = data.rindex(b"/Contents <") + len(b"/Contents <")
    used = 2 * (int(data[start + 4 : start + 8], 16) + 4)
    places = [start + used + 7, start + 1, *(start + chance.randrange(used) for _ in range(300))]
    flipped = [flip(data, place, bit) for place in places for bit in (0, 5)]
    accepted = [changed for changed in flipped if is_whole(changed, find_ranges(data)[-1:])]
    assert len(accepted) < len(places)
    for changed in chance.sample(accepted, min(4, len(accepted))):
        assert not verify(changed).ok


def test_a_signature_in_the_wrong_role_or_by_one_person_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.signing.writing.require_role", lambda *_: None)
    unit = samples.make_unit()
    swapped = UnitCertificates(unit.ca_pem, unit.approved_p12, unit.prepared_p12)
    twice = UnitCertificates(unit.ca_pem, unit.prepared_p12, unit.prepared_p12)
    assert "vai trò" in verify(sign_both(swapped)).questions["whose"].vi
    assert not verify(sign_both(twice)).questions["whose"].ok


def test_without_roots_nobody_is_trusted() -> None:
    verification = verify_report(samples.make_signed(), roots=[])
    assert verification.questions["intact"].ok
    assert not verification.questions["whose"].ok


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\x00" * 5000])
def test_what_is_no_pdf_is_answered_not_raised(data: bytes) -> None:
    verification = verify(data)
    assert not verification.ok
    assert "Không đọc được" in verification.vi


def test_a_second_attachment_is_refused() -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["khac.json"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename="khac.json")

    assert read_back(samples.make_plain()).attachment
    assert not verify(rewrite(samples.make_plain(), attach)).questions["figures"].ok


def test_a_signer_is_told_as_of_the_unit_whose_root_it_is_whatever_the_certificate_says() -> None:
    unit, stranger = samples.make_unit(), samples.make_stranger()
    forged = samples.approve(samples.prepare(samples.make_plain(), stranger), stranger)
    units = {unit.ca_pem: "Công an thị xã Từ Sơn", stranger.ca_pem: "Công an huyện Quế Võ"}
    verification = verify_report(forged, roots=list(units), units=units)
    assert "Quế Võ" in verification.vi
    assert "Từ Sơn" not in verification.vi


def test_a_root_that_is_none_does_not_take_the_trust_from_the_others() -> None:
    bad = b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    ca = samples.make_unit().ca_pem
    assert verify_report(samples.make_signed(), roots=[bad, ca], units={bad: "?", ca: "X"}).ok
