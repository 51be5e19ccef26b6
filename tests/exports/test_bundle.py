"""A bundle gives back exactly the lines it was made of, and is not made of lines that would be refused."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from exports.bundle import BundleRefused, file_name, hash_header, load_header, read_outer
from exports.bundle.lines import split_lines
from tests.exports.bundle_story import (
    BUNDLE_ID,
    CREATED,
    EPOCH,
    LINES,
    Journal,
    make_bundle,
    make_lines,
    make_members,
    make_payload,
    open_bytes,
    unpack,
)


def test_the_lines_come_back_byte_for_byte_as_often_as_asked() -> None:
    opened = open_bytes(make_bundle())
    assert list(opened.events) == LINES
    assert list(opened.events) == LINES


def test_the_header_says_whose_and_what() -> None:
    opened = open_bytes(make_bundle(seq=7, prev="c" * 64))
    header = opened.header
    assert (header.format, header.version, header.kind, header.unit, header.station) == ("somotcua", 1, "inc", "TUSON", "TUSON-1")
    assert (header.seq, header.prev, header.created) == (7, "c" * 64, "2020-08-03T09:30:00+07:00")
    assert (header.lines.first, header.lines.last, header.lines.head) == (1, 40, json.loads(LINES[-1])["hash"])
    assert header.lines.bytes == sum(map(len, LINES))
    assert opened.header_hash == hash_header(opened.header_bytes)
    assert load_header(opened.header_bytes) == header
    assert file_name(header) == "TUSON-1-abababab-000007-inc.somotcua"


def test_a_later_part_of_the_journal_is_a_bundle_too() -> None:
    opened = open_bytes(make_bundle(LINES[10:20]))
    assert (opened.header.lines.first, opened.header.lines.last) == (11, 20)
    assert list(opened.events) == LINES[10:20]


def test_many_lines_pass_the_chunks() -> None:
    lines = make_lines(3000)
    done: list[int] = []
    opened = open_bytes(make_bundle(iter(lines), progress=done.append))
    assert list(opened.events) == lines
    assert done == [1000, 2000, 3000, 3000]


def test_an_erased_line_stays_in_the_chain() -> None:
    journal = Journal()
    lines = [journal.line(), journal.line(body=b'"NQ 13/2023"', kind="gone"), journal.line()]
    assert list(open_bytes(make_bundle(lines)).events) == lines


def test_a_removal_and_an_audit_line_travel() -> None:
    journal = Journal()
    lines = [journal.line(raw_data=b"null", op="remove"), journal.line({"what": "print"}, op="audit")]
    assert list(open_bytes(make_bundle(lines)).events) == lines


def test_a_receipt_holds_its_document_and_no_lines() -> None:
    receipt = {"streams": [{"station": "TUSON-1", "seq": 3, "head": "a" * 64}], "refused": []}
    opened = open_bytes(make_bundle([], kind="receipt", receipt=receipt))
    assert opened.receipt == receipt
    assert list(opened.events) == []
    assert open_bytes(make_bundle()).receipt is None


def test_nothing_but_the_encryption_is_drawn_at_random() -> None:
    assert unpack(make_bundle()) == unpack(make_bundle())
    first, second = (json.loads(read_outer(io.BytesIO(make_bundle())).header_bytes) for _ in range(2))
    assert {**first, "payload": 0} == {**second, "payload": 0}


def broken(**wrong: Any) -> list[bytes]:
    journal = Journal()
    return [journal.line(), journal.line(**wrong), journal.line()]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "BUNDLE-CANNOT-MAKE"),
        ([LINES[0], LINES[2]], "BUNDLE-LINE-ORDER"),
        ([LINES[0], LINES[0]], "BUNDLE-LINE-ORDER"),
        (broken(station="OTHER-1"), "BUNDLE-LINE-STREAM"),
        (broken(epoch="cd" * 16), "BUNDLE-LINE-STREAM"),
        (broken(prev="e" * 64), "BUNDLE-LINE-CHAIN"),
        ([Journal().line(prev="e" * 64)], "BUNDLE-LINE-CHAIN"),
        (broken(first=2, left=1), "BUNDLE-LINE-GROUP"),
        (broken(first=1), "BUNDLE-LINE-GROUP"),
        ([Journal().line(left=1)], "BUNDLE-LINE-GROUP"),
        (broken(body=b'"c2VhbGVk"', kind="seal"), "BUNDLE-LINE-SEALED"),
        (broken(payload="d" * 64), "BUNDLE-LINE-PAYLOAD"),
        (broken(v=2), "BUNDLE-LINE-VERSION"),
        (broken(at="2020-07-06T08:15:00"), "BUNDLE-LINE-VALUE"),
        (broken(at="hôm qua"), "BUNDLE-LINE-VALUE"),
        (broken(rev=0), "BUNDLE-LINE-VALUE"),
        (broken(raw_data=b"[1]"), "BUNDLE-LINE-VALUE"),
        (broken(raw_data=b'{"a":1},"more":{}'), "JSON-SYNTAX"),
        (broken(body=b"17", kind="gone"), "BUNDLE-LINE-VALUE"),
        (broken(why="sửa\u202elại"), "JSON-HIDDEN-CHARACTER"),
        ([LINES[0][:-1]], "BUNDLE-LINE-SHAPE"),
        ([LINES[0].replace(b'"by":"an"', b'"by":"em"')], "BUNDLE-LINE-HASH"),
        (broken(data={"comment": "x" * 131_072}), "BUNDLE-LINE-LONG"),
    ],
)
def test_no_bundle_is_made_of_lines_that_would_be_refused(lines: list[bytes], code: str) -> None:
    with pytest.raises(BundleRefused) as caught:
        make_bundle(lines)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": "từ sơn"}, "unit"),
        ({"station": "../x"}, "station"),
        ({"epoch": "1"}, "epoch"),
        ({"seq": 0}, "seq"),
        ({"seq": 2}, "prev"),
        ({"bundle_id": BUNDLE_ID.upper()}, "bundle"),
        ({"recipients": []}, "to"),
        ({"recipients": ["age1" + "q" * 58]}, "recipients"),
        ({"created": CREATED.replace(tzinfo=None)}, "created"),
        ({"receipt": {"a": 1}}, "receipt"),
    ],
)
def test_a_header_that_would_be_refused_is_not_made(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BundleRefused) as caught:
        make_bundle(**changes)
    assert caught.value.code == "BUNDLE-CANNOT-MAKE"
    assert field in caught.value.en


def test_a_full_bundle_starts_at_the_first_line() -> None:
    assert open_bytes(make_bundle(kind="full")).header.kind == "full"
    with pytest.raises(BundleRefused, match="BUNDLE-LINE-ORDER"):
        make_bundle(LINES[1:], kind="full")


def test_a_stop_in_the_middle_empties_the_file() -> None:
    from exports.bundle import write_bundle
    from tests.exports.bundle_story import EPOCH, KEY, RECIPIENTS, STATION, UNIT

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    out = io.BytesIO()
    with pytest.raises(KeyboardInterrupt):
        write_bundle(
            out, key=KEY, recipients=RECIPIENTS, unit=UNIT, station=STATION, epoch=EPOCH, seq=1, prev="0" * 64, kind="inc",
            events=LINES, bundle_id=BUNDLE_ID, created=CREATED, progress=stop,
        )  # fmt: skip
    assert out.getvalue() == b""


@pytest.mark.parametrize(
    ("created", "now", "believed"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), CREATED, False),
        (datetime(2099, 12, 31, tzinfo=UTC), CREATED, False),
        (datetime(2099, 12, 31, tzinfo=UTC), None, True),
        (CREATED, CREATED - timedelta(days=1), True),
    ],
)
def test_a_wrong_clock_is_said_and_the_bundle_taken(created: datetime, now: datetime | None, believed: bool) -> None:
    opened = open_bytes(make_bundle(created=created), now=now)
    assert [problem.code for problem in opened.warnings] == ([] if believed else ["BUNDLE-CLOCK"])
    assert list(opened.events) == LINES


def test_a_spool_changed_behind_our_back_is_noticed() -> None:
    spool = io.BytesIO()
    opened = open_bytes(make_bundle(), spool=spool)
    data = bytearray(spool.getvalue())
    data[400] ^= 1
    spool.seek(0)
    spool.write(data)
    with pytest.raises(BundleRefused):
        list(opened.events)


def test_a_spool_replaced_behind_our_back_is_noticed() -> None:
    spool = io.BytesIO()
    opened = open_bytes(make_bundle(), spool=spool)
    spool.seek(0)
    spool.write(make_payload(make_members(b"".join(LINES[:5]))))
    with pytest.raises(BundleRefused, match="BUNDLE-SPOOL"):
        list(opened.events)


def test_an_endless_line_is_not_gathered() -> None:
    chunks = iter([b"x" * 65_536] * 100)
    with pytest.raises(BundleRefused, match="BUNDLE-LINE-LONG"):
        list(split_lines(chunks))
    assert len(list(chunks)) >= 97


def test_a_payload_too_large_for_memory_needs_a_spool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.bundle.read.RAM_BYTES", 1000)
    with pytest.raises(BundleRefused, match="BUNDLE-SPOOL"):
        open_bytes(make_bundle())
    assert list(open_bytes(make_bundle(), spool=io.BytesIO()).events) == LINES


def restored_lines() -> list[bytes]:
    """Lines of a station that was restored twice: three of one epoch, two of the next, two of the bundle's."""
    journal, lines = Journal(epoch="01" * 16), []
    for epoch, count in (("01" * 16, 3), ("02" * 16, 2), (EPOCH, 2)):
        journal.epoch = epoch
        lines += [journal.line() for _ in range(count)]
    return lines


def test_a_restored_station_sends_its_earlier_epochs_before_the_new_one() -> None:
    lines = restored_lines()
    opened = open_bytes(make_bundle(lines, kind="full"))
    assert list(opened.events) == lines
    assert opened.past == (("01" * 16, 3), ("02" * 16, 5))
    assert open_bytes(make_bundle()).past == ()


def test_epochs_in_any_other_order_are_refused() -> None:
    lines = restored_lines()
    journal, back = Journal(epoch="01" * 16), []
    for epoch in ("01" * 16, EPOCH, "01" * 16, EPOCH):
        journal.epoch = epoch
        back.append(journal.line())
    journal = Journal(epoch="01" * 16)
    first = journal.line(first=1, left=1)
    journal.epoch = EPOCH
    split = [first, journal.line(first=1, left=0)]
    cases = {
        "not from line 1": (lines[1:], "inc"),
        "ends before": (lines[:5], "full"),
        "back again": (back, "full"),
        "in a group": (split, "full"),
    }
    for name, (events, kind) in cases.items():
        with pytest.raises(BundleRefused) as caught:
            make_bundle(events, kind=kind)
        assert caught.value.code == "BUNDLE-LINE-STREAM", name
