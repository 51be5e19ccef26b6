import hashlib
import json
import subprocess
from pathlib import Path

import msgspec
import pytest

from forms.line import (
    ZERO_HASH,
    BadLine,
    Envelope,
    dump_doc,
    dump_line,
    dump_text,
    hash_payload,
    load_line,
    read_data,
)

PAGE = (Path(__file__).parents[2] / "forms" / "LINE.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```\n", 2)[1].split("```", 1)[0].encode()
SALT = bytes.fromhex("00112233445566778899aabbccddeeff")


def reason(raw: bytes) -> str:
    with pytest.raises(BadLine) as caught:
        read_data(load_line(raw))
    return caught.value.reason


def test_the_example_of_the_page_is_a_line_that_adds_up() -> None:
    line = load_line(EXAMPLE)
    assert line.envelope.prev == ZERO_HASH
    assert json.loads(read_data(line))["content"] == "Thêm ghế ngồi chờ"


def test_writing_the_example_again_gives_its_bytes() -> None:
    line = load_line(EXAMPLE)
    raw, digest = dump_line(line.envelope, dump_doc(SALT, read_data(line)))
    assert (raw, digest) == (EXAMPLE, line.hash)


def test_the_hashes_cover_what_the_page_says() -> None:
    line = load_line(EXAMPLE)
    head = EXAMPLE.split(b',"hash":')[0]
    assert hashlib.sha256(head).hexdigest() == line.hash
    salted = b"somotcua payload 1\0" + SALT + read_data(line)
    assert hashlib.sha256(salted).hexdigest() == line.envelope.payload


def test_the_shell_command_of_the_page_gives_the_hash(tmp_path: Path) -> None:
    (tmp_path / "line.jsonl").write_bytes(EXAMPLE)
    command = PAGE.split("from the line: `", 1)[1].split("`", 1)[0]
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == load_line(EXAMPLE).hash


def test_the_page_lists_the_members_in_their_order() -> None:
    rows = [
        row.split("`")[1]
        for row in PAGE.split("## Members, in this order")[1].split("##")[0].splitlines()
        if row.startswith("| `")
    ]
    assert tuple(rows) == (*Envelope.__struct_fields__, "hash", "doc")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b'"n":1', b'"n":2', "hash"),
        (b'"by":"thu"', b'"by":"khac"', "hash"),
        (b'"hash":"b0', b'"hash":"b1', "hash"),
        ("ghế".encode(), "bàn".encode(), "payload"),
        (b'"salt":"00', b'"salt":"01', "payload"),
        (b'"doc":{"salt"', b'"doc":{ "salt"', "payload"),
        (b'{"v":1', b'{ "v":1', "shape"),
        (b'"prev":"00', b'"prev":"0', "shape"),
        (b"}}}\n", b"}}}", "shape"),
        (b"}}}\n", b"}}}\n\n", "shape"),
    ],
)
def test_a_changed_line_is_refused_with_its_reason(old: bytes, new: bytes, expected: str) -> None:
    assert EXAMPLE.count(old) == 1
    assert reason(EXAMPLE.replace(old, new)) == expected


def resigned(old: bytes, new: bytes) -> bytes:
    head = EXAMPLE.split(b',"hash":')[0].replace(old, new)
    return head + b',"hash":"' + hashlib.sha256(head).hexdigest().encode() + b'","gone":"x"}\n'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b'"v":1', b'"v":2', "version"),
        (b'"rev":1', b'"rev":"1"', "shape"),
        (b'"was":0', b'"was":0,"x":1', "shape"),
        (b'"put"', b'"do"', "shape"),
    ],
)
def test_a_line_of_another_kind_is_refused_though_its_hash_is_right(old: bytes, new: bytes, expected: str) -> None:
    assert reason(resigned(old, new)) == expected


@pytest.mark.parametrize("kind", ["seal", "gone"])
def test_a_payload_can_change_kind_and_the_chain_stays_whole(kind: str) -> None:
    head = EXAMPLE.split(b',"doc":')[0]
    line = load_line(head + b',"' + kind.encode() + b'":"ly do"}\n')
    assert line.hash == load_line(EXAMPLE).hash
    assert reason(head + b',"' + kind.encode() + b'":"ly do"}\n') == "sealed"


def test_the_salt_keeps_equal_records_apart() -> None:
    data = dump_text({"answers": {"c01": 5}})
    assert hash_payload(b"a" * 16, data) != hash_payload(b"b" * 16, data)


def test_text_with_quotes_and_hash_like_members_comes_back() -> None:
    envelope = msgspec.structs.replace(load_line(EXAMPLE).envelope, why='x","prev":"' + "0" * 64 + '","hash":"', payload="")
    data = dump_text({"a": '"}}'})
    envelope = msgspec.structs.replace(envelope, payload=hash_payload(SALT, data))
    raw, _ = dump_line(envelope, dump_doc(SALT, data))
    line = load_line(raw)
    assert line.envelope.why == envelope.why
    assert read_data(line) == data
