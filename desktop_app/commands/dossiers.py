"""Commands of the dossier counter: what is overdue or due soon, dossiers handed from one officer to another."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.commands.base import Options, add_json, add_period, opened
from desktop_app.commands.output import Refusal, print_json, print_lines
from desktop_app.words import say

if TYPE_CHECKING:
    from desktop_app.workflows.lists import Waiting
    from desktop_app.workflows.session import Session

MOST = 1_000_000


class Overdue:
    help = "hồ sơ quá hạn, rồi hồ sơ sắp đến hạn / the overdue dossiers, then those due soon, oldest first"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=2, metavar="N", help="ngày làm việc / working days, 2")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.lists import due_soon, is_uncertain, overdue
        from desktop_app.workflows.permissions import require_looking

        with opened(options) as session:
            require_looking(session, "dossiers")
            late, soon = overdue(session, MOST), due_soon(session, max(options.days, 0), MOST)
            uncertain = is_uncertain(session)
        if options.json:
            print_json({"overdue": [_row(one) for one in late], "soon": [_row(one) for one in soon], "uncertain": uncertain})
            return 0
        if uncertain:
            print(say("Không chắc: đồng hồ máy bị lùi.", "Uncertain: the clock was put back."))
        print_lines([list(map(str, _row(one).values())) for one in (*late, *soon)])
        return 0


class HandOver:
    help = "bàn giao hồ sơ cho người khác, hoặc xem sổ bàn giao / hand dossiers over, or list the hand-overs"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="CODE")
        parser.add_argument("--taker", default="", metavar="ACCOUNT", help="người nhận / who takes them over")
        parser.add_argument("--note", default="", metavar="TEXT")
        add_period(parser, required=False)
        add_json(parser)

    def run(self, options: Options) -> int:
        return self._hand_over(options) if options.codes else self._list(options)

    def _hand_over(self, options: Options) -> int:
        from desktop_app.workflows.handover import hand_over

        with opened(options) as session:
            saved = hand_over(session, _ids(session, options.codes), options.taker, options.note)
        print(say(f"Đã bàn giao {len(saved)} hồ sơ cho {options.taker}.", f"{len(saved)} handed over to {options.taker}."))
        return 0

    def _list(self, options: Options) -> int:
        from datetime import date

        from desktop_app.workflows.handover import list_handovers

        with opened(options) as session:
            found = list_handovers(session, options.first or date.min, options.last or date.max)
        rows = [
            {"at": f"{line.at:%Y-%m-%dT%H:%M}", "code": line.code, "from": line.from_, "to": line.to, "note": line.note}
            for line in found
        ]
        _print(options, rows)
        return 0


def _ids(session: Session, codes: Sequence[str]) -> list[str]:
    """Return the ids of dossiers by code, former code or id. Raises Refusal naming every code that is unknown."""
    found = {code: session.office.find_code("dossiers", code) or code for code in codes}
    unknown = [code for code, id in found.items() if session.office.get("dossiers", id) is None]
    if unknown:
        raise Refusal(1, text=say(f"Không có hồ sơ {', '.join(unknown)}.", f"There is no dossier {', '.join(unknown)}."))
    return list(found.values())


def _row(one: Waiting) -> dict[str, Any]:
    data = one.dossier.data or {}
    late = one.days if one.deadline.kind == "late" else -one.days
    return {
        "code": data["code"], "name": data["name"], "officer": one.officer, "due": one.due.isoformat(),
        "appointed": one.appointed.isoformat(), "days_late": late,
    }  # fmt: skip


def _print(options: Options, rows: Sequence[Mapping[str, str]]) -> None:
    if options.json:
        print_json(list(rows))
    else:
        print_lines([list(row.values()) for row in rows])
