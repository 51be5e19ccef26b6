"""How fast a bundle is made and read, beside what must be done anyway (design.md §8)."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]  # a compiled module without type hints

from bench.row import Row, median_ms
from desktop_app.store.station_keys import load_reading_key, load_signing_key, make_reading_key, make_signing_key
from exports.bundle import open_bundle, write_bundle
from exports.bundle.packing import LEVEL
from forms.line import ZERO_HASH, Envelope, dump_doc, dump_line, dump_text, hash_payload
from forms.strict_json import loads_strict

COUNTS = (1_000, 100_000)
STATION, EPOCH = "TUSON-1", "ab" * 16
CREATED = datetime(2020, 8, 3, 9, 30, tzinfo=timezone(timedelta(hours=7)))
PIECE_BYTES = 256 * 1024


def make_lines(count: int) -> list[bytes]:
    """Return invented slips as journal lines, each about 1 kB, no two alike."""
    lines, prev = [], ZERO_HASH
    for n in range(1, count + 1):
        seed = hashlib.sha256(str(n).encode()).digest()
        data = dump_text(
            {
                "form": "survey-2640@1",
                "batch": f"B{n // 500}",
                "serial": n,
                "day": f"2020-07-{n % 28 + 1:02}",
                "answers": {f"c{item:02}": 4 + seed[item] % 2 for item in range(1, 23)},
                "respondent": {
                    "sex": "female",
                    "age": "30-49",
                    "ethnicity": "kinh",
                    "education": "Đại học",
                    "living": "Thành thị",
                },
                "comment": "Cán bộ tiếp đón chu đáo, hướng dẫn rõ ràng" if n % 9 == 0 else "",
            }
        )
        envelope = Envelope(
            v=1, station=STATION, epoch=EPOCH, n=n, at="2020-07-06T08:15:00+07:00", by="an", table="surveys", id=seed.hex()[:20],
            rev=1, base=0, op="put", why="", was=0, first=n, left=0, payload=hash_payload(seed[:16], data), prev=prev,
        )  # fmt: skip
        line, prev = dump_line(envelope, dump_doc(seed[:16], data))
        lines.append(line)
    return lines


def rows() -> list[Row]:
    """Return the rows: writing and reading, for each number of records."""
    return [row for count in COUNTS for row in _rows_of(make_lines(count))]


def _rows_of(lines: list[bytes]) -> list[Row]:
    signing, reading, escrow = make_signing_key(), make_reading_key(), make_reading_key()
    key, identity, to = load_signing_key(signing.secret), load_reading_key(reading.secret), [reading.public, escrow.public]
    registry = {("TUSON", STATION): signing.public}

    def write(file: BinaryIO) -> None:
        write_bundle(
            file, key=key, recipients=to, unit="TUSON", station=STATION, epoch=EPOCH, seq=1, prev=ZERO_HASH, kind="full",
            events=iter(lines), bundle_id="cd" * 16, created=CREATED,
        )  # fmt: skip
        file.flush()
        os.fsync(file.fileno())

    def read(file: BinaryIO) -> None:
        for _ in open_bundle(file, registry=registry, identity=identity).events:
            pass

    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "bundle").open("w+b") as file:
        written = median_ms(lambda: write(file))
        bundle = io.BytesIO((Path(folder) / "bundle").read_bytes())
        write_floor = median_ms(lambda: _plain_write(lines, to, file))
    note = (
        f"{len(lines):,} records, {sum(map(len, lines)) / 1e6:.1f} MB of lines, {len(bundle.getvalue()) / 1e6:.2f} MB of bundle"
    )
    return [
        Row(
            what=f"bundle written, {len(lines):,} records",
            measured=written,
            floor=write_floor,
            goal=2,
            note=f"{note}; floor: deflate + age + hash + fsync of the same bytes",
        ),
        Row(
            what=f"bundle verified and read, {len(lines):,} records",
            measured=median_ms(lambda: read(bundle)),
            floor=median_ms(lambda: _plain_parse(lines)),
            goal=2,
            note=f"{note}; floor: strict JSON parse of the same lines",
        ),
    ]


def _plain_write(lines: list[bytes], to: list[str], file: BinaryIO) -> None:
    """Deflate, age, hash and fsync, with no line looked at."""
    squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    whole = b"".join(lines)
    pieces = [squeeze.compress(whole[at : at + PIECE_BYTES]) for at in range(0, len(whole), PIECE_BYTES)]
    packed = b"".join([*pieces, squeeze.flush()])
    sealed = pyrage.encrypt(packed, [pyrage.x25519.Recipient.from_str(recipient) for recipient in to])
    hashlib.sha256(whole)
    hashlib.sha256(sealed)
    file.seek(0)
    file.write(sealed)
    file.truncate()
    file.flush()
    os.fsync(file.fileno())


def _plain_parse(lines: list[bytes]) -> None:
    for line in lines:
        loads_strict(line[:-1], max_bytes=1 << 17)
