"""Hostile bundles, made by a station whose key is known: each is refused with its own code, and nothing is left behind."""

from __future__ import annotations

import io
import struct
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from exports.bundle import bag
from exports.bundle.frame import directory, local_header
from exports.bundle.lines import EVENTS_NAME
from exports.bundle.outer import make_entries
from exports.bundle.refusals import CODES
from forms.line import dump_text
from forms.problems import CATALOGUE
from tests.exports.bundle_story import (
    BUNDLE_ID,
    LINES,
    OTHER_KEY,
    OTHER_SIGNING,
    REGISTRY,
    STRANGER_IDENTITY,
    Journal,
    canonical,
    code_of,
    forge,
    frame,
    make_bundle,
    make_members,
    make_payload,
)

GOOD = make_bundle()
MEMBERS = make_members(b"".join(LINES))


def test_the_forge_itself_makes_good_bundles() -> None:
    assert code_of(forge()) == code_of(forge(make_payload(MEMBERS))) == code_of(GOOD) == ""


def test_every_code_has_its_two_sentences() -> None:
    assert len(CODES) == len(set(CODES)) > 40
    for code in CODES:
        assert CATALOGUE[code].vi != CATALOGUE[code].en


# ---- the outer file


def outer_members() -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def rezip(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a name twice is what some of them are about
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


def with_extra_entry() -> bytes:
    header, signature, payload = (data for _, data in outer_members())
    entries = make_entries(header, signature, zlib.crc32(payload), len(payload))
    bodies = zip(entries, (header, signature, payload), strict=True)
    body = b"".join(local_header(entry) + data for entry, data in bodies)
    return body + directory([*entries, entries[0]], len(body))


def with_wrong_checksum() -> bytes:
    """Return a frame that is right in itself but names another checksum for the payload."""
    header, signature, payload = (data for _, data in outer_members())
    entries = make_entries(header, signature, zlib.crc32(payload) ^ 1, len(payload))
    body = b"".join(local_header(entry) + data for entry, data in zip(entries, (header, signature, payload), strict=True))
    return body + directory(entries, len(body))


def members(*order: int) -> bytes:
    found = outer_members()
    return rezip([found[number] for number in order])


def big_size(data: bytes) -> bytes:
    at = data.index(b"payload.age") - 30
    return data[: at + 18] + struct.pack("<II", 2**31 + 1, 2**31 + 1) + data[at + 26 :]


OUTER: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "BUNDLE-NOT-A-BUNDLE"),
    ("text", b"xin ch\xc3\xa0o", "BUNDLE-NOT-A-BUNDLE"),
    ("a PDF", b"%PDF-1.7" + GOOD, "BUNDLE-NOT-A-BUNDLE"),
    ("an empty ZIP", rezip([]), "BUNDLE-NOT-A-BUNDLE"),
    ("cut in the first frame", GOOD[:20], "BUNDLE-CUT"),
    ("cut in the header", GOOD[:200], "BUNDLE-CUT"),
    ("cut in the payload", GOOD[: len(GOOD) // 2], "BUNDLE-CUT"),
    ("cut in the directory", GOOD[:-60], "BUNDLE-CUT"),
    ("cut by one byte", GOOD[:-1], "BUNDLE-CUT"),
    ("one byte more", GOOD + b"\0", "BUNDLE-TRAILER"),
    ("another ZIP behind", GOOD + GOOD, "BUNDLE-TRAILER"),
    ("extra member", rezip([*outer_members(), ("more.txt", b"x")]), "BUNDLE-MEMBERS"),
    ("extra entry in the directory", with_extra_entry(), "BUNDLE-TRAILER"),
    ("wrong checksum of the payload", with_wrong_checksum(), "BUNDLE-FRAME"),
    ("members reordered", members(1, 0, 2), "BUNDLE-MEMBERS"),
    ("header twice", members(0, 0, 1, 2), "BUNDLE-MEMBERS"),
    ("signature missing", members(0, 2), "BUNDLE-MEMBERS"),
    ("payload missing", members(0, 1), "BUNDLE-FRAME"),
    ("a name with ../", rezip([("../header.json", b"{}")]), "BUNDLE-MEMBERS"),
    ("case twin", rezip([("HEADER.JSON", b"{}")]), "BUNDLE-MEMBERS"),
    ("deflated members", rezip(outer_members(), zipfile.ZIP_DEFLATED), "BUNDLE-FRAME"),
    ("header of 20 kB", rezip([("header.json", b" " * 20_000)]), "BUNDLE-TOO-BIG"),
    ("payload of 2 GiB and a byte", big_size(GOOD), "BUNDLE-TOO-BIG"),
]


@pytest.mark.parametrize(("data", "code"), [pytest.param(data, code, id=name) for name, data, code in OUTER])
def test_outer_file(data: bytes, code: str) -> None:
    assert code_of(data) == code


# ---- header and signature

HEADER = outer_members()[0][1]
SIGNATURE = outer_members()[1][1]
PAYLOAD = outer_members()[2][1]


def put(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda header: header.__setitem__(name, value)


def put_in(part: str, name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda header: header[part].__setitem__(name, value)


def in_rows_of_64(signature: bytes) -> bytes:
    first, *rows, last = signature.splitlines()
    text = b"".join(rows)
    return b"\n".join([first, *(text[at : at + 64] for at in range(0, len(text), 64)), last]) + b"\n"


def full_from_two(header: dict[str, Any]) -> None:
    header["kind"] = "full"
    header["lines"]["first"] = 2


HEADERS: list[tuple[str, bytes, str]] = [
    ("another format", forge(change=put("format", "nkb")), "BUNDLE-FORMAT"),
    ("a list", frame(b"[]", PAYLOAD), "BUNDLE-FORMAT"),
    ("newer version", forge(change=put("version", 2)), "BUNDLE-VERSION"),
    ("version zero", forge(change=put("version", 0)), "BUNDLE-HEADER"),
    ("version true", forge(change=put("version", True)), "BUNDLE-HEADER"),
    ("more fields", forge(change=put("more", 1)), "BUNDLE-HEADER"),
    ("a field missing", forge(change=lambda header: header.pop("epoch")), "BUNDLE-HEADER"),
    ("unknown kind", forge(change=put("kind", "diff")), "BUNDLE-HEADER"),
    ("a unit with a path", forge(change=put("unit", "../TUSON")), "BUNDLE-HEADER"),
    ("a station with a stream", forge(change=put("station", "a:b")), "BUNDLE-HEADER"),
    ("full-width digits", forge(change=put("unit", "TUSON１")), "BUNDLE-HEADER"),
    ("seq 0", forge(change=put("seq", 0)), "BUNDLE-HEADER"),
    ("seq 2 without prev", forge(change=put("seq", 2)), "BUNDLE-HEADER"),
    ("31 February", forge(change=put("created", "2020-02-31T00:00:00+07:00")), "BUNDLE-HEADER"),
    ("time without offset", forge(change=put("created", "2020-08-03T09:30:00")), "BUNDLE-HEADER"),
    ("recipients unsorted", forge(change=lambda header: header["to"].sort(reverse=True)), "BUNDLE-HEADER"),
    ("no recipients", forge(change=put("to", [])), "BUNDLE-HEADER"),
    ("lines from 2 in a full one", forge(change=full_from_two), "BUNDLE-HEADER"),
    ("payload of 3 GiB", forge(change=put_in("payload", "bytes", 3 << 30)), "BUNDLE-HEADER"),
    ("payload longer than said", forge(change=put_in("payload", "bytes", 17)), "BUNDLE-PAYLOAD-SIZE"),
    ("payload of another hash", forge(change=put_in("payload", "sha256", "0" * 64)), "BUNDLE-PAYLOAD-HASH"),
    ("not canonical", frame(HEADER.replace(b",", b", ", 1), PAYLOAD), "BUNDLE-NOT-CANONICAL"),
    ("duplicate key", frame(HEADER.replace(b'{"bundle"', b'{"seq":1,"bundle"'), PAYLOAD), "JSON-DUPLICATE-KEY"),
    ("not JSON", frame(HEADER[:-1], PAYLOAD), "JSON-SYNTAX"),
    ("byte order mark", frame(b"\xef\xbb\xbf" + HEADER, PAYLOAD), "JSON-BOM"),
    ("30 000 deep in 16 kB", frame(b"[" * 16_000, PAYLOAD), "JSON-TOO-DEEP"),
    ("hidden text", forge(change=put("unit", "TU\u202eSON")), "JSON-HIDDEN-CHARACTER"),
    ("no signature", frame(HEADER, PAYLOAD, signature=b""), "BUNDLE-SIGNATURE-SHAPE"),
    ("signature rewrapped", frame(HEADER, PAYLOAD, signature=SIGNATURE.replace(b"\n", b"\r\n")), "BUNDLE-SIGNATURE-SHAPE"),
    ("signature in shorter rows", frame(HEADER, PAYLOAD, signature=in_rows_of_64(SIGNATURE)), "BUNDLE-SIGNATURE-SHAPE"),
    ("another's signature", frame(HEADER, PAYLOAD, OTHER_KEY), "BUNDLE-SIGNATURE-KEY"),
    ("signature of another header", frame(HEADER.replace(b"TUSON", b"TUSOM"), PAYLOAD, signature=SIGNATURE), "BUNDLE-SIGNATURE"),
    ("unknown unit", forge(change=lambda header: header.update(unit="QUEVO", station="QUEVO-1")), "BUNDLE-UNKNOWN-UNIT"),
    ("unknown station", forge(change=put("station", "TUSON-2")), "BUNDLE-UNKNOWN-STATION"),
    ("another key for a known station", make_bundle(key=OTHER_KEY), "BUNDLE-UNKNOWN-KEY"),
]


@pytest.mark.parametrize(("data", "code"), [pytest.param(data, code, id=name) for name, data, code in HEADERS])
def test_header_and_signature(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_bundle_for_someone_else_is_not_opened() -> None:
    assert code_of(GOOD, identity=STRANGER_IDENTITY) == "BUNDLE-NOT-FOR-US"
    assert code_of(GOOD, identity="nothing") == "BUNDLE-NOT-FOR-US"


def test_a_payload_for_someone_else_under_our_name_is_not_opened() -> None:
    assert code_of(frame_payload(b"age-encryption.org/v1\n-> X25519 AAAA\n")) == "BUNDLE-DECRYPT"


def frame_payload(age_file: bytes) -> bytes:
    from hashlib import sha256
    from json import loads

    header = loads(HEADER)
    header["payload"] = {"sha256": sha256(age_file).hexdigest(), "bytes": len(age_file)}
    return frame(canonical(header), age_file)


def test_someone_elses_ciphertext_signed_anew_is_refused() -> None:
    """A second known station takes the first one's payload and signs it as its own."""
    from hashlib import sha256
    from json import loads

    header = loads(HEADER)
    header |= {"unit": "QUEVO", "station": "QUEVO-1", "key": sha256_fingerprint()}
    stolen = frame(canonical(header), PAYLOAD, OTHER_KEY)
    assert sha256(PAYLOAD).hexdigest() == header["payload"]["sha256"]
    assert code_of(stolen, registry={**REGISTRY, ("QUEVO", "QUEVO-1"): OTHER_SIGNING.public}) == "BUNDLE-IDENTITY"


def sha256_fingerprint() -> str:
    from exports.bundle import fingerprint_of_line

    return fingerprint_of_line(OTHER_SIGNING.public)


# ---- inside

BASE = f"{BUNDLE_ID}/"


def named(name: str) -> bytes:
    """Return the bag with a member of a bad name in the place of its manifest, and one more in front of it."""
    return make_payload([*MEMBERS[:3], (name, b"x"), MEMBERS[3]])


def raw_named(name: bytes) -> bytes:
    return make_payload([*MEMBERS[:3], ("X" * (len(name) - len(BASE)), b"x"), MEMBERS[3]]).replace(
        (BASE + "X" * (len(name) - len(BASE))).encode(), name
    )


def bomb() -> bytes:
    return make_payload([*MEMBERS[:2], (EVENTS_NAME, b"\n" * 50_000_000), MEMBERS[3]])


def lying_size() -> bytes:
    good = make_payload(MEMBERS)
    at = good.index(b"PK\x07\x08", good.index(EVENTS_NAME.encode()))
    return good[: at + 12] + struct.pack("<I", 17) + good[at + 16 :]


def flagged(flag: int) -> bytes:
    good = make_payload(MEMBERS)
    return good[:6] + struct.pack("<H", flag) + good[8:]


def directory_lies() -> bytes:
    good = make_payload(MEMBERS)
    at = good.index(b"PK\x01\x02")
    return good[: at + 42] + struct.pack("<I", 99) + good[at + 46 :]


def bad_deflate() -> bytes:
    good = bytearray(make_payload(MEMBERS))
    at = good.index(EVENTS_NAME.encode()) + len(EVENTS_NAME)
    good[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(good)


def without(number: int) -> bytes:
    return make_payload([member for place, member in enumerate(MEMBERS) if place != number])


def swapped(number: int, data: bytes) -> bytes:
    return make_payload([(name, data if place == number else body) for place, (name, body) in enumerate(MEMBERS)])


MANIFEST = MEMBERS[3][1]
INSIDE: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "BUNDLE-INNER-CUT"),
    ("not a ZIP", b"x" * 2000, "BUNDLE-INNER-FRAME"),
    ("cut", make_payload(MEMBERS)[:-1], "BUNDLE-INNER-CUT"),
    ("cut in the events", make_payload(MEMBERS)[:700], "BUNDLE-INNER-CUT"),
    ("one byte more", make_payload(MEMBERS) + b"\0", "BUNDLE-INNER-DIRECTORY"),
    ("../ in a name", named("../evil"), "BUNDLE-INNER-UNSAFE-NAME"),
    ("an absolute name", raw_named(b"/" + b"e" * len(BASE)), "BUNDLE-INNER-UNSAFE-NAME"),
    ("a backslash", named("data\\evil"), "BUNDLE-INNER-UNSAFE-NAME"),
    ("a drive", raw_named(b"C:" + b"e" * len(BASE)), "BUNDLE-INNER-UNSAFE-NAME"),
    ("CON", named("data/CON"), "BUNDLE-INNER-UNSAFE-NAME"),
    ("lpt1.txt", named("lpt1.txt"), "BUNDLE-INNER-UNSAFE-NAME"),
    ("a.txt:ads", named("data/a.txt:ads"), "BUNDLE-INNER-UNSAFE-NAME"),
    ("a name that ends in a point", named("data/a."), "BUNDLE-INNER-UNSAFE-NAME"),
    ("NUL in a name", named("data/a\0b"), "BUNDLE-INNER-UNSAFE-NAME"),
    ("duplicate member", make_payload([*MEMBERS[:3], MEMBERS[2], MEMBERS[3]]), "BUNDLE-INNER-TWICE"),
    ("case twin", named("data/Events.NDJSON"), "BUNDLE-INNER-TWICE"),
    ("extra member", named("data/more.txt"), "BUNDLE-INNER-NAME"),
    ("extra member at the end", make_payload([*MEMBERS, ("fetch.txt", b"x")]), "BUNDLE-INNER-NAME"),
    ("reordered", make_payload([MEMBERS[1], MEMBERS[0], *MEMBERS[2:]]), "BUNDLE-INNER-NAME"),
    ("events missing", without(2), "BUNDLE-INNER-NAME"),
    ("manifest missing", without(3), "BUNDLE-INNER-NAME"),
    ("bomb", bomb(), "BUNDLE-BOMB"),
    ("bomb in bundle.json", swapped(1, b" " * 50_000_000), "BUNDLE-BOMB"),
    ("bomb in the manifest", swapped(3, b" " * 50_000_000), "BUNDLE-BOMB"),
    ("lying size", lying_size(), "BUNDLE-INNER-FRAME"),
    ("encrypted flag", flagged(0x0009), "BUNDLE-INNER-FRAME"),
    ("directory lies about a place", directory_lies(), "BUNDLE-INNER-DIRECTORY"),
    ("damaged deflate", bad_deflate(), "BUNDLE-DEFLATE"),
    ("another bag version", swapped(0, bag.DECLARATION.replace(b"1.0", b"0.9")), "BUNDLE-BAG"),
    ("manifest of another hash", swapped(3, b"0" * 64 + MANIFEST[64:]), "BUNDLE-MANIFEST-HASH"),
    ("manifest with one file", swapped(3, MANIFEST.splitlines(keepends=True)[0]), "BUNDLE-MANIFEST"),
    ("manifest with ../", swapped(3, MANIFEST.replace(b"data/bundle", b"../a/bundle")), "BUNDLE-MANIFEST"),
    ("manifest with more", swapped(3, MANIFEST + b"\n"), "BUNDLE-MANIFEST"),
    ("inside of another bundle", make_payload(make_members(b"".join(LINES), seq=2)), "BUNDLE-IDENTITY"),
    ("identity with a duplicate key", swapped(1, b'{"seq":1,"seq":1}'), "JSON-DUPLICATE-KEY"),
]


@pytest.mark.parametrize(("payload", "code"), [pytest.param(payload, code, id=name) for name, payload, code in INSIDE])
def test_inside(payload: bytes, code: str) -> None:
    assert code_of(forge(payload)) == code


# ---- lines


def second(raw_data: bytes | None = None, **wrong: Any) -> bytes:
    """Return three lines whose second is wrong in one thing only: hashes and chain are right."""
    journal = Journal()
    return journal.line() + journal.line(raw_data=raw_data, **wrong) + journal.line()


def with_duplicate_member() -> bytes:
    """Return a line whose envelope says `by` twice, its hash recomputed."""
    from hashlib import sha256

    head, _, rest = LINES[0].partition(b',"hash":"')
    head = head.replace(b'"by":"an"', b'"by":"an","by":"em"')
    return head + b',"hash":"' + sha256(head).hexdigest().encode() + rest[64:]


def field(value: str) -> bytes:
    return f'{{"comment":{value}}}'.encode()


EVENTS: list[tuple[str, bytes, str]] = [
    ("no line", b"", "BUNDLE-LINES"),
    ("an empty line", LINES[0] + b"\n" + LINES[1], "BUNDLE-LINE-SHAPE"),
    ("last line without its end", b"".join(LINES[:3])[:-1], "BUNDLE-LINE-SHAPE"),
    ("CRLF", LINES[0].replace(b"\n", b"\r\n"), "BUNDLE-LINE-SHAPE"),
    ("not a line", b'{"a":1}\n', "BUNDLE-LINE-SHAPE"),
    ("a changed word", LINES[0] + LINES[1].replace(b'"an"', b'"em"'), "BUNDLE-LINE-HASH"),
    ("a changed payload", LINES[0] + LINES[1].replace(b'"B1"', b'"B2"'), "BUNDLE-LINE-PAYLOAD"),
    ("newer line version", second(v=2), "BUNDLE-LINE-VERSION"),
    ("another station", second(station="QUEVO-1"), "BUNDLE-LINE-STREAM"),
    ("another epoch", second(epoch="cd" * 16), "BUNDLE-LINE-STREAM"),
    ("a line left out", LINES[0] + LINES[2], "BUNDLE-LINE-ORDER"),
    ("a line twice", LINES[0] + LINES[0], "BUNDLE-LINE-ORDER"),
    ("chain broken", second(prev="e" * 64), "BUNDLE-LINE-CHAIN"),
    ("group never closed", LINES[0] + second(left=3)[len(LINES[0]) :], "BUNDLE-LINE-GROUP"),
    ("still sealed", second(body=b'"c2VhbGVk"', kind="seal"), "BUNDLE-LINE-SEALED"),
    ("time without offset", second(at="2020-07-06T08:15:00"), "BUNDLE-LINE-VALUE"),
    ("members twice", with_duplicate_member(), "JSON-DUPLICATE-KEY"),
    ("duplicate key", second(b'{"a":1,"a":2}'), "JSON-DUPLICATE-KEY"),
    ("NaN", second(field("NaN")), "JSON-CONSTANT"),
    ("1e999", second(field("1e999")), "JSON-FRACTION"),
    ("9 000 digits", second(field("9" * 9000)), "JSON-INTEGER-RANGE"),
    ("30 000 deep", second(field("[" * 30_000 + "]" * 30_000)), "JSON-TOO-DEEP"),
    ("lone surrogate", second(field('"\\ud800"')), "JSON-SURROGATE"),
    ("surrogate bytes", second(b'{"a":"\xed\xa0\x80"}'), "JSON-NOT-UTF8"),
    ("NFD", second(field('"Nguye\u0302\u0303n"')), "JSON-NOT-NFC"),
    ("right-to-left override", second(field('"a\u202eb"')), "JSON-HIDDEN-CHARACTER"),
    ("NUL", second(field('"a\\u0000b"')), "JSON-HIDDEN-CHARACTER"),
    ("hidden in the reason", second(why="a\u200bb"), "JSON-HIDDEN-CHARACTER"),
    ("200 kB line", second(field('"' + "x" * 200_000 + '"')), "BUNDLE-LINE-LONG"),
    ("endless line", b"x" * 3_000_000, "BUNDLE-LINE-LONG"),
]


@pytest.mark.parametrize(("events", "code"), [pytest.param(events, code, id=name) for name, events, code in EVENTS])
def test_lines(events: bytes, code: str) -> None:
    assert code_of(forge(events=events)) == code


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "<img src=http://x/>", "'; DROP TABLE x; --", "%s{0}${x}", "..\\..\\x", "-5"]
)
def test_formula_and_markup_text_is_only_text(text: str) -> None:
    lines = Journal().line({"comment": text})
    assert code_of(make_bundle([lines])) == ""
    assert text.encode() in dump_text({"comment": text}).replace(b"\\\\", b"\\")


@pytest.mark.parametrize(
    ("name", "value"), [("bytes", 999), ("bytes", 10), ("last", 41), ("head", "0" * 64), ("first", 2)], ids=str
)
def test_a_header_that_lies_about_its_lines(name: str, value: Any) -> None:
    code = code_of(forge(change=put_in("lines", name, value)))
    expected = {"bytes": {"BUNDLE-BOMB"}, "first": {"BUNDLE-LINE-ORDER"}}
    assert code in expected.get(name, {"BUNDLE-LINES"})


def test_a_bomb_is_stopped_before_it_grows() -> None:
    began = time.process_time()
    assert code_of(forge(swapped(1, b" " * 400_000_000))) == "BUNDLE-BOMB"
    spent = time.process_time() - began
    assert spent < 20


# ---- every byte counts


def regions() -> dict[str, range]:
    outer = io.BytesIO(GOOD)
    with zipfile.ZipFile(outer) as archive:
        header, signature, payload = archive.infolist()
    header_at, signature_at, payload_at = (info.header_offset for info in (header, signature, payload))
    payload_data = payload_at + 30 + len("payload.age")
    return {
        "frame of the header": range(header_at, header_at + 41),
        "header": range(header_at + 41, signature_at),
        "frame of the signature": range(signature_at, signature_at + 43),
        "signature": range(signature_at + 43, payload_at),
        "frame of the payload": range(payload_at, payload_data),
        "payload": range(payload_data, payload_data + payload.file_size),
        "directory": range(payload_data + payload.file_size, len(GOOD)),
    }


ALLOWED = {
    "frame of the header": {"BUNDLE-NOT-A-BUNDLE", "BUNDLE-FRAME", "BUNDLE-MEMBERS", "BUNDLE-TOO-BIG", "BUNDLE-CUT"},
    "header": {"BUNDLE-FRAME"},
    "frame of the signature": {"BUNDLE-FRAME", "BUNDLE-MEMBERS", "BUNDLE-TOO-BIG", "BUNDLE-CUT"},
    "signature": {"BUNDLE-FRAME"},
    "frame of the payload": {"BUNDLE-FRAME", "BUNDLE-MEMBERS", "BUNDLE-TOO-BIG", "BUNDLE-CUT", "BUNDLE-TRAILER"},
    "payload": {"BUNDLE-PAYLOAD-HASH"},
    "directory": {"BUNDLE-TRAILER"},
}


def test_the_regions_cover_the_file() -> None:
    assert [place for region in regions().values() for place in region] == list(range(len(GOOD)))


@pytest.mark.parametrize("region", list(ALLOWED))
def test_one_flipped_bit_is_refused_wherever_it_is(region: str) -> None:
    places = regions()[region]
    step = max(1, len(places) // 60)
    for number, place in enumerate(places[::step]):
        data = bytearray(GOOD)
        data[place] ^= 1 << number % 8
        assert code_of(bytes(data)) in ALLOWED[region], f"{region}: byte {place}, bit {number % 8}"


@pytest.mark.parametrize("region", ["header", "signature"])
def test_a_flip_with_the_checksum_made_right_is_refused_by_the_signature(region: str) -> None:
    body = HEADER if region == "header" else SIGNATURE
    for number, place in enumerate(range(0, len(body), 7)):
        changed = bytearray(body)
        changed[place] ^= 1 << number % 7
        header, signature = (bytes(changed), SIGNATURE) if region == "header" else (HEADER, bytes(changed))
        code = code_of(frame(header, PAYLOAD, signature=signature))
        assert code.startswith(
            ("BUNDLE-SIGNATURE", "BUNDLE-HEADER", "BUNDLE-FORMAT", "BUNDLE-VERSION", "BUNDLE-NOT-CAN", "JSON-")
        ), place
