"""What the stick page knows: what a sending would hold, what a receiving would do, which bundles and units there are.

`send`, `plan`, `receive` are meant for a worker and change nothing here. This module must not know tkinter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.ui.history_line import moment_text
from desktop_app.words import say
from desktop_app.workflows import cards, receiving, sending
from desktop_app.workflows.drives import Place, stick_places
from desktop_app.workflows.files import write_result
from desktop_app.workflows.progress import Progress
from desktop_app.workflows.receiving import Outcome
from desktop_app.workflows.sending import Sent
from desktop_app.workflows.session import Session
from forms.line import load_line
from forms.numbers import format_integer

KINDS = {"new": "good", "duplicate": "calm", "gap": "wait", "fork": "late", "new-epoch": "soon", "refused": "late"}
MEBI = 1 << 20


@dataclass(frozen=True, slots=True)
class SendPlan:
    """What a sending would hold. parent: name of the office above.  enrolled: whether its card is here.

    first, last: lines that are new, first above last when none is.  waiting: bundles made before, which travel again.
    """

    parent: str
    enrolled: bool
    first: int
    last: int
    waiting: int

    @property
    def lines(self) -> int:
        """How many lines are new."""
        return self.last - self.first + 1

    @property
    def possible(self) -> bool:
        """Whether there is something to send and somebody to send it to."""
        return self.enrolled and (self.lines > 0 or self.waiting > 0)


class StickPresenter:
    """Sending and receiving of one opened office."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def send_plan(self) -> SendPlan:
        """Return what a sending would hold now."""
        office = self.session.office
        sent = sending.sent_bundles(self.session)
        last = int((sent[-1].data or {})["last"]) if sent else 0
        parent = office.profile.parent
        stored = office.get("units", parent) if parent else None
        card = (stored.data or {}) if stored else {}
        enrolled = any(station.get("age") for station in card.get("stations", []))
        newest = office.head.n if self._has_new(last + 1) else last
        return SendPlan(str(card.get("name") or parent), enrolled, last + 1, newest, len(sent))

    def _has_new(self, first: int) -> bool:
        """Tell whether a line from `first` on is a reason for a bundle, as `sending` sees it."""
        return any(load_line(raw).envelope.table not in sending.SILENT_TABLES for raw in self.session.office.raw_lines(first))

    def places(self) -> list[tuple[Place, str]]:
        """Return the removable drives with the words they are offered in."""
        free = say("trống", "free")
        return [(p, f"{p.label}  ·  {format_integer(p.free_bytes // MEBI)} MiB {free}") for p in stick_places()]

    def send(self, folder: Path, step: Progress) -> Sent:
        """Write all bundles to a folder, each read again and compared. Raises WorkflowError, store and bundle errors."""
        return sending.send(self.session, folder, step)

    def plan(self, paths: Sequence[Path]) -> list[Outcome]:
        """Return what receiving these files would do; nothing is written."""
        return receiving.plan(self.session, paths)

    def receive(self, paths: Sequence[Path], step: Progress, *, accept_new_epoch: bool = False) -> list[Outcome]:
        """Take the files in, each all or nothing."""
        return receiving.receive(self.session, paths, step, accept_new_epoch=accept_new_epoch)

    @staticmethod
    def reason(outcome: Outcome) -> str:
        """Return what a verdict means, with its warnings."""
        return " ".join([say(outcome.vi, outcome.en), *outcome.warnings])

    def bundles(self) -> BundleRows:
        """Return all bundles sent and received, newest first."""
        stored = sorted(self.session.office.records(sending.TABLE, origin=""), key=lambda record: -record.n)
        return BundleRows([(record.data or {}, str(record.at)) for record in stored], self.unit_names())

    def units(self) -> UnitRows:
        """Return the enrolled units, the own one first."""
        own = self.session.office.profile.unit
        cards_ = [stored.data or {} for stored in self.session.office.records("units", origin="")]
        return UnitRows(sorted(cards_, key=lambda card: (card.get("unit") != own, str(card.get("unit")))), own)

    def unit_names(self) -> dict[str, str]:
        """Return unit code → name of all units known here."""
        rows = [stored.data or {} for stored in self.session.office.records("units", origin="")]
        return {str(card.get("unit")): str(card.get("name")) for card in rows}

    # cards

    def card_name(self) -> str:
        """Return a file name for this unit's card."""
        return f"the-don-vi-{self.session.office.profile.unit}.json"

    def export_card(self, path: Path) -> Path:
        """Write this unit's card. Raises StoreError or WorkflowError."""
        write_result(path, cards.dump_card(self.session))
        return path

    def read_card(self, path: Path) -> tuple[dict[str, Any], str]:
        """Return the card in a file, and what a person must compare before it is trusted. Raises Refused, WorkflowError."""
        card = cards.read_card(path)
        prints = "\n".join(f"{station}\n{text}" for station, text in cards.fingerprints(card))
        asked = say(
            "Hãy gọi điện cho đơn vị và so từng ký tự dấu vân của khóa. Chỉ nhận khi khớp.",
            "Call the unit and compare the fingerprints letter by letter. Accept only if they are equal.",
        )
        return card, f"{card.get('name', '')} ({card['unit']})\n\n{prints}\n\n{asked}"

    def enrol(self, card: Mapping[str, Any]) -> str:
        """Trust a unit's card from now on; return its name. Raises Refused, WorkflowError and the store's errors."""
        return str((cards.enrol(self.session, card).data or {}).get("name", ""))


class OutcomeRows:
    """What receiving will do, or did, with each file, as rows: file, unit, number, lines, verdict."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.outcomes = outcomes

    def __len__(self) -> int:
        return len(self.outcomes)

    def row(self, i: int) -> tuple[str, ...]:
        """Return file, unit, number, lines and verdict of a file."""
        outcome = self.outcomes[i]
        unit = outcome.unit_name or outcome.unit or "–"
        return (outcome.file, unit, str(outcome.seq or "–"), format_integer(outcome.lines), verdict_text(outcome))

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of the verdict."""
        return ("", "", "", "", KINDS[self.outcomes[i].verdict])

    def sentence(self, i: int) -> str:
        """Return what the verdict means and what to do, with warnings."""
        return StickPresenter.reason(self.outcomes[i])


def verdict_text(outcome: Outcome) -> str:
    """Return a verdict in a word or two."""
    if outcome.taken:
        return say("Đã nhận", "Taken in")
    words = {
        "new": say("Sẽ nhận", "Will be taken in"),
        "duplicate": say("Đã có", "Known already"),
        "gap": say("Thiếu gói trước", "Earlier one missing"),
        "fork": say("Mâu thuẫn", "Contradiction"),
        "new-epoch": say("Sổ mới, cần xác nhận", "Starts anew, confirm"),
        "refused": say("Từ chối", "Refused"),
    }
    return words[outcome.verdict]


class BundleRows:
    """Bundles sent and received as rows: when, which way, unit, number, lines, file."""

    def __init__(self, records: Sequence[tuple[Mapping[str, Any], str]], names: Mapping[str, str]) -> None:
        self.records, self.names = records, names

    def __len__(self) -> int:
        return len(self.records)

    def row(self, i: int) -> tuple[str, ...]:
        """Return when, direction, unit, number, lines and file."""
        data, at = self.records[i]
        out = data.get("direction") == sending.OUT
        unit = str(data.get("to") if out else data.get("unit"))
        lines = int(data["last"]) - int(data["first"]) + 1 if out else int(data.get("lines", 0))
        number = str(data.get("seq") if out else data.get("bundle_seq"))
        way = say("Gửi", "Sent") if out else say("Nhận", "Received")
        return (moment_text(at), way, self.names.get(unit, unit), number, format_integer(lines), str(data.get("file", "")))

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of the direction."""
        return ("", "info" if self.records[i][0].get("direction") == sending.OUT else "good", "", "", "", "")


class UnitRows:
    """Enrolled units as rows: code, name, stations, fingerprints."""

    def __init__(self, records: Sequence[Mapping[str, Any]], own: str) -> None:
        self.records, self.own = records, own

    def __len__(self) -> int:
        return len(self.records)

    def row(self, i: int) -> tuple[str, ...]:
        """Return code, name, whether it is this unit, stations and fingerprints."""
        card = self.records[i]
        prints = cards.fingerprints(card)
        what = say("Đơn vị này", "This unit") if card.get("unit") == self.own else say("Đã tin cậy", "Trusted")
        return (
            str(card.get("unit")),
            str(card.get("name")),
            what,
            ", ".join(s for s, _ in prints),
            ", ".join(p for _, p in prints),
        )

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of the third column."""
        return ("", "", "info" if self.records[i].get("unit") == self.own else "good", "", "")
