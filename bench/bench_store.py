"""How fast the store is, beside bare appends, TinyDB's JSONStorage and CachingMiddleware, and sqlite3 (WAL, FULL).

`SOMOTCUA_BENCH_SIZES=1000,100000,1000000` chooses how many records there are already; 1 000 and 100 000 unless given.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from tinydb import JSONStorage, TinyDB
from tinydb.middlewares import CachingMiddleware

from bench.row import Row
from desktop_app.store.office import Change, Founding, Office, Profile, Unlock, Unlocking, create_office, open_office
from desktop_app.store.slots import Strength
from forms.line import dump_text

NOW = datetime(2020, 7, 6, 8, 15, tzinfo=timezone(timedelta(hours=7)))
PROFILE = Profile(unit="U", name="U", parent="P", station="bench-1", epoch="0" * 32, created=NOW.isoformat())
WEAK = Strength(64, 1, 1)
SAVES = 200
SLOW_SAVES = 5
FRAME_MS = 16.0
FAMILY, MIDDLE, GIVEN = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ"), ("Văn", "Thị", "Đức", "Ngọc"), ("Hoà", "Ánh", "Dũng", "Mơ", "Sơn")
Saver = Callable[[int], None]


def rows(sizes: list[int] | None = None) -> list[Row]:
    """Return the rows of the store for each number of records."""
    named = os.environ.get("SOMOTCUA_BENCH_SIZES", "1000,100000")
    return [row for size in sizes or [int(size) for size in named.split(",")] for row in _rows_of(size)]


def _rows_of(size: int) -> list[Row]:
    folder = Path(tempfile.mkdtemp(prefix="somotcua-bench-", dir=os.environ.get("SOMOTCUA_BENCH_DIR")))
    try:
        office = _fill(folder / "office", size)
        sealed = _sealed_rows(folder / "sealed", size)
        return [*_save_rows(folder, office, size), *sealed, *_open_rows(office, size), *_look_rows(office, size)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def slip(number: int) -> dict[str, Any]:
    """Return an invented slip."""
    chance = random.Random(number)
    answers = {f"c{item:02}": chance.randint(3, 5) for item in range(1, 23)}
    person = {
        "sex": "female",
        "age": "25-34",
        "ethnicity": "kinh",
        "education": "university",
        "occupation": "private",
        "living": "urban",
    }
    return {
        "form": "survey-2640@1", "batch": f"B{number // 500}", "serial": number % 500 + 1, "day": "2020-07-06",
        "answers": answers, "respondent": person, "comment": "",
    }  # fmt: skip


def dossier(number: int) -> dict[str, Any]:
    """Return an invented dossier."""
    chance = random.Random(number)
    return {
        "code": f"000.17.22.H56-200706-{number:07}", "procedure": "cccd", "case": "new", "channel": "counter", "copies": 1,
        "name": f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}", "id_number": f"0271{number:08}",
        "birth": "1984-02-03", "phone": "0912345678", "address": "Từ Sơn, Bắc Ninh", "received_at": NOW.isoformat(),
        "status": "received", "moves": [],
        "frozen": {"field": "cancuoc", "limit_days": 7, "procedure_rev": 1, "due": "2020-07-15"},
    }  # fmt: skip


def _change(number: int) -> Change:
    if number % 2:
        return Change("surveys", f"{number:020x}", slip(number))
    return Change("dossiers", f"{number:020x}", dossier(number))


def _fill(folder: Path, size: int, unlock: Unlock | None = None) -> Path:
    founding = Founding(unlock.account, unlock.password, strength=WEAK) if unlock else None
    create_office(folder, replace(PROFILE, sealed=unlock is not None), founding=founding)
    with open_office(folder, unlock=unlock) as office:
        for start in range(0, size, 5000):
            office.append([_change(number) for number in range(start, min(start + 5000, size))], by="lan", at=NOW)
        office.save_snapshot()
    return folder


def _median_ms(work: Saver, first: int, times: int) -> float:
    taken = []
    for number in range(first, first + times):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _save_rows(folder: Path, office_folder: Path, size: int) -> list[Row]:
    with open_office(office_folder) as office, _floor(folder, office) as floor:
        save = _saver(office)
        pairs = [(_median_ms(floor, n, 1), _median_ms(save, n, 1)) for n in range(size, size + 5 * SAVES)]
        bare, ours = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
        note = f"{size:,} records; floor: append of as many bytes + fsync"
        found = [Row(what="durable save of one record", measured=ours, floor=bare, goal=2.0, note=note)]
    for name, make, times, comment in (
        ("sqlite3 WAL FULL", _sqlite, SAVES, "durable"),
        ("TinyDB CachingMiddleware", _caching, SAVES if size < 50_000 else SLOW_SAVES if size < 500_000 else 1, "not durable"),
        ("TinyDB JSONStorage", _json, SLOW_SAVES if size < 500_000 else 1, "rewrites the file in place"),
    ):
        with make(folder, size) as other:
            taken = _median_ms(other, size, times)
        found.append(
            Row(what=f"  beside it: {name}", measured=taken, floor=bare, goal=float("inf"), note=f"{size:,} records; {comment}")
        )
    return found


def _sealed_rows(folder: Path, size: int) -> list[Row]:
    """The two goals that are set for sealed offices. The password's own 350 ms are paid once, at sign-in, and left out."""
    unlock = Unlock("lan", "một mật khẩu để đo")
    office_folder = _fill(folder, size, unlock)
    with open_office(office_folder, unlock=unlock) as office, _floor(folder, office) as floor:
        save = _saver(office)
        pairs = [(_median_ms(floor, n, 1), _median_ms(save, n, 1)) for n in range(size, size + 5 * SAVES)]
        bare, ours = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
        office.save_snapshot()
    reading, opening = _reading_ms(office_folder), _opening_ms(office_folder, unlock)
    note = f"{size:,} records, sealed; floor: "
    return [
        Row(
            what="durable save of one record, sealed",
            measured=ours,
            floor=bare,
            goal=2.0,
            note=f"{note}append of as many bytes + fsync",
        ),
        Row(
            what="opening a sealed office, every byte verified",
            measured=opening,
            floor=reading,
            goal=4.0,
            note=f"{note}reading and hashing",
        ),
    ]


def _saver(office: Office) -> Saver:
    return lambda number: _nothing(office.append([_change(number)], by="lan", at=NOW))


def _nothing(_: object) -> None:
    return None


@contextmanager
def _floor(folder: Path, office: Office) -> Iterator[Saver]:
    raw = max((office.folder / "journal").glob("*.jsonl")).read_bytes().splitlines(keepends=True)[-1]
    handle = os.open(folder / "floor", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def save(number: int) -> None:
        _change(number)  # making the record is the caller's time in each row
        os.write(handle, raw)
        os.fsync(handle)

    yield save
    os.close(handle)


@contextmanager
def _sqlite(folder: Path, size: int) -> Iterator[Saver]:
    connection = sqlite3.connect(folder / "records.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE record (id TEXT PRIMARY KEY, data TEXT)")
    connection.execute("BEGIN")
    changes = (_change(number) for number in range(size))
    connection.executemany("INSERT INTO record VALUES (?, ?)", ((change.id, dump_text(change.data)) for change in changes))
    connection.execute("COMMIT")

    def save(number: int) -> None:
        change = _change(number)
        connection.execute("INSERT INTO record VALUES (?, ?)", (change.id, dump_text(change.data)))

    yield save
    connection.close()


@contextmanager
def _json(folder: Path, size: int) -> Iterator[Saver]:
    with TinyDB(folder / "db.json", storage=JSONStorage, ensure_ascii=False) as db:
        db.insert_multiple(_change(number).data or {} for number in range(size))
        yield lambda number: _nothing(db.insert(_change(number).data or {}))


@contextmanager
def _caching(folder: Path, size: int) -> Iterator[Saver]:
    db = TinyDB(folder / "cached.json", storage=CachingMiddleware(JSONStorage))  # type: ignore[no-untyped-call]
    db.insert_multiple(_change(number).data or {} for number in range(size))
    yield lambda number: _nothing(db.insert(_change(number).data or {}))
    db.close()


def _open_rows(folder: Path, size: int) -> list[Row]:
    with open_office(folder) as office:
        office.save_snapshot()

    bare, ours = _reading_ms(folder), _opening_ms(folder, None)
    (folder / "snapshot").unlink()
    slow = _median_ms(lambda _: open_office(folder, read_only=True).close(), 0, 5)
    note = f"{size:,} records; floor: reading and hashing the bytes"
    found = [
        Row(what="opening, every byte verified", measured=ours, floor=bare, goal=4.0, note=note),
        Row(what="  the same with the snapshot deleted", measured=slow, floor=bare, goal=float("inf"), note=note),
    ]
    journal_mib = sum(path.stat().st_size for path in (folder / "journal").glob("*.jsonl")) / 2**20
    grown_mib = _memory_mib(folder)
    note = f"{size:,} records; floor: the journal's size, at least 16 MiB"
    what = "memory with the office open"
    return [*found, Row(what=what, measured=grown_mib, floor=max(journal_mib, 16.0), goal=2.0, unit="MiB", note=note)]


def _reading_ms(folder: Path) -> float:
    def reading() -> None:
        digest = hashlib.sha256()
        for path in sorted((folder / "journal").glob("*.jsonl")):
            with path.open("rb", buffering=0) as handle:
                while block := handle.read(1 << 20):
                    digest.update(block)

    return _median_ms(lambda _: reading(), 0, 5)


def _opening_ms(folder: Path, unlock: Unlocking | None) -> float:
    return _median_ms(lambda _: open_office(folder, unlock=unlock).close(), 0, 5)


_MEMORY = """
import gc, sys
from pathlib import Path
from desktop_app.store.office import open_office

def resident_kib():
    gc.collect()
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))

before = resident_kib()
with open_office(Path(sys.argv[1])) as office:
    office.search("dossiers", "nguyen")
    print((resident_kib() - before) / 1024)
"""


def _memory_mib(folder: Path) -> float:
    """Return how many MiB a process grows by when it opens the office; 0 where the system does not tell."""
    if not Path("/proc/self/status").exists():
        return 0.0
    result = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(folder)], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    return float(result.stdout)


def _look_rows(folder: Path, size: int) -> list[Row]:
    with open_office(folder) as office:
        office.search("dossiers", "nguyen")
        note = f"{size:,} records; floor: one frame"
        words = [
            text
            for name in ("nguyen", "thi hoa", "0271000", "200706-00", "xyz")
            for text in (name[: k + 1] for k in range(len(name)))
        ]
        slowest = max(_median_ms(lambda _, text=text: _nothing(office.search("dossiers", text)), 0, 5) for text in words)  # type: ignore[misc]
        code = dossier(size // 2 // 2 * 2)["code"]
        one = _median_ms(lambda _: _nothing(office.get("dossiers", office.find_code("dossiers", code) or "")), 0, 101)
    return [
        Row(what="search as you type, slowest of all prefixes", measured=slowest, floor=FRAME_MS, goal=1.0, note=note),
        Row(what="one record by its code, hash-checked", measured=one, floor=FRAME_MS, goal=1.0, note=note),
    ]


if __name__ == "__main__":
    for row in rows([int(size) for size in sys.argv[1:]] or None):
        print(f"{row.what:48} {row.measured:10.3f} {row.floor:10.3f} {row.unit:4} {row.ratio:9.2f} (goal {row.goal}) {row.note}")
