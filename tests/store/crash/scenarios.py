"""The work that crashes are tried on: one list, used by the crash states and by the killed processes.

A scenario is a function that works on an office through a `Run`, which says before each step what is tried and after it what is
promised. To add one: write the function, add a line to `SCENARIOS`. What the judge must then hold against the office follows from
what the run said: `run.save` for a group of own lines, `run.promise` for anything else (`READERS` in judge.py reads it back).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from msgspec.structs import replace

from desktop_app.store import chain, held
from desktop_app.store.backup import SUFFIX, make_backup
from desktop_app.store.files import Files
from desktop_app.store.holder import read_slots
from desktop_app.store.office import Change, Office, Profile, create_office
from desktop_app.store.passwords import password_bytes
from desktop_app.store.profile import read_profile
from desktop_app.store.restore import restore_backup
from desktop_app.store.slots import Strength, open_slot
from desktop_app.store.unlocking import Founding, Unlock
from tests.store.crash.ledger import ANY, MADE, OWN, Entry, Key, Row
from tests.store.offices import EPOCH, NOW, PROFILE, PROVINCE, dossier, make_office, new, opened, slip

OFFICE = "o"
USB = "usb"
PASSWORDS = ("mật khẩu thứ nhất", "mật khẩu thứ hai")
QUICK = Strength(64, 1, 1)
SEALED = replace(PROFILE, sealed=True)
Tell = Callable[[Entry], None]


@dataclass(slots=True)
class Run:
    """One run of a scenario's work below `root`, through `files`. `round`: another number each time, for ids of its own."""

    root: Path
    files: Files
    tell: Tell
    round: int = 0
    lines: Sequence[bytes] = ()

    @contextlib.contextmanager
    def promise(self, key: Key, value: Any = None, office: str = OFFICE) -> Iterator[None]:
        """Say that a thing is tried, and when the block has ended that it is promised."""
        self.tell(Entry("try", office, key, value))
        yield
        self.tell(Entry("done", office, key, value))

    def make(self, profile: Profile = PROFILE, office: str = OFFICE) -> None:
        """Make the office."""
        founding = Founding("lan", PASSWORDS[0], strength=QUICK) if profile.sealed else None
        with self.promise(MADE, office=office):
            create_office(self.root / office, profile, files=self.files, founding=founding)
        if founding:
            self.tell(Entry("done", office, ("password",), PASSWORDS[0]))

    def open(self, office: str = OFFICE) -> Office:
        """Open the office."""
        return open_any(self.root / office, self.files)

    def save(self, held: Office, *changes: Change, name: str = OFFICE) -> None:
        """Save a group."""
        rows = tuple(Row(change.table, change.id, change.op, change.data) for change in changes)
        with self.promise(OWN, rows, name):
            held.append(changes, by="lan", at=NOW)

    def receive(self, held: Office, up_to: int) -> None:
        """Receive the sender's lines up to a number, as one bundle."""
        lines = self.lines[:up_to]
        id = f"gói-{up_to}"
        stream = ("stream", "tuson-1", EPOCH)
        with self.promise(stream, (up_to, digest(lines))), self.promise(OWN, (Row("bundles", id, "put", ANY),)):
            held.receive("H56.22", "tuson-1", EPOCH, lines, {"bundle_seq": up_to, "id": id}, "an", NOW)


def open_any(folder: Path, files: Files) -> Office:
    """Open an office for the tests' clerk, a sealed one with whichever of the passwords is right."""
    if not read_profile(folder).sealed:
        return opened(folder, files=files)
    return opened(folder, files=files, unlock=Unlock("lan", password_of(folder) or PASSWORDS[0]))


def password_of(folder: Path) -> str | None:
    """Return the password that opens a sealed office, None if none does; wrong ones are not counted as tries."""
    file = read_slots(folder)
    slot = next(slot for slot in file.slots if slot.account == "lan")
    fitting = (password for password in PASSWORDS if open_slot(file.office, slot, password_bytes(password)))
    return next(fitting, None)


def digest(lines: Sequence[bytes]) -> str:
    """Return a hash over lines."""
    return hashlib.sha256(b"".join(lines)).hexdigest()


Work = Callable[[Run], None]


@dataclass(frozen=True, slots=True)
class Scenario:
    """`prepare` makes what is there before; `work` does a round of what is looked at, `rounds` of them are recorded.

    `profile`: whose office.  `settings`: constants of the store changed while it runs, e.g. smaller segments.
    """

    name: str
    work: Work
    rounds: int = 1
    prepare: Work = lambda run: run.make()
    settings: tuple[tuple[Any, str, Any], ...] = ()

    @contextlib.contextmanager
    def set(self) -> Iterator[None]:
        """Change the constants."""
        with contextlib.ExitStack() as stack:
            for module, name, value in self.settings:
                stack.enter_context(mock.patch.object(module, name, value))
            yield


def make_sender(folder: Path) -> list[bytes]:
    """Return the lines of another office: 240 in groups of three and one."""
    with opened(make_office(folder)) as office:
        for k in range(60):
            office.append([new("surveys", f"s{k}-{part}", slip(3 * k + part)) for part in range(3)], by="lan", at=NOW)
            office.append([new("feedback", f"f{k}", {"content": "Ghế chờ"})], by="lan", at=NOW)
        return list(office.raw_lines(1))


def draft_of(run: Run) -> Mapping[str, Any]:
    """Return what is being keyed in this round."""
    return {"serial": run.round, "answers": {"c01": 4}}


def keying(run: Run) -> None:
    """Single saves, with the draft of the next one beside them."""
    with run.open() as office:
        run.save(office, new("dossiers", f"d{run.round}", dossier(run.round)))
        with run.promise(("draft", "lan"), draft_of(run)):
            office.save_draft("lan", dict(draft_of(run)))
        run.save(office, new("surveys", f"s{run.round}", slip(run.round)))
        run.tell(Entry("try", OFFICE, ("draft", "lan"), None))  # a draft that was dropped may come back: nothing is promised
        office.drop_draft("lan")


def correcting(run: Run) -> None:
    """A record made, corrected, removed, brought back; views in the audit."""
    id = f"d{run.round}"
    with run.open() as office:
        run.save(office, new("dossiers", id, dossier(run.round)))
        run.save(office, Change("dossiers", id, dossier(run.round, status="processing"), 1, why="chuyển xử lý"))
        run.save(office, Change("audit", "view", {"id": id}, op="audit"))
        run.save(office, Change("dossiers", id, None, 2, op="remove", why="nhập trùng"))
        run.save(office, Change("dossiers", id, dossier(run.round), 3, why="gỡ nhầm"))


def importing(run: Run) -> None:
    """A batch and its slips as one group, then a second group."""
    batch, first = f"B{run.round}", 1
    with run.open() as office:
        for count in (6, 3):
            slips = [new("surveys", f"{batch}-{number}", slip(number, batch)) for number in range(first, first + count)]
            run.save(office, new("batches", f"{batch}-{first}", {"batch": batch, "issued": 9}), *slips)
            first += count


def receiving(run: Run) -> None:
    """Bundles that continue one stream; segments small enough that it rolls."""
    with run.open() as office:
        stream = office.streams().get(("tuson-1", EPOCH))
        start = stream.n if stream else 0
        for up_to in (start + 4, start + 12):
            if up_to <= len(run.lines):
                run.receive(office, up_to)
        run.save(office, new("feedback", f"f{run.round}", {"content": "Đã nhận"}))


def filing(run: Run) -> None:
    """A report kept and named by a record, then replaced; a secret."""
    with run.open() as office:
        for edition in (b"first", b"second"):
            data = (b"%%PDF %d %s " % (run.round, edition)) * 60
            with run.promise(("file", "reports/2020-07.pdf"), data):
                office.write_file("reports/2020-07.pdf", data)
            run.save(office, new("reports", f"r{run.round}-{edition.decode()}", {"sha256": hashlib.sha256(data).hexdigest()}))
        with run.promise(("secret", "k.pem"), b"key %d" % run.round):
            office.write_secret("k.pem", b"key %d" % run.round)


def making(run: Run) -> None:
    """An office is made and its first record saved."""
    run.make(office=f"new{run.round}")
    with run.open(f"new{run.round}") as office:
        run.save(office, new("feedback", "f1", {"content": "Quạt hỏng"}), name=f"new{run.round}")


def closing(run: Run) -> None:
    """Few lines, a snapshot at each closing, and opening from it."""
    with run.open() as office:
        run.save(office, new("dossiers", f"d{run.round}", dossier(run.round)))
        run.save(office, new("surveys", f"s{run.round}", slip(run.round)), new("feedback", f"f{run.round}", {"content": "Ghế"}))


def sealing(run: Run) -> None:
    """A sealed office: lines, a draft, a secret, another password."""
    with run.open() as office:
        run.save(office, new("dossiers", f"d{run.round}", dossier(run.round)), new("surveys", f"s{run.round}", slip(run.round)))
        with run.promise(("draft", "lan"), draft_of(run)):
            office.save_draft("lan", dict(draft_of(run)))
        with run.promise(("secret", "k.pem"), b"key %d" % run.round):
            office.write_secret("k.pem", b"key %d" % run.round)
        old = password_of(office.folder)
        assert old is not None
        assert office.seal is not None
        changed = PASSWORDS[1 - PASSWORDS.index(old)]
        with run.promise(("password",), changed):
            office.seal.change_password(old, changed, NOW)
        run.save(office, new("feedback", f"f{run.round}", {"content": "Ghế"}))


def with_stick(run: Run) -> None:
    """Prepare an office with a few lines, and a stick."""
    (run.root / USB).mkdir()
    run.make()
    with run.open() as office:
        run.save(office, new("dossiers", "d0", dossier(0)), new("surveys", "s0", slip(0)))


def backing_up(run: Run) -> None:
    """A line is saved, the office backed up to the stick, another line saved."""
    at = NOW + timedelta(minutes=run.round)
    with run.open() as office:
        run.save(office, new("dossiers", f"d{run.round}", dossier(run.round)))
        with run.promise(("backup", f"{PROFILE.station}-{at:%Y%m%d-%H%M%S}{SUFFIX}"), office.head.n):
            make_backup(office, run.root / USB, at=at, files=run.files)
        run.save(office, new("feedback", f"f{run.round}", {"content": "Ghế"}))


def with_backup(run: Run) -> None:
    """Prepare an office with a few lines, and a backup of it on a stick."""
    with_stick(run)
    with run.open() as office:
        make_backup(office, run.root / USB, at=NOW, files=run.files)


def restoring(run: Run) -> None:
    """The backup is restored, and the restored office gets its first record."""
    name, backup = f"restored{run.round}", next((run.root / USB).glob(f"*{SUFFIX}"))
    rows = (Row("dossiers", "d0", "put", dossier(0)), Row("surveys", "s0", "put", slip(0)), Row("audit", "restore", "audit", ANY))
    with run.promise(OWN, rows, name), run.promise(MADE, office=name):
        restore_backup(
            backup, run.root / name, by="lan", at=NOW, why="hỏng ổ đĩa", files=run.files, opener=lambda f: open_any(f, run.files)
        )
    with run.open(name) as office:
        run.save(office, new("feedback", "f1", {"content": "Đã khôi phục"}), name=name)


def nothing(run: Run) -> None:
    """Prepare nothing."""


SMALL_SEGMENTS = ((chain, "ROLL_BYTES", 900),)
EVERY_CLOSE = ((held, "SNAPSHOT_AFTER_LINES", 1),)

SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario("keying", keying, 2),
        Scenario("correcting", correcting),
        Scenario("importing", importing),
        Scenario("rolling", closing, 3, settings=SMALL_SEGMENTS),
        Scenario("receiving", receiving, 2, lambda run: run.make(PROVINCE), (*SMALL_SEGMENTS, *EVERY_CLOSE)),
        Scenario("filing", filing),
        Scenario("making", making, prepare=nothing),
        Scenario("closing", closing, 2, settings=EVERY_CLOSE),
        Scenario("sealing", sealing, prepare=lambda run: run.make(SEALED)),
        Scenario("backing up", backing_up, prepare=with_stick),
        Scenario("restoring", restoring, prepare=with_backup),
    )
}
